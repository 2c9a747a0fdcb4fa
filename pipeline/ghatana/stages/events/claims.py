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
# Of 105 claims of the training documents that a verb's words deny 94 are annotated so.
SURE = 0.9
LEAST = 0.1  # how likely another party, or what was agreed on, is an argument, for an approval to be of an agreement
BOTH = 2
DENIED, DELAYED = "denied", "delayed"
TROUBLE = {DELAYED, "cancelled"}
# What is claimed where trouble is denied: what is not put off stays planned (guidelines).
POSITIVE = {"launch": "planned", "station_phase": "ongoing"}


def claims(
    reading: Reading,
    candidate: Candidate,
    fillers: list[Filler],
    dated: Sequence[tuple[int, float]],
    said: str | None,
) -> tuple[tuple[str, float], tuple[str, float]]:
    """The status and subtype of an event and how likely each is; what the trigger's row says without weights.

    `said` is the status that the verb's own words settle (`settled`).
    """
    row = candidate.row
    weights = reading.lexicon.weights
    mods = tuple(str(reading.document.timexes[timex].mod) for timex, _ in dated[:1])
    statuses = evidence.scores(weights.get("status", {}), status_evidence(reading, candidate, mods))
    subtypes = evidence.scores(
        weights.get(f"subtype.{row.type}", {}), subtype_evidence(reading, candidate, fillers)
    )
    by_form = row.status or (candidate.form.status if candidate.form else "")
    status = said or evidence.first(statuses) or by_form or "completed"
    chance = share(statuses, status)
    if status != evidence.first(statuses):
        chance = max(chance, SURE)
    if row.type == "launch" and leaves_another_body(fillers):
        return (status, chance), ("ascent", 1.0)
    subtype = evidence.first(subtypes) or row.subtype
    return (status, chance), (subtype, share(subtypes, subtype))


def settled(reading: Reading, candidate: Candidate) -> str | None:
    """The status that the verb's own words settle, `NOTHING` where they claim nothing, None where it stays open."""
    start, stop = reading.bounds[candidate.sentence]
    family = candidate.row.type
    row = reading.lexicon.settlements.of(family, reading.keys[start:stop], candidate.last - start)
    said = row.says if row else None
    return POSITIVE[family] if _denies_trouble(candidate, said) else said


def keeps_its_date(candidate: Candidate, said: str | None) -> bool:
    """True for a delay that the verb's own words deny: the date in it is the one that it was not put off to."""
    return candidate.row.status == DELAYED and said in POSITIVE.values()


def _denies_trouble(candidate: Candidate, said: str | None) -> bool:
    by_form = candidate.form.status if candidate.form else None
    return candidate.row.status in TROUBLE and candidate.row.type in POSITIVE and DENIED in (said, by_form)


def approves_its_own(subtype: str, found: Sequence[Filler], rest: Sequence[Filler]) -> bool:
    """True for an approval that is of no agreement: a cabinet clears a project of its own country.

    There is one party to it and nothing that was agreed on. Of 486 approvals of the training documents six are so.
    """
    likely = [*found, *(f for f in rest if f.chance >= LEAST)]
    parties = {f.mention.referent for f in likely if f.role == "party"}
    return subtype == "approval" and len(parties) < BOTH and all(f.role != "instrument" for f in likely)


def leaves_another_body(fillers: list[Filler]) -> bool:
    """True if the craft lifts off from a body other than the Earth, or is an ascent stage."""
    return any(
        (f.role == "site" and f.mention.label in ("BODY", "ground") and f.mention.canonical != HOME)
        or (f.role == "payload" and "ascender" in (f.mention.label, f.mention.head))
        for f in fillers
    )
