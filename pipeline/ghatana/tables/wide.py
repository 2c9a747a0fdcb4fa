"""The three wide tables: one row per event, a column per role.

They are derived from `events` and `arguments` and nothing else. A role column holds the canonical English
name, or the stem of the surface where none is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from ghatana.document import Argument, Document, Event, Sentence
from ghatana.languages import Language, known
from ghatana.tables.counts import count_of, ordinal_of
from ghatana.tables.schema import REVIEW

PHASE_NUMBER = re.compile(r"\bPhase (\d{1,3})\b")


class Wide(NamedTuple):
    """A row of a wide table, the table's name, and the sources (which `events` shows too)."""

    table: str
    row: tuple[Any, ...]
    sources: list[str]


def wide_row(
    doc: Document,
    event_id: str,
    event: Event,
    evidence: Sentence,
    arguments: Sequence[Argument],
    review: str | None = None,
    language: Language | None = None,
) -> Wide:
    """The wide row of one event.

    Args:
        doc: the document.
        event_id: of the event.
        event: the event.
        evidence: its sentence.
        arguments: of the event, in text order.
        review: what a corrector did.
        language: the document's pack; None for the shipped one of its language, if there is one.
    """

    def names(role: str) -> list[str]:
        return list(dict.fromkeys(shown_name(doc, a) for a in arguments if a.role == role))

    def one(role: str) -> str | None:
        return " | ".join(names(role)) or None

    date, sources = event.date, names("source")
    dated = (date.edtf, date.earliest, date.latest) if date else (None, None, None)
    sentence = evidence.of(doc.text)
    tail = (
        event.status,
        *dated,
        sources,
        sentence,
        doc.published,
        doc.url,
        round(event.confidence, 4),
        review,
    )
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
        said = [a.of(doc.text) for a in arguments if a.role == "party" and a.basis != REVIEW]
        pack = language or known(doc.lang)
        given = [count_of(words, pack) or 0 for words in said]
        ordinal = ordinal_of(sentence, pack) if event.subtype == "accession" else None
        head = (
            event.subtype, parties, max([len(parties), *given]), ordinal, one("instrument"), one("subject"),
        )  # fmt: skip
        table = "agreements"
    return Wide(table, (event_id, doc.doc_id, *head, *tail), sources)


def shown_name(doc: Document, argument: Argument) -> str:
    """The canonical name of an argument, or the stem of its surface where none is known."""
    end = argument.end if argument.stem_end is None else argument.stem_end
    return argument.canonical or doc.text[argument.start : end]


def _phase_number(phase: str | None) -> int | None:
    found = PHASE_NUMBER.search(phase or "")
    return int(found[1]) if found else None
