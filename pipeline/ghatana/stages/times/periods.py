"""Years, months and what hangs on them: parts, weeks of a month, quarters, halves, seasons, decades, fiscal years."""

from __future__ import annotations

from datetime import date

from ghatana.stages.times import calendar as cal
from ghatana.stages.times.context import Context, Resolved, unresolved
from ghatana.stages.times.days import bare_day, exact_day, month_day
from ghatana.stages.times.partial import Partial

SEASON_MONTH = {"SP": 3, "SU": 5, "FA": 10, "WI": 12}
HALF_YEAR = 6
SHORTLY = 3  # months since which what "was to" happen was still to
FISCAL_START = 4  # April: the fiscal year of the Indian union


def year_month(p: Partial, c: Context, tense: str | None) -> Resolved | None:
    """Everything that hangs on a year and a month."""
    year, month, basis = p.year, p.month, "explicit"
    if p.anchor is not None and year is None:
        basis = "relative" if p.anchor == "dct" else "inherited"
        base = _base(p, c)
        if base is None:
            return None
        if p.unit == "quarter":
            return _quarter(p, c, base, basis)
        if p.unit == "year":
            year = base[0] + (p.shift or 0)
            year += p.either and tense != "past" and (base[1] or 0) > HALF_YEAR
        elif p.unit == "month":
            if base[1] is None:
                return None
            year, month = cal.add_months(base[0], base[1], p.shift or 0)
        elif p.unit == "name":
            return _named(p, c, base, basis)
    if p.day is not None:
        if year is not None and month is not None:
            return exact_day(p, year, month, basis)
        return bare_day(p, c, tense) if month is None else month_day(p, c, tense)
    if year is None and month is not None:
        return _month(p, c, tense)
    if year is None and p.season is not None:
        return _season(p, c, tense)
    if year is None and (p.quarter is not None or p.half is not None) and c.published is not None:
        year, basis = c.published.year, "relative"
        first, last = cal.bounds(value_of(p, year, None, c))
        if first is not None and last is not None:  # what was is over or running, what is to come not over
            year += (tense == "future" and last < c.published) - (tense == "past" and first > c.published)
    return None if year is None else Resolved(value_of(p, year, month, c), basis)


def _base(p: Partial, c: Context) -> tuple[int, int | None] | None:
    """The year and month that a shift counts from."""
    if p.anchor == "dct":
        return (c.published.year, c.published.month) if c.published is not None else None
    return (c.year, c.month) if c.year is not None else None


def value_of(p: Partial, year: int, month: int | None, c: Context) -> str:
    """The TIMEX3 value of a period; quarter 0 is the one named before, else the running one."""
    if p.quarter is not None:
        running = (c.published.month + 2) // 3 if c.published is not None else 1
        return f"{year:04d}-Q{p.quarter or c.quarter or running}"
    if p.half is not None:
        return f"{year:04d}-H{p.half}"
    if p.season is not None:
        return f"{year:04d}-{p.season}"
    if month is None:
        return f"{year:04d}"
    if p.week is not None and p.week > 1:  # the week that holds the middle of the n-th seven days
        return cal.iso_week(date(year, month, cal.middle_of_week(p.week)))
    return f"{year:04d}-{month:02d}"


def _quarter(p: Partial, c: Context, base: tuple[int, int | None], basis: str) -> Resolved:
    if not p.shift and c.quarter:
        return Resolved(f"{base[0]:04d}-Q{c.quarter}", basis)
    running = ((base[1] or 1) - 1) // 3 * 3 + 1
    year, first = cal.add_months(base[0], running, 3 * (p.shift or 0))
    return Resolved(f"{year:04d}-Q{(first + 2) // 3}", basis)


def _named(p: Partial, c: Context, base: tuple[int, int | None], basis: str) -> Resolved | None:
    """A month or season with a pointing word: "గత సెప్టెంబర్", "వచ్చే వేసవి", "ఈ డిసెంబర్"."""
    if p.month is None and p.season is None and p.quarter is None and p.half is None:
        return None
    year, running = base[0], base[1] or 0
    month = p.month or SEASON_MONTH.get(p.season or "", 1)
    said, now = (month, 0), (running, 0)
    if p.day is not None and c.published is not None and p.anchor == "dct":  # "last 5 June", said on the 13th
        said, now = (month, p.day), (running, c.published.day)
    if (p.shift or 0) < 0 and said >= now and p.anchor == "dct":
        year -= 1
    elif (p.shift or 0) > 0 and said <= now:
        year += 1
    if p.day is not None and p.month is not None:
        return exact_day(p, year, p.month, basis)
    return Resolved(value_of(p, year, p.month, c), basis)


def _month(p: Partial, c: Context, tense: str | None) -> Resolved | None:
    """A month without a year: by tense, else the nearest one, the other kept as an alternative."""
    month = p.month or 1
    if c.published is None:
        return unresolved(f"XXXX-{month:02d}")
    if tense == "moved" and c.year is not None and c.month is not None:
        return Resolved(value_of(p, c.year + (month < c.month), month, c), "relative")
    year, gap = c.published.year, month - c.published.month
    later, earlier = year + (gap < 0), year - (gap > 0)
    if tense == "due" and c.sure:
        choice = year + (gap < -HALF_YEAR) - (gap > HALF_YEAR)
    elif tense == "due" and -SHORTLY <= gap < 0:
        choice = year
    elif tense in ("future", "due", "moved"):
        choice = later
    elif tense == "past":
        choice = earlier
    else:
        choice = year + 1 if gap < -HALF_YEAR else year - 1 if gap > HALF_YEAR else year
    others = () if tense in ("past", "future") else tuple(y for y in (earlier, later) if y != choice)
    return Resolved(
        value_of(p, choice, month, c), "relative", tuple(value_of(p, y, month, c) for y in others)
    )


def _season(p: Partial, c: Context, tense: str | None) -> Resolved | None:
    if c.published is None or p.season is None:
        return None
    gap = SEASON_MONTH[p.season] - c.published.month
    step = 1 if tense == "future" and gap < -1 else -1 if tense == "past" and gap > 1 else 0
    return Resolved(f"{c.published.year + step:04d}-{p.season}", "relative")


def long_period(p: Partial, c: Context) -> Resolved | None:
    """Decades and centuries."""
    if p.decade is not None:
        return Resolved(f"{p.decade:03d}", "explicit")
    if p.century is not None:
        return Resolved(f"{p.century:02d}", "explicit")
    base = _base(p, c)
    if base is None:
        return None
    basis = "relative" if p.anchor == "dct" else "inherited"
    size, width = (10, 3) if p.unit == "decade" else (100, 2)
    return Resolved(f"{base[0] // size + (p.shift or 0):0{width}d}", basis)


def fiscal_year(p: Partial, c: Context) -> Resolved | None:
    """An Indian fiscal year, April to March: "2024-25", or by its distance from the running one."""
    basis = "explicit" if p.year is not None else "relative"
    if p.year is not None:
        if p.unit != "span" and p.quarter is None and p.half is None:
            return Resolved(f"{p.year:04d}", basis)  # "fiscal 2028" does not tell in which year it began
        first = p.year if p.unit == "span" else p.year - 1
    elif c.published is None:
        return None
    else:
        first = c.published.year - (c.published.month < FISCAL_START) + (p.shift or 0)
    if p.quarter:
        year, month = cal.add_months(first, FISCAL_START, 3 * (p.quarter - 1))
        return Resolved(f"{year:04d}-Q{(month + 2) // 3}", basis)
    if p.half:
        span = f"{first:04d}-04/{first:04d}-09" if p.half == 1 else f"{first:04d}-10/{first + 1:04d}-03"
        return Resolved(span, basis)
    if p.part == "END":
        return Resolved(f"{first + 1:04d}-03", basis)
    return Resolved(f"{first:04d}-04/{first + 1:04d}-03", basis)
