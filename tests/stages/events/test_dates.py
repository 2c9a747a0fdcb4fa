"""The date of an event: which time it is, and what it says of the event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import ghatana
from ghatana.document import Timex
from ghatana.languages import load as load_language
from ghatana.stages.events import date_values, dates
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.triggers import Candidate, mark
from stages.events.event_tags import events, only, parse

LEXICON = load(load_language("te"))
SHIP = "[SPACECRAFT|Luna 25:లూనా-25]"


def trigger(tagged: str, last: bool = False) -> tuple[Reading, Candidate]:
    reading, found = mark(read(parse(tagged), LEXICON))
    launches = [c for c in found if c.row.type == "launch"]
    return reading, launches[-1 if last else 0]


# time tag, verb, status, edtf of the event
ADAPTED = [
    ("[t|2026-09|BEFORE:2026 సెప్టెంబర్ కంటే ముందు]", "ప్రయోగించబడదు", "planned", "2026-09/.."),
    ("[t|2026|BEFORE:2026 కంటే ముందు]", "ఎగరదు", "planned", "2026/.."),
    ("[t|2027-H2|BEFORE:2027 సెకండాఫ్‌ కంటే ముందు]", "ప్రయోగించబడదు", "planned", "2027-41/.."),
    ("[t|2026-W23|BEFORE:జూన్ మొదటి వారం కంటే ముందు]", "ప్రయోగించబడదు", "planned", "2026-06-01/.."),
    ("[t|../2029|BEFORE:2030కి ముందు]", "ప్రయోగిస్తారు", "planned", "../2029"),
    ("[t|../2026:2026 వరకు]", "వాయిదా పడింది", "delayed", "2026"),
    ("[t|2027-12|BEFORE:2027 డిసెంబర్ కంటే ముందు]", "వాయిదా పడింది", "delayed", "2027-12/.."),
    ("[t|2023-06-19/..:సోమవారం నుంచి]", "ప్రయోగించారు", "completed", "2023-06-19"),
    ("[t|2028/..:2028 నుంచి]", "ప్రయోగిస్తారు", "planned", "2028/.."),
    ("[t|../2035|ON_OR_BEFORE:2035 నాటికి]", "ప్రయోగిస్తారు", "planned", "../2035"),
    ("[t|2030~|APPROX:2030 ప్రాంతంలో]", "ప్రయోగిస్తారు", "planned", "2030~"),
    ("[t|2027-33:2027 తొలి త్రైమాసికానికి]", "వాయిదా పడింది", "delayed", "2027-33"),
]


@pytest.mark.parametrize(("when", "verb", "status", "edtf"), ADAPTED)
def test_the_claim_adapts_the_date(when: str, verb: str, status: str, edtf: str) -> None:
    reading, candidate = trigger(f"{SHIP} {when} {verb}.")
    found = date_values.event_date(reading, candidate, 0, status)
    assert found.edtf == edtf
    assert found.of(reading.document.text) == reading.document.timexes[0].of(reading.document.text)


def spanned(text: str, first: str, second: str, span: str) -> tuple[Reading, Candidate]:
    """A reading whose two times are the ends of one span of time."""
    document = parse(text.format(f"[t|{first}:ముందు]", f"[t|{second}:తర్వాత]"))
    times = [replace(t, edtf=span) for t in document.timexes]
    reading, found = mark(read(replace(document, timexes=tuple(times)), LEXICON))
    return reading, next(c for c in found if c.row.type == "launch")


def test_what_is_put_off_from_one_date_to_another_has_the_other() -> None:
    reading, candidate = spanned(f"{SHIP} {{}} {{}} వాయిదా పడింది.", "2028", "2030", "2028/2030")
    for number in (0, 1):
        found = date_values.event_date(reading, candidate, number, "delayed")
        assert (found.edtf, found.earliest) == ("2030", date(2030, 1, 1))
        assert found.of(reading.document.text) == "తర్వాత"
        assert date_values.event_date(reading, candidate, number, "planned").edtf == "2028/2030"


def test_what_is_put_off_to_between_two_dates_has_both() -> None:
    reading, candidate = spanned(f"{SHIP} {{}} మరియు {{}} మధ్య వాయిదా పడింది.", "2028", "2030", "2028/2030")
    assert date_values.event_date(reading, candidate, 0, "delayed").edtf == "2028/2030"


EITHER = [
    ("2026", "2027", "2026/2027"),
    ("2026-07", "2026-08", "2026-07/2026-08"),
    ("2027", "2026", None),  # no span
    ("2026/..", "2027", None),
]


@pytest.mark.parametrize(("one", "other", "edtf"), EITHER)
def test_one_or_the_other(one: str, other: str, edtf: str | None) -> None:
    reading, candidate = trigger(f"{SHIP} [t|{one}:ఇది] లేదా [t|{other}:అది] ప్రయోగిస్తారు.")
    for number, own in enumerate((one, other)):
        found = date_values.event_date(reading, candidate, number, "planned")
        assert found.edtf == (edtf or own)
        assert found.of(reading.document.text) == ("ఇది లేదా అది" if edtf else ("ఇది", "అది")[number])


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("గగన్‌యాన్‌ను ఇస్రో 2027లోనో 2028లోనో ప్రయోగించనుంది.", "2027/2028"),
        ("గగన్‌యాన్‌ను ఇస్రో 2025 చివర్లోనో, 2026 ఆరంభంలోనో ప్రయోగించనుంది.", "2025/2026"),
        ("గగన్‌యాన్‌ను ఇస్రో డిసెంబరులో గానీ, జనవరిలో గానీ ప్రయోగించనుంది.", "2024-12/2025-01"),
    ],
)
def test_either_is_told_by_an_ending_or_a_word_too(text: str, edtf: str) -> None:
    (event,) = ghatana.annotate(text, published="2024-06-13").events
    assert event.date is not None
    assert event.date.edtf == edtf


def test_an_ending_that_says_either_joins_no_other_times() -> None:
    reading, candidate = trigger(f"{SHIP} [t|2026:2026లోనో] [t|2027:2027లో] ప్రయోగిస్తారు.")
    assert date_values.event_date(reading, candidate, 0, "planned").edtf == "2026"


def test_a_time_that_shares_its_word_with_the_next_is_passed_over() -> None:
    reading, candidate = trigger(f"{SHIP} [t|2033:2033]-[t|2035:35లో] ప్రయోగిస్తారు.")
    assert list(reading.spans) == [1]
    for status in ("planned", "delayed"):
        assert date_values.event_date(reading, candidate, 1, status).edtf == "2035"


def test_one_or_the_other_is_one_event() -> None:
    document, event = only("[SPACECRAFT|Chandrayaan-4:చంద్రయాన్-4]ను [t|2027:2027] లేదా [t|2028:2028లో] ప్రయోగిస్తారు.")
    assert event.date is not None
    assert (event.date.edtf, event.date.of(document.text)) == ("2027/2028", "2027 లేదా 2028లో")


def test_not_before_opens_the_end_and_keeps_the_first_day() -> None:
    reading, candidate = trigger(f"{SHIP} [t|2026-09|BEFORE:2026 సెప్టెంబర్ కంటే ముందు] ప్రయోగించబడదు.")
    found = date_values.event_date(reading, candidate, 0, "planned")
    assert (found.earliest, found.latest) == (date(2026, 9, 1), None)


@pytest.mark.parametrize(
    ("mod", "kept"), [("START", "START"), ("MID", "MID"), ("END", "END"), ("APPROX", None), (None, None)]
)
def test_only_parts_of_a_period_stay_as_mod(mod: str | None, kept: str | None) -> None:
    tag = f"[t|2024-06|{mod}:జూన్‌లో]" if mod else "[t|2024-06:జూన్‌లో]"
    reading, candidate = trigger(f"{SHIP} {tag} ప్రయోగిస్తారు.")
    assert date_values.event_date(reading, candidate, 0, "planned").mod == kept


class TestClock:
    def test_joins_from_the_next_sentence(self) -> None:
        tagged = f"{SHIP} [t|2023-08-11:శుక్రవారం] ప్రయోగించారు. ¶ [t|2023-08-11T02:10:ఉదయం 2:10 గంటలకు] రాకెట్ లేచింది."
        reading, candidate = trigger(tagged)
        assert date_values.event_date(reading, candidate, 0, "completed").edtf == "2023-08-11T02:10"

    def test_does_not_join_a_phase(self) -> None:
        tagged = (
            "[PROGRAM|Tiangong:టియాంగాంగ్] నిర్మాణం [t|2021-04-29:గురువారం] పూర్తయింది. "
            "¶ [t|2021-04-29T11:23:ఉదయం 11.23కు] మాడ్యూల్ బయల్దేరింది."
        )
        reading, found = mark(read(parse(tagged), LEXICON))
        phase = next(c for c in found if c.row.type == "station_phase")
        assert date_values.event_date(reading, phase, 0, "completed").edtf == "2021-04-29"

    def test_past_midnight_is_the_next_day(self) -> None:
        tagged = (
            f"{SHIP} [t|2023-08-11:శుక్రవారం] ప్రయోగించారు. ¶ [t|2023-08-11T24:07:అర్ధరాత్రి 12.07 గంటలకు] రాకెట్ లేచింది."
        )
        reading, candidate = trigger(tagged)
        found = date_values.event_date(reading, candidate, 0, "completed")
        assert (found.edtf, found.earliest, found.latest) == (
            "2023-08-12T00:07",
            date(2023, 8, 12),
            date(2023, 8, 12),
        )

    def test_of_another_day_does_not(self) -> None:
        tagged = f"{SHIP} [t|2023-08-11:శుక్రవారం] ప్రయోగించారు. ¶ [t|2023-08-12T02:10:శనివారం ఉదయం] రాకెట్ దిగింది."
        reading, candidate = trigger(tagged)
        assert date_values.event_date(reading, candidate, 0, "completed").edtf == "2023-08-11"

    def test_two_sentences_on_does_not(self) -> None:
        tagged = f"{SHIP} [t|2023-08-11:శుక్రవారం] ప్రయోగించారు. ¶ వాన పడింది. ¶ [t|2023-08-11T02:10:ఉదయం] మేలుకున్నారు."
        reading, candidate = trigger(tagged)
        assert date_values.event_date(reading, candidate, 0, "completed").edtf == "2023-08-11"

    def test_does_not_sharpen_a_month(self) -> None:
        tagged = f"{SHIP} [t|2023-08:ఆగస్టులో] ప్రయోగించారు. ¶ [t|2023-08-11T02:10:ఉదయం] రాకెట్ లేచింది."
        reading, candidate = trigger(tagged)
        assert date_values.event_date(reading, candidate, 0, "completed").edtf == "2023-08"


class TestEdtfOf:
    def time(self, edtf: str | None) -> Timex:
        return Timex(0, 1, "DATE", "x", None, edtf)

    def test_seconds_are_cut(self) -> None:
        assert date_values.edtf_of(self.time("2023-08-11T02:10:57")) == "2023-08-11T02:10"

    def test_a_length_dates_nothing(self) -> None:
        assert date_values.edtf_of(self.time("P2Y")) is None

    def test_none(self) -> None:
        assert date_values.edtf_of(self.time(None)) is None


class TestChoice:
    def test_the_time_of_its_own_clause(self) -> None:
        _, found = events(
            f"{SHIP} [t|2023-08-11:ఆగస్టు 11న] ప్రయోగించారు, [SPACECRAFT|Luna 26:లూనా-26ను] [t|2027:2027లో] ప్రయోగిస్తారు."
        )
        assert [e.date.edtf for e in found if e.date] == ["2023-08-11", "2027"]

    def test_no_time_no_date(self) -> None:
        _, event = only(f"{SHIP} త్వరలో ప్రయోగించబడుతుంది, [ORG|Roscosmos:రోస్కోస్మోస్] తెలిపింది.")
        assert event.date is None

    def test_the_publication_date_is_never_used(self) -> None:
        tagged = (
            f"[ORG|Roscosmos:రోస్కోస్మోస్] [SITE|Baikonur Cosmodrome:బైకనూర్] నుంచి [LAUNCHER|Soyuz-2.1b:సోయుజ్-2.1బి] రాకెట్ ద్వారా "
            f"{SHIP} ఉపగ్రహాన్ని విజయవంతంగా ప్రయోగించింది."
        )
        one = only(tagged, "2024-06-13")[1]
        other = only(tagged, "1999-01-01")[1]
        assert one == other
        assert one.date is None

    def test_a_set_dates_nothing(self) -> None:
        document = parse(f"{SHIP} [t|2024:ఏటా] ప్రయోగిస్తారు.")
        yearly = replace(document, timexes=(replace(document.timexes[0], type="SET"),))
        reading, found = mark(read(yearly, LEXICON))
        assert dates.options(reading, found[0]) == []
