"""Documents for the tests of what is shown: one by hand, and any with layers that overlap one another."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from ghatana.annotations import ROLES
from ghatana.document import (
    EVENT_TYPES,
    LABELS,
    STATUSES,
    Argument,
    Document,
    Entity,
    Event,
    EventDate,
    Sentence,
    Timex,
)

TEXT = "చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది. ఈ ప్రయోగానికి రష్యా సహకరించింది."
# Telugu with a virama, a ZWNJ, what HTML and str.format give a meaning to, a line break, a letter beyond the BMP.
ALPHABET = "కష్త్రమే ‌<>&\"'{}%$\n𝒳a1"


def span_of(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def by_hand() -> Document:
    """A launch with a date and two arguments in its sentence, and an operator in the next one."""
    launch = Event(
        *span_of("ప్రయోగించింది"),
        type="launch",
        subtype="liftoff",
        status="completed",
        date=EventDate(*span_of("మే 3న"), "2024-05-03", earliest=date(2024, 5, 3), latest=date(2024, 5, 3)),
        arguments=(
            Argument(*span_of("చైనా"), "operator", "China"),
            Argument(*span_of("చాంగ్ఇ-6"), "payload", "Chang'e 6"),
            Argument(*span_of("రష్యా"), "operator", "Russia", basis="document"),
        ),
        confidence=0.84,
    )
    stop = TEXT.index(".") + 1
    ship = span_of("చాంగ్ఇ-6")
    layers: dict[str, Any] = {
        "sentences": (Sentence(0, stop), Sentence(stop + 1, len(TEXT))),
        "entities": (
            Entity(*span_of("చైనా"), "LOC", span_of("చైనా")[1], canonical="China"),
            Entity(*ship, "SPACECRAFT", ship[1], canonical="Chang'e 6"),
        ),
        "timexes": (Timex(*span_of("మే 3న"), "DATE", "2024-05-03", edtf="2024-05-03"),),
        "events": (launch,),
    }
    doc = Document("d", TEXT)
    for name, layer in layers.items():
        doc = doc.with_layer(name, layer)
    return doc


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text; names and times that may overlap each other, events whose parts lie anywhere."""
    text = draw(st.text(ALPHABET, min_size=1, max_size=40))
    words = st.none() | st.text(ALPHABET, min_size=1, max_size=8)
    doc = Document(draw(words) or "d", text, lang="te")
    doc = doc.with_layer("sentences", [Sentence(a, b) for a, b in draw(_flat(len(text)))])
    names = []
    for a, b in draw(_flat(len(text))):
        stem = draw(st.integers(a + 1, b))
        names.append(Entity(a, b, draw(st.sampled_from(LABELS)), stem, canonical=draw(words)))
    doc = doc.with_layer("entities", names)
    times = [Timex(a, b, "DATE", draw(words) or "XXXX", edtf=draw(words)) for a, b in draw(_flat(len(text)))]
    doc = doc.with_layer("timexes", times)
    events = sorted(
        (draw(_event(len(text), words)) for _ in range(draw(st.integers(0, 3)))), key=lambda e: e.start
    )
    return doc.with_layer("events", events)


@st.composite
def _flat(draw: st.DrawFn, size: int) -> list[tuple[int, int]]:
    borders = sorted(draw(st.sets(st.integers(0, size), max_size=8)))
    return [pair for pair in pairwise(borders) if draw(st.booleans())]


@st.composite
def _anywhere(draw: st.DrawFn, size: int) -> tuple[int, int]:
    start = draw(st.integers(0, size - 1))
    return start, draw(st.integers(start + 1, size))


@st.composite
def _event(draw: st.DrawFn, size: int, words: st.SearchStrategy[str | None]) -> Event:
    kind = draw(st.sampled_from(sorted(EVENT_TYPES)))
    arguments = tuple(
        Argument(
            *draw(_anywhere(size)),
            draw(st.sampled_from(ROLES[kind])),
            draw(words),
            basis=draw(st.sampled_from(["sentence", "document"])),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    day = EventDate(*draw(_anywhere(size)), draw(words) or "2024") if draw(st.booleans()) else None
    subtype, status = draw(st.sampled_from(EVENT_TYPES[kind])), draw(st.sampled_from(STATUSES))
    return Event(*draw(_anywhere(size)), kind, subtype, status, day, arguments)
