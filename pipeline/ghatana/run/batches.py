"""Documents in, table rows out, batch by batch: in this process or in workers, always in input order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any

from ghatana.document import Document
from ghatana.recipe import Pipeline, Recipe
from ghatana.recipe.kept import stages_of
from ghatana.run.annotate import Failure, annotate
from ghatana.run.duplicates import sketch_rows
from ghatana.run.workers import Pool
from ghatana.sources import Rejected
from ghatana.sources.record import cut_raw
from ghatana.tables.corrections import Corrections
from ghatana.tables.rows import Rows, document_rows, sha256
from ghatana.tables.schema import BY_NAME, KEPT, SKETCHES
from ghatana.tables.write import arrow_table, is_columns, tuples

# What a batch holds: documents with their position in the input, and rejected input in its place among them.
Entry = tuple[int | None, Document] | Rejected
# What turns batches into the rows of each, in order.
Reader = Callable[[Iterable[list[Entry]]], Iterator[Rows]]
BATCH_DOCUMENTS = 32
TIMED_OUT, WORKER_DIED = "TimedOut", "WorkerDied"


def rows_of(pipeline: Pipeline, batch: list[Entry], corrections: Corrections | None = None) -> Rows:
    """The rows of a batch in input order, `quarantine` included."""
    documents = [entry[1] for entry in batch if not isinstance(entry, Rejected)]
    results = iter(annotate(pipeline, documents))
    rows: Rows = {}
    for entry in batch:
        if isinstance(entry, Rejected):
            new: Rows = {"quarantine": [_rejected(entry)]}
        else:
            result = next(results)
            new = (
                _failed(entry[0], result)
                if isinstance(result, Failure)
                else document_rows(result, corrections, pipeline.pack(result.lang))
            )
        merge(rows, new)
    rows[SKETCHES.name] = sketch_rows(rows.get("documents", ()))
    return rows


def in_columns(rows: Rows) -> Rows:
    """Rows as workers send them: in place of a table's tuples one `pyarrow.Table`, which costs a third to send and is
    then made by them; `quarantine` alone stays as it is.
    """
    return {
        name: [arrow_table(KEPT[name], items)] if items and name != "quarantine" else items
        for name, items in rows.items()
    }


def in_rows(rows: Rows) -> Rows:
    """What `in_columns` was given."""
    return {
        name: [row for item in items for row in (tuples(item) if is_columns(item) else (item,))]
        for name, items in rows.items()
    }


def count(rows: Rows, name: str) -> int:
    """How many rows a table has, in columns or not."""
    return sum(len(item) if is_columns(item) else 1 for item in rows.get(name, ()))


def merge(rows: Rows, new: Rows) -> None:
    """Append the rows of `new` to `rows`."""
    for name, items in new.items():
        rows.setdefault(name, []).extend(items)


def _rejected(r: Rejected) -> tuple[Any, ...]:
    return (r.source, r.position, r.doc_id, r.stage, r.error, r.message, r.text_sha256, r.raw)


def _failed(position: int | None, failure: Failure) -> Rows:
    doc = failure.document
    row: tuple[Any, ...] = (
        doc.source, position, doc.doc_id, failure.stage, failure.error, failure.message, sha256(doc.text),
        cut_raw(doc.text),
    )  # fmt: skip
    return {"quarantine": [row]}


@contextmanager
def reader(
    recipe: Recipe, workers: int, seconds: float, corrections: Corrections | None = None
) -> Iterator[Reader]:
    """What gives the rows of each batch, in order, with `corrections` applied.

    `workers` processes are spawned here, which send their rows `in_columns`; they build their stages while the caller
    goes on, and are ended with the context. 0 works in this process, where a document that hangs cannot be ended. A
    document may take `seconds`, then it goes to quarantine.
    """
    if workers == 0:
        yield partial(_read_here, recipe, corrections)
        return
    pool = warm_pool(recipe, workers, seconds, corrections)
    try:
        yield partial(through, pool)
    finally:
        pool.close()


def _read_here(
    recipe: Recipe, corrections: Corrections | None, batches: Iterable[list[Entry]]
) -> Iterator[Rows]:
    pipeline = stages_of(recipe)
    for batch in batches:
        yield rows_of(pipeline, batch, corrections)


def warm_pool(
    recipe: Recipe, workers: int, seconds: float, corrections: Corrections | None
) -> Pool[Entry, Rows]:
    """Processes that build the recipe's stages once and then turn batches into rows; a document may take `seconds`."""
    return Pool(workers, partial(_start, recipe, corrections), partial(_lost, seconds), seconds)


def through(pool: Pool[Entry, Rows], batches: Iterable[list[Entry]]) -> Iterator[Rows]:
    """The rows of each batch, in order, by the processes of a pool."""
    for results in pool.map(batches):
        rows: Rows = {}
        for new in results:
            merge(rows, new)
        yield rows


def _start(recipe: Recipe, corrections: Corrections | None) -> Callable[[list[Entry]], Rows]:
    pipeline = recipe.build()
    return lambda batch: in_columns(rows_of(pipeline, batch, corrections))


def _lost(seconds: float, entry: Entry, hung: bool) -> Rows:
    if isinstance(entry, Rejected):
        return {"quarantine": [_rejected(entry)]}
    position, doc = entry
    if hung:
        error, why = TIMED_OUT, f"It took longer than {seconds:g} seconds; --resume tries it again."
    else:
        error, why = WORKER_DIED, "The process that worked on it died, twice; please report this document."
    return _failed(position, Failure(doc, "run", error, f"{why} The other documents are not affected."))


def in_batches(held: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Cut into batches of `size`, the last one shorter."""
    held = iter(held)
    while batch := list(islice(held, size)):
        yield batch


def first_bad(rows: Rows) -> str:
    """What `--strict` says of the first of the `quarantine` rows."""
    source, position, _, stage, _, message = rows["quarantine"][0][:6]
    where = f"{source}, record {position}" if position else source
    return f"Stopped at the first bad document (--strict): {where}, stage {stage!r}. {message}"


def timed_out(rows: Rows) -> bool:
    """True if a document among the rows ran out of time."""
    column = BY_NAME["quarantine"].names.index("error")
    return any(row[column] == TIMED_OUT for row in rows.get("quarantine", ()))
