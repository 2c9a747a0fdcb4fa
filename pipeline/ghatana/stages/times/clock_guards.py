"""Clock times that are none, and numbers that a word behind the next one makes times of."""

from __future__ import annotations

from ghatana.stages.times.found import Look

TO_A_CLOCK = frozenset(["DAT", "BY", "FROM", "UNTIL"])
TIMED = frozenset(["AT", "BY", "FROM", "UNTIL", "AFTER", "BEFORE", "ABOUT", "BETWEEN", "NOTBE"])
OCLOCK = "OCLOCK"  # a word that makes a clock time of the number before it
PAST_HOUR = "PASTH"  # the same, with minutes behind it
HALF_DAY = "AP"  # a word for the half of the day that stands behind a clock time
LINKS = frozenset(["FROM", "AND", "OR", "COMMA", "DASH", "PREDAT", "PREUNTIL"])
DAYPARTS = frozenset(["DAYPART", "DAYPARTX"])
NUMBERS = frozenset(["DAY", "DAYW", "NUMW", "DEC", "CLOCK"])
HALF_DAY_ENDS = frozenset(
    ["m", "M", "."]
)  # the last letter of a clock time with its half of the day: 8:30 p.m.
BEHIND = ("COMMA", "RPAR", "LPAR")  # what may follow "in the evening 5.20": a bracket names the zone
MOST_LEADS = 4  # numbers before the one that a name stands behind
HOURS, MINUTES = range(25), range(60)


def leads(look: Look, heads: tuple[str, ...]) -> bool:
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


def time_guard(look: Look) -> bool:
    """A clock time or a part of the day."""
    slots, names = look.slots, look.names
    clock = slots.get("clock") or slots.get("barehour")
    if (clock and not is_clock(clock)) or float(slots.get("hour", "0")) >= len(HOURS):
        return False
    if OCLOCK in names or PAST_HOUR in names:
        return True
    if "lead" in slots:
        return leads(look, (OCLOCK, HALF_DAY))
    if 0 < float(slots.get("hour", "0")) < 1:  # "half an hour" is no clock time
        return False
    to_a_clock = bool(look.tail) and look.tail[0] in TO_A_CLOCK
    if "barehour" in slots:
        before = look.before
        timed = before is not None and (before.time is not None or before.kind == "time")
        closes = look.name(look.item.core) == "RPAR"  # "(సోమవారం 9.10)"
        return (to_a_clock and timed) or ((to_a_clock or closes) and _behind_a_day(look))
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
    if clock and ":" in clock and clock[-1] in HALF_DAY_ENDS and look.words.halves:
        return True
    if look.item.head and clock and (":" in clock or "UH" in names):
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


def _behind_a_day(look: Look) -> bool:
    """True right behind a day that has no clock time yet: "శుక్రవారం 11.30కు"."""
    before = look.before
    return (
        before is not None
        and before.last == look.item.first
        and before.time is None
        and bool({"day", "weekday", "relday"} & before.slots.keys())
    )


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
        return to_a_clock or bool(TIMED & set(look.item.head))
    if clock and ":" not in clock and not units and not look.marked:
        after = look.item.core
        return look.name(after) in BEHIND or look.word(after) == ":" or look.ends_sentence
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
