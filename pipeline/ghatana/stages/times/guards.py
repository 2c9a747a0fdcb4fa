"""What looks like a time and is none: a guard for each kind of pattern."""

from __future__ import annotations

import re
from collections.abc import Callable

from ghatana.stages.times.date_guards import MONTHS, date_guard
from ghatana.stages.times.found import Look

Guard = Callable[[Look], bool]

LASTING = frozenset(["FOR", "BY", "SPAN", "ABOVE", "ABOVEW", "AFTER", "BEFORE"])
TO_A_CLOCK = frozenset(["DAT", "BY", "FROM", "UNTIL"])
TIMED = frozenset(["AT", "BY", "FROM", "UNTIL", "AFTER", "BEFORE", "ABOUT", "BETWEEN", "NOTBE"])
TO_A_YEAR = frozenset(["LOC", "BY", "FROM", "UNTIL", "AFTER", "BEFORE", "OF", "ABOUT", "THAN"])
NO_YEAR = frozenset(["ORD", "PLU", "FOR", "EVERYS", "ABOVE", "NADU"])
BARE_YEARS = range(1900, 2101)
MOST_TIMES = 10  # how many times the lower of two amounts the higher may be
OCLOCK = "OCLOCK"  # a word that makes a clock time of the number before it
PAST_HOUR = "PASTH"  # the same, with minutes behind it
HALF_DAY = "AP"  # a word for the half of the day that stands behind a clock time
LINKS = frozenset(["FROM", "AND", "OR", "COMMA", "DASH", "PREDAT", "PREUNTIL"])
DAYPARTS = frozenset(["DAYPART", "DAYPARTX"])
NUMBERS = frozenset(["DAY", "DAYW", "NUMW", "DEC", "CLOCK"])
HALF_DAY_ENDS = frozenset(
    ["m", "M", "."]
)  # the last letter of a clock time with its half of the day: 8:30 p.m.
MOST_LEADS = 4  # numbers before the one that a name stands behind
HOURS, MINUTES = range(25), range(60)
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
        if look.tail and look.tail[0] in NO_YEAR:
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
        return _leads(look, MONTHS)
    if look.names[-1] != "DAY" or not look.marked:
        return False
    if look.item.head:
        return _second_day(look)
    if look.tail[0] == "ON":
        return look.glued
    item, before = look.item, look.before
    if before is None or "day" not in before.slots or look.tokens.breaks(before.last, item.first):
        return False
    if look.tail[0] == "UNTIL":
        return "FROM" in before.tail and item.first - before.last <= 1
    return look.tail[0] in ("DAT", "BY", "FROM") and look.glued


def _leads(look: Look, heads: tuple[str, ...]) -> bool:
    """True for a number that goes with what stands behind the next one: "10 to 14 September", "9 to 11 o'clock"."""
    at = look.item.core
    for _ in range(MOST_LEADS):
        if look.name(at) not in LINKS:
            return False
        at += 1 + (look.name(at + 1) in DAYPARTS)
        if look.name(at) not in NUMBERS:
            return False
        if HALF_DAY in heads and look.word(at)[-1:] in HALF_DAY_ENDS:
            return True
        at += 1 + (look.name(at + 1) == "ORD")
        if look.name(at) in heads:
            return True
    return False


def _second_day(look: Look) -> bool:
    """The end of a span of days that a preposition began: "from July 14 to 16", "between July 14 and 16"."""
    before = look.before
    if before is None or "day" not in before.slots or look.item.first - before.last > 1:
        return False
    if "ALSO" in look.item.head:
        return not look.counts and float(before.slots["day"]) < float(look.slots["day"])
    return "UNTIL" in look.item.head or bool({"BETWEEN"} & set(look.item.head) & set(before.head))


def time_guard(look: Look) -> bool:
    """A clock time or a part of the day."""
    slots, names = look.slots, look.names
    clock = slots.get("clock") or slots.get("barehour")
    if (clock and not is_clock(clock)) or float(slots.get("hour", "0")) >= len(HOURS):
        return False
    if OCLOCK in names or PAST_HOUR in names:
        return True
    if "lead" in slots:
        return _leads(look, (OCLOCK, HALF_DAY))
    if 0 < float(slots.get("hour", "0")) < 1:  # "half an hour" is no clock time
        return False
    to_a_clock = bool(look.tail) and look.tail[0] in TO_A_CLOCK
    if "barehour" in slots:
        before = look.before
        return to_a_clock and before is not None and (before.time is not None or before.kind == "time")
    if "hhmm" in slots:
        if "UH" in names and not (TIMED & look.roles or "zone" in slots):
            return False
        return len(slots["hhmm"]) == len("0530") and is_clock(f"{slots['hhmm'][:2]}:{slots['hhmm'][2:]}")
    if "daypart" in slots:
        return _daypart(look, clock, to_a_clock)
    if "ampm" in slots:  # the letters are also those of a prime minister
        return "AMPM" not in names or "hour" not in slots or bool(look.tail)
    if "CLOCKW" in names:
        return True
    if clock and ":" in clock and clock[-1] in HALF_DAY_ENDS and (look.item.head or not look.words.daypart):
        return True
    if look.item.head and clock and ":" in clock:
        return bool(TIMED & look.roles)
    if "zone" in slots:
        return True
    if "UHX" in names:
        return to_a_clock and look.word(look.item.core) not in look.words.both
    if "UH" in names:
        goes_on = _spans_from(look) and look.tail[:1] in (("UNTIL",), ("BETWEEN",))
        named = goes_on or (to_a_clock and (clock is not None or look.tail[0] in ("DAT", "BY")))
        return named and names[-1] in ("UH", "UMI") and not {"AGO", "ABOVE", "ABOVEW"} & look.roles
    return to_a_clock and ":" in (clock or "")


def _spans_from(look: Look) -> bool:
    """True right behind a clock time that begins a span: "4 గంటల నుంచి 6 గంటల మధ్య"."""
    before = look.before
    if before is None or before.last < look.item.first - 1:
        return False
    begun = before.time if before.time is not None else before
    return begun.kind == "time" and "FROM" in begun.tail


def _daypart(look: Look, clock: str | None, to_a_clock: bool) -> bool:
    slots, names = look.slots, look.names
    units = {"UH", "UHX", "UMI", "AMPM"} & set(names)
    if "hour" in slots and not units:
        return to_a_clock
    if clock and ":" not in clock and not units and not look.tail:
        after = look.item.core
        return look.name(after) in ("COMMA", "RPAR") or look.word(after) == ":" or look.ends_sentence
    if not clock and "hour" not in slots and (look.before is None or look.before.last < look.item.first - 1):
        if "DAYPARTX" in names and "rel" not in slots:  # "good morning", "night club"
            return False
        return look.roles <= look.words.daypart or "rel" in slots or bool(look.item.head)
    return True


def is_clock(text: str) -> bool:
    """True if the digits can be an hour and minutes, with seconds or not.

    >>> is_clock("11.50"), is_clock("24.5"), is_clock("12:06 p.m.")
    (True, False, True)
    """
    parts = text.rstrip("apmAPM. ").replace(":", ".").split(".")
    if len(parts) < 2 or not all(p.isdigit() for p in parts):
        return False
    return len(parts[1]) == 2 and int(parts[0]) in HOURS and all(int(p) in MINUTES for p in parts[1:])


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
        return "AFTER" in look.roles or bool(LASTING & set(look.item.head))
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
    return "setw" not in look.slots or look.name(look.item.first - 1) != "ORDW"


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
