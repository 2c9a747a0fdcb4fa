"""Step three: partial values meet the publication date, the verb's tense and the time named before.

Without a publication date what is relative stays unresolved; without the verb's tense the nearest candidate
is taken and the other one kept among the alternatives. Impossible dates are never bent to a near one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ghatana.stages.times import calendar as cal
from ghatana.stages.times.amounts import OF_A_DAY, shifted
from ghatana.stages.times.clock import NOON, stamp
from ghatana.stages.times.context import Context, Resolved, unresolved
from ghatana.stages.times.days import day_of, month_day, weekday, weekend
from ghatana.stages.times.festivals import Festivals
from ghatana.stages.times.partial import Partial
from ghatana.stages.times.periods import fiscal_year, long_period, year_month

HOURS = 24
LATE = ("21", "22", "23", "NI")  # hours that a paper of the same day cannot tell of


class Resolver:
    """Resolves partial values."""

    def __init__(self, festivals: Festivals) -> None:
        """Keep the calendar of festivals."""
        self.festivals = festivals

    def resolve(self, p: Partial, c: Context, tense: str | None) -> Resolved:
        """The value of a partial, given what is known so far.

        Args:
            p: what the words say.
            c: the publication date and the dates named before; not changed.
            tense: of the verb the time goes with: past, future, present, due (was or is to happen), moved
                (ahead of the time named before), or None.

        """
        if p.impossible is not None:
            return unresolved(_shown(p))
        if p.amounts and p.shift:
            return _offset(p, c, tense)
        if p.value is not None:
            return Resolved(p.value, "explicit" if p.type in ("DURATION", "SET") else "relative")
        if p.type == "TIME":
            return self._time(p, c, tense)
        found = self._date(p, c, tense) or unresolved(_shown(p))
        # Moved on from a day that the text names.
        if tense == "moved" and c.published is None and found.known:
            return replace(found, basis="inherited")
        return found

    def turned(self, p: Partial, c: Context, found: Resolved) -> Resolved | None:
        """What a partial that leaves open its week, month or year is on the other side of the day of publication.

        None where the words or the dates named before say which one is meant, or it holds that day.
        """
        pointed = p.anchor is not None and (p.weekday is None or p.unit == "week" or p.shift)
        told = p.type not in ("DATE", "TIME") or p.year is not None or p.value is not None or pointed
        if told or not found.known or found.basis != "relative" or c.published is None:
            return None
        first, last = cal.bounds(found.value)
        if first is None or last is None:
            return None
        side = "past" if first > c.published else "future" if last < c.published else None
        if side is None:
            return None
        other = self.resolve(p, replace(c, sure=True), side)
        return other if other.known and other.value != found.value else None

    def counted(self, p: Partial, c: Context, roles: frozenset[str]) -> Resolved | None:
        """The date that a duration comes to, counted from the last date named: "two days later" than that.

        None where it is of no whole number of days, weeks, months or years, or no date was named.
        """
        if p.type != "DURATION" or len(p.amounts) != 1:
            return None
        number, unit = p.amounts[0]
        if unit == "H" and number > 0 and number % HOURS == 0:
            number, unit = number / HOURS, "D"
        base = cal.bounds(c.value or "")[0]
        if base is None or number <= 0 or unit in OF_A_DAY:
            return None
        value = shifted(base, -number if "BEFORE" in roles else number, unit)
        grain = value[: max(4, len(c.value or ""))]  # counted from a month or a year, no finer than that
        return Resolved(grain, "inherited") if cal.bounds(grain)[0] is not None else None

    def _date(self, p: Partial, c: Context, tense: str | None) -> Resolved | None:
        if p.end is not None:
            return self._range(p, p.end, c, tense)
        if p.unit == "then":
            value = c.latest(tense, days=False) or c.value
            return Resolved(value, "inherited") if value else None
        if p.festival is not None:
            return self.festivals.resolve(p, c, tense)
        if p.decade is not None or p.century is not None or p.unit in ("decade", "century"):
            return long_period(p, c)
        if p.fiscal:
            return fiscal_year(p, c)
        if p.weekday and p.day and p.year is not None:
            return year_month(replace(p, weekday=None), c, tense)
        if p.unit == "paren" or (p.weekday and p.day):  # the date in brackets says it all
            return month_day(replace(p, unit=None, anchor=None, shift=None), c, tense)
        if p.weekday is not None:
            return weekday(p, c, tense)
        if p.weekend:
            return weekend(p, c, tense)
        if p.unit in ("day", "week"):
            return _near(p, c, tense)
        if p.unit in ("sameday", "samemonth"):
            return _same_again(p, c)
        return year_month(p, c, tense)

    def _range(self, p: Partial, end: Partial, c: Context, tense: str | None) -> Resolved | None:
        first = self._date(replace(p, end=None, part=None), c, tense)
        if first is None or not first.known:
            return first
        if p.unit == "months":
            return _months(first, end)
        if p.weekday is not None and end.weekday is not None:
            start = date.fromisoformat(first.value)
            return Resolved(f"{start}/{start + timedelta(days=(end.weekday - p.weekday) % 7)}", first.basis)
        last = self._date(end, c, tense)
        if last is None or not last.known:
            return unresolved(f"{first.value}/{last.value if last else '..'}")
        others: tuple[str, ...] = ()
        if p.unit == "years" and p.part is None and int(last.value) == int(first.value) + 1:
            others = (f"{first.value}-04/{last.value}-03",)  # two years in a row may be one fiscal year
        return Resolved(f"{first.value}/{last.value}", first.basis, others)

    def _time(self, p: Partial, c: Context, tense: str | None) -> Resolved:
        time_of_day = stamp(p, c.afternoon)
        if p.day is None and p.weekday is None and p.unit is None and p.festival is None:
            if c.habitual and tense != "past" and p.hour is not None:  # "daily … from 9 to 12"
                return unresolved(time_of_day)
            named = c.latest(tense, days=True)
            if tense == "past" and c.published is not None and named == c.published.isoformat():
                named = (c.earlier_day() if time_of_day[1:3] in LATE else None) or named
            if named is None and c.published is None:
                return unresolved("XXXX-XX-XX" + time_of_day)
            day = named or (c.published.isoformat() if c.published else "")
            others = (*_zoned(p, day + time_of_day), *_other_half(p, day, time_of_day))
            return Resolved(day + time_of_day, "inherited" if named else "relative", others)
        found = self._date(replace(p, type="DATE"), c, tense)
        if found is None or not found.known or len(found.value) != len("2024-06-13"):
            return unresolved((found.value if found and not found.known else "XXXX-XX-XX") + time_of_day)
        if p.past_midnight and p.hour == NOON:
            found = replace(found, value=(date.fromisoformat(found.value) + timedelta(days=1)).isoformat())
        value = found.value + time_of_day
        return Resolved(
            value, found.basis, (*_zoned(p, value), *(a + time_of_day for a in found.alternatives))
        )


def _other_half(p: Partial, day: str, time_of_day: str) -> tuple[str, ...]:
    """The other half of the day, where nothing tells which one a clock time on the hour hand is of."""
    if p.hour is None or p.daypart is not None or not 1 <= p.hour <= NOON:
        return ()
    hour = (int(time_of_day[1:3]) + NOON) % (2 * NOON)
    return (f"{day}T{hour:02d}{time_of_day[3:]}",)


def _zoned(p: Partial, value: str) -> tuple[str, ...]:
    """The value with the offset of a named zone, which the plain value leaves out."""
    return (value + p.zone,) if p.zone and p.zone != "local" and p.hour is not None else ()


def _months(first: Resolved, end: Partial) -> Resolved:
    """Two months as a span, "మార్చి–మే 2026": the second is the next of its name; a year behind it is its own."""

    def span(value: str) -> str:
        year, month = (int(n) for n in value.split("-"))
        last = end.month or month
        if last < month and end.year is not None:
            year -= 1
        return f"{year:04d}-{month:02d}/{year + (last < month):04d}-{last:02d}"

    return Resolved(span(first.value), first.basis, tuple(span(a) for a in first.alternatives))


def _near(p: Partial, c: Context, tense: str | None) -> Resolved | None:
    """A day or week by its distance: "నిన్న", "వచ్చే వారం", "మరుసటి రోజు"."""
    base = c.published if p.anchor == "dct" else c.pointed(tense) if p.unit == "day" else c.day
    if base is None:
        return None
    basis = "relative" if p.anchor == "dct" else "inherited"
    if p.unit == "day":
        shift = timedelta(days=p.shift or 0)
        if not p.either:
            return Resolved((base + shift).isoformat(), basis)
        past = tense == "past" or (tense is None and p.daypart == "NI")
        day, other = (base - shift, base + shift) if past else (base + shift, base - shift)
        others = () if tense in ("past", "future") else (other.isoformat(),)
        return Resolved(day.isoformat(), basis, others)
    return Resolved(cal.iso_week(base + timedelta(weeks=p.shift or 0)), basis)


def _same_again(p: Partial, c: Context) -> Resolved | None:
    """The day or month of publication in another year: "గతేడాది ఇదే రోజు", "రెండేళ్ల కిందట ఇదే నెల 14న"."""
    if c.published is None:
        return None
    year = p.year if p.year is not None else c.published.year + (p.shift or 0)
    if p.unit == "samemonth" and p.day is None and day_of(year, 1, 1):
        return Resolved(f"{year:04d}-{c.published:%m}", "relative")
    number = p.day or c.published.day
    day = day_of(year, c.published.month, number)
    if day is None:
        return unresolved(f"{year:04d}-{c.published:%m}-{number:02d}")
    return Resolved(day.isoformat(), "relative")


def _offset(p: Partial, c: Context, tense: str | None) -> Resolved:
    """So many units before or after the publication date; the grain of the result is the unit's."""
    number, unit = p.amounts[0]
    if number < 0:
        past = (p.shift or 0) < 0 or (
            p.anchor == "context" and tense == "past"
        )  # "years later, it was found"
        return Resolved("PAST_REF" if past else "FUTURE_REF", "relative")
    told = p.anchor == "context" and c.value is not None
    base = cal.bounds(c.value or "")[0] if told else c.published
    if base is None:
        return unresolved({"Y": "XXXX", "M": "XXXX-XX"}.get(unit, "XXXX-XX-XX"))
    basis = "inherited" if told else "relative"
    if unit in OF_A_DAY:
        return Resolved(p.value or "", basis)
    value = shifted(base, number * (p.shift or 1), unit)
    # counted from a month or a year, the answer is no finer than that
    return Resolved(value[: max(4, len(c.value or ""))] if told and value[0].isdigit() else value, basis)


def _shown(p: Partial) -> str:
    """The value of what cannot be resolved: as said, with X for the holes."""
    if p.impossible is not None:
        if p.impossible.count("-") == 2:
            return p.impossible
        year = f"{p.year:04d}" if p.year is not None else "XXXX"
        number = f"-{int(p.impossible):02d}" if p.impossible.isdigit() else f"-{p.impossible}"
        return year + (f"-{p.month:02d}" if p.month is not None else "") + number
    for slot, shown in (
        (p.weekday, f"XXXX-WXX-{p.weekday}"), (p.quarter, f"XXXX-Q{p.quarter}"), (p.half, f"XXXX-H{p.half}"),
        (p.season, f"XXXX-{p.season}"),
    ):  # fmt: skip
        if slot is not None:
            return shown
    if p.unit == "month" and p.month is None and p.day is None:
        return "XXXX-XX"
    return {"week": "XXXX-WXX", "day": "XXXX-XX-XX", "decade": "XXX", "century": "XX"}.get(
        p.unit or ""
    ) or p.notation()
