"""Inputs: files, globs and folders to a stream of records, in a stable order."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ghatana.errors import InputNotFound, ReadError, UsageError
from ghatana.sources.packed import check_parquet_columns, open_lines, read_parquet
from ghatana.sources.pages import read_html, require_packages
from ghatana.sources.readers import Item, check_csv_header, read_csv, read_jsonl, read_mappings, read_text
from ghatana.sources.record import FieldMap, Record, Rejected, reject, shown
from ghatana.sources.warc import read_warc

__all__ = [
    "FieldMap",
    "Input",
    "Item",
    "Record",
    "Rejected",
    "find_inputs",
    "read_input",
    "read_mappings",
    "read_records",
    "require_readers",
]

STDIN = "-"
DELIMITERS = {".csv": ",", ".tsv": "\t"}
LINES = tuple(f"{name}{packed}" for name in (".jsonl", ".ndjson") for packed in ("", ".gz", ".zst"))
PAGES, ARCHIVES = (".html", ".htm"), (".warc", ".warc.gz")
SUFFIXES = (".txt", *LINES, *DELIMITERS, ".parquet", *PAGES, *ARCHIVES)


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, under the name that `documents.source` shows; `path` is None for standard input."""

    source: str
    path: Path | None


def find_inputs(names: Sequence[str], fields: FieldMap) -> list[Input]:
    """The files that the user named, each once, in the order named; those of a folder or glob sorted.

    Raises:
        InputNotFound: if a name matches nothing.
        UsageError: if a named file's ending is not one that is read, or a table lacks a column.
        EngineUnavailable: if there are web pages and a package that reads them is missing.

    """
    found: dict[str, Input] = {}
    for name in names:
        for item in _expand(name):
            key = STDIN if item.path is None else os.path.realpath(item.path)
            found.setdefault(key, replace(item, source=shown(item.source)))
    require_readers(found.values())
    for item in found.values():
        ending = _ending(item.path) if item.path else ""
        if item.path and ending in DELIMITERS:
            check_csv_header(item.path, item.source, fields, DELIMITERS[ending])
        elif item.path and ending == ".parquet":
            check_parquet_columns(item.path, item.source, fields)
    return list(found.values())


def require_readers(inputs: Iterable[Input]) -> None:
    """Raise EngineUnavailable if there are web pages among the inputs and a package that reads them is missing."""
    endings = {_ending(item.path) for item in inputs if item.path}
    if endings.intersection((*PAGES, *ARCHIVES)):
        require_packages("trafilatura", *(("warcio",) if endings.intersection(ARCHIVES) else ()))


def _ending(path: Path) -> str:
    """The ending that says how to read a file (`.jsonl.gz` whole), or "" if it is not read."""
    name = path.name.lower()
    return max((s for s in SUFFIXES if name.endswith(s)), key=len, default="")


def _expand(name: str) -> list[Input]:
    if name == STDIN:
        return [Input(STDIN, None)]
    path = Path(name)
    if path.is_dir():
        inputs = [Input(p.as_posix(), p) for p in _walk(path) if _ending(p)]
        if not inputs:
            raise InputNotFound(
                f"The folder {name} holds no input; files with these endings are read: {_endings()}."
            )
        return inputs
    if path.is_file():
        if not _ending(path):
            raise UsageError(
                f"{name} has the ending {path.suffix!r}; these are read: {_endings()}, and - for JSONL on stdin."
            )
        return [Input(name, path)]
    # A name with glob characters that is no file is a pattern that the shell left as it was.
    matches = [Path(p) for p in sorted(glob.glob(name, recursive=True))] if glob.has_magic(name) else []  # noqa: PTH207
    inputs = [Input(p.as_posix(), p) for p in matches if p.is_file() and _ending(p)]
    if not inputs:
        raise InputNotFound(
            f"{name} does not exist or matches nothing; expected a file, a folder, a glob, or - for standard input."
        )
    return inputs


def _walk(folder: Path) -> list[Path]:
    """Files below a folder, sorted, and links that lead nowhere, which are told when they are read.

    Links to folders are not followed, so that a loop ends; pipes and sockets are no files; what a run wrote is no
    input.
    """
    out = []
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not _is_run(Path(root, name))]
        out += [Path(root, name) for name in names]
    return sorted((p for p in out if p.is_file() or not p.exists()), key=lambda p: p.as_posix())


def _is_run(folder: Path) -> bool:
    """True for the folder of a run, finished or not, or for what such a folder holds aside."""
    finished = (folder / "run.json").is_file() and any(folder.glob("documents.*"))
    return finished or folder.name == ".part" or (folder / ".part" / "state.json").is_file()


def _endings() -> str:
    return ", ".join(SUFFIXES)


def read_input(
    item: Input, fields: FieldMap, timezone: str, skipped: Counter[str] | None = None
) -> Iterator[Item]:
    """The records of one input, in order; a file that cannot be opened is one rejected record.

    Args:
        item: what to read.
        fields: which column holds which field.
        timezone: where a timestamp with an offset is dated.
        skipped: counts, by kind, the records of a web archive that are no pages.

    """
    try:
        yield from read_records(item, fields, timezone, Counter() if skipped is None else skipped)
    except OSError as error:
        why = error.strerror or error
        message = f"The file cannot be read ({why}). Look at its permissions, or where a link leads."
        yield reject(ReadError(message), item.source, None, b"")


def read_records(item: Input, fields: FieldMap, timezone: str, skipped: Counter[str]) -> Iterator[Item]:
    """The same, but OSError for a file that cannot be opened."""
    if item.path is None:
        yield from read_jsonl(sys.stdin.buffer, item.source, fields, timezone)
        return
    ending = _ending(item.path)
    if ending == ".txt":
        yield from read_text(item.path, item.source)
    elif ending in DELIMITERS:
        yield from read_csv(item.path, item.source, fields, timezone, DELIMITERS[ending])
    elif ending == ".parquet":
        yield from read_parquet(item.path, item.source, fields, timezone)
    elif ending in PAGES:
        yield from read_html(item.path, item.source, timezone)
    elif ending in ARCHIVES:
        yield from read_warc(item.path, item.source, timezone, skipped)
    else:
        with open_lines(item.path) as file:
            yield from read_jsonl(file, item.source, fields, timezone)
