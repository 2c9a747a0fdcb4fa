"""All that is observed for a decision: what the rules see, and what a model says."""

from __future__ import annotations

from collections.abc import Sequence

from ghatana.document import Argument
from ghatana.stages.events import opinions, together
from ghatana.stages.events.about_claims import about_status, about_subtype
from ghatana.stages.events.about_clauses import about_event_clause, about_status_clause
from ghatana.stages.events.about_events import about_event
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate


def event_evidence(
    reading: Reading,
    found: list[Candidate],
    number: int,
    arguments: Sequence[Argument],
    dated: list[tuple[int, float]],
) -> list[str]:
    """What is observed about a trigger as an event, what a model says of it included."""
    sense = f"{found[number].row.type[0]}.{found[number].row.sense}"
    return [
        *about_event(reading, found, number, arguments, dated[0][1] if dated else 0.0),
        *about_event_clause(reading, found[number]),
        *opinions.about_event(reading.answers, number, sense),
    ]


def status_evidence(reading: Reading, candidate: Candidate, mods: tuple[str, ...]) -> list[str]:
    """What is observed about the status of a claim, what a model says of it included."""
    return [
        *about_status(reading, candidate, mods),
        *about_status_clause(reading, candidate),
        *opinions.about_status(reading.answers, candidate.number),
    ]


def subtype_evidence(reading: Reading, candidate: Candidate, fillers: list[together.Filler]) -> list[str]:
    """What is observed about the subtype of an event, what a model says of it included."""
    return [
        *about_subtype(reading, candidate, [(filler.role, filler.mention) for filler in fillers]),
        *opinions.about_subtype(reading.answers, candidate.number, candidate.row.type),
    ]
