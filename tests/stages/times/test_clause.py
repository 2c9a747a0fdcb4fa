"""Tenses of verbs that stand before their time, the shape of datelines, and the order of words that packs describe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.languages import load
from ghatana.stages.times.clause import ClauseTense, tense_of
from ghatana.stages.times.heading import Heading
from ghatana.stages.times.lexicon import Lexicon
from ghatana.stages.times.order import Order
from ghatana.stages.times.patterns import class_codes
from ghatana.stages.times.tagger import tagger_for
from ghatana.stages.times.tense import Tense

EN = tagger_for(load("en"))
TENSES = [
    ("It was launched on Friday.", "past"),
    ("It will be launched on Friday.", "future"),
    ("It will not be launched on Friday.", "future"),
    ("It is to be launched on Friday.", "future"),
    ("It has been successfully launched on Friday.", "past"),
    ("It would also be quickly launched on Friday.", "future"),
    ("ISRO to launch it on Friday.", "future"),
    ("It failed to reach orbit on Friday.", "past"),
    ("It hopes to reach orbit on Friday.", "future"),
    ("It is scheduled for Friday.", "future"),
    ("It was scheduled for Friday.", "due"),
    ("It was originally scheduled for Friday.", "due"),
    ("The launch, earlier scheduled for Friday, was moved.", "due"),
    ("The launch is on Friday.", "future"),
    ("On Friday, it flew.", "past"),
    ("On Friday, it will fly.", "future"),
    ("He said that on Friday it will fly.", "future"),
    ("It flew, and on Friday it will fly again.", "future"),
    ("He said on Friday that it will fly.", "past"),
    ("It will fly on Friday, he said.", "future"),
    ("The Friday launch was scrubbed.", "past"),
    ("The shop opens on Friday.", "future"),
    ("Mohammed on Friday.", None),
    ("Friday.", None),
]
DENIED = [
    ("It will not fly before Friday.", True),
    ("It won't fly before Friday.", True),
    ("It was not launched before Friday.", True),
    ("It will never be launched before Friday.", True),
    ("It will fly before Friday.", False),
    ("It did not rain. It will fly before Friday.", False),
    ("Before Friday, it will not fly.", False),
]


@pytest.mark.parametrize(("text", "tense"), TENSES)
def test_the_tense_of_the_verb(text: str, tense: str | None) -> None:
    tokens, (item,) = EN.finder.find(text)
    assert EN.tense.of(tokens, item) == tense


@pytest.mark.parametrize(("text", "denied"), DENIED)
def test_a_word_of_denial_before_the_time(text: str, denied: bool) -> None:
    tokens, (item,) = EN.finder.find(text)
    assert EN.tense.denied(tokens, item) is denied


def test_packs_choose_their_side() -> None:
    assert type(tense_of(load("en"))) is ClauseTense
    assert type(tense_of(load("te"))) is Tense
    assert tense_of(load("en")).sure
    assert not tense_of(load("te")).sure


def test_last_is_the_first_verb_behind_a_token() -> None:
    tokens, _ = EN.finder.find("Declared the day when it will fly and land.")
    assert EN.tense.last(tokens, 3) == "future"
    assert EN.tense.last(tokens, 7) is None


WORDS = [
    "will",
    "to",
    "be",
    "was",
    "launched",
    "on",
    "Friday",
    ",",
    ".",
    "not",
    "launch",
    "says",
    "that",
    "the",
]


@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_any_order_of_words_has_one_reading(words: list[str]) -> None:
    tokens, found = EN.finder.find(" ".join(words))
    for item in found:
        assert EN.tense.of(tokens, item) in {"past", "future", "due", "present", None}
        assert EN.tense.denied(tokens, item) in {True, False}


HEADINGS = [
    ("BEIJING, July 3, 2026 (Xinhua)", "July 3, 2026", True),
    ("BEIJING — July 3, 2026: it rose", "July 3, 2026", True),
    ("Updated: July 3, 2026 by staff", "July 3, 2026", True),
    ("July 3, 2026\nIt rose.", "July 3, 2026", True),
    ("Title\nJuly 3, 2026\nIt rose.", "July 3, 2026", False),
    ("On July 3, 2026, it rose.", "July 3, 2026", False),
    ("One two three four five six seven, July 3, 2026: it rose", "July 3, 2026", False),
    ("BEIJING, July 3, 2026 it rose", "July 3, 2026", False),
    ("7, July 3, 2026: it rose", "July 3, 2026", False),
]


@pytest.mark.parametrize(("text", "day", "holds"), HEADINGS)
def test_where_a_dateline_stands(text: str, day: str, holds: bool) -> None:
    start = text.index(day)
    assert EN.heading.holds(text, start, start + len(day)) is holds


def test_a_pack_without_a_word_on_datelines_has_a_place_and_a_comma() -> None:
    assert Heading.of({}) == Heading() == Heading((",",), frozenset())
    assert not Heading().holds("BEIJING — July 3, 2026: it rose", 10, 22)


def test_order_without_a_word_of_the_pack() -> None:
    lexicon = Lexicon(load("te"))
    codes = class_codes(lexicon.classes())
    order = Order.of({}, codes, lexicon.preposed)
    assert (order.prepositions, order.to_day, order.pairs) == ({}, (), {})
    assert order.leading == {"APPROX"}
    text = "x" + codes["COMMA"] + "xx"
    assert list(order.links(order.to_time, text, 1)) == [2, 1]
    assert list(order.links(order.to_time, text, 3)) == [3]
    assert list(order.links(order.to_time, text, 4)) == []


def test_prepositions_and_pairs_of_english() -> None:
    order = EN.finder.order
    assert {"BY", "FROM", "UNTIL", "NOTBE", "SINCE"} <= set(order.prepositions.values())
    assert order.second(("FROM",), "PREDAT", ["DAT"]) == ["UNTIL"]
    assert order.second(("BETWEEN",), "AND", []) == ["BETWEEN"]
    assert order.second(("ON",), "AND", []) == ["ALSO"]
    assert order.second(("ON",), "PREDAT", ["DAT"]) == ["DAT"]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("by 2035", ("BY",)),
        ("no earlier than 2035", ("NOTBE",)),
        ("by about 2035", ("BY",)),
        ("until at least 2035", ("UNTIL",)),
        ("the goal of 2035", ("OF",)),
        ("rocket 2035", ()),
    ],
)
def test_the_roles_of_words_before_a_time(text: str, head: tuple[str, ...]) -> None:
    _, (item,) = EN.finder.find(text)
    assert item.head == head
    assert set(head) <= item.roles


@pytest.mark.parametrize(
    ("form", "classes"),
    [
        ("Monday", ["WDAY"]), ("MONDAY", ["WDAY"]), ("monday", ["WDAY"]), ("May", ["WMONTH"]),
        ("MAY", ["WMONTH"]), ("may", []),
        ("Monday's", ["WDAY", "OF"]), ("Monday’s", ["WDAY", "OF"]), ("twenty-three", ["DAYW"]),
        ("Twenty-first", ["ORDW"]),
        ("tonight", ["RELDAY", "DAYPARTN"]), ("NEW YEAR'S DAY", ["FEST"]), ("rocket's", []),
    ],
)  # fmt: skip
def test_capitals_and_what_an_apostrophe_joins(form: str, classes: list[str]) -> None:
    assert [p.cls for p in EN.finder.lexicon.analyse(form)] == classes
