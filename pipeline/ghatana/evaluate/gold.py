"""Is this a gold document? What `evaluate` asks of each line before it scores anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EVENT = ("type", "subtype", "status")
LAYERS = ("entities", "timexes", "tokens", "sentences")


def check(document: Any) -> None:
    """Refuse what is no gold document.

    Args:
        document: a line of a gold file, parsed.

    Raises:
        KeyError: if a field is missing.
        TypeError: if one is of another type.
        ValueError: if a span does not lie in the text.

    >>> check({"id": "a", "text": "x", "events": []})
    >>> check({"id": "a", "text": "x", "events": [], "entities": [{"start": 0, "end": 2, "label": "LOC"}]})
    Traceback (most recent call last):
    ValueError: an item of entities spans 0 to 2 of a text of 1
    """
    _is(document, Mapping, "the line")
    id_of(document)
    text = document["text"]
    _is(text, str, "text")
    text.encode("utf-8")
    for layer in LAYERS:
        for item in _items(document, layer):
            _span(item, f"an item of {layer}", text)
    for event in _items(document, "events"):
        for name in EVENT:
            _is(event[name], str, f"{name} of an event")
        _span(event["trigger"], "a trigger", text)
        if event.get("date") is not None:
            _is(event["date"], Mapping, "the date of an event")
        _is(event["args"], list, "args of an event")
        for argument in event["args"]:
            _is(argument["role"], str, "role of an argument")
            _span(argument, "an argument", text)


def id_of(document: Mapping[str, Any]) -> str:
    """The id of a gold document: benches say `id`, documents `doc_id`."""
    return str(document["id"] if "id" in document else document["doc_id"])


def _items(document: Mapping[str, Any], layer: str) -> list[Any]:
    items = document.get(layer, [])
    _is(items, list, layer)
    for item in items:
        _is(item, Mapping, f"an item of {layer}")
    return list(items)


def _span(item: Any, what: str, text: str) -> None:
    _is(item, Mapping, what)
    start, end = item["start"], item["end"]
    for name, value in (("start", start), ("end", end)):
        if type(value) is not int:
            raise TypeError(f"{name} of {what} is {value!r}; expected a whole number")
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"{what} spans {start} to {end} of a text of {len(text)}")


def _is(value: Any, kind: type, what: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{what} is {value!r:.80}; expected {kind.__name__.lower()}")
