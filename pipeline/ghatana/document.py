"""The text and its annotation layers.

A `Document` is frozen: a stage is handed documents and returns one new layer for each, and the runner
attaches it with `Document.with_layer`, which checks the layer's invariants. Offsets are Unicode code points
into `Document.text`, end exclusive, so `text[start:end]` is always the surface shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from typing import Any

from ghatana.annotations import (
    CASES,
    CORE_ROLES,
    DATE_BASES,
    EVENT_TYPES,
    LABELS,
    MODS,
    ROLES,
    STATUSES,
    TIMEX_TYPES,
    Argument,
    Entity,
    Event,
    EventDate,
    Sentence,
    Span,
    Timex,
    Token,
    check_layer,
)
from ghatana.errors import LayerError

__all__ = [
    "CASES",
    "CORE_ROLES",
    "DATE_BASES",
    "EVENT_TYPES",
    "LABELS",
    "LAYERS",
    "MODS",
    "ROLES",
    "STATUSES",
    "TIMEX_TYPES",
    "Argument",
    "Document",
    "Entity",
    "Event",
    "EventDate",
    "Published",
    "Sentence",
    "Span",
    "Timex",
    "Token",
]

LAYERS = ("published", "relevant", "sentences", "tokens", "timexes", "entities", "events")


@dataclass(frozen=True, slots=True)
class Published:
    """The publication date and how it is known: `metadata`, `dateline`, `option` or `none`."""

    date: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text, what is known of it from outside, and the layers attached so far.

    `layers` names the layers that were attached: an empty tuple may mean "ran and found nothing" or "not
    run", and this tells them apart.

    >>> doc = Document("d1", "నింగిలోకి పీఎస్‌ఎల్‌వీ.").with_layer("sentences", (Sentence(0, 23),))
    >>> doc.sentence_index(11)
    0
    """

    doc_id: str
    text: str
    lang: str = "te"
    published: date | None = None
    published_basis: str = "none"
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    source: str = ""
    meta: str = "{}"
    relevant: bool | None = None
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    timexes: tuple[Timex, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    layers: frozenset[str] = field(default_factory=frozenset)

    def with_layer(self, name: str, layer: Any) -> Document:
        """A copy that carries `layer`.

        Args:
            name: one of `LAYERS`.
            layer: a `Published`, a bool (`relevant`), or annotations in text order.

        Raises:
            LayerError: if the name is unknown, the layer is there already, or an invariant is broken.

        """
        if name not in LAYERS:
            raise LayerError(f"Unknown layer {name!r}; expected one of {', '.join(LAYERS)}.")
        if name in self.layers:
            raise LayerError(
                f"Document {self.doc_id!r} has a layer {name!r} already; a layer is attached once."
            )
        layers = self.layers | {name}
        if name == "published":
            return replace(self, published=layer.date, published_basis=layer.basis, layers=layers)
        if name == "relevant":
            return replace(self, relevant=bool(layer), layers=layers)
        items = tuple(layer)
        check_layer(items, len(self.text), f"document {self.doc_id!r}, layer {name!r}")
        change: dict[str, Any] = {name: items, "layers": layers}
        return replace(self, **change)

    def _repr_html_(self) -> str:
        # A notebook asks the object itself. What draws it lies layers above, so it is looked up when asked for.
        shown: str = import_module("ghatana.display").show(self).html
        return shown

    def sentence_index(self, offset: int) -> int:
        """The index of the sentence that holds `offset`, or of the last one before it (0 where none is)."""
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s.start) - 1)

    def within(self, layer: Sequence[Span], span: Span) -> tuple[Any, ...]:
        """The annotations of a sorted, flat `layer` that lie wholly within `span`."""
        first = bisect_right(layer, span.start - 1, key=lambda s: s.start)
        out = []
        for item in layer[first:]:
            if item.start >= span.end:
                break
            if item.end <= span.end:
                out.append(item)
        return tuple(out)
