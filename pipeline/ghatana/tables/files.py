"""Where the tables of a folder are: a run's, or a published dataset's."""

from __future__ import annotations

from pathlib import Path

from ghatana.errors import UsageError
from ghatana.tables.schema import ACROSS, TABLES

PUBLICATION = "publication.json"  # in a published dataset; a table is a folder of Parquet files there


def parquet_files(folder: Path) -> dict[str, list[Path]]:
    """The Parquet files of each table that a folder holds, in the order of the schema.

    Args:
        folder: a run folder (a table is `<table>.parquet`, a file or a folder of parts) or a published dataset
            (a table is a folder `<table>` of files).

    Raises:
        UsageError: if the folder holds no table.

    """
    published = (folder / PUBLICATION).exists()
    found = {
        t.name: parts(folder / (t.name if published else f"{t.name}.parquet")) for t in (*TABLES, *ACROSS)
    }
    held = {name: files for name, files in found.items() if files}
    if not held:
        raise UsageError(
            f"{folder} holds no table in Parquet. Name a run folder (of `ghatana extract … --format parquet`) or a "
            "dataset that `ghatana publish` made."
        )
    return held


def parts(path: Path) -> list[Path]:
    """The Parquet files of one table: itself, or the parts in a folder of that name; none where there is neither."""
    if path.is_dir():
        return sorted(path.glob("*.parquet"))
    return [path] if path.exists() else []
