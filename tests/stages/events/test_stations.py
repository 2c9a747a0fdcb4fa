"""Phases, milestones and programmes of stations: tagged sentences with what they say."""

from __future__ import annotations

import pytest

from stages.events.event_tags import names, only

ILRS = "[PROGRAM|International Lunar Research Station:అంతర్జాతీయ చంద్ర పరిశోధన స్టేషన్]"
ISS = "[PROGRAM|International Space Station:అంతర్జాతీయ అంతరిక్ష కేంద్రాన్ని]"
BAS = "[PROGRAM|Bharatiya Antariksh Station:భారతీయ అంతరిక్ష స్టేషన్]"

# sentence, subtype, status, date
CASES = [
    (
        f"{ILRS} మొదటి దశ [t|../2035|ON_OR_BEFORE:2035 నాటికి] పూర్తవుతుంది.",
        "phase",
        "planned",
        "../2035",
    ),
    (
        f"{ILRS} వినియోగ దశ [t|2036/..:2036 నుండి] ప్రారంభమవుతుంది.",
        "phase",
        "planned",
        "2036/..",
    ),
    (
        f"{BAS} [t|../2035|ON_OR_BEFORE:2035 నాటికి] నిర్మించబడుతుంది, [ORG|ISRO:ఇస్రో] తెలిపింది.",
        "programme",
        "planned",
        "../2035",
    ),
    (
        f"{ISS} [t|../2030:2030 వరకు] నడపాలని [ORG|NASA:నాసా] యోచిస్తోంది.",
        "programme",
        "proposed",
        "../2030",
    ),
    # Not a party that leaves an agreement: "from its services" says what is left.
    (
        "[PROGRAM|International Space Station:ఐఎస్‌ఎస్‌] [t|2030:2030లో] సేవల నుంచి తప్పుకోనుంది.",
        "milestone",
        "planned",
        "2030",
    ),
]


@pytest.mark.parametrize(("sentence", "subtype", "status", "edtf"), CASES)
def test_a_station_phase(sentence: str, subtype: str, status: str, edtf: str) -> None:
    _, event = only(sentence)
    assert (event.type, event.subtype, event.status) == ("station_phase", subtype, status)
    assert event.date is not None
    assert event.date.edtf == edtf


def test_a_numbered_phase_has_a_number_in_its_name() -> None:
    document, event = only(f"{ILRS} మొదటి దశ [t|../2035|ON_OR_BEFORE:2035 నాటికి] పూర్తవుతుంది.")
    phase = event.fillers("phase")
    assert [(a.of(document.text), a.canonical) for a in phase] == [("మొదటి దశ", "Phase 1")]
    assert names(event, "program") == ["International Lunar Research Station"]


def test_a_named_phase_has_no_canonical_name() -> None:
    document, event = only(f"{ILRS} నిర్మాణ దశ [t|2026/2035:2026 నుండి 2035 వరకు] నిర్వహించబడుతుంది.")
    assert [(a.of(document.text), a.canonical) for a in event.fillers("phase")] == [("నిర్మాణ దశ", None)]


def test_a_reactor_on_the_moon_is_a_milestone() -> None:
    document, event = only(
        "[LOC|Russia:రష్యా] మరియు [LOC|China:చైనా] [t|2033/2035:2033-2035లో] [BODY|Moon:చంద్రుని] ఉపరితలంపై "
        "ఒక అణు విద్యుత్ యూనిట్‌ను నిర్మించాలని యోచిస్తున్నాయి."
    )
    assert (event.subtype, event.status) == ("milestone", "proposed")
    assert [a.of(document.text) for a in event.fillers("milestone")] == ["ఒక అణు విద్యుత్ యూనిట్‌ను"]
    assert set(names(event, "operator")) == {"Russia", "China"}
    assert names(event, "location") == ["Moon"]


def test_the_station_of_the_sentence_before_is_found() -> None:
    _, event = only(
        f"{ILRS} ప్రాజెక్టును [LOC|China:చైనా] వివరించింది. ¶ స్టేషన్ మొదటి దశ [t|../2035|ON_OR_BEFORE:2035 నాటికి] పూర్తవుతుంది."
    )
    assert names(event, "program") == ["International Lunar Research Station"]
