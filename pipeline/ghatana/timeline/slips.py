"""The history of what was promised: when, by whom, for which day, and by how much that had moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ghatana.timeline.days import days_moved, moved, within
from ghatana.timeline.mentions import PROMISES, Mention

SLIPPING = ("launch", "station_phase")


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that says something new, the promise that stood before it, and by how many days it moved.

    Attributes:
        claim: the first claim to say so; of a delay without a new date, its `days` are unknown.
        before: the claim whose date stood until then; None for the first.
        exactly: days moved, where both are single days.
        least: at least so many days.
        most: at most so many.
    """

    claim: Mention
    before: Mention | None
    exactly: int | None = None
    least: int | None = None
    most: int | None = None


def history(mentions: Sequence[Mention]) -> list[Promise]:
    """The promises of one happening that said something new, in order of publication.

    A promise says something new if it is the first, if it names days that the one before rules out (`days.moved`), or
    if it puts the happening off without a new date. One that is more exact than what stood takes its place without
    being a move; one that repeats it, or is less exact, adds nothing. What was published after it had happened is no
    promise any more, a claim of unknown publication date has no place in the order, and of two that contradict each
    other on one day the first is taken (`conflicts` keeps both): they are left out.
    """
    done = [m.days.latest for m in mentions if m.happened and m.days.latest]
    over = min(done) if done else None
    out: list[Promise] = []
    stands: Mention | None = None  # the claim whose date holds
    last: Mention | None = None  # the last claim with a date, whether it holds or was called off
    for m in sorted(mentions, key=_order):
        if m.status not in PROMISES or m.published is None or (over and m.published > over):
            continue
        if not m.days.known:
            if (
                m.status == "delayed"
                and stands is not None
                and m.published > (stands.published or m.published)
            ):
                out.append(Promise(m, stands))
                stands = None
            continue
        if last is None:
            out.append(Promise(m, None))
        elif moved(last.days, m.days):
            if m.published == last.published and m.status != "delayed":
                continue  # two sources on one day disagree; nothing has moved
            out.append(Promise(m, last, *days_moved(last.days, m.days)))
        elif stands is not None and not (within(m.days, stands.days) and m.days != stands.days):
            continue
        stands = last = m
    return out


def standing(mentions: Sequence[Mention]) -> Mention | None:
    """The claim whose promised date holds after all that was published; None if none was given or it was called off."""
    stands: Mention | None = None
    for m in sorted(mentions, key=_order):
        if m.status not in PROMISES:
            continue
        if not m.days.known:
            newer = stands and m.published and (stands.published is None or m.published > stands.published)
            stands = None if m.status == "delayed" and newer else stands
        elif stands is None or moved(stands.days, m.days) or within(m.days, stands.days):
            stands = stands if stands and m.days == stands.days else m
    return stands


def has_slipped(promises: Sequence[Promise]) -> bool:
    """True if any promise moved or was called off."""
    return any(p.before is not None for p in promises) or any(p.claim.status == "delayed" for p in promises)


def announced_by(mention: Mention) -> list[str]:
    """Whom the claim is attributed to; where nobody is named, who published it."""
    return list(mention.sources) or ([mention.publisher] if mention.publisher else [])


def _order(mention: Mention) -> tuple[object, ...]:
    """By publication, unknown first; of one day, delays last and what is surer before what is not."""
    width = mention.days.width
    return (
        mention.published or date.min, mention.status == "delayed",
        10**6 if width is None else width, -mention.confidence, mention.doc_id, mention.event_id,
    )  # fmt: skip
