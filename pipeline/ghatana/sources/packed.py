"""Packed inputs: JSON Lines in gzip or zstandard, and Parquet. Streamed, so that memory stays bounded."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ghatana.errors import ReadError, UsageError
from ghatana.sources.record import FieldMap, Record, Rejected, reject

PARQUET_ROWS = 256
ARCHIVES = {".gz": "gzip", ".zst": "zstd"}
# Archives are read by pieces of so many bytes: what a damaged one gives before its end is lost with the piece that it
# ends in.
PIECE = 4096
# News packs about tenfold. An archive that swells beyond these is made to exhaust whoever opens it.
BOMB_RATIO, BOMB_BYTES = 500, 64 * 1024 * 1024


class Bomb(OSError):
    """An archive that holds far more than its size can honestly hold."""


class _Counted(io.RawIOBase):
    """A stream that stops where an archive has given more than it can honestly hold."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream, self._limit, self._read = stream, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), PIECE))
        self._read += len(data)
        if self._read > self._limit:
            raise Bomb(f"it holds more than {self._limit} bytes, {BOMB_RATIO} times its size")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def open_lines(path: Path) -> IO[bytes]:
    """A file of lines to read as bytes, unpacked on the way if its name ends in .gz or .zst."""
    kind = ARCHIVES.get(path.suffix.lower())
    if kind is None:
        return path.open("rb")
    import pyarrow as pa

    # Arrow's stream, for its memory is bounded, it reads archives of several frames whole, and a truncated one is
    # an error (Python's zstandard reader ends as if nothing were missing).
    stream = pa.CompressedInputStream(pa.OSFile(str(path)), kind)
    return io.BufferedReader(_Counted(stream, max(BOMB_BYTES, BOMB_RATIO * path.stat().st_size)), 1 << 20)


def read_parquet(path: Path, source: str, fields: FieldMap, timezone: str) -> Iterator[Record | Rejected]:
    """Documents from the rows of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(PARQUET_ROWS):
                for row, problem in _rows(batch):
                    number += 1
                    try:
                        if problem:
                            raise ReadError(problem)
                        yield fields.record(row, source, number, timezone)
                    except ReadError as error:
                        yield reject(error, source, number, str(row))
    except (pa.ArrowException, OSError) as error:
        message = f"The Parquet file cannot be read after row {number}: {error}. Write it again."
        yield reject(ReadError(message), source, number + 1, b"")


def _rows(batch: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """The rows of a record batch, each with what is wrong with it: then without the cells that cannot be read."""
    # Whatever a cell may hold that Python cannot (text that is no UTF-8, a day after the year 9999, a zone that nobody
    # knows), the error is of its own kind; none may cost the rows beside it.
    try:
        whole = batch.to_pylist()
    except Exception:
        whole = None  # told row by row
    if whole is not None:
        yield from ((row, "") for row in whole)
        return
    for at in range(batch.num_rows):
        row, bad = {}, []
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            try:
                row[name] = column[at].as_py()
            except Exception as error:
                bad.append(f"column {name!r} holds a value that cannot be read ({error})")
        yield row, f"The row cannot be read: {'; '.join(bad)}. Write it again." if bad else ""


def check_parquet_columns(path: Path, source: str, fields: FieldMap) -> None:
    """Raise UsageError, before anything is run, if a column is missing. A damaged file is told when it is read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = pq.read_schema(path).names
    except (pa.ArrowException, OSError):
        return
    require_columns(names, source, fields)


def require_columns(names: list[str], source: str, fields: FieldMap) -> None:
    """Raise UsageError if a table lacks the text column or one that was asked for, or has one twice."""
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(
            f"{source} has the column {', '.join(map(repr, twice))} more than once. Give each column a name of its own."
        )
    wanted = {fields.column("text"), *fields.columns.values()}
    if missing := sorted(wanted - set(names)):
        found = ", ".join(names)[:500].encode("utf-8", "backslashreplace").decode() or "none"
        raise UsageError(
            f"{source} has no column {', '.join(map(repr, missing))}; its columns are {found}. Name the right ones "
            "with --text-column and the like."
        )
