"""Intervals of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.stages.times.edtf import days_of
from ghatana.timeline.days import Days, after, days_moved, gap, moved, within

DAY = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@st.composite
def days(draw: st.DrawFn) -> Days:
    first = draw(DAY)
    last = first + timedelta(draw(st.sampled_from([0, 0, 1, 6, 29, 364])))
    return draw(st.sampled_from([Days(first, last), Days(first, None), Days(None, last), Days(first, first)]))


def edtf(value: str) -> Days:
    return Days(*days_of(value))


@given(days(), days())
def test_gaps(x: Days, y: Days) -> None:
    assert gap(x, y) == gap(y, x) == max(after(x, y), after(y, x))
    assert (gap(x, y) == 0) or not within(x, y)
    assert gap(x, x) == 0
    assert gap(x, Days()) == 0


@given(days(), days())
def test_moves(x: Days, y: Days) -> None:
    assert not moved(x, x)
    assert moved(x, y) == moved(y, x)
    if gap(x, y):
        assert moved(x, y)
    exactly, least, most = days_moved(x, y)
    if least is not None and most is not None:
        assert least <= most
    if exactly is not None:
        assert exactly == least == most
    back = days_moved(y, x)
    if least is not None:
        assert back[2] == -least


@given(days())
def test_months_hold_the_days(x: Days) -> None:
    months = x.months()
    if months:
        assert f"{x.earliest:%Y-%m}" in months
        assert f"{x.latest:%Y-%m}" in months
    assert all(year.isdecimal() and len(year) == 4 for year in x.years())


MOVES = [
    ("2024", "2024-05", False),
    ("2024-05", "2024", False),
    ("2024", "2025", True),
    ("2024-05-03", "2024-05-04", True),
    ("../2030", "../2035", True),
    ("../2030", "2028", False),
    ("../2030", "2031", True),
    ("2026/..", "2027/..", True),
    ("2024-05-01/2024-05-07", "2024-05-03", False),
    ("2024-05-03", "2024-05-03T14:35", False),
]


@pytest.mark.parametrize(("before", "now", "expected"), MOVES)
def test_what_moves(before: str, now: str, expected: bool) -> None:
    assert moved(edtf(before), edtf(now)) is expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("2024-05-03", "2024-05-10", (7, 7, 7)),
        ("2024-05-10", "2024-05-03", (-7, -7, -7)),
        ("2024", "2025", (None, 1, 730)),
        ("2024-05", "2024-06-02", (None, 2, 32)),
        ("../2030", "../2035", (None, 1826, 1826)),
        ("../2030", "2031", (None, 1, None)),
        ("2026/..", "2027", (None, None, 729)),
    ],
)
def test_by_how_much(before: str, now: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert days_moved(edtf(before), edtf(now)) == expected


def test_days_at_the_ends_of_the_calendar() -> None:
    assert Days(date(1, 1, 1), date(1, 1, 1)).months() == ["0001-01"]
    assert Days(date.max, date.max).months() == ["9999-12"]
    assert Days(date(2024, 1, 1), date(2024, 12, 31)).months() == []
    assert Days().years() == []
    assert not Days().known
