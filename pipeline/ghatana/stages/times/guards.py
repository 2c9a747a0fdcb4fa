"""What looks like a time and is none: a guard for each kind of pattern."""

from __future__ import annotations

import re
from collections.abc import Callable

from ghatana.stages.times.clock_guards import leads, time_guard
from ghatana.stages.times.date_guards import MONTHS, date_guard
from ghatana.stages.times.found import Look

Guard = Callable[[Look], bool]

LASTING = frozenset(["FOR", "BY", "SPAN", "ABOVE", "ABOVEW", "AFTER", "BEFORE"])
TO_A_YEAR = frozenset(["LOC", "BY", "FROM", "UNTIL", "AFTER", "BEFORE", "OF", "ABOUT", "THAN"])
NO_YEAR = frozenset(["ORD", "PLU", "FOR", "EVERYS", "ABOVE", "NADU"])
BARE_YEARS = range(1900, 2101)
MOST_TIMES = 10  # how many times the lower of two amounts the higher may be
PLATE_DIGITS, LONGEST_SERIES = 2, 4  # of a vehicle's district, letters of its series


def year_guard(look: Look) -> bool:
    """A bare year: with a case suffix any, without one only a likely year that counts nothing and names nothing."""
    year = int(look.slots["year"])
    worded = look.names[-1] == "YEARW"
    if look.names[-1] == "PLUL":
        return year in BARE_YEARS
    if _plate(look):
        return False
    if look.item.head and look.counts:
        return False
    if look.marked:
        if look.tail and (look.tail[0] in NO_YEAR or (look.tail[0] == "GEN" and look.counts)):
            return False
        return bool(TO_A_YEAR & look.roles) or (year in BARE_YEARS and not worded)
    if worded or year not in BARE_YEARS or look.counts:
        return False
    if look.heads_line:
        return True
    last = look.item.last
    if not look.plain_word_follows:
        name = look.name(last)
        return look.ends_sentence or not (name.startswith("U") or name == "DASH")
    word = look.word(last)
    if not word[:1].isalpha():
        return False
    after, tokens = last + 1, look.tokens  # "2024 YR4" is the name of an asteroid
    numbered = after < len(tokens.starts) and tokens.starts[after] == tokens.ends[last]
    return not (numbered and tokens.text[tokens.starts[after]].isdigit())


def _plate(look: Look) -> bool:
    """True for the end of a number plate: "TS 09 EA 2022"."""
    district, series = look.item.first - 2, look.word(look.item.first - 1)
    return (
        len(series) <= LONGEST_SERIES
        and look.name(look.item.first - 1) == ""
        and len(look.word(district)) == PLATE_DIGITS
        and look.word(district).isdigit()
        and look.name(district - 1) == ""
    )


def day_guard(look: Look) -> bool:
    """A day number alone: "24న", or the end of a range or list that a day began."""
    if "lead" in look.slots:
        return leads(look, MONTHS)
    if look.names[-1] != "DAY" or not look.marked:
        return False
    if look.item.head:
        return _second_day(look)
    if look.tail[0] == "ON":
        return look.glued
    item, before = look.item, look.before
    if before is None or "day" not in before.slots or look.tokens.breaks(before.last, item.first):
        return False
    if look.tail[0] in ("UNTIL", "BETWEEN"):
        return "FROM" in before.tail and item.first - before.last <= 1
    return look.tail[0] in ("DAT", "BY", "FROM") and look.glued


def _second_day(look: Look) -> bool:
    """The end of a span of days that a preposition began: "from July 14 to 16", "between July 14 and 16"."""
    before = look.before
    if before is None or "day" not in before.slots or look.item.first - before.last > 1:
        return False
    if "ALSO" in look.item.head:
        return not look.counts and float(before.slots["day"]) < float(look.slots["day"])
    return "UNTIL" in look.item.head or bool({"BETWEEN"} & set(look.item.head) & set(before.head))


def duration_guard(look: Look) -> bool:
    """A number of units; a unit alone lasts only with a postposition or word that says so."""
    slots, names = look.slots, look.names
    if ("low" in slots or "drange" in slots) and not _ascending(look):
        return False
    if "EVERYS" in look.roles or (names[0] in ("YEAR", "YEARW") and "n" in slots):
        return False
    if {"n", "some", "durw"} & slots.keys() or len(names) > 1:
        return True
    if slots["unit"] == "p":
        return bool(look.roles & look.words.lasting_roles) or bool(LASTING & set(look.item.head))
    if look.tail[:1] == ("DAT",) and look.word(look.item.core).endswith(look.words.soon):
        return True
    if look.word(look.item.last).startswith(look.words.lasting):
        return not look.tail
    if names[0] == "UY" and look.tail[:1] == ("LOC",):
        return look.word(look.item.core).endswith(look.words.emphatic)
    return bool(look.roles & LASTING) or (names[0] in ("UW", "UM", "UY") and look.tail[:1] == ("FROM",))


def _ascending(look: Look) -> bool:
    """Two amounts that make one: "6-8 నెలలు", "రెండు, మూడు రోజులు"; without a mark between them, neighbours."""
    slots = look.slots
    if look.names[-1] == "UH" and ("BETWEEN" in look.roles or look.name(look.item.first - 1) == "DAYPART"):
        return False  # "ఉదయం 10-12 గంటల మధ్య" are two clock times
    if "drange" in slots:
        low, high = (float(n) for n in re.split(r"\D", slots["drange"]))
    else:
        low, high = float(slots["low"]), float(slots["n"])
    where = look.item.tokens
    marked = "drange" in slots or where["n"] - where["low"] > 1
    return low < high <= low * MOST_TIMES if marked else high == low + 1 <= MOST_TIMES


def set_guard(look: Look) -> bool:
    """Not the "daily" of "నాలుగో రోజూ", also on the fourth day."""
    first = look.item.first
    if "setw" in look.slots and first and not look.tokens.breaks(first - 1, first):
        return look.name(first - 1) != "ORDW" and not look.word(first)[:1].isupper()  # "the China Daily"
    return True


def range_guard(look: Look) -> bool:
    """Two years in order, a list of days that follow each other; other ranges are checked with their value."""
    text = look.slots.get("yrange")
    if "COMMA" in look.names or "AND" in look.names:
        days = [int(float(v)) for k, v in look.slots.items() if k.startswith("day")]
        if days and days[-1] - days[0] != sum(name in ("DAY", "DAYW") for name in look.names) - 1:
            return False
    if "month2" in look.slots and look.slots["month"] == look.slots["month2"]:
        return False
    if text is None:
        return True
    first, last = text[:4], text[5:]
    end = int(last) if len(last) == len(first) else int(first[:2] + last)
    return BARE_YEARS.start <= int(first) < end < 2200


def festival_guard(look: Look) -> bool:
    """Not a national day that something is only held on the occasion of."""
    return not (look.slots["festival"].endswith("_day") and look.word(look.item.last) in look.words.occasion)


def offset_guard(look: Look) -> bool:
    """Not the "ago" that is counted from an event: "two minutes before the launch"."""
    return look.name(look.item.first - 1) not in look.words.anchors


def _yes(look: Look) -> bool:
    return bool(look.names)


GUARDS: dict[str, Guard] = {
    "date": date_guard,
    "year": year_guard,
    "day": day_guard,
    "time": time_guard,
    "duration": duration_guard,
    "range": range_guard,
    "festival": festival_guard,
    "offset": offset_guard,
    "skip": _yes,
    "set": set_guard,
    "vague": _yes,
    "then": _yes,
    "lunar": _yes,
}
