"""The things about a trigger: each with its mention closest to it."""

from __future__ import annotations

from dataclasses import dataclass

from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.places import gap
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.role_facts import FILLING, INSIDE, NAMES, WINDOW
from ghatana.stages.events.triggers import Candidate


@dataclass(frozen=True, slots=True)
class Referent:
    """One thing of a document: its mention closest to a trigger and what is known of it there."""

    mention: Mention
    mentions: tuple[Mention, ...]
    rank: int
    first: bool


def distance(candidate: Candidate, mention: Mention) -> tuple[int, int, int]:
    """For sorting: this sentence first, then those before, then those after; then words between."""
    away = mention.sentence - candidate.sentence
    if away == 0:
        return (0, gap(candidate, mention.first, mention.last), mention.first)
    return (-away if away < 0 else away + 1, 0, -mention.first if away < 0 else mention.first)


def referents(reading: Reading, candidate: Candidate) -> list[Referent]:
    """The things mentioned within `WINDOW` sentences, closest first, ranked among their label."""
    groups: dict[tuple[bool, str], list[Mention]] = {}
    for mention in reading.mentions_in(candidate.sentence - WINDOW, candidate.sentence + WINDOW):
        if mention.label not in FILLING[candidate.row.type]:
            continue
        inside = mention.first <= candidate.last and mention.last >= candidate.first
        if (not inside or mention.label in INSIDE) and not _compared(reading, mention):
            named = mention.label in NAMES or mention.canonical is not None
            groups.setdefault((named, mention.referent), []).append(mention)
    closest = sorted(
        ((min(group, key=lambda m: distance(candidate, m)), tuple(group)) for group in groups.values()),
        key=lambda pair: distance(candidate, pair[0]),
    )
    ranks: dict[str, int] = {}
    out: list[Referent] = []
    for mention, group in closest:
        rank = ranks.get(mention.label, 0)
        ranks[mention.label] = rank + 1
        first = any(m.start == reading.totals.firsts[m.label] for m in group)
        out.append(Referent(mention, group, rank, first))
    return out


def _compared(reading: Reading, mention: Mention) -> bool:
    """True for what something else is only likened to ("like Chang'e 5")."""
    after = mention.last + 1
    return after < len(reading.words) and reading.cues[after] == "like"
