"""The publication date that a dateline gives."""

from __future__ import annotations

from datetime import date

from ghatana.stages.times.tagger import Tagger

HEAD = 400
FIRST_WORDS = 120


def dateline(text: str, tagger: Tagger) -> date | None:
    """The date in the dateline at the head of a text, or None.

    Only a date with day, month and year counts, near the beginning of one of the first lines, without a case
    suffix: "బీజింగ్, 2024 జూన్ 13 (జిన్హువా):". A dateline without a year gives no publication date.
    """
    head = text[:HEAD]
    for timex in tagger.tag(head, None):
        line = head.rfind("\n", 0, timex.start) + 1
        if timex.start - line > FIRST_WORDS or timex.type != "DATE" or timex.basis != "explicit":
            continue
        if timex.earliest is not None and timex.earliest == timex.latest:
            after = head[timex.end : timex.end + 2].lstrip(" ")
            if (
                after[:1] in ("(", ":", "-", "\u2013", "\u2014", ".", "\n", ",", "/", "")
                and not head[timex.end : timex.end + 1].isalpha()
            ):
                return timex.earliest
    return None
