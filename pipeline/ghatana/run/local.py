"""The local runner: inputs to a run folder, with nothing lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from ghatana.errors import RunStopped, UsageError
from ghatana.recipe import Recipe
from ghatana.run.batches import Entry, process
from ghatana.run.identify import Identifier
from ghatana.run.output import RunFolder
from ghatana.run.progress import Progress
from ghatana.sources import FieldMap, Input, Item, Rejected, find_inputs, read_input
from ghatana.tables.rows import Rows
from ghatana.tables.schema import BY_NAME, ON_REQUEST, SCHEMA_VERSION
from ghatana.tables.write import FORMATS, file_sha256

BATCH_DOCUMENTS = 32


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose of a run beside the recipe. Names as on the command line."""

    formats: tuple[str, ...] = ("parquet",)
    tables: tuple[str, ...] = tuple(name for name in BY_NAME if name not in ON_REQUEST)
    published: date | None = None
    lang: str | None = None
    workers: int = 1
    strict: bool = False
    limit: int | None = None
    fields: FieldMap = field(default_factory=FieldMap)

    def check(self) -> None:
        """Raise UsageError for a format, table or number that cannot be."""
        for kind, chosen, known in (
            ("format", self.formats, FORMATS),
            ("table", self.tables, tuple(BY_NAME)),
        ):
            if unknown := sorted(set(chosen) - set(known)):
                raise UsageError(f"Unknown {kind} {', '.join(unknown)}; known: {', '.join(known)}.")
        if self.workers < 1:
            raise UsageError(f"--workers is {self.workers}; expected at least 1.")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"--limit is {self.limit}; expected at least 1.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    path: Path
    documents: int
    quarantined: int
    rows: dict[str, int]
    seconds: float
    by_type: dict[str, int]


def run(inputs: Sequence[str], out: Path, recipe: Recipe, options: Options, progress: Progress) -> Outcome:
    """Read the inputs, run the recipe, write the tables and the manifest.

    Raises:
        UsageError: before anything is written, if inputs, options or recipe cannot be used.
        RunStopped: if the folder cannot be written, or at the first bad document with `strict`.

    """
    options.check()
    found = find_inputs(inputs, options.fields)
    folder = RunFolder(out, options.formats, options.tables)
    by_type: Counter[str] = Counter()
    try:
        items = (item for source in found for item in read_input(source, options.fields, recipe.timezone))
        for rows in extract_rows(items, recipe, options):
            folder.add(rows)
            by_type.update(row[BY_NAME["events"].names.index("type")] for row in rows.get("events", ()))
            progress.add(
                len(rows.get("documents", ())), len(rows.get("events", ())), len(rows.get("quarantine", ()))
            )
        folder.finish(_manifest(found, recipe, options, progress), {"seconds": round(progress.seconds, 3)})
    except BaseException:
        folder.abandon()
        raise
    finally:
        progress.close()
    return Outcome(
        out, progress.documents, progress.quarantined, folder.counts, progress.seconds, dict(by_type)
    )


def extract_rows(items: Iterable[Item], recipe: Recipe, options: Options) -> Iterator[Rows]:
    """Table rows from records, in input order, batch by batch; rejected input becomes `quarantine` rows.

    Raises:
        RunStopped: with `options.strict`, at the first row of `quarantine`.

    """
    for rows in process(recipe, _batches(items, recipe, options), options.workers):
        if options.strict and rows.get("quarantine"):
            raise RunStopped(_first_bad(rows))
        yield rows


def _batches(items: Iterable[Item], recipe: Recipe, options: Options) -> Iterator[list[Entry]]:
    identify = Identifier(max_chars=recipe.max_chars, published=options.published, lang=options.lang)
    entries = (
        item if isinstance(item, Rejected) else identify.entry(item) for item in islice(items, options.limit)
    )
    while batch := list(islice(entries, BATCH_DOCUMENTS)):
        yield batch


def _first_bad(rows: Rows) -> str:
    source, position, _, stage, _, message = rows["quarantine"][0][:6]
    where = f"{source}, record {position}" if position else source
    return f"Stopped at the first bad document (--strict): {where}, stage {stage!r}. {message}"


def _manifest(found: list[Input], recipe: Recipe, options: Options, progress: Progress) -> dict[str, Any]:
    return {
        "ghatana": version("ghatana"),
        "schema_version": SCHEMA_VERSION,
        "recipe": {"name": recipe.name, "lang": recipe.lang, "fingerprint": recipe.fingerprint()},
        "inputs": [{"source": i.source, "sha256": file_sha256(i.path) if i.path else None} for i in found],
        "options": {
            "published": options.published.isoformat() if options.published else None,
            "lang": options.lang,
            "limit": options.limit,
            "columns": dict(options.fields.columns),
        },
        "counts": {
            "in": progress.documents + progress.quarantined,
            "documents": progress.documents,
            "quarantined": progress.quarantined,
            "events": progress.events,
        },
    }
