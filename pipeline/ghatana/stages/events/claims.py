"""What an event is said to be: its status and its subtype, and how likely each is."""

from __future__ import annotations

from collections.abc import Sequence

from ghatana.stages.events import evidence
from ghatana.stages.events.confidence import share
from ghatana.stages.events.observed import status_evidence, subtype_evidence
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.together import Filler
from ghatana.stages.events.triggers import Candidate

HOME = "Earth"


def claim(
    reading: Reading, candidate: Candidate, fillers: list[Filler], dated: Sequence[tuple[int, float]]
) -> tuple[str, str]:
    """The status and subtype of an event."""
    (status, _), (subtype, _) = claims(reading, candidate, fillers, dated)
    return status, subtype


def claims(
    reading: Reading, candidate: Candidate, fillers: list[Filler], dated: Sequence[tuple[int, float]]
) -> tuple[tuple[str, float], tuple[str, float]]:
    """The status and subtype of an event and how likely each is; what the trigger's row says without weights."""
    row = candidate.row
    weights = reading.lexicon.weights
    mods = tuple(str(reading.document.timexes[timex].mod) for timex, _ in dated[:1])
    statuses = evidence.scores(weights.get("status", {}), status_evidence(reading, candidate, mods))
    subtypes = evidence.scores(
        weights.get(f"subtype.{row.type}", {}), subtype_evidence(reading, candidate, fillers)
    )
    by_form = row.status or (candidate.form.status if candidate.form else "")
    status = evidence.first(statuses) or by_form or "completed"
    if row.type == "launch" and leaves_another_body(fillers):
        return (status, share(statuses, status)), ("ascent", 1.0)
    subtype = evidence.first(subtypes) or row.subtype
    return (status, share(statuses, status)), (subtype, share(subtypes, subtype))


def leaves_another_body(fillers: list[Filler]) -> bool:
    """True if the craft lifts off from a body other than the Earth, or is an ascent stage."""
    return any(
        (f.role == "site" and f.mention.label in ("BODY", "ground") and f.mention.canonical != HOME)
        or (f.role == "payload" and "ascender" in (f.mention.label, f.mention.head))
        for f in fillers
    )
