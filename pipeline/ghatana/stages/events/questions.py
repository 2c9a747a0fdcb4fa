"""The questions that are put to a model about a document.

The same function makes them when the model is trained (`models/tagger`) and when it is used, so that both see the
same thing.
"""

from __future__ import annotations

from collections.abc import Sequence

from ghatana.stages.events.model import Asked, Questions
from ghatana.stages.events.places import bucket, gap, place
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.role_facts import FILLING, WINDOW
from ghatana.stages.events.triggers import Candidate

TIMES_WINDOW = 1
DAY_SIZE = len("YYYY-MM-DD")


def ask(reading: Reading, found: Sequence[Candidate], related: bool = True) -> Questions:
    """The questions about a document whose triggers are `found`; without what could be `related`, triggers alone."""
    mentions = reading.mentions if related else []
    timexes = reading.document.timexes if related else ()
    spans = reading.spans if related else {}
    near, dated = [], []
    for one in found:
        low, high = one.sentence - WINDOW, one.sentence + WINDOW
        near.append(
            tuple(
                (number, where(reading, one, m.first, m.last, m.sentence))
                for number, m in enumerate(mentions)
                if low <= m.sentence <= high and m.label in FILLING[one.row.type]
            )
        )
        dated.append(
            tuple(
                (number, where(reading, one, first, last, reading.sentences[first]))
                for number, (first, last) in spans.items()
                if abs(reading.sentences[first] - one.sentence) <= TIMES_WINDOW
            )
        )
    return Questions(
        tuple(
            Asked(
                reading.words[c.first].start,
                reading.words[c.last].end,
                (c.row.type, f"{c.row.type}.{c.row.sense}"),
            )
            for c in found
        ),
        tuple(Asked(m.start, m.end, (m.label, m.case)) for m in mentions),
        tuple(Asked(t.start, t.end, (f"{t.type}.{min(len(t.value), DAY_SIZE)}",)) for t in timexes),
        tuple(near),
        tuple(dated),
    )


def where(reading: Reading, candidate: Candidate, first: int, last: int, sentence: int) -> str:
    """The place of words about a trigger, with the distance in words where they share its sentence."""
    spot = place(reading, candidate, first, last, sentence)
    return spot if spot[0] == "s" else f"{spot}.{bucket(gap(candidate, first, last))}"
