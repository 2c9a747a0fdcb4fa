"""Launches: tagged sentences with what they say."""

from __future__ import annotations

import pytest

from stages.events.event_tags import events, names, only

ISRO = "[ORG|ISRO:ఇస్రో]"
SITE = "[SITE|Sriharikota:శ్రీహరికోట]"
MOON3 = "[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను]"

# sentence, words of the trigger, status, date
STATUSES = [
    (f"{ISRO} {MOON3} [t|2023-07-14:జులై 14న] ప్రయోగించింది.", "ప్రయోగించింది", "completed", "2023-07-14"),
    (f"{ISRO} {MOON3} [t|2023-07-14:జులై 14న] {SITE} నుంచి ప్రయోగించనుంది.", "ప్రయోగించనుంది", "planned", "2023-07-14"),
    (
        f"[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3] [t|2023-07-14:జులై 14న] {SITE} నుండి ప్రయోగించబడింది.",
        "ప్రయోగించబడింది",
        "completed",
        "2023-07-14",
    ),
    (
        f"[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3] [t|2028:2028లో] {SITE} నుండి ప్రయోగించబడుతుంది.",
        "ప్రయోగించబడుతుంది",
        "planned",
        "2028",
    ),
    (
        f"[LAUNCHER|PSLV-C59:పీఎస్‌ఎల్‌వీ-సి59] రాకెట్‌ [t|2024-12-05:గురువారం] {SITE} నుంచి నింగిలోకి దూసుకెళ్లింది.",
        "నింగిలోకి దూసుకెళ్లింది",
        "completed",
        "2024-12-05",
    ),
    (
        f"{ISRO} [SPACECRAFT|Aditya-L1:ఆదిత్య-ఎల్1] ఉపగ్రహాన్ని [t|2025-01:జనవరిలో] ప్రయోగించాలని యోచిస్తోంది.",
        "ప్రయోగించాలని",
        "proposed",
        "2025-01",
    ),
    (
        "[SPACECRAFT|Rosalind Franklin:రోసలిండ్ ఫ్రాంక్లిన్] రోవర్ [t|2028:2028లో] ప్రయోగించబడవచ్చు.",
        "ప్రయోగించబడవచ్చు",
        "proposed",
        "2028",
    ),
    (
        "[SPACECRAFT|Chang'e 7:చాంగ్'ఇ-7] ప్రయోగం [t|2026:2026కి] వాయిదా పడింది.",
        "వాయిదా పడింది",
        "delayed",
        "2026",
    ),
    (
        "[ORG|Vast:వాస్ట్] సంస్థ [SPACECRAFT|Haven-1:హేవెన్-1] ప్రయోగాన్ని [t|2026-05:2026 మే నెలకు] వాయిదా వేసింది.",
        "వాయిదా వేసింది",
        "delayed",
        "2026-05",
    ),
    (
        "[LAUNCHER|Vega-C:వేగా-సి] రాకెట్‌ ప్రయోగం [t|2022-12-20:మంగళవారం] విఫలమైంది.",
        "విఫలమైంది",
        "failed",
        "2022-12-20",
    ),
    (
        "[LAUNCHER|Starship:స్టార్‌షిప్‌] [t|2023-04-20:గురువారం] నింగికెగిసిన నాలుగు నిమిషాలకే పేలిపోయింది.",
        "పేలిపోయింది",
        "failed",
        "2023-04-20",
    ),
    (
        "[SPACECRAFT|Shenzhou-23:షెన్జో-23] నౌక [t|2026:వచ్చే సంవత్సరం] [SITE|Jiuquan:జియుక్వాన్] నుండి బయలుదేరుతుంది.",
        "బయలుదేరుతుంది",
        "planned",
        "2026",
    ),
]


@pytest.mark.parametrize(("sentence", "trigger", "status", "edtf"), STATUSES)
def test_status_and_date_of_a_launch(sentence: str, trigger: str, status: str, edtf: str) -> None:
    document, event = only(sentence)
    assert (event.type, event.subtype) == ("launch", "liftoff")
    assert event.of(document.text) == trigger
    assert event.status == status
    assert event.date is not None
    assert event.date.edtf == edtf


def test_roles_of_a_full_sentence() -> None:
    document, event = only(
        f"{ISRO} [t|2023-07-14T14:35:శుక్రవారం మధ్యాహ్నం 2:35 గంటలకు] {SITE} నుంచి "
        f"[LAUNCHER|LVM3-M4:ఎల్‌వీఎం3-ఎం4] రాకెట్‌ ద్వారా {MOON3} ప్రయోగించింది."
    )
    assert names(event, "operator") == ["ISRO"]
    assert names(event, "site") == ["Sriharikota"]
    assert names(event, "vehicle") == ["LVM3-M4"]
    assert names(event, "payload") == ["Chandrayaan-3"]
    assert [a.of(document.text) for a in event.fillers("vehicle")] == ["ఎల్‌వీఎం3-ఎం4 రాకెట్‌"]
    assert event.date is not None
    assert event.date.edtf == "2023-07-14T14:35"
    assert all(a.basis == "sentence" for a in event.arguments)


def test_the_head_noun_belongs_to_the_argument() -> None:
    document, event = only(
        "[ORG|SpaceX:స్పేస్‌ఎక్స్‌] [LAUNCHER|Falcon 9:ఫాల్కన్ 9] రాకెట్‌ను [t|2024-03-01:శుక్రవారం] ప్రయోగించింది."
    )
    assert [a.of(document.text) for a in event.fillers("vehicle")] == ["ఫాల్కన్ 9 రాకెట్‌ను"]


def test_common_nouns_fill_roles_with_their_numbers() -> None:
    document, event = only(
        f"{ISRO} [LAUNCHER|PSLV-C37:పీఎస్‌ఎల్‌వీ-సి37] రాకెట్‌తో [t|2017-02-15:బుధవారం] 104 ఉపగ్రహాలను {SITE} నుంచి ప్రయోగించింది."
    )
    payload = event.fillers("payload")
    assert [a.of(document.text) for a in payload] == ["104 ఉపగ్రహాలను"]
    assert payload[0].canonical is None


def test_a_common_noun_that_stands_for_a_name_takes_it() -> None:
    tagged = (
        "[SPACECRAFT|Chang'e 6:చాంగ్'ఇ-6] ప్రోబ్ [t|2024-06-25:జూన్ 25న] భూమికి తిరిగి వచ్చింది. ¶ "
        "ప్రోబ్ [t|2024-05-03:మే 3న] [SITE|Wenchang:వెన్చాంగ్] నుండి [LAUNCHER|Long March 5:లాంగ్ మార్చ్ 5] రాకెట్పై ప్రయోగించబడింది."
    )
    _, event = only(tagged)
    assert names(event, "payload") == ["Chang'e 6"]
    assert names(event, "vehicle") == ["Long March 5"]


def test_liftoff_from_the_moon_is_an_ascent() -> None:
    _, event = only(
        "[SPACECRAFT|Chang'e 6:చాంగ్'ఇ-6] ఆరోహణ వాహనం [t|2024-06-04:మంగళవారం] [BODY|Moon:చంద్రుని] ఉపరితలం నుండి ఎగిరింది."
    )
    assert (event.type, event.subtype) == ("launch", "ascent")


def test_will_not_happen_before_a_month_is_planned_from_that_month() -> None:
    _, event = only(
        "[SPACECRAFT|Artemis II:ఆర్టెమిస్ 2] మిషన్ [t|2026-09|BEFORE:సెప్టెంబర్ 2026 కంటే ముందు] ప్రయోగించబడదు "
        "అని [ORG|NASA:నాసా] తెలిపింది."
    )
    assert event.status == "planned"
    assert event.date is not None
    assert event.date.edtf == "2026-09/.."


def test_a_list_with_a_date_for_each_item_is_one_event_per_item() -> None:
    _, found = events(
        "[SPACECRAFT|Chang'e 7:చాంగ్'ఇ-7] [t|2026:2026లో] మరియు [SPACECRAFT|Chang'e 8:చాంగ్'ఇ-8] [t|2028:2028లో] ప్రయోగించబడతాయి."
    )
    said = [(names(e, "payload"), e.date.edtf if e.date else None) for e in found]
    assert said == [(["Chang'e 7"], "2026"), (["Chang'e 8"], "2028")]


def test_a_list_that_shares_the_date_is_one_event() -> None:
    _, event = only(
        "[SPACECRAFT|Chang'e 6:చాంగ్'ఇ-6] మరియు [SPACECRAFT|Chang'e 7:చాంగ్'ఇ-7] "
        "[t|../2025|ON_OR_BEFORE:2025 నాటికి] ప్రయోగించబడతాయి."
    )
    assert names(event, "payload") == ["Chang'e 6", "Chang'e 7"]


def test_a_clock_time_in_the_next_sentence_joins_the_date() -> None:
    _, found = events(
        "[SPACECRAFT|Boeing Starliner:స్టార్‌లైనర్‌] [t|2024-06-05:బుధవారం] [LAUNCHER|Atlas V:అట్లాస్ V] రాకెట్పై ప్రయోగించబడింది. ¶ "
        "లిఫ్టాఫ్ [t|2024-06-05T10:52:ఉదయం 10:52 గంటలకు] జరిగింది."
    )
    assert {e.date.edtf for e in found if e.date} == {"2024-06-05T10:52"}


def test_the_same_happening_twice_is_one_event() -> None:
    _, event = only(
        f"{ISRO} {MOON3} [t|2023-07-14:శుక్రవారం] {SITE} నుంచి ప్రయోగించింది. ¶ "
        "[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] [ORG|ISRO:ఇస్రో] [t|2023-07-14:శుక్రవారం] ప్రయోగించింది."
    )
    assert names(event, "site") == ["Sriharikota"]


def test_who_says_it_is_the_source() -> None:
    _, event = only(
        "[SPACECRAFT|Aditya-L1:ఆదిత్య-ఎల్1] ఉపగ్రహాన్ని [t|2025-09:సెప్టెంబరులో] ప్రయోగిస్తామని "
        "[ORG|ISRO:ఇస్రో] ఛైర్మన్ [PER|S. Somanath:సోమనాథ్] తెలిపారు."
    )
    assert names(event, "source") == ["S. Somanath"]
    assert event.status == "planned"


def test_the_outlet_that_reports_is_a_source_too() -> None:
    _, event = only(
        "[SPACECRAFT|Shenzhou-15:షెంజౌ-15] సిబ్బంది నౌక [t|2022-11|END:నవంబర్ చివరలో] ప్రయోగించబడుతుంది, "
        "[ORG|China Manned Space Agency:CMSAను] ఉటంకిస్తూ [ORG|Xinhua:జిన్హువా] తెలిపింది."
    )
    assert set(names(event, "source")) == {"China Manned Space Agency", "Xinhua"}
    assert event.date is not None
    assert event.date.mod == "END"
