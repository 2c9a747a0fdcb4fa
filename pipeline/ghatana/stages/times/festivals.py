"""Days of festivals and names of years, from tables of the language pack."""

from __future__ import annotations

from datetime import date

from ghatana.languages import Language
from ghatana.stages.times import calendar as cal
from ghatana.stages.times.context import Context, Resolved
from ghatana.stages.times.days import chosen
from ghatana.stages.times.partial import Partial

NEAR_FESTIVAL = 45


class Festivals:
    """When festivals fall. Fixed days recur every year; the rest is tabled per year."""

    def __init__(self, language: Language) -> None:
        """Load `festival_days.tsv` (id, year or `*`, value)."""
        self.days: dict[tuple[str, int], str] = {}
        self.fixed: dict[str, str] = {}
        self.years: dict[str, list[int]] = {}
        for row in language.rows("times/festival_days", needed=False):
            if row["year"] == "*":
                self.fixed[row["id"]] = row["value"]
            else:
                self.days[row["id"], int(row["year"])] = row["value"]
                self.years.setdefault(row["id"], []).append(int(row["year"]))

    def in_year(self, name: str, year: int) -> str | None:
        """The TIMEX3 value of a festival, lunar month or named year in a Gregorian year; None if not tabled.

        >>> from ghatana.languages import load
        >>> Festivals(load("te")).in_year("independence_day", 2024)
        '2024-08-15'
        """
        fixed = self.fixed.get(name)
        return f"{year:04d}-{fixed}" if fixed is not None else self.days.get((name, year))

    def resolve(self, p: Partial, c: Context, tense: str | None) -> Resolved | None:
        """The day of the festival that a partial names, by the year, the pointing word or the tense."""
        name, published = p.festival or "", c.published
        if p.year is not None:
            value = self.in_year(name, p.year)
            return Resolved(value, "explicit") if value else None
        if published is None:
            return None
        if p.unit == "year" and p.anchor == "dct":
            value = self.in_year(name, published.year + (p.shift or 0))
            return Resolved(value, "relative") if value else None
        by_day: dict[date, str] = {}
        years = range(published.year - 1, published.year + 2)
        for year in years if name in self.fixed else self.years.get(name, []):
            value = self.in_year(name, year)
            first = cal.bounds(value)[0] if value else None
            if value and first is not None:
                by_day[first] = value
        if p.shift:
            side = [d for d in by_day if (d > published if p.shift > 0 else d < published)]
            return Resolved(by_day[min(side) if p.shift > 0 else max(side)], "relative") if side else None
        found = chosen(sorted(by_day), published, tense, NEAR_FESTIVAL)
        if found is None:
            return None
        others = tuple(by_day[date.fromisoformat(a)] for a in found.alternatives)
        return Resolved(by_day[date.fromisoformat(found.value)], "relative", others)
