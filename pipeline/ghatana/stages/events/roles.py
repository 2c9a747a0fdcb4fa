"""Who fills which role of an event: the referents of a document, weighed one by one."""

from __future__ import annotations

from dataclasses import dataclass

from ghatana.document import Argument
from ghatana.stages.events.evidence import probability, score
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.observe import about_argument, gap
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate

ACTORS = {"ORG", "LOC", "country", "body", "firm", "state"}
FILLS = {
    "payload": {"SPACECRAFT", "PROGRAM", "craft", "module", "crew", "station", "ascender"},
    "vehicle": {"LAUNCHER", "rocket", "SPACECRAFT"},
    "operator": ACTORS,
    "site": {"SITE", "LOC", "BODY", "pad", "ground"},
    "destination": {"BODY", "PROGRAM", "orbit", "space", "station", "ground"},
    "program": {"PROGRAM", "station", "base"},
    "phase": {"phase", "station", "base"},
    "milestone": {"SPACECRAFT", "craft", "module", "work", "crew", "station", "base"},
    "location": {"BODY", "LOC", "country", "orbit", "ground"},
    "party": ACTORS,
    "instrument": {"accord", "pact", "PROGRAM"},
    "subject": {"PROGRAM", "SPACECRAFT", "BODY", "craft", "station", "module"},
    "source": {"PER", "media", "office"} | ACTORS,
}
SINGLE = {"vehicle", "site", "destination", "program", "phase", "instrument", "subject", "location"}
NAMES = {"PER", "ORG", "LOC", "country", "media", "body", "SPACECRAFT", "LAUNCHER", "PROGRAM", "SITE", "BODY", "accord"}
INSIDE = {"pact", "accord"}  # what a trigger may hold as its own argument
ROLES_OF = {
    "launch": ("payload", "vehicle", "operator", "site", "destination", "source"),
    "station_phase": ("program", "phase", "milestone", "location", "operator", "source"),
    "agreement": ("party", "instrument", "subject", "source"),
}


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
    """The things a document mentions, closest first, ranked among their label."""
    groups: dict[tuple[bool, str], list[Mention]] = {}
    for mention in reading.mentions:
        if mention.first <= candidate.last and mention.last >= candidate.first and mention.label not in INSIDE:
            continue
        groups.setdefault((mention.label in NAMES or mention.canonical is not None, mention.referent), []).append(mention)
    firsts: dict[str, int] = {}
    for mention in reading.mentions:
        firsts.setdefault(mention.label, mention.start)
    closest = sorted(
        ((min(group, key=lambda m: distance(candidate, m)), tuple(group)) for group in groups.values()),
        key=lambda pair: distance(candidate, pair[0]),
    )
    ranks: dict[str, int] = {}
    out: list[Referent] = []
    for mention, group in closest:
        rank = ranks.get(mention.label, 0)
        ranks[mention.label] = rank + 1
        out.append(Referent(mention, group, rank, any(m.start == firsts[m.label] for m in group)))
    return out


def evidence(reading: Reading, candidate: Candidate, referent: Referent) -> list[str]:
    """What is observed about a referent as an argument."""
    return about_argument(
        reading, candidate, referent.mention, referent.rank, len(referent.mentions), referent.first
    )


def fill(reading: Reading, candidate: Candidate) -> list[Argument]:
    """The arguments of the event that a trigger announces, in text order."""
    weights = reading.lexicon.weights
    found: list[Argument] = []
    everything = referents(reading, candidate)
    observed = [evidence(reading, candidate, r) for r in everything]
    for role in ROLES_OF[candidate.row.type]:
        table = weights.get(f"role.{candidate.row.type}.{role}", {}).get("yes", {})
        if not table:
            continue
        likely: list[tuple[float, Mention]] = []
        for referent, items in zip(everything, observed, strict=True):
            if referent.mention.label in FILLS[role]:
                chance = probability(score(table, items))
                if chance >= THRESHOLDS.get(role, 0.5):
                    likely.append((chance, referent.mention))
        likely.sort(key=lambda pair: (-pair[0], pair[1].start))
        if role not in SINGLE:
            likely = _whole_lists(reading, likely)
        for chance, mention in likely[: 1 if role in SINGLE else None]:
            basis = "sentence" if mention.sentence == candidate.sentence else "document"
            found.append(
                Argument(
                    mention.start, mention.end, role, mention.canonical, mention.kb_id, basis, round(chance, 4)
                )
            )
    return sorted(found, key=lambda a: (a.start, a.end, a.role))


def _whole_lists(reading: Reading, likely: list[tuple[float, Mention]]) -> list[tuple[float, Mention]]:
    """Where one member of a list fills a role, so do the others."""
    out = list(likely)
    taken = {m.referent for _, m in likely}
    for chance, member in likely:
        for other in reading.mentions:
            if other.group == member.group and other.referent not in taken:
                taken.add(other.referent)
                out.append((chance, other))
    return out


THRESHOLDS: dict[str, float] = {}
