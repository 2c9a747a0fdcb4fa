"""An event's sentence laid out for drawing: pieces side by side, arcs above them, labels below.

Every piece is two columns of a grid wide, so that the line between the two is its middle, and whatever covers
several pieces has its middle on a line as well. A browser then places arcs exactly, in any font, without anyone
measuring text; Telugu cannot be measured without shaping it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ghatana.annotations import Event, Span
from ghatana.display.palette import GREY, ROLE_COLOURS, TIME_COLOUR, TYPE_COLOURS
from ghatana.document import Document

TRIGGER, DATE = "trigger", "date"
AROUND = 80  # code points shown on either side where no sentence holds the trigger


@dataclass(frozen=True, slots=True)
class Part:
    """The trigger, the date or an argument of an event: a `role`, what it means in English or EDTF, a colour."""

    start: int
    end: int
    role: str
    meaning: str | None
    colour: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text in the row, or, where `start` is `end`, a gap between pieces that are not neighbours."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A part over the cells `first` to `last`; `level` is its row, 0 nearest to the text.

    `left` and `right` are grid lines, from 1: the borders of a label, or the middles that an arc joins.
    """

    part: Part
    left: int
    right: int
    level: int


@dataclass(frozen=True, slots=True)
class Layout:
    """An event ready to be drawn. `arcs` lead from the trigger to the other parts; `labels` stand under all."""

    cells: tuple[Cell, ...]
    arcs: tuple[Placed, ...]
    labels: tuple[Placed, ...]
    to_left: frozenset[Part]


def parts_of(event: Event) -> list[Part]:
    """The trigger first, then the date and the arguments in text order."""
    trigger = Part(
        event.start, event.end, TRIGGER, f"{event.subtype}, {event.status}", TYPE_COLOURS[event.type]
    )
    others = [
        Part(a.start, a.end, a.role, a.canonical, ROLE_COLOURS.get(a.role, GREY), a.basis != "sentence")
        for a in event.arguments
    ]
    if event.date is not None:
        others.append(Part(event.date.start, event.date.end, DATE, event.date.edtf, TIME_COLOUR))
    return [trigger, *sorted(others, key=lambda p: (p.start, p.end, p.role))]


def lay_out(doc: Document, event: Event) -> Layout:
    """Place an event's sentence, and the words elsewhere that it takes a date or an argument from."""
    parts = parts_of(event)
    cells = _cells(doc, event, parts)
    reach = {part: _reach(cells, part) for part in parts}
    middles = {part: first + last + 2 for part, (first, last) in reach.items()}
    hub = middles[parts[0]]
    arcs = [(p, min(hub, middles[p]), max(hub, middles[p])) for p in parts[1:] if middles[p] != hub]
    labels = [(p, 2 * reach[p][0] + 1, 2 * reach[p][1] + 3) for p in parts]
    return Layout(
        tuple(cells), _stacked(arcs), _stacked(labels), frozenset(p for p in parts if middles[p] < hub)
    )


def _cells(doc: Document, event: Event, parts: Sequence[Part]) -> list[Cell]:
    stretches = _joined([_sentence(doc, event), *(Span(p.start, p.end) for p in parts)])
    borders = {b for p in parts for b in (p.start, p.end)}
    out: list[Cell] = []
    for stretch in stretches:
        if out or stretch.start > 0:
            out.append(Cell(stretch.start, stretch.start))
        cuts = sorted({stretch.start, stretch.end, *(b for b in borders if stretch.start < b < stretch.end)})
        out += [Cell(a, b) for a, b in pairwise(cuts)]
    if stretches[-1].end < len(doc.text):
        out.append(Cell(stretches[-1].end, stretches[-1].end))
    return out


def _sentence(doc: Document, event: Event) -> Span:
    if doc.sentences:
        held = doc.sentences[doc.sentence_index(event.start)]
        if held.contains(Span(event.start, event.end)):
            return Span(held.start, held.end)
    return Span(max(0, event.start - AROUND), min(len(doc.text), event.end + AROUND))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in text order, those that overlap or touch made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _reach(cells: Sequence[Cell], part: Part) -> tuple[int, int]:
    inside = [
        i for i, c in enumerate(cells) if c.start < c.end and part.start <= c.start and c.end <= part.end
    ]
    return inside[0], inside[-1]


def _stacked(items: Iterable[tuple[Part, int, int]]) -> tuple[Placed, ...]:
    """Each item on the lowest level where it is free of those placed before it; short ones first."""
    levels: list[list[tuple[int, int]]] = []
    out = []
    ordered = sorted(items, key=lambda i: (i[2] - i[1], i[1], i[0].start, i[0].end, i[0].role))
    for part, left, right in ordered:
        free = (n for n, taken in enumerate(levels) if all(right <= a or b <= left for a, b in taken))
        level = next(free, len(levels))
        if level == len(levels):
            levels.append([])
        levels[level].append((left, right))
        out.append(Placed(part, left, right, level))
    return tuple(out)
