"""English times: every row of the coverage as a sentence with tags, sentences without a time, and what always holds."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ghatana.document import Document, Published, Timex
from ghatana.languages import load
from ghatana.stages.sentences import SentenceStage
from ghatana.stages.times import DatelineStage, TimeStage, tag
from ghatana.stages.times.calendar import bounds
from stages.times.tagged import Case, cases, shown

CASES = list(cases("sentences_en.txt"))
NONE = [c.tagged for c in cases("not_times_en.txt")]
DAY = date(2026, 7, 14)
BENCH = Path(__file__).parents[3] / "corpus" / "gold" / "en" / "timex_dev.jsonl"
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@cache
def stages() -> tuple[SentenceStage, TimeStage]:
    english = load("en")
    return SentenceStage(english), TimeStage(english)


def times_in(text: str, published: date | None = DAY) -> tuple[Timex, ...]:
    sentences, times = stages()
    doc = Document("d", text, lang="en", published=published)
    return times.annotate([doc.with_layer("sentences", sentences.annotate([doc])[0])])[0]


def values(text: str, published: date | None = DAY) -> list[str]:
    return [t.value for t in times_in(text, published)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text[:40])
def test_a_tagged_sentence(case: Case) -> None:
    times = times_in(case.text, case.published)
    asked = [list(attributes) for _, attributes in case.expected]
    asked += [["k", "m", "v"]] * max(0, len(times) - len(asked))
    found = [(t.of(case.text), shown(t, names)) for t, names in zip(times, asked, strict=False)]
    assert found == case.expected


@pytest.mark.parametrize("sentence", NONE)
def test_what_looks_like_a_time_and_is_none(sentence: str) -> None:
    assert [t.of(sentence) for t in times_in(sentence)] == []


def test_the_files_are_full() -> None:
    assert len(CASES) > 130
    assert len(NONE) > 30


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_every_order_of_a_full_date_means_one_day(day: date) -> None:
    month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    nth = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    weekday = WEEKDAYS[day.weekday()]
    for said in (
        f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", f"{day.day}{nth} {month}, {day.year}",
        f"the {day.day}{nth} of {month} {day.year}", f"{short} {day.day}, {day.year}",
        f"{short}{'.' * (short != month)} {day.day}, {day.year}",
        f"{weekday}, {month} {day.day}, {day.year}", f"{weekday}, {day.day} {month} {day.year}", day.isoformat(),
        f"{day.day}-{short}-{day.year}", f"{month.upper()} {day.day}, {day.year}",
    ):  # fmt: skip
        text = f"The rocket was launched on {said} from the island."
        assert [(t.of(text), t.value) for t in times_in(text)] == [(said, day.isoformat())], said


@given(st.dates(date(1950, 1, 1), date(2080, 12, 31)), st.sampled_from(WEEKDAYS))
def test_a_weekday_lies_within_the_week_on_the_side_of_its_verb(day: date, name: str) -> None:
    (past,) = values(f"It was launched on {name}.", day)
    (future,) = values(f"It will be launched on {name}.", day)
    assert date.fromisoformat(past).isoweekday() == WEEKDAYS.index(name) + 1
    assert 0 <= (day - date.fromisoformat(past)).days < 7
    assert 0 <= (date.fromisoformat(future) - day).days < 7


@given(st.dates(date(1950, 1, 1), date(2080, 12, 31)), st.integers(1, 12))
def test_a_month_lies_on_the_side_of_its_verb(day: date, month: int) -> None:
    name, here = MONTHS[month - 1], f"{day:%Y-%m}"
    (past,) = values(f"It was launched in {name}.", day)
    (future,) = values(f"It will be launched in {name}.", day)
    assert past <= here <= future
    assert int(future[:4]) - int(past[:4]) in (0, 1)


@given(st.integers(1, 23), st.integers(0, 59))
def test_a_clock_time_in_both_ways_of_writing(hour: int, minute: int) -> None:
    half = "a.m." if hour < 12 else "p.m."
    twelve = (hour - 1) % 12 + 1
    stamp = f"2026-07-16T{hour:02d}:{minute:02d}"
    for said in (
        f"{twelve}:{minute:02d} {half}",
        f"{twelve}.{minute:02d} {half}",
        f"{hour:02d}:{minute:02d} IST",
    ):
        assert values(f"It will fly on July 16 at {said} from the island.") == [stamp]
        assert values(f"It will fly at {said} on July 16 from the island.") == [stamp]


@given(st.integers(2, 99), st.sampled_from(["day", "week", "month", "year"]))
def test_ago_and_from_now_lie_on_their_sides(number: int, unit: str) -> None:
    (ago,) = times_in(f"It was signed {number} {unit}s ago.")
    (hence,) = times_in(f"It will be signed {number} {unit}s from now.")
    assert ago.latest is not None
    assert hence.earliest is not None
    assert ago.latest < DAY < hence.earliest


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text[:40])
def test_capitals_change_nothing_in_years_and_full_dates(case: Case) -> None:
    """A headline in capitals loses what capitals told; its full dates are the same."""
    full = [t.value for t in times_in(case.text, None) if t.basis == "explicit" and t.type == "DATE"]
    shouted = [t.value for t in times_in(case.text.upper(), None)]
    assert [v for v in full if len(v) == 10 and v not in shouted] == []


FORMS = sorted({
    r["form"].replace("|", "")
    for f in ("words", "festivals", "numbers", "suffixes", "ordinals", "zones")
    for r in load("en").rows(f"times/{f}")
})  # fmt: skip
FIGURES = ["0", "1", "3", "12", "31", "32", "99", "2024", "2035", "24.5", "11.50", "5:27", "1430", "0905",
           "2026-27", "5-9", "12/6/24",
           "2024-13-45", "1,500", "27"]  # fmt: skip
MARKS = [
    " ",
    " ",
    " ",
    ",",
    ".",
    "-",
    "–",
    "(",
    ")",
    "\n",
    ":",
    "'s",
    "s",
    "th",
    "",
    "rocket",
    "launched",
    "will",
]
pieces = st.lists(st.sampled_from([*FORMS, *FIGURES, *MARKS, *MARKS]), max_size=25)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(pieces, st.sampled_from(["", " "]), st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))))
def test_any_mixture_of_time_words(words: list[str], glue: str, day: date | None) -> None:
    text = glue.join(words)
    times = times_in(text, day)
    assert times == times_in(text, day)
    end = 0
    for timex in times:
        assert end <= timex.start < timex.end <= len(text)
        end = timex.end
        assert timex.of(text) == timex.of(text).strip()
        assert timex.value not in timex.alternatives
        if timex.basis == "unresolved":
            assert (timex.edtf, timex.earliest, timex.latest) == (None, None, None)
        elif (
            timex.type == "DATE"
            and timex.mod is None
            and timex.earliest
            and timex.latest
            and timex.edtf == timex.value
        ):
            assert (timex.earliest, timex.latest) == bounds(timex.value)


@given(st.text(max_size=80), st.text(st.sampled_from("MayJul123 .,-’'sth"), max_size=40))
def test_any_text(text: str, letters: str) -> None:
    for given_text in (text, letters):
        for timex in times_in(given_text):
            assert 0 <= timex.start < timex.end <= len(given_text)


DATELINES = [
    ("SRIHARIKOTA, July 14, 2026 (PTI): ISRO launched a satellite.", date(2026, 7, 14)),
    ("WASHINGTON — July 3, 2026: NASA agreed.", date(2026, 7, 3)),
    ("WASHINGTON, July 3, 2026 — NASA agreed.", date(2026, 7, 3)),
    ("CAPE CANAVERAL, Fla., July 3, 2026 (AP) — NASA agreed.", date(2026, 7, 3)),
    ("A headline\n\nUpdated - July 03, 2026 06:12 am IST - NEW DELHI", date(2026, 7, 3)),
    ("Published: 3 July 2026\nISRO agreed.", date(2026, 7, 3)),
    ("July 3, 2026\n\nNASA agreed.", date(2026, 7, 3)),
]
NO_DATELINES = [
    "BEIJING, July 3 (Xinhua) -- China agreed.",
    "Moscow: Russia launched Luna-25 on August 11, 2023.",
    "ISRO said on July 3, 2026, that it agreed.",
    "NEW DELHI: ISRO agreed.",
    "",
]


@pytest.mark.parametrize(("text", "day"), DATELINES)
def test_a_full_dateline_dates_the_document(text: str, day: date) -> None:
    assert DatelineStage(load("en")).annotate([Document("d", text)]) == [Published(day, "dateline")]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_no_date_is_invented(text: str) -> None:
    assert DatelineStage(load("en")).annotate([Document("d", text)]) == [Published(None, "none")]


def test_a_dateline_without_a_year_is_near_the_publication_whatever_the_verb_says() -> None:
    text = "BENGALURU, January 30 (PTI): ISRO will launch it on January 29."
    assert values(text, date(2026, 3, 31)) == ["2026-01-30", "2027-01-29"]


def test_the_zone_is_an_alternative() -> None:
    (timex,) = times_in("It lifted off at 2.35 pm IST on Friday.")
    assert (timex.value, timex.alternatives) == ("2026-07-10T14:35", ("2026-07-10T14:35+05:30",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has flown since Monday.", "2026-07-13/.."),
        ("It was moved from Monday to Friday.", "2026-07-13/2026-07-17"),
        ("It will fly within four years.", "../2030"),
        ("It flew in the past four years.", None),
    ],
)
def test_edtf_of_the_first(text: str, expected: str | None) -> None:
    assert times_in(text)[0].edtf == expected


def test_festivals_that_both_packs_know_fall_on_the_same_days() -> None:
    telugu = {(r["id"], r["year"]): r["value"] for r in load("te").rows("times/festival_days")}
    english = {(r["id"], r["year"]): r["value"] for r in load("en").rows("times/festival_days")}
    shared = telugu.keys() & english.keys()
    assert len({name for name, _ in shared}) > 30
    assert {k: english[k] for k in shared} == {k: telugu[k] for k in shared}


def test_moving_american_days_are_the_right_weekday_of_their_month() -> None:
    rules = {
        "thanksgiving": (3, 11, range(22, 29)),
        "labor_day": (0, 9, range(1, 8)),
        "memorial_day": (0, 5, range(25, 32)),
    }
    rows = [r for r in load("en").rows("times/festival_days") if r["id"] in rules]
    assert len(rows) >= 150
    for row in rows:
        weekday, month, days = rules[row["id"]]
        day = date.fromisoformat(row["value"])
        assert (day.weekday(), day.month, str(day.year)) == (weekday, month, row["year"])
        assert day.day in days


def test_the_day_after_easter_sunday_is_easter_monday() -> None:
    rows = load("en").rows("times/festival_days")
    days = {
        name: {r["year"]: date.fromisoformat(r["value"]) for r in rows if r["id"] == name}
        for name in ("easter", "easter_monday")
    }
    assert all((days["easter_monday"][year] - day).days == 1 for year, day in days["easter"].items())


def test_every_festival_has_days_or_hangs_on_a_calendar_that_is_not_tabled() -> None:
    pack = load("en")
    ids = {r["id"] for r in pack.rows("times/festival_days")}
    without = {r["value"] for r in pack.rows("times/festivals")} - ids
    assert without == {"eid_al_fitr", "eid_al_adha", "ramadan", "lunar_new_year", "onam", "muharram"}
    assert ids <= {r["value"] for r in pack.rows("times/festivals")}


def test_the_telugu_pack_reads_no_prepositions() -> None:
    assert [t.value for t in tag("by 2035 and before 2030", None, load("te"))] == ["2035", "2030"]
    assert {t.mod for t in tag("by 2035 and before 2030", None, load("te"))} == {None}


def right(gold: dict[str, Any], timex: Timex) -> bool:
    """The rule of the bench: one of the accepted spans, and the type and value or one of the other values."""
    spans = [[gold["start"], gold["end"]], *gold.get("alt", [])]
    value = (timex.type, timex.value) == (gold["type"], gold["value"]) or timex.value in gold.get(
        "alt_values", []
    )
    return value and [timex.start, timex.end] in spans


def test_the_floor_of_the_bench() -> None:
    rows = [json.loads(line) for line in BENCH.read_text(encoding="utf-8").splitlines()]
    hits = golds = predicted = 0
    for row in rows:
        times = times_in(row["text"], date.fromisoformat(row["dct"]))
        golds, predicted = golds + len(row["spans"]), predicted + len(times)
        hits += sum(any(right(g, t) for t in times) for g in row["spans"])
    assert golds >= 55
    assert 2 * hits / (golds + predicted) >= 0.98


def test_no_negative_of_the_bench_holds_a_time() -> None:
    rows = [json.loads(line) for line in BENCH.read_text(encoding="utf-8").splitlines()]
    negatives = [r["text"] for r in rows if not r["spans"]]
    assert len(negatives) >= 10
    assert [t.of(text) for text in negatives for t in times_in(text)] == []
