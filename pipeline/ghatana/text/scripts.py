"""Which script a text is written in: counts of letters by Unicode block, and the language that suggests."""

from __future__ import annotations

import re

# ISO 639-1 code of the language that a pack serves → the letters and signs of its script. The blocks are
# those of the Unicode Standard (Blocks.txt); the digits of Latin text belong to no script.
BLOCKS = {
    "te": "\u0c00-\u0c7f",
    "hi": "\u0900-\u0963\u0966-\u097f\ua8e0-\ua8ff",
    "en": "A-Za-z\u00c0-\u024f",
}
OTHER, UNKNOWN = "other", "und"
# Telugu papers write acronyms, product names and addresses in Latin letters: a text is still Telugu when
# they outnumber its own letters by not more than this share allows.
LEAST_SHARE = 0.3

_PATTERNS = {code: re.compile(f"[{block}]+") for code, block in BLOCKS.items()}
_REST = re.compile(rf"[^\W\d_{''.join(BLOCKS.values())}]+")


def script_counts(text: str) -> dict[str, int]:
    """How many letters and signs of each script `text` holds, by language code; `other` for the rest.

    >>> script_counts("ఇస్రో ISRO")
    {'te': 5, 'hi': 0, 'en': 4, 'other': 0}
    """
    counts = {code: sum(map(len, pattern.findall(text))) for code, pattern in _PATTERNS.items()}
    counts[OTHER] = sum(map(len, _REST.findall(text)))
    return counts


def detect(text: str) -> str:
    """The language that the script suggests: `te`, `hi`, `en`, `other`, or `und` where there is no letter.

    Latin letters are common in text of the Indic scripts, so an Indic script needs only `LEAST_SHARE` of the
    letters; between two Indic scripts the more frequent one wins.

    >>> detect("ISRO చైర్మన్ వి. నారాయణన్"), detect("Launch from Sriharikota"), detect("12-06")
    ('te', 'en', 'und')
    """
    counts = script_counts(text)
    total = sum(counts.values())
    if not total:
        return UNKNOWN
    indic = max((code for code in counts if code not in ("en", OTHER)), key=lambda code: counts[code])
    if counts[indic] >= LEAST_SHARE * total:
        return indic
    return max(counts, key=lambda code: counts[code])


def is_mostly(text: str, language: str) -> bool:
    """True if `text` is written in the script of `language`, or if its script is not known here.

    >>> is_mostly("ఇస్రో", "te"), is_mostly("इसरो", "te"), is_mostly("இஸ்ரோ", "ta")
    (True, False, True)
    """
    return language not in BLOCKS or detect(text) == language
