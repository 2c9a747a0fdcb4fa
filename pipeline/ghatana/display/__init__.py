"""Documents and tables to look at, in a notebook and in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ghatana.display.flat import LAYERS, Piece, marks_of, pieces
from ghatana.display.tables import Tables
from ghatana.errors import UsageError

if TYPE_CHECKING:
    from ghatana.document import Document
    from ghatana.engines.displacy import Highlight

__all__ = ["LAYERS", "Shown", "Tables", "show"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What `show` made: `html` for a notebook, which displays it by itself, and `plain` text for a terminal."""

    html: str
    plain: str

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.plain

    def __repr__(self) -> str:
        return self.plain


def show(doc: Document, layers: str | Sequence[str] = LAYERS) -> Shown:
    """A document with its layers visible: names, times and triggers in the text, then each event with arcs.

    Args:
        doc: an annotated document, as `ghatana.annotate` gives it.
        layers: what to show, one or several of "entities", "timexes" and "events".

    Returns:
        An object that a notebook displays as HTML and a terminal as plain text. Each mark says in words what it is:
        a name's label and English name, a time's EDTF, an event's type; a glued case suffix is paler than its name.
        An event's sentence has arcs from the trigger to the arguments, dashed to those found in another sentence.

    Raises:
        UsageError: if a layer is none of the three.

    >>> import ghatana
    >>> print(show(ghatana.annotate("ఇస్రో ఛైర్మన్ మాట్లాడారు."), "entities"))
    [ఇస్రో|ORG ISRO] ఛైర్మన్ మాట్లాడారు.

    """
    from ghatana.display.plain import plain_text
    from ghatana.display.style import framed

    chosen = (layers,) if isinstance(layers, str) else tuple(layers)
    for layer in chosen:
        if layer not in LAYERS:
            raise UsageError(
                f"show() was asked for the layer {layer!r}; expected one of {', '.join(LAYERS)}."
            )
    return Shown(framed(_html(doc, chosen), doc.lang), plain_text(doc, chosen))


def _html(doc: Document, layers: Sequence[str]) -> str:
    from ghatana.display.arcs import event_card
    from ghatana.engines.displacy import highlighted

    text = highlighted(
        doc.text, [_highlight(p) for p in pieces(len(doc.text), marks_of(doc, layers)) if p.marks]
    )
    cards = [event_card(doc, event) for event in doc.events] if "events" in layers else []
    return "".join([text, *cards])


def _highlight(piece: Piece) -> Highlight:
    """The innermost mark gives the colour; a mark's label stands where it ends."""
    from ghatana.display.palette import tint
    from ghatana.engines.displacy import Highlight

    inner = piece.marks[-1]
    said = [" · ".join(filter(None, (m.label, m.meaning))) for m in piece.marks]
    ended = [text for text, m in zip(said, piece.marks, strict=True) if m.end == piece.end]
    suffix = min(max(inner.stem_end, piece.start), piece.end)
    return Highlight(
        piece.start, piece.end, suffix, " + ".join(ended), " + ".join(said), tint(inner.colour, 0.3)
    )
