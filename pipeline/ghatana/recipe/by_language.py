"""One stage for several languages: each document is read by the stage of its own language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ghatana.document import Document
from ghatana.stage import Stage


class ByLanguage:
    """Gives each document to the stage of its language; what has no stage of its own goes to the first language's.

    The first language's stage is built now, so that what is wrong with its settings is said before a text is read; the
    others when a document of theirs is met, so that a run pays for the languages that it reads. What one of those then
    lacks (the model of an engine) concerns its documents alone.

    Args:
        languages: codes as documents carry them in `lang`, each once.
        build: makes the stage of a language.

    >>> from ghatana.stages.gate import GateStage
    >>> stage = ByLanguage(("te",), GateStage)
    >>> stage.annotate([Document("a", "ఇస్రో రాకెట్ ఎగిరింది."), Document("b", "Rain in Pune.", lang="en")])
    [True, False]
    """

    def __init__(self, languages: Sequence[str], build: Callable[[str], Stage]) -> None:
        self._build = build
        self._first, *others = languages
        self._others = frozenset(others)
        self._built = {self._first: build(self._first)}

    @property
    def name(self) -> str:
        """As in the recipe."""
        return self._built[self._first].name

    @property
    def needs(self) -> frozenset[str]:
        """Layers that must be attached before."""
        return self._built[self._first].needs

    @property
    def gives(self) -> str:
        """The layer that it returns."""
        return self._built[self._first].gives

    def of(self, language: str) -> Stage:
        """The stage that reads documents of this language."""
        code = language if language in self._others else self._first
        if code not in self._built:
            self._built[code] = self._build(code)
        return self._built[code]

    def annotate(self, documents: Sequence[Document]) -> list[Any]:
        """One layer per document, in order."""
        groups: dict[int, tuple[Stage, list[int]]] = {}
        for number, document in enumerate(documents):
            stage = self.of(document.lang)
            groups.setdefault(id(stage), (stage, []))[1].append(number)
        out: list[Any] = [None] * len(documents)
        for stage, numbers in groups.values():
            for number, layer in zip(numbers, stage.annotate([documents[n] for n in numbers]), strict=True):
                out[number] = layer
        return out


def stage_for(stage: Stage, language: str) -> Stage:
    """The stage that reads documents of a language: its own part of a `ByLanguage`, or the stage itself."""
    return stage.of(language) if isinstance(stage, ByLanguage) else stage
