"""Lists that share a verb: one event per date, each with its own items ("A will fly in 2026 and B in 2028").

What a reader fills in (gapping: Ross 1970) is told by how such a list is built: times on one side of the verb, parted by
commas or joining words and by no verb, and between them nothing or things that fill the same role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.places import word_class
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.role_facts import FILLS, SINGLE, least_chance
from ghatana.stages.events.roles import Filler
from ghatana.stages.events.triggers import Candidate

# What tells the items of a list apart, by type of event, the most telling first.
ITEMS = {
    "launch": ("payload", "vehicle"),
    "station_phase": ("phase", "milestone", "program"),
    "agreement": ("party", "instrument"),
}
ONE_EACH = {"payload", "vehicle", "phase", "milestone"}  # "A and B in 2026 and 2027": parties would sign together
JOINS, BREAKS = {"and", "after"}, {"or", "say", "hear"}
RELATIVE = "rel"  # the form of participles before their noun
MARKS, ENDS = frozenset(",،"), frozenset(",;:()–—")
Words = tuple[int, int]  # the first and the last of some words


def series(reading: Reading, candidate: Candidate, best: int, times: Mapping[int, Words]) -> list[int]:
    """The times that stand in one list with the time that dates an event, that one included, in text order.

    Args:
        reading: the document.
        candidate: the trigger.
        best: number of the time.
        times: the words of the times that may be dates, by number.
    """
    beside = _side(candidate, times[best])
    row = sorted(
        (words, number)
        for number, words in times.items()
        if reading.sentences[words[0]] == candidate.sentence and beside and _side(candidate, words) == beside
    )
    at = next((n for n, (_, number) in enumerate(row) if number == best), 0)
    first = last = at
    while first > 0 and _linked(reading, candidate, row[first - 1][0], row[first][0]):
        first -= 1
    while last + 1 < len(row) and _linked(reading, candidate, row[last][0], row[last + 1][0]):
        last += 1
    return [number for _, number in row[first : last + 1]] or [best]


def _side(candidate: Candidate, words: Words) -> int:
    """-1 before the trigger, 1 after it, 0 inside it."""
    return -1 if words[1] < candidate.begin else 1 if words[0] > candidate.end else 0


def _linked(reading: Reading, candidate: Candidate, left: Words, right: Words) -> bool:
    """True if two times are neighbours in a list."""
    between = range(left[1] + 1, right[0])
    things = reading.mentions_in(candidate.sentence, candidate.sentence)
    inner = [m for m in things if left[1] < m.first and m.last < right[0]]
    if not any(reading.cues[at] in JOINS for at in between) and not any(
        MARKS & set(reading.words[at].gap) for at in range(left[1] + 1, right[0] + 1)
    ):
        return False
    described = {at for m in inner for at in range(m.first, m.last + 1)}
    if any(_breaks(reading, at) and at not in described and not _attributive(reading, left, at) for at in between):
        return False
    if candidate.end < left[0] and _opens_a_clause(reading, right):
        return False
    roles = ITEMS[candidate.row.type]
    told = [role for role in roles if any(m.label in FILLS[role] for m in inner)]
    outer = [m for m in things if m.last < left[0] or right[1] < m.first]
    return not inner or any(m.label in FILLS[role] for role in told for m in outer)


def _breaks(reading: Reading, at: int) -> bool:
    """True for a verb, a trigger, and what begins something else."""
    return (
        reading.between(at - 1, at + 1) > 0
        or any(reading.rivals(family, at - 1, at + 1) for family in reading.busy)
        or reading.cues[at] in BREAKS
    )


def _attributive(reading: Reading, left: Words, at: int) -> bool:
    """True for a participle that belongs to an item's noun: after an article, or where the time before it is closed."""
    form = reading.forms[at]
    if form is None or reading.cues[at] in BREAKS:
        return False
    after = left[1] + 1
    closed = bool(MARKS & set(reading.words[after].gap)) or reading.cues[after] in JOINS
    return reading.keys[at - 1] in reading.lexicon.articles or (form.form == RELATIVE and closed and at > after)


def _opens_a_clause(reading: Reading, time: Words) -> bool:
    """True if a subject and its verb follow a time before the phrase ends: it dates that verb."""
    begin, end = time[1] + 1, reading.bounds[reading.sentences[time[0]]][1]
    if begin == end or word_class(reading, begin) == "word" and reading.keys[begin] not in reading.lexicon.articles:
        return False
    for at in range(begin, end):
        if ENDS & set(reading.words[at].gap) or reading.cues[at] in JOINS | BREAKS:
            return False
        if _breaks(reading, at):
            return True
    return False


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
    apart = {telling} | {f.role for f in found if place.inside(f.mention)}
    out = []
    for number in range(len(times)):
        own = [
            f
            for f in found
            if f.role in apart and place.holds(f.mention) and place.owner(f.mention, trailing=trailing) == number
        ]
        for role in sorted(apart - {f.role for f in own}):
            spare = [
                f
                for f in rest
                if f.role == role
                and place.holds(f.mention)
                and place.owner(f.mention, trailing=trailing) == number
                and (role == telling or (role in SINGLE and f.chance >= least_chance(role, with_model=True)))
            ]
            own += _lent(spare, [f for f in found if f.role == role])
        taken = {f.role for f in own}
        shared = [f for f in found if f.role not in apart or not place.holds(f.mention) and f.role not in taken]
        out.append(sorted([*shared, *own], key=lambda f: (f.mention.start, f.mention.end, f.role)))
    return out


def _telling(
    candidate: Candidate, place: Stretch, found: Sequence[Filler], rest: Sequence[Filler]
) -> str | None:
    """The role by which the items of a list are told apart: that of something between the dates; None where none is."""
    for fillers in (found, rest):
        for role in ITEMS[candidate.row.type]:
            if any(f.role == role and place.inside(f.mention) for f in fillers):
                return role
    return None


def _opens_with_a_date(
    candidate: Candidate, place: Stretch, role: str, found: Sequence[Filler], rest: Sequence[Filler]
) -> bool:
    first, last = place.times[0][0], place.times[-1][1]
    own = [f.mention for f in (*found, *rest) if f.role == role and place.holds(f.mention)]
    likely = [f.mention for f in found if f.role == role and place.holds(f.mention)]
    if last < candidate.first:
        return any(m.first > last for m in likely or own)
    return any(m.first > last for m in own) and not any(m.last < first for m in own)


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
