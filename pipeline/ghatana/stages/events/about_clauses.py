"""Evidence from the order of words, where a language tells subject and object by it.

In such a language a verb's own words say less than its neighbours: what stands before it as its subject, after it as
its object, and in which relation the next things stand.
"""

from __future__ import annotations

from ghatana.stages.events.about_arguments import Setting
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.places import Spot, place, relation, shape
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate

NEAR = 4  # words before the verb, and after it, whose cues count
AFTER = 3  # things after the verb
STEM = 6  # letters of a word that stand for all its forms
OWN = {"b0", "a0", "in"}


def about_event_clause(reading: Reading, candidate: Candidate) -> list[str]:
    """What is observed about a trigger as the verb of its clause; nothing in a language of another kind."""
    if not reading.lexicon.order:
        return []
    kind = candidate.row.type[0]
    sense = f"{kind}.{candidate.row.sense}"
    form, _ = shape(candidate)
    subject, objects = _subject(reading, candidate), _following(reading, candidate)
    first = objects[0].label if objects else "none"
    things = {f"{m.label}|{relation(reading, candidate, m)}" for m in objects}
    group = candidate.form.ending if candidate.form else "-"
    before, after = _key(reading, candidate, candidate.begin - 1), _key(reading, candidate, candidate.end + 1)
    verb, whole = (
        reading.keys[candidate.first][:STEM],
        "_".join(reading.keys[candidate.first : candidate.last + 1]),
    )
    return [
        f"V1={kind}|{verb}",
        f"V1F={kind}|{verb}|{form}",
        f"VW={kind}|{whole}",
        f"V1S={kind}|{verb}|{subject}",
        f"V1O={kind}|{verb}|{first}",
        f"SV={sense}|{subject}",
        f"SVF={kind}|{subject}|{form}",
        f"VO={sense}|{first}",
        f"VOF={kind}|{first}|{form}",
        f"SVO={kind}|{subject}|{first}",
        f"SVOS={sense}|{subject}|{first}",
        f"GR={sense}|{group}",
        f"PW={sense}|{before}",
        f"NW={sense}|{after}",
        f"RW={candidate.row.id}|{after}",
        *sorted({f"VP={kind}|{thing}" for thing in things}),
        *sorted({f"VPS={sense}|{thing}" for thing in things}),
        *[f"CB={kind}|{cue}|{form}" for cue in _cues(reading, candidate)],
    ]


def about_status_clause(reading: Reading, candidate: Candidate) -> list[str]:
    """What is observed about a claim's status: the words about the verb, and the cues before it."""
    if not reading.lexicon.order:
        return []
    form, status = shape(candidate)
    said = candidate.row.status or status
    cues = _cues(reading, candidate)
    group = candidate.form.ending if candidate.form else "-"
    return [
        f"GK={candidate.row.kind}|{group}",
        f"GN={candidate.row.sense}|{group}",
        f"PW={form}|{_key(reading, candidate, candidate.begin - 1)}",
        f"V1={reading.keys[candidate.first][:STEM]}|{group}",
        *[f"CB={said}|{cue}" for cue in cues],
        *[f"CG={group}|{cue}" for cue in cues],
    ]


def about_argument_clause(candidate: Candidate, about: Setting, mention: Mention, spot: Spot) -> list[str]:
    """What is observed about a mention: what stands next to it, and how many things between it and the verb."""
    if mention.sentence != candidate.sentence:
        return []
    where, case = spot.where, spot.relation
    label, sense = mention.label, f"{candidate.row.type[0]}.{candidate.row.sense}"
    form, _ = shape(candidate)
    beside = about.beside
    at = beside.index(mention)
    following = beside[at + 1] if at + 1 < len(beside) else None
    joined = following is not None and following.first == mention.last + 1
    owned = following.label if joined and following is not None else mention.after
    previous = beside[at - 1] if at else None
    tied = previous is not None and previous.last + 1 == mention.first
    low, high = sorted((mention.first, candidate.first))
    between = sum(low < m.first < high for m in beside)
    return [
        f"OWN={label}|{mention.case}|{owned}|{where}",
        f"OWNS={sense}|{label}|{mention.case}|{owned}",
        f"TIED={label}|{case}|{previous.label if tied and previous else 'none'}|{where}",
        f"NB={label}|{case}|{where}|{min(between, 3)}",
        f"NBF={form}|{label}|{case}|{min(between, 2)}",
        f"FS={form}|{sense}|{label}|{case}",
    ]


def _subject(reading: Reading, candidate: Candidate) -> str:
    """The label of what stands closest before the verb without a preposition, in its own clause; else what there is."""
    found = [
        m
        for m in reading.mentions_in(candidate.sentence, candidate.sentence)
        if m.last < candidate.first and m.case == "nom"
    ]
    if not found:
        return "none"
    last = found[-1]
    far = place(reading, candidate, last.first, last.last, last.sentence) != "b0"
    return f"{last.label}{'+' if far else ''}"


def _following(reading: Reading, candidate: Candidate) -> list[Mention]:
    """The things next after the verb in its own clause."""
    return [
        m
        for m in reading.mentions_in(candidate.sentence, candidate.sentence)
        if m.first > candidate.last and place(reading, candidate, m.first, m.last, m.sentence) == "a0"
    ][:AFTER]


def _cues(reading: Reading, candidate: Candidate) -> list[str]:
    """The classes of the cues just before the verb."""
    start = max(reading.bounds[candidate.sentence][0], candidate.begin - NEAR)
    return sorted({str(reading.cues[at]) for at in range(start, candidate.begin) if reading.cues[at]})


def _key(reading: Reading, candidate: Candidate, at: int) -> str:
    """A word beside the trigger: the word itself, `name`, `time`, or `end` beyond its sentence or a mark."""
    start, stop = reading.bounds[candidate.sentence]
    if not start <= at < stop:
        return "end"
    if reading.names[at] >= 0:
        return "name"
    if reading.times[at] >= 0:
        return "time"
    return reading.keys[at]
