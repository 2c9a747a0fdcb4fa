"""The files of a dataset: Parquet by table and year, CSV by table, and one SQLite or DuckDB file where asked for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ghatana.publish import select
from ghatana.query import database, quoted
from ghatana.tables.cells import write_csv
from ghatana.tables.files import parquet_files
from ghatana.tables.schema import Table, arrow_schema

GROUP_ROWS = 100_000  # of a row group: what is read at once
FILE_BYTES = 512_000_000  # of Arrow data in one Parquet file, which zstd makes a few times smaller
CSV = "csv"
SQL_KINDS = {"int32": "INTEGER", "float64": "REAL", "bool": "INTEGER"}


@dataclass(slots=True)
class Written:
    """A published table: its columns, rows by split, and Parquet files (relative to the dataset) by split."""

    table: Table
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """All its rows."""
        return sum(self.rows.values())

    @property
    def csv(self) -> str:
        """Its CSV file, relative to the dataset."""
        return f"{CSV}/{self.table.name}.csv"


def write_table(
    connection: Any, table: Table, folder: Path, database_file: sqlite3.Connection | None
) -> Written:
    """Write one table to `folder`, as Parquet and CSV, and to an SQLite database if one is given."""
    done = Written(table, dict(connection.execute(select.counts(table)).fetchall()) or {select.UNDATED: 0})
    reader = connection.sql(select.query(table)).to_arrow_reader(GROUP_ROWS)
    rows = _Rows(reader, arrow_schema(table))
    (folder / CSV).mkdir(exist_ok=True)
    if database_file is not None:
        _create(database_file, table)

    def groups() -> Iterator[Any]:
        for split, count in done.rows.items():
            with _Files(folder, table, split) as files:
                for group in rows.take(count):
                    files.write(group)
                    if database_file is not None:
                        _insert(database_file, table, group)
                    yield group
            done.files[split] = files.names

    with (folder / done.csv).open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(groups(), table.names, file)
    return done


class _Rows:
    """Rows from a reader in groups of a fixed size, whatever the size of the reader's batches."""

    def __init__(self, reader: Any, schema: Any) -> None:
        self._reader, self._schema, self._rest = reader, schema, None

    def take(self, count: int) -> Iterator[Any]:
        """The next `count` rows, in tables of `GROUP_ROWS`; the last may be shorter."""
        import pyarrow as pa

        while count:
            wanted, parts = min(count, GROUP_ROWS), list[Any]()
            while (missing := wanted - sum(len(p) for p in parts)) > 0:
                batch = self._rest if self._rest is not None else self._reader.read_next_batch()
                parts.append(batch.slice(0, missing))
                self._rest = batch.slice(missing) if len(batch) > missing else None
            columns = pa.Table.from_batches(parts).drop_columns([select.SPLIT])
            yield columns.cast(self._schema).combine_chunks()
            count -= wanted


class _Files:
    """The Parquet files of one split; a new one is begun when the last is large enough."""

    def __init__(self, folder: Path, table: Table, split: str) -> None:
        self.names: list[str] = []
        self._folder, self._table, self._split = folder, table, split
        self._paths: list[Path] = []
        self._writer: Any = None
        self._bytes = 0

    def __enter__(self) -> _Files:
        (self._folder / self._table.name).mkdir(exist_ok=True)
        self._begin()
        return self

    def write(self, group: Any) -> None:
        """Append a row group."""
        if self._bytes and self._bytes + group.nbytes > FILE_BYTES:
            self._writer.close()
            self._begin()
        self._writer.write_table(group, row_group_size=GROUP_ROWS)
        self._bytes += group.nbytes

    def __exit__(self, *_: object) -> None:
        self._writer.close()
        for i, path in enumerate(self._paths):
            name = f"{self._table.name}/{self._split}-{i:05d}-of-{len(self._paths):05d}.parquet"
            path.rename(self._folder / name)
            self.names.append(name)

    def _begin(self) -> None:
        import pyarrow.parquet as pq

        # Without rows there is no row group: some readers stumble over one that is empty.
        self._paths.append(self._folder / self._table.name / f"{self._split}-{len(self._paths)}.new")
        self._writer = pq.ParquetWriter(self._paths[-1], arrow_schema(self._table), compression="zstd")
        self._bytes = 0


def open_sqlite(path: Path, stack: ExitStack) -> sqlite3.Connection:
    """A new SQLite file, closed with `stack`."""
    held = stack.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
    held.execute("PRAGMA journal_mode = OFF")
    held.execute("PRAGMA synchronous = OFF")  # written aside: a file cut short is never seen
    held.execute("BEGIN")
    stack.callback(held.execute, "COMMIT")
    return held


def _create(file: sqlite3.Connection, table: Table) -> None:
    columns = ", ".join(
        f'"{c.name}" {SQL_KINDS.get(c.kind, "TEXT")}{"" if c.nullable else " NOT NULL"}'
        for c in table.columns
    )
    file.execute(f'CREATE TABLE "{table.name}" ({columns})')


def _insert(file: sqlite3.Connection, table: Table, group: Any) -> None:
    """Rows as SQLite has them: dates as ISO 8601, lists as JSON."""
    columns = [
        [_sqlite(v) for v in column.to_pylist()]
        if c.kind in ("date32", "list<string>")
        else column.to_pylist()
        for c, column in zip(table.columns, group.columns, strict=True)
    ]
    marks = ", ".join("?" * len(columns))
    file.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', zip(*columns, strict=True))


def _sqlite(value: date | list[str] | None) -> str | None:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return None if value is None else value.isoformat()


def write_duckdb(folder: Path, path: Path, written: list[Written]) -> None:
    """A DuckDB file with the tables of a dataset folder, and the meaning of each column as its comment."""
    held = parquet_files(folder)
    with database(path) as connection:
        for done in written:
            name = done.table.name
            files = ", ".join(quoted(str(f)) for f in held[name])
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM read_parquet([{files}])')
            for c in done.table.columns:
                connection.execute(f'COMMENT ON COLUMN "{name}"."{c.name}" IS {quoted(c.meaning)}')
