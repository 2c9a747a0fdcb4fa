"""What a verb's own words settle: denials, what could not be done, questions, and what would have been."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ghatana
from ghatana.errors import LanguageDataError
from ghatana.languages import Language, load
from ghatana.stages.events.settled import Settlements
from ghatana.stages.events.trace import SETTLED, trace
from ghatana.stages.events.words import key_of
from stages.events.event_tags import STAGE, parse

KNOWN = Settlements(load("te"))


def said(text: str, verb: str, family: str = "launch") -> str | None:
    """What the words from `verb` on settle."""
    keys = [key_of(word.strip('.?,’‘"')) for word in text.split()]
    row = KNOWN.of(family, keys, keys.index(key_of(verb)))
    return row.says if row else None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("చంద్రయాన్-4ను 2027లో ప్రయోగించబోదు.", "ప్రయోగించబోదు"),
        ("గేట్‌వేలో తాము చేరబోమని రష్యా తేల్చిచెప్పింది.", "చేరబోమని"),
        ("ఆ సంస్థలు సంతకం చేయబోవని తెలిపింది.", "చేయబోవని"),
        ("ఈ నెలలో ప్రయోగించబోవడం లేదని చెప్పారు.", "ప్రయోగించబోవడం"),
        ("తాము వైదొలగడం లేదు అని అన్నారు.", "వైదొలగడం"),
        ("2027లోగా ప్రయోగించలేమని చెప్పారు.", "ప్రయోగించలేమని"),
        ("2027లో ప్రయోగించే అవకాశం లేదని తెలిపింది.", "ప్రయోగించే"),
        ("అందులో చేరే ప్రసక్తే లేదన్నారు.", "చేరే"),
        ("ఒప్పందాల్లో చేరే ఆలోచన ఏదీ లేదని చెప్పారు.", "చేరే"),
    ],
)
def test_it_will_not_be(text: str, verb: str) -> None:
    assert said(text, verb) == "denied"


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("మే కంటే ముందు ప్రయోగించబోమని చెప్పారు.", "ప్రయోగించబోమని"),
        ("భాగస్వామ్యాన్ని 2020 తర్వాత పొడిగించబోమని తెలిపింది.", "పొడిగించబోమని"),
        ("2033 కన్నా ముందు ఎగిరే ప్రసక్తే లేదు.", "ఎగిరే"),
        ("చంద్రయాన్-4ను 2027లో ప్రయోగించబోతోంది.", "ప్రయోగించబోతోంది"),
        ("జులైలో ప్రయోగించబోయే ఉపగ్రహం.", "ప్రయోగించబోయే"),
        ("ఇంకా ప్రయోగించలేదు.", "ప్రయోగించలేదు"),  # "not yet", or never: for the weights to say
        ("2028లో ప్రయోగించే అవకాశం ఉంది.", "ప్రయోగించే"),
        ("సంతకాలు చేయడం లేదా వాయిదా వేయడం.", "చేయడం"),
    ],
)
def test_it_may_be_all_the_same(text: str, verb: str) -> None:
    assert said(text, verb) is None


@pytest.mark.parametrize("verb", ["చేరలేకపోయింది", "ప్రయోగించలేకపోయారు", "చేర్చలేకపోవడంతో", "దాటలేకపోయాయి"])
def test_it_could_not_be_done(verb: str) -> None:
    text = f"రాకెట్ మొరాయించి {verb} వార్త."
    assert said(text, verb) == "failed"
    assert said(text, verb, "agreement") is None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("గేట్‌వేను రద్దు చేస్తుందా?", "చేస్తుందా"),
        ("వచ్చే ఏడాది ప్రయోగిస్తారా అన్న ప్రశ్న.", "ప్రయోగిస్తారా"),
        ("2027లో ప్రయోగించనుందా?", "ప్రయోగించనుందా"),
        ("అందులో చేరిందా అన్నది తెలియదు.", "చేరిందా"),
        ("ప్రయోగిస్తారో లేదో తెలియదని అన్నారు.", "ప్రయోగిస్తారో"),
        ("నిధులుంటే ప్రయోగించి ఉండేది.", "ప్రయోగించి"),
        ("సెప్టెంబరు 5న ప్రయోగించి ఉండేవారమని చెప్పారు.", "ప్రయోగించి"),
        ("సిద్ధంగా ఉంటే పంపేవాళ్లమని అన్నారు.", "పంపేవాళ్లమని"),
        ("లోపం గుర్తించకపోతే జూలై 15న ప్రయోగించేది.", "ప్రయోగించేది"),
        ("అనుమతి వచ్చి ఉంటే జూలై 15న పంపేవారని అన్నారు.", "పంపేవారని"),
    ],
)
def test_nothing_is_claimed(text: str, verb: str) -> None:
    assert said(text, verb) == "none"


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("అది నిజానికి 2005లో ఎగరవలసి ఉండేది.", "ఎగరవలసి"),  # it was to fly: a plan of then
        ("జూలై 20న ప్రయోగించాల్సి ఉండేది.", "ప్రయోగించాల్సి"),
        ("తొలిసారి మనుషులు వెళ్లేది 2033లోనే.", "వెళ్లేది"),
        ("ఏ దేశం ఎప్పుడు చేరిందో చూద్దాం.", "చేరిందో"),
        ("ఇస్రో ప్రయోగిస్తుంది.", "ప్రయోగిస్తుంది"),
    ],
)
def test_a_claim_is_left(text: str, verb: str) -> None:
    assert said(text, verb) is None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("మంగళయాన్ అంగారక కక్ష్యలోకి చేరింది.", "చేరింది"),
        ("చంద్రయాన్-3ను చంద్రుడి కక్ష్యలోకి ప్రవేశపెట్టారు.", "ప్రవేశపెట్టారు"),
        ("చంద్రయాన్-3 చంద్రుడి దీర్ఘవృత్తాకార కక్ష్యలోకి ప్రవేశించింది.", "ప్రవేశించింది"),
        ("చంద్రయాన్-4 దక్షిణ ధ్రువంపై దిగనుంది.", "దిగనుంది"),
        ("ప్రోగ్రెస్ ఐఎస్‌ఎస్‌తో అనుసంధానమైంది.", "అనుసంధానమైంది"),
        ("విక్రమ్ చంద్రుడిపై ల్యాండ్ అయింది.", "అయింది"),
    ],
)
def test_arrivals_are_no_launches(text: str, verb: str) -> None:
    assert said(text, verb) == "none"
    assert said(text, verb, "agreement") is None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("వ్యోమనౌక సోమవారం స్టేషన్‌తో అనుసంధానం కానుంది.", "కానుంది"),
        ("ప్రోగ్రెస్ ఎంఎస్-27 శనివారం కేంద్రంతో అనుసంధానమైంది.", "అనుసంధానమైంది"),
        ("క్రూ డ్రాగన్ ఐఎస్‌ఎస్‌తో డాకింగ్ అయింది.", "అయింది"),
    ],
)
def test_a_ship_that_docks_builds_no_station(text: str, verb: str) -> None:
    assert said(text, verb, "station_phase") == "none"


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("మెంగ్‌టియాన్ మాడ్యూల్ స్టేషన్‌తో అనుసంధానమైంది.", "అనుసంధానమైంది"),
        ("సోయుజ్‌లో వచ్చిన నోడ్ మాడ్యూల్ కేంద్రానికి అనుసంధానం కానుంది.", "కానుంది"),
        ("యూనిటీ జార్యాకు అనుసంధానమైంది.", "అనుసంధానమైంది"),
    ],
)
def test_a_module_that_docks_may(text: str, verb: str) -> None:
    assert said(text, verb, "station_phase") is None


def test_a_rocket_in_the_race_launches() -> None:
    assert said("డిసెంబరులో పీఎస్‌ఎల్‌వీ బరిలో దిగనుంది.", "దిగనుంది") is None
    assert said("ఉపగ్రహం కక్ష్యలోకి చేరింది.", "చేరింది") is None


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("చంద్రయాన్-4ను ఇస్రో 2027లో ప్రయోగించబోదు.", [("launch", "denied", "2027")]),
        ("చంద్రయాన్-4ను ఈ నెలలో ఇస్రో ప్రయోగించబోవడం లేదు.", [("launch", "denied", "2024-06")]),
        ("నిధుల కొరతతో శుక్రయాన్‌ను 2024లో ప్రయోగించలేకపోయారు.", [("launch", "failed", "2024")]),
        ("చంద్రయాన్-4ను వచ్చే ఏడాది ప్రయోగిస్తారా అన్న ప్రశ్నకు ఇస్రో ఛైర్మన్ సమాధానం ఇవ్వలేదు.", []),
        ("నాసా గేట్‌వేను రద్దు చేస్తుందా?", []),
        ("మంగళయాన్ 2014 సెప్టెంబరు 24న అంగారక కక్ష్యలోకి చేరింది.", []),
        ("చాంగే-6 జూన్ 2న చంద్రుడి అవతలి వైపు దిగింది.", []),
        ("నిధులు ఉండి ఉంటే శుక్రయాన్‌ను 2023లోనే ప్రయోగించి ఉండేది ఇస్రో.", []),
    ],
)
def test_rows(text: str, claims: list[tuple[str, str, str]]) -> None:
    events = ghatana.annotate(text, published="2024-06-13").events
    assert [(e.type, e.status, e.date.edtf if e.date else None) for e in events] == claims


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("నిసార్ ప్రయోగం వాయిదా పడలేదని ఇస్రో తెలిపింది.", "planned"),
        ("నిసార్ ప్రయోగం వాయిదా పడదని ఇస్రో తెలిపింది.", "planned"),
        ("నిసార్ ప్రయోగం వాయిదా పడే ప్రసక్తే లేదని ఇస్రో తెలిపింది.", "planned"),
        ("నిసార్ ప్రయోగం వాయిదా పడిందని ఇస్రో తెలిపింది.", "delayed"),
    ],
)
def test_trouble_that_is_denied_is_the_plan(text: str, status: str) -> None:
    assert [e.status for e in ghatana.annotate(text, published="2024-06-13").events] == [status]


@pytest.mark.parametrize(
    ("text", "status", "edtf"),
    [
        ("నిసార్ ప్రయోగం జూలై 20కి వాయిదా పడలేదని ఇస్రో తెలిపింది.", "planned", None),
        ("నిసార్ ప్రయోగం జూలై 20కి వాయిదా పడిందని ఇస్రో తెలిపింది.", "delayed", "2024-07-20"),
        ("జూలై 20న జరగాల్సిన నిసార్ ప్రయోగం రద్దు కాలేదని ఇస్రో తెలిపింది.", "planned", "2024-07-20"),
    ],
)
def test_a_delay_that_is_denied_has_not_its_date(text: str, status: str, edtf: str | None) -> None:
    (event,) = ghatana.annotate(text, published="2024-06-13").events
    assert (event.status, event.date.edtf if event.date else None) == (status, edtf)


@given(
    st.lists(st.sampled_from(["ఇస్రో", "2027లో", "రాకెట్‌ను", "ప్రయోగించింది", "తెలిపింది", "మార్చి"]), min_size=1), st.data()
)
def test_plain_words_settle_nothing(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    assert KNOWN.of("launch", [key_of(word) for word in words], at) is None


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x\t\t\t\tఅ(\tdenied", "no regular expression"),
        ("x\t\t\t\tఅ\tmaybe", "says 'maybe'"),
    ],
)
def test_a_pack_that_is_wrong_is_told_so(tmp_path: Path, row: str, message: str) -> None:
    folder = tmp_path / "xx" / "events"
    folder.mkdir(parents=True)
    (folder / "settled.tsv").write_text(f"id\tfamily\tbefore\tunless\twords\tsays\n{row}\n", encoding="utf-8")
    with pytest.raises(LanguageDataError, match=message):
        Settlements(Language("xx", tmp_path / "xx"))


def test_a_pack_may_have_none() -> None:
    assert Settlements(load("en")).of("launch", ["will", "it", "fly"], 2) is None


def test_what_settled_a_status_is_told() -> None:
    document = parse("[SPACECRAFT|Chandrayaan-4:చంద్రయాన్-4ను] [ORG|ISRO:ఇస్రో] [t|2027:2027లో] ప్రయోగించబోదు.")
    (event,) = STAGE.annotate([document])[0]
    status = trace(STAGE, document, event).status
    assert (status.value, status.rule) == ("denied", SETTLED)
    plain = parse("[SPACECRAFT|Chandrayaan-4:చంద్రయాన్-4ను] [ORG|ISRO:ఇస్రో] [t|2027:2027లో] ప్రయోగించనుంది.")
    (event,) = STAGE.annotate([plain])[0]
    assert trace(STAGE, plain, event).status.rule is None
