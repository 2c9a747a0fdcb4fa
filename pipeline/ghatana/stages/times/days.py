"""Days without a year or a month, weekdays and weekends: the tense or the nearness decides which one."""

from __future__ import annotations

from datetime import date, timedelta

from ghatana.stages.times import calendar as cal
from ghatana.stages.times.context import Context, Resolved, unresolved
from ghatana.stages.times.partial import LAST_DAY, Partial

NEAR_DAYS = 25
DUE_DAYS = 120
STORY_DAYS = 120  # how far a story told of another year may run on without naming it again
SATURDAY = 5


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    if day == LAST_DAY:
        return cal.month_end(year, month)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def exact_day(p: Partial, year: int, month: int, basis: str) -> Resolved:
    """A day whose year and month are known; the other reading of an ambiguous 5/6/24 is kept."""
    day = day_of(year, month, p.day or 0)
    if day is None:
        return unresolved(f"{year:04d}-{month:02d}-{p.day:02d}")
    others = (date(year, day.day, day.month).isoformat(),) if p.swapped else ()
    return Resolved(day.isoformat(), basis, others)


def chosen(options: list[date], published: date, tense: str | None, near: int = NEAR_DAYS) -> Resolved | None:
    """The option that the tense points to; a day within `near` days wins over one most of a year away.

    >>> chosen([date(2023, 9, 2), date(2024, 9, 2)], date(2024, 6, 13), "past").value
    '2023-09-02'
    """
    if not options:
        return None
    nearest = min(options, key=lambda d: (abs(d - published), d))
    if tense == "due" and (published - nearest).days > DUE_DAYS:
        tense = "future"  # what "was to" happen so long ago is rather still to come
    past = [d for d in options if d <= published]
    future = [d for d in options if d >= published]
    choice = past[-1] if tense == "past" and past else future[0] if tense == "future" and future else nearest
    if abs(nearest - published).days <= near and abs(choice - published).days > 3 * near:
        choice = nearest
    others: tuple[str, ...] = ()
    if tense not in ("past", "future"):
        others = tuple(d.isoformat() for d in (*past[-1:], *future[:1]) if d != choice)
    return Resolved(choice.isoformat(), "relative", others)


def month_day(p: Partial, c: Context, tense: str | None) -> Resolved | None:
    """A day and a month without a year."""
    published, month, day = c.published, p.month, p.day
    if month is None or day is None:
        return None
    if tense == "moved":
        published, tense = c.day or published, "future"
    if published is None:
        return unresolved(f"XXXX-{month:02d}-{day:02d}")
    reach = 8 if (month, day) == (2, 29) else 1
    years = range(published.year - reach, published.year + reach + 1)
    near = 0 if c.sure and tense == "past" else NEAR_DAYS
    found = chosen([d for y in years if (d := day_of(y, month, day))], published, tense, near)
    told = _told(c, month, day) if tense != "future" else None
    if told is None or told > published or told.year == published.year:
        return found
    return Resolved(told.isoformat(), "inherited", (found.value,) if found is not None else ())


def _told(c: Context, month: int, day: int) -> date | None:
    """The next such day in a story that a full date has set in another year."""
    if c.told_year is None or c.day is None:
        return None
    told = day_of(c.told_year + ((month, day) < (c.day.month, c.day.day)), month, day)
    if told is not None and (told - c.day).days <= STORY_DAYS:
        return told
    before = (
        day_of(c.told_year, month, day) if c.sure else None
    )  # "… after the attempt on July 15 was called off"
    return before if before is not None and 0 < (c.day - before).days <= STORY_DAYS else None


def bare_day(p: Partial, c: Context, tense: str | None) -> Resolved | None:
    """A day number alone: of the month named in the same sentence, else of the month that the tense asks for."""
    published, day = c.published, p.day
    if day is None:
        return None
    if c.day is not None and p.anchor == "context":
        same = day_of(c.day.year, c.day.month, day)
        return Resolved(same.isoformat(), "inherited") if same else unresolved(f"XXXX-XX-{day:02d}")
    if published is None:
        return unresolved(f"XXXX-XX-{day:02d}")
    months = (cal.add_months(published.year, published.month, n) for n in (-1, 0, 1))
    return chosen([d for y, m in months if (d := day_of(y, m, day))], published, tense, near=5)


def weekday(p: Partial, c: Context, tense: str | None) -> Resolved | None:
    """A weekday: the last one up to the publication date, or for a future verb the next one from it on."""
    published = c.published
    if tense == "moved":
        published, tense = c.day or published, "future"
    if published is None or p.weekday is None:
        return None
    back = (published.isoweekday() - p.weekday) % 7
    ahead = (-back) % 7
    last, following = published - timedelta(days=back), published + timedelta(days=ahead)
    week = timedelta(weeks=1)
    if p.unit == "week":
        monday = published - timedelta(days=published.weekday()) + week * (p.shift or 0)
        return Resolved((monday + timedelta(days=p.weekday - 1)).isoformat(), "relative")
    if p.anchor == "context":
        base = c.day or published
        ahead = (p.weekday - base.isoweekday()) % 7
        return Resolved((base + timedelta(days=ahead or 7 * bool(p.shift))).isoformat(), "inherited")
    if p.anchor == "dct" and p.shift:
        step = week if p.shift > 0 else -week
        day = (following if p.shift > 0 else last) + (step if not back else timedelta())
        return Resolved(day.isoformat(), "relative", ((day + step).isoformat(),))
    if p.anchor == "dct":
        return Resolved((last if tense == "past" else following).isoformat(), "relative")
    if tense == "future" or (tense == "due" and ahead < back):
        return Resolved(following.isoformat(), "relative")
    others = () if tense == "past" or not back else (following.isoformat(),)
    return Resolved(last.isoformat(), "relative", others)


def weekend(p: Partial, c: Context, tense: str | None) -> Resolved | None:
    """A weekend, as ISO-TimeML writes it: the week and WE."""
    if c.published is None:
        return None
    monday = c.published - timedelta(days=c.published.weekday()) + timedelta(weeks=p.shift or 0)
    if p.anchor is None and tense == "past" and c.published.weekday() < SATURDAY:
        monday -= timedelta(weeks=1)
    return Resolved(cal.iso_week(monday) + "-WE", "relative")
