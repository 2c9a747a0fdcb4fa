"""What kind of thing a key stands for, and when two keys may be one: what the rules in `identity.toml` say."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from ghatana import knowledge
from ghatana.knowledge.entries import read
from ghatana.timeline.names import HELD, WORDS, compact, named, rules, spellings


def is_name(key: str) -> bool:
    """False for words that are no name."""
    return not key.startswith(WORDS)


@lru_cache(maxsize=HELD)
def is_recurring(key: str) -> bool:
    """True for a payload that flies again and again under this name."""
    return key in named("recurring") or key in _launchers()


@lru_cache(maxsize=HELD)
def is_programme(key: str) -> bool:
    """True for the stem of numbered missions without a number: "Gaganyaan", of which there will be several."""
    return key in spellings()[1] or key in _programmes()


def is_frequent(key: str) -> bool:
    """True for a rocket that flies many times a year."""
    return key in named("frequent") or key.startswith(tuple(rules()["frequent_families"]))


def is_paper(key: str) -> bool:
    """True for a kind of paper, such as a memorandum, that says nothing of which one it is."""
    return not is_name(key) or key in named("papers")


@lru_cache(maxsize=HELD)
def without_tail(key: str, subtype: str) -> str:
    """A payload's key without the words that may be left out.

    >>> without_tail("change6ascender", "ascent"), without_tail("starlinksatellites", "liftoff")
    ('change6', 'starlink')
    """
    tails = tuple(rules()["tails"].get(subtype, ()))
    while cut := next((t for t in tails if key.endswith(t) and len(key) > len(t) + 2), None):
        key = key[: -len(cut)]
    return key


@lru_cache(maxsize=HELD)
def state_of(key: str) -> str:
    """The state that a party acts for, or the party itself.

    The knowledge base says which bodies are of a state: agencies, ministries, governments, parliaments.

    >>> state_of("roscosmos"), state_of("spacex")
    ('russia', 'spacex')
    """
    if key in _states():
        return _states()[key]
    for start in rules()["governments"]:
        if key.startswith(start) and len(key) > len(start):
            return key[len(start) :]
    return key


@lru_cache(maxsize=HELD)
def same_place(one: str, other: str) -> bool:
    """True if two places may be one: a pad and its spaceport, a spaceport and its state.

    >>> same_place("sriharikota", "satishdhawanspacecentresecondlaunchpad")
    True
    """
    return one.startswith(other) or other.startswith(one) or bool(_groups(one) & _groups(other))


def same_vehicle(one: str, other: str) -> bool:
    """True if one name is the other's family ("PSLV", "PSLV-C52") or both are one.

    >>> same_vehicle("pslv", "pslvc52"), same_vehicle("longmarch5", "longmarch7")
    (True, False)
    """
    return one.startswith(other) or other.startswith(one)


def _groups(place: str) -> set[int]:
    groups = enumerate(rules()["places"])
    return {i for i, names in groups if any(place.startswith(n) or n == place for n in names)}


@cache
def _states() -> dict[str, str]:
    """Bodies of a state to the state."""
    text = files("ghatana.knowledge").joinpath("data", "countries.tsv").read_text("utf-8")
    codes = {e.country: compact(e.name) for e in read(text, "knowledge/data/countries.tsv")}
    text = files("ghatana.knowledge").joinpath("data", "agencies.tsv").read_text("utf-8")
    bodies = read(text, "knowledge/data/agencies.tsv")
    return {compact(e.name): codes[e.country] for e in bodies if e.country in codes}


@cache
def _launchers() -> frozenset[str]:
    return frozenset(compact(e.name) for e in knowledge.load(None).entries if e.type == "LAUNCHER")


@cache
def _programmes() -> frozenset[str]:
    names = frozenset(compact(e.name) for e in knowledge.load(None).entries if e.type == "PROGRAM")
    return names - named("stations")
