"""The date of an event: the time that belongs to its trigger, as an EDTF value of the claim."""

from __future__ import annotations

import re
from datetime import date

from ghatana.document import EventDate, Timex
from ghatana.stages.events.evidence import probability, score
from ghatana.stages.events.observe import about_time, gap
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate

KINDS = {"DATE", "TIME", "DURATION"}
THRESHOLD = 0.5
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)")
REACH = 1


def time_words(reading: Reading) -> dict[int, tuple[int, int]]:
    """First and last word of each time expression."""
    out: dict[int, tuple[int, int]] = {}
    for at, number in enumerate(reading.times):
        if number >= 0:
            out[number] = (out.get(number, (at, at))[0], at)
    return out


def options(reading: Reading, candidate: Candidate) -> list[tuple[int, list[str]]]:
    """The times that may be the event's date (timex number and evidence), closest first."""
    spans = time_words(reading)
    near: list[tuple[tuple[int, int], int]] = []
    for number, (first, last) in spans.items():
        timex = reading.document.timexes[number]
        away = abs(reading.sentences[first] - candidate.sentence)
        if timex.type in KINDS and away <= REACH and edtf_of(timex) is not None:
            near.append(((away, gap(candidate, first, last) if away == 0 else 0), number))
    near.sort()
    return [
        (number, about_time(reading, candidate, reading.document.timexes[number], *spans[number], rank))
        for rank, (_, number) in enumerate(near)
    ]


def edtf_of(timex: Timex) -> str | None:
    """The EDTF value of a time expression, cut to minutes; None if it has none that dates an event."""
    if timex.edtf is None or timex.edtf.startswith("P"):
        return None
    clock = _CLOCK.match(timex.edtf)
    return f"{clock[1]}T{clock[2]}" if clock else timex.edtf


def choose(reading: Reading, candidate: Candidate) -> list[tuple[int, float]]:
    """The time expressions that date the event and how likely they do, the best first.

    More than one where a list shares the verb ("A in 2026 and B in 2028 will follow"): the others stand in
    the trigger's sentence on the same side of it as the best.
    """
    table = reading.lexicon.weights.get(f"date.{candidate.row.type}", {}).get("yes", {})
    if not table:
        return []
    scored = [(probability(score(table, items)), -number) for number, items in options(reading, candidate)]
    likely = [(-number, chance) for chance, number in sorted(scored, reverse=True) if chance >= THRESHOLD]
    return likely[:1] + [one for one in likely[1:] if _beside(reading, candidate, likely[0][0], one[0])]


def _beside(reading: Reading, candidate: Candidate, best: int, other: int) -> bool:
    """True if two times stand in the trigger's sentence, before it, and name different dates."""
    start = reading.words[candidate.first].start
    timexes = reading.document.timexes
    sentence = reading.document.sentences[candidate.sentence]
    inside = all(sentence.start <= timexes[n].start and timexes[n].end <= start for n in (best, other))
    return inside and edtf_of(timexes[best]) != edtf_of(timexes[other])


def event_date(reading: Reading, candidate: Candidate, number: int, status: str) -> EventDate:
    """The date of the event from time expression `number`, adapted to the claim."""
    timex = reading.document.timexes[number]
    edtf = edtf_of(timex) or ""
    mod = timex.mod if timex.mod in ("START", "MID", "END") else None
    earliest, latest = timex.earliest, timex.latest
    if timex.mod == "BEFORE" and (status == "delayed" or _negative(candidate)):
        edtf, earliest, latest = f"{timex.value}/..", _first_day(timex.value), None
    elif status == "delayed" and edtf.startswith("../") and timex.mod != "BEFORE":
        edtf = edtf[3:]
        earliest = earliest or _first_day(edtf)
    elif status in ("completed", "failed") and edtf.endswith("/.."):
        edtf = edtf[:-3]
    if _DAY.fullmatch(edtf) and status in ("completed", "failed", "planned"):
        clock = _clock_nearby(reading, candidate, edtf)
        if clock is not None:
            edtf = clock
    return EventDate(timex.start, timex.end, edtf, mod, earliest, latest, timex.basis)


def _negative(candidate: Candidate) -> bool:
    """True if the trigger itself denies: "will not happen before" tells the earliest date."""
    return candidate.row.sense == "negative" or (candidate.form is not None and candidate.form.status == "denied")


def _first_day(value: str) -> date | None:
    """The first day of a year, month or day in ISO 8601; None for other values."""
    match = _ISO.fullmatch(value)
    return None if match is None else date(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def _clock_nearby(reading: Reading, candidate: Candidate, day: str) -> str | None:
    """A clock time of that day in this sentence or the next."""
    for timex in reading.document.timexes:
        sentence = reading.document.sentence_index(timex.start)
        if timex.type == "TIME" and 0 <= sentence - candidate.sentence <= 1:
            clock = _CLOCK.match(timex.value)
            if clock is not None and clock[1] == day:
                return f"{day}T{clock[2]}"
    return None
