"""Where tables are: run folders, folders of parts, published datasets."""

from __future__ import annotations

from pathlib import Path

import pytest

from ghatana.errors import UsageError
from ghatana.tables.files import PUBLICATION, parquet_files


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def test_files_and_folders_of_parts_in_the_order_of_the_schema(tmp_path: Path) -> None:
    touch(tmp_path / "events.parquet" / "part-1.parquet", tmp_path / "events.parquet" / "part-0.parquet")
    touch(tmp_path / "documents.parquet", tmp_path / "other.parquet", tmp_path / "slips.parquet")
    found = parquet_files(tmp_path)
    assert list(found) == ["documents", "events", "slips"]
    assert [p.name for p in found["events"]] == ["part-0.parquet", "part-1.parquet"]


def test_a_published_dataset(tmp_path: Path) -> None:
    touch(
        tmp_path / PUBLICATION,
        tmp_path / "events" / "2024-00000-of-00001.parquet",
        tmp_path / "csv" / "x.csv",
    )
    touch(tmp_path / "launches" / "undated-00000-of-00001.parquet")
    assert list(parquet_files(tmp_path)) == ["events", "launches"]


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    touch(tmp_path / "events.csv", tmp_path / "events" / "x.parquet")
    with pytest.raises(UsageError, match=r"holds no table in Parquet.*--format parquet"):
        parquet_files(tmp_path)
