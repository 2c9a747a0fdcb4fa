"""Craft and rockets by the shape of their names, and what only looks like one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Entity
from ghatana.languages import load
from ghatana.stages.names.designations import Designations
from ghatana.stages.suffixes import SuffixSplitter

LANGUAGE = load("te")
RULES = Designations(LANGUAGE, SuffixSplitter(LANGUAGE))


def found(text: str) -> list[tuple[str, str, str]]:
    """Surface, stem and label of each name."""
    return [(e.of(text), text[e.start : e.stem_end], e.label) for e in RULES.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("జఫర్-1ను కక్ష్యలోకి పంపింది", [("జఫర్-1ను", "జఫర్-1", "SPACECRAFT")]),
        ("మీశాట్-3డీ, లపాన్-ఏ2ను", [("మీశాట్-3డీ", "మీశాట్-3డీ", "SPACECRAFT"), ("లపాన్-ఏ2ను", "లపాన్-ఏ2", "SPACECRAFT")]),
        ("గరుడ-1 రాకెట్‌ ఎగిరింది", [("గరుడ-1", "గరుడ-1", "LAUNCHER")]),
        ("దుర్గా-1 వాహకనౌక", [("దుర్గా-1", "దుర్గా-1", "LAUNCHER")]),
        ("అనుశాట్‌ను పంపారు", [("అనుశాట్‌ను", "అనుశాట్", "SPACECRAFT")]),
        ("క్వాంగ్‌మ్యోంగ్‌సాంగ్-2", [("క్వాంగ్‌మ్యోంగ్‌సాంగ్-2", "క్వాంగ్‌మ్యోంగ్‌సాంగ్-2", "SPACECRAFT")]),
        ("VNREDSat-1B ఉపగ్రహం", [("VNREDSat-1B", "VNREDSat-1B", "SPACECRAFT")]),
    ],
)
def test_names_by_their_shape(text: str, expected: list[tuple[str, str, str]]) -> None:
    bare = [(s, stem.rstrip("\u200c"), label) for s, stem, label in found(text)]
    assert bare == expected


@pytest.mark.parametrize(
    "text",
    [
        "అగ్ని-5 క్షిపణిని పరీక్షించారు",
        "కొవిడ్-19 కేసులు పెరిగాయి",
        "జీ-20 సదస్సు, టీ-20 మ్యాచ్",
        "ఎఫ్-16 యుద్ధ విమానాలు",
        "బెల్-430 హెలికాప్టర్",
        "రెండు క్యూబ్‌శాట్లను, క్యూబ్‌శాట్ ఒకటి",
        "ఎల్-1 బిందువు చుట్టూ",
        "2023-24 ఆర్థిక సంవత్సరం",
        "సాట్ అనే సంస్థ",
        "మార్చి 3-5 తేదీల్లో",
        "భారత్-జపాన్ మధ్య",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert found(text) == []


def test_a_satellite_with_a_number_is_found_once() -> None:
    assert [s for s, _, _ in found("లోటస్‌శాట్-1, లోటస్‌శాట్-2ను")] == ["లోటస్‌శాట్-1", "లోటస్‌శాట్-2ను"]


@given(st.text(alphabet="అనుశాట్-12 క్షిపణిరాకెట్\u200c.,AbSat", max_size=60))
def test_any_text_gives_names_that_do_not_overlap(text: str) -> None:
    spans = sorted((e.start, e.end, e.stem_end) for e in RULES.find(text))
    assert all(0 <= start < stem_end <= end <= len(text) for start, end, stem_end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_what_follows_a_known_craft_is_a_part_of_its_name() -> None:
    text = "సోయుజ్ టీఎం-5లో"
    known = Entity(0, 6, "LAUNCHER", 6)
    assert [e.of(text) for e in RULES.find(text)] == ["టీఎం-5లో"]
    assert list(RULES.find(text, [known])) == []
