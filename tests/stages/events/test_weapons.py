"""Missiles: no launch is of them, whatever the verb, and no rocket is named like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ghatana
from ghatana.languages import load as load_language
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.reading import read
from ghatana.stages.events.triggers import mark
from ghatana.stages.events.weapons import is_of_a_weapon
from stages.events.event_tags import parse

LEXICON = load(load_language("te"))
PSLV = "[LAUNCHER|PSLV-C58:పీఎస్ఎల్వీ-సి58ను]"


def of_weapons(tagged: str) -> list[bool]:
    """What is said of each launch that may be announced."""
    reading, found = mark(read(parse(tagged), LEXICON))
    return [is_of_a_weapon(reading, candidate) for candidate in found if candidate.row.type == "launch"]


@pytest.mark.parametrize(
    "tagged",
    [
        "జలాంతర్గామి నుంచి క్షిపణిని ప్రయోగించారు.",
        "ఉత్తర కొరియా శనివారం హ్వాసాంగ్-17ను ప్రయోగించింది.",
        "డీఆర్‌డీవో అగ్ని-5ను విజయవంతంగా ప్రయోగించింది.",
        f"{PSLV} పోలిన క్షిపణిని ప్రయోగించారు.",
    ],
)
def test_a_missile_is_no_launch(tagged: str) -> None:
    assert of_weapons(tagged)[-1:] == [True]


@pytest.mark.parametrize(
    "tagged",
    [
        f"ఇస్రో {PSLV} ప్రయోగించింది.",
        f"క్షిపణి కేంద్రం నుంచి {PSLV} ప్రయోగించారు.",
        "క్షిపణి శకలాలను వదిలి రాకెట్‌ను ప్రయోగించారు.",
        f"క్షిపణి గురించి చెప్పారు. ¶ {PSLV} ప్రయోగించారు.",
        "శనివారం ప్రయోగించారు.",
    ],
)
def test_what_flies_to_space_is_one(tagged: str) -> None:
    assert of_weapons(tagged)[-1:] == [False]


def test_other_families_are_left_alone() -> None:
    reading, found = mark(read(parse("[LOC|India:భారత్] క్షిపణి ఒప్పందంపై సంతకం చేసింది."), LEXICON))
    pacts = [candidate for candidate in found if candidate.row.type == "agreement"]
    assert pacts
    assert not any(is_of_a_weapon(reading, candidate) for candidate in pacts)


def test_a_day_of_tests_gives_no_row() -> None:
    text = (
        "బాలేశ్వర్: అణ్వస్త్ర సామర్థ్యమున్న అగ్ని-5ను డీఆర్‌డీవో సోమవారం ప్రయోగించింది. జలాంతర్గామి నుంచి పేల్చే కె-5ను వచ్చే ఏడాది "
        "ప్రయోగించేందుకు సన్నాహాలు సాగుతున్నాయి."
    )
    found = ghatana.annotate(text, published="2024-03-12")
    assert found.events == ()
    assert not [e for e in found.entities if e.label in ("LAUNCHER", "SPACECRAFT")]


@pytest.mark.parametrize(
    "text",
    [
        "Balasore: India launched the nuclear-capable Agni-5 on Monday. Another missile will be launched next year.",
        "बालेश्वर: भारत ने सोमवार को अग्नि-5 का प्रक्षेपण किया। डीआरडीओ अगले साल अग्नि-6 मिसाइल को प्रक्षेपित करेगा।",
    ],
)
def test_nor_in_english_or_hindi(text: str) -> None:
    found = ghatana.annotate(text, published="2024-03-12")
    assert found.events == ()
    assert not [e for e in found.entities if e.label in ("LAUNCHER", "SPACECRAFT")]


def test_rockets_that_begin_alike_are_rockets() -> None:
    found = ghatana.annotate("అగ్నిబాణ్ రాకెట్‌ను గురువారం ప్రయోగించారు.", published="2024-06-01")
    assert [(e.label, e.canonical) for e in found.entities] == [("LAUNCHER", "Agnibaan")]
    assert [e.type for e in found.events] == ["launch"]


PIECES = ("క్షిపణిని", "అగ్ని-5ను", PSLV, "రాకెట్‌ను", "ఇస్రో", "శనివారం", "ప్రయోగించింది.", "¶")


@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_only_where_a_missile_is_named(pieces: list[str]) -> None:
    tagged = " ".join(pieces)
    if any(of_weapons(tagged)):
        assert "క్షిపణిని" in pieces or "అగ్ని-5ను" in pieces
