"""What the page needs of a run, as plain rows; a table or column that the run lacks is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ghatana.errors import UsageError
from ghatana.run.output import read_manifest
from ghatana.tables.files import parts
from ghatana.tables.schema import BY_NAME

Row = Mapping[str, Any]
# Without these there is nothing to show: table → the columns that say what a row is about.
NEEDED = {
    "documents": ("doc_id", "text"),
    "events": ("event_id", "doc_id", "type"),
    "arguments": ("event_id", "role"),
}
WIDE = {
    "station_phases": ("phase_no",),
    "launches": (),
    "agreements": ("n_parties", "ordinal"),
}


@dataclass(frozen=True, slots=True)
class RunRows:
    """The rows of a run, in an order that its inputs' order does not change.

    `documents` are those with events, by id; `arguments` and `facts` (numbers that only the wide tables hold) go by
    event id; `published` are the first and last publication dates of `documents`.
    """

    manifest: Mapping[str, Any]
    documents: Mapping[str, Row]
    events: tuple[Row, ...]
    arguments: Mapping[str, tuple[Row, ...]]
    facts: Mapping[str, Mapping[str, int]]
    quarantine: tuple[Row, ...]


def read_run(run: Path) -> RunRows:
    """The rows of a finished run.

    Raises:
        UsageError: if there is none, or it lacks a table or column that the page cannot do without.
    """
    manifest = read_manifest(run)
    for table, columns in NEEDED.items():
        _require(run, table, columns)
    events = sorted(_rows(run, "events"), key=_place)
    wanted = {event["doc_id"] for event in events}
    documents = {
        row["doc_id"]: row for row in _rows(run, "documents", lambda doc_id: doc_id in wanted, "doc_id")
    }
    arguments: dict[str, list[Row]] = {}
    for row in _rows(run, "arguments"):
        arguments.setdefault(row["event_id"], []).append(row)
    facts: dict[str, dict[str, int]] = {}
    for table, names in WIDE.items():
        for row in _rows(run, table) if names else ():
            facts[row["event_id"]] = {name: row[name] for name in names if row[name] is not None}
    return RunRows(
        manifest=manifest,
        documents=dict(sorted(documents.items())),
        events=tuple(events),
        arguments={k: tuple(sorted(v, key=_text_order)) for k, v in arguments.items()},
        facts=facts,
        quarantine=tuple(sorted(_rows(run, "quarantine"), key=_origin)),
    )


def _place(event: Row) -> tuple[Any, ...]:
    return (event["doc_id"], event["trigger_start"] or 0, event["event_id"])


def _text_order(argument: Row) -> tuple[Any, ...]:
    return (argument["start"] or 0, argument["end"] or 0, argument["role"])


def _origin(row: Row) -> tuple[str, int, str]:
    return (row["source"] or "", row["position"] or 0, row["doc_id"] or "")


def _require(run: Path, table: str, columns: Iterable[str]) -> None:
    import pyarrow.parquet as pq

    files = parts(run / f"{table}.parquet")
    if not files:
        raise UsageError(
            f"The run {run} has no {table}.parquet, which the report reads. Extract again with parquet among --format "
            f"and {table} among --tables."
        )
    found = set(pq.read_schema(files[0]).names)
    if lacking := [c for c in columns if c not in found]:
        raise UsageError(
            f"The table {table} of the run {run} lacks {', '.join(lacking)}: it was not written by ghatana, or by a "
            "version that this one cannot read. Extract its inputs again with this one."
        )


def _rows(
    run: Path, table: str, keep: Callable[[Any], bool] | None = None, column: str = ""
) -> Iterator[Row]:
    """Rows of a table with every column of the schema; with `keep`, those whose `column` it takes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    blank: dict[str, Any] = {
        c.name: [] if c.kind.startswith("list") else None for c in BY_NAME[table].columns
    }
    for part in parts(run / f"{table}.parquet"):
        with pq.ParquetFile(part) as file:
            names = [name for name in file.schema_arrow.names if name in blank]
            for group in range(file.num_row_groups):
                if keep:
                    keys = file.read_row_group(group, columns=[column]).column(0).to_pylist()
                    mask = [keep(key) for key in keys]
                    if not any(mask):
                        continue
                    held = file.read_row_group(group, columns=names).filter(pa.array(mask))
                else:
                    held = file.read_row_group(group, columns=names)
                for row in held.to_pylist():
                    yield {**blank, **row}
