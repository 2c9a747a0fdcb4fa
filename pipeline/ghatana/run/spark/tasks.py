"""What Spark's Python workers do: read files, annotate pieces, seal tables. Each takes and gives Arrow batches.

A piece is worked on by the function that the local runner uses (`batches.rows_of`), in a child process of the
Python worker, with the local runner's deadline: a document that hangs or kills its process costs that child, and not
the Spark task. The child, and the models in it, stay for the next task of the same worker.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from ghatana.errors import GhatanaError, RunStopped
from ghatana.recipe import Recipe
from ghatana.run.batches import (
    BATCH_DOCUMENTS,
    Entry,
    first_bad,
    in_batches,
    merge,
    through,
    timed_out,
    warm_pool,
)
from ghatana.run.options import Options
from ghatana.run.output import ASIDE, cannot_write
from ghatana.run.shards import SHARD_ENTRIES, Shard, ShardStore, named
from ghatana.run.spark.records import Placed, Skipped, from_batches, to_batches
from ghatana.run.start import identifier
from ghatana.run.workers import Pool
from ghatana.sources import Input, Item, Rejected, read_records, require_readers
from ghatana.tables.rows import Rows

CARRIED = "ghatana-carried "
DONE_SCHEMA = "shard string, entries bigint, file bigint, skipped string"


@dataclass(frozen=True, slots=True)
class Job:
    """What every task of a run is told: paths are those of a file system that all machines see.

    Args:
        fingerprint: that of the recipe and the corrections, so that no task has to reckon it again.
        out: the run folder, a whole path.
    """

    recipe: Recipe
    fingerprint: str
    options: Options
    out: Path

    @property
    def shards(self) -> Path:
        """The folder of the finished shards."""
        return self.out / ASIDE / "shards"

    def store(self) -> ShardStore:
        """The shards, as one process of many sees them; RunStopped on a machine that does not see them."""
        if not self.shards.is_dir():
            raise RunStopped(
                f"The run folder {self.out} is not there on a machine that works for Spark ({os.uname().nodename}). It "
                "must be on a file system that every machine sees at the same path. Mend that, then continue with "
                "--resume."
            )
        kept = {*self.options.written, "documents", "events", "quarantine"}
        return ShardStore(self.shards, kept, shared=True)


def read(
    job: Job, inputs: Sequence[Input], takes: Sequence[int | None], batches: Iterator[Any]
) -> Iterator[Any]:
    """The records of the files whose numbers come in; at most `takes` of each."""
    with carried():
        yield from to_batches(_placed(job, inputs, takes, batches))


def _placed(
    job: Job, inputs: Sequence[Input], takes: Sequence[int | None], batches: Iterator[Any]
) -> Iterator[Placed]:
    for batch in batches:
        for number in batch.column(0).to_pylist():
            item, place = inputs[number], -1
            skipped = Counter[str]()
            require_readers([item])
            try:
                records = read_records(item, job.options.fields, job.recipe.timezone, skipped)
                for place, record in enumerate(islice(records, takes[number])):
                    yield number, place, record
            except OSError as error:
                raise RunStopped(
                    f"The input {item.path} cannot be read by a Spark worker ({error.strerror or error}). Inputs must "
                    "be on a file system that every machine sees at the same path. Mend that, then continue with "
                    "--resume."
                ) from error
            if skipped:
                yield number, place + 1, Skipped(json.dumps(skipped))


def work(job: Job, batches: Iterator[Any]) -> Iterator[Any]:
    """Annotate the records of a partition, which come in input order, and keep the rows as shards.

    Gives the name of each shard and how many records it is made of; then what was passed over in files, which went
    the way of the records, so that it counts once however often a task is tried.
    """
    from pyspark import TaskContext

    context = TaskContext.get()
    by = f".{context.taskAttemptId()}" if context else ""
    with carried(), _Guard(job) as guard:
        store = job.store()
        passed: list[tuple[int, Skipped]] = []
        for shard in _shards(job, _without_skipped(from_batches(batches), passed)):
            if not store.has(shard):
                rows = guard.rows(shard)
                try:
                    store.write(shard, rows, finished=not timed_out(rows), by=by)
                except OSError as error:
                    raise RunStopped(cannot_write(job.out, error)) from error
            if job.options.strict:
                for bad in store.rows([shard.name], "quarantine"):
                    raise RunStopped(first_bad({"quarantine": bad}))
            yield batch_of(shard=[shard.name], entries=[len(shard.entries)], file=[-1], skipped=[""])
        for file, item in passed:
            yield batch_of(shard=[""], entries=[0], file=[file], skipped=[item.skipped])


def _without_skipped(
    placed: Iterator[Placed], passed: list[tuple[int, Skipped]]
) -> Iterator[tuple[int, int, Item]]:
    """The records alone; the rest goes to `passed`, with the number of its file."""
    for file, place, item in placed:
        if isinstance(item, Skipped):
            passed.append((file, item))
        else:
            yield file, place, item


def _shards(job: Job, placed: Iterator[tuple[int, int, Item]]) -> Iterator[Shard]:
    """The partition's entries, cut into shards that are named by the place of their first."""
    identify = identifier(job.recipe, job.options)
    while held := list(islice(placed, SHARD_ENTRIES)):
        found: list[Entry] = [
            item if isinstance(item, Rejected) else identify.entry(item) for _, _, item in held
        ]
        file, place, _ = held[0]
        yield named(f"{file:06d}.{place:010d}", tuple(found), job.fingerprint)


class _Guard:
    """The child process of this Python worker, kept from task to task, for its models are slow to load.

    After a task that did not end in order the child may still be at work on something; it is ended then.
    """

    _kept: tuple[str, Pool[Entry, Rows]] | None = None

    def __init__(self, job: Job) -> None:
        self._job = job
        self._key = f"{job.fingerprint} {job.recipe.max_seconds}"

    def __enter__(self) -> _Guard:
        return self

    def rows(self, shard: Shard) -> Rows:
        """The rows of a shard."""
        rows: Rows = {}
        for new in through(self._pool(), in_batches(shard.entries, BATCH_DOCUMENTS)):
            merge(rows, new)
        return rows

    def _pool(self) -> Pool[Entry, Rows]:
        kept = _Guard._kept
        if kept and kept[0] == self._key:
            return kept[1]
        _Guard.end()
        recipe = self._job.recipe
        pool = warm_pool(recipe, 1, recipe.max_seconds, self._job.options.corrections)
        _Guard._kept = (self._key, pool)
        return _Guard._kept[1]

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            _Guard.end()

    @staticmethod
    def end() -> None:
        """End the child that is kept, if there is one."""
        if _Guard._kept:
            _Guard._kept[1].close()
            _Guard._kept = None


@contextmanager
def carried() -> Iterator[None]:
    """Send an error of ours to the driver, which sees of a worker's error nothing but text."""
    try:
        yield
    except GhatanaError as error:
        raise RuntimeError(CARRIED + json.dumps([type(error).__name__, error.message])) from error


def batch_of(**columns: Sequence[Any]) -> Any:
    """A `pyarrow.RecordBatch` of these columns."""
    import pyarrow as pa

    return pa.RecordBatch.from_pydict(dict(columns))


def everywhere(inputs: Sequence[Input]) -> list[Input]:
    """The inputs with whole paths, for machines whose working directory is another."""
    return [replace(item, path=item.path.resolve()) if item.path else item for item in inputs]
