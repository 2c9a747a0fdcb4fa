"""Single sentences of annotated documents as documents of their own: headlines and briefs say no more than that.

In a document an event is annotated where the most is said of it, so that most sentences without a date are no events;
a text that is one sentence has no better place. Weights and models that saw whole documents alone take its event for a
repetition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ghatana.stages.sentences import split_sentences

CORE = {
    "launch": {"payload", "vehicle"},
    "agreement": {"party", "instrument"},
    "station_phase": {"program", "phase", "milestone"},
}
LEAST, MOST = 20, 400  # code points
PLAIN = 3  # of the sentences of documents without an event one in so many is taken

Gold = dict[str, Any]


def clippings(documents: Iterable[Gold]) -> list[Gold]:
    """The sentences that tell an event by themselves, and some of documents that tell none."""
    return [clip for document in documents for clip in _of(document)]


def whole_id(document: Gold) -> str:
    """The id of the document that one was cut from; its own where it was not cut."""
    whole, dot, number = str(document["doc_id"]).rpartition(".")
    return whole if dot and number.isdigit() else str(document["doc_id"])


def _of(document: Gold) -> Iterator[Gold]:
    text = document["text"]
    for number, sentence in enumerate(split_sentences(text, document.get("lang", "te"))):
        start, end = sentence.start, sentence.end
        if not LEAST <= end - start <= MOST:
            continue
        inside = [e for e in document["events"] if _within(e["trigger"], start, end)]
        if inside and all(_whole(e, start, end) for e in inside):
            yield _clip(document, number, start, end, inside)
        elif not document["events"] and number % PLAIN == 0:
            yield _clip(document, number, start, end, [])


def _whole(event: Gold, start: int, end: int) -> bool:
    """True if the date and every core argument of an event stand in the sentence."""
    core = [a for a in event["args"] if a["role"] in CORE[event["type"]]]
    date = event["date"]
    dated = date is None or date["start"] is None or _within(date, start, end)
    return bool(core) and dated and all(_within(a, start, end) for a in core)


def _clip(document: Gold, number: int, start: int, end: int, events: Sequence[Gold]) -> Gold:
    """The document cut to a sentence."""
    out = {**document, "doc_id": f"{document['doc_id']}.{number}", "text": document["text"][start:end]}
    out["events"] = [
        {
            **event,
            "trigger": _moved(event["trigger"], start),
            "date": event["date"] and _moved(event["date"], start),
            "args": [_moved(a, start) for a in event["args"] if _within(a, start, end)],
        }
        for event in events
    ]
    for layer in ("entities", "timexes"):
        if layer in document:
            out[layer] = [_moved(span, start) for span in document[layer] if _within(span, start, end)]
    return out


def _within(span: Gold, start: int, end: int) -> bool:
    return span["start"] is not None and start <= span["start"] and span["end"] <= end


def _moved(span: Gold, by: int) -> Gold:
    return span if span["start"] is None else {**span, "start": span["start"] - by, "end": span["end"] - by}
