"""Folding text to one spelling and coming back to the places of the untouched text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.errors import LanguageDataError
from ghatana.languages import load
from ghatana.stages.times.spelling import Folded, Spelling

FOLDS = {"ab": "a", "b": "", "xyz": "q", "k": "c"}
TEXT = st.text(st.sampled_from("abxyzkc .1"), max_size=30)


def test_without_folds_a_text_is_itself() -> None:
    assert Spelling({}).fold("abc") == Folded("abc")
    language = load("te")
    assert Spelling({}).pack(language) is language


def test_the_longest_fold_wins() -> None:
    folded = Spelling(FOLDS).fold("abbxyz")
    assert folded.text == "aq"
    assert [folded.back(n) for n in range(3)] == [0, 3, 6]


def test_what_is_left_out_belongs_to_the_letter_before_it() -> None:
    folded = Spelling({"b": ""}).fold("abb c")
    assert folded.text == "a c"
    assert "abb c"[folded.back(0) : folded.back(1)] == "abb"
    assert "abb c"[folded.back(2) : folded.back(3)] == "c"


def test_a_fold_of_the_same_length_moves_nothing() -> None:
    folded = Spelling(FOLDS).fold("kk k")
    assert (folded.text, folded.ends) == ("cc c", ())


@pytest.mark.parametrize(("found", "made"), [("", ""), ("a", "ab"), ("", "a")])
def test_a_fold_that_makes_text_longer_is_refused(found: str, made: str) -> None:
    with pytest.raises(LanguageDataError, match=r"rules\.toml: the fold .* makes a text longer"):
        Spelling({found: made})


@given(TEXT)
def test_places_stay_in_order_and_the_ends_meet(text: str) -> None:
    folded = Spelling(FOLDS).fold(text)
    places = [folded.back(n) for n in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)
    assert folded.there(len(text)) == len(folded.text)


@given(TEXT)
def test_there_and_back(text: str) -> None:
    folded = Spelling(FOLDS).fold(text)
    for place in range(len(folded.text) + 1):
        assert folded.there(folded.back(place)) == place


@given(TEXT, TEXT)
def test_letters_that_no_fold_names_keep_their_place(before: str, after: str) -> None:
    text = f"{before}|{after}"
    folded = Spelling(FOLDS).fold(text)
    assert folded.text.count("|") == 1
    assert text[folded.back(folded.text.index("|")) :] == f"|{after}"


def test_a_pack_is_read_in_one_spelling() -> None:
    hindi = load("hi")
    folds = hindi.settings("times/rules")["folds"]
    pack = Spelling(folds).pack(hindi)
    forms = {r["form"] for r in pack.rows("times/words")}
    assert pack.code == "hi"
    assert "सितंबर" in forms
    assert not any(mark in form for form in forms for mark in "\u093c\u0901\u200c\u200d")
    assert {r["form"] for r in hindi.rows("times/words")} - forms, "the pack itself is as written"
    assert pack.settings("times/rules")["sets"] == hindi.settings("times/rules")["sets"]
