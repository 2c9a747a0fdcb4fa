"""A document for a terminal: the text with marks in brackets, and the events under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ghatana.annotations import Event
from ghatana.display.flat import marks_of, pieces
from ghatana.display.layout import TRIGGER, parts_of
from ghatana.display.palette import TYPE_NAMES
from ghatana.document import Document


def plain_text(doc: Document, layers: Sequence[str]) -> str:
    """The text, `[surface|label meaning]` for each mark, and a block for each event."""
    out = []
    for piece in pieces(len(doc.text), marks_of(doc, layers)):
        words = doc.text[piece.start : piece.end]
        opened = "[" * sum(m.start == piece.start for m in piece.marks)
        closed = "".join(
            f"|{' '.join(filter(None, (m.label, m.meaning)))}]"
            for m in reversed(piece.marks)
            if m.end == piece.end
        )
        out.append(f"{opened}{words}{closed}")
    blocks = [_event(doc, e) for e in doc.events] if "events" in layers else []
    return "\n".join(["".join(out), *("\n" + "\n".join(block) for block in blocks)])


def _event(doc: Document, event: Event) -> Iterator[str]:
    date = event.date.edtf if event.date else "no date"
    head = (TYPE_NAMES[event.type], event.subtype, event.status, date, f"confidence {event.confidence:.2f}")
    yield " · ".join(head)
    for part in parts_of(event):
        meaning = f" = {part.meaning}" if part.meaning and part.role != TRIGGER else ""
        words = " ".join(doc.text[part.start : part.end].split())
        yield f"  {part.role:<12}{words}{meaning}{' (from elsewhere)' if part.outside else ''}"
