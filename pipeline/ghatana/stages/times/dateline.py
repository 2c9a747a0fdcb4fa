"""The publication date that a dateline gives."""

from __future__ import annotations

from datetime import date

from ghatana.stages.times.direction import HEAD
from ghatana.stages.times.tagger import Tagger


def dateline(text: str, tagger: Tagger) -> date | None:
    """The date in the dateline at the head of a text, or None.

    A dateline is a place, a comma, a date with day, month and year and without a case suffix, and a mark:
    "బీజింగ్, 2024 జూన్ 13 (జిన్హువా):". The date may also open the text. A dateline without a year gives no
    publication date.
    """
    head = text[:HEAD]
    for timex in tagger.tag(head, None):
        one_day = timex.earliest is not None and timex.earliest == timex.latest
        if one_day and timex.basis == "explicit" and tagger.heading.holds(head, timex.start, timex.end):
            return timex.earliest
    return None
