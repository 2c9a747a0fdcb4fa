"""Durations, offsets and sets: numbers of units."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ghatana.stages.times import calendar as cal
from ghatana.stages.times.find import Found
from ghatana.stages.times.numbers import plain
from ghatana.stages.times.partial import Partial

UNITS: dict[str, tuple[str, int]] = {
    "US": ("S", 1), "USO": ("S", 1), "UMI": ("MI", 1), "UH": ("H", 1), "UD": ("D", 1), "UW": ("W", 1),
    "UFN": ("W", 2), "UPAKSHA": ("D", 15), "UM": ("M", 1), "UQ": ("M", 3), "UY": ("Y", 1), "UDEC": ("Y", 10),
    "UCEN": ("Y", 100),
}  # fmt: skip
SMALLER = {"H": ("M", 60), "MI": ("S", 60), "Y": ("M", 12)}
OF_A_DAY = ("H", "MI", "S")
UNKNOWN = -1.0
IN_DAYS = (["UW", "UD"], ["UPAKSHA", "UD"], ["UM", "UD"])  # "వారం రోజులు", "నెల రోజులు": the days only explain


def iso_duration(amounts: tuple[tuple[float, str], ...], *, decimal: bool = False) -> str:
    """An ISO 8601 duration; X for an unknown number (negative).

    Args:
        amounts: numbers and units (Y M W D H MI S), the largest first.
        decimal: keep a fraction as it is said ("ఏడాదిన్నర", P1.5Y) and do not turn it into a smaller unit.

    >>> iso_duration(((6.5, "H"),)), iso_duration(((2.5, "M"),)), iso_duration(((23, "H"), (40, "MI")))
    ('PT6H30M', 'P2.5M', 'PT23H40M')

    """
    parts = {True: "", False: ""}
    for number, unit in amounts:
        shown, extra = "X" if number < 0 else plain(number), ""
        if number > 0 and number != int(number) and unit in SMALLER and not decimal:
            letter, size = SMALLER[unit]
            extra = plain(round((number - int(number)) * size, 2)) + letter
            shown = str(int(number)) if number >= 1 else ""
        parts[unit in OF_A_DAY] += (shown + unit[0] if shown else "") + extra
    return "P" + parts[False] + ("T" + parts[True] if parts[True] else "")


def amount(found: Found, names: list[str]) -> Partial:
    """A duration, or for "so long ago" a date with a shift back."""
    slots = found.slots
    if "durw" in slots:
        return Partial(type="DURATION", value=slots["durw"])
    units = [UNITS[n] for n in names if n in UNITS]
    if names[:2] in IN_DAYS:
        units = units[:1]
    numbers = [float(slots[k]) for k in ("n", "n2", "n3") if k in slots]
    if "drange" in slots:  # "6-8 months" takes eight at most
        numbers = [float(re.split(r"\D", slots["drange"])[-1])]
    alone = found.kind == "duration" and slots.get("unit") == "p" and len(names) == 1
    several = found.kind == "offset" and slots.get("unit") == "p" and not {"n", "drange"} & slots.keys()
    if "some" in slots or "many" in slots or alone or several:
        numbers = [UNKNOWN]
    if len(numbers) < len(units):
        numbers = [1.0, *numbers]
    if "PLUSHALF" in names:
        numbers[0] += 0.5
    amounts = tuple(
        (n if n < 0 else round(n * scale, 4), code) for n, (code, scale) in zip(numbers, units, strict=False)
    )
    decimal = "PLUSHALF" in names and "n" not in slots and units[0][0] != "H"
    value = iso_duration(amounts, decimal=decimal)
    if found.kind == "offset":
        anchor = "context" if "LATER" in names else None
        if anchor and amounts[0][1] in OF_A_DAY:  # "28 hours later": no day is told
            return Partial(type="DURATION", amounts=amounts, value=value)
        shift = 1 if "AFTER" in names else int(slots.get("ago") or -1)
        return Partial(amounts=amounts, shift=shift, anchor=anchor, value=value)
    return Partial(type="DURATION", amounts=amounts, value=value)


def recurring(found: Found, names: list[str]) -> Partial:
    """A set: "ప్రతి సోమవారం", "ఆరు నెలలకోసారి"."""
    slots = found.slots
    part = slots.get("daypart", "")
    part = {"DAWN": "MO", "MID": "NI"}.get(part, part)
    if "setw" in slots:
        value = slots["setw"]
    elif "weekday" in slots:
        value = f"XXXX-WXX-{slots['weekday']}" + (f"T{part}" if part else "")
    elif "month" in slots:
        value = f"XXXX-{int(slots['month']):02d}" + (f"-{int(slots['day']):02d}" if "day" in slots else "")
    elif "day" in slots or "ord" in slots:
        value = f"XXXX-XX-{int(float(slots.get('day') or slots['ord'])):02d}"
    elif part:
        value = f"XXXX-XX-XXT{part}"
    else:
        code, scale = next(UNITS[n] for n in names if n in UNITS)
        value = iso_duration(((float(slots.get("n", "1")) * scale, code),))
    return Partial(type="SET", value=value)


def shifted(base: date, number: float, unit: str) -> str:
    """The date value so many units from `base`, at the unit's own grain; a vague reference beyond the calendar.

    >>> [shifted(date(2024, 6, 13), n, u) for n, u in ((-3, "D"), (6, "M"), (-1.5, "Y"), (-9999, "Y"))]
    ['2024-06-10', '2024-12', '2022-12', 'PAST_REF']
    """
    beyond = "PAST_REF" if number < 0 else "FUTURE_REF"
    if abs(number) > 10_000_000:
        return beyond
    try:
        if unit in ("D", "W"):
            return (base + timedelta(days=round(number * (7 if unit == "W" else 1)))).isoformat()
    except OverflowError:
        return beyond
    if unit == "M" or number != int(number):
        year, month = cal.add_months(base.year, base.month, round(number * (12 if unit == "Y" else 1)))
        return f"{year:04d}-{month:02d}" if 1 <= year <= 9999 else beyond
    year = base.year + int(number)
    return f"{year:04d}" if 1 <= year <= 9999 else beyond
