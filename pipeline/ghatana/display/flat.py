"""Layers that overlap, cut into marks that do not: what a highlighted text is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ghatana.annotations import Span
from ghatana.display.palette import GREY, LABEL_COLOURS, TIME_COLOUR, TYPE_COLOURS, TYPE_NAMES
from ghatana.document import Document

LAYERS = ("entities", "timexes", "events")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to highlight: its label, what it means in English or EDTF (None: not known), a colour.

    `stem_end` is where a glued case suffix begins; equal to `end` where there is none.
    """

    start: int
    end: int
    label: str
    meaning: str | None
    colour: str
    stem_end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between two borders, and the marks that cover it, outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_of(doc: Document, layers: Sequence[str] = LAYERS) -> list[Mark]:
    """What there is to highlight in a document; of events their triggers."""
    out: list[Mark] = []
    if "entities" in layers:
        for e in doc.entities:
            out.append(Mark(e.start, e.end, e.label, e.canonical, LABEL_COLOURS[e.label], e.stem_end))
    if "timexes" in layers:
        for t in doc.timexes:
            out.append(Mark(t.start, t.end, t.type, t.edtf or t.value, TIME_COLOUR, t.end))
    if "events" in layers:
        for span, types in _triggers(doc):
            label = " + ".join(TYPE_NAMES[t] for t in types)
            colour = TYPE_COLOURS[types[0]] if len(types) == 1 else GREY
            out.append(Mark(span.start, span.end, label, None, colour, span.end))
    return out


def _triggers(doc: Document) -> Iterator[tuple[Span, list[str]]]:
    """Each span that is a trigger once, with the types of the events that share it."""
    found: dict[tuple[int, int], list[str]] = {}
    for event in doc.events:
        types = found.setdefault((event.start, event.end), [])
        if event.type not in types:
            types.append(event.type)
    for (start, end), types in found.items():
        yield Span(start, end), types


def pieces(size: int, marks: Iterable[Mark]) -> list[Piece]:
    """A text of `size` code points cut at every border of a mark; the pieces are in order and leave no gap.

    >>> [(p.start, p.end, len(p.marks)) for p in pieces(5, [Mark(1, 3, "ORG", None, "#000000", 3)])]
    [(0, 1, 0), (1, 3, 1), (3, 5, 0)]
    """
    ordered = sorted(marks, key=lambda m: (m.start, -m.end, m.label))
    borders = sorted({0, size, *(b for m in ordered for b in (m.start, m.end) if 0 <= b <= size)})
    out = []
    active: list[Mark] = []
    waiting = iter(ordered)
    upcoming = next(waiting, None)
    for start, end in pairwise(borders):
        active = [m for m in active if m.end > start]
        while upcoming is not None and upcoming.start <= start:
            active.append(upcoming)
            upcoming = next(waiting, None)
        out.append(Piece(start, end, tuple(active)))
    return out
