"""What a run holds of one event: its row, its document, its corrections, and the recipe that found it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ghatana.document import Document
from ghatana.errors import UsageError
from ghatana.recipe import Recipe
from ghatana.run.output import read_manifest
from ghatana.tables.corrections import REJECT

SHOWN = 5  # ids that an error lists
ANEW = "extract its inputs again with this one"


@dataclass(frozen=True, slots=True)
class Source:
    """An event of a run: `row` of `events` (None if a corrector rejected it), its document's row, its corrections."""

    event_id: str
    row: Mapping[str, Any] | None
    document: Mapping[str, Any]
    corrections: tuple[Mapping[str, Any], ...]
    manifest: Mapping[str, Any]


def find(run: Path, event_id: str) -> Source:
    """The event whose id is, or alone begins with, `event_id`.

    Raises:
        UsageError: if the run is none, lacks a table or the text, or has no such event, or several.
    """
    manifest = read_manifest(run)
    known = {str(row["event_id"]): str(row["doc_id"]) for row in _rows(run, "events", ["event_id", "doc_id"])}
    corrected = (run / "corrections.parquet").exists()
    given = _rows(run, "corrections") if corrected else []
    known |= {str(c["event_id"]): str(c["doc_id"]) for c in given if c["action"] == REJECT}
    found = sorted(i for i in known if i.startswith(event_id)) if event_id else []
    if len(found) != 1:
        raise UsageError(_which(run, event_id, found, len(known)))
    row = next(iter(_rows(run, "events", where=("event_id", found[0]))), None)
    document = next(iter(_rows(run, "documents", where=("doc_id", known[found[0]]))), None)
    if document is None or document.get("text") is None:
        raise UsageError(
            f"The run {run} does not hold the text of document {known[found[0]]!r}, so its decisions cannot be traced. "
            "Extract it again with the table documents among --tables."
        )
    own = tuple(c for c in given if c["event_id"] == found[0])
    return Source(found[0], row, document, own, manifest)


def _which(run: Path, event_id: str, found: list[str], count: int) -> str:
    if not found:
        return (
            f"The run {run} has no event whose id begins with {event_id!r} (it has {count:,}). Take an id from the "
            "column `event_id` of events, launches, agreements or station_phases."
        )
    more = "…" if len(found) > SHOWN else ""
    return (
        f"{len(found)} events of the run {run} have an id that begins with {event_id!r}: {', '.join(found[:SHOWN])}"
        f"{more}. Give more of it."
    )


def _rows(
    run: Path, table: str, columns: list[str] | None = None, where: tuple[str, str] | None = None
) -> list[dict[str, Any]]:
    """Rows of a table; `where` is a column and the value it must have."""
    import pyarrow.parquet as pq

    path = run / f"{table}.parquet"
    if not path.exists():
        raise UsageError(
            f"The run {run} has no {path.name}, which explain reads. Extract again with parquet among --format and "
            f"{table} among --tables."
        )
    filters = [(where[0], "=", where[1])] if where else None
    rows: list[dict[str, Any]] = pq.read_table(path, columns=columns, filters=filters).to_pylist()
    return rows


def recipe_of(run: Path, manifest: Mapping[str, Any]) -> Recipe:
    """The recipe that a run was made with.

    Raises:
        UsageError: if it was made by another version, or with files, language data or models that are not here.
    """
    made_by, here = manifest.get("ghatana"), version("ghatana")
    if made_by != here:
        raise UsageError(
            f"The run {run} was made by ghatana {made_by}, this is {here}, which may decide otherwise: its decisions "
            f"cannot be traced here. Install ghatana {made_by}, or {ANEW}."
        )
    described = manifest.get("recipe", {})
    if "stages" not in described:
        raise UsageError(
            f"{run}/run.json does not say with which stages the run was made. To trace it, {ANEW}."
        )
    recipe = Recipe.restored(described)
    files = recipe.described()["files"]
    if changed := sorted(path for path, sha in described.get("files", {}).items() if files.get(path) != sha):
        raise UsageError(
            f"The run {run} was made with another content of {', '.join(changed)}. Put the file back as it was, or "
            f"{ANEW}."
        )
    recipe.check_engines()
    if recipe.fingerprint() != described.get("fingerprint"):
        raise UsageError(
            f"The run {run} was made with other language data, knowledge or models than are installed here (recipe "
            f"fingerprint {str(described.get('fingerprint'))[:12]}…, here {recipe.fingerprint()[:12]}…): its decisions "
            f"cannot be traced. Use the installation that made it, or {ANEW}."
        )
    return recipe


def document_of(row: Mapping[str, Any]) -> Document:
    """A row of `documents` as the document that went in: a date that a stage found is left to it again."""
    dateline = row["published_basis"] == "dateline"
    published: date | None = None if dateline else row["published"]
    return Document(
        doc_id=row["doc_id"],
        text=row["text"],
        lang=row["lang"],
        published=published,
        published_basis="none" if dateline else row["published_basis"],
        title=row["title"],
        url=row["url"],
        publisher=row["publisher"],
        source=row["source"],
        meta=row["meta"] or json.dumps({}),
    )
