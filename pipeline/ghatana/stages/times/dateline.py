"""The publication date that a dateline gives."""

from __future__ import annotations

from datetime import date

from ghatana.document import Timex
from ghatana.stages.times.tagger import Tagger

HEAD = 400
PLACE_WORDS = 6
CLOSERS = ("(", ":", "-", "\u2013", "\u2014", ".", "\n", ",", "/", "")


def dateline(text: str, tagger: Tagger) -> date | None:
    """The date in the dateline at the head of a text, or None.

    A dateline is a place, a comma, a date with day, month and year and without a case suffix, and a mark:
    "బీజింగ్, 2024 జూన్ 13 (జిన్హువా):". The date may also open the text. A dateline without a year gives no
    publication date.
    """
    head = text[:HEAD]
    for timex in tagger.tag(head, None):
        one_day = timex.earliest is not None and timex.earliest == timex.latest
        if one_day and timex.type == "DATE" and timex.basis == "explicit" and _is_dateline(head, timex):
            return timex.earliest
    return None


def _is_dateline(head: str, timex: Timex) -> bool:
    line = head.rfind("\n", 0, timex.start) + 1
    before = head[line : timex.start].strip()
    after = head[timex.end : timex.end + 2].strip(" ")[:1]
    if after not in CLOSERS:
        return False
    if not before:
        return not head[:line].strip()
    return before.endswith(",") and before[0].isalpha() and len(before.split()) <= PLACE_WORDS
