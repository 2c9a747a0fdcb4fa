"""What a run got wrong, and the sentence in which it did."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ghatana.document import Document, Span
from ghatana.languages import load

OPEN, CLOSE = "⟦", "⟧"
ELLIPSIS = " … "


class Mark(NamedTuple):
    """A stretch of the text and what to call it."""

    start: int
    end: int
    label: str


class Miss(NamedTuple):
    """One item missed, spurious or wrong: its document, the cells that tell it, and where it is in the text.

    The first mark is the item itself; the others are parts of it, shown where nothing before them is marked.
    """

    doc: str
    cells: tuple[Any, ...]
    marks: tuple[Mark, ...]

    def line(self) -> str:
        """The cells on one line."""
        return " | ".join(map(str, self.cells))


def sentences_of(text: str, lang: str) -> tuple[Span, ...]:
    """The sentences of a text, by the rules of its language."""
    from ghatana.stages.sentences import SentenceStage

    return tuple(SentenceStage(load(lang)).annotate([Document("gold", text, lang=lang)])[0])


def in_context(text: str, sentences: Sequence[Span], marks: Iterable[Mark]) -> str:
    """The sentences that hold a mark, with the marks shown; of marks that overlap the first stays.

    >>> in_context("ఇస్రో ప్రయోగించింది.", [Span(0, 20)], [Mark(6, 19, "trigger")])
    'ఇస్రో ⟦trigger: ప్రయోగించింది⟧.'
    """
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    shown: dict[int, list[Mark]] = {}
    for mark in sorted(kept):
        shown.setdefault(max(0, bisect_right(sentences, mark.start, key=lambda s: s.start) - 1), []).append(
            mark
        )
    parts = []
    for number, held in sorted(shown.items()):
        sentence = sentences[number] if sentences else Span(0, len(text))
        start, end = min(sentence.start, held[0].start), max(sentence.end, held[-1].end)
        parts.append(_marked(text, start, end, held))
    return ELLIPSIS.join(parts)


def _marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    out, at = "", start
    for mark in marks:
        out += text[at : mark.start] + f"{OPEN}{mark.label}: {text[mark.start : mark.end]}{CLOSE}"
        at = mark.end
    return " ".join((out + text[at:end]).split())
