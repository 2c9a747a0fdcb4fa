"""Numbers that the wide tables draw from words: how many parties, and the how-manieth to join."""

from __future__ import annotations

import re
from functools import cache

from ghatana.languages import load
from ghatana.text.digits import ascii_digits

# At most two words may stand between the number and its noun ("12 ప్రైవేటు అంతరిక్ష సంస్థలు").
_BETWEEN = r"(?:\s+\S{1,40}){0,2}?\s+"


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load(lang).settings("counts")

    def any_of(key: str) -> str:
        return "|".join(sorted(map(re.escape, words[key]), key=len, reverse=True))

    counted = re.compile(rf"(?<![\d.,-])(\d{{1,4}}){_BETWEEN}(?:{any_of('counted')})")
    marks = any_of("ordinal_marks")
    ordinal = re.compile(
        rf"(?<![\d.,-])(\d{{1,4}})[\u200c-]?(?:{marks})(?![^\W\d_]){_BETWEEN}(?:{any_of('joined_as')})"
    )
    return counted, ordinal


def count_of(text: str, lang: str) -> int | None:
    """How many parties the words of one argument give, if they give a number.

    >>> count_of("12 దేశాలు మరియు అంతర్జాతీయ సంస్థలు", "te")
    12
    """
    found = _patterns(lang)[0].search(ascii_digits(text))
    return int(found[1]) if found else None


def ordinal_of(text: str, lang: str) -> int | None:
    """The how-manieth party to join, if the text says so.

    >>> ordinal_of("ఈ కూటమిలో చేరిన 40వ దేశంగా లిథువేనియా నిలిచింది", "te")
    40
    """
    found = _patterns(lang)[1].search(ascii_digits(text))
    return int(found[1]) if found else None
