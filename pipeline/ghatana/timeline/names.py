"""From a name to the key that tells which referent it is: what mentions in many articles have in common.

A key is what the knowledge base calls the referent, without spaces, signs and accents ("change6"). A name that the
knowledge base lacks and that was romanised letter by letter is cut to its consonants ("?lttst1"), which survive
another spelling; words that are no name keep their letters behind a tilde ("~…").
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ghatana import knowledge
from ghatana.knowledge.series import number_of, slug
from ghatana.languages import known
from ghatana.text.keys import KeyFolder
from ghatana.text.scripts import script_of

UNKNOWN, WORDS = "?", "~"
# A romanised name shorter than this in consonants and digits would meet too many others.
LEAST_SKELETON = 4
HELD = 1 << 16  # names and keys whose answers are kept at hand; the same few come again and again
_NUMBERED = re.compile(r"([a-z?].*?)(\d+)([a-z]?)")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Name:
    """What fills a role: as shown, and the key of what it stands for."""

    role: str
    shown: str
    key: str


@cache
def rules() -> dict[str, Any]:
    """The content of `identity.toml`."""
    text = files("ghatana.timeline").joinpath("identity.toml").read_text("utf-8")
    return tomllib.loads(text)


def compact(name: str) -> str:
    """Letters and digits of a name, in lower case; a numeral at its end is a number without leading zeros.

    >>> compact("Chang'e 6"), compact("Artemis II"), compact("NVS-02"), compact("Pléiades Neo 5")
    ('change6', 'artemis2', 'nvs2', 'pleiadesneo5')
    """
    parts = slug(name).split("-")
    if len(parts) > 1 and (number := number_of(parts[-1].upper())):
        parts[-1] = number
    return _ZEROS.sub("", "".join(parts))


def skeleton(name: str) -> str:
    """The consonants and digits of a romanised name, spellings of one sound as one.

    >>> skeleton("Lotasshaat-1") == skeleton("Lotus Sat 1")
    True
    """
    text = compact(name)
    for form, sound in (("sh", "s"), ("zh", "j"), ("ph", "f"), ("ck", "k"), ("x", "ks")):
        text = text.replace(form, sound)
    text = text.translate(str.maketrans("zwqc", "jvkk", "aeiouyh"))
    return re.sub(r"([a-z])\1+", r"\1", text)


@lru_cache(maxsize=HELD)
def family(key: str) -> tuple[str, str]:
    """The family and the number of a key; the number is empty where there is none.

    >>> family("change6"), family("gsat7a"), family("europaclipper")
    (('change', '6'), ('gsat', '7a'), ('europaclipper', ''))
    """
    found = _NUMBERED.fullmatch(key)
    return (found[1], found[2] + found[3]) if found else (key, "")


@lru_cache(maxsize=HELD)
def name_key(canonical: str | None, words: str, lang: str = "te") -> str:
    """The key of an argument.

    Args:
        canonical: its English name or romanisation, if it has one.
        words: its surface without a case suffix.
        lang: language of the surface.

    >>> name_key("Indian Space Research Organisation", "ఇస్రో"), name_key("Roscosmos", "రోస్కోస్మోస్")
    ('isro', 'roscosmos')
    >>> name_key(None, "సౌర ఫలకాలు") == name_key(None, "సౌర\u200c ఫలకాలు")
    True
    """
    if not canonical or not (key := compact(canonical)) or key == "unnamed":
        return WORDS + " ".join(_folder(lang).fold(word) for word in words.split())
    known, stems = spellings()
    if key in known or key in _ruled():
        return known.get(key, key)
    for start in rules()["governments"]:
        if key.startswith(start) and key[len(start) :] in known:
            return key
    for tail in rules()["tails"]["liftoff"]:
        if key.endswith(tail) and (key[: -len(tail)] in known or key[: -len(tail)] in named("recurring")):
            return known.get(key[: -len(tail)], key[: -len(tail)])
    stem, number = family(key)
    if number and stem in stems:
        return stems[stem] + number
    if is_flight(key):
        return key
    cut = skeleton(canonical)
    return key if len(cut) < LEAST_SKELETON else UNKNOWN + cut


@lru_cache(maxsize=HELD)
def is_flight(key: str) -> bool:
    """True for a rocket with the number of a flight.

    >>> is_flight("pslvc52"), is_flight("falcon9")
    (True, False)
    """
    stem, number = family(key)
    return bool(number) and _flights().fullmatch(stem) is not None


@cache
def named(name: str) -> frozenset[str]:
    """A list of `identity.toml`."""
    return frozenset(rules()[name])


@cache
def spellings() -> tuple[dict[str, str], dict[str, str]]:
    """Every Latin spelling of the knowledge base to its key; and the stems of numbered families to theirs."""
    base = knowledge.load(None)
    names: dict[str, str] = {}
    for entry in base.entries:
        key = compact(entry.name)
        for name in (entry.name, *entry.names):
            names.setdefault(compact(name), key)
    stems: dict[str, str] = {}
    for row in base.series:
        key, number = family(compact(row.name("", "7", "")))
        if number and "{l}" not in row.template:
            stems.setdefault(key, key)
            for stem in row.stems:
                if script_of(stem) in (None, "Latn"):
                    stems.setdefault(compact(stem), key)
    return names, stems


@cache
def _ruled() -> frozenset[str]:
    """Names that the rules speak of, whether or not the knowledge base has them."""
    sets = (named(name) for name in ("recurring", "stations", "frequent", "papers"))
    return frozenset().union(*sets, *rules()["places"])


@cache
def _folder(lang: str) -> KeyFolder:
    pack = known(lang)
    return KeyFolder((row["form"], row["key"]) for row in (pack.rows("folds", needed=False) if pack else ()))


@cache
def _flights() -> re.Pattern[str]:
    return re.compile("|".join(rules()["flights"]))
