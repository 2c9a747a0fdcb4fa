"""Calendar arithmetic, the computed lunisolar calendar, and the committed table."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.languages import load
from ghatana.stages.times import almanac, lunisolar
from ghatana.stages.times import calendar as cal
from ghatana.stages.times.festivals import Festivals

TE = load("te")
# Days as the Rashtriya Panchang and the holiday lists of the two states gave them.
KNOWN = {
    "ugadi": [
        "2015-03-21",
        "2018-03-18",
        "2019-04-06",
        "2020-03-25",
        "2021-04-13",
        "2022-04-02",
        "2023-03-22",
        "2024-04-09",
        "2025-03-30",
    ],
    "deepavali": [
        "2018-11-07",
        "2019-10-27",
        "2020-11-14",
        "2021-11-04",
        "2022-10-24",
        "2023-11-12",
        "2024-10-31",
        "2025-10-20",
    ],
    "dasara": [
        "2016-10-11",
        "2018-10-18",
        "2019-10-08",
        "2020-10-25",
        "2021-10-15",
        "2022-10-05",
        "2023-10-24",
        "2024-10-12",
        "2025-10-02",
    ],
    "vinayaka_chavithi": [
        "2019-09-02",
        "2020-08-22",
        "2021-09-10",
        "2022-08-31",
        "2023-09-19",
        "2024-09-07",
        "2025-08-27",
    ],
    "rama_navami": ["2020-04-02", "2021-04-21", "2022-04-10", "2023-03-30", "2024-04-17", "2025-04-06"],
    "shivaratri": ["2020-02-21", "2021-03-11", "2022-03-01", "2023-02-18", "2024-03-08", "2025-02-26"],
    "holi": ["2019-03-21", "2022-03-18", "2024-03-25", "2025-03-14"],
    "sankranti": ["2021-01-14", "2023-01-15", "2024-01-15", "2025-01-14"],
    "toli_ekadashi": ["2023-06-29", "2024-07-17", "2025-07-06"],
    "vasanta_panchami": ["2023-01-26", "2024-02-14"],
    "kartika_purnima": ["2022-11-08", "2023-11-27", "2024-11-15", "2025-11-05"],
    "easter": ["2019-04-21", "2024-03-31", "2025-04-20"],
    "good_friday": ["2023-04-07", "2024-03-29"],
}


@pytest.mark.parametrize(("name", "day"), [(n, d) for n, ds in KNOWN.items() for d in ds])
def test_festivals_fall_on_the_days_they_were_kept(name: str, day: str) -> None:
    assert Festivals(TE).in_year(name, int(day[:4])) == day


def test_the_committed_table_is_what_the_script_makes() -> None:
    made = "\n".join(almanac.table(TE)) + "\n"
    committed = (
        files("ghatana.languages").joinpath("te", "times", "festival_days.tsv").read_text(encoding="utf-8")
    )
    assert made == committed


def test_every_named_festival_has_days_or_is_known_to_have_none() -> None:
    festivals = Festivals(TE)
    named = {r["value"] for r in TE.rows("times/festivals") if r["class"] in ("FEST", "LUNAR", "SAMVAT")}
    assert {n for n in named if festivals.in_year(n, 2024) is None and not festivals.years.get(n)} == {
        "ramzan",
        "bakrid",
        "muharram",
    }


def test_lunar_months_follow_one_another() -> None:
    spans = [almanac.month_span(2024, m) for m in range(1, 10)]
    assert all(spans)
    for first, following in itertools.pairwise(spans):
        assert following[0] - first[1] == timedelta(1)
        assert 28 <= (first[1] - first[0]).days <= 30


def test_an_intercalary_month_is_passed_over() -> None:
    assert almanac.month_span(2023, 5) == (date(2023, 8, 17), date(2023, 9, 15))  # after adhika Shravana


def test_new_moons_and_positions() -> None:
    # the new moons of 6 January 2000, 18:14 UT, and of the eclipse of 8 April 2024, 18:21 UT
    for number, day, hour in ((0, date(2000, 1, 6), 18.23), (300, date(2024, 4, 8), 18.35)):
        assert lunisolar.new_moon(number) == pytest.approx(lunisolar.julian(day, hour + 5.5), abs=0.004)
    # Meeus, examples 25.a and 47.a
    assert lunisolar.sun_longitude(2448908.5) == pytest.approx(199.906, abs=0.003)
    assert lunisolar.moon_longitude(2448724.5) == pytest.approx(133.167, abs=0.02)


def test_sunrise_in_the_middle_of_the_telugu_states() -> None:
    rise, set_ = lunisolar.sun_times(date(2024, 3, 20))
    assert rise == pytest.approx(6.27, abs=0.05)
    assert set_ - rise == pytest.approx(12.1, abs=0.05)


@given(st.dates(date(1990, 1, 1), date(2050, 12, 31)))
def test_tithis_run_from_1_to_30(day: date) -> None:
    today, tomorrow = (lunisolar.tithi(almanac.moment(d, "sunrise")) for d in (day, day + timedelta(1)))
    assert 1 <= today <= 30
    assert (tomorrow - today) % 30 in (0, 1, 2)


# TIMEX3 writes a year in four digits: what lies before the year 1000 or after 9999 has no value.
@given(st.dates(date(1001, 1, 8), date(9998, 12, 31)))
def test_bounds_edtf_and_before_agree(day: date) -> None:
    for value in (
        str(day),
        f"{day:%Y-%m}",
        f"{day:%Y}",
        cal.iso_week(day),
        f"{day.year:04d}-Q{(day.month + 2) // 3}",
    ):
        first, last = cal.bounds(value)
        assert first is not None
        assert last is not None
        assert first <= day <= last or "W" not in value
        earlier = cal.before(value)
        assert earlier is not None
        assert cal.bounds(earlier)[1] == first - timedelta(1)
        assert cal.edtf(value)


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-13", "2024-06-13"),
        ("203", "203X"),
        ("20", "20XX"),
        ("2026-Q1", "2026-33"),
        ("2026-Q4", "2026-36"),
        ("2027-H1", "2027-40"),
        ("2027-H2", "2027-41"),
        ("2024-SP", "2024-21"),
        ("2024-SU", "2024-22"),
        ("2024-FA", "2024-23"),
        ("2024-WI", "2024-24"),
        ("2024-W23", "2024-06-03/2024-06-09"),
        ("2024-W24-WE", "2024-06-15/2024-06-16"),
        ("2033/2035", "2033/2035"),
        ("2024-05-03T17:27", "2024-05-03T17:27"),
        ("2023-08-11T02:10:57", "2023-08-11T02:10"),
        ("2024-06-12TNI", "2024-06-12"),
        ("2024-06-12T24:00", "2024-06-12"),
        ("2024-04/2025-03", "2024-04/2025-03"),
        ("PAST_REF", None),
        ("FUTURE_REF", None),
        ("PRESENT_REF", None),
        ("P3D", None),
        ("XXXX-05-03", None),
        ("XXXX-WXX-1", None),
        ("T09:00", None),
    ],
)
def test_edtf_of_every_kind_of_value(value: str, edtf: str | None) -> None:
    assert cal.edtf(value) == edtf


def test_festivals_by_year_and_pointing_word() -> None:
    festivals = Festivals(TE)
    assert festivals.in_year("krodhi", 2024) == "2024-04-09/2025-03-29"
    assert festivals.in_year("shravana", 2024) == "2024-08-05/2024-09-03"
    assert festivals.in_year("space_day", 2031) == "2031-08-23"
    assert festivals.in_year("ugadi", 2500) is None
    assert festivals.in_year("nothing", 2024) is None
