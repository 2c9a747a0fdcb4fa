"""Agreements: tagged sentences with what they say."""

from __future__ import annotations

import pytest

import ghatana
from ghatana.stages.events.claims import approves_its_own
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.together import Filler
from stages.events.event_tags import events, names, only

ACCORDS = "[PROGRAM|Artemis:ఆర్టెమిస్] ఒప్పందంపై"
ILRS = "[PROGRAM|International Lunar Research Station:ఐఎల్‌ఆర్‌ఎస్‌]"

# sentence, subtype, status, parties, date
CASES = [
    (
        "[ORG|ISRO:ఇస్రో], [ORG|JAXA:జాక్సా] చంద్రయాత్రపై [t|2025-08-29:శుక్రవారం] అవగాహన ఒప్పందంపై సంతకాలు చేశాయి.",
        "signing",
        "completed",
        ["ISRO", "JAXA"],
        "2025-08-29",
    ),
    (
        "[LOC|Russia:రష్యా] మరియు [LOC|China:చైనా] ఉపగ్రహ ప్రయోగాలపై [PROGRAM|Gaganyaan:గగన్‌యాన్‌] కోసం ఒప్పందంపై "
        "[t|../2024|END:ఈ సంవత్సరం చివరి నాటికి] సంతకం చేయనున్నాయి.",
        "signing",
        "planned",
        ["Russia", "China"],
        "../2024",
    ),
    (
        f"[LOC|Norway:నార్వే] [t|2025-05-15:గురువారం] {ACCORDS} సంతకం చేసింది, [ORG|NASA:నాసా] తెలిపింది.",
        "accession",
        "completed",
        ["Norway"],
        "2025-05-15",
    ),
    (
        f"{ILRS} ప్రాజెక్టులో [LOC|Senegal:సెనెగల్] [t|2024-09-05:గురువారం] చేరింది.",
        "accession",
        "completed",
        ["Senegal"],
        "2024-09-05",
    ),
    (
        "[ORG|State Duma:స్టేట్ డూమా] [PROGRAM|International Lunar Research Station:అంతర్జాతీయ చంద్ర పరిశోధన స్టేషన్‌పై] "
        "[LOC|China:చైనాతో] ఒప్పందాన్ని [t|2024-06-25:జూన్ 25న] ఆమోదించింది.",
        "approval",
        "completed",
        ["State Duma", "China"],
        "2024-06-25",
    ),
]


@pytest.mark.parametrize(("sentence", "subtype", "status", "parties", "edtf"), CASES)
def test_an_agreement(sentence: str, subtype: str, status: str, parties: list[str], edtf: str) -> None:
    _, event = only(sentence)
    assert (event.type, event.subtype, event.status) == ("agreement", subtype, status)
    assert names(event, "party") == parties
    assert event.date is not None
    assert event.date.edtf == edtf


def test_the_accords_are_the_instrument() -> None:
    document, event = only(f"[LOC|Peru:పెరూ] [t|2024-05-30:గురువారం] {ACCORDS} సంతకం చేసింది.")
    assert names(event, "instrument") == ["Artemis Accords"]
    assert [a.of(document.text) for a in event.fillers("instrument")] == ["ఆర్టెమిస్ ఒప్పందంపై"]


def test_a_generic_instrument_has_no_name() -> None:
    document, event = only(
        "[ORG|ISRO:ఇస్రో] [ORG|European Space Agency:ఈఎస్‌ఏతో] [t|2024-12-21:శనివారం] వ్యోమగాముల శిక్షణపై ఒప్పందం కుదుర్చుకుంది."
    )
    instrument = event.fillers("instrument")
    assert len(instrument) == 1
    assert instrument[0].canonical is None
    assert instrument[0].of(document.text).startswith("ఒప్పందం")
    assert set(names(event, "party")) == {"ISRO", "European Space Agency"}


def test_countries_that_join_one_after_another_are_one_event_each() -> None:
    tagged = (
        f"{ILRS} ప్రాజెక్టులో [t|2023-09:గత సెప్టెంబరులో] [LOC|South Africa:దక్షిణాఫ్రికా], "
        "[t|2023-10:అక్టోబరులో] [LOC|Belarus:బెలారస్‌] చేరాయి."
    )
    _, found = events(tagged)
    said = [(names(e, "party"), e.date.edtf if e.date else None) for e in found]
    assert said == [(["South Africa"], "2023-09"), (["Belarus"], "2023-10")]


def test_talks_that_go_on_are_negotiation() -> None:
    _, event = only(
        "[PROGRAM|International Space Station:ఐఎస్‌ఎస్‌] మాడ్యూల్‌పై [ORG|ISRO:ఇస్రో], [ORG|NASA:నాసా] మధ్య చర్చలు నడుస్తున్నాయి."
    )
    assert (event.subtype, event.status) == ("negotiation", "ongoing")
    assert set(names(event, "party")) == {"ISRO", "NASA"}


@pytest.mark.parametrize(
    "text",
    [
        "[LOC|India:భారత్‌], [LOC|United Kingdom:బ్రిటన్‌] వాణిజ్య ఒప్పందంపై [t|2025-07-24:గురువారం] సంతకాలు చేశాయి.",
        "యువ హీరో కొత్త సినిమాకు [t|2024-06-10:సోమవారం] సంతకం చేశారు.",
        "రైతు సంఘాలతో ప్రభుత్వం [t|2024-06-10:సోమవారం] ఒప్పందం కుదుర్చుకుంది.",
    ],
)
def test_pacts_outside_space_are_no_events(text: str) -> None:
    assert events(text)[1] == ()


def approval(*roles: tuple[str, str, float], found: int) -> bool:
    """Whether an approval with these arguments, the first `found` of them taken, is of the approver's own."""
    made = [
        Filler(role, Mention(n, n + 1, n, n, 0, "ORG", "", "nom", "", "", name, None, name), chance)
        for n, (role, name, chance) in enumerate(roles)
    ]
    return approves_its_own("approval", made[:found], made[found:])


def test_a_cabinet_that_clears_its_own_project_agrees_with_nobody() -> None:
    cabinet, project = ("party", "Union Cabinet", 0.9), ("subject", "Venus Orbiter Mission", 0.8)
    assert approval(cabinet, project, found=2)
    assert not approval(cabinet, project, ("party", "Japan", 0.9), found=3)
    assert not approval(cabinet, project, ("party", "Japan", 0.2), found=2)
    assert approval(cabinet, project, ("party", "Japan", 0.02), found=2)
    assert not approval(cabinet, ("instrument", "ILRS Agreement", 0.9), found=2)
    assert not approval(cabinet, ("instrument", "ILRS Agreement", 0.2), found=1)
    assert not approves_its_own("signing", [], [])


def test_nor_is_it_a_row() -> None:
    text = "శుక్రయాన్ ప్రాజెక్టుకు కేంద్ర కేబినెట్ సెప్టెంబర్ 18న ఆమోదం తెలిపింది. రూ.1,236 కోట్లు ఖర్చవుతుందని అంచనా."
    assert ghatana.annotate(text, published="2024-09-19").events == ()
