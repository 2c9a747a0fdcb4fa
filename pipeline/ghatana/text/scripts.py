"""Which script a text is written in: counts of letters by Unicode block. What language that is, `languages` tells."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

# ISO 15924 code of a script → its letters and signs. The blocks are those of the Unicode Standard (Blocks.txt); the
# digits of Latin text belong to no script, and the danda serves every script of India.
SCRIPTS = {
    "Telu": "\u0c00-\u0c7f",
    "Deva": "\u0900-\u0963\u0966-\u097f\ua8e0-\ua8ff",
    "Knda": "\u0c80-\u0cff",
    "Taml": "\u0b80-\u0bff",
    "Mlym": "\u0d00-\u0d7f",
    "Beng": "\u0980-\u09ff",
    "Gujr": "\u0a80-\u0aff",
    "Guru": "\u0a00-\u0a7f",
    "Orya": "\u0b00-\u0b7f",
    "Arab": "\u0620-\u065f\u066e-\u06d5\u06d6-\u06ef\u06fa-\u06ff\u0750-\u077f",
    "Latn": "A-Za-z\u00c0-\u024f",
}
LATIN, OTHER = "Latn", "other"
# Languages whose packs, shipped or to come, are written in a script; a text in another is not in the language.
SCRIPT_OF = {
    "te": "Telu", "hi": "Deva", "mr": "Deva", "ne": "Deva", "kn": "Knda", "ta": "Taml", "ml": "Mlym", "bn": "Beng",
    "as": "Beng", "gu": "Gujr", "pa": "Guru", "or": "Orya", "ur": "Arab", "en": "Latn",
}  # fmt: skip
# Telugu papers write acronyms, product names and addresses in Latin letters: a text is still Telugu when
# they outnumber its own letters by not more than this share allows.
LEAST_SHARE = 0.3

_PATTERNS = {code: re.compile(f"[{block}]") for code, block in SCRIPTS.items()}
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=8192)
def _script(char: str) -> str:
    """The code of a character's script, `other` for a letter of none of them, empty for what is no letter."""
    known = next((code for code, pattern in _PATTERNS.items() if pattern.match(char)), "")
    return known or (OTHER if _LETTER.match(char) else "")


def holds(script: str, text: str) -> bool:
    """True if a text has a letter or sign of a script.

    >>> holds("Telu", "ISRO ఇస్రో"), holds("Deva", "ఇస్రో")
    (True, False)
    """
    return _PATTERNS[script].search(text) is not None


def script_counts(text: str) -> dict[str, int]:
    """How many letters and signs of each script `text` holds, by ISO 15924 code; `other` for the rest.

    Scripts that do not occur are left out.

    >>> script_counts("ఇస్రో ISRO")
    {'Telu': 5, 'Latn': 4}
    """
    counts = dict.fromkeys((*SCRIPTS, OTHER), 0)
    # A text has few different characters, however long it is.
    for char, count in Counter(text).items():
        if code := _script(char):
            counts[code] += count
    return {code: count for code, count in counts.items() if count}


def script_of(text: str) -> str | None:
    """The script that a text is written in, `other` for one not known here, or None where there is no letter.

    Latin letters are common in text of every other script, so that one needs only `LEAST_SHARE` of the letters;
    between two of them the more frequent one wins.

    >>> script_of("ISRO చైర్మన్ వి. నారాయణన్"), script_of("Launch from Sriharikota"), script_of("12-06")
    ('Telu', 'Latn', None)
    """
    counts = script_counts(text)
    if not counts:
        return None
    own = max((code for code in counts if code != LATIN), key=lambda code: counts[code], default=LATIN)
    return own if counts[own] >= LEAST_SHARE * sum(counts.values()) else LATIN


def is_mostly(text: str, language: str) -> bool:
    """True if `text` is written in the script of `language`, or if its script is not known here.

    >>> is_mostly("ఇస్రో", "te"), is_mostly("इसरो", "te"), is_mostly("ისრო", "ka")
    (True, False, True)
    """
    return language not in SCRIPT_OF or script_of(text) == SCRIPT_OF[language]
