"""What looks like a time and is none: a guard for each kind of pattern."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ghatana.stages.times.tokens import BREAK, OTHER, Tokens

if TYPE_CHECKING:
    from ghatana.stages.times.find import Finder, Found

Guard = Callable[["Finder", Tokens, "Found", "list[Found]"], bool]

CASES = frozenset("LOC DAT BY FROM UNTIL AFTER BEFORE WITH NADU ABOUT THAN OF".split())
LASTING = frozenset("FOR BY SPAN ABOVE".split())
UNITS_OF_A_NAME = frozenset("UD UW UM UY UDEC UCEN UPAKSHA".split())


def _word_after(tokens: Tokens, index: int) -> str:
    return tokens.surface(index) if index < len(tokens.starts) else ""


def _counts(finder: Finder, tokens: Tokens, index: int) -> bool:
    """True if the word at `index` is one that a number counts."""
    return _word_after(tokens, index) in finder.counted


def _date(finder: Finder, tokens: Tokens, item: Found, before: list[Found]) -> bool:
    slots, tail = item.slots, item.tail
    names = [finder.names.get(c, "") for c in tokens.classes[item.first : item.core]]
    keys = slots.keys()
    if "PLU" in tail:
        return False
    if "rel" in slots and any(tokens.values[i] == "p" for i in range(item.first, item.core)):
        return names[0] in ("NEXT", "LAST", "NEXTA") and len(names) == 2
    if "WMONTH" in names and not _weak_month(finder, tokens, item, names):
        return False
    if keys == {"month"} and not tail and item.core - item.first == 1:
        return not _next_is(finder, tokens, item, ("DASH",)) or True
    if (
        "day" in slots
        and "month" in slots
        and item.tokens["day"] < item.tokens["month"]
        and "year" not in slots
    ):
        if finder.names.get(_class(tokens, item.core)) in ("DAY", "DAYW"):
            return False
    if "day" in slots and "month" in slots and not tail and _counts(finder, tokens, item.last):
        return False
    if "day" in slots and not _is_numbered(finder, tokens, item, names):
        return False
    if names[0] == "WDS":
        return True
    if keys == {"season"}:
        return bool(CASES & set(tail)) and tail[0] != "OF"
    if keys == {"half"} or keys == {"ord", "yearhalf"}:
        return bool(tail)
    if keys == {"ord", "quarter"} or keys == {"part", "quarter"}:
        return bool(tail)
    if "rel" in slots:
        return _deictic(finder, names, item)
    if "yearunit" in slots and "year" not in slots and "rel" not in slots and "relyear" not in slots:
        return "part" in slots and (bool(tail) or "PARTB" in names) and "half" not in slots
    if "baddate" in slots:
        return "." not in slots["baddate"] and len(slots["baddate"]) <= 2
    if "badmonth" in slots:
        number = float(slots["badmonth"])
        return 12 < number < 100 and bool(tail)
    if "decade" in slots and "year" in slots:
        return slots["year"].endswith("0")
    if "decadeyear" in slots:
        return slots["decadeyear"].endswith("0")
    if "part" in slots and keys <= {"part", "month", "year", "yearunit"} and names[-1] == "PARTB":
        return bool(tail)
    return True


def _is_numbered(finder: Finder, tokens: Tokens, item: Found, names: list[str]) -> bool:
    """A day number and not a count: "మే మూడున", but not "మే నెలలో మూడు ప్రయోగాలు"."""
    index = item.tokens["day"]
    word = finder.names[tokens.classes[index]] == "DAYW"
    if {"DATEW", "ORD"} & set(names) or "month" in item.slots and item.tokens["month"] > index:
        return True
    if "month" not in item.slots and "rel" not in item.slots:
        return not word
    glued = bool(item.tail) and tokens.starts[item.core] == tokens.ends[item.core - 1]
    if index and finder.names.get(tokens.classes[index - 1]) == "LOC":
        return glued
    return not word or glued or _class(tokens, item.last) != OTHER or bool(item.tail)


def _weak_month(finder: Finder, tokens: Tokens, item: Found, names: list[str]) -> bool:
    """March is also "having changed" and May an English word or name: they need a sign of being months."""
    tail = set(item.tail)
    index = names.index("WMONTH") + item.first
    if index and tokens.surface(index - 1) in finder.tokenizer.veto:
        return False
    if {"day", "year", "rel", "relyear", "part", "week", "half", "ord"} & item.slots.keys():
        return not (
            "day" in item.slots
            and not item.tail
            and "year" not in item.slots
            and _counted_like(finder, tokens, item)
        )
    if "UM" in names or names[-1] != "WMONTH":
        return True
    if item.tail and tokens.starts[item.core] == tokens.ends[item.core - 1]:
        if tokens.values[index] == "5":
            return bool(tail & {"LOC", "BY", "FROM", "UNTIL", "AFTER"})
        return bool(tail & {"LOC", "DAT", "BY", "FROM", "UNTIL", "WITH", "AFTER", "BEFORE"})
    if tail & {"BY", "FROM", "UNTIL"}:
        return True
    after = _class(tokens, item.last)
    if item.first > 1 and tokens.classes[item.first - 1] == finder.codes["COMMA"]:
        if finder.names.get(tokens.classes[item.first - 2]) in ("MONTH", "WMONTH"):
            return True
    if after == OTHER and tokens.surface(item.last) == ":":
        return True
    return after == finder.codes["COMMA"] and finder.names.get(_class(tokens, item.last + 1), "") == "MONTH"


def _class(tokens: Tokens, index: int) -> str:
    return tokens.classes[index] if index < len(tokens.classes) else ""


def _counted_like(finder: Finder, tokens: Tokens, item: Found) -> bool:
    name = finder.names.get(_class(tokens, item.last), "")
    return name in ("US", "UMI", "UH", "UD", "UW", "UM", "UY") or _counts(finder, tokens, item.last)


def _deictic(finder: Finder, names: list[str], item: Found) -> bool:
    """Which pointing words go with which units."""
    slots, first = item.slots, names[0]
    unit = {"yearunit": "year", "monthunit": "month", "weekunit": "week", "dayunit": "day"}
    kind = next((v for k, v in unit.items() if k in slots), "other")
    if first == "NEW":
        return kind == "year"
    if first == "CURRENT":
        return kind in ("year", "month", "week") or "fiscal" in slots or "season" in slots
    if kind == "day":
        return first in ("THIS", "SAME", "FOLLOW", "THAT", "NEXTA", "PREV") and "UD" in names
    if first == "PREV":
        return kind in ("year", "month", "week")
    if first == "FOLLOW":
        return kind != "other"
    if first == "LASTB":
        return kind != "other" or "weekday" in slots
    return True


def _next_is(finder: Finder, tokens: Tokens, item: Found, names: tuple[str, ...]) -> bool:
    return item.last < len(tokens.classes) and finder.names.get(tokens.classes[item.last]) in names


def _year(finder: Finder, tokens: Tokens, item: Found, before: list[Found]) -> bool:
    year = int(item.slots["year"])
    word = finder.names.get(tokens.classes[item.core - 1]) == "YEARW"
    tail = item.tail
    if tail and tail[0] in ("ORD", "PLU", "FOR", "EVERYS", "ABOVE", "NADU"):
        return False
    if tail:
        strong = {"LOC", "BY", "FROM", "UNTIL", "AFTER", "BEFORE", "OF", "ABOUT", "THAN"} & set(tail)
        return bool(strong) and 1500 <= year <= 2199 or 1900 <= year <= 2100 and not word
    if word or not 1900 <= year <= 2100:
        return False
    if item.last >= len(tokens.classes):
        return True
    after = tokens.classes[item.last]
    if after == OTHER:
        surface = tokens.surface(item.last)
        if surface in finder.counted or not surface[0].isalpha():
            return False
        nxt = item.last + 1
        return not (
            nxt < len(tokens.starts)
            and tokens.starts[nxt] == tokens.ends[item.last]
            and tokens.text[tokens.starts[nxt]].isdigit()
        )
    name = finder.names.get(after, "")
    return after == BREAK or not (name.startswith("U") or name in ("DASH",))


def _day(finder: Finder, tokens: Tokens, item: Found, before: list[Found]) -> bool:
    """A day number alone: "24న", or the end of a range or list that a day began."""
    if finder.names[tokens.classes[item.core - 1]] != "DAY" or not item.tail:
        return False
    glued = tokens.starts[item.core] == tokens.ends[item.core - 1]
    role = item.tail[0]
    if role == "ON":
        return glued
    previous = before[-1] if before else None
    if previous is None or "day" not in previous.slots or BREAK in tokens.classes[previous.last : item.first]:
        return False
    if role == "UNTIL":
        return "FROM" in previous.tail and item.first - previous.last <= 1
    return role in ("DAT", "BY", "FROM") and glued


def _time(finder: Finder, tokens: Tokens, item: Found, before: list[Found]) -> bool:
    slots, tail = item.slots, item.tail
    clock = slots.get("clock") or slots.get("barehour")
    if clock and ":" not in clock and not _is_clock(clock):
        return False
    if clock and ":" in clock and not _is_clock(clock.replace(":", ".")):
        return False
    names = [finder.names.get(c, "") for c in tokens.classes[item.first : item.core]]
    if "hour" in slots and not 0 <= float(slots["hour"]) <= 24:
        return False
    if "barehour" in slots:
        near = bool(before) and before[-1].time is not None or bool(before) and before[-1].kind == "time"
        return bool(tail) and tail[0] in ("UNTIL", "DAT", "FROM", "BY") and near
    if "daypart" in slots:
        if "hour" in slots and "UH" not in names and "UHX" not in names:
            return bool(tail) and tail[0] in ("FROM", "UNTIL", "DAT", "BY")
        if clock and ":" not in clock and not {"UH", "UMI"} & set(names) and not tail:
            after = finder.names.get(_class(tokens, item.core), "")
            return (
                after in ("COMMA", "RPAR")
                or _word_after(tokens, item.core) == ":"
                or _class(tokens, item.core) in ("", BREAK)
            )
        if not clock and "hour" not in slots and not (before and before[-1].last >= item.first - 1):
            return not set(tail) - {"EMPH"} or "rel" in slots
        return True
    if "zone" in slots:
        return True
    if "UHX" in names:
        return bool(tail) and tail[0] in ("DAT", "BY") and tokens.values[item.core] not in ("కీ", "కూ")
    if "UH" in names:
        last = finder.names.get(tokens.classes[item.core - 1])
        return (
            bool(tail)
            and tail[0] in ("DAT", "BY")
            and last in ("UH", "UMI")
            and (":" in (clock or "") or clock is not None or True)
            and "AGO" not in tail
            and not {"ABOVE", "ABOVEW"} & set(tail)
        )
    return bool(tail) and tail[0] in ("DAT", "BY", "FROM", "UNTIL") and ":" in (clock or "")


def _is_clock(text: str) -> bool:
    text = text.lower().split("a")[0].split("p")[0].strip()
    parts = text.split(".")
    if len(parts[1]) != 2 and len(parts) == 2:
        return False
    return all(p.isdigit() for p in parts) and int(parts[0]) <= 24 and all(int(p) < 60 for p in parts[1:])


def _duration(finder: Finder, tokens: Tokens, item: Found, before: list[Found]) -> bool:
    names = [finder.names.get(c, "") for c in tokens.classes[item.first : item.core]]
    tail = set(item.tail)
    slots = item.slots
    if "EVERYS" in tail:
        return False
    if "n" in slots and float(slots["n"]) >= 1500 and names[0] in ("YEAR", "YEARW"):
        return False
    if names[-1] == "UYABBR":
        return "n" in slots
    if (
        "n" not in slots
        and "some" not in slots
        and "durw" not in slots
        and "PLUSHALF" not in names
        and len(names) == 1
    ):
        if slots["unit"] == "p":
            return bool(tail & {"AFTER"})
        word = _word_after(tokens, item.last)
        if any(word.startswith(w) for w in finder.lasting):
            return not tail
        if names[0] == "UY" and item.tail[:1] == ("LOC",):
            return tokens.text[tokens.starts[item.core] : tokens.ends[item.core]].endswith("నే")
        return bool(tail & LASTING) or names[0] in ("UW", "UM", "UY") and item.tail[:1] == ("FROM",)
    return True


def _range(finder: Finder, tokens: Tokens, item: Found, before: list[Found]) -> bool:
    slots = item.slots
    if "yrange" in slots:
        first, last = slots["yrange"][:4], slots["yrange"][5:]
        end = int(last) if len(last) == 4 else int(first[:2] + last)
        return 1900 <= int(first) < end <= 2199
    if "drange" in slots or "day2" in slots:
        return True
    return True


def _festival(finder: Finder, tokens: Tokens, item: Found, before: list[Found]) -> bool:
    return not (item.slots["festival"].endswith("_day") and _word_after(tokens, item.last) in finder.occasion)


def _yes(finder: Finder, tokens: Tokens, item: Found, before: list[Found]) -> bool:
    return True


GUARDS: dict[str, Guard] = {
    "date": _date,
    "year": _year,
    "day": _day,
    "time": _time,
    "duration": _duration,
    "range": _range,
    "offset": _yes,
    "set": _yes,
    "vague": _yes,
    "then": _yes,
    "festival": _festival,
    "lunar": _yes,
}
