"""Tables to files: Parquet is the record, CSV a view for people, JSONL for other programs.

Files are written aside (in `<run>/.part`) and renamed when the run is complete, so that nothing half-written
looks whole. Bytes depend on the rows alone.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from ghatana.tables.schema import Table, arrow_schema

FORMATS = ("parquet", "csv", "jsonl")
LIST_JOIN = " | "
# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Writer(Protocol):
    """Takes rows of one table, batch after batch."""

    def write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Append rows in the schema's column order."""

    def close(self) -> None:
        """Finish the file."""


class ParquetWriter:
    """One Parquet file; a batch becomes a row group. An empty table is written with its schema."""

    def __init__(self, path: Path, table: Table) -> None:
        """Open `path` for the rows of `table`."""
        import pyarrow.parquet as pq

        self._table, self._schema = table, arrow_schema(table)
        self._file = pq.ParquetWriter(path, self._schema, compression="zstd")

    def write(self, rows: Sequence[Any]) -> None:
        """Append rows in the schema's column order, or `pyarrow.Table`s with this schema, as one row group."""
        if rows:
            whole = joined(rows) if is_columns(rows[0]) else arrow_table(self._table, rows)
            self._file.write_table(whole)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class CsvWriter:
    """UTF-8 with BOM, so that a spreadsheet shows Telugu; cells that would run as formulas are neutralised."""

    def __init__(self, path: Path, table: Table) -> None:
        """Open `path` for the rows of `table`."""
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file)  # RFC 4180: lines end in CRLF, cells that hold either are quoted
        self._csv.writerow(table.names)

    def write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Append rows in the schema's column order."""
        self._csv.writerows([csv_cell(v) for v in row] for row in rows)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class JsonlWriter:
    """One JSON object a line; dates as ISO 8601 strings, nulls written."""

    def __init__(self, path: Path, table: Table) -> None:
        """Open `path` for the rows of `table`."""
        self._names = table.names
        self._file = path.open("w", encoding="utf-8", newline="")

    def write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Append rows in the schema's column order."""
        for row in rows:
            record = dict(zip(self._names, row, strict=True))
            self._file.write(json.dumps(record, ensure_ascii=False, default=date.isoformat) + "\n")

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


WRITERS: Mapping[str, type[ParquetWriter] | type[CsvWriter] | type[JsonlWriter]] = {
    "parquet": ParquetWriter,
    "csv": CsvWriter,
    "jsonl": JsonlWriter,
}


def warm_up() -> None:
    """Load what writing needs, for when there is time: pyarrow loads pandas at its first array, for half a second."""
    import pyarrow as pa

    pa.array([""])


def arrow_table(table: Table, rows: Iterable[tuple[Any, ...]]) -> Any:
    """A `pyarrow.Table` with the table's schema from rows in column order."""
    import pyarrow as pa

    rows = list(rows)
    schema = arrow_schema(table)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.Table.from_arrays(
        [pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)], schema=schema
    )


def is_columns(item: Any) -> bool:
    """True for a `pyarrow.Table` among what else would be the tuple of a row."""
    return not isinstance(item, tuple)


def joined(tables: Sequence[Any]) -> Any:
    """Several `pyarrow.Table`s of one schema as one, each of its columns in one piece."""
    import pyarrow as pa

    return tables[0] if len(tables) == 1 else pa.concat_tables(tables).combine_chunks()


def tuples(table: Any) -> list[tuple[Any, ...]]:
    """The rows of a `pyarrow.Table`."""
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def read_groups(path: Path) -> Iterator[Any]:
    """The row groups of a Parquet file, or of a folder of parts, each a `pyarrow.Table`."""
    import pyarrow.parquet as pq

    for part in sorted(path.glob("*.parquet")) if path.is_dir() else [path]:
        with pq.ParquetFile(part) as file:
            for group in range(file.num_row_groups):
                yield file.read_row_group(group)


def read_rows(path: Path) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a Parquet file, or of a folder of parts, row group by row group, as they were written."""
    for group in read_groups(path):
        yield tuples(group)


def csv_cell(value: Any) -> str:
    """A value as a CSV cell: lists joined by " | ", nulls empty, formulas neutralised by a leading apostrophe.

    >>> csv_cell("=1+1"), csv_cell(["నాసా", "ఇస్రో"]), csv_cell(None)
    ("'=1+1", 'నాసా | ఇస్రో', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = LIST_JOIN.join(value)
    if isinstance(value, str):
        # A csv reader may end the file or the line at a NUL; JSON and Parquet keep it.
        text = value.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        return "'" + text if text.startswith(FORMULA_STARTS) else text
    return str(value)


def file_sha256(path: Path) -> str:
    """Hexadecimal sha256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(io.DEFAULT_BUFFER_SIZE * 16):
            digest.update(block)
    return digest.hexdigest()
