"""Lists that share a verb: one event per date, each with its own items ("A will fly in 2026 and B in 2028")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.role_facts import ITEMS, SINGLE, least_chance
from ghatana.stages.events.series import ENDS, Words
from ghatana.stages.events.together import Filler
from ghatana.stages.events.triggers import Candidate

# Of these one goes with each date ("A and B in 2026 and 2027"); parties would sign together.
ONE_EACH = {"payload", "vehicle", "phase", "milestone"}
# What the first item of a list tells of these holds for those after it that tell none.
TOLD_ONCE = {"program", "operator", "instrument"}
LEAST_TELLING = 0.05  # how likely something is that tells items apart though it was not taken


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a list stands: the words of its times, in text order, and the words it reaches over, `[low, high)`."""

    times: Sequence[Words]
    low: int
    high: int

    def holds(self, mention: Mention) -> bool:
        """True if a mention is a part of the list."""
        return self.low <= mention.first and mention.last < self.high

    def inside(self, mention: Mention) -> bool:
        """True if a mention stands between two of its times."""
        return self.times[0][1] < mention.first and mention.last < self.times[-1][0]

    def before(self, mention: Mention) -> bool:
        """True if a mention stands before all of its times."""
        return mention.last < self.times[0][0]

    def behind(self, mention: Mention) -> bool:
        """True if a mention stands behind all of its times."""
        return mention.first > self.times[-1][1]

    def owner(self, mention: Mention, *, trailing: bool) -> int:
        """The number of the time that a mention goes with: that before it (`trailing`) or after it."""
        if trailing:
            return max((n for n, words in enumerate(self.times) if words[0] < mention.first), default=0)
        later = (n for n, words in enumerate(self.times) if words[0] > mention.first)
        return min(later, default=len(self.times) - 1)


def stretch(reading: Reading, candidate: Candidate, times: Sequence[Words]) -> Stretch:
    """The stretch of a list: to the verb where it stands before it, else to the end of the phrase."""
    low, end = reading.bounds[candidate.sentence]
    if times[-1][1] < candidate.first:
        return Stretch(times, low, candidate.first)
    high = times[-1][1] + 1
    while high < end and reading.forms[high] is None and not ENDS & set(reading.words[high].gap):
        high += 1
    return Stretch(times, low, high)


def shares(
    reading: Reading,
    candidate: Candidate,
    found: Sequence[Filler],
    rest: Sequence[Filler],
    times: Sequence[Words],
) -> list[list[Filler]]:
    """Who fills the roles of the event of each date of a list.

    Args:
        reading: the document.
        candidate: the trigger.
        found: who fills the roles of the event that the trigger announces.
        rest: who else was considered.
        times: the words of its dates, in text order.

    Of what stands between the dates each goes with its own: with the date after it where the list opens with an item
    ("A in 2026, B in 2028"), with the date before it where it opens with a date ("in January A, in March B"). What is
    told once is shared.
    """
    if len(times) < 2 or any(reading.sentences[first] != candidate.sentence for first, _ in times):
        return [list(found) for _ in range(max(1, len(times)))]
    place = stretch(reading, candidate, times)
    telling = _telling(candidate, place, found, rest)
    if telling is None:
        return _one_each(place, found)
    trailing = _opens_with_a_date(candidate, place, telling, found, rest)
    sides = {role: _side(place, role, found, trailing=trailing) for role in {f.role for f in (*found, *rest)}}
    sides[telling] = trailing

    def number_of(filler: Filler) -> int:
        """The part of the list that a filler stands in."""
        return place.owner(filler.mention, trailing=sides[filler.role])

    apart = {telling} | {f.role for f in found if place.inside(f.mention)}
    listed = {(f.role, number_of(f)) for f in found if place.holds(f.mention)}
    apart -= {role for role in TOLD_ONCE - {telling} if {n for r, n in listed if r == role} == {0}}

    def of(fillers: Sequence[Filler], number: int) -> list[Filler]:
        """Those of a part of the list, in the roles that tell its parts apart."""
        return [f for f in fillers if f.role in apart and place.holds(f.mention) and number_of(f) == number]

    out = []
    for number in range(len(times)):
        own = of(found, number)
        spare = of(rest, number)
        for role in sorted(apart - {f.role for f in own}):
            likely = (
                role == telling or role in SINGLE
            )  # of a role with several the sure ones are found already
            least = 0.0 if role == telling else least_chance(role, with_model=reading.answers is not None)
            lent = [f for f in spare if likely and f.role == role and f.chance >= least]
            own += _lent(lent, [f for f in found if f.role == role])
        taken = {f.role for f in own}
        shared = [
            f for f in found if f.role not in apart or (not place.holds(f.mention) and f.role not in taken)
        ]
        out.append(sorted([*shared, *own], key=lambda f: (f.mention.start, f.mention.end, f.role)))
    return out


def _telling(
    candidate: Candidate, place: Stretch, found: Sequence[Filler], rest: Sequence[Filler]
) -> str | None:
    """The role by which the items of a list are told apart: that of something between the dates; None where none is."""
    likely = [*found, *(f for f in rest if f.chance >= LEAST_TELLING)]
    for fillers in (likely, rest):
        for role in ITEMS[candidate.row.type]:
            if any(f.role == role and place.inside(f.mention) for f in fillers):
                return role
    return None


def _side(place: Stretch, role: str, found: Sequence[Filler], *, trailing: bool) -> bool:
    """On which side of its date a role's filler stands, where that is not the side of what tells the items apart.

    "China on May 3 Chang'e 6, ISRO on July 14 Chandrayaan-3": who launches before the date, what after it.
    """
    own = [f.mention for f in found if f.role == role and place.holds(f.mention)]
    opens, closes = any(map(place.before, own)), any(map(place.behind, own))
    return closes if opens != closes and len(own) > 1 else trailing


def _opens_with_a_date(
    candidate: Candidate, place: Stretch, role: str, found: Sequence[Filler], rest: Sequence[Filler]
) -> bool:
    own = [f.mention for f in (*found, *rest) if f.role == role and place.holds(f.mention)]
    likely = [f.mention for f in found if f.role == role and place.holds(f.mention)]
    opens = any(map(place.before, own))
    if place.times[-1][1] < candidate.first:
        return any(map(place.behind, likely or own)) or not opens
    return any(map(place.behind, own)) and not opens


def _lent(spare: Sequence[Filler], sure: Sequence[Filler]) -> list[Filler]:
    """The likeliest of an item's own, as sure as the one of the list that is surest."""
    if not spare:
        return []
    best = max(spare, key=lambda f: (f.chance, -f.mention.start))
    return [replace(best, chance=max(f.chance for f in (best, *sure)))]


def _one_each(place: Stretch, found: Sequence[Filler]) -> list[list[Filler]]:
    """Dates side by side: as many things before or after them go one with each, all else is shared."""
    count = len(place.times)
    rows: list[list[Filler]] = [[] for _ in range(count)]
    roles = {f.role for f in found if f.role in ONE_EACH}
    even = {r for r in roles if sum(f.role == r and place.holds(f.mention) for f in found) == count}
    at = dict.fromkeys(even, 0)
    for filler in sorted(found, key=lambda f: (f.mention.start, f.mention.end, f.role)):
        if filler.role in even and place.holds(filler.mention):
            rows[at[filler.role]].append(filler)
            at[filler.role] += 1
        else:
            for row in rows:
                row.append(filler)
    return rows
