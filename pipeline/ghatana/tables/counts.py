"""Numbers that the wide tables draw from words: how many parties, and the how-manieth to join."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ghatana.languages import Language
from ghatana.text.digits import ascii_digits

# At most two words may stand between the number and its noun ("12 ప్రైవేటు అంతరిక్ష సంస్థలు").
_BETWEEN = r"(?:\s+\S{1,40}){0,2}?\s+"


@dataclass(frozen=True, slots=True)
class _Words:
    numbers: dict[str, int]
    counted: re.Pattern[str]
    ordinal: re.Pattern[str]


@cache
def _words(pack: Language) -> _Words:
    words = pack.settings("counts", needed=False)
    units = {r["form"]: r["value"] for r in pack.rows("times/numbers", needed=False) if r["kind"] == "unit"}
    # One is an article more often than a count ("ఒక సంస్థ").
    numbers = {form: int(value) for form, value in units.items() if value.isdecimal() and int(value) > 1}
    return _Words(
        numbers,
        re.compile(
            rf"(?<![\w.,-])(\d{{1,4}}|{_any_of(numbers)}){_BETWEEN}(?:{_any_of(words.get('counted', ()))})"
        ),
        re.compile(
            rf"(?<![\w.,-])(\d{{1,4}})[\u200c-]?(?:{_any_of(words.get('ordinal_marks', ()))})(?![^\W\d_])"
            rf"{_BETWEEN}(?:{_any_of(words.get('joined_as', ()))})"
        ),
    )


def _any_of(forms: Iterable[str]) -> str:
    """A pattern of the forms, the longest first; of none, one that fits nowhere."""
    return "|".join(sorted(map(re.escape, forms), key=lambda f: (-len(f), f))) or r"(?!)"


def count_of(text: str, language: Language | None) -> int | None:
    """How many parties the words of one argument give, if they give a number; None where there is no pack.

    >>> from ghatana.languages import load
    >>> count_of("12 దేశాలు మరియు అంతర్జాతీయ సంస్థలు", load("te")), count_of("రెండు దేశాలు", load("te"))
    (12, 2)
    """
    if language is None:
        return None
    words = _words(language)
    found = words.counted.search(ascii_digits(text))
    return (words.numbers.get(found[1]) or int(found[1])) if found else None


def ordinal_of(text: str, language: Language | None) -> int | None:
    """The how-manieth party to join, if the text says so; None where there is no pack.

    >>> from ghatana.languages import load
    >>> ordinal_of("ఈ కూటమిలో చేరిన 40వ దేశంగా లిథువేనియా నిలిచింది", load("te"))
    40
    """
    found = _words(language).ordinal.search(ascii_digits(text)) if language is not None else None
    return int(found[1]) if found else None
