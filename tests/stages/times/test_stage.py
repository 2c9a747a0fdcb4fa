"""The two stages: what they need and give, and publication dates from datelines."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from ghatana.document import Document, Published, Sentence
from ghatana.languages import load
from ghatana.stages.times import DatelineStage, TimeStage, tag

TE = load("te")
DATELINES = [
    ("బీజింగ్, 2024 జూన్ 13 (జిన్హువా): చైనా రాకెట్‌ను ప్రయోగించింది.", date(2024, 6, 13)),
    ("హైదరాబాద్, జూన్ 13, 2024: ఇస్రో ప్రకటించింది.", date(2024, 6, 13)),
    ("న్యూఢిల్లీ, 13-06-2024 - ఇస్రో ప్రకటించింది.", date(2024, 6, 13)),
    ("ఇస్రో విజయం\n\nశ్రీహరికోట, ఆగస్టు 23, 2023 (పీటీఐ): ల్యాండర్ దిగింది.", date(2023, 8, 23)),
    ("౧౩-౦౬-౨౦౨౪: ఇస్రో ప్రకటించింది.", date(2024, 6, 13)),
]
NO_DATELINES = [
    "బీజింగ్, జూన్ 13 (జిన్హువా): చైనా రాకెట్‌ను ప్రయోగించింది.",
    "మాస్కో: రష్యా 2023 ఆగస్టు 11న లూనా-25ను ప్రయోగించింది.",
    "2024 జూన్: కొత్త ప్రకటన.",
    "బీజింగ్, 2024 ఫిబ్రవరి 31: చైనా ప్రకటించింది.",
    "జీశాట్-6ఏ దారిలో\n\n* 2014 జనవరి 5: దేశీయ ఇంజిన్‌తో రాకెట్ ఎగిరింది.",
    "రాశిఫలాలు (జనవరి 1, 2025, బుధవారం): మేషం.",
    "ఇస్రో ప్రకటించింది.",
    "",
]


@pytest.mark.parametrize(("text", "day"), DATELINES)
def test_a_full_dateline_dates_the_document(text: str, day: date) -> None:
    assert DatelineStage(TE).annotate([Document("d", text)]) == [Published(day, "dateline")]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_no_date_is_invented(text: str) -> None:
    assert DatelineStage(TE).annotate([Document("d", text)]) == [Published(None, "none")]


def test_metadata_goes_before_the_dateline() -> None:
    document = Document("d", DATELINES[0][0], published=date(2020, 1, 1), published_basis="metadata")
    assert DatelineStage(TE).annotate([document]) == [Published(date(2020, 1, 1), "metadata")]


def test_a_dateline_far_down_is_none() -> None:
    document = Document("d", "ఇస్రో ప్రకటించింది.\n" * 40 + DATELINES[0][0])
    assert DatelineStage(TE).annotate([document]) == [Published(None, "none")]


def test_what_the_stages_need_and_give() -> None:
    times, dateline = TimeStage(TE), DatelineStage(TE)
    assert (times.name, times.needs, times.gives) == ("times", frozenset({"sentences"}), "timexes")
    assert (dateline.name, dateline.needs, dateline.gives) == ("dateline", frozenset(), "published")


def test_the_dateline_date_resolves_relative_times() -> None:
    text = "బీజింగ్, 2024 జూన్ 13: నిన్న రాకెట్ ఎగిరింది."
    document = Document("d", text).with_layer(
        "published", DatelineStage(TE).annotate([Document("d", text)])[0]
    )
    document = document.with_layer("sentences", (Sentence(0, len(text)),))
    layer = TimeStage(TE).annotate([document])[0]
    assert [t.value for t in layer] == ["2024-06-13", "2024-06-12"]
    assert document.with_layer("timexes", layer).timexes == layer


def test_known_sentences_keep_initials_from_ending_one() -> None:
    text = "సోమవారం డాక్టర్ ఎస్. సోమనాథ్ ఈ సభను ప్రారంభిస్తారు."
    document = Document("d", text, published=date(2024, 6, 13)).with_layer(
        "sentences", (Sentence(0, len(text)),)
    )
    assert [t.value for t in TimeStage(TE).annotate([document])[0]] == ["2024-06-17"]
    assert [t.value for t in tag(text, date(2024, 6, 13), TE)] == ["2024-06-17"]


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("pandas", "numpy", "spacy", "onnxruntime", "pyarrow", "indicnlp", "torch", "ahocorasick")
    code = f"import sys, ghatana.stages.times; print([m for m in {heavy!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
