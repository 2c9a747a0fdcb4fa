"""The days that an EDTF value (ISO 8601-2) may cover, for values that a person gives."""

from __future__ import annotations

import re
from datetime import date

from ghatana.stages.times import calendar as cal

FORMS = (
    "2024, 2024-05, 2024-05-03, 2024-05-03T14:30, 203X, 2024-33 (first quarter), 2024-40 (first half), "
    "each with ~ or ? at its end if uncertain; 2024/2026, ../2030 (by 2030), 2026/.. (from 2026)"
)
OPEN = ".."
_CODES = {str(code): name for name, code in cal.QUARTER_CODES.items()}
_POINT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d)?"
    r"|(?P<month>\d{4}-(?:0[1-9]|1[0-2]))|(?P<part>\d{4}-(?:2[1-4]|3[3-6]|4[01]))"
    r"|(?P<year>\d{4}|\d{3}X|\d\dXX)"
)


def days_of(value: str) -> tuple[date | None, date | None]:
    """First and last day of an EDTF value; None: an open end.

    Raises:
        ValueError: if it is none of `FORMS`, or no such days are in the calendar.

    >>> [str(day) for day in days_of("2026-33")], [str(day) for day in days_of("../203X")]
    (['2026-01-01', '2026-03-31'], ['None', '2039-12-31'])
    """
    first, mark, last = value.partition("/")
    if not mark:
        return _point(first)
    if first == last == OPEN:
        raise ValueError(f"{value} has no end that is known")
    begin = None if first == OPEN else _point(first)[0]
    end = None if last == OPEN else _point(last)[1]
    if begin and end and begin > end:
        raise ValueError(f"{value} ends before it begins")
    return begin, end


def _point(text: str) -> tuple[date, date]:
    match = _POINT.fullmatch(text[:-1] if text.endswith(("~", "?", "%")) else text)
    if match is None:
        raise ValueError(f"{text!r} is no EDTF value; expected one of {FORMS}")
    said = match["day"] or match["month"] or (match["year"] or "").rstrip("X")
    if match["part"]:
        year, code = match["part"].split("-")
        said = f"{year}-{_CODES[code]}"
    first, last = cal.bounds(said)
    if first is None or last is None:
        raise ValueError(f"{text} names no day of the calendar")
    return first, last
