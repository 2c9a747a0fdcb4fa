"""What makes two mentions one act of agreement: who, over what or by which paper, and when.

An agency stands for its state (Roscosmos for Russia), for one report says the one and another the other; a company
stands for itself. One party in common is never enough: states and agencies agree on many things with many.
"""

from __future__ import annotations

from itertools import combinations

from ghatana.timeline.kinds import is_name, is_paper, state_of
from ghatana.timeline.names import rules
from ghatana.timeline.profile import Profile, Rule, agree, contradict_in_one_document
from ghatana.timeline.stations import within

TOPIC = Rule(twice=3, again=3, late=31, early=800)
PARTIES = Rule(twice=3, again=3, late=3, early=120, promises=180)
LEAST = 4.0
BRIDGE = 6.0
# Pairs are made of so many parties at most; more sign only what its paper names.
MOST_PARTIES = 8
ALIKE = 0.7


def keys(p: Profile) -> list[str]:
    """Under what it is kept and looked for: two parties, or one and a named paper or subject."""
    parties, act = sorted(_parties(p)), act_of(p)
    out = [f"{act} {x} {y}" for x, y in combinations(parties[:MOST_PARTIES], 2)]
    out += [f"{act} {x} on {topic}" for x in parties for topic in _topics(p)]
    out += [f"{act} {x} {month}" for x in parties for d in p.happened for month in d.months()]
    return sorted(set(out))


def act_of(p: Profile) -> str:
    """The kind of act: acts that reports take for one another are one."""
    found: str = rules()["acts"].get(p.subtype, p.subtype)
    return found


def strong(p: Profile) -> bool:
    """True if names alone nearly tell which it is."""
    return len(_parties(p)) > 1 and bool(_topics(p))


def fit(a: Profile, b: Profile) -> float | None:
    """How well two mentions, or happenings, go together: None where they cannot be one act; one from `LEAST` on."""
    if act_of(a) != act_of(b):
        return None
    one, other = _parties(a), _parties(b)
    shared = one & other
    enough = len(shared) > 1 or shared in (one, other)
    papers = _differ(_papers(a), _papers(b))
    subjects = _differ(_subjects(a), _subjects(b))
    topics = _topics(a) & _topics(b)
    if not shared or not enough or papers or (subjects and not topics) or contradict_in_one_document(a, b):
        return None
    days = agree(a, b, TOPIC if topics else PARTIES)
    if days is None:
        return None
    one_day = any(x.is_day and x in b.happened for x in a.happened)
    if len(shared) == 1 and not topics:
        if one != other or not (one_day or _alike(a, b)):
            return None
        days += 1.0 if one_day else 0.0
    score = (2.5 if len(shared) > 1 else 1.0) + (3.5 if topics else 0.0) + (1.0 if _alike(a, b) else 0.0)
    return score + (0.5 if a.subtype == b.subtype else 0.0) + days * 0.75


def _parties(p: Profile) -> set[str]:
    return {state_of(k) for k in p.of_role("party") if is_name(k)}


def _papers(p: Profile) -> set[str]:
    return {k for k in p.of_role("instrument") if not is_paper(k)}


def _subjects(p: Profile) -> set[str]:
    return {k for k in p.of_role("subject") if is_name(k)}


def _topics(p: Profile) -> set[str]:
    return _papers(p) | _subjects(p)


def _differ(one: set[str], other: set[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _alike(a: Profile, b: Profile) -> bool:
    """Whether what they are about is told in like words."""
    told = [[k for k in p.of_role("subject") if not is_name(k)] for p in (a, b)]
    return any(within(x, y) >= ALIKE for x in told[0] for y in told[1])
