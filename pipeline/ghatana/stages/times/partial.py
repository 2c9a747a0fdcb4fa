"""Step two: what the words say, with holes for what they leave open.

"మే 3న" is `XXXX-05-03`, "వచ్చే ఏడాది మార్చిలో" is March of the year after the one it is said in. No reference
date is known here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace

from ghatana.stages.times.find import Found

DEICTIC = frozenset(["THIS", "NEXT", "LAST", "CURRENT", "THISX", "LASTB", "NEW"])
ANAPHORIC = frozenset(["THAT", "SAME", "FOLLOW", "PREV", "NEXTA"])
UNIT_SLOTS = ("yearunit", "monthunit", "weekunit", "dayunit")
PARTS_OF_A_PERIOD = (("quarter", 4, "Q"), ("UHALF", 2, "H"), ("week", 5, "W"))
NEW = "NEW"  # "the new year": the one that begins, or has begun, nearest
EITHER = "RELDAYE"  # a word for so many days ahead as well as back
LAST_DAY = 99  # the last day of its month, whichever that is
AMBIGUOUS_SHORT_YEAR = 70
LAST_CENTURY = 1900


@dataclass(frozen=True, slots=True)
class Partial:
    """A time with holes.

    `year`, `month`, `day`, `weekday` (Monday = 1), `hour`, `minute`, `second` are as said, None where not said.
    `shift` is how many `unit`s ("year", "month", "week", "day") away from the anchor: "dct" (the publication
    date) or "context" (the time named before). `value` is set where nothing is open (durations, sets, vague
    references). `impossible` marks what the calendar lacks; `either` a shift that goes the way of the tense.
    """

    type: str = "DATE"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    anchor: str | None = None
    shift: int | None = None
    unit: str | None = None
    week: int | None = None
    part: str | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    fiscal: bool = False
    weekend: bool = False
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    daypart: str | None = None
    past_midnight: bool = False
    zone: str | None = None
    amounts: tuple[tuple[float, str], ...] = ()
    value: str | None = None
    festival: str | None = None
    end: Partial | None = None
    impossible: str | None = None
    swapped: bool = False
    either: bool = False

    def notation(self) -> str:
        """The partial value as ISO 8601 with X for what is open.

        >>> Partial(month=5, day=3).notation()
        'XXXX-05-03'
        """
        if self.value is not None:
            return self.value
        year = f"{self.year:04d}" if self.year is not None else "XXXX"
        month = f"-{self.month:02d}" if self.month is not None else "-XX" if self.day is not None else ""
        day = f"-{self.day:02d}" if self.day is not None and self.day != LAST_DAY else ""
        return year + month + day


def shift_of(value: str) -> int:
    """The number in a slot of a pointing word, 0 if there is none."""
    return int(value) if value.lstrip("-").isdigit() else 0


def short_year(text: str) -> int:
    """A year of two digits: 70–99 lie in the last century, the rest in this one."""
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year >= AMBIGUOUS_SHORT_YEAR else 2000)


def date_partial(found: Found, names: list[str]) -> Partial:
    """The partial value of a date; `names` are the classes of its core tokens."""
    slots = found.slots
    partial = Partial(anchor=None)
    if "iso" in slots:
        return _numeric(*(int(p) for p in re.split(r"[-/.]", slots["iso"])))
    if "dmy" in slots:
        day, month, year = re.split(r"[-/.]", slots["dmy"])
        return _day_first(int(day), int(month), short_year(year))
    if "year" in slots:
        partial = replace(partial, year=int(float(slots["year"])))
    if "shortyear" in slots:
        partial = replace(partial, year=short_year(slots["shortyear"][:2]))
    if "sameday" in slots or "samemonth" in slots:
        shift = shift_of(slots.get("rel", slots.get("relyear", "")))
        if "ago" in slots:  # "fifty years ago, on this day"
            shift = -int(float(slots.get("n", "1")))
        unit = "sameday" if "sameday" in slots else "samemonth"
        day = int(float(slots["day"])) if "day" in slots else None
        return replace(partial, anchor="dct", unit=unit, shift=shift, day=day)
    rel = _pointer(found, names)
    if rel is not None:
        unit = next((k for k in UNIT_SLOTS if k in slots), "name")
        anchor = "dct" if rel in DEICTIC else "context"
        partial = replace(
            partial,
            anchor=anchor,
            shift=shift_of(slots.get("rel", "")),
            unit=unit.removesuffix("unit"),
            either=rel == NEW,
        )
        if slots.get(unit) == "p":  # "in the coming years" is no one year
            return Partial(value="FUTURE_REF" if (partial.shift or 0) > 0 else "PAST_REF")
    elif "rel" in slots:  # a pointing word behind the year
        partial = replace(partial, anchor="dct", shift=shift_of(slots.get("rel", "")), unit="name")
    if "relyear" in slots:
        partial = replace(partial, anchor="dct", shift=int(slots["relyear"]), unit="year")
    if "relday" in slots:
        anchor = "context" if "RELDAYA" in names else "dct"
        either, shift = EITHER in names, int(slots["relday"])
        if either and partial.shift:  # a pointing word tells the way
            either, shift = False, shift * (1 if partial.shift > 0 else -1)
        partial = replace(partial, anchor=anchor, shift=shift, unit="day", either=either)
        return (
            partial
            if "day" not in slots
            else replace(partial, month=int(slots["month"]), day=int(slots["day"]), unit="paren")
        )
    if "yearunit" in slots and "year" not in slots and rel is None and "relyear" not in slots:
        partial = replace(partial, anchor="dct", shift=0, unit="year")
    if "monthunit" in slots and rel is None:
        partial = replace(partial, anchor="dct", shift=0, unit="month")
    if "weekunit" in slots and rel is None:
        partial = replace(partial, anchor="dct", shift=0, unit="week")
    if "month" in slots:
        partial = replace(partial, month=int(slots["month"]))
    if "weekday" in slots:
        partial = replace(partial, weekday=int(slots["weekday"]))
    if "yearday" in slots:
        month = partial.month or (None if partial.unit == "month" else 1)
        return replace(partial, month=month, day=int(float(slots["ord"])))
    if "lastday" in slots and slots["part"] == "END":
        return replace(
            partial, month=partial.month or (None if partial.unit == "month" else 12), day=LAST_DAY
        )
    day = slots.get("day") or (
        slots.get("ord")
        if names[-1] in ("DATEW", "UD") or ("MONTH" in names[1:] and "UHALF" not in names)
        else None
    )
    if day is not None and not {"quarter", "week", "century"} & slots.keys():
        partial = replace(partial, day=int(float(day)))
    for bad in ("baddate", "badmonth"):
        if bad in slots:
            return replace(partial, impossible=slots[bad])
    if partial.day is not None and partial.month is not None:
        checked = _numeric(partial.year if partial.year is not None else 2000, partial.month, partial.day)
        if checked.impossible:
            return replace(partial, impossible=f"{partial.day}")
    return _parts(found, names, partial)


def _pointer(found: Found, names: list[str]) -> str | None:
    """The class of the pointing word: the first one, or one right before its unit ("March next year")."""
    if names and names[0] in DEICTIC | ANAPHORIC:
        return names[0]
    at = found.tokens.get("rel")
    if at is None or not any(found.tokens.get(unit) == at + 1 for unit in UNIT_SLOTS):
        return None
    name = names[at - (found.core - len(names))]
    return name if name in DEICTIC | ANAPHORIC else None


def _parts(found: Found, names: list[str], partial: Partial) -> Partial:
    slots = found.slots
    number = int(float(slots["ord"])) if "ord" in slots else int(float(slots["n"])) if "n" in slots else None
    if "part" in slots:
        partial = replace(partial, part=slots["part"])
    if "fiscal" in slots or ("yrange" in slots and "quarter" in slots):
        partial = replace(partial, fiscal=True)
        if "yrange" in slots:
            partial = replace(partial, year=int(slots["yrange"][:4]), unit="span")
        elif len(slots.get("shortyear", "")) > 2:
            partial = replace(partial, unit="span")
        elif partial.unit is None or partial.unit == "name":
            partial = replace(
                partial,
                unit="year" if partial.year is None else None,
                anchor="dct" if partial.year is None else None,
                shift=partial.shift or 0,
            )
    for slot, most, sign in PARTS_OF_A_PERIOD:
        if number is not None and number > most and (slot in slots or slot in names):
            return replace(partial, impossible=f"{sign}{number}")  # there is no fifth quarter
    if "months" in slots:  # "the first three months of this year"
        partial = replace(partial, quarter=1) if slots["months"] == "3" else replace(partial, half=1)
    if "week" in slots:
        partial = replace(partial, week=number)
    if "quarter" in slots or "relquarter" in slots:
        if "relquarter" in slots:
            partial = (
                replace(partial, unit="quarter") if partial.unit == "name" else replace(partial, quarter=0)
            )
        elif number is not None:
            partial = replace(partial, quarter=number)
        elif slots["quarter"].isdigit():
            partial = replace(partial, quarter=int(slots["quarter"]))
        elif "part" in slots:
            partial = replace(partial, quarter={"START": 1, "MID": 2, "END": 4}[slots["part"]], part=None)
        elif partial.month is not None:
            partial = replace(partial, quarter=(partial.month + 2) // 3, month=None)
    if "half" in slots or {"UHALF", "UPAKSHA"} & set(names):
        half = int(slots["half"]) if "half" in slots else number or 1
        if partial.month is not None or partial.unit == "month":
            partial = replace(partial, part="START" if half == 1 else "END")
        else:
            partial = replace(partial, half=half)
    if "season" in slots:
        partial = replace(partial, season=slots["season"])
    if "decade" in slots or "decadeyear" in slots:
        year = slots.get("decadeyear") or slots.get("year")
        if year:
            number = int(float(year))
            number += LAST_CENTURY * (number < 100)  # "the 80s"
            partial = replace(partial, year=None, decade=number // 10)
        else:
            partial = replace(
                partial, unit="decade", anchor=partial.anchor or "dct", shift=partial.shift or 0
            )
    if "century" in slots:
        partial = replace(
            partial,
            century=number - 1 if number else None,
            unit="century" if not number else None,
            anchor=None if number else "dct",
            shift=partial.shift or 0,
        )
    if "weekend" in slots:
        partial = replace(partial, weekend=True)
    if "festival" in slots:
        partial = replace(partial, festival=slots["festival"])
    if "lunar" in slots:
        partial = replace(partial, festival=slots["lunar"])
    if "samvat" in slots:
        partial = replace(partial, festival=slots["samvat"])
    return partial


def _numeric(year: int, month: int, day: int) -> Partial:
    good = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return Partial(
        year=year, month=month, day=day, impossible=None if good else f"{year:04d}-{month:02d}-{day:02d}"
    )


def _day_first(day: int, month: int, year: int) -> Partial:
    if month > 12 >= day:
        return _numeric(year, day, month)
    partial = _numeric(year, month, day)
    return replace(partial, swapped=day <= 12 and day != month)
