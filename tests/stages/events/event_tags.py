"""Sentences with their names and times tagged, as documents.

    [ORG|ISRO:ఇస్రో] [SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] [t|2023-07-14:జులై 14న] ప్రయోగించింది.

A name is `[LABEL|canonical:surface]`, a time `[t|EDTF:surface]` or `[t|EDTF|MOD:surface]`; ` ¶ ` parts sentences.
"""

from __future__ import annotations

import re
from datetime import date

from ghatana.document import Document, Entity, Event, Sentence, Timex
from ghatana.engines.names import event_model
from ghatana.languages import load
from ghatana.stages.events import EventStage

TAG = re.compile(r"\[([A-Za-z]+)\|([^\]:|]*(?::\d\d)?)(?:\|([A-Z_]+))?:([^\]]+)\]")
BREAK = " ¶ "


def parse(tagged: str, published: str = "2024-06-13") -> Document:
    """The document that a tagged text stands for."""
    text, sentences, entities, timexes = "", [], [], []
    for sentence in tagged.split(BREAK):
        text += " " if text else ""
        start, at = len(text), 0
        for match in TAG.finditer(sentence):
            text += sentence[at : match.start()]
            label, value, mod, surface = match.groups()
            span = (len(text), len(text) + len(surface))
            if label == "t":
                timexes.append(time(span, value, mod))
            else:
                entities.append(Entity(*span, label, span[1], canonical=value or None))
            text += surface
            at = match.end()
        text += sentence[at:]
        if start < len(text):
            sentences.append(Sentence(start, len(text)))
    document = Document("d", text, published=date.fromisoformat(published), published_basis="metadata")
    document = document.with_layer("sentences", sentences)
    return document.with_layer("entities", entities).with_layer("timexes", timexes)


def time(span: tuple[int, int], edtf: str, mod: str | None) -> Timex:
    """A time expression with this EDTF value; its TIMEX3 value is the value without open ends."""
    value = edtf.replace("../", "").replace("/..", "").rstrip("~")
    return Timex(*span, "TIME" if "T" in value else "DATE", value, mod, edtf)


# As shipped: rules and model together.
STAGE = EventStage(load("te"), model=event_model("onnx"))
RULES = EventStage(load("te"))


def events(tagged: str, published: str = "2024-06-13") -> tuple[Document, tuple[Event, ...]]:
    """The document and its events, checked against the invariants of the layer."""
    document = parse(tagged, published)
    found = STAGE.annotate([document])[0]
    document.with_layer("events", found)
    return document, found


def only(tagged: str, published: str = "2024-06-13") -> tuple[Document, Event]:
    """The document and its one event."""
    document, found = events(tagged, published)
    said = [(e.type, e.status, e.of(document.text)) for e in found]
    assert len(found) == 1, f"{len(found)} events where one was expected: {said}"
    return document, found[0]


def names(event: Event, role: str) -> list[str | None]:
    """The canonical names of the fillers of a role, in text order."""
    return [a.canonical for a in event.fillers(role)]
