"""The date of an event: the value of the time that dates it, as an EDTF value adapted to what the claim says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from ghatana.document import EventDate, Span, Timex
from ghatana.stages.events.places import clauses_between, gap
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate
from ghatana.stages.times import calendar
from ghatana.stages.times.edtf import days_of

OR = "or"  # the class of joining words between alternatives
CLOCKED = ("completed", "failed", "planned", "delayed")
OVER, TO_COME = ("completed", "failed"), ("planned", "proposed")
COUNTED, PUT_OFF = 10, 2  # fewer words stand between a duration and the verb that it dates
NEXT = 1  # sentences after the trigger's in which a clock time of the day may stand
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_POINT = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)")


def event_date(reading: Reading, candidate: Candidate, number: int, status: str) -> EventDate:
    """The date of the event from time expression `number`, adapted to the claim.

    "Will not happen before 2026" and "put off to after 2026" tell the earliest date; what was put off "to
    2026" is dated 2026, though the words alone would say "by 2026", and what was put off "from 2024 to 2026" too; what
    happened "from June 19" happened that day; "2026 or 2027" are two years. What is over lies before the day of
    publication, what is to come after it, where the words leave that open. A clock time of the same day in this
    sentence or the next joins the date of a launch; beside a phase or an agreement it is that of something else.
    """
    timexes = reading.document.timexes
    timex = _on_the_side(timexes[number], candidate, status, reading.document.published)
    if status == "delayed" and (new := _new_date(reading, number)) is not None:
        timex = new
    start, end = timex.start, timex.end
    said = edtf = edtf_of(timex) or ""
    mod = timex.mod if timex.mod in ("START", "MID", "END") else None
    if timex.mod == "BEFORE" and (status == "delayed" or _negative(candidate)):
        begin = calendar.edtf(timex.value)
        edtf = f"{begin.split('/')[0]}/.." if begin else edtf
    elif status == "delayed" and edtf.startswith("../") and timex.mod != "BEFORE":
        edtf = edtf[3:]
    elif status in ("completed", "failed") and edtf.endswith("/.."):
        edtf = edtf[:-3]
    elif (pair := _either(reading, number)) is not None:
        start, end, mod = pair[0].start, pair[1].end, None
        edtf = "/".join(str(edtf_of(one)) for one in pair)
    if _DAY.fullmatch(edtf) and status in CLOCKED and candidate.row.type == "launch":
        edtf = _clock_nearby(reading, candidate, edtf) or edtf
    earliest, latest = timex.earliest, timex.latest
    if edtf != said or edtf != timex.edtf:
        earliest, latest = _days(edtf, earliest, latest)
    return EventDate(start, end, edtf, mod, earliest, latest, timex.basis)


def counted_date(reading: Reading, candidate: Candidate, status: str) -> EventDate | None:
    """The date that a duration beside the trigger comes to, counted from the date named before.

    "రెండేళ్ల తర్వాత … పంపింది" (two years later), and what was put off by a day: "ఒకరోజు వాయిదా వేశారు".
    """
    timexes = reading.document.timexes
    near: list[tuple[int, int]] = []
    for number, (first, last) in reading.spans.items():
        counted = timexes[number].type == "DURATION" and timexes[number].edtf is None
        apart = reading.sentences[first] != candidate.sentence or clauses_between(reading, candidate, last)
        if not counted or apart:
            continue
        later = reading.lexicon.cues.get(reading.keys[last]) in ("after", "before")
        # "Put off a day before" tells when it was put off.
        reach = (0 if later else PUT_OFF) if status == "delayed" else COUNTED if later else 0
        away = gap(candidate, first, last)
        if away < reach and timexes[number].otherwise is not None:
            near.append((away, -number))
    if not near:
        return None
    timex = timexes[-min(near)[1]]
    edtf, earliest, latest = timex.otherwise or (None, None, None)
    return EventDate(timex.start, timex.end, edtf, None, earliest, latest, "inherited") if edtf else None


def _on_the_side(timex: Timex, candidate: Candidate, status: str, published: date | None) -> Timex:
    """The time as it is on the side of the day of publication that the claim asks for.

    "సోమవారం … విఫలమైంది" failed on the Monday before, whatever tense stands nearest to the weekday; what is planned
    for September is the September to come, and so is what was put off to September, though "put off to Saturday" may
    be told after that day. Only where the words leave it open (`Timex.otherwise`).
    """
    if timex.otherwise is None or published is None:
        return timex
    edtf, earliest, latest = timex.otherwise
    ahead = timex.earliest is not None and timex.earliest > published
    over = timex.latest is not None and timex.latest < published
    days = timex.latest is not None and timex.latest == timex.earliest
    said = candidate.form.status if candidate.form is not None and status == "denied" else status
    if (ahead and status in OVER) or (over and (said in TO_COME or (said == "delayed" and not days))):
        return replace(timex, edtf=edtf, earliest=earliest, latest=latest)
    return timex


def _new_date(reading: Reading, number: int) -> Timex | None:
    """The second of two times that make a span ("from May 29 to June 8"), as a date of its own; None where none do."""
    timexes = reading.document.timexes
    span = timexes[number].edtf
    ends = [n for n in reading.spans if timexes[n].edtf == span and abs(n - number) <= 1]
    if span is None or "/" not in span or ".." in span or len(ends) != 2:
        return None
    words = [reading.spans[n] for n in ends]
    if any(reading.cues[at] == "and" for at in range(words[0][1] + 1, words[1][0])):  # "between … and …"
        return None
    last = timexes[ends[1]]
    value = calendar.edtf(last.value)
    if value is None:
        return None
    earliest, latest = days_of(value)
    return replace(last, edtf=value, earliest=earliest, latest=latest)


def _either(reading: Reading, number: int) -> tuple[Timex, Timex] | None:
    """The two times of an "or" that a time is one of, the earlier first; None where it is of none."""
    timexes = reading.document.timexes
    for one, other in ((number - 1, number), (number, number + 1)):
        if one not in reading.spans or other not in reading.spans:
            continue
        between = range(reading.spans[one][1] + 1, reading.spans[other][0])
        values = [edtf_of(timexes[one]), edtf_of(timexes[other])]
        points = all(value and _POINT.fullmatch(value) for value in values) and str(values[0]) < str(
            values[1]
        )
        told = [reading.cues[at] for at in between] == [OR]
        if points and (told or all(_is_alternative(reading, reading.spans[n][1]) for n in (one, other))):
            return timexes[one], timexes[other]
    return None


def _is_alternative(reading: Reading, last: int) -> bool:
    """True if the word at the end of a time says that it is one of several ("2027లోనో 2028లోనో")."""
    pattern = reading.lexicon.alternative
    return pattern is not None and pattern.search(reading.keys[last]) is not None


def _days(edtf: str, earliest: date | None, latest: date | None) -> tuple[date | None, date | None]:
    """The first and last day of a value that was adapted; what they were before, where it has none."""
    try:
        return days_of(edtf)
    except ValueError:
        return earliest, latest


def _negative(candidate: Candidate) -> bool:
    """True if the trigger itself denies: "will not happen before" tells the earliest date."""
    return candidate.row.sense == "negative" or (
        candidate.form is not None and candidate.form.status == "denied"
    )


def _clock_nearby(reading: Reading, candidate: Candidate, day: str) -> str | None:
    """A clock time of that day in this sentence or the next."""
    sentence = reading.document.sentences[candidate.sentence]
    last = min(candidate.sentence + NEXT, len(reading.document.sentences) - 1)
    reach = Span(sentence.start, reading.document.sentences[last].end)
    for timex in reading.document.within(reading.document.timexes, reach):
        clock = _CLOCK.match(timex.value) if timex.type == "TIME" else None
        window = "/" in (timex.edtf or "")  # "from 7.30 to 11.30" says when it may happen, not when it did
        if clock is not None and clock[1] == day and not window:
            return _minute(day, clock[2])
    return None


def _minute(day: str, time: str) -> str:
    """A clock time of a day; half past midnight "on Saturday night" is a time of Sunday."""
    if time.startswith("24:"):
        day, time = str(date.fromisoformat(day) + timedelta(days=1)), "00" + time[2:]
    return f"{day}T{time}"


def edtf_of(timex: Timex) -> str | None:
    """The EDTF value of a time expression, cut to minutes; None if it has none that dates an event."""
    if timex.edtf is None or timex.edtf.startswith("P"):
        return None
    clock = _CLOCK.match(timex.edtf)
    if clock is None:
        return timex.edtf
    return _minute(clock[1], clock[2])
