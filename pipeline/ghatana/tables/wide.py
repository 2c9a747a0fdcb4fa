"""The three wide tables: one row per event, a column per role.

They are derived from `events` and `arguments` and nothing else. A role column holds the canonical English
name, or the stem of the surface where none is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from ghatana.document import Argument, Document, Event, Sentence
from ghatana.tables.counts import count_of, ordinal_of

PHASE_NUMBER = re.compile(r"\bPhase (\d{1,3})\b")


class Wide(NamedTuple):
    """A row of a wide table, the table's name, and the sources (which `events` shows too)."""

    table: str
    row: tuple[Any, ...]
    sources: list[str]


def wide_row(
    doc: Document, event_id: str, event: Event, evidence: Sentence, arguments: Sequence[Argument]
) -> Wide:
    """The wide row of one event; `arguments` in text order."""

    def names(role: str) -> list[str]:
        return list(dict.fromkeys(_name(doc, a) for a in arguments if a.role == role))

    def one(role: str) -> str | None:
        return " | ".join(names(role)) or None

    date, sources = event.date, names("source")
    dated = (date.edtf, date.earliest, date.latest) if date else (None, None, None)
    words = evidence.of(doc.text)
    tail = (event.status, *dated, sources, words, doc.published, doc.url, round(event.confidence, 4))
    if event.type == "station_phase":
        phase = one("phase")
        head: tuple[Any, ...] = (
            one("program"), event.subtype, phase, _phase_number(phase), names("milestone"), one("location"),
            names("operator"),
        )  # fmt: skip
        table = "station_phases"
    elif event.type == "launch":
        head = (
            event.subtype, names("payload"), one("vehicle"), names("operator"), one("site"), one("destination"),
        )  # fmt: skip
        table = "launches"
    else:
        parties = names("party")
        given = [count_of(a.of(doc.text), doc.lang) or 0 for a in arguments if a.role == "party"]
        ordinal = ordinal_of(words, doc.lang) if event.subtype == "accession" else None
        head = (
            event.subtype, parties, max([len(parties), *given]), ordinal, one("instrument"), one("subject"),
        )  # fmt: skip
        table = "agreements"
    return Wide(table, (event_id, doc.doc_id, *head, *tail), sources)


def _name(doc: Document, argument: Argument) -> str:
    end = argument.end if argument.stem_end is None else argument.stem_end
    return argument.canonical or doc.text[argument.start : end]


def _phase_number(phase: str | None) -> int | None:
    found = PHASE_NUMBER.search(phase or "")
    return int(found[1]) if found else None
