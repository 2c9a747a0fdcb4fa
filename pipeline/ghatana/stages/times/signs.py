"""What the signs around a stop or a number tell: whether a sentence ends, whether the number is part of a name."""

from __future__ import annotations

import re
import unicodedata

from ghatana.stages.times.numbers import number_class

OTHER = "x"
LONGEST_NUMBER = 9
INITIAL = 2  # letters of an initial before a full stop
VIRAMA = 9  # its canonical combining class
_NON_SPACE = re.compile(r"\S")


def ends_sentence(text: str, start: int, end: int, begins: frozenset[int]) -> bool:
    """True if a full stop ends a sentence: a known one, else by what stands before it (initials do not end one)."""
    if begins:
        following = _NON_SPACE.search(text, end)
        return following is None or following.start() in begins
    word = text[max(0, start - 4) : start].split()
    last = word[-1] if word and not text[start - 1].isspace() else ""
    return len(last) > INITIAL + (last[-1:] != "" and unicodedata.combining(last[-1]) == VIRAMA)


def joins(text: str, start: int, last: str) -> bool:
    """True if a number is part of a name or an amount: letters or a joined mark stand right before it.

    Args:
        text: the text.
        start: where the number starts, right behind another token.
        last: the class of that token.

    """
    before = text[start - 1]
    if before in "-\u2010\u2011\u2012\u2013\u2014/:'\u2019+%&":
        return start >= 2 and not text[start - 2].isspace()
    if before == ".":
        return start >= 2 and text[start - 2].isascii() and text[start - 2].isalnum()
    return (last == OTHER and before not in '"\u2018\u201c\u2026*') or before == "_"


def number_kind(kind: str, value: str) -> str | None:
    """The class of a number, None for one that can be no part of a time."""
    if kind == "int":
        return number_class(int(value), word=False) if len(value) <= LONGEST_NUMBER else None
    if kind == "grouped":
        return "NUM"
    if kind != "dmy":
        return kind.upper()
    first, second, year = re.split(r"[-/.]", value)
    day, month = int(first), int(second)
    likely = (1 <= month <= 12 and 1 <= day <= 31) or (1 <= day <= 12 and 13 <= month <= 31)
    if len(year) == len("2024") or likely:  # with a full year even an impossible date is one
        return "DMY"
    return "HMS" if "." in value else None
