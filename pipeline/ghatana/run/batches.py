"""Documents in, table rows out, batch by batch: in this process or in workers, always in input order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from ghatana.document import Document
from ghatana.recipe import Pipeline, Recipe
from ghatana.run.annotate import Failure, annotate
from ghatana.sources import Rejected
from ghatana.sources.record import cut_raw
from ghatana.tables.rows import Rows, document_rows, sha256

# What a batch holds: documents with their position in the input, and rejected input in its place among them.
Entry = tuple[int | None, Document] | Rejected
# Batches waiting per worker: enough to keep it busy, few enough to bound memory.
WAITING = 3

_pipeline: Pipeline | None = None


def rows_of(pipeline: Pipeline, batch: list[Entry]) -> Rows:
    """The rows of a batch in input order, `quarantine` included."""
    documents = [entry[1] for entry in batch if not isinstance(entry, Rejected)]
    results = iter(annotate(pipeline, documents))
    rows: Rows = {}
    for entry in batch:
        if isinstance(entry, Rejected):
            new: Rows = {"quarantine": [_rejected(entry)]}
        else:
            result = next(results)
            new = _failed(entry[0], result) if isinstance(result, Failure) else document_rows(result)
        for name, items in new.items():
            rows.setdefault(name, []).extend(items)
    return rows


def _rejected(r: Rejected) -> tuple[Any, ...]:
    return (r.source, r.position, r.doc_id, r.stage, r.error, r.message, r.text_sha256, r.raw)


def _failed(position: int | None, failure: Failure) -> Rows:
    doc = failure.document
    row: tuple[Any, ...] = (
        doc.source, position, doc.doc_id, failure.stage, failure.error, failure.message, sha256(doc.text),
        cut_raw(doc.text),
    )  # fmt: skip
    return {"quarantine": [row]}


def process(recipe: Recipe, batches: Iterable[list[Entry]], workers: int) -> Iterator[Rows]:
    """The rows of each batch, in order; `workers` > 1 spawns that many processes, each with warm stages."""
    if workers <= 1:
        pipeline = recipe.build()
        for batch in batches:
            yield rows_of(pipeline, batch)
        return
    # Spawn, not fork: a forked child of a process with threads (Arrow, ONNX Runtime) may hang.
    with ProcessPoolExecutor(workers, get_context("spawn"), _warm_up, (recipe,)) as pool:
        waiting: deque[Future[Rows]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(_in_worker, batch))
                if len(waiting) >= workers * WAITING:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _warm_up(recipe: Recipe) -> None:
    global _pipeline
    _pipeline = recipe.build()


def _in_worker(batch: list[Entry]) -> Rows:
    assert _pipeline is not None, "the pool's initializer builds the pipeline"
    return rows_of(_pipeline, batch)
