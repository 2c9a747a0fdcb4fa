"""What the suffixes and postpositions behind a time make of it: TIMEX3 mod, EDTF, first and last day.

"2035" + by is `mod` ON_OR_BEFORE and EDTF `../2035`; "2030" + before is `../2029`, but before a denied verb
("2030 కంటే ముందు ఎగరదు", it will not fly before 2030) `2030/..`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ghatana.stages.times import calendar as cal
from ghatana.stages.times.partial import Partial
from ghatana.stages.times.amounts import shifted


@dataclass(frozen=True, slots=True)
class Bounds:
    """The part of a timex that its role decides."""

    mod: str | None = None
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None


def bounds_of(
    value: str, part: Partial, tail: tuple[str, ...], *, approx: bool, denied: bool, since: bool, moved: bool
) -> Bounds:
    """The mod, EDTF and days of a resolved date or time with the roles behind it.

    Args:
        value: TIMEX3.
        part: the partial value, for its part of the period (START, MID, END).
        tail: roles, in text order.
        approx: a word of approximation stands before it.
        denied: the verb it goes with is negative.
        moved: the time is the day itself that something was moved to, or began on.
        since: a start that is left open ("2007 నుంచి … చేపడుతోంది").
    """
    plain = cal.edtf(value)
    first, last = cal.bounds(value)
    if part.week == 1 and plain is not None and len(plain) == 7 and first is not None:
        plain, last = f"{first}/{first.replace(day=7)}", first.replace(day=7)
    mod = part.part
    if part.week == 1:
        mod = "START"
    elif part.fiscal and part.part == "END":
        mod = None
    roles = set(tail)
    if "NOTBE" in roles:
        return Bounds(mod or "ON_OR_AFTER", _after(plain), first, None)
    if "BEFORE" in roles:
        if denied:
            return Bounds(mod or "BEFORE", _after(plain), first, None)
        earlier = cal.before(value)
        return Bounds(
            mod or "BEFORE",
            f"../{earlier}" if earlier and mod is None else _until(plain),
            None,
            cal.bounds(earlier)[1] if earlier and mod is None else last,
        )
    if "AFTER" in roles:
        return Bounds(mod or "AFTER", _after(plain), first, None)
    if "BY" in roles:
        return Bounds(mod or "ON_OR_BEFORE", _until(plain), None, last)
    if "UNTIL" in roles:
        if moved:
            return Bounds(mod, plain, first, last)
        if denied:
            return Bounds(mod, _after(plain), first, None)
        return Bounds(mod, _until(plain), None, last)
    if "FROM" in roles:
        if moved:
            return Bounds(mod, plain, first, last)
        return Bounds(mod or ("ON_OR_AFTER" if since else None), _after(plain), first, None)
    if mod == "END" and "DAT" in roles and not moved:
        return Bounds(mod, _until(plain), None, last)
    if approx or {"ABOUT", "ABOUTT"} & roles:
        return Bounds(mod or "APPROX", f"{plain}~" if plain and "/" not in plain else plain, first, last)
    return Bounds(mod, plain, first, last)


def within(part: Partial, published: date) -> Bounds:
    """A duration that the event happens within: "four years" said in 2025 is `../2029`."""
    number, unit = part.amounts[0]
    value = published.isoformat() if unit in ("H", "MI", "S") else shifted(published, number, unit)
    if number < 0 or cal.bounds(value)[1] is None:
        return Bounds()
    return Bounds(None, f"../{value}", None, cal.bounds(value)[1])


def _until(edtf: str | None) -> str | None:
    return None if edtf is None else f"../{edtf.split('/')[-1]}"


def _after(edtf: str | None) -> str | None:
    return None if edtf is None else f"{edtf.split('/')[0]}/.."
