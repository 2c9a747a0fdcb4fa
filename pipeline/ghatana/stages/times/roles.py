"""What the suffixes and postpositions behind a time make of it: TIMEX3 mod, EDTF, first and last day.

"2035" + by is `mod` ON_OR_BEFORE and EDTF `../2035`; "2030" + before is `../2029`, but before a denied verb
("2030 కంటే ముందు ఎగరదు", it will not fly before 2030) `2030/..`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ghatana.document import Timex
from ghatana.stages.times import calendar as cal
from ghatana.stages.times.amounts import OF_A_DAY, shifted
from ghatana.stages.times.find import Found
from ghatana.stages.times.partial import Partial

OPEN = ".."
MONTH_LENGTH = len("2024-06")
DECADE, HALF_DECADE = "202X", 5
FIRST_WEEK = 7
NEXT_TO = 1  # tokens between: a comma


@dataclass(frozen=True, slots=True)
class Said:
    """What stands around a time.

    Attributes:
        roles: of the suffixes and postpositions behind it (suffixes.tsv).
        approx: a word of approximation stands before it.
        denied: the verb it goes with is negative.
        since: a start after which something goes on ("2007 నుంచి … చేపడుతోంది").
        moved: the time is the very one that something was moved to or began on, not a bound.

    """

    roles: frozenset[str] = frozenset()
    approx: bool = False
    denied: bool = False
    since: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """The part of a timex that its role decides."""

    mod: str | None = None
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None


def bounds_of(value: str, part: Partial, said: Said) -> Bounds:
    """The mod, EDTF and days of a resolved date or time in its role.

    >>> bounds_of("2030", Partial(year=2030), Said(frozenset({"BEFORE"}))).edtf
    '../2029'
    """
    plain, roles = cal.edtf(value), said.roles
    if part.half is not None and plain is not None and len(plain) == len(DECADE) and plain.endswith("X"):
        year = int(plain.replace("X", "0")) + HALF_DECADE * (part.half - 1)
        plain = f"{year}/{year + HALF_DECADE - 1}"  # no TIMEX3 value says so
    first, last = cal.bounds(plain if plain is not None and "/" in plain else value)
    mod = None if part.fiscal and part.part == "END" else part.part
    if part.week == 1:
        mod = "START"
        if plain is not None and len(plain) == MONTH_LENGTH and first is not None:
            last = first.replace(day=FIRST_WEEK)
            plain = f"{first}/{last}"
    elif part.week is not None and first is not None and last is not None:
        first, last = cal.nth_week(first, part.week)
        plain = f"{first}/{last}"  # TIMEX3 has the week of the calendar that holds most of them
    after = Bounds(mod, _from(plain), first, None)
    until = Bounds(mod, _to(plain), None, last)
    here = Bounds(mod, plain, first, last)
    if "NOTBE" in roles:
        return replace(after, mod=mod or "ON_OR_AFTER")
    if "BEFORE" in roles:
        return replace(after, mod=mod or "BEFORE") if said.denied else _before(value, until)
    if "AFTER" in roles:
        return replace(after, mod=mod or "AFTER")
    if "BY" in roles:
        return replace(until, mod=mod or "ON_OR_BEFORE")
    if said.moved:
        return here
    if "UNTIL" in roles:
        return after if said.denied else until
    if roles & {"FROM", "SINCE"}:
        return replace(after, mod=mod or ("ON_OR_AFTER" if said.since else None))
    if mod == "END" and "DAT" in roles:
        return until
    if said.approx or roles & {"ABOUT", "ABOUTT"}:
        about = f"{plain}~" if plain is not None and "/" not in plain else plain
        return replace(here, mod=mod or "APPROX", edtf=about)
    return here


def _before(value: str, until: Bounds) -> Bounds:
    earlier = cal.before(value)
    if until.mod is not None or earlier is None:
        return until if until.mod is not None else replace(until, mod="BEFORE")
    return Bounds("BEFORE", f"{OPEN}/{earlier}", None, cal.bounds(earlier)[1])


def within(part: Partial, published: date) -> Bounds:
    """A duration that the event happens within: "four years" said in 2025 is `../2029`."""
    number, unit = part.amounts[0]
    if number < 0:
        return Bounds()
    value = published.isoformat() if unit in OF_A_DAY else shifted(published, number, unit)
    last = cal.bounds(value)[1]
    return Bounds(None, f"{OPEN}/{value}", None, last) if last is not None else Bounds()


def pair_up(timexes: list[Timex], finds: list[Found]) -> list[Timex]:
    """Give both ends of "from … to …" and "between …" the EDTF and the days of the whole."""
    for index in range(1, len(timexes)):
        first, last = finds[index - 1], finds[index]
        begins, ends = first.roles, last.roles
        ranged = "BETWEEN" in ends or ("FROM" in begins and "UNTIL" in ends)
        if not ranged or last.first - first.last > 1:
            continue
        begin, end = timexes[index - 1], timexes[index]
        head, tail = cal.edtf(begin.value), cal.edtf(end.value)
        low, high = cal.bounds(begin.value)[0], cal.bounds(end.value)[1]
        if head is None or tail is None or low is None or high is None or low > high:
            continue
        edtf = f"{head.split('/')[0]}/{tail.split('/')[-1]}"
        for at, timex in ((index - 1, begin), (index, end)):
            timexes[at] = replace(timex, edtf=edtf, earliest=low, latest=high, otherwise=None)
    return timexes


def agree(timexes: list[Timex], finds: list[Found]) -> list[Timex]:
    """Give a weekday beside a full day ("శుక్రవారం, జూన్ 14న") the value of that day, if it is that weekday."""
    for index in range(1, len(timexes)):
        gap = finds[index].first - finds[index - 1].last
        if gap > NEXT_TO:
            continue
        for at, other in ((index - 1, index), (index, index - 1)):
            slots, day = finds[at].slots, timexes[other].earliest
            alone = slots.keys() == {"weekday"} and timexes[at].type == "DATE" and not finds[at].tail
            if not alone or "day" not in finds[other].slots or day is None or day != timexes[other].latest:
                continue
            if day.isoweekday() == int(slots["weekday"]):
                basis = timexes[other].basis if timexes[at].basis == "unresolved" else timexes[at].basis
                timexes[at] = replace(
                    timexes[at],
                    value=str(day),
                    edtf=str(day),
                    earliest=day,
                    latest=day,
                    basis=basis,
                    alternatives=(),
                    otherwise=None,
                )
    return timexes


def _to(edtf: str | None) -> str | None:
    return None if edtf is None else f"{OPEN}/{edtf.split('/')[-1]}"


def _from(edtf: str | None) -> str | None:
    return None if edtf is None else f"{edtf.split('/')[0]}/{OPEN}"
