"""Evidence that a mention fills a role of an event."""

from __future__ import annotations

from dataclasses import dataclass

from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.places import Spot, bucket, gap, place, shape
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.role_facts import FILLS
from ghatana.stages.events.triggers import Candidate

SPEAKERS = FILLS["source"]
COARSE = {"agency": "ORG", "media": "ORG", "body": "ORG", "country": "LOC", "ORG": "ORG", "LOC": "LOC"}
THINGS = {"SPACECRAFT", "LAUNCHER", "craft", "rocket", "PROGRAM", "station"}
PRONOUNS = {"it", "it_acc", "they", "they_acc", "he", "self"}
CLOSE = {"b0", "b1", "in", "a0"}
STEM = 6
SPEECH_REACH = 15


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands about a trigger, the same for all mentions: names close by and pronouns."""

    beside: list[Mention]
    present: str
    pronouns: list[str]


def setting(reading: Reading, candidate: Candidate) -> Setting:
    """The setting of a trigger."""
    beside = reading.mentions_in(candidate.sentence, candidate.sentence)
    present = {m.label for m in beside if place(reading, candidate, m.first, m.last, m.sentence) in CLOSE}
    return Setting(beside, "+".join(sorted(present & THINGS)), _pronouns(reading, candidate) or ["none"])


def about_argument(
    reading: Reading,
    candidate: Candidate,
    about: Setting,
    mention: Mention,
    spot: Spot,
    rank: int,
    count: int,
    first: bool,
) -> list[str]:
    """What is observed about a mention.

    Args:
        reading: the document.
        candidate: the trigger.
        about: the trigger's setting.
        mention: of a thing, the mention that is closest to the trigger.
        spot: where it stands.
        rank: of the thing, by closeness, among those of its label.
        count: how often the thing is mentioned.
        first: whether it is the first of its label in the document.
    """
    label, row = mention.label, candidate.row.id
    sense = f"{candidate.row.type[0]}.{candidate.row.sense}"
    where, role = spot.where, spot.relation
    case = f"{label}|{role}"
    form, _ = shape(candidate)
    same = where[0] in "bai"
    near = where if same else "s-" if where.startswith("s-") else "s+"
    out = [
        f"L={label}",
        f"LC={case}",
        f"LW={label}|{where}",
        f"LWC={case}|{near}",
        f"LK={label}|{min(rank, 3)}",
        f"LWK={label}|{near}|{min(rank, 2)}",
        f"LN={label}|{mention.after}",
        f"LH={label}|{mention.head}",
        f"LQ={label}|{min(count, 3)}",
        f"LF={label}|{first}",
        f"RL={row}|{label}",
        f"RLC={row}|{case}",
        f"NL={sense}|{label}",
        f"NLC={sense}|{case}",
        f"NLW={sense}|{label}|{where}",
        f"TL={candidate.row.type[0]}.{candidate.row.subtype}|{case}",
        f"FL={form}|{case}",
        f"NUM={label}|{mention.number}",
    ]
    if same:
        out.append(f"LD={label}|{where[0]}|{bucket(gap(candidate, mention.first, mention.last))}")
    if reading.lexicon.passive and reading.lexicon.passive in reading.keys[candidate.last]:
        out.append(f"PAS={case}")
    if label in COARSE:
        coarse = COARSE[label]
        out += [f"C{item}" for item in (f"W={coarse}|{role}|{where}", f"N={sense}|{coarse}|{role}")]
        out += [f"CK={coarse}|{near}|{min(rank, 2)}", f"CF={form}|{coarse}|{role}|{where}"]
    elif label.islower():
        out.append(f"HW={reading.keys[mention.last][:STEM]}|{where[0]}")
    out += _among_others(reading, candidate, about, mention, spot, rank, first)
    if label in SPEAKERS:
        out += _as_speaker(reading, candidate, mention, where)
    return out


def _among_others(
    reading: Reading,
    candidate: Candidate,
    about: Setting,
    mention: Mention,
    spot: Spot,
    rank: int,
    first: bool,
) -> list[str]:
    """Evidence from what else could fill the role: rival triggers, other names, pronouns."""
    where, case = spot.where, spot.relation
    label, family, side = mention.label, candidate.row.type, where[0]
    after = mention.first > candidate.last
    left, right = (candidate.last, mention.first) if after else (mention.last, candidate.first)
    rivals = reading.rivals(family, left, right)
    middle = sum(m.label == label and left < m.first < right for m in about.beside) if side in "ba" else 0
    kinds = reading.totals.kinds.get(label, 0)
    form, status = shape(candidate)
    listed = mention.group in reading.totals.lists
    return [
        f"RV={label}|{min(rivals, 3)}|{side}",
        f"RVC={label}|{case}|{min(rivals, 2)}|{side}",
        f"HR={label}|{side}|{about.present}",
        f"U={label}|{min(kinds, 4)}|{side}",
        f"U1={label}|{kinds == 1}|{where}",
        f"S0={label}|{mention.sentence == 0}|{side}",
        f"S2={label}|{first}|{min(rank, 2)}|{candidate.row.sense}",
        f"Z={family[0]}.{candidate.row.sense}|{label}|{case}|{where}",
        f"Z2={family[0]}|{label}|{case}|{where}|{min(rank, 1)}",
        f"MID={label}|{min(middle, 2)}|{where}",
        f"FW={form}|{label}|{case}|{where}",
        f"STT={candidate.row.status or status}|{label}|{side}",
        f"GP={label}|{listed}|{case}|{side}",
        *[f"PR={label}|{p}|{side}|{min(rank, 1)}" for p in about.pronouns],
    ]


def _pronouns(reading: Reading, candidate: Candidate) -> list[str]:
    """The classes of the pronouns in the trigger's clause and the one before it."""
    start = reading.bounds[candidate.sentence][0]
    found = {
        str(reading.cues[at])
        for at in range(start, candidate.first)
        if reading.cues[at] in PRONOUNS and reading.between(at, candidate.first) <= 1
    }
    return sorted(found)


def _as_speaker(reading: Reading, candidate: Candidate, mention: Mention, where: str) -> list[str]:
    """Evidence that the claim is somebody's words: a reporting verb after the name, a quotation, a dateline."""
    label = mention.label
    say = None
    others = 0
    stop = min(mention.last + 1 + SPEECH_REACH, reading.bounds[mention.sentence][1])
    for at in range(mention.last + 1, stop):
        if reading.cues[at] == "say":
            say = at
            break
        name = reading.names[at]
        if name >= 0 and name not in (reading.names[mention.last], reading.names[at - 1]):
            others += reading.document.entities[name].label in SPEAKERS
    near = "none" if say is None else bucket(say - mention.last - 1)
    speaks = say is not None
    quoted = bool(candidate.form and candidate.form.quoted)
    inside = reading.quotes[candidate.first] % 2
    opening = mention.sentence == 0 and any(c in reading.words[mention.first].gap for c in "(/")
    return [
        f"S={label}|{near}|{min(others, 2)}",
        f"SW={label}|{speaks}|{where}",
        f"SQ={label}|{speaks}|{quoted}|{where[0] == 'a'}",
        f"SC={label}|{mention.case}|{speaks}",
        f"SA={label}|{mention.after}|{where[0]}",
        f"SO={label}|{opening}",
        f"SI={label}|{inside}|{where[0]}",
    ]
