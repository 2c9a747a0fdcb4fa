"""Days: intervals of first and last day, how far apart they lie, and how a promise moves from one to another."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

# What an open end counts as when intervals are compared.
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


class Days(NamedTuple):
    """The first and last day something may be on, inclusive; None is an open end."""

    earliest: date | None = None
    latest: date | None = None

    @property
    def known(self) -> bool:
        """True if either end is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def width(self) -> int | None:
        """Days from the first to the last; None if an end is open.

        >>> Days(date(2024, 5, 1), date(2024, 5, 31)).width
        30
        """
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days

    @property
    def is_day(self) -> bool:
        """True for a single day."""
        return self.width == 0

    def months(self) -> list[str]:
        """The months it touches, with a day to spare at either end, where it is no longer than two months."""
        if self.width is None or self.width > 62 or self.earliest is None or self.latest is None:
            return []
        first, last = self.earliest.toordinal() - 1, self.latest.toordinal() + 1
        days = {date.fromordinal(max(1, min(n, _LAST))) for n in (*range(first, last, 27), last)}
        return sorted({f"{d.year:04}-{d.month:02}" for d in days})

    def years(self) -> list[str]:
        """The years of its ends."""
        ends = [d for d in (self.earliest, self.latest) if d is not None]
        return sorted({f"{d.year:04}" for d in ends})


def gap(one: Days, other: Days) -> int:
    """Days between two intervals; 0 where they touch, overlap or are unknown.

    >>> gap(Days(date(2024, 5, 3), date(2024, 5, 3)), Days(date(2024, 5, 8), None))
    5
    """
    return max(0, _start(one) - _end(other), _start(other) - _end(one))


def after(one: Days, other: Days) -> int:
    """Days that `one` begins after `other` has ended; 0 where it does not."""
    return max(0, _start(one) - _end(other))


def within(one: Days, other: Days) -> bool:
    """True if `one` says the same as `other` or more exactly."""
    return _start(one) >= _start(other) and _end(one) <= _end(other)


def moved(before: Days, now: Days) -> bool:
    """Whether a promise moved, rather than having been made more or less exact.

    Two deadlines ("by 2030", "by 2035") or two first days ("not before …") are compared by the end that is known.
    Otherwise a promise has moved if neither interval lies within the other.

    >>> may, year = Days(date(2024, 5, 1), date(2024, 5, 31)), Days(date(2024, 1, 1), date(2024, 12, 31))
    >>> moved(year, may), moved(may, Days(date(2024, 6, 2), date(2024, 6, 2)))
    (False, True)
    >>> moved(Days(None, date(2030, 12, 31)), Days(None, date(2035, 12, 31)))
    True
    """
    if (
        (before.earliest is None) == (now.earliest is None)
        and (before.latest is None) == (now.latest is None)
        and None in before
    ):
        return before != now
    return not within(now, before) and not within(before, now)


def days_moved(before: Days, now: Days) -> tuple[int | None, int | None, int | None]:
    """By how many days a promise moved: exactly, at least, at most; negative where it was brought forward.

    Exactly only where both promises are single days. The bounds follow from first and last days: at least first new
    minus last old, at most last new minus first old, None where an end is open. Of two deadlines, and of two first
    days, both bounds are the difference of the end that is known.

    >>> days_moved(Days(date(2024, 5, 3), date(2024, 5, 3)), Days(date(2024, 6, 1), date(2024, 6, 30)))
    (None, 29, 58)
    """
    for old, new in ((before.latest, now.latest), (before.earliest, now.earliest)):
        if old and new and None in before and None in now:
            return None, (new - old).days, (new - old).days
    least = (now.earliest - before.latest).days if now.earliest and before.latest else None
    most = (now.latest - before.earliest).days if now.latest and before.earliest else None
    return (least if before.is_day and now.is_day else None), least, most


def _start(days: Days) -> int:
    return days.earliest.toordinal() if days.earliest else _FIRST


def _end(days: Days) -> int:
    return days.latest.toordinal() if days.latest else _LAST
