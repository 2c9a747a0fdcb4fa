"""The Spark runner: the local runner's stages over the partitions of a cluster, to the same tables.

1. Every file is read by one task; records are shuffled by id, so that what decides an id comes to one place, in input
   order, and the work is spread (`records.key`).
2. Every partition is identified, annotated and kept as shards, as by the local runner (`tasks.work`).
3. Repeated texts are found over all documents (`duplicates`), and the shards become the parts of the tables (`seal`).

Inputs and the run folder are on a file system that every machine sees. Spark schedules, retries and restarts; what is
finished is found again by `--resume`, since a shard is named by what it holds.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from ghatana.errors import RunStopped
from ghatana.recipe import Recipe
from ghatana.run.interrupt import Interrupt
from ghatana.run.options import Options, Outcome
from ghatana.run.output import ASIDE, cannot_write
from ghatana.run.progress import Progress
from ghatana.run.spark import tasks
from ghatana.run.spark.records import RECORD_SCHEMA
from ghatana.run.spark.seal import Sealed, seal_shards, write_empty
from ghatana.run.spark.session import Cluster, check_installed, spark_session
from ghatana.run.spark.tasks import Job
from ghatana.run.spark.watch import Watch
from ghatana.run.start import Start, finished_before, prepare
from ghatana.sources import Input, read_input
from ghatana.tables.rows import sha256
from ghatana.tables.schema import BY_NAME
from ghatana.tables.write import WRITERS, file_sha256, read_rows

__all__ = ["Cluster", "run"]

# A piece is about a thousand articles, minutes of work; a small input is cut for the cores of one machine.
PIECE_BYTES, SMALL_PIECE_BYTES, SMALL_PIECES = 3_000_000, 250_000, 32
PACKED = {".gz": 8, ".zst": 8, ".parquet": 4}
MAX_PIECES, MAX_READERS = 20_000, 2_000


def run(
    inputs: Sequence[str], out: Path, recipe: Recipe, options: Options, progress: Progress, cluster: Cluster
) -> Outcome:
    """What `ghatana.run.run` does, on Spark. The rows are the same; their order is not, and tables are in parts.

    Raises:
        UsageError: before anything is written, if inputs, options, recipe or Spark cannot be used.
        RunStopped: if the folder cannot be written, Spark gives up, at the first bad document that is met with
            `strict`, or when interrupted; `resume` continues such a run.
    """
    cluster.check()
    check_installed()
    start = prepare(inputs, out, recipe, options)
    try:
        if start.folder.finished:
            return finished_before(out, progress)
        job = Job(recipe, start.fingerprint, options, out.resolve())
        with spark_session(cluster) as spark:
            return _run(spark, job, start, progress, cluster)
    except OSError as error:
        raise RunStopped(cannot_write(out, error)) from error
    finally:
        progress.close()


def _run(spark: Any, job: Job, start: Start, progress: Progress, cluster: Cluster) -> Outcome:
    found = _spooled(start.inputs, job.out / ASIDE)
    takes = _takes(found, job)
    pieces = cluster.partitions or pieces_for(found)
    width = max(1, 2 * spark.sparkContext.defaultParallelism)
    aside = start.folder.fresh_aside()
    with Interrupt() as interrupt:
        watch = Watch(spark, job, progress, interrupt)
        done, passed = watch(lambda: _annotate(spark, job, tasks.everywhere(found), takes, pieces))
        names = sorted(done)
        sealed: Sealed = watch(lambda: seal_shards(spark, job, names, aside.resolve(), width))
    _require_all(sum(done.values()), sealed, job.out)
    counts = (sealed.rows("documents"), sealed.rows("quarantine"), sealed.rows("events"))
    skipped = {found[number].source: kinds for number, kinds in passed.items()}
    manifest = start.manifest(names, counts, sealed.by_type, skipped, progress.seconds)
    late = [name for name in names if job.store().folder(name).name != name]
    manifest = start.folder.place(_files(aside, sealed, job.options), manifest, keep=bool(late))
    return Outcome(start.folder.path, manifest, manifest["events_by_type"], progress.seconds)


def _annotate(
    spark: Any, job: Job, found: Sequence[Input], takes: Sequence[int | None], pieces: int
) -> tuple[dict[str, int], dict[int, dict[str, int]]]:
    """Do every shard; how many records each is made of, by name, and what was passed over in files, by number."""
    readers = min(max(1, len(found)), MAX_READERS)
    records = spark.range(0, len(found), 1, readers).mapInArrow(
        lambda batches: tasks.read(job, found, takes, batches), RECORD_SCHEMA
    )
    placed = records.repartition(pieces, "key").sortWithinPartitions("file", "item")
    done = placed.mapInArrow(lambda batches: tasks.work(job, batches), tasks.DONE_SCHEMA).collect()
    shards = {row.shard: row.entries for row in done if row.shard}
    return shards, {row.file: json.loads(row.skipped) for row in done if not row.shard}


def _require_all(read: int, sealed: Sealed, out: Path) -> None:
    """Documents in = documents out + quarantined. Only a folder that machines see differently can break it."""
    kept = sealed.rows("documents") + sealed.rows("quarantine")
    if read != kept:
        raise RunStopped(
            f"{read:,} records were read and {kept:,} are in {out}: not every machine sees the same folder there. Name "
            "one on a shared file system with --out, and start again."
        )


def pieces_for(found: Sequence[Input]) -> int:
    """Into how many partitions the records go. The input alone decides, so that parts are the same on any cluster."""
    size = sum(
        item.path.stat().st_size * PACKED.get(item.path.suffix.lower(), 1) for item in found if item.path
    )
    few = min(SMALL_PIECES, -(-size // SMALL_PIECE_BYTES))
    return max(1, few, min(MAX_PIECES, -(-size // PIECE_BYTES)))


def _spooled(found: Sequence[Input], folder: Path) -> list[Input]:
    """The inputs, standard input as a file of the run folder, since no other machine can read it."""
    out = []
    for item in found:
        if item.path is None:
            path = folder / "stdin.jsonl"
            with path.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
            item = replace(item, path=path)
        out.append(item)
    return out


def _takes(found: Sequence[Input], job: Job) -> list[int | None]:
    """How many records to read of each file, None for all. Only a limit needs them counted, and no more than it."""
    left = job.options.limit
    if left is None:
        return [None] * len(found)
    out: list[int | None] = []
    for item in found:
        records = read_input(item, job.options.fields, job.recipe.timezone) if left else ()
        count = sum(1 for _ in islice(records, left))
        out.append(None if count < left else left)
        left -= count
    return out


def _files(aside: Path, sealed: Sealed, options: Options) -> dict[str, Any]:
    """Finish the tables in `aside`; what the manifest says of each. The views for people are one file each."""
    files: dict[str, Any] = {}
    for table in options.written:
        folder = aside / f"{table}.parquet"
        parts = sealed.parts.get(table) or write_empty(folder, BY_NAME[table])
        count = sealed.rows(table)
        for kind in options.formats:
            path = aside / f"{table}.{kind}"
            if kind == "parquet":
                listing = "".join(f"{part['sha256']}  {name}\n" for name, part in parts.items())
                files[path.name] = {"sha256": sha256(listing), "rows": count, "parts": parts}
                continue
            writer = WRITERS[kind](path, BY_NAME[table])
            for rows in read_rows(folder):
                writer.write(rows)
            writer.close()
            files[path.name] = {"sha256": file_sha256(path), "rows": count}
        if "parquet" not in options.formats:
            shutil.rmtree(folder)
    return files
