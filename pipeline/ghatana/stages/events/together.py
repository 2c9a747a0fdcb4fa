"""Which fillers of an event go together: a thing in one role, a state or its agency, a list as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from ghatana.knowledge import homes
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.phrases import BOTH, DESCRIBING, FILLERS
from ghatana.stages.events.places import clauses_between
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.role_facts import CORE_LEAST, EITHER, NEEDED, NEXT_LEAST, SPAN_FOR_ONE
from ghatana.stages.events.triggers import Candidate

STATE, AGENCY = "country", "agency"
# What two of a class of nouns are: "the two countries", "both agencies".
BOTH_OF = {"state": frozenset({STATE}), "firm": frozenset({AGENCY, "ORG"})}
PAIR = 2
PAYLOAD = "payload"
OBJECTS = {"it_acc", "they_acc"}  # the cues of pronouns that are objects
WITH = "com"  # the case of those with whom somebody agrees


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention in a role, and how likely it is there."""

    role: str
    mention: Mention
    chance: float


def apart(found: list[Filler]) -> list[Filler]:
    """The fillers without those of a thing that is likelier something else.

    It flies, or is flown on or to; it is the station, or what is built of it; it is agreed on, or what that is about.
    """
    best: dict[str | tuple[int, int], Filler] = {}
    for filler in found:
        if (thing := _one_of(filler)) is not None:
            best[thing] = max(best.get(thing, filler), filler, key=lambda f: f.chance)
    return [f for f in found if (thing := _one_of(f)) is None or best[thing].role == f.role]


def _one_of(filler: Filler) -> str | tuple[int, int] | None:
    """What fills one role at most, if the filler's role is one of those: a referent, or a span."""
    if filler.role in EITHER:
        return filler.mention.referent
    return (filler.mention.start, filler.mention.end) if filler.role in SPAN_FOR_ONE else None


def both_states(
    reading: Reading, candidate: Candidate, found: list[Filler], rest: list[Filler]
) -> list[Filler]:
    """The fillers with the two likeliest of their kind as parties where "both countries", "both agencies" agree.

    Those of another kind with whom they agree stay.
    """
    kind = _of_both(reading, candidate) if candidate.row.type == "agreement" else None
    if kind is None:
        return found
    two: dict[str, Filler] = {}
    for filler in sorted((*found, *rest), key=lambda f: (-f.chance, f.mention.start)):
        mention = filler.mention
        if filler.role == "party" and mention.label in kind and len(two) < PAIR:
            two.setdefault(mention.referent, filler)
    if len(two) < PAIR:
        return found
    others = [
        f for f in found if f.role != "party" or (f.mention.case == WITH and f.mention.label not in kind)
    ]
    return others + list(two.values())


def _of_both(reading: Reading, candidate: Candidate) -> frozenset[str] | None:
    """What "ఇరు దేశాలు", "the two agencies" in the trigger's clause are; None without, and for their own bodies."""
    modifiers = reading.lexicon.modifiers
    for mention in reading.mentions_in(candidate.sentence, candidate.sentence):
        kinds = {modifiers.get(reading.keys[at]) for at in range(mention.first, mention.last + 1)}
        if mention.label not in BOTH_OF or BOTH not in kinds or "other" in kinds:
            continue
        if "state" in reading.nouns[mention.first : mention.last]:  # the agencies of two countries
            continue
        head, stop = mention.last + 1, reading.bounds[mention.sentence][1]
        while head < stop and modifiers.get(reading.keys[head]) in DESCRIBING:
            head += 1
        theirs = head < stop and reading.nouns[head] in FILLERS
        if not theirs and not clauses_between(reading, candidate, mention.last):
            return BOTH_OF[mention.label]
    return None


def one_for_each_state(found: list[Filler]) -> list[Filler]:
    """The fillers without a state beside its own agency as parties, or the agency where that is less likely."""
    best: dict[str, Filler] = {}
    parties = [f for f in found if f.role == "party"]
    for filler in parties:
        if filler.mention.label in (STATE, AGENCY) and (home := homes().get(filler.mention.kb_id or "")):
            best[home] = max(best.get(home, filler), filler, key=lambda f: f.chance)
    return [
        f
        for f in found
        if f not in parties
        or f.mention.label not in (STATE, AGENCY)
        or (rival := best.get(homes().get(f.mention.kb_id or "", ""))) is None
        or rival.mention.label == f.mention.label
    ]


def at_least(reading: Reading, candidate: Candidate, found: list[Filler], rest: list[Filler]) -> list[Filler]:
    """The likeliest of the rest where a role that an event cannot do without is open.

    Who agrees "with" somebody is one more than those with whom. A list is not divided: what is left of it comes as a
    whole, and only where nothing fills the role yet ("Ethiopia joined what China and Russia began").
    """
    subtype = (candidate.row.type, candidate.row.subtype)
    wanted, count = NEEDED.get(subtype, NEEDED[candidate.row.type, ""])
    have = [f for f in found if f.role in wanted]
    accompanied = (
        candidate.row.type == "agreement" and bool(have) and all(f.mention.case == WITH for f in have)
    )
    missing = max(0, count - len(have), accompanied)
    if not missing:
        return []
    least = CORE_LEAST if missing == count or accompanied else NEXT_LEAST
    spare = sorted((f for f in rest if f.role in wanted), key=lambda f: (-f.chance, f.mention.start))
    first = [] if have else whole_lists(reading, spare[:1])
    if len(first) > 1:
        return first if spare[0].chance >= least else []
    taken = {f.mention.referent for f in have}
    alone = [f for f in spare if {o.mention.referent for o in whole_lists(reading, [f])[1:]} <= taken]
    return [f for n, f in enumerate(alone[:missing]) if f.chance >= (NEXT_LEAST if n else least)]


def pointed_at(
    reading: Reading, candidate: Candidate, found: list[Filler], rest: list[Filler]
) -> list[Filler]:
    """What a pronoun says is launched, where nothing else is: the likeliest before it ("… దాన్ని ప్రయోగించారు")."""
    if candidate.row.type != "launch" or any(f.role == PAYLOAD for f in found):
        return []
    words = range(reading.bounds[candidate.sentence][0], candidate.first)
    pronouns = (n for n in words if reading.cues[n] in OBJECTS and not reading.between(n, candidate.first))
    at = next(pronouns, 0)
    able = [f for f in rest if f.role == PAYLOAD and f.mention.last < at and f.chance >= CORE_LEAST]
    return sorted(able, key=lambda f: (-f.chance, f.mention.start))[:1]


def whole_lists(reading: Reading, likely: list[Filler]) -> list[Filler]:
    """Where one member of a list fills a role, so do the others."""
    out = list(likely)
    taken = {f.mention.referent for f in likely}
    for filler in likely:
        for other in reading.mentions:
            if other.group == filler.mention.group and other.referent not in taken:
                taken.add(other.referent)
                out.append(Filler(filler.role, other, filler.chance))
    return out
