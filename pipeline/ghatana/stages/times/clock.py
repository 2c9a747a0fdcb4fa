"""Clock times and parts of the day."""

from __future__ import annotations

import re
from dataclasses import replace

from ghatana.stages.times.find import Found
from ghatana.stages.times.partial import Partial, shift_of

_LEADING = re.compile(r"\d{1,2}(?:[:.]\d{1,2}){0,2}")
HALF_DAYS = {"p": "EV", "a": "DAWN"}  # by the letter that a.m. and p.m. begin with
WHOLE_DAY = "24"  # the clock of 24 hours
NOON, LATE_MORNING, EVENING = 12, 11, 5
EARLIEST = 6  # hour of what is called the day


def clock(found: Found, base: Partial) -> Partial:
    """`base` with the time of day that a find names."""
    slots = found.slots
    text = slots.get("clock") or slots.get("barehour")
    daypart = slots.get("daypart", "DT" if "daytime" in slots else None)
    lead = slots.get("lead", "")
    if "." in lead or ":" in lead:
        text = lead
    if "hhmm" in slots:
        text, daypart = f"{slots['hhmm'][:2]}:{slots['hhmm'][2:]}", WHOLE_DAY
    hour = minute = second = None
    if text is not None:
        digits = _LEADING.match(text)
        parts = [int(p) for p in re.split("[:.]", digits[0] if digits else "0.0")]
        hour, minute = parts[0], parts[1]
        second = parts[2] if len(parts) > 2 else None
        daypart = HALF_DAYS.get(half_day(text), daypart)
    elif "hour" in slots or lead:
        exact = float(slots.get("hour") or lead)
        exact += NOON * (0 < exact < 1)  # a quarter to one
        hour = int(exact)
        minute = int(float(slots["minute"])) if "minute" in slots else round((exact - hour) * 60)
        second = int(float(slots["second"])) if "second" in slots else None
    daypart = HALF_DAYS.get(slots.get("ampm", ""), daypart)
    if "day" in slots:
        base = replace(base, month=int(slots["month"]), day=int(slots["day"]))
    if "rel" in slots:
        base = replace(base, anchor="dct", shift=shift_of(slots["rel"]), unit="day")
    zone, past = slots.get("zone"), "past" in slots
    return replace(
        base,
        type="TIME",
        hour=hour,
        minute=minute,
        second=second,
        daypart=daypart,
        zone=zone,
        past_midnight=past,
    )


def half_day(text: str) -> str:
    """The letter of a.m. or p.m. behind the digits of a clock time, "" if there is none.

    >>> half_day("8:30 p.m."), half_day("18:30")
    ('p', '')
    """
    digits = _LEADING.match(text)
    return text[digits.end() if digits else 0 :].strip().lower()[:1]


def hour_of_day(hour: int, daypart: str | None, past_midnight: bool) -> int:
    """The hour on a 24-hour clock. Midnight, as papers write it, ends the day it is named with: 24.

    >>> hour_of_day(5, "EV", False), hour_of_day(12, "NI", False), hour_of_day(12, "DAWN", False)
    (17, 24, 0)
    """
    if daypart == "AF":
        return hour + NOON if hour < LATE_MORNING else hour
    if daypart == "EV":
        return hour + NOON if hour < NOON else hour
    if daypart == "NI":
        return hour + NOON if EVENING <= hour <= NOON else hour
    if daypart == "MID":
        return 2 * NOON if hour == NOON and not past_midnight else hour % NOON
    if daypart == "DT":
        return hour + NOON if hour < EARLIEST else hour
    if daypart == "DAWN":
        return hour % NOON
    return hour


def stamp(p: Partial, afternoon: bool | None) -> str:
    """The time part of a TIMEX3 value: T17:27, TNI, T24:00; `afternoon` is the half of the day that goes on."""
    if p.hour is None:
        return {"MID": "T24:00", "DAWN": "TMO"}.get(p.daypart or "", f"T{p.daypart}")
    hour = hour_of_day(p.hour, p.daypart, p.past_midnight)
    if p.daypart is None and afternoon and 1 <= hour < NOON:
        hour += NOON
    return f"T{hour:02d}:{p.minute or 0:02d}" + (f":{p.second:02d}" if p.second is not None else "")
