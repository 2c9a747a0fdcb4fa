"""Arithmetic of the Gregorian calendar for values of mixed grain."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

QUARTER_CODES = {f"Q{n}": 32 + n for n in range(1, 5)} | {
    "H1": 40,
    "H2": 41,
    "SP": 21,
    "SU": 22,
    "FA": 23,
    "WI": 24,
}
# First month and number of months of a season, quarter or half. Summer follows the months that bear the name in the
# northern sources; `SU` also covers the Telugu summer, so its first month is March there: see the language pack.
SPANS = {
    "Q1": (1, 3),
    "Q2": (4, 3),
    "Q3": (7, 3),
    "Q4": (10, 3),
    "H1": (1, 6),
    "H2": (7, 6),
    "SP": (2, 4),
    "SU": (3, 6),
    "FA": (9, 3),
    "WI": (11, 4),
}


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """The month that many months away.

    >>> add_months(2024, 11, 3)
    (2025, 2)
    """
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def middle_of_week(number: int) -> int:
    """The day of a month in the middle of its n-th seven days.

    >>> middle_of_week(2), middle_of_week(5)
    (11, 28)
    """
    return min(7 * number - 3, 28)


def nth_week(monday: date, number: int) -> tuple[date, date]:
    """The n-th seven days of a month, of which the week from `monday` on holds the middle; the fifth are what is left.

    >>> [str(day) for day in nth_week(date(2024, 8, 5), 2)], [str(day) for day in nth_week(date(2024, 8, 26), 5)]
    (['2024-08-08', '2024-08-14'], ['2024-08-29', '2024-08-31'])
    """
    days = [monday + timedelta(days=n) for n in range(7)]
    middle = next((day for day in days if day.day == middle_of_week(number)), days[-1])
    left = calendar.monthrange(middle.year, middle.month)[1]
    return middle.replace(day=min(7 * number - 6, left)), middle.replace(day=min(7 * number, left))


def iso_week(day: date) -> str:
    """The ISO week of a day.

    >>> iso_week(date(2024, 12, 30))
    '2025-W01'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def bounds(value: str) -> tuple[date | None, date | None]:
    """First and last day of a TIMEX3 date value; (None, None) if it names no days.

    >>> [str(d) for d in bounds("2024-Q2")], [str(d) for d in bounds("2024-W24-WE")]
    (['2024-04-01', '2024-06-30'], ['2024-06-15', '2024-06-16'])
    """
    try:
        return _bounds(value)
    except ValueError:
        return None, None


def _bounds(value: str) -> tuple[date | None, date | None]:
    if "/" in value:
        first, last = value.split("/")
        return _bounds(first)[0], _bounds(last)[1]
    value = value.split("T")[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = date.fromisoformat(value)
        return day, day
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), month_end(year, month)
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        weekday = 6 if match[3] else 1
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday + timedelta(days=weekday - 1), monday + timedelta(days=6)
    if match := re.fullmatch(r"(\d{4})-(Q\d|H\d|SP|SU|FA|WI)", value):
        year = int(match[1])
        begin, months = SPANS[match[2]]
        end_year, end_month = add_months(year, begin, months - 1)
        return date(year, begin, 1), month_end(end_year, end_month)
    if re.fullmatch(r"\d{2,4}", value):
        size = 10 ** (4 - len(value))
        first_year = int(value) * size
        return date(max(first_year, 1), 1, 1), date(first_year + size - 1, 12, 31)
    return None, None


def edtf(value: str) -> str | None:
    """The EDTF (ISO 8601-2) form of a TIMEX3 date value, None where it has none.

    >>> edtf("203"), edtf("2026-Q1"), edtf("2024-W23"), edtf("PAST_REF")
    ('203X', '2026-33', '2024-06-03/2024-06-09', None)
    """
    if "/" in value:
        parts = [edtf(p) for p in value.split("/")]
        return "/".join(p for p in parts if p) if all(parts) else None
    if "X" in value or value.startswith(("P", "T", "F")) or "REF" in value:
        return None
    day, _, clock = value.partition("T")
    if clock:
        if re.match(r"\d", clock):
            if clock.startswith("24"):
                return day
            return f"{day}T{clock[:5]}"
        return day
    if re.fullmatch(r"\d{2,3}", value):
        return value + "X" * (4 - len(value))
    if match := re.fullmatch(r"(\d{4})-([A-Z]\w)", value):
        return f"{match[1]}-{QUARTER_CODES[match[2]]}"
    if "-W" in value:
        first, last = _bounds(value)
        return f"{first}/{last}"
    return value


def before(value: str) -> str | None:
    """The value of the same grain that ends just before `value` begins: years and months and days.

    >>> before("2030"), before("2024-01"), before("2024-03-01")
    ('2029', '2023-12', '2024-02-29')
    """
    first, _ = bounds(value)
    if first is None or first.toordinal() < 2:
        return None
    last = first - timedelta(days=1)
    day = value.split("T")[0]
    if re.fullmatch(r"\d{4}", day):
        return f"{last.year:04d}"
    if re.fullmatch(r"\d{4}-\d\d", day):
        return f"{last:%Y-%m}"
    return last.isoformat()
