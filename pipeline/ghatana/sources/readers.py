"""Readers: one input file, or standard input, to records. Streamed; a bad record never stops the next."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from ghatana.errors import ReadError, UsageError
from ghatana.sources.again import LinesAgain
from ghatana.sources.packed import require_columns
from ghatana.sources.record import FieldMap, Record, Rejected, checked, reject

TITLE_LENGTH = 120
SENTENCE_ENDS = (".", "?", "!", "…", "।", "॥", ":", ";", ",")
# A record longer than this is no article; it bounds the memory that one line can take.
MAX_RECORD_BYTES = 64 * 1024 * 1024
_BLANK_AFTER_FIRST = re.compile(r"(?P<title>[^\r\n]+)(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")

Item = Record | Rejected


def read_text(path: Path, source: str) -> Iterator[Item]:
    """One document from a text file. Line ends are kept; a byte-order mark is dropped."""
    size = path.stat().st_size
    if size > MAX_RECORD_BYTES:
        with path.open("rb") as file:
            raw = file.read(4096)
        yield reject(ReadError(_too_long(size)), source, None, raw)
        return
    data = path.read_bytes()
    try:
        text = _decode(data.removeprefix(codecs.BOM_UTF8))
        yield checked(Record(source, None, text, title=text_title(text)))
    except ReadError as error:
        yield reject(error, source, None, data)


def text_title(text: str) -> str | None:
    """The title of a text file: a short first line that ends no sentence, with a blank line after it."""
    found = _BLANK_AFTER_FIRST.match(text)
    title = found["title"].strip() if found else ""
    return title if title and len(title) <= TITLE_LENGTH and not title.endswith(SENTENCE_ENDS[:6]) else None


def read_jsonl(file: IO[bytes], source: str, fields: FieldMap, timezone: str) -> Iterator[Item]:
    """Documents from JSON Lines; empty lines are passed over. A damaged archive ends with what is wrong with it."""
    number = 0
    lines = _bounded_lines(file)
    while True:
        number += 1
        try:
            line = next(lines, None)
        except OSError as error:
            message = f"The file is damaged or no archive of its kind from here on: {error}. Fetch or pack it again."
            yield reject(ReadError(message), source, number, b"")
            return
        if line is None:
            return
        if isinstance(line, int):
            yield reject(ReadError(_too_long(line)), source, number, b"")
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            continue
        try:
            yield fields.record(_json_object(_decode(line)), source, number, timezone)
        except ReadError as error:
            yield reject(error, source, number, line.rstrip(b"\r\n"))


def _bounded_lines(file: IO[bytes]) -> Iterator[bytes | int]:
    """Lines of a binary file; of one that is too long, its length alone."""
    while line := file.readline(MAX_RECORD_BYTES):
        if len(line) < MAX_RECORD_BYTES or line.endswith(b"\n"):
            yield line
            continue
        length = len(line)
        while rest := file.readline(MAX_RECORD_BYTES):
            length += len(rest)
            if rest.endswith(b"\n"):
                break
        yield length


def _json_object(line: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ReadError(
            f'The line is not JSON: {why}. Expected one object a line, such as {{"text": "…"}}.'
        ) from None
    if not isinstance(value, dict):
        raise ReadError(
            f'The line is a JSON {type(value).__name__}; expected an object such as {{"text": "…"}}.'
        )
    return value


def read_csv(path: Path, source: str, fields: FieldMap, timezone: str, delimiter: str) -> Iterator[Item]:
    """Documents from CSV or TSV with a header row; a row that cannot be read is rejected alone.

    Where a quote is never closed, the line that it stands in is rejected and the rest is read again.
    """
    csv.field_size_limit(MAX_RECORD_BYTES)
    # Bytes that are not UTF-8 become lone surrogates here and are refused row by row.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        lines = LinesAgain(file)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 1
        try:
            header = next(reader, [])
        except csv.Error as error:
            message = f"The header of the CSV is malformed: {error}. Look for a quote never closed."
            yield reject(ReadError(message), source, number, lines.only_the_first())
            return
        while True:
            number += 1
            lines.taken.clear()
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                message = f"The CSV row is malformed: {error}. Look for a quote never closed."
                yield reject(ReadError(message), source, number, lines.only_the_first())
                continue
            if not row:
                continue
            try:
                yield fields.record(_csv_values(header, row), source, number, timezone)
            except ReadError as error:
                raw = lines.raw()
                yield reject(_bad_bytes(raw) or error, source, number, raw)


def _csv_values(header: list[str], row: list[str]) -> dict[str, str]:
    if len(row) != len(header):
        raise ReadError(
            f"The row has {len(row)} cells, the header {len(header)}. Quote cells that hold the delimiter."
        )
    return dict(zip(header, row, strict=True))


def check_csv_header(path: Path, source: str, fields: FieldMap, delimiter: str) -> None:
    """Raise UsageError, before anything is run, if a CSV lacks the text column or one that was asked for."""
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            header = next(csv.reader(file, delimiter=delimiter), [])
    except csv.Error:
        header = []
    except OSError:  # told when it is read
        return
    if wrong := _bad_bytes(delimiter.join(header).encode("utf-8", "surrogateescape")):
        raise UsageError(f"The header of {source} cannot be read. {wrong.message}")
    if len(header) == 1 and (other := next((c for c in ";\t,|" if c in header[0]), "")):
        raise UsageError(
            f"{source} has one column, {header[0][:80]!r}. Cells are parted by commas in .csv and by tabs in .tsv; "
            f"found {other!r}."
        )
    require_columns(header, source, fields)


def read_mappings(items: Iterable[object], source: str, fields: FieldMap, timezone: str) -> Iterator[Item]:
    """Documents from Python: strings, mappings, or anything with `items()` (a row of a Hugging Face dataset)."""
    for number, item in enumerate(items, 1):
        try:
            if isinstance(item, str):
                item = {fields.column("text"): item}
            if not hasattr(item, "items"):
                raise ReadError(
                    f"Item {number} is a {type(item).__name__}; expected text or a mapping with a text."
                )
            yield fields.record(dict(item.items()), source, number, timezone)
        except ReadError as error:
            yield reject(error, source, number, str(item))


def _bad_bytes(data: bytes) -> ReadError | None:
    """What is wrong with bytes that are no UTF-8, None where they are."""
    try:
        _decode(data)
    except ReadError as error:
        return error
    return None


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"Not UTF-8: byte 0x{data[error.start]:02X} at {error.start} ({error.reason}). Convert the file, for "
            "example with `iconv -t UTF-8`."
        ) from None


def _too_long(size: int) -> str:
    return f"The record has {size} bytes; at most {MAX_RECORD_BYTES} are read. Split the input into articles."
