"""Stretches of a text shown in the sentences that hold them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

OPEN, CLOSE = "⟦", "⟧"
ELLIPSIS = " … "


class Stretch(Protocol):
    """Anything with a first code point and one past its last."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


class Mark(NamedTuple):
    """A stretch of the text and what to call it."""

    start: int
    end: int
    label: str


def in_context(text: str, sentences: Sequence[Stretch], marks: Iterable[Mark]) -> str:
    """The sentences that hold a mark, with the marks shown; of marks that overlap the first stays.

    >>> in_context("ఇస్రో ప్రయోగించింది.", [Mark(0, 20, "")], [Mark(6, 19, "trigger")])
    'ఇస్రో ⟦trigger: ప్రయోగించింది⟧.'
    """
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    shown: dict[int, list[Mark]] = {}
    for mark in sorted(kept):
        sentence = max(0, bisect_right(sentences, mark.start, key=lambda s: s.start) - 1)
        shown.setdefault(sentence, []).append(mark)
    parts = []
    for number, held in sorted(shown.items()):
        whole = sentences[number] if sentences else Mark(0, len(text), "")
        start, end = min(whole.start, held[0].start), max(whole.end, held[-1].end)
        parts.append(_marked(text, start, end, held))
    return ELLIPSIS.join(parts)


def _marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    out, at = "", start
    for mark in marks:
        out += text[at : mark.start] + f"{OPEN}{mark.label}: {text[mark.start : mark.end]}{CLOSE}"
        at = mark.end
    return " ".join((out + text[at:end]).split())
