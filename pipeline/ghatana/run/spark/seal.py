"""From finished shards to the run's tables: repeated texts marked, parts put in place and counted, all by Spark.

A table is a folder of parts, one for each shard that has rows of it. Only `documents` is written again, since which
document is the first of its like is known when all were read; the other parts are the shards' own files.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ghatana.errors import RunStopped
from ghatana.run.output import cannot_write
from ghatana.run.spark.duplicates import duplicates, numbered
from ghatana.run.spark.tasks import Job, batch_of, carried
from ghatana.tables.schema import BY_NAME, SKETCHES, Table
from ghatana.tables.write import ParquetWriter, file_sha256, read_rows

SEALED_SCHEMA = "part string, `table` string, rows bigint, sha256 string, types string"
_NAMES = BY_NAME["documents"].names
_ID, _OF = map(_NAMES.index, ("doc_id", "duplicate_of"))
_TYPE = BY_NAME["events"].names.index("type")


@dataclass(slots=True)
class Sealed:
    """What the tables of a run hold: per table its parts with rows and sha256, and events by type."""

    parts: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    by_type: Counter[str] = field(default_factory=Counter)

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return sum(part["rows"] for part in self.parts.get(table, {}).values())


def seal_shards(spark: Any, job: Job, names: Sequence[str], aside: Path, width: int) -> Sealed:
    """Put the parts of every table of the shards named into `aside`; `width` tasks work at once."""
    sealed = Sealed()
    if names:
        with duplicates(spark, job, names, width) as marks:
            every = numbered(spark, names, width)
            sealing = every.join(marks, "shard", "left").repartition(width, "shard")
            rows = sealing.mapInArrow(lambda batches: _seal(job, aside, batches), SEALED_SCHEMA).collect()
        for part, table, count, sha, types in sorted(rows):
            sealed.parts.setdefault(table, {})[part] = {"sha256": sha, "rows": count}
            sealed.by_type.update(json.loads(types))
    return sealed


def _seal(job: Job, aside: Path, batches: Iterator[Any]) -> Iterator[Any]:
    with carried():
        store = job.store()
        for batch in batches:
            for row in batch.to_pylist():
                marks = {m["doc_id"]: m["first"] for m in row["marks"] or ()}
                try:
                    yield from _seal_shard(job, store.folder(row["shard"]), row["shard"], marks, aside)
                except OSError as error:
                    raise RunStopped(cannot_write(job.out, error)) from error


def _seal_shard(job: Job, folder: Path, name: str, marks: dict[str, str], aside: Path) -> Iterator[Any]:
    """The shard's tables put in place; those that were not asked for are counted alone."""
    import pyarrow.parquet as pq

    part = f"part-{name.split('-')[0]}.parquet"
    for file in sorted(folder.glob("*.parquet")):
        if file.stem == SKETCHES.name:
            continue
        target = aside / file.name / part
        wanted = file.stem in job.options.written
        if wanted:
            target.parent.mkdir(parents=True, exist_ok=True)
            if file.stem == "documents":
                _write_marked(file, target, marks)
            else:
                _link(file, target)
        types: Counter[str] = Counter()
        if file.stem == "events":
            types.update(row[_TYPE] for rows in read_rows(file) for row in rows)
        yield batch_of(
            part=[part],
            table=[file.stem],
            rows=[pq.read_metadata(file).num_rows],
            sha256=[file_sha256(target) if wanted else ""],
            types=[json.dumps(types)],
        )


def _write_marked(source: Path, target: Path, marks: dict[str, str]) -> None:
    aside = _aside(target)
    writer = ParquetWriter(aside, BY_NAME["documents"])
    for rows in read_rows(source):
        writer.write([(*row[:_OF], marks.get(row[_ID]), *row[_OF + 1 :]) for row in rows])
    writer.close()
    aside.replace(target)


def _link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no links."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return  # by another attempt at this task: the same file
    except OSError:
        aside = _aside(target)
        shutil.copyfile(source, aside)
        aside.replace(target)


def _aside(target: Path) -> Path:
    """Where a part is written before it has its name: beside the tables, and apart from other processes'."""
    folder = target.parents[2]
    return folder / f"{target.parent.stem}-{target.name}.{os.uname().nodename}.{os.getpid()}"


def write_empty(folder: Path, table: Table) -> dict[str, dict[str, Any]]:
    """The one part of a table without rows: its schema alone. What the manifest says of it."""
    target = folder / "part-empty.parquet"
    folder.mkdir(parents=True, exist_ok=True)
    ParquetWriter(target, table).close()
    return {target.name: {"sha256": file_sha256(target), "rows": 0}}
