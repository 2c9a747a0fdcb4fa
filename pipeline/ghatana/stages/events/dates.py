"""Which times date an event: those that belong to its trigger."""

from __future__ import annotations

from collections.abc import Sequence

from ghatana.stages.events.about_times import about_time
from ghatana.stages.events.confidence import certainty
from ghatana.stages.events.date_values import edtf_of
from ghatana.stages.events.evidence import probability, score
from ghatana.stages.events.opinions import Choices
from ghatana.stages.events.places import gap
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.series import series
from ghatana.stages.events.triggers import Candidate
from ghatana.stages.times.edtf import days_of

KINDS = {"DATE", "TIME", "DURATION"}
THRESHOLD = 0.5
LISTED = 0.05  # for a time in a list with one that dates the event
REACH = 1
BULLETS, HEADS_OFF = " \t*•·-–—>‣▪●", (":", "–", "—")  # before a time that heads its line, and after it
UNASKED = -6.0  # log-odds of a time that the model was not asked about


def options(reading: Reading, candidate: Candidate) -> list[tuple[int, list[str]]]:
    """The times that may be the event's date (timex number and evidence), closest first."""
    spans = _times_near(reading, candidate)
    near: list[tuple[int, int, int]] = []
    for number, (first, last) in spans.items():
        timex = reading.document.timexes[number]
        away = abs(reading.sentences[first] - candidate.sentence)
        if timex.type in KINDS and edtf_of(timex) is not None:
            near.append((away, gap(candidate, first, last) if away == 0 else 0, number))
    ranked = [number for _, _, number in sorted(near)]
    timexes = [reading.document.timexes[number] for number in ranked]
    model = Choices(_said(reading, candidate, ranked))
    return [
        (
            number,
            [
                *about_time(reading, candidate, timex, *spans[number], rank),
                *model.about(rank, timex.type),
            ],
        )
        for rank, (number, timex) in enumerate(zip(ranked, timexes, strict=True))
    ]


def _said(reading: Reading, candidate: Candidate, numbers: Sequence[int]) -> list[float] | None:
    """What the model says of times as the trigger's date; None without a model."""
    if reading.answers is None:
        return None
    said = reading.answers.dates[candidate.number]
    return [said.get(number, UNASKED) for number in numbers]


def _times_near(reading: Reading, candidate: Candidate) -> dict[int, tuple[int, int]]:
    """First and last word of each time expression within `REACH` sentences."""
    return {
        number: words
        for number, words in reading.spans.items()
        if abs(reading.sentences[words[0]] - candidate.sentence) <= REACH
    }


def choose(reading: Reading, candidate: Candidate) -> list[tuple[int, float]]:
    """The time expressions that date the event and how likely they do, the best first; see `choose_surely`."""
    return choose_surely(reading, candidate)[0]


def choose_surely(reading: Reading, candidate: Candidate) -> tuple[list[tuple[int, float]], float]:
    """The time expressions that date the event, the best first, and how likely they are all and only the right ones.

    More than one where a list shares the verb ("A in 2026 and B in 2028 will follow").
    """
    table = reading.lexicon.weights.get(f"date.{candidate.row.type}", {}).get("yes", {})
    if not table:
        return [], 1.0
    scored = [(probability(score(table, items)), -number) for number, items in options(reading, candidate)]
    ranked = [(-number, chance) for chance, number in sorted(scored, reverse=True)]
    chosen = [one for one in ranked[:1] if one[1] >= THRESHOLD]
    if chosen:
        best = chosen[0][0]
        listed = series(reading, candidate, best, {number: reading.spans[number] for number, _ in ranked})
        said = {edtf_of(reading.document.timexes[best])}
        for number, chance in ranked[1:]:
            value = edtf_of(reading.document.timexes[number])
            if value not in said and _also(reading, candidate, best, number, chance, listed=number in listed):
                chosen.append((number, chance))
                said.add(value)
    elif (opening := _set_before_main_verb(reading, candidate)) is not None:
        chosen = [(opening, THRESHOLD)]
    elif (heading := _heads_the_line(reading, candidate)) is not None:
        chosen = [(heading, THRESHOLD)]
    taken = {number for number, _ in chosen}
    return chosen, certainty((chance, -number in taken) for chance, number in scored)


def _set_before_main_verb(reading: Reading, candidate: Candidate) -> int | None:
    """The time that opens the trigger's sentence and is set apart by a comma, if the trigger is a finite verb.

    "మార్చి 2021లో, … రూపొందించడానికి … సంతకం చేశాయి": such a time dates the main verb over the clauses that stand
    between, if it is the only one before the verb.
    """
    if candidate.form is None or candidate.form.form not in ("fin", "hear"):
        return None
    start = reading.bounds[candidate.sentence][0]
    before = {reading.times[at] for at in range(start, candidate.first) if reading.times[at] >= 0}
    if len(before) != 1 or reading.times[start] not in before:
        return None
    number = before.pop()
    timex = reading.document.timexes[number]
    last = max(at for at in range(start, candidate.first) if reading.times[at] == number)
    if "," not in reading.words[last + 1].gap or timex.type not in KINDS or edtf_of(timex) is None:
        return None
    return number


def _heads_the_line(reading: Reading, candidate: Candidate) -> int | None:
    """The time that heads the trigger's line, before a colon, if the trigger's sentence has none of its own.

    "* 2023 ఫిబ్రవరి 10: ఎస్‌ఎస్‌ఎల్‌వీ-డీ2 సక్సెస్‌. ఈవోఎస్‌-07ను మోసుకెళ్లింది." — items of a chronicle.
    """
    text, begin = reading.document.text, reading.words[candidate.first].start
    line = text.rfind("\n", 0, begin) + 1
    inside = sorted(n for n in reading.spans if line <= reading.document.timexes[n].start < begin)
    if not inside or any(reading.sentences[reading.spans[n][0]] == candidate.sentence for n in inside[1:]):
        return None
    timex = reading.document.timexes[inside[0]]
    opens = not text[line : timex.start].strip(BULLETS) and text[timex.end :].lstrip(" ")[:1] in HEADS_OFF
    return inside[0] if opens and timex.type in KINDS and edtf_of(timex) is not None else None


def _also(
    reading: Reading, candidate: Candidate, best: int, other: int, chance: float, *, listed: bool
) -> bool:
    """True if a time dates one more event of the verb: in a list with the best, or likely enough beside it."""
    if _tense(reading, best) * _tense(reading, other) < 0:
        return False
    if listed:
        return chance >= LISTED
    timexes = reading.document.timexes
    start = reading.words[candidate.first].start
    sentence = reading.document.sentences[candidate.sentence]
    inside = all(sentence.start <= timexes[n].start and timexes[n].end <= start for n in (best, other))
    return inside and chance >= THRESHOLD


def _tense(reading: Reading, number: int) -> int:
    """-1 for a time before the day of publication, 1 for one after it, 0 where that cannot be told."""
    value, published = edtf_of(reading.document.timexes[number]), reading.document.published
    if value is None or published is None:
        return 0
    first, last = days_of(value)
    return (first is not None and first > published) - (last is not None and last < published)
