"""What a common noun stands for ("the firm", "the probe"): a model is asked about every name it may take up.

The rules of `coreference` have their say first, and who fills which role is decided with the names that they give. What
they say is one of the facts that the model is told, and an argument that is such a noun is called by the name that the
model takes, or by none. Nouns that are named by their own words ("memorandum of understanding", "the second phase")
are not asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import exp

from ghatana.stages.events.coreference import is_station
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.model import EventModel, Noun, Option
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
}
# How much likelier than the best name none has to be. By heads taught the other half of the training documents, at 1.5
# and at 2.0: of 2,308 nouns with a name 1,245 and 1,282 right, 568 and 648 another name; of 2,300 without one 514 and
# 653 named.
LEANING = 1.5  # log-odds
FAR, MANY, DOUBLINGS = 6, 3, 8
PAIR_FACTS = 10  # how many facts a pair of a noun and a mention has


def nouns(reading: Reading) -> list[Noun]:
    """The nouns of a document that may stand for a name, each with the names that it may stand for."""
    named: dict[str, list[int]] = {}
    for number, mention in enumerate(reading.mentions):
        if mention.canonical is not None and mention.start not in reading.unnamed:
            station = mention.label == PROGRAM and is_station(reading.lexicon, mention)
            named.setdefault(STATION if station else mention.label, []).append(number)
    out = []
    for number, mention in enumerate(reading.mentions):
        if mention.start in reading.unnamed and mention.label in TAKES_UP:
            able = sorted(n for label in TAKES_UP[mention.label] for n in named.get(label, ()))
            options = _options(reading, mention, able)
            if options:
                known = str(any(option.name == mention.canonical for option in options))
                facts = (mention.label, mention.number, reading.document.lang, known)
                out.append(Noun(number, mention.start, mention.end, facts, options))
    return out


def _options(reading: Reading, noun: Mention, able: Sequence[int]) -> tuple[Option, ...]:
    """The names that a noun may stand for, by the numbers of their mentions."""
    held: dict[str, list[int]] = {}
    for number in able:
        held.setdefault(str(reading.mentions[number].canonical), []).append(number)
    count = Counter(reading.mentions[numbers[0]].label for numbers in held.values())
    ranks = _ranks(reading, noun, able)
    out = []
    for name, numbers in held.items():
        facts = []
        for number in numbers:
            mention = reading.mentions[number]
            by_rule = str(name == noun.canonical)
            away = noun.first - mention.last
            facts.append(
                (
                    f"{mention.label}|{noun.label}",
                    str(max(-FAR, min(FAR, noun.sentence - mention.sentence))),
                    str((1 if away > 0 else -1) * min(DOUBLINGS, abs(away).bit_length())),
                    mention.case,
                    mention.head,
                    by_rule,
                    f"{noun.label}|{by_rule}",
                    str(ranks[mention.label, name]),
                    str(min(MANY, count[mention.label])),
                    str(min(MANY + 1, len(numbers))),
                )
            )
        out.append(Option(name, tuple(numbers), tuple(facts)))
    if noun.canonical is not None and noun.canonical not in held:
        out.append(Option(noun.canonical, (), ((f"rule|{noun.label}", *("",) * (PAIR_FACTS - 1)),)))
    return tuple(out)


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
    if not option.mentions:
        return StandsFor(option.name, None, chance, None)
    name = reading.mentions[option.mentions[0]]
    return StandsFor(name.canonical, name.kb_id, chance, name)
