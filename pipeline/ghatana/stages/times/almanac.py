"""Makes `festival_days.tsv` of a language pack from the rules in its `almanac.toml`.

Run `python -m ghatana.stages.times.almanac CODE` to print the table; a test compares it with the committed one.
A festival bound to a tithi falls on the day on which that tithi runs at the moment that custom asks for: sunrise,
midday, afternoon, dusk or midnight. Where it runs on two days the first counts (`last`: the second); where on none,
the day at whose sunrise it runs, and where on none of those either, the day that holds it. Days that hang on a
sighting of the moon are listed as they were kept (`observed`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ghatana.languages import Language, load
from ghatana.stages.times import lunisolar as sky

DAYLIGHT = {
    "sunrise": 0.0,
    "forenoon": 0.3,
    "midday": 0.5,
    "afternoon": 0.7,
}  # parts of the time from sunrise to sunset
AFTER_SUNSET = 0.8  # hours


def moment(day: date, name: str, place: sky.Place = sky.PLACE) -> float:
    """The Julian day of sunrise, midday, afternoon, dusk or midnight of a day."""
    rise, set_ = sky.sun_times(day, place)
    length = set_ - rise
    if name in DAYLIGHT:
        return sky.julian(day, rise + DAYLIGHT[name] * length)
    return sky.julian(day, set_ + AFTER_SUNSET if name == "dusk" else (rise + set_) / 2 + 12)


def tithi_day(
    year: int, month: int, tithi: int, name: str, *, last: bool = False, place: sky.Place = sky.PLACE
) -> date | None:
    """The day in a Gregorian year on which a tithi of a (not intercalary) lunar month is kept."""
    for new in range(round((year - 2000) * 12.3685) - 2, round((year - 2000) * 12.3685) + 16):
        start = sky.new_moon(new)
        number, extra, _ = sky.lunar_month(start + 1)
        if number != month or extra:
            continue
        first = date.fromordinal(int(start + (tithi - 1) * 0.9843 - sky.ORDINAL_JD)) - timedelta(days=2)
        days = [first + timedelta(days=n) for n in range(6)]
        hits = (
            [d for d in days if sky.tithi(moment(d, name, place)) == tithi]
            or [d for d in days if sky.tithi(moment(d, "sunrise", place)) == tithi]
            or [d for d in days if _holds(d, tithi, place)]
        )
        if hits and hits[0].year == year:
            return hits[-1 if last else 0]
    return None


def _holds(day: date, tithi: int, place: sky.Place) -> bool:
    """True if the whole tithi runs between two sunrises."""
    first, last = (sky.tithi(moment(day + timedelta(days=n), "sunrise", place)) for n in (0, 1))
    return first == (tithi - 2) % 30 + 1 and last == tithi % 30 + 1


def month_span(year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a (not intercalary) lunar month that begins in a Gregorian year."""
    first = tithi_day(year, month, 1, "sunrise")
    if first is None:
        return None
    _, _, number = sky.lunar_month(moment(first, "sunrise"))
    end = sky.new_moon(number + 1)
    last = first + timedelta(days=27)
    while moment(last + timedelta(days=1), "sunrise") < end:
        last += timedelta(days=1)
    return first, last


def festival(rule: dict[str, Any], year: int, place: sky.Place = sky.PLACE) -> date | None:
    """The day of a festival in a year, by its rule."""
    if "easter" in rule:
        day: date | None = sky.easter(year)
    elif "sign" in rule:
        day = sky.solar_entry(year, rule["sign"], place)
    else:
        day = tithi_day(
            year,
            rule["month"],
            rule["tithi"],
            rule.get("at", "sunrise"),
            last=rule.get("last", False),
            place=place,
        )
    if day is not None and "weekday" in rule:  # the last such weekday before
        day -= timedelta(days=(day.isoweekday() - rule["weekday"]) % 7)
    return day + timedelta(days=rule.get("plus", 0)) if day is not None else None


def table(language: Language) -> Iterator[str]:
    """The lines of `festival_days.tsv`."""
    almanac = language.settings("times/almanac")
    first, last = almanac["years"]
    place: sky.Place = tuple(almanac.get("place", sky.PLACE))
    yield "# Made by `python -m ghatana.stages.times.almanac`; do not edit: change almanac.toml and run it again."
    yield "id\tyear\tvalue"
    for name, days in sorted(almanac.get("observed", {}).items()):
        for day in days:
            yield f"{name}\t{day[:4]}\t{day}"
    for name, day in sorted(almanac["fixed"].items()):
        yield f"{name}\t*\t{day}"
    cycle = almanac.get("cycle", {})
    new_years = {y: festival(almanac["new_year"], y, place) for y in range(first, last + 2)} if cycle else {}
    for year in range(first, last + 1):
        for name, rule in sorted(almanac["festival"].items()):
            corrected = almanac["correct"].get(f"{name} {year}")
            day = date.fromisoformat(corrected) if corrected else festival(rule, year, place)
            if day is not None:
                yield f"{name}\t{year}\t{day}"
        for number, name in enumerate(almanac.get("months", []), 1):
            span = month_span(year, number)
            if span is not None:
                yield f"{name}\t{year}\t{span[0]}/{span[1]}"
        begin, end = new_years.get(year), new_years.get(year + 1)
        if begin is not None and end is not None:
            name = cycle["names"][(year - cycle["first"]) % len(cycle["names"])]
            yield f"{name}\t{year}\t{begin}/{end - timedelta(days=1)}"


def main() -> None:
    """Print the table of the pack named on the command line."""
    for line in table(load(sys.argv[1])):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
