"""Documents and events as the plain values that the page is drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ghatana.languages import available, load
from ghatana.report.excerpt import Excerpt
from ghatana.report.reading import Row, RunRows
from ghatana.stages.names.romanise import Romaniser
from ghatana.tables.schema import REVIEW

NO_TEXT = Excerpt("", ())


@dataclass(frozen=True, slots=True)
class Content:
    """What the page shows: `documents` and `events` as plain values, and the pieces of each document's text."""

    documents: list[dict[str, Any]]
    events: list[dict[str, Any]]
    texts: list[list[str]]


def content(rows: RunRows) -> Content:
    """The documents with events and the events, which point to documents by position."""
    by_document: dict[str, list[Row]] = {}
    for event in rows.events:
        by_document.setdefault(event["doc_id"], []).append(event)
    documents: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    texts: list[list[str]] = []
    for doc_id, group in by_document.items():
        document = rows.documents.get(doc_id, {})
        held = [(event, rows.arguments.get(event["event_id"], ())) for event in group]
        text = document.get("text") or ""
        spans = [span for event, arguments in held for span in _spans(event, arguments)]
        excerpt = Excerpt(text, spans) if text else NO_TEXT
        roman = _romaniser(document.get("lang") or "")
        for event, arguments in held:
            facts = rows.facts.get(event["event_id"], {})
            events.append(
                {"doc": len(documents), **_event(event, excerpt, roman), "facts": facts}
                | _filled(arguments, excerpt, roman)
            )
        documents.append(_document(doc_id, document, excerpt))
        texts.append(excerpt.texts())
    return Content(documents, events, texts)


def _spans(event: Row, arguments: Iterable[Row]) -> Iterable[tuple[int, int]]:
    rows = [(event, prefix) for prefix in ("evidence_", "trigger_", "date_")] + [(a, "") for a in arguments]
    for row, prefix in rows:
        start, end = row[f"{prefix}start"], row[f"{prefix}end"]
        if start is not None and end is not None:
            yield start, end


def _document(doc_id: str, row: Row, excerpt: Excerpt) -> dict[str, Any]:
    names = ("title", "publisher", "url", "lang", "published_basis", "source", "n_chars", "duplicate_of")
    return {
        "id": doc_id,
        **{name: row.get(name) for name in names},
        "published": _day(row.get("published")),
        "whole": excerpt.whole,
    }


def _event(row: Row, excerpt: Excerpt, roman: Roman) -> dict[str, Any]:
    words = {
        name: {
            "at": _at(excerpt, row[f"{name}_start"], row[f"{name}_end"]),
            "text": row[column],
            "roman": roman.of(row[column]),
        }
        for name, column in (("evidence", "evidence"), ("trigger", "trigger"), ("date", "date_text"))
    }
    return {
        "id": row["event_id"],
        "type": row["type"],
        "subtype": row["subtype"],
        "status": row["status"],
        "edtf": row["date_edtf"],
        "mod": row["date_mod"],
        "earliest": _day(row["date_earliest"]),
        "latest": _day(row["date_latest"]),
        "basis": row["date_basis"],
        "published": _day(row["published"]),
        "confidence": row["confidence"],
        "review": row["review"],
        "words": words,
    }


def _filled(rows: Iterable[Row], excerpt: Excerpt, roman: Roman) -> dict[str, Any]:
    """The arguments, and the cells of the wide row: by role, the names as the wide tables give them."""
    arguments = []
    cells: dict[str, list[str]] = {}
    for row in rows:
        surface = row["text"] or ""
        stem_end = row["end"] if row["stem_end"] is None else row["stem_end"]
        name = row["canonical"] or surface[: max(0, (stem_end or 0) - (row["start"] or 0)) or None]
        cell = cells.setdefault(row["role"], [])
        if name not in cell:
            cell.append(name)
        reviewed = row["basis"] == REVIEW  # its span is the evidence: no words of the text say it
        arguments.append({
            "role": row["role"],
            "name": name,
            "canonical": row["canonical"],
            "kb": row["kb_id"],
            "basis": row["basis"],
            "score": row["score"],
            "text": None if reviewed else surface,
            "roman": None if reviewed else roman.of(surface),
            "at": None if reviewed else _at(excerpt, row["start"], row["end"]),
        })  # fmt: skip
    return {"arguments": arguments, "cells": cells}


def _at(excerpt: Excerpt, start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else excerpt.locate(start, end)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


class Roman:
    """Words in Latin letters (ISO 15919), where the language's pack knows how."""

    def __init__(self, lang: str) -> None:
        self._romaniser = Romaniser(load(lang)) if lang in available() else None

    def of(self, text: str | None) -> str | None:
        """None if there is nothing to romanise: no text, no pack, or no letter that changes."""
        if not text or self._romaniser is None:
            return None
        written = " ".join(self._romaniser.iso(text).split())
        return None if written == text else written


@cache
def _romaniser(tag: str) -> Roman:
    """By the primary subtag of a BCP 47 tag."""
    return Roman(tag.partition("-")[0])


def years(events: Iterable[Mapping[str, Any]]) -> list[int]:
    """The years that dated events may fall in; an open end adds none."""
    found: set[int] = set()
    for event in events:
        ends = [int(day[:4]) for day in (event["earliest"], event["latest"]) if day]
        if ends:
            found.update(range(min(ends), max(ends) + 1))
    return sorted(found)
