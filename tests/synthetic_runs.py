"""Large runs out of a small one: its documents again and again, with ids and days of publication of their own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ghatana.tables.files import parquet_files
from ghatana.tables.schema import BY_NAME, SCHEMA_VERSION, Table, arrow_schema
from ghatana.tables.write import ParquetWriter

COPIES = 60  # in a row group: about as many documents as a shard of a run has
FIRST_DAY = date(2005, 1, 1)
MANIFEST = {
    "ghatana": "0.1.0",
    "schema_version": SCHEMA_VERSION,
    "recipe": {"name": "default", "lang": "te", "fingerprint": "0" * 64, "stages": []},
    "options": {},
    "inputs": [],
    "counts": {"in": 0, "documents": 0, "quarantined": 0, "events": 0},
    "events_by_type": {},
    "timings": {"seconds": 1.5},
}


def write_run(folder: Path, tables: dict[str, Sequence[tuple[Any, ...]]], **manifest: Any) -> Path:
    """A run folder with these rows; tables that are not named are empty."""
    folder.mkdir(parents=True)
    for name in BY_NAME:
        if name in tables or name not in ("tokens", "corrections"):
            writer = ParquetWriter(folder / f"{name}.parquet", BY_NAME[name])
            writer.write(list(tables.get(name, ())))
            writer.close()
    (folder / "run.json").write_text(json.dumps({**MANIFEST, **manifest}), "utf-8")
    return folder


def multiply(run: Path, folder: Path, times: int) -> Path:
    """A run of `times` copies of the documents of another."""
    folder.mkdir(parents=True)
    for name, files in parquet_files(run).items():
        table = pa.concat_tables([pq.read_table(file) for file in files])
        with pq.ParquetWriter(folder / f"{name}.parquet", table.schema, compression="zstd") as writer:
            for first in range(0, times if name != "quarantine" else 1, COPIES):
                copies = range(first, min(times, first + COPIES))
                writer.write_table(pa.concat_tables([_copy(table, BY_NAME[name], copy) for copy in copies]))
    (folder / "run.json").write_text((run / "run.json").read_text("utf-8"), "utf-8")
    return folder


def _copy(table: pa.Table, of: Table, copy: int) -> pa.Table:
    columns = {name: table[name] for name in of.names}
    for name in {"doc_id", "duplicate_of"} & set(columns):
        columns[name] = pa.array([v and f"{v}-{copy}" for v in table[name].to_pylist()], pa.string())
    if "event_id" in columns:
        columns["event_id"] = pa.array([event_id(v, copy) for v in table["event_id"].to_pylist()])
    if of.name == "arguments":
        # Every ten copies tell of the same: names of their own keep the others apart.
        columns["canonical"] = pa.array([v and f"{v} {copy // 10}" for v in table["canonical"].to_pylist()])
        columns["kb_id"] = pa.nulls(len(table), pa.string())
    if "published" in columns:
        day = FIRST_DAY + timedelta(days=copy * 6)
        columns["published"] = pa.array([day] * len(table), pa.date32())
    return pa.table(list(columns.values()), schema=arrow_schema(of))


def event_id(original: str, copy: int) -> str:
    return hashlib.sha256(f"{original} {copy}".encode()).hexdigest()[:16]
