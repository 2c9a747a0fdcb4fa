"""Which day is meant: tense, weekday, pointing words and lists, over many publication dates; and values that agree."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ghatana.document import Timex
from ghatana.languages import load
from ghatana.stages.times import lunisolar as sky
from ghatana.stages.times.tagger import tagger_for
from stages.times.tagged import cases, the, times_in, values
from stages.times.test_bench import rows

WEEKDAYS = ["సోమవారం", "మంగళవారం", "బుధవారం", "గురువారం", "శుక్రవారం", "శనివారం", "ఆదివారం"]
MONTHS = ["జనవరి", "ఫిబ్రవరి", "ఏప్రిల్", "జూన్", "జులై", "ఆగస్టు", "సెప్టెంబరు", "అక్టోబరు", "నవంబరు", "డిసెంబరు"]
NUMBERS = dict(zip(MONTHS, (1, 2, 4, 6, 7, 8, 9, 10, 11, 12), strict=True))
EDGES = [date(2024, 2, 29), date(2023, 12, 31), date(2024, 1, 1), date(2000, 2, 29), date(2100, 2, 28)]
PAST, FUTURE = "సభ జరిగింది.", "సభ జరుగుతుంది."
REPORTS = ["మాట్లాడుతూ ప్రయోగిస్తామని చెప్పారు.", "వెల్లడిస్తూ ప్రయోగిస్తామన్నారు."]
ONE_DAY = len("2024-06-13")

days = st.one_of(st.sampled_from(EDGES), st.dates(date(1950, 1, 1), date(2099, 12, 31)))


def last_day(month: str) -> date:
    year, number = (int(n) for n in month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def edtf_days(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of an EDTF value, read here anew; None for an open end."""
    if "/" in edtf:
        head, tail = edtf.split("/")
        return edtf_days(head)[0], edtf_days(tail)[1]
    edtf = edtf.rstrip("~").split("T")[0]
    if edtf == "..":
        return None, None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return date.fromisoformat(edtf), date.fromisoformat(edtf)
    if match := re.fullmatch(r"(\d+)(X*)", edtf):
        digits, holes = match[1], len(match[2])
        return date(max(1, int(digits + "0" * holes)), 1, 1), date(int(digits + "9" * holes), 12, 31)
    year, code = (int(n) for n in edtf.split("-"))
    if code <= 12:
        return date(year, code, 1), last_day(edtf)
    first, months = {
        **{32 + n: (3 * n - 2, 3) for n in range(1, 5)}, 40: (1, 6), 41: (7, 6), 21: (2, 4), 22: (3, 6), 23: (9, 3),
        24: (11, 4),
    }[code]  # fmt: skip
    end = year * 12 + first + months - 2
    return date(year, first, 1), last_day(f"{end // 12}-{end % 12 + 1}")


def agrees(timex: Timex) -> bool:
    """EDTF and days are the same, the days are in order, and a value with holes has neither."""
    if timex.edtf is None:
        return timex.type == "SET" or timex.earliest is None or "XX" not in timex.value
    if timex.earliest is not None and timex.latest is not None and timex.earliest > timex.latest:
        return False
    return edtf_days(timex.edtf) == (timex.earliest, timex.latest)


def sentences() -> list[tuple[str, date | None]]:
    """Every committed sentence with a publication date."""
    out = [(c.text, c.published) for c in cases("sentences.txt")]
    for name in ("timex_dev", "timex_own", "timex_mixed"):
        out += [(r["text"], date.fromisoformat(r["dct"])) for r in rows(f"{name}.jsonl")]
    return out


def test_edtf_days_and_basis_agree_in_every_committed_sentence() -> None:
    seen = 0
    for text, published in sentences():
        for timex in times_in(text, published):
            seen += 1
            assert agrees(timex), (text, timex)
            assert (timex.basis == "unresolved") <= (timex.edtf is None), (text, timex)
    assert seen > 700


@given(st.sampled_from(sentences()), days)
def test_edtf_and_days_agree_for_any_publication_date(
    sentence: tuple[str, date | None], published: date
) -> None:
    for timex in times_in(sentence[0], published):
        assert agrees(timex), (sentence[0], timex)


@given(days, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_last_or_the_next_one_by_tense(published: date, name: str) -> None:
    number = WEEKDAYS.index(name) + 1
    past = date.fromisoformat(the(f"{name} {PAST}", published).value)
    future = date.fromisoformat(the(f"{name} {FUTURE}", published).value)
    assert past.isoweekday() == future.isoweekday() == number
    assert 0 <= (published - past).days < 7
    assert 0 <= (future - published).days < 7


@given(days, st.sampled_from(WEEKDAYS))
def test_a_named_last_or_next_weekday_is_never_today(published: date, name: str) -> None:
    last = date.fromisoformat(the(f"గత {name} {PAST}", published).value)
    coming = date.fromisoformat(the(f"వచ్చే {name} {FUTURE}", published).value)
    assert last < published < coming
    assert (coming - last).days in (7, 14)


@given(days, st.sampled_from(WEEKDAYS), st.sampled_from(REPORTS))
def test_a_speaker_spoke_before_the_paper_came_out(published: date, name: str, report: str) -> None:
    assert date.fromisoformat(the(f"ఛైర్మన్ {name} {report}", published).value) <= published


@given(days, st.sampled_from(WEEKDAYS))
def test_what_is_put_off_to_a_clock_time_lies_ahead(published: date, name: str) -> None:
    timex = the(f"ప్రయోగాన్ని {name} ఉదయం 8.28 గంటలకు వాయిదా వేశారు.", published)
    assert date.fromisoformat(timex.value[:ONE_DAY]) >= published


@given(days)
def test_not_before_lies_ahead_whoever_said_so(published: date) -> None:
    timex = the("యాత్రను సెప్టెంబరు 24 కంటే ముందు చేపట్టేది లేదని నాసా తెలిపింది.", published)
    day = date.fromisoformat(timex.value)
    assert day >= published or (published - day).days <= 25  # a near day wins over one most of a year away


@given(days)
def test_the_same_day_of_last_year(published: date) -> None:
    timex = the("గతేడాది ఇదే రోజు రాకెట్ ఎగిరింది.", published)
    assert timex.value == f"{published.year - 1:04d}-{published:%m-%d}"
    assert (timex.basis == "unresolved") == ((published.month, published.day) == (2, 29))


@given(days, st.integers(1, 12), st.integers(1, 28))
def test_that_day_and_the_next_one_hang_on_a_full_date(published: date, month: int, day: int) -> None:
    named = date(1969, month, day)
    text = f"{named.isoformat()}న రాకెట్ ఎగిరింది. లక్ష్యం 2035 నాటికి నెరవేరుతుంది. "
    assert values(f"{text}ఆ రోజు సెలవు ఇచ్చారు.", published)[-1] == named.isoformat()
    following = named + timedelta(days=1)
    assert values(f"{text}మరుసటి రోజు సెలవు ఇచ్చారు.", published)[-1] == following.isoformat()


def test_that_day_fits_the_verb() -> None:
    text = "జూన్ 10న చర్చలు జరిగాయి. జూన్ 20న ప్రయోగం జరుగుతుంది. అదే రోజు "
    assert values(text + PAST)[-1] == "2024-06-10"
    assert values(text + FUTURE)[-1] == "2024-06-20"


@pytest.mark.parametrize(("hour", "day"), [("10 గంటలకు", "09"), ("8 గంటలకు", "10")])
def test_a_late_hour_told_of_is_not_that_of_the_day_of_the_paper(hour: str, day: str) -> None:
    text = f"ఆదివారం తలుపులు మూశారు. సోమవారం తెల్లవారుజామున తెరిచారు. రాత్రి {hour} దృశ్యాన్ని తిలకించారు."
    assert values(text, date(2024, 6, 10))[-1][:ONE_DAY] == f"2024-06-{day}"


@given(st.integers(1, 30), st.integers(1, 60), st.sampled_from(["-", "–", ", ", " లేదా "]))
@example(6, 8, "-")
def test_two_amounts_make_one_where_they_rise(low: int, high: int, mark: str) -> None:
    text = f"పని {low}{mark}{high} నెలల్లో పూర్తయింది."
    found = times_in(text)
    if low < high <= 10 * low:
        assert [(t.of(text), t.value) for t in found] == [(f"{low}{mark}{high} నెలల్లో", f"P{high}M")]
    else:
        assert all(t.value in (f"P{high}M", f"P{low}M") for t in found)
        assert not any(t.of(text).startswith(f"{low}{mark}") for t in found)


@given(days, st.sampled_from(MONTHS), st.sampled_from(MONTHS), st.sampled_from(["-", "–"]), st.booleans())
def test_two_months_are_one_span(published: date, first: str, last: str, dash: str, ahead: bool) -> None:
    if first == last:
        return
    text = f"2031 {first}{dash}{last}లో" if ahead else f"{first}{dash}{last} 2031"
    wraps = NUMBERS[last] < NUMBERS[first]
    begin = 2031 - (wraps and not ahead)
    assert the(f"{text} సభ జరుగుతుంది.", published).value == (
        f"{begin}-{NUMBERS[first]:02d}/{begin + wraps}-{NUMBERS[last]:02d}"
    )


@given(st.integers(1, 26), st.integers(1, 3), st.integers(1, 3))
def test_a_list_of_days_is_one_span_where_they_follow_each_other(day: int, step: int, more: int) -> None:
    second, third = day + step, day + step + more
    found = values(f"ఆగస్టు {day}, {second} తేదీల్లో సెలవు.")
    assert len(found) == (1 if step == 1 else 2)
    whole = values(f"ఆగస్టు {day}, {second}, {min(third, 31)} తేదీల్లో సెలవు.")
    if step == more == 1:
        assert whole == [f"2024-08-{day:02d}/2024-08-{third:02d}"]
    else:
        assert not any("/" in v and v.startswith(f"2024-08-{day:02d}") for v in whole)


@given(st.integers(1900, 2100), st.sampled_from(["", "• ", "* ", "- "]), st.sampled_from([":", " -", " –"]))
def test_a_year_heads_a_line_of_a_timeline(year: int, bullet: str, mark: str) -> None:
    text = f"మిషన్ల పట్టిక\n{bullet}{year}{mark} రెండో మాడ్యూల్ ప్రయోగం"
    assert values(text) == [str(year)]
    assert values(f"వివరాలు {year}{mark[-1]} కిలోలు") == []


@given(st.integers(10, 99), st.integers(1900, 2100))
def test_a_number_plate_is_no_year(district: int, number: int) -> None:
    assert values(f"కారు టీఎస్ {district} ఈఏ {number}గా గుర్తించారు.") == []


@given(
    st.integers(1, 11), st.integers(0, 59), st.sampled_from([("ఏఎం", 0), ("పీఎం", 12), ("am", 0), ("pm", 12)])
)
def test_before_and_after_noon(hour: int, minute: int, half: tuple[str, int]) -> None:
    timex = the(f"రేపు {hour}.{minute:02d} {half[0]}కి లాంచ్.")
    assert timex.value == f"2024-06-14T{hour + half[1]:02d}:{minute:02d}"


@pytest.mark.parametrize(("zone", "offset"), [("బీజింగ్", "+08:00"), ("భారత", "+05:30"), ("మాస్కో", "+03:00")])
@pytest.mark.parametrize("said", ["కాలమానం ప్రకారం ", "కాలమానం ప్రకారం, ", "సమయం "])
def test_a_zone_may_stand_before_the_day(zone: str, offset: str, said: str) -> None:
    timex = the(f"{zone} {said}మే 3న సాయంత్రం 5:27 గంటలకు రాకెట్ బయలుదేరింది.")
    assert (timex.value, timex.alternatives) == ("2024-05-03T17:27", (f"2024-05-03T17:27{offset}",))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("గురువారం సాయంత్రం 5.20 (IST)కి ప్రయోగించారు.", "2024-06-13T17:20"),
        ("గురువారం ఉదయం 11.23 (బీజింగ్ టైమ్)కు వెళ్లింది.", "2024-06-13T11:23"),
        ("మంగళవారం మధ్యాహ్నం 2.43 (భారత కాలమానం)కు వెళ్లింది.", "2024-06-11T14:43"),
        ("తొలి కిరణాల్లో (సోమవారం 9.10) రాకెట్ వెళ్లింది.", "2024-06-10T09:10"),
        ("లాభం (సోమవారం 9.10 శాతం) పెరిగింది.", "2024-06-10"),
        ("షేరు (సోమవారం 9.75) పెరిగింది.", "2024-06-10"),
    ],
)
def test_a_bracket_behind_a_clock_time_without_its_word(text: str, value: str) -> None:
    assert the(text).value == value


@pytest.mark.parametrize(("text", "published", "value"), [
    ("అక్టోబరు-డిసెంబరు త్రైమాసికంలో లాభాలు పెరిగాయి.", date(2026, 1, 2), "2025-Q4"),
    ("మూడో త్రైమాసికంలో లాభాలు పెరిగాయి.", date(2026, 11, 2), "2026-Q3"),
    ("తొలి త్రైమాసికంలో లాభాలు పెరుగుతాయి.", date(2026, 11, 2), "2027-Q1"),
    ("2025-26 నాలుగో త్రైమాసికంలో లాభం.", date(2026, 11, 2), "2026-Q1"),
    ("ఈ ఏడాది తొలి మూడు నెలల్లో లాభం.", date(2026, 11, 2), "2026-Q1"),
    ("ఈ ఏడాది తొలి ఆరు నెలల్లో లాభం.", date(2026, 11, 2), "2026-H1"),
    ("2026-27 విద్యా సంవత్సరంలో ప్రవేశాలు.", date(2026, 11, 2), "2026/2027"),
])  # fmt: skip
def test_quarters_and_school_years(text: str, published: date, value: str) -> None:
    assert the(text, published).value == value


@pytest.mark.parametrize(("sentence", "tense"), [
    ("ఆయన మాట్లాడుతూ ప్రయోగిస్తామని చెప్పారు", "past"), ("రాకెట్ ఎగురుతుంది", "future"),
    ("చర్చలు జరుగుతున్నాయి", "present"), ("రాకెట్ ఎగరాల్సి ఉంది", "due"), ("నీలి ఆకాశం", None),
    ("రాకెట్ ఎగిరిందని ప్రకటిస్తారు", "past"),
])  # fmt: skip
def test_the_tense_of_the_first_verb(sentence: str, tense: str | None) -> None:
    tagger = tagger_for(load("te"))
    assert tagger.tense.after(tagger.finder.tokenizer.tokenize(sentence), 0) == tense


@given(st.dates(date(1951, 1, 1), date(2098, 12, 31)))
def test_the_moon_comes_round(day: date) -> None:
    number = round((day.year + (day.month - 0.5) / 12 - 2000) * 12.3685)
    new, following = sky.new_moon(number), sky.new_moon(number + 1)
    assert 29.2 < following - new < 29.9
    assert (sky.tithi(new - 0.2), sky.tithi(new + 0.2)) == (30, 1)
    assert sky.tithi((new + following) / 2) in (14, 15, 16, 17)
