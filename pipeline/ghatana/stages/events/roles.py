"""Who fills which role of an event: the referents of a document, weighed one by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from ghatana.annotations import ROLES
from ghatana.document import CORE_ROLES, Argument
from ghatana.knowledge import seats
from ghatana.stages.events.about_arguments import Setting, about_argument, setting
from ghatana.stages.events.about_clauses import about_argument_clause
from ghatana.stages.events.confidence import certainty
from ghatana.stages.events.evidence import probability, score
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.opinions import Choices, Standing, about_rivals, role_scores, standing
from ghatana.stages.events.places import spot_of
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.referents import Referent, referents
from ghatana.stages.events.role_facts import (
    ACTING,
    CALLED,
    FILLS,
    NAMED_BY_RULES,
    SINGLE,
    least_chance,
)
from ghatana.stages.events.together import (
    Filler,
    apart,
    at_least,
    both_states,
    one_for_each_state,
    pointed_at,
    whole_lists,
)
from ghatana.stages.events.told import History, Told, recalled, told_of
from ghatana.stages.events.triggers import Candidate

# A thing that the model takes for less likely (log-odds) in a role is not weighed for it: of 7,500 arguments of
# documents that it had not learnt seven change.
HOPELESS = -4.5


def evidence(
    reading: Reading, candidate: Candidate, about: Setting, referent: Referent, told: Told
) -> list[str]:
    """What is observed about a referent as an argument."""
    count = len(referent.mentions)
    mention = referent.mention
    spot = spot_of(reading, candidate, mention)
    observed = about_argument(reading, candidate, about, mention, spot, referent.rank, count, referent.first)
    if reading.lexicon.order:
        observed += about_argument_clause(candidate, about, mention, spot)
    return observed + recalled(candidate, mention, told)


@dataclass(frozen=True, slots=True)
class Considered:
    """The things about a trigger, what is observed of one by its number, and what a model says (None without one)."""

    things: list[Referent]
    observed: Callable[[int], list[str]]
    said: Standing | None


def considered(reading: Reading, candidate: Candidate, history: History) -> Considered:
    """What is considered for the roles of the event that a trigger announces.

    Args:
        reading: the document.
        candidate: the trigger.
        history: what was found of the events before it.
    """
    things = referents(reading, candidate)
    about, told = setting(reading, candidate), told_of(candidate, history)
    said = None
    if reading.answers is not None:
        numbers = [[reading.numbers[m] for m in thing.mentions] for thing in things]
        said = standing(reading.answers, candidate.number, candidate.row.type, numbers)
    # Worked out when a role asks for it: of half the things none does.
    return Considered(things, cache(lambda n: evidence(reading, candidate, about, things[n], told)), said)


def weighable(candidate: Candidate, role: str, them: Considered) -> list[tuple[Referent, list[str]]]:
    """The things that may fill a role, each with what was observed of it and what a model says.

    Those that the model takes for hopeless are left out.
    """
    column = ROLES[candidate.row.type].index(role)
    able = [n for n, thing in enumerate(them.things) if thing.mention.label in FILLS[role]]
    choices = Choices(role_scores(them.said, column, able))
    return [
        (
            them.things[n],
            [
                *them.observed(n),
                *choices.about(at, them.things[n].mention.label),
                *about_rivals(them.said, column, n),
            ],
        )
        for at, n in enumerate(able)
        if not choices.hopeless(at, HOPELESS)
    ]


def rank(
    reading: Reading, candidate: Candidate, role: str, them: Considered
) -> list[tuple[Filler, list[str]]]:
    """Who may fill a role, the likeliest first, each with what was observed of it and what a model says."""
    table = reading.lexicon.weights.get(f"role.{candidate.row.type}.{role}", {}).get("yes", {})
    found = [
        (Filler(role, thing.mention, probability(score(table, items))), items)
        for thing, items in weighable(candidate, role, them)
    ]
    return sorted(found, key=lambda pair: (-pair[0].chance, pair[0].mention.start))


@dataclass(frozen=True, slots=True)
class Filled:
    """Who fills the roles of an event, in text order, who else was weighed, and how likely the core is all right."""

    found: list[Filler]
    rest: list[Filler]
    sure: float


def fill(reading: Reading, candidate: Candidate, history: History) -> Filled:
    """Who fills the roles of the event that a trigger announces.

    Args:
        reading: the document.
        candidate: the trigger.
        history: what was found of the events before it.
    """
    them = considered(reading, candidate, history)
    found: list[Filler] = []
    rest: list[Filler] = []
    for role in ROLES[candidate.row.type]:
        if f"role.{candidate.row.type}.{role}" not in reading.lexicon.weights:
            continue
        ranked = [filler for filler, _ in rank(reading, candidate, role, them)]
        least = least_chance(role, with_model=reading.answers is not None)
        likely = [f for f in ranked if f.chance >= least]
        likely = likely[:1] if role in SINGLE else whole_lists(reading, likely)
        found += likely
        rest += [f for f in ranked if f not in likely]
    found = one_for_each_state(both_states(reading, candidate, apart(found), rest))
    found += pointed_at(reading, candidate, found, rest)
    found += at_least(reading, candidate, found, rest)
    rest = [f for f in rest if f not in found]
    core = CORE_ROLES[candidate.row.type]
    sure = certainty((f.chance, True) for f in found if f.role in core)
    sure *= certainty((f.chance, False) for f in rest if f.role in core)
    return Filled(sorted(found, key=lambda f: (f.mention.start, f.mention.end, f.role)), rest, sure)


def arguments(reading: Reading, candidate: Candidate, fillers: list[Filler]) -> tuple[Argument, ...]:
    """Fillers as arguments, in text order, with their stems.

    A capital that acts is its country, and a common noun is called by what a model takes it for; neither is there a
    second time beside a name that says the same.
    """
    out = []
    held = {
        (f.role, f.mention.canonical)
        for f in fillers
        if (f.mention.start, f.mention.end) not in reading.stand
    }
    for f in fillers:
        canonical, kb_id = _who(reading, f)
        if canonical is not None and canonical != f.mention.canonical and (f.role, canonical) in held:
            continue
        basis = "sentence" if f.mention.sentence == candidate.sentence else "document"
        span = (f.mention.start, f.mention.end)
        stem_end = _stem_end(reading, f.mention)
        out.append(Argument(*span, f.role, canonical, kb_id, basis, round(f.chance, 4), stem_end))
    return tuple(out)


def called(reading: Reading, candidate: Candidate, fillers: Sequence[Filler]) -> float:
    """How likely all core arguments that are common nouns stand for what a model takes them for."""
    core = CORE_ROLES[candidate.row.type]
    stand = (reading.stand.get((f.mention.start, f.mention.end)) for f in fillers if f.role in core)
    return certainty((one.chance, True) for one in stand if one is not None)


def _who(reading: Reading, filler: Filler) -> tuple[str | None, str | None]:
    """The name and id of who fills a role: of the country, where its capital acts ("Moscow signed").

    A common noun is not called by what could not fill the role itself: a station is no launch site, a phase no station.
    """
    stands = reading.stand.get((filler.mention.start, filler.mention.end))
    if stands is not None and stands.mention is not None:
        label: str | None = stands.mention.label
    else:  # a name that the rules know, of no mention
        label = NAMED_BY_RULES.get(filler.mention.label) if filler.mention.start in reading.unnamed else None
    if label is not None and label not in CALLED[filler.role]:
        return None, None
    mention = stands or filler.mention
    country = seats().get(mention.kb_id or "") if filler.role in ACTING else None
    return (country.name, country.id) if country else (mention.canonical, mention.kb_id)


def _stem_end(reading: Reading, mention: Mention) -> int:
    """Where the case suffix of a mention's last word begins; its end where it has none."""
    if mention.bare:
        return mention.end
    text = reading.document.text
    start = max(mention.start, reading.words[mention.last].start)
    if mention.end <= start:  # a name that is only a part of its word
        return mention.end
    splitter = reading.lexicon.splitter
    end = start + splitter.split(text[start : mention.end]).stem_end
    # Of "ఉపగ్రహాలను" the plural stays: what is left without it is no word. (The లో of శ్రీహరికోటలో is no plural.)
    after = end + len(splitter.plural)
    plural = after < mention.end and bool(splitter.plural) and text.startswith(splitter.plural, end)
    return after if plural and not unicodedata.category(text[after]).startswith("M") else end


def remember(candidate: Candidate, fillers: list[Filler]) -> tuple[str, frozenset[tuple[str, str]]]:
    """What the events to come should know of this one."""
    return candidate.row.type, frozenset((f.role, f.mention.referent) for f in fillers)
