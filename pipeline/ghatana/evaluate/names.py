"""When two canonical names are one: through the knowledge base's English names, or one letter apart."""

from __future__ import annotations

import difflib
import re
from functools import cache

from ghatana import knowledge

_NUMERAL = re.compile(r"\w*\d\w*|\b[IVX]+\b")
# A transliteration may differ by a letter or so in names at least this long.
SHORTEST_FUZZY, FUZZY_RATIO = 6, 0.9


def name_key(name: str | None) -> str:
    """Latin letters and digits of a name, in lower case.

    >>> name_key("Chang'e 6")
    'change6'
    """
    return re.sub(r"[^a-z0-9]", "", (name or "").casefold())


@cache
def _aliases() -> dict[str, str]:
    out: dict[str, str] = {}
    for entry in knowledge.load(None).entries:
        key = name_key(entry.name)
        for name in (entry.name, *entry.names):
            out.setdefault(name_key(name), key)
    return out


@cache
def same_name(a: str | None, b: str | None) -> bool:
    """True if both name the same referent.

    >>> same_name("Yuri Borisov", "Yury Borisov"), same_name("PSLV-C52", "PSLV-C53"), same_name(None, None)
    (True, False, False)
    """
    x, y = name_key(a), name_key(b)
    if not x or not y or a is None or b is None:
        return False
    if _aliases().get(x, x) == _aliases().get(y, y):
        return True
    return (
        _numerals(a) == _numerals(b)
        and min(len(x), len(y)) >= SHORTEST_FUZZY
        and difflib.SequenceMatcher(None, x, y).ratio() >= FUZZY_RATIO
    )


def _numerals(name: str) -> list[str]:
    return [n.casefold() for n in _NUMERAL.findall(name)]
