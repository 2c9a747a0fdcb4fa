"""An event as HTML: its sentence, arcs from the trigger to what takes part, and what each part means in English."""

from __future__ import annotations

from html import escape

from ghatana.annotations import Event
from ghatana.display.layout import TRIGGER, Cell, Layout, Placed, lay_out
from ghatana.display.palette import TYPE_COLOURS, TYPE_NAMES, tint
from ghatana.document import Document


def event_card(doc: Document, event: Event) -> str:
    """An event of `doc` drawn: a heading, and the grid that `lay_out` has planned."""
    layout = lay_out(doc, event)
    above = 1 + max((p.level for p in layout.arcs), default=-1)
    rows = [_arc(p, layout, above) for p in layout.arcs]
    rows += [_cell(doc, n, c, layout, above) for n, c in enumerate(layout.cells)]
    rows += [_label(p, above) for p in layout.labels]
    heights = f"repeat({above}, 1.5em)" if above else "none"
    return (
        f'<section class="g-event" style="--type: {TYPE_COLOURS[event.type]}">{_heading(event)}'
        f'<div class="g-scroll"><div class="g-arcs" style="grid-template-rows: {heights}">'
        f"{''.join(rows)}</div></div></section>"
    )


def _heading(event: Event) -> str:
    facts = [f"<b>{escape(TYPE_NAMES[event.type])}</b>", escape(event.subtype), escape(event.status)]
    facts.append(escape(event.date.edtf) if event.date else "no date")
    facts.append(f"confidence {event.confidence:.2f}")
    return f'<p class="g-head">{" · ".join(facts)}</p>'


def _arc(placed: Placed, layout: Layout, above: int) -> str:
    part = placed.part
    side = "g-left" if part in layout.to_left else "g-right"
    outside = " g-outside" if part.outside else ""
    return (
        f'<span class="g-arc {side}{outside}" style="--c: {part.colour}; '
        f'grid-column: {placed.left} / {placed.right}; grid-row: {above - placed.level} / {above + 1}">'
        f'<span class="g-role">{escape(part.role)}</span></span>'
    )


def _cell(doc: Document, number: int, cell: Cell, layout: Layout, above: int) -> str:
    place = f"grid-column: {2 * number + 1} / span 2; grid-row: {above + 1}"
    if cell.start == cell.end:
        return f'<span class="g-gap" style="{place}" aria-hidden="true">…</span>'
    held = [p.part for p in layout.labels if p.part.start <= cell.start and cell.end <= p.part.end]
    words = escape(doc.text[cell.start : cell.end])
    data = f'data-start="{cell.start}" data-end="{cell.end}"'
    if not held:
        return f'<span class="g-word" style="{place}" {data}>{words}</span>'
    kind = "g-word g-trigger" if any(p.role == TRIGGER for p in held) else "g-word g-part"
    return f'<span class="{kind}" style="{place}; background: {tint(held[0].colour)}" {data}>{words}</span>'


def _label(placed: Placed, above: int) -> str:
    part = placed.part
    meaning = escape(part.meaning) if part.meaning else "–"
    place = f"grid-column: {placed.left} / {placed.right}; grid-row: {above + 2 + placed.level}"
    return (
        f'<span class="g-meaning" style="--c: {part.colour}; {place}" data-role="{escape(part.role)}" '
        f'data-start="{part.start}" data-end="{part.end}"><small>{escape(part.role)}</small> {meaning}</span>'
    )
