"""Partial values of ranges: two years, months, weekdays or days under one expression."""

from __future__ import annotations

import re
from dataclasses import replace

from ghatana.stages.times.found import Found
from ghatana.stages.times.partial import Partial, shift_of


def range_partial(found: Found) -> Partial:
    """The partial value of a range: its first end, with the other one as `end`."""
    slots = found.slots
    base = Partial()
    if "yrange" in slots:
        first, last = int(slots["yrange"][:4]), slots["yrange"][5:]
        end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        part = slots.get("part")
        if part == "MID" and end > first + 1:  # the middle of several years is all between them
            part = None
        return Partial(year=first, end=Partial(year=end), part=part, unit="years")
    if "year" in slots and "year2" in slots:
        return Partial(year=int(slots["year"]), end=Partial(year=int(slots["year2"])), unit="years")
    if "weekday2" in slots:
        return Partial(weekday=int(slots["weekday"]), end=Partial(weekday=int(slots["weekday2"])))
    if "rel" in slots:
        unit = "year" if "yearunit" in slots else "month" if "monthunit" in slots else "name"
        base = replace(base, anchor="dct", shift=shift_of(slots.get("rel", "")), unit=unit)
    if "relyear" in slots:
        base = replace(base, anchor="dct", shift=int(slots["relyear"]), unit="year")
    if "year" in slots:
        base = replace(base, year=int(slots["year"]))
    if "month" in slots:
        base = replace(base, month=int(slots["month"]))
    if "month2" in slots:
        ahead = "year" in slots and found.tokens["year"] < found.tokens["month"]
        until = Partial(year=None if ahead else base.year, month=int(slots["month2"]))
        return replace(base, end=until, unit="months")
    days = [int(float(v)) for k, v in slots.items() if k.startswith("day")]
    if "drange" in slots:
        days = [int(d) for d in re.split(r"\D", slots["drange"])]
    bad = not all(1 <= d <= 31 for d in days) or days[0] >= days[-1]
    return replace(
        base, day=days[0], end=replace(base, day=days[-1]), impossible=str(days[-1]) if bad else None
    )
