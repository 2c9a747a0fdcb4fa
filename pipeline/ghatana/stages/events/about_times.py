"""Evidence that a time expression is the date of an event."""

from __future__ import annotations

from dataclasses import replace

from ghatana.document import Timex
from ghatana.stages.events.places import bucket, following, gap, place, shape
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate

DATELINE_WORDS = 8
DAY_SIZE = len("YYYY-MM-DD")
TURNS = ("landing", "pact", "launchn")  # nouns that often have a date of their own


def about_time(
    reading: Reading, candidate: Candidate, timex: Timex, first: int, last: int, rank: int
) -> list[str]:
    """What is observed about a time expression.

    Args:
        reading: the document.
        candidate: the trigger.
        timex: the time expression.
        first: its first word.
        last: its last word.
        rank: its place among the times around the trigger, closest first.
    """
    where = place(reading, candidate, first, last, reading.sentences[first])
    side, kind, size = where[0], timex.type, len(timex.value)
    case = _case(reading, last)
    form, status = shape(candidate)
    row, sense = candidate.row.id, candidate.row.sense
    start = reading.words[candidate.first].start
    later = sum(timex.start < t.start and t.end <= start for t in _times_of(reading, candidate, first))
    dateline = first < DATELINE_WORDS and reading.sentences[first] == 0 and size == DAY_SIZE
    out = [
        f"W={where}",
        f"WT={where}|{kind}|{size}",
        f"K={min(rank, 3)}",
        f"WK={where}|{min(rank, 2)}",
        f"C={case}|{kind}",
        f"CW={case}|{side}",
        f"D={side}|{bucket(gap(candidate, first, last))}",
        f"R={row}|{side}",
        f"RC={row}|{case}",
        f"N={sense}|{side}",
        f"NC={sense}|{case}|{side}",
        f"ST={candidate.row.status or status}|{case}|{side}",
        f"F={form}|{where}",
        f"M={timex.mod}|{form}",
        f"SZ={candidate.row.type[0]}|{kind}|{size}",
        f"BTW={side}|{min(later, 3)}",
        f"DL={dateline}",
        f"PAR={'(' in reading.words[first].gap}",
    ]
    if side == "b":
        out += _up_to_trigger(reading, candidate, first, last, where)
    return out


def _case(reading: Reading, last: int) -> str:
    """The relation that the end of a time's last word states, or else its last letters.

    Where endings do not tell relations, a postposition after it may.
    """
    found = reading.lexicon.cases.get(reading.keys[last])
    if found:
        return found[1][0]
    following = last + 1
    if reading.lexicon.order and following < reading.bounds[reading.sentences[last]][1]:
        free = reading.lexicon.postpositions.get(reading.keys[following])
        if free is not None and not reading.words[following].gap.strip():
            return free
    return reading.keys[last][-2:]


def _times_of(reading: Reading, candidate: Candidate, first: int) -> list[Timex]:
    """The time expressions from word `first` to the trigger."""
    numbers = {reading.times[at] for at in range(first, candidate.first) if reading.times[at] >= 0}
    return [reading.document.timexes[number] for number in sorted(numbers)]


def _up_to_trigger(reading: Reading, candidate: Candidate, first: int, last: int, where: str) -> list[str]:
    """Evidence from the words between the time and the trigger."""
    words = reading.words
    commas = sum("," in words[at].gap or ";" in words[at].gap for at in range(last + 1, candidate.first + 1))
    turns = sum(reading.nouns[at] in TURNS for at in range(last + 1, candidate.first))
    after = following(reading, replace(candidate, first=first, last=last), 1)
    return [
        f"CM={',' in words[candidate.first].gap}",
        f"XC={min(commas, 3)}|{where}",
        f"XN={min(turns, 2)}",
        f"NX={'|'.join(after)}",
    ]
