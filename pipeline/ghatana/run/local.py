"""The local runner: inputs to a run folder, with nothing lost on the way."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from ghatana.errors import RunStopped, UsageError
from ghatana.recipe import Recipe
from ghatana.run.batches import Entry, first_bad, in_batches, merge, process, timed_out
from ghatana.run.identify import Identifier
from ghatana.run.interrupt import Interrupt
from ghatana.run.output import RunFolder, cannot_write, read_manifest
from ghatana.run.progress import Progress
from ghatana.run.shards import Shard, cut
from ghatana.sources import FieldMap, Input, Item, Rejected, find_inputs, read_input
from ghatana.tables.rows import Rows
from ghatana.tables.schema import BY_NAME, ON_REQUEST, SCHEMA_VERSION
from ghatana.tables.write import FORMATS, file_sha256

BATCH_DOCUMENTS = 32
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose of a run beside the recipe. Names as on the command line.

    `workers` processes work beside this one, which reads and writes; with 0 this one does everything.
    """

    formats: tuple[str, ...] = ("parquet",)
    tables: tuple[str, ...] = tuple(name for name in BY_NAME if name not in ON_REQUEST)
    published: date | None = None
    lang: str | None = None
    workers: int = 0
    strict: bool = False
    limit: int | None = None
    resume: bool = False
    fields: FieldMap = field(default_factory=FieldMap)

    def check(self) -> None:
        """Raise UsageError for a format, table or number that cannot be."""
        for kind, chosen, known in (
            ("format", self.formats, FORMATS),
            ("table", self.tables, tuple(BY_NAME)),
        ):
            if unknown := sorted(set(chosen) - set(known)):
                raise UsageError(f"Unknown {kind} {', '.join(unknown)}; known: {', '.join(known)}.")
        if self.workers < 0:
            raise UsageError(f"--workers is {self.workers}; expected 0 (this process alone) or more.")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"--limit is {self.limit}; expected at least 1.")

    def deciding(self) -> dict[str, Any]:
        """The options that decide what the tables say."""
        return {
            "published": self.published.isoformat() if self.published else None,
            "lang": self.lang,
            "limit": self.limit,
            "columns": dict(self.fields.columns),
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: the folder, its manifest, events by type, and how long it took this time."""

    path: Path
    manifest: dict[str, Any]
    by_type: dict[str, int]
    seconds: float

    @property
    def documents(self) -> int:
        """Documents in the tables."""
        return int(self.manifest["counts"]["documents"])

    @property
    def quarantined(self) -> int:
        """Inputs in `quarantine`."""
        return int(self.manifest["counts"]["quarantined"])


@dataclass(frozen=True, slots=True)
class Start:
    """A run about to be done: the files to read, the recipe's fingerprint, what the run is, and its folder."""

    inputs: list[Input]
    fingerprint: str
    identity: dict[str, Any]
    folder: RunFolder

    def manifest(
        self, counts: tuple[int, int, int], by_type: dict[str, int], seconds: float
    ) -> dict[str, Any]:
        """What `run.json` says, but for the files; `counts` are documents, quarantined input and events."""
        documents, quarantined, events = counts
        return {
            **{k: v for k, v in self.identity.items() if k != "tables"},
            "inputs": [_input(i) for i in self.inputs],
            "counts": {
                "in": documents + quarantined,
                "documents": documents,
                "quarantined": quarantined,
                "events": events,
            },
            "events_by_type": by_type,
            "timings": {"seconds": round(seconds, 3)},
        }


def prepare(inputs: Sequence[str], out: Path, recipe: Recipe, options: Options) -> Start:
    """Check all that can be checked before a text is read, and take the folder; errors as `run` raises them."""
    options.check()
    found = find_inputs(inputs, options.fields)
    recipe.check_engines()
    fingerprint = recipe.fingerprint()
    identity = {
        "ghatana": version("ghatana"),
        "schema_version": SCHEMA_VERSION,
        "recipe": {"name": recipe.name, "lang": recipe.lang, "fingerprint": fingerprint},
        "options": options.deciding(),
        "tables": list(options.tables),
    }
    folder = RunFolder(out, identity, options.tables, resume=options.resume)
    return Start(found, fingerprint, identity, folder)


def finished_before(out: Path, progress: Progress) -> Outcome:
    """What a run that is in the folder already came to."""
    manifest = read_manifest(out)
    return Outcome(out, manifest, manifest["events_by_type"], progress.seconds)


def run(inputs: Sequence[str], out: Path, recipe: Recipe, options: Options, progress: Progress) -> Outcome:
    """Read the inputs, run the recipe, write the tables and the manifest.

    Raises:
        UsageError: before anything is written, if inputs, options or recipe cannot be used.
        RunStopped: if the folder cannot be written, at the first bad document with `strict`, or when interrupted;
            `resume` continues such a run.
    """
    start = prepare(inputs, out, recipe, options)
    found, folder, fingerprint = start.inputs, start.folder, start.fingerprint
    if folder.finished:
        progress.close()
        return finished_before(out, progress)
    items = (item for source in found for item in read_input(source, options.fields, recipe.timezone))
    try:
        with Interrupt() as interrupt:
            done, again = _work(items, fingerprint, recipe, options, folder, progress, interrupt)
        if interrupt.asked:
            raise RunStopped(
                f"Interrupted after {progress.documents:,} documents; --resume continues the run."
            )
        by_type = dict(sorted(folder.events_by_type(done).items()))
        counts = (progress.documents, progress.quarantined, progress.events)
        manifest = start.manifest(counts, by_type, progress.seconds)
        manifest = folder.finish(done, options.formats, manifest, keep=again)
    finally:
        progress.close()
    return Outcome(out, manifest, by_type, progress.seconds)


def _work(
    items: Iterable[Item],
    fingerprint: str,
    recipe: Recipe,
    options: Options,
    folder: RunFolder,
    progress: Progress,
    interrupt: Interrupt,
) -> tuple[list[str], bool]:
    """Finish every shard of the input; their names in order, and whether one must be tried again."""
    names: list[str] = []
    pending: deque[tuple[Shard, int]] = deque()
    again = False

    def batches() -> Iterator[list[Entry]]:
        # A shard is read whole before any of it is handed out, so one that is finished costs its reading alone.
        for shard in cut(interrupt.until_asked(entries(items, recipe, options)), fingerprint):
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
    for new in process(recipe, batches(), options.workers, recipe.max_seconds):
        if options.strict and new.get("quarantine"):
            raise RunStopped(first_bad(new))
        merge(rows, new)
        for source, position, _, stage, _, message in (row[:6] for row in new.get("quarantine", ())):
            log.warning("quarantined: %s, record %s, stage %s: %s", source, position or 1, stage, message)
        progress.add(*(len(new.get(name, ())) for name in ("documents", "events", "quarantine")))
        finished += 1
        if finished == pending[0][1]:
            shard, _ = pending.popleft()
            late = timed_out(rows)
            again |= late
            try:
                folder.store.write(shard, rows, finished=not late)
            except OSError as error:
                raise RunStopped(cannot_write(folder.path, error)) from error
            log.info("shard %s finished: %d documents", shard.name, len(rows.get("documents", ())))
            rows, finished = {}, 0
    return names, again


def extract_rows(items: Iterable[Item], recipe: Recipe, options: Options) -> Iterator[Rows]:
    """Table rows from records, in input order, batch by batch; rejected input becomes `quarantine` rows."""
    batches = in_batches(entries(items, recipe, options), BATCH_DOCUMENTS)
    yield from process(recipe, batches, options.workers, recipe.max_seconds)


def identifier(recipe: Recipe, options: Options) -> Identifier:
    """What gives the documents of a run their ids."""
    return Identifier(max_chars=recipe.max_chars, published=options.published, lang=options.lang)


def entries(items: Iterable[Item], recipe: Recipe, options: Options) -> Iterator[Entry]:
    """Identified documents, and rejected input in its place among them."""
    identify = identifier(recipe, options)
    for item in islice(items, options.limit):
        yield item if isinstance(item, Rejected) else identify.entry(item)


def _input(item: Input) -> dict[str, Any]:
    return {"source": item.source, "sha256": file_sha256(item.path) if item.path else None}
