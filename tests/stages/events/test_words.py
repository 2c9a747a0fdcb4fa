"""Words and their keys."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Span
from ghatana.stages.events.words import hyphens_between, key_of, split_words


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("భారత్‌లో", "భారత్లో"),
        ("చాంగ్'ఇ-6", "చాంగ్ఇ-6"),
        ("‘నౌకా’", "నౌకా"),
        ("౨౦౩౫లో", "2035లో"),
        ("PSLV-C52", "PSLV-C52"),
    ],
)
def test_key(surface: str, key: str) -> None:
    assert key_of(surface) == key


def test_folds_bring_spellings_together() -> None:
    folds = (("ళ్ళ", "ళ్ల"),)
    assert key_of("వెళ్ళింది", folds) == key_of("వెళ్లింది", folds)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("‘నౌకా’ మాడ్యూల్‌, నింగిలోకి!", ["నౌకా", "మాడ్యూల్‌", "నింగిలోకి"]),
        ("ఉదయం 9.28 గంటలకు.", ["ఉదయం", "9.28", "గంటలకు"]),
        ("కె.శివన్‌ (ఇస్రో)", ["కె.శివన్‌", "ఇస్రో"]),
        ("సి37.. 714 కిలోల", ["సి37", "714", "కిలోల"]),
        ("—", []),
        ("‌", []),
        ("", []),
    ],
)
def test_split(text: str, words: list[str]) -> None:
    assert [w.of(text) for w in split_words(text, 0, len(text))] == words


def test_split_within_bounds_keeps_offsets_of_the_whole_text() -> None:
    text = "ఇస్రో రాకెట్‌ను ప్రయోగించింది"
    words = split_words(text, 6, len(text))
    assert [w.of(text) for w in words] == ["రాకెట్‌ను", "ప్రయోగించింది"]
    assert words[0].gap == ""
    assert words[1].gap == " "


@given(st.text(alphabet="కఇస్ం‌‍ .,'‘’!?()-7A", max_size=60))
def test_words_are_in_order_flat_and_never_blank(text: str) -> None:
    words = split_words(text, 0, len(text))
    end = 0
    for word in words:
        assert word.start >= end
        assert word.key
        assert not word.of(text).isspace()
        end = word.end
    rebuilt = "".join(w.gap + w.of(text) for w in words)
    assert text.startswith(rebuilt)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("China's Moon", [("China's", "China", "'s"), ("Moon", "Moon", "")]),
        ("China’s", [("China’s", "China", "'s")]),
        ("'China's'", [("China's", "China", "'s")]),
        ("'s", [("s", "s", "")]),
        ("chassis", [("chassis", "chassis", "")]),
    ],
)
def test_what_stands_after_an_apostrophe_is_no_part_of_the_key(
    text: str, words: list[tuple[str, str, str]]
) -> None:
    found = split_words(text, 0, len(text), marks=("'s",))
    assert [(w.of(text), w.key, w.mark) for w in found] == words
    assert not any(w.mark for w in split_words(text, 0, len(text)))


class TestHyphensBetweenNames:
    TEXT = "భారత్-ఆసియాన్ ఒప్పందం"

    def test_they_part_two_words(self) -> None:
        cuts = hyphens_between(self.TEXT, [Span(0, 5), Span(6, 13)])
        words = split_words(self.TEXT, 0, len(self.TEXT), cuts=cuts)
        assert [(w.key, w.gap) for w in words] == [("భారత్", ""), ("ఆసియాన్", "-"), ("ఒప్పందం", " ")]
        assert [self.TEXT[w.start : w.end] for w in words] == [w.key for w in words]

    def test_elsewhere_they_do_not(self) -> None:
        text = "చంద్రయాన్-3 వెళ్లింది"
        assert not hyphens_between(text, [Span(0, 11)])
        assert [w.key for w in split_words(text, 0, len(text))] == ["చంద్రయాన్-3", "వెళ్లింది"]

    @given(st.text("అఆ-. ", max_size=30), st.frozensets(st.integers(0, 29)))
    def test_words_are_in_order_and_lose_no_letter(self, text: str, cuts: frozenset[int]) -> None:
        words = split_words(text, 0, len(text), cuts=frozenset(at for at in cuts if text[at : at + 1] == "-"))
        assert all(a.end <= b.start for a, b in pairwise(words))
        assert "".join(text[w.start : w.end] for w in words).replace("-", "").replace(".", "") == "".join(
            c for c in text if c in "అఆ"
        )
