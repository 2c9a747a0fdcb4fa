"""Stand-ins for the shipped model in its part as an event model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ghatana.annotations import EVENT_TYPES, ROLES, STATUSES
from ghatana.document import Document, Span
from ghatana.stages.events import EventStage
from ghatana.stages.events.model import Answers, Asked, Noun, Questions

YES, NO = 6.0, -6.0
EVEN_STATUS = (-2.08,) * len(STATUSES)


def even(questions: Questions, chances: Callable[[Asked], float]) -> Answers:
    """Answers that say of each trigger what `chances` gives, and nothing for or against anything else."""
    families = [asked.facts[0] for asked in questions.triggers]
    return Answers(
        tuple(chances(asked) for asked in questions.triggers),
        (EVEN_STATUS,) * len(families),
        tuple((-1.0,) * len(EVENT_TYPES[family]) for family in families),
        tuple(
            {m: (0.0,) * len(ROLES[family]) for m, _ in near}
            for family, near in zip(families, questions.near, strict=True)
        ),
        tuple({x: 0.0 for x, _ in dated} for dated in questions.dated),
        tuple(families),
    )


class NoNames:
    """The part of a model that has no opinion on what common nouns stand for."""

    def antecedents(
        self, document: Document, mentions: Sequence[Span], nouns: Sequence[Noun]
    ) -> tuple[tuple[float, ...], ...]:
        return ()


@dataclass
class FakeModel(NoNames):
    """Says yes to some (word, family), no to all others; keeps what it was asked."""

    yes: frozenset[tuple[str, str]] = frozenset()
    asked: list[Questions] = field(default_factory=list)

    def answers(self, document: Document, questions: Questions) -> Answers:
        self.asked.append(questions)
        return even(questions, lambda asked: YES if self.said(document, asked) in self.yes else NO)

    @staticmethod
    def said(document: Document, asked: Asked) -> tuple[str, str]:
        return document.text[asked.start : asked.end], asked.facts[0]


Weights = dict[str, dict[str, dict[str, float]]]


@contextmanager
def weighed(stage: EventStage, weights: Weights) -> Iterator[EventStage]:
    """The stage with another table of weights, for as long as the block lasts."""
    kept = stage._lexicon
    stage._lexicon = replace(kept, weights=weights)
    try:
        yield stage
    finally:
        stage._lexicon = kept
