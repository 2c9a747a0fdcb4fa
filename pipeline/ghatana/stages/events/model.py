"""What a model is asked about a document, and what it answers: the terms that rules and model share.

The event rules read a document word by word; a model has read it whole. What the rules consider (triggers, things
that may fill a role, times) is put to the model as questions (`questions.ask`), and its answers come back as evidence
among other evidence (`opinions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ghatana.annotations import EVENT_TYPES, ROLES
from ghatana.document import Document, Span

FAMILIES = tuple(EVENT_TYPES)
SUBTYPES = tuple(f"{family}.{subtype}" for family in FAMILIES for subtype in EVENT_TYPES[family])
FAMILY_ROLES = tuple(f"{family}.{role}" for family in FAMILIES for role in ROLES[family])


@dataclass(frozen=True, slots=True)
class Asked:
    """One span in question: code points of the text, and what the rules know of it, as words."""

    start: int
    end: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked of one document.

    `triggers` have the facts (family, sense); `mentions` (label, case); `times` (type and precision). `near`
    holds for each trigger the mentions that may be its arguments, as (index, place); `dated` the same for times.
    """

    triggers: tuple[Asked, ...]
    mentions: tuple[Asked, ...]
    times: tuple[Asked, ...]
    near: tuple[tuple[tuple[int, str], ...], ...]
    dated: tuple[tuple[tuple[int, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a model says, as log-odds (`events`, `roles`, `dates`) or log-probabilities (`statuses`, `subtypes`).

    All are by trigger; `families[t]` is the type of event that was asked about. `roles[t]` maps a mention to one number
    for each role of the trigger's family, in the order of `annotations.ROLES`; `dates[t]` maps a time to one number.
    `statuses[t]` follows `annotations.STATUSES`, `subtypes[t]` the subtypes of the family.
    """

    events: tuple[float, ...]
    statuses: tuple[tuple[float, ...], ...]
    subtypes: tuple[tuple[float, ...], ...]
    roles: tuple[dict[int, tuple[float, ...]], ...]
    dates: tuple[dict[int, float], ...]
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A name that a common noun may stand for.

    `mentions` are the numbers of its mentions, `facts` what is known of each beside the noun. A name that the rules
    gave and the document does not have ("Chang'e 6 ascender") has no mention, and facts of its own. One that is only
    `implied` has the mentions of those whose it is.
    """

    name: str
    mentions: tuple[int, ...]
    facts: tuple[tuple[str, ...], ...]
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun in question: the number of its mention, its span, and what is known of it."""

    number: int
    start: int
    end: int
    facts: tuple[str, ...]
    options: tuple[Option, ...]


class EventModel(Protocol):
    """Answers questions about documents; what it says of one must not depend on any other."""

    def answers(self, document: Document, questions: Questions) -> Answers:
        """The answers to `questions`; the same for the same document and questions."""
        ...

    def antecedents(
        self, document: Document, mentions: Sequence[Span], nouns: Sequence[Noun]
    ) -> tuple[tuple[float, ...], ...]:
        """For each noun the log-probability that it stands for no name, then those of its options.

        `mentions` are those of the document, whose numbers the options hold. Empty where the model has no opinion.
        """
        ...
