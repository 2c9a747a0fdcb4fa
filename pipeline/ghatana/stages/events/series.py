"""Which times stand in one list with the time that dates an event ("A will fly in 2026 and B in 2028").

What a reader fills in (gapping: Ross 1970) is told by how such a list is built: times on one side of the verb, parted
by commas or joining words and by no verb, and between them nothing or things that fill the same role.
"""

from __future__ import annotations

from collections.abc import Mapping

from ghatana.stages.events.places import word_class
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.role_facts import FILLS, ITEMS
from ghatana.stages.events.triggers import Candidate

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
    if not beside or reading.sentences[times[best][0]] != candidate.sentence:
        return [best]
    row = sorted(
        (words, number)
        for number, words in times.items()
        if reading.sentences[words[0]] == candidate.sentence and _side(candidate, words) == beside
    )
    if beside < 0 and _verb_follows(reading, candidate, row[-1][0][1] + 1):
        return [best]
    first = last = [number for _, number in row].index(best)
    while first > 0 and _linked(reading, candidate, row[first - 1][0], row[first][0]):
        first -= 1
    while last + 1 < len(row) and _linked(reading, candidate, row[last][0], row[last + 1][0]):
        last += 1
    return [number for _, number in row[first : last + 1]]


def _side(candidate: Candidate, words: Words) -> int:
    """-1 before the trigger, 1 after it, 0 inside it."""
    return -1 if words[1] < candidate.begin else 1 if words[0] > candidate.end else 0


def _verb_follows(reading: Reading, candidate: Candidate, start: int) -> bool:
    """True if another verb stands between the times and the trigger: it is they that date it."""
    things = reading.mentions_in(candidate.sentence, candidate.sentence)
    described = {at for m in things for at in range(m.first, m.last + 1)}
    return any(_breaks(reading, at) and at not in described for at in range(start, candidate.begin))


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
    if any(
        _breaks(reading, at) and at not in described and not _attributive(reading, left, at) for at in between
    ):
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
    return reading.keys[at - 1] in reading.lexicon.articles or (
        form.form == RELATIVE and closed and at > after
    )


def _opens_a_clause(reading: Reading, time: Words) -> bool:
    """True if a subject and its verb follow a time before the phrase ends: it dates that verb."""
    begin, end = time[1] + 1, reading.bounds[reading.sentences[time[0]]][1]
    if begin == end or (
        word_class(reading, begin) == "word" and reading.keys[begin] not in reading.lexicon.articles
    ):
        return False
    for at in range(begin, end):
        if ENDS & set(reading.words[at].gap) or reading.cues[at] in JOINS | BREAKS:
            return False
        if _breaks(reading, at):
            return True
    return False
