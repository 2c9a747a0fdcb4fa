"""The tables of one or several runs as one: views in a DuckDB connection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ghatana.errors import UsageError
from ghatana.query import make_view
from ghatana.tables.files import parquet_files
from ghatana.tables.rules import EVERY

SHOWN = 5
NEEDED = ("documents", "events")


def merge(connection: Any, runs: Sequence[Path]) -> list[str]:
    """Make a view of each table over all runs; returns their names in the order of the schema.

    A document that several runs hold is taken, with all its rows, from the last of them; tables that not every run
    has are left out.

    Raises:
        UsageError: if a run lacks documents or events, or two runs give one id to different texts.

    """
    files = [parquet_files(run) for run in runs]
    for run, held in zip(runs, files, strict=True):
        if missing := [name for name in NEEDED if name not in held]:
            raise UsageError(
                f"The run {run} has no {' and no '.join(missing)} in Parquet, and a dataset needs them. Extract again "
                f"with parquet among --format and {', '.join(NEEDED)} among --tables."
            )
    tables = [name for name in EVERY if all(name in held for held in files)]
    if len(runs) == 1:
        for name in tables:
            make_view(connection, name, files[0][name])
    else:
        _merge(connection, runs, files, tables)
    if connection.execute("SELECT NOT EXISTS (FROM documents)").fetchone()[0]:
        raise UsageError(f"There is no document in {', '.join(map(str, runs))}, and nothing to publish.")
    return tables


def _merge(
    connection: Any, runs: Sequence[Path], files: Sequence[dict[str, list[Path]]], tables: Sequence[str]
) -> None:
    for i, held in enumerate(files):
        for name in tables:
            make_view(connection, f"{name}_{i}", held[name])
    _one_text_an_id(connection, runs)
    owners = " UNION ALL ".join(f"SELECT doc_id, {i} AS run FROM documents_{i}" for i in range(len(runs)))
    connection.execute(
        f"CREATE TABLE owners AS SELECT doc_id, max(run) AS run FROM ({owners}) GROUP BY doc_id"
    )
    for name in tables:
        connection.execute(f'CREATE VIEW "{name}" AS {_together(name, len(runs))}')


def _together(name: str, runs: int) -> str:
    if name == "quarantine":  # its documents are in no other table
        return " UNION ".join(f'SELECT * FROM "{name}_{i}"' for i in range(runs))
    return " UNION ALL ".join(
        f'SELECT t.* FROM "{name}_{i}" t SEMI JOIN (SELECT doc_id FROM owners WHERE run = {i}) USING (doc_id)'
        for i in range(runs)
    )


def _one_text_an_id(connection: Any, runs: Sequence[Path]) -> None:
    held = " UNION ALL ".join(f"SELECT doc_id, text_sha256 FROM documents_{i}" for i in range(len(runs)))
    rows = connection.execute(
        f"SELECT doc_id FROM ({held}) GROUP BY doc_id HAVING count(DISTINCT text_sha256) > 1 ORDER BY doc_id"
    ).fetchall()
    if rows:
        named = ", ".join(row[0] for row in rows[:SHOWN]) + ("…" if len(rows) > SHOWN else "")
        raise UsageError(
            f"{len(rows):,} ids of documents stand for different texts in {', '.join(map(str, runs))}: {named}. "
            "Give the documents ids that are their own, or publish the runs apart."
        )
