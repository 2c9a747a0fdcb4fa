"""Stages over a batch of documents: what fails is retried alone, and only what fails alone is lost to tables."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ghatana.document import Document
from ghatana.errors import GhatanaError
from ghatana.recipe import Pipeline
from ghatana.stage import Stage


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that a stage failed on."""

    document: Document
    stage: str
    error: str
    message: str


def annotate(pipeline: Pipeline, documents: Sequence[Document]) -> list[Document | Failure]:
    """Run every stage over the documents; one annotated document or `Failure` each, in order.

    A stage that is not run on a document (`when = "relevant"`) leaves its layer empty and unattached.
    """
    results: list[Document | Failure] = list(documents)
    for stage, relevant_only in pipeline.stages:
        chosen = [
            i
            for i, doc in enumerate(results)
            if isinstance(doc, Document) and (doc.relevant is not False or not relevant_only)
        ]
        for i, result in zip(chosen, _apply(stage, [results[i] for i in chosen]), strict=True):  # type: ignore[misc]
            results[i] = result
    return results


def _apply(stage: Stage, documents: list[Document]) -> list[Document | Failure]:
    if not documents:
        return []
    try:
        layers = stage.annotate(documents)
        return [doc.with_layer(stage.gives, layer) for doc, layer in zip(documents, layers, strict=True)]
    # Whatever a stage raises belongs to one document: the batch is tried again one by one, and the document
    # at fault goes to quarantine with what was raised. Nothing is swallowed.
    except Exception as error:
        if len(documents) == 1:
            return [_failure(stage, documents[0], error)]
        return [result for doc in documents for result in _apply(stage, [doc])]


def _failure(stage: Stage, doc: Document, error: Exception) -> Failure:
    if isinstance(error, GhatanaError):
        message = error.message
    else:
        at = traceback.extract_tb(error.__traceback__)[-1]
        message = (
            f"Stage {stage.name!r} failed: {error} (in {at.name}, {Path(at.filename).name}:{at.lineno}). The other "
            "documents are not affected; please report this one."
        )
    return Failure(doc, stage.name, type(error).__name__, message)
