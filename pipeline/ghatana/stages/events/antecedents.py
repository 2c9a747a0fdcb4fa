"""What a common noun stands for ("the firm", "the probe"): a model is asked about every name it may take up.

The rules of `coreference` have their say first, and who fills which role is decided with the names that they give. What
they say is one of the facts that the model is told, and an argument that is such a noun is called by the name that the
model takes, or by none. Nouns that are named by their own words ("memorandum of understanding", "the second phase")
are not asked about. A noun may also have a name that no mention bears, by whose it is (`implied`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp

from ghatana.knowledge import homes, ids
from ghatana.stages.events.coreference import is_station
from ghatana.stages.events.implied import Implied, home_of, implied
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.model import EventModel, Noun, Option
from ghatana.stages.events.own import KINDS
from ghatana.stages.events.reading import Reading, StandsFor

PROGRAM, STATION = "PROGRAM", "PROGRAM.station"
# Classes of nouns and the labels of the names that they may take up: pairs that the training documents have.
TAKES_UP = {
    "craft": {"SPACECRAFT", PROGRAM, "LAUNCHER", "ORG"},
    "module": {"SPACECRAFT", PROGRAM},
    "ascender": {"SPACECRAFT"},
    "one": {"SPACECRAFT", "LAUNCHER"},
    "rocket": {"LAUNCHER"},
    "station": {PROGRAM, STATION, "accord", "SITE", "SPACECRAFT"},
    "base": {PROGRAM, STATION, "SITE"},
    "firm": {"ORG", "agency", "media"},
    "office": {"agency", "PER", "ORG", "body"},
    "media": {"ORG", "media", "agency"},
    "pad": {"SITE"},
    "ground": {"BODY"},
    "state": {"country", "LOC"},
    "pact": {"accord", PROGRAM},
    "work": set(),
    "crew": set(),
}
# How much likelier than the best name none has to be. By the head that ships, on the first 450 documents of
# `corpus/fresh`, at 0 and at 1: of 566 nouns with a name 359 and 387 right, 65 and 80 another name; of 328 without one
# 23 and 53 named.
LEANING = 1.0  # log-odds
QUANTITIES = {"num", "dem", "other", "own"}
STEM = 5  # letters of a word that stand for all its forms
FAR, MANY, DOUBLINGS = 6, 3, 8
NOWHERE = ("",) * 4  # where a name stands that no mention bears
PAIR_FACTS = 13  # how many facts a pair of a noun and a mention has


def nouns(reading: Reading) -> list[Noun]:
    """The nouns of a document that may stand for a name, each with the names that it may stand for."""
    named: dict[str, list[int]] = {}
    for number, mention in enumerate(reading.mentions):
        if mention.canonical is not None and mention.start not in reading.unnamed:
            station = mention.label == PROGRAM and is_station(reading.lexicon, mention)
            named.setdefault(STATION if station else mention.label, []).append(number)
    asked = [
        (number, mention, implied(reading, mention))
        for number, mention in enumerate(reading.mentions)
        if mention.start in reading.unnamed and mention.label in TAKES_UP
    ]
    # What one noun says in full the next takes up: "the station's first module … the module".
    full = {
        (mention.label, name): found
        for _, mention, offered in asked
        for name, found in offered.items()
        if found.beside or found.kind not in KINDS
    }
    out = []
    for number, mention, offered in asked:
        able = sorted(n for label in TAKES_UP[mention.label] for n in named.get(label, ()))
        again = {
            name: found
            for (label, name), found in full.items()
            if label == mention.label and name not in offered
        }
        options = _options(reading, mention, able, offered, again)
        if options:
            out.append(
                Noun(number, mention.start, mention.end, _about_noun(reading, mention, options), options)
            )
    return out


def _about_noun(reading: Reading, noun: Mention, options: Sequence[Option]) -> tuple[str, ...]:
    """What is known of a noun: its class, quantity and case, its word, how it is modified, what the rules say."""
    modifiers = reading.lexicon.modifiers
    words = {key: kind for key in reading.keys[noun.first : noun.last] if (kind := modifiers.get(key))}
    described = sorted(kind for kind in set(words.values()) if kind not in QUANTITIES)
    counted = sorted(f"{kind}:{key}" for key, kind in words.items() if kind in QUANTITIES)
    return (
        noun.label,
        noun.number,
        reading.document.lang,
        str(any(option.name == noun.canonical for option in options)),
        "|".join(described),
        "|".join(counted),
        f"{reading.document.lang}|{reading.keys[noun.last][:STEM]}",
        f"{noun.label}|{noun.case}",
    )


def _options(
    reading: Reading,
    noun: Mention,
    able: Sequence[int],
    offered: Mapping[str, Implied],
    again: Mapping[str, Implied],
) -> tuple[Option, ...]:
    """The names that a noun may stand for: those of mentions, by their numbers, then those that are only implied."""
    held: dict[str, list[int]] = {}
    for number in able:
        held.setdefault(str(reading.mentions[number].canonical), []).append(number)
    count = Counter(reading.mentions[numbers[0]].label for numbers in held.values())
    ranks = _ranks(reading, noun, able)
    home = home_of(reading, noun)
    out = []
    for name, numbers in held.items():
        found = offered.get(name)
        facts = [
            (
                f"{reading.mentions[number].label}|{noun.label}",
                *_about_pair(reading, noun, number, name),
                str(ranks[reading.mentions[number].label, name]),
                str(min(MANY, count[reading.mentions[number].label])),
                str(min(MANY + 1, len(numbers))),
                found.kind if found else "",
                f"{noun.label}|{found.beside}" if found else "",
                _at_home(home, reading.mentions[number].kb_id),
            )
            for number in numbers
        ]
        out.append(Option(name, tuple(numbers), tuple(facts)))
    for how, several in (("own", offered), ("again", again)):
        for name, implied_name in several.items():
            if name not in held:
                out.append(_unborne(reading, noun, name, implied_name, (how, len(offered), home)))
                held[name] = implied_name.owners
    if noun.canonical is not None and noun.canonical not in held:
        out.append(Option(noun.canonical, (), ((f"rule|{noun.label}", *("",) * (PAIR_FACTS - 1)),)))
    return tuple(out)


def _unborne(
    reading: Reading, noun: Mention, name: str, found: Implied, about: tuple[str, int, str | None]
) -> Option:
    """A name that no mention bears, with the mentions of those whose it is.

    Args:
        reading: the document.
        noun: the common noun.
        name: what it may be called.
        found: by whose it is.
        about: by whose words, how many such names it may have, and the country that its phrase says.
    """
    how, among, home = about
    many = str(min(MANY, among)), str(min(MANY + 1, len(found.owners)))
    said = found.kind, f"{noun.label}|{found.beside}"
    facts = [
        (f"{how}|{noun.label}", *pair, "", *many, *said, at_home)
        for pair, at_home in [
            (_about_pair(reading, noun, number, name), _at_home(home, reading.mentions[number].kb_id))
            for number in found.owners
        ]
        or [((*NOWHERE, *_by_rule(noun, name)), "")]
    ]
    return Option(name, tuple(found.owners), tuple(facts), implied=True)


def _about_pair(reading: Reading, noun: Mention, number: int, name: str) -> tuple[str, ...]:
    """Where a mention stands beside a noun, its case and head, and whether the rules say that name."""
    mention = reading.mentions[number]
    away = noun.first - mention.last
    return (
        str(max(-FAR, min(FAR, noun.sentence - mention.sentence))),
        str((1 if away > 0 else -1) * min(DOUBLINGS, abs(away).bit_length())),
        mention.case,
        mention.head,
        *_by_rule(noun, name),
    )


def _at_home(home: str | None, kb_id: str | None) -> str:
    """Whether a name is of the country that the noun's phrase says: `same`, `other`, or nothing is known."""
    country = homes().get(kb_id or "")
    return "" if home is None or country is None else "same" if home == country else "other"


def _by_rule(noun: Mention, name: str) -> tuple[str, str]:
    """Whether the rules say a name of a noun, alone and with the noun's class."""
    said = str(name == noun.canonical)
    return said, f"{noun.label}|{said}"


def _ranks(reading: Reading, noun: Mention, able: Sequence[int]) -> dict[tuple[str, str], int]:
    """How many names of its label stand closer to the noun than one does, those before it first; `MANY` or fewer."""
    mentions = [reading.mentions[number] for number in able]
    ordered = sorted(mentions, key=lambda m: (m.first > noun.first, abs(noun.first - m.last), m.start))
    out: dict[tuple[str, str], int] = {}
    seen: Counter[str] = Counter()
    for mention in ordered:
        key = mention.label, str(mention.canonical)
        if key not in out:
            out[key] = min(MANY, seen[mention.label])
            seen[mention.label] += 1
    return out


def choice(scores: Sequence[float]) -> int | None:
    """Which option a noun stands for, None for none.

    Args:
        scores: log-probabilities: that it stands for no name, then of each option.

    >>> choice([-0.5, -1.2, -2.3]), choice([-0.1, -2.6])
    (0, None)
    """
    best = max(range(1, len(scores)), key=lambda n: (scores[n], -n))
    return best - 1 if scores[best] > scores[0] - LEANING else None


def taken_up(reading: Reading, model: EventModel) -> Reading:
    """The reading with what its nouns stand for, as a model says; what it says nothing of is left to the rules."""
    asked = nouns(reading)
    said = model.antecedents(reading.document, reading.mentions, asked) if asked else ()
    pairs = zip(asked, said, strict=bool(said))
    stand = {(noun.start, noun.end): _stands_for(reading, noun, scores) for noun, scores in pairs}
    return replace(reading, stand=stand)


def _stands_for(reading: Reading, noun: Noun, scores: Sequence[float]) -> StandsFor:
    """What the likeliest option of a noun is."""
    chosen = choice(scores)
    if chosen is None:
        return StandsFor(None, None, exp(scores[0]), None)
    option, chance = noun.options[chosen], exp(scores[chosen + 1])
    if option.implied or not option.mentions:
        return StandsFor(option.name, ids().get(option.name), chance, None)
    name = reading.mentions[option.mentions[0]]
    return StandsFor(name.canonical, name.kb_id, chance, name)
