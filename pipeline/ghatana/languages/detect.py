"""The language of a text: told from its script, and where several languages share one, from their commonest words.

What cannot be told is not guessed: a text in Latin letters without English words in it is `und-Latn` (BCP 47: an
undetermined language in Latin script), be it Telugu in Latin letters or French.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from ghatana.languages import Record, parse_tsv
from ghatana.text.scripts import OTHER, SCRIPT_OF, script_of
from ghatana.text.web import marks

UNKNOWN = "und"
FILE = "function_words.tsv"
# Function words are a third of running text in most of these languages. A text with fewer than this of any is short
# of sentences or in a language that the list does not have.
LEAST_WORDS = 0.05
# A text shows its language early; the rest of a long one is not looked at.
HEAD = 4_000
Words = Mapping[str, Mapping[str, frozenset[str]]]


def detect(text: str, packs: str | None = None) -> str:
    """The language that script and function words suggest, as a BCP 47 tag.

    Args:
        text: the text.
        packs: a folder of the user's own packs; a `function_words.tsv` in it is read after the shipped one.

    Returns:
        `te`, `kn`, `ta`, … for a script of one language; for one of several, the language whose function words
        are in the text, or `und-Deva`, `und-Latn`, … where none are; `und` for a script not known here, or where
        there is no letter.

    >>> detect("ISRO చైర్మన్ వి. నారాయణన్"), detect("The launch is on Monday"), detect("prayogam jarigindi")
    ('te', 'en', 'und-Latn')

    """
    return told_by(text, function_words(packs))


def told_by(text: str, known: Words) -> str:
    """The same, given the words of the languages, so that a run reads them once (`function_words`)."""
    script = script_of(text)
    if script is None or script == OTHER:
        return UNKNOWN
    shared = known.get(script)
    if shared is None:
        return next(language for language, its in SCRIPT_OF.items() if its == script)
    words = _word().findall(text[:HEAD].lower())
    hits = sorted(((sum(w in own for w in words), code) for code, own in shared.items()), reverse=True)
    told = hits[0][0] >= max(1, LEAST_WORDS * len(words)) and hits[0][0] > hits[1][0]
    return hits[0][1] if told else f"{UNKNOWN}-{script}"


def function_words(packs: str | None = None) -> Words:
    """The commonest words of languages that share a script, by script and language.

    A script with one language has none; two "languages" at least stand for the others.
    """
    own = Path(packs, FILE) if packs is not None else None
    if own is None or not own.is_file():
        return _shipped()
    return _by_script((*_shipped_rows(), *parse_tsv(own.read_text("utf-8"), str(own))))


def _shipped_rows() -> tuple[Record[str], ...]:
    return parse_tsv(files("ghatana.languages").joinpath(FILE).read_text("utf-8"), f"languages/{FILE}")


@cache
def _shipped() -> Words:
    return _by_script(_shipped_rows())


def _by_script(rows: Iterable[Record[str]]) -> Words:
    out: dict[str, dict[str, frozenset[str]]] = {}
    for row in rows:
        out.setdefault(row["script"], {"": frozenset()})[row["language"]] = frozenset(row["words"].split())
    return out


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[^\W\d_{marks()}][\w{marks()}]*")
