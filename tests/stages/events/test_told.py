"""What the events told so far say of a thing: who did what in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ghatana.languages import load as load_language
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.referents import referents
from ghatana.stages.events.told import MEMORY, History, recalled, told_of
from ghatana.stages.events.triggers import Candidate, mark
from stages.events.event_tags import parse

SHIP, FIRM = "[SPACECRAFT|X:ఎక్స్]", "[ORG|ISRO:ఇస్రో]"


def launch() -> tuple[Reading, Candidate]:
    reading, (one, *_) = mark(read(parse(f"{FIRM} {SHIP} ప్రయోగించింది"), load(load_language("te"))))
    return reading, one


def event(family: str, **who: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return family, frozenset((role, name) for role, name in who.items())


def said(history: History, canonical: str) -> list[str]:
    reading, one = launch()
    (thing,) = [r for r in referents(reading, one) if r.mention.canonical == canonical]
    return recalled(one, thing.mention, told_of(one, history))


def test_nothing_was_told() -> None:
    assert said([], "X") == [
        "HL=SPACECRAFT|none|i",
        "HE=SPACECRAFT||i|0",
        "HS=launch|none|i",
        "HX=SPACECRAFT|",
    ]


def test_the_last_of_the_family_any_of_it_and_other_families() -> None:
    history = [
        event("launch", payload="x", operator="isro"),
        event("agreement", subject="x"),
        event("launch", payload="y", operator="isro"),
    ]
    assert said(history, "X") == [
        "HL=SPACECRAFT||i",  # the last launch was of something else
        "HE=SPACECRAFT|payload|i|2",
        "HS=launch||i",
        "HX=SPACECRAFT|subject",
    ]
    assert said(history, "ISRO")[0] == "HL=agency|operator|i"


def test_several_roles_are_named_in_order() -> None:
    history = [event("launch", vehicle="x"), event("launch", payload="x")]
    assert "HE=SPACECRAFT|payload+vehicle|i|2" in said(history, "X")


def test_what_was_told_long_ago_is_forgotten() -> None:
    history = [event("launch", payload="x"), *[event("agreement", party="isro")] * MEMORY]
    assert "HE=SPACECRAFT||i|0" in said(history, "X")


@given(st.lists(st.sampled_from([event("launch", payload="x"), event("agreement", party="z")]), max_size=12))
def test_only_the_last_events_count(history: History) -> None:
    assert said(history, "X") == said(history[-MEMORY:], "X")
