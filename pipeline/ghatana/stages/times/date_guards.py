"""Dates that are none: counts after a month, words that are months by their letters only, pointing words at odds."""

from __future__ import annotations

from ghatana.stages.times.found import Look

CASES = frozenset(["LOC", "DAT", "BY", "FROM", "UNTIL", "AFTER", "BEFORE", "WITH", "NADU", "ABOUT", "THAN"])
MONTHS = ("MONTH", "WMONTH")
NUMBERS = ("DAY", "DAYW")
UNITS = ("US", "UMI", "UH", "UD", "UW", "UM", "UY")
DAY_POINTERS = ("THIS", "SAME", "FOLLOW", "THAT", "NEXTA", "PREV")
UNIT_SLOTS = ("yearunit", "monthunit", "weekunit", "dayunit")
MAX_DAY_DIGITS = 2


def date_guard(look: Look) -> bool:
    """Whether a date pattern found a date."""
    slots, names, keys = look.slots, look.names, look.slots.keys()
    if "PLU" in look.roles:
        return False
    if "months" in slots:
        return slots["ord"] == "1" and slots["months"] in ("3", "6")
    if "rel" in slots and _plural(look):
        return names[0] in ("NEXT", "LAST", "NEXTA") and len(names) == 2
    if "WMONTH" in names and not _weak_month(look):
        return False
    if "day" in slots and not _day_number(look):
        return False
    if names[0] == "WDS":
        return True
    if keys == {"season"}:
        return bool(CASES & look.roles)
    if keys in ({"half"}, {"ord", "yearhalf"}, {"ord", "quarter"}, {"part", "quarter"}, {"quarter"}):
        return look.marked or look.heads_line
    if "sameday" in slots or "samemonth" in slots:
        return True
    if "rel" in slots:
        return _deictic(look)
    if keys in ({"yearunit", "ord", "quarter"}, {"yearunit", "ord", "yearhalf"}):
        return look.marked
    if "yearunit" in slots and not {"year", "relyear", "yearday"} & keys:
        return "part" in slots and (look.marked or "PARTB" in names) and "half" not in slots
    if "baddate" in slots:
        number = slots["baddate"].isdigit() and len(slots["baddate"]) <= MAX_DAY_DIGITS
        return number and (names[-1] != "NUM" or look.tail[:1] == ("ON",))
    if "badmonth" in slots:
        return 12 < float(slots["badmonth"]) < 100 and bool(look.tail)
    if "decade" in slots or "decadeyear" in slots:
        return (slots.get("year") or slots.get("decadeyear") or "0").endswith("0")
    if names[-1] in ("PARTB", "PARTX") and keys <= {"part", "month", "year", "yearunit"}:
        return bool(look.tail)
    return True


def _plural(look: Look) -> bool:
    return any(look.tokens.values[i] == "p" for i in range(look.item.first, look.item.core))


def _day_number(look: Look) -> bool:
    """A day number and not a count: "మే మూడున", but not "మే నెలలో మూడు ప్రయోగాలు"."""
    item, names = look.item, look.names
    day, month = item.tokens["day"], item.tokens.get("month")
    if not float(look.slots["day"]).is_integer():
        return False  # "half an hour" written as one word
    if month is not None and day < month and "year" not in look.slots and look.name(item.core) in NUMBERS:
        return False  # the number behind the month is its day
    if month is not None and not look.tail and look.counts:
        return False
    if {"DATEW", "ORD"} & set(names) or (month is not None and month > day):
        return True
    worded = look.name(day) == "DAYW"
    if month is None and "rel" not in look.slots:
        return not worded
    if look.name(day - 1) == "LOC":
        return look.glued
    return not worded or bool(look.tail) or not look.plain_word_follows


def _weak_month(look: Look) -> bool:
    """A month that is another word too (March, May) needs a sign of being one: rules.toml, `[weak_months]`."""
    item, slots = look.item, look.slots
    index = look.names.index("WMONTH") + look.begin
    if look.word(index - 1) in look.words.before:
        return False
    if {"day", "year", "rel", "relyear", "part", "week", "half", "ord", "baddate"} & slots.keys():
        bare = "day" in slots and not look.tail and "year" not in slots
        return not (bare and (look.name(item.last) in UNITS or look.counts))
    if look.names[-1] != "WMONTH" or item.head or look.name(index - 1) in look.words.leading:
        return True
    if look.glued:
        return bool(look.roles & look.words.weak_glued.get(look.tokens.values[index], CASES))
    if look.roles & look.words.weak_apart or look.word(item.last) == ":":
        return True
    listed = look.name(item.first - 1) in ("COMMA", "AND") and look.name(item.first - 2) in MONTHS
    return listed or (look.name(item.last) in ("COMMA", "OR") and look.name(item.last + 1) == "MONTH")


def _deictic(look: Look) -> bool:
    """Which pointing words go with which units."""
    slots, first = look.slots, look.names[0]
    unit = next((u for u in UNIT_SLOTS if u in slots), None)
    if unit == "dayunit":
        return first in DAY_POINTERS
    if first == "NEW":
        return unit == "yearunit"
    if first == "CURRENT":
        return unit is not None or "fiscal" in slots or "season" in slots
    if first in ("FOLLOW", "PREV"):
        return unit is not None or ("weekday" in slots and look.begin > look.item.first)
    return first != "LASTB" or unit is not None or "weekday" in slots
