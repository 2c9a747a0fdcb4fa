"""The days of EDTF values: as the pipeline itself gives them, and refused where there are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ghatana
from ghatana.stages.times.edtf import days_of

DAYS = [
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024-05-03", "2024-05-03", "2024-05-03"),
    ("2024-05-03T14:30", "2024-05-03", "2024-05-03"),
    ("2024-05-03~", "2024-05-03", "2024-05-03"),
    ("2030?", "2030-01-01", "2030-12-31"),
    ("203X", "2030-01-01", "2039-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2026-33", "2026-01-01", "2026-03-31"),
    ("2028-41", "2028-07-01", "2028-12-31"),
    ("2026/2035", "2026-01-01", "2035-12-31"),
    ("2020-07-20/2020-07-22", "2020-07-20", "2020-07-22"),
    ("../2035", None, "2035-12-31"),
    ("2026-09/..", "2026-09-01", None),
]


@pytest.mark.parametrize(("value", "first", "last"), DAYS)
def test_days(value: str, first: str | None, last: str | None) -> None:
    assert tuple(d and d.isoformat() for d in days_of(value)) == (first, last)


WHY = r"expected one of|no day of the calendar|no end that is known|before it begins"
WRONG = [
    "", "May 2024", "2024-13", "2024-02-30", "2024-5", "24", "../..", "2024/", "/2024", "2024/2023", "2024-05-03T25:00",
    "2024-99", "XXXX", "2024-05-03/..~", "../2024/2025", "2024-W05",
]  # fmt: skip


@pytest.mark.parametrize("value", WRONG)
def test_what_is_none_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=WHY):
        days_of(value)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from([4, 7, 10]))
def test_a_value_covers_the_day_it_was_cut_from(day: date, size: int) -> None:
    first, last = days_of(day.isoformat()[:size])
    assert first is not None
    assert last is not None
    assert first <= day <= last
    assert days_of(f"../{day}") == (None, day)
    assert days_of(f"{day}/..") == (day, None)


@pytest.mark.parametrize(
    "text", ["మే 3న", "2035 నాటికి", "2026 నుంచి 2035 వరకు", "2030 దశకంలో", "2027 మొదటి త్రైమాసికంలో", "2028 ద్వితీయార్ధంలో"]
)
def test_they_agree_with_the_time_tagger(text: str) -> None:
    for timex in ghatana.times(text, published="2024-06-13"):
        assert timex.edtf is not None
        assert days_of(timex.edtf) == (timex.earliest, timex.latest)
