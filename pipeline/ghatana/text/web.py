"""Web and mail addresses, and what counts as part of a word, in any script."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# An address ends on a letter, digit or sign of its own, so that a full stop or bracket after it stays out.
# One unbounded quantifier an alternative, and a mail name starts only where no longer one could: linear.
ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[!#-;=?-\[\]_a-z~]*[A-Za-z0-9/=&#_~-]"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}",
    re.IGNORECASE,
)

# Format characters that Telugu text carries inside words: soft hyphen, zero-width space and joiners,
# direction marks, word joiner, byte-order mark.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_DROP_INVISIBLE = re.compile(f"[{INVISIBLE}]+")


def may_hold_address(text: str) -> bool:
    """False where a look at three signs is enough to know that there is no address."""
    return "@" in text or "://" in text or "www." in text or "WWW." in text


def addresses(text: str) -> list[tuple[int, int]]:
    """The (start, end) of every web and mail address.

    >>> addresses("వివరాలు www.isro.gov.in.")
    [(8, 23)]
    """
    return [m.span() for m in ADDRESS.finditer(text)] if may_hold_address(text) else []


def visible(word: str) -> str:
    r"""`word` without invisible format characters (ZWNJ and its like), for comparing.

    >>> visible("భారత్\u200c")
    'భారత్'
    """
    return word if word.isalnum() else _DROP_INVISIBLE.sub("", word)


@cache
def marks() -> str:
    """A regular-expression set of the combining marks of the Basic Multilingual Plane and beyond.

    Python's word class leaves out the vowel signs of the Indic scripts (Unicode categories Mc and Mn), so
    a pattern for words must name them. Ranges come from `unicodedata`; nothing is listed by hand.
    """
    ranges: list[list[int]] = []
    for code in (*range(0x300, 0x10000), *range(0x10A00, 0x11FFF), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)
