"""Why a row is as it is: the run's document is annotated again with the run's own recipe, and the decisions traced."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ghatana.document import Document, Event
from ghatana.errors import StageError, UsageError
from ghatana.explain.source import Source, document_of, find, recipe_of
from ghatana.languages import Language
from ghatana.recipe.by_language import stage_for
from ghatana.recipe.kept import stages_of
from ghatana.run.annotate import Failure, annotate
from ghatana.stages.events import EventStage
from ghatana.stages.events.trace import Trace, trace
from ghatana.tables.rows import document_rows, event_ids
from ghatana.tables.schema import BY_NAME

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An event as it was found, the decisions about it, and what the run holds of it.

    `differing` are cells of the run's row that differ from what was found now though nobody corrected them
    (column: run's value, value now): none on the same kind of processor. `language` is the document's pack.
    """

    source: Source
    document: Document
    event: Event
    trace: Trace
    differing: dict[str, tuple[Any, Any]]
    language: Language | None = None

    def text(self) -> str:
        """The explanation for people."""
        from ghatana.explain.text import as_text

        return as_text(self)

    def data(self) -> dict[str, Any]:
        """The explanation as plain values, every item of evidence included."""
        from ghatana.explain.data import as_data

        return as_data(self)


def explain(run: Path, event_id: str) -> Explanation:
    """Trace the decisions that led to an event of a run.

    Args:
        run: a run folder with `events` and `documents` as Parquet.
        event_id: the event's id, or as much of its beginning as no other event of the run shares.

    Raises:
        UsageError: if there is no such event, or the run was not made by what is installed here.
        StageError: if the document cannot be annotated again.
    """
    source = find(run, event_id)
    recipe = recipe_of(run, source.manifest)
    pipeline = stages_of(recipe)
    document = document_of(source.document)
    stages = (stage_for(s, document.lang) for s, _ in pipeline.stages if s.gives == EventStage.gives)
    stage = next((s for s in stages if isinstance(s, EventStage)), None)
    if stage is None:
        raise UsageError(f"The recipe {recipe.name!r} of the run {run} has no stage that finds events.")
    result = annotate(pipeline, [document])[0]
    if isinstance(result, Failure):
        raise StageError(result.message, stage=result.stage)
    by_id = dict(zip(event_ids(result.doc_id, result.events), result.events, strict=True))
    if source.event_id not in by_id:
        raise StageError(
            f"Document {result.doc_id!r}, annotated again with the run's recipe, gives no event {source.event_id}. The "
            "run was made on another kind of processor or with other versions of the libraries; extract it again here."
        )
    event = by_id[source.event_id]
    differing = _differing(source, result)
    return Explanation(
        source, result, event, trace(stage, result, event), differing, pipeline.pack(document.lang)
    )


def _differing(source: Source, document: Document) -> dict[str, tuple[Any, Any]]:
    if source.row is None or source.corrections:
        return {}
    names = BY_NAME["events"].names
    now = (dict(zip(names, row, strict=True)) for row in document_rows(document)["events"])
    row = next(r for r in now if r["event_id"] == source.event_id)
    return {c: (source.row[c], row[c]) for c in names if c in source.row and source.row[c] != row[c]}
