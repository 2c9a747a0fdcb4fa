"""Decimal digits of any script."""

from __future__ import annotations

import re
import unicodedata

_OTHER_DIGIT = re.compile(r"[^\D0-9]")


def ascii_digits(text: str) -> str:
    """`text` with every decimal digit as ASCII; the length stays the same.

    Unicode's decimal digits (category Nd) carry their value, so no script is named here.

    >>> ascii_digits("౨౦౩౫ నాటికి")
    '2035 నాటికి'
    """
    if text.isascii() or not _OTHER_DIGIT.search(text):
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
