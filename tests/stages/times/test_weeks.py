"""The n-th week of a month: its seven days for a date, the week of the calendar that holds most of them for TIMEX3."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.languages import load
from ghatana.stages.times.calendar import middle_of_week, nth_week
from ghatana.stages.times.stage import tag

TELUGU = load("te")
PUBLISHED = date(2024, 7, 29)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("ఆగస్టు మొదటి వారంలో ప్రయోగిస్తారు.", "2024-08-01/2024-08-07"),
        ("ఆగస్టు రెండో వారంలో ప్రయోగిస్తారు.", "2024-08-08/2024-08-14"),
        ("వచ్చే నెల మూడో వారంలో ప్రయోగిస్తారు.", "2024-08-15/2024-08-21"),
        ("వచ్చే నెల నాలుగో వారంలో ప్రయోగిస్తారు.", "2024-08-22/2024-08-28"),
        ("ఫిబ్రవరి నాలుగో వారం నాటికి ప్రయోగిస్తారు.", "../2025-02-28"),
        ("ఆగస్టు రెండో వారం తర్వాత ప్రయోగిస్తారు.", "2024-08-08/.."),
        ("వచ్చే వారంలో ప్రయోగిస్తారు.", "2024-08-05/2024-08-11"),  # of no month: Monday to Sunday
    ],
)
def test_its_days(text: str, edtf: str) -> None:
    (found,) = tag(text, PUBLISHED, TELUGU)
    assert found.edtf == edtf


@given(st.dates(date(1960, 1, 1), date(2090, 12, 31)), st.integers(1, 5))
def test_the_days_of_a_week_are_of_its_month(day: date, number: int) -> None:
    middle = day.replace(day=middle_of_week(number))
    first, last = nth_week(middle - timedelta(days=middle.weekday()), number)
    assert first.month == last.month == day.month
    assert first <= last
    assert (last - first).days == 6 or number == 5
    assert number == 5 or first <= middle <= last
