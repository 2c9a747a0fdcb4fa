"""What changed between two runs: rows added, gone and altered, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ghatana.errors import UsageError
from ghatana.run.output import require_schema
from ghatana.tables.schema import BY_NAME
from ghatana.tables.write import csv_cell, read_rows

Row = tuple[Any, ...]
# What makes a row the same row in both runs. Spans are part of it where a row has no id of its own.
KEYS = {
    "documents": ("doc_id",),
    "sentences": ("doc_id", "start", "end"),
    "tokens": ("doc_id", "start", "end"),
    "entities": ("doc_id", "start", "end"),
    "timexes": ("doc_id", "start", "end"),
    "events": ("event_id",),
    "arguments": ("event_id", "role", "start", "end"),
    "station_phases": ("event_id",),
    "launches": ("event_id",),
    "agreements": ("event_id",),
    "corrections": ("event_id", "action", "column"),
    "quarantine": ("source", "position", "doc_id", "stage"),
}
# Numbers in the order of the document: they shift with every row before them and say nothing by themselves.
POSITIONS = {"sentence_id", "mention_id", "timex_id", "token_id"}


@dataclass(slots=True)
class TableDiff:
    """One table: keys of rows added and gone, and what was altered in the others (column: before, after)."""

    name: str
    added: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    altered: list[tuple[Row, dict[str, tuple[Any, Any]]]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """As text: a line for the table, then one for each row added (+) or gone (-) and cell altered (~)."""
        counts = f"{len(self.added)} added, {len(self.gone)} gone, {len(self.altered)} altered"
        yield f"{self.name}: {counts}"
        for sign, keys in (("+", self.added), ("-", self.gone)):
            yield from (f"  {sign} {_shown(key)}" for key in keys)
        for key, cells in self.altered:
            for column, (before, after) in cells.items():
                yield f"  ~ {_shown(key)} {column}: {csv_cell(before) or 'null'} -> {csv_cell(after) or 'null'}"


def diff(before: Path, after: Path) -> list[TableDiff]:
    """Compare two finished runs, table by table.

    Raises:
        UsageError: if one is no finished run, has another schema version, or has no table in Parquet.
    """
    held = []
    for path in (before, after):
        require_schema(path)
        held.append({name for name in BY_NAME if (path / f"{name}.parquet").exists()})
        if not held[-1]:
            raise UsageError(
                f"The run {path} has no table in Parquet. Extract it with --format parquet to compare it."
            )
    return [
        _compare(name, _rows(before, name), _rows(after, name))
        for name in BY_NAME
        if all(name in tables for tables in held)
    ]


def _rows(run: Path, name: str) -> dict[Row, Row]:
    columns = [BY_NAME[name].names.index(k) for k in KEYS[name]]
    return {
        tuple(row[c] for c in columns): row for rows in read_rows(run / f"{name}.parquet") for row in rows
    }


def _compare(name: str, before: dict[Row, Row], after: dict[Row, Row]) -> TableDiff:
    columns = BY_NAME[name].names
    out = TableDiff(name, [k for k in after if k not in before], [k for k in before if k not in after])
    for key, row in before.items():
        if key in after and row != after[key]:
            cells = {
                column: (a, b)
                for column, a, b in zip(columns, row, after[key], strict=True)
                if a != b and column not in POSITIONS
            }
            if cells:
                out.altered.append((key, cells))
    return out


def _shown(key: Row) -> str:
    return " ".join("-" if part is None else str(part) for part in key)
