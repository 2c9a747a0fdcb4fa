"""Gold documents as the event stage sees them, and the gold events by the trigger that answers each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ghatana import knowledge
from ghatana.document import Document, Entity
from ghatana.evaluate import read_gold
from ghatana.evaluate.names import same_name
from ghatana.languages import load
from ghatana.recipe import Pipeline, Recipe
from ghatana.run.annotate import annotate
from ghatana.sources import FieldMap, read_mappings
from ghatana.stage import NerEngine
from ghatana.stages.events import lexicon
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.triggers import Candidate, mark
from ghatana.stages.names import NamesStage

LEAST_IOU = 0.4
Span = dict[str, Any]


@dataclass(slots=True)
class Case:
    """A gold document as the event stage sees it."""

    gold: dict[str, Any]
    reading: Reading
    triggers: list[Candidate]
    answers: dict[int, list[dict[str, Any]]]


class GoldNames:
    """A `NerEngine` that finds the names of gold documents, by text."""

    def __init__(self, documents: Iterable[dict[str, Any]]) -> None:
        self._known = {d["text"]: d.get("entities", []) for d in documents}

    def entities(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """The annotated mentions of each document."""
        return [
            tuple(
                Entity(e["start"], e["end"], e["label"], e["end"], "nom", engine="gold", score=1.0)
                for e in sorted(self._known[d.text], key=lambda e: e["start"])
            )
            for d in documents
        ]


def gold_documents(folders: Iterable[Path]) -> list[dict[str, Any]]:
    """The documents of every file of the folders (or of a file that is named itself), files in name order."""
    files = [path for one in folders for path in (sorted(one.glob("*.jsonl")) if one.is_dir() else [one])]
    return [d for path in files for d in read_gold(path)]


def recipe_for(lang: str, packs: str | None = None) -> Recipe:
    """The shipped recipe for documents of one language; `packs` is a folder of packs that are not shipped."""
    return replace(Recipe.default(), langs=(lang,), packs=packs)


def pipeline_before_events(engine: NerEngine | None, lang: str = "te", packs: str | None = None) -> Pipeline:
    """The shipped stages but the last, on every document, with names by `engine` (None: by rules)."""
    recipe = recipe_for(lang, packs).changed(gate=False, ner="rules")
    recipe = replace(recipe, stages=tuple(s for s in recipe.stages if s.use != "events"))
    language = load(lang, packs)
    names = NamesStage(language, knowledge.load(None), engine, tag_all=True)
    stages = recipe.build().stages
    return Pipeline(tuple((names if s.name == names.name else s, relevant) for s, relevant in stages))


def cases(
    documents: Sequence[dict[str, Any]],
    engine: NerEngine | None = None,
    evidence: str = "evidence",
    lang: str = "te",
    packs: str | None = None,
) -> list[Case]:
    """Each document, read by the shipped stages.

    Args:
        documents: gold.
        engine: the name engine, None for rules.
        evidence: the table of weights that the readings carry.
        lang: the documents' language.
        packs: a folder of packs that are not shipped.
    """
    recipe = recipe_for(lang, packs)
    pack = lexicon.load(load(lang, packs), evidence)
    pipeline = pipeline_before_events(engine, lang, packs)
    out: list[Case] = []
    for gold in documents:
        (document,) = annotate(pipeline, [as_document(gold, recipe)])
        if not isinstance(document, Document):
            raise SystemExit(f"{gold['doc_id']}: {document.message}")
        reading, triggers = mark(read(document, pack))
        out.append(Case(gold, reading, triggers, answered(gold, reading, triggers)))
    return out


def as_document(gold: dict[str, Any], recipe: Recipe) -> Document:
    """A gold document without its gold."""
    record = next(iter(read_mappings([gold], "gold", FieldMap({"id": "doc_id"}), recipe.timezone)))
    lang = str(recipe.langs[0])
    return Document(
        gold["doc_id"], record.text, lang=lang, published=record.published, published_basis="metadata"
    )


def answered(
    gold: dict[str, Any], reading: Reading, triggers: Sequence[Candidate]
) -> dict[int, list[dict[str, Any]]]:
    """For each gold event the trigger of its type that covers it best."""
    out: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for event in gold["events"]:
        t = event["trigger"]
        fits = []
        for number, candidate in enumerate(triggers):
            start, end = reading.words[candidate.first].start, reading.words[candidate.last].end
            if candidate.row.type == event["type"] and min(end, t["end"]) > max(start, t["start"]):
                fits.append((iou(start, end, t), -number))
        if fits:
            out[-max(fits)[1]].append(event)
    return out


def iou(start: int, end: int, span: Span) -> float:
    """What two spans share of what they cover."""
    shared = min(end, span["end"]) - max(start, span["start"])
    return shared / (max(end, span["end"]) - min(start, span["start"])) if shared > 0 else 0.0


def fits(argument: Span, mention: Any) -> bool:
    """True if a mention answers a gold argument, as the scorer has it."""
    return iou(mention.start, mention.end, argument) >= LEAST_IOU or same_name(
        argument.get("canonical"), mention.canonical
    )


def dates(timex: Any, event: dict[str, Any]) -> bool:
    """True if a time expression is the date of a gold event."""
    date = event["date"]
    return bool(date) and min(timex.end, date["end"] or 0) > max(timex.start, date["start"] or 0)
