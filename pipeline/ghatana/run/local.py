"""The local runner: inputs to a run folder, with nothing lost on the way."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from ghatana.errors import RunStopped
from ghatana.recipe import Recipe
from ghatana.run.batches import (
    BATCH_DOCUMENTS,
    Entry,
    Reader,
    count,
    first_bad,
    in_batches,
    in_rows,
    merge,
    reader,
    timed_out,
)
from ghatana.run.interrupt import Interrupt
from ghatana.run.options import Options, Outcome
from ghatana.run.output import cannot_write
from ghatana.run.progress import Progress
from ghatana.run.shards import Shard, cut
from ghatana.run.start import Start, finished_before, identifier, prepare
from ghatana.sources import Item, Rejected, read_input
from ghatana.tables.rows import Rows
from ghatana.tables.schema import SKETCHES
from ghatana.tables.write import warm_up

log = logging.getLogger(__name__)


def run(inputs: Sequence[str], out: Path, recipe: Recipe, options: Options, progress: Progress) -> Outcome:
    """Read the inputs, run the recipe, write the tables and the manifest.

    Raises:
        UsageError: before anything is written, if inputs, options or recipe cannot be used.
        RunStopped: if the folder cannot be written, at the first bad document with `strict`, or when interrupted;
            `resume` continues such a run.
    """
    # While the workers build their stages, this process checks whether they can and makes itself ready to write.
    with reader(recipe, options.workers, recipe.max_seconds, options.corrections) as read:
        start = prepare(inputs, out, recipe, options)
        folder = start.folder
        if folder.finished:
            progress.close()
            return finished_before(out, progress)
        warm_up()
        skipped = {item.source: Counter[str]() for item in start.inputs}
        items = (
            item
            for source in start.inputs
            for item in read_input(source, options.fields, recipe.timezone, skipped[source.source])
        )
        try:
            with Interrupt() as interrupt:
                done, again = _work(items, start, read, progress, interrupt)
            if interrupt.asked:
                raise RunStopped(
                    f"Interrupted after {progress.documents:,} documents; --resume continues the run."
                )
            counts = (progress.documents, progress.quarantined, progress.events)
            by_type = folder.events_by_type(done)
            manifest = start.manifest(done, counts, by_type, skipped, progress.seconds)
            manifest = folder.finish(done, options.formats, manifest, keep=again)
        finally:
            progress.close()
    return Outcome(out, manifest, manifest["events_by_type"], progress.seconds)


def _work(
    items: Iterable[Item], start: Start, read: Reader, progress: Progress, interrupt: Interrupt
) -> tuple[list[str], bool]:
    """Finish every shard of the input; their names in order, and whether one must be tried again."""
    recipe, options, folder = start.recipe, start.options, start.folder
    names: list[str] = []
    pending: deque[tuple[Shard, int]] = deque()
    again = False

    def batches() -> Iterator[list[Entry]]:
        # A shard is read whole before any of it is handed out, so one that is finished costs its reading alone.
        for shard in cut(interrupt.until_asked(entries(items, recipe, options)), start.fingerprint):
            names.append(shard.name)
            if folder.store.has(shard):
                progress.add(*folder.store.counts(shard))
                log.info("shard %s was finished before", shard.name)
                continue
            held = list(in_batches(shard.entries, BATCH_DOCUMENTS))
            pending.append((shard, len(held)))
            yield from held

    rows: Rows = {}
    finished = 0
    for new in read(batches()):
        if options.strict and new.get("quarantine"):
            raise RunStopped(first_bad(new))
        merge(rows, new)
        for source, position, _, stage, _, message in (row[:6] for row in new.get("quarantine", ())):
            log.warning("quarantined: %s, record %s, stage %s: %s", source, position or 1, stage, message)
        progress.add(*(count(new, name) for name in ("documents", "events", "quarantine")))
        finished += 1
        if finished == pending[0][1]:
            shard, _ = pending.popleft()
            late = timed_out(rows)
            again |= late
            try:
                folder.store.write(shard, rows, finished=not late)
            except OSError as error:
                raise RunStopped(cannot_write(folder.path, error)) from error
            log.info("shard %s finished: %d documents", shard.name, count(rows, "documents"))
            rows, finished = {}, 0
    return names, again


def extract_rows(items: Iterable[Item], recipe: Recipe, options: Options) -> Iterator[Rows]:
    """Table rows from records, in input order, batch by batch; rejected input becomes `quarantine` rows."""
    batches = in_batches(entries(items, recipe, options), BATCH_DOCUMENTS)
    with reader(recipe, options.workers, recipe.max_seconds, options.corrections) as read:
        for rows in read(batches):
            rows.pop(SKETCHES.name, None)
            yield in_rows(rows)


def entries(items: Iterable[Item], recipe: Recipe, options: Options) -> Iterator[Entry]:
    """Identified documents, and rejected input in its place among them."""
    identify = identifier(recipe, options)
    for item in islice(items, options.limit):
        yield item if isinstance(item, Rejected) else identify.entry(item)
