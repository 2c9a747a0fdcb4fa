"""What the events told so far say of a thing: who did what in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.triggers import Candidate

MEMORY = 8  # events remembered
# Of each event its type, and in which roles things were (their `referent`).
History = list[tuple[str, frozenset[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Told:
    """What the events told so far say: who did what in the last of the family, in any of it, and in any other."""

    same: int
    last: Mapping[str, str]
    ever: Mapping[str, str]
    cross: Mapping[str, str]


def told_of(candidate: Candidate, history: History) -> Told:
    """What the last events of a document say to a trigger; names of roles, joined, by referent."""
    recent = history[-MEMORY:]
    same = [roles for family, roles in recent if family == candidate.row.type]
    others = [roles for family, roles in recent if family != candidate.row.type]
    return Told(len(same), _joined(same[-1:]), _joined(same), _joined(others))


def _joined(events: Iterable[frozenset[tuple[str, str]]]) -> dict[str, str]:
    roles: dict[str, set[str]] = {}
    for event in events:
        for role, who in event:
            roles.setdefault(who, set()).add(role)
    return {who: "+".join(sorted(found)) for who, found in roles.items()}


def recalled(candidate: Candidate, mention: Mention, told: Told) -> list[str]:
    """Evidence from the events told so far: what the thing that is mentioned did in them."""
    label, key = mention.label, mention.referent
    side = "s" if mention.sentence != candidate.sentence else "i"
    last = told.last.get(key, "") if told.same else "none"
    return [
        f"HL={label}|{last}|{side}",
        f"HE={label}|{told.ever.get(key, '')}|{side}|{min(told.same, 2)}",
        f"HS={candidate.row.sense}|{last}|{side}",
        f"HX={label}|{told.cross.get(key, '')}",
    ]
