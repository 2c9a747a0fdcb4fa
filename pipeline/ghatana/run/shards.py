"""Shards: what a run has finished, kept so that `--resume` need not do it again.

A shard is a stretch of the input. Its name is its place and a hash of the recipe and of what it holds, so a shard
that is found is the right one, and one whose input or recipe changed is not found. It is a folder with a Parquet
file for each table that has rows, written aside and renamed: it is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ghatana.run.batches import Entry
from ghatana.tables.rows import Rows
from ghatana.tables.schema import KEPT, SKETCHES
from ghatana.tables.write import ParquetWriter, read_groups, read_rows

SHARD_ENTRIES = 1_000
# A shard that holds documents which ran out of time: its rows count, and `--resume` does it again.
UNFINISHED = ".again"


@dataclass(frozen=True, slots=True)
class Shard:
    """A stretch of the input: its name and what it holds."""

    name: str
    entries: tuple[Entry, ...]


def cut(entries: Iterable[Entry], fingerprint: str) -> Iterator[Shard]:
    """The input in shards, in order. `fingerprint` is the recipe's."""
    entries = iter(entries)
    number = 0
    while held := tuple(islice(entries, SHARD_ENTRIES)):
        yield named(f"{number:08d}", held, fingerprint)
        number += 1


def named(place: str, held: tuple[Entry, ...], fingerprint: str) -> Shard:
    """The shard of these entries at a place in the input."""
    digest = hashlib.sha256(fingerprint.encode())
    for entry in held:
        digest.update(repr(entry).encode("utf-8", "backslashreplace"))
    return Shard(f"{place}-{digest.hexdigest()[:24]}", held)


class ShardStore:
    """The shards of a run, in a folder of their own."""

    def __init__(self, folder: Path, tables: Iterable[str], *, shared: bool = False) -> None:
        """Open `folder`, made if need be; `tables` are those whose rows are kept.

        What an earlier process left half-written is removed, unless the folder is `shared` with processes that
        write to it at the same time.
        """
        self._folder, self._tables = folder, tuple(sorted({*tables, SKETCHES.name}))
        folder.mkdir(parents=True, exist_ok=True)
        for path in () if shared else folder.glob("*.part"):
            shutil.rmtree(path)

    def has(self, shard: Shard) -> bool:
        """True if the shard is finished."""
        return (self._folder / shard.name).is_dir()

    def counts(self, shard: Shard) -> tuple[int, int, int]:
        """Documents, events and quarantined input of a finished shard."""
        import pyarrow.parquet as pq

        def rows(table: str) -> int:
            path = self._folder / shard.name / f"{table}.parquet"
            return int(pq.read_metadata(path).num_rows) if path.exists() else 0

        return rows("documents"), rows("events"), rows("quarantine")

    def write(self, shard: Shard, rows: Rows, *, finished: bool = True, by: str = "") -> None:
        """Keep a shard's rows; with `finished` False they count, but `has` says no.

        `by` tells apart processes of a shared folder that may write the same shard; the first to finish is kept.
        """
        aside = self._folder / f"{shard.name}{by}.part"
        aside.mkdir()
        for name in self._tables:
            if items := rows.get(name):
                writer = ParquetWriter(aside / f"{name}.parquet", KEPT[name])
                writer.write(items)
                writer.close()
        final = self._folder / (shard.name if finished else shard.name + UNFINISHED)
        if by and final.is_dir() and finished:
            shutil.rmtree(aside)
            return
        shutil.rmtree(final, ignore_errors=True)
        aside.rename(final)
        if finished:
            shutil.rmtree(self._folder / (shard.name + UNFINISHED), ignore_errors=True)

    def rows(self, names: Iterable[str], table: str) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a table, shard by shard, of the shards named, in that order."""
        for path in self._files(names, table):
            yield from read_rows(path)

    def groups(self, names: Iterable[str], table: str) -> Iterator[Any]:
        """The same as `pyarrow.Table`s."""
        for path in self._files(names, table):
            yield from read_groups(path)

    def _files(self, names: Iterable[str], table: str) -> Iterator[Path]:
        paths = (self.folder(name) / f"{table}.parquet" for name in names)
        return (path for path in paths if path.exists())

    def folder(self, name: str) -> Path:
        """Where a shard's tables are; where it holds documents that ran out of time, the folder kept for now."""
        path = self._folder / name
        return path if path.is_dir() else self._folder / (name + UNFINISHED)
