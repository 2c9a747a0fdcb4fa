"""What a text has said of times so far, and what resolving gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ghatana.stages.times import calendar as cal

UNRESOLVED = "unresolved"
REMEMBERED, NEAR = 12, 4


@dataclass(frozen=True, slots=True)
class Resolved:
    """A TIMEX3 value, how it is known (one of `DATE_BASES`) and what else it may be."""

    value: str
    basis: str
    alternatives: tuple[str, ...] = ()
    known: bool = True


def unresolved(value: str) -> Resolved:
    """A value with holes, or one that the calendar lacks."""
    return Resolved(value, UNRESOLVED, known=False)


@dataclass(slots=True)
class Context:
    """What the text has said so far.

    `value` is the TIMEX3 value of the last date, `day`, `month`, `year`, `quarter` what it fixed of them;
    `told_year` is set while a story of a named year goes on; `afternoon` tells the half of the day of the last
    clock time; `token` is the token behind the last date and `started` tells if that began a span; `sure` tells that
    a past verb is read reliably, so that even a day soon to come is the one of a year ago; `counted` is what the last
    "two years later" comes to, with the token behind it.
    """

    published: date | None
    value: str | None = None
    day: date | None = None
    year: int | None = None
    month: int | None = None
    quarter: int | None = None
    afternoon: bool | None = None
    told_year: int | None = None
    token: int = 0
    started: bool = False
    history: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    habitual: bool = False
    sure: bool = False
    counted: tuple[str, int] | None = None

    def latest(self, tense: str | None, *, days: bool) -> str | None:
        """The last value named that fits the tense: ahead for a future verb, begun for a past one.

        Args:
            tense: of the verb that the pointing word goes with.
            days: only values of one day.

        """
        pub = self.published
        for value in reversed(self.history[-REMEMBERED:]):
            first, last = cal.bounds(value)
            if first is None or last is None or (days and first != last):
                continue
            if pub is not None and tense == "future" and (last < pub or (last == pub and not days)):
                continue
            if pub is not None and tense == "past" and first > pub:
                continue
            return value
        return None

    def pointed(self, tense: str | None) -> date | None:
        """The day that "that day" points at: the last one named, the last that fits the tense, or a dated one.

        Without a verb that tells, a day given by month and number is meant rather than the weekday of a report.
        """
        if tense is None and self.named and self.named[-1] in self.history[-NEAR:]:
            return date.fromisoformat(self.named[-1])
        value = self.latest(tense, days=True) if tense in ("past", "future") else None
        value = value or self.latest(None, days=True)
        return date.fromisoformat(value) if value is not None else None

    def earlier_day(self) -> str | None:
        """The last day named that lies before the publication date."""
        pub = self.published
        for value in reversed(self.history[-NEAR:]):
            last = cal.bounds(value)[1]
            if pub is not None and last is not None and cal.bounds(value)[0] == last < pub:
                return value
        return None

    def note(
        self, found: Resolved, token: int, hour: int | None, roles: frozenset[str], *, dated: bool = False
    ) -> None:
        """Remember a resolved date, where it ended and whether it began a span; `dated`: given by its number."""
        first, last = cal.bounds(found.value)
        self.habitual = False
        self.token, self.started = token, "FROM" in roles
        if hour is not None:
            self.afternoon = found.value.partition("T")[2][:2] >= "12"
        if first is None or last is None:
            return
        self.value = found.value.split("T")[0]
        self.history.append(self.value)
        if dated and first == last:
            self.named.append(self.value)
        if "-Q" in found.value:
            self.quarter = int(found.value[-1])
        self.year = first.year
        self.month = first.month if (first.year, first.month) == (last.year, last.month) else None
        self.day = first if first == last else None
        if found.basis != "inherited":
            self.told_year = first.year if found.basis == "explicit" and self.day is not None else None
