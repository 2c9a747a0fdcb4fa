"""Corrections applied where events become rows, so that they survive every rerun.

Ids are made from what was found, before any correction, so a corrected event keeps its id. A corrector's value is
traced like any other: a name that the document mentions points to the nearest mention, as does one that fills a role of
another event or stands there in so many words, a date to the time expression with that value; a name that it does not
mention points to the event's sentence, with `review` as basis, and a date that it does not give has no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ghatana.annotations import EVENT_TYPES, ROLES, Argument, Event, EventDate, Span
from ghatana.document import Document
from ghatana.stages.times.edtf import days_of
from ghatana.tables.corrections import ACCEPT, CELLS, OVERRIDE, REJECT, Correction, Corrections
from ghatana.tables.schema import BY_NAME, REVIEW
from ghatana.tables.wide import shown_name

ACCEPTED, CORRECTED = "accepted", "corrected"
LIST_JOIN = " | "
PARTS = ("START", "MID", "END")


class Reviewed(NamedTuple):
    """An event with its id, and what a corrector did to it: `accepted`, `corrected`, both, or None."""

    event_id: str
    event: Event
    review: str | None


def review(
    doc: Document, found: Sequence[tuple[str, Event]], corrections: Corrections
) -> tuple[list[Reviewed], list[tuple[Any, ...]]]:
    """The events of a document after correction, and a row of the table `corrections` for each that met one."""
    kept: list[Reviewed] = []
    rows: list[tuple[Any, ...]] = []
    for event_id, event in found:
        marks: list[str] = []
        sentence = _sentence(doc, event).of(doc.text)
        corrected, rejected = event, False
        for c in corrections.of(event_id):
            changed = corrected if c.action != OVERRIDE else _override(doc, corrected, c)
            value = c.value if c.action == OVERRIDE else None
            rows.append((
                event_id, doc.doc_id, c.line, c.action, c.column, _cell(doc, corrected, c.column), value,
                c.note or None, changed is not None, event.of(doc.text), sentence,
            ))  # fmt: skip
            corrected = changed or corrected
            rejected |= c.action == REJECT
            if c.action == ACCEPT:
                marks.append(ACCEPTED)
            elif changed is not None:
                marks.append(CORRECTED)
        if not rejected:
            kept.append(Reviewed(event_id, corrected, ", ".join(sorted(set(marks))) or None))
    return kept, rows


def outcome(rows: Iterable[tuple[Any, ...]], corrections: Corrections) -> dict[str, Any]:
    """What became of corrections, from the rows of the table: counts, and those that changed nothing, by line."""
    names = BY_NAME["corrections"].names
    met = [dict(zip(names, row, strict=True)) for row in rows]
    counts = {
        done: sum(row["applied"] and row["action"] == action for row in met)
        for action, done in ((ACCEPT, "accepted"), (REJECT, "rejected"), (OVERRIDE, "overridden"))
    }
    unfit = sorted((row for row in met if not row["applied"]), key=lambda row: int(row["line"]))
    return {
        "rows": len(corrections.items),
        **counts,
        "not_applied": [{key: row[key] for key in ("line", "event_id", "column", "value")} for row in unfit],
        "unmatched": [
            {"line": c.line, "event_id": c.event_id, "action": c.action}
            for c in corrections.unmatched(int(row["line"]) for row in met)
        ],
    }


def in_words(said: Mapping[str, Any]) -> str:
    """What `outcome` says, for people; a line for each correction that changed nothing."""
    counts = ", ".join(f"{said[key]:,} {key}" for key in ("accepted", "rejected", "overridden"))
    lines = [f"corrections: {counts}"]
    lines += [f"  line {c['line']}: no event {c['event_id']} in this run" for c in said["unmatched"]]
    lines += [
        f"  line {c['line']}: {c['column']} = {c['value']!r} fits no event of the type of {c['event_id']}"
        for c in said["not_applied"]
    ]
    return "\n".join(lines)


def _cell(doc: Document, event: Event, column: str | None) -> str | None:
    """What stands in a column, as CSV shows it."""
    if column is None:
        return None
    if column == "date_edtf":
        return event.date.edtf if event.date else None
    if column in CELLS:
        return str(getattr(event, column))
    return LIST_JOIN.join(dict.fromkeys(shown_name(doc, a) for a in event.fillers(column))) or None


def _override(doc: Document, event: Event, c: Correction) -> Event | None:
    """The event with one cell replaced; None if the value fits no event of its type."""
    if c.column == "status":
        return replace(event, status=c.value)
    if c.column == "subtype":
        return replace(event, subtype=c.value) if c.value in EVENT_TYPES[event.type] else None
    if c.column == "date_edtf":
        return replace(event, date=_date(doc, event, c.value) if c.value else None)
    if c.column not in ROLES[event.type]:
        return None
    role = str(c.column)
    arguments = [a for a in event.arguments if a.role != role]
    for name in c.names:
        same = [a for a in event.fillers(role) if shown_name(doc, a) == name]
        arguments += same or [_argument(doc, event, role, name)]
    return replace(event, arguments=tuple(sorted(arguments, key=lambda a: (a.start, a.end, a.role))))


def _argument(doc: Document, event: Event, role: str, name: str) -> Argument:
    sentence = _sentence(doc, event)
    mentions = _mentions(doc, name)
    if not mentions:
        return Argument(sentence.start, sentence.end, role, name, None, REVIEW)
    near = min(mentions, key=lambda a: (not sentence.contains(a), _away(event, a)))
    return replace(near, role=role, basis="sentence" if sentence.contains(near) else "document", score=1.0)


def _mentions(doc: Document, name: str) -> list[Argument]:
    """Where a document mentions what a corrector names: as a name, as an argument ("Phase 1"), or in so many words."""
    said = name.casefold()
    names = [e for e in doc.entities if e.canonical and e.canonical.casefold() == said]
    if names:
        return [Argument(e.start, e.end, "", e.canonical, e.kb_id, stem_end=e.stem_end) for e in names]
    told = [a for e in doc.events for a in e.arguments if a.canonical and a.canonical.casefold() == said]
    if told:
        return told
    return [Argument(m.start(), m.end(), "", name) for m in re.finditer(re.escape(name), doc.text)]


def _date(doc: Document, event: Event, edtf: str) -> EventDate:
    earliest, latest = days_of(edtf)
    sentence = _sentence(doc, event)
    times = [t for t in doc.timexes if t.edtf == edtf]
    if not times:
        return EventDate(sentence.start, sentence.end, edtf, None, earliest, latest, REVIEW)
    near = min(times, key=lambda t: (not sentence.contains(t), _away(event, t)))
    mod = near.mod if near.mod in PARTS else None
    return EventDate(near.start, near.end, edtf, mod, earliest, latest, near.basis)


def _sentence(doc: Document, event: Event) -> Span:
    return doc.sentences[doc.sentence_index(event.start)]


def _away(one: Span, other: Span) -> tuple[int, int]:
    """For sorting: code points between two spans, then the place of the second."""
    return max(0, other.start - one.end, one.start - other.end), other.start
