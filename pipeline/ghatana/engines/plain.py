"""Documents as plain dicts and lists (and back), for what spaCy serialises with MessagePack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from ghatana.document import Argument, Document, Entity, Event, EventDate, Sentence, Timex, Token

_LAYERS = {"sentences": Sentence, "tokens": Token, "timexes": Timex, "entities": Entity, "events": Event}
_DATES = ("published", "earliest", "latest")


def to_plain(value: Any) -> Any:
    """A document, annotation or part of one in strings, numbers, lists and dicts.

    >>> to_plain(Sentence(0, 4))
    {'start': 0, 'end': 4}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(plain: Mapping[str, Any]) -> Document:
    """The document that `to_plain` was given.

    >>> document = Document("d", "అది.").with_layer("sentences", (Sentence(0, 4),))
    >>> from_plain(to_plain(document)) == document
    True
    """
    values = _dated(plain)
    for layer, kind in _LAYERS.items():
        values[layer] = tuple(_span(kind, item) for item in plain[layer])
    values["layers"] = frozenset(plain["layers"])
    return Document(**values)


def _span(kind: Any, plain: Mapping[str, Any]) -> Any:
    values = _dated(plain)
    if kind is Timex:
        values["alternatives"] = tuple(plain["alternatives"])
        if plain["otherwise"] is not None:
            edtf, *days = plain["otherwise"]
            values["otherwise"] = (edtf, *(day and date.fromisoformat(day) for day in days))
    if kind is Event:
        values["date"] = None if plain["date"] is None else EventDate(**_dated(plain["date"]))
        values["arguments"] = tuple(Argument(**a) for a in plain["arguments"])
    return kind(**values)


def _dated(plain: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(plain)
    for name in _DATES:
        if isinstance(values.get(name), str):
            values[name] = date.fromisoformat(values[name])
    return values
