"""The tables across documents, made of the merged runs: `timeline`, `claims` and `slips`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from ghatana.errors import InvalidTables
from ghatana.publish.check import report
from ghatana.publish.check.run import columns, together
from ghatana.query import make_view
from ghatana.tables.files import parquet_files
from ghatana.timeline import write
from ghatana.timeline.folder import NEEDED


def add(connection: Any, runs: Sequence[Path], tables: Collection[str], folder: Path) -> list[str]:
    """Make the tables across documents in `folder` and views of them; returns their names.

    None are made where a run was extracted without the tables that they need.

    Raises:
        InvalidTables: if what was made breaks the schema.

    """
    if not set(NEEDED) <= set(tables):
        return []
    # Of several runs, the merged tables: a document in two of them is told once.
    write(runs[0] if len(runs) == 1 else _frames(connection), folder)
    made = parquet_files(folder)
    problems = columns(made, "the timeline")
    for name, paths in made.items():
        make_view(connection, name, paths)
    if problems := problems or together(connection, {*made, "events", "documents"}, "the timeline"):
        raise InvalidTables(
            f"The tables across documents break {len(problems)} rules, so nothing is published:\n{report(problems)}\n"
            "These rows show a fault of ghatana: report it.",
            problems=[str(p) for p in problems],
        )
    return list(made)


def _frames(connection: Any) -> dict[str, Any]:
    return {name: connection.execute(f'SELECT * FROM "{name}"').df() for name in NEEDED}
