"""Scores of a run against gold: events, names and times, as figures and as misses.

Gold files are JSONL in the form of `corpus/README.md`: documents with `events`, `entities` and `timexes`, or
the time bench's sentences with `spans`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ghatana.errors import ReadError, UsageError
from ghatana.evaluate.events import score_events
from ghatana.evaluate.figures import Counts
from ghatana.evaluate.gold import check, id_of
from ghatana.evaluate.happenings import happenings_of, score_found, score_gold
from ghatana.evaluate.misses import Miss
from ghatana.evaluate.names import Names
from ghatana.evaluate.spans import score_entities, score_timexes
from ghatana.timeline.bcubed import BCubed

if TYPE_CHECKING:
    from ghatana.recipe import Recipe

Tables = Mapping[str, list[dict[str, Any]]]
ANNOTATED = {"events", "entities", "spans", "timexes"}  # fields of a gold document that are scored
TABLES = ("documents", "events", "arguments", "entities", "timexes")


@dataclass(slots=True)
class Scores:
    """Counts by kind (`events`, `entities`, `timexes`) and group, the same by document, and what went wrong."""

    counts: dict[str, dict[str, Counts]] = field(default_factory=dict)
    documents: dict[str, dict[str, dict[str, Counts]]] = field(default_factory=dict)
    misses: dict[str, list[Miss]] = field(default_factory=dict)
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # text and language by document
    packs: str | None = None  # a folder of packs that are not shipped
    negatives: int = 0
    negatives_with_rows: int = 0
    absent: list[str] = field(default_factory=list)
    happenings: dict[str, BCubed] = field(
        default_factory=dict
    )  # where the gold says which happening an event is of

    def add(self, doc: str, kind: str, counts: Mapping[str, Counts], misses: list[Miss]) -> None:
        """Add what one document gave."""
        for held in (self.counts, self.documents.setdefault(doc, {})):
            groups = held.setdefault(kind, {})
            for key, value in counts.items():
                groups.setdefault(key, Counts()).add(value)
        self.misses.setdefault(kind, []).extend(misses)

    def report(self, *, misses: bool = False, by_document: bool = False) -> str:
        """The figures as text; with `by_document` a line for each document, with `misses` each one in its sentence."""
        from ghatana.evaluate.report import report

        return report(self, misses=misses, by_document=by_document)


def evaluate(
    gold_path: Path,
    run_path: Path | None = None,
    aliases: Path | None = None,
    recipe: Recipe | None = None,
) -> Scores:
    """Score a run folder, or, without one, what a recipe makes of the gold's texts.

    Args:
        gold_path: a gold file, JSONL.
        run_path: a run folder with Parquet tables.
        aliases: a file of names that mean the same (see `Names.read`); by default the knowledge base says.
        recipe: what to extract with where no run is given; by default the shipped one.

    Raises:
        UsageError: if the gold or the aliases are malformed or the run lacks a table.

    """
    gold = read_gold(gold_path)
    names = Names.read(aliases) if aliases else Names.known()
    if run_path is None:
        return score(gold, extract_gold(gold, recipe), names, recipe.packs if recipe else None)
    from ghatana.run.output import read_manifest

    tables = read_run(run_path)
    return score(gold, tables, names, read_manifest(run_path).get("recipe", {}).get("packs"))


def score(
    gold: list[dict[str, Any]], tables: Tables, names: Names | None = None, packs: str | None = None
) -> Scores:
    """Score tables against gold documents.

    Args:
        gold: the documents.
        tables: rows as mappings.
        names: tells which names are one.
        packs: a folder of packs that are not shipped.
    """
    names = names or Names.known()
    by_doc: dict[str, dict[str, list[dict[str, Any]]]] = {t: defaultdict(list) for t in TABLES}
    for name in TABLES:
        for row in tables[name]:
            by_doc[name][str(row["doc_id"])].append(row)
    scores = Scores(packs=packs)
    for document in gold:
        doc, lang = id_of(document), str(document.get("lang", "te"))
        scores.texts[doc] = (str(document["text"]), lang)
        if doc not in by_doc["documents"]:
            scores.absent.append(doc)
        if "events" in document:
            arguments: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for a in by_doc["arguments"][doc]:
                arguments[a["event_id"]].append(a)
            scores.add(doc, "events", *score_events(document, by_doc["events"][doc], arguments, names))
            if not document["events"]:
                scores.negatives += 1
                scores.negatives_with_rows += bool(by_doc["events"][doc]) or doc in scores.absent
        if "entities" in document:
            scores.add(doc, "entities", *score_entities(document, by_doc["entities"][doc]))
        if "spans" in document or "timexes" in document:
            counts, misses = score_timexes(document, by_doc["timexes"][doc], lang, packs)
            groups = {"ALL": counts, str(document.get("group", "documents")): counts}
            scores.add(doc, "timexes", groups, misses)
    if happenings_of(gold):
        answered, every = score_found(gold, tables, names)
        scores.happenings = {
            "of gold events": score_gold(gold),
            "of events found": answered,
            "of all events": every,
        }
    return scores


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The documents of a gold file.

    Raises:
        UsageError: for a line that is no document of the form that corpus/README.md describes, a document that is there
            twice, and a file without any.
    """
    out: list[dict[str, Any]] = []
    seen: set[str] = set()
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 ({error.reason} at byte {error.start}). Convert it.") from None
    for number, text in enumerate(lines, 1):
        if text.strip():
            try:
                document = json.loads(text)
                check(document)
                if (name := id_of(document)) in seen:
                    raise ValueError(f"the document {name} came before")
                seen.add(name)
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise UsageError(
                    f"{path}, line {number}: not a gold document ({error!r}); see corpus/README.md."
                ) from error
            out.append(document)
    if not out:
        raise UsageError(f"{path} holds no gold document; expected JSON Lines, see corpus/README.md.")
    if not any(ANNOTATED & document.keys() for document in out):
        raise UsageError(
            f"No document of {path} is annotated; expected one of the fields {', '.join(sorted(ANNOTATED))} in each, "
            "see corpus/README.md."
        )
    return out


def extract_gold(gold: list[dict[str, Any]], recipe: Recipe | None = None) -> Tables:
    """What a recipe, by default the shipped one, makes of the gold's texts, as rows."""
    from ghatana.recipe import Recipe as _Recipe
    from ghatana.run import Options, extract_rows
    from ghatana.sources import FieldMap, read_mappings
    from ghatana.tables.schema import BY_NAME

    records = [
        {
            "id": id_of(d),
            "text": d["text"],
            "published": d.get("dct", d.get("published")),
            "lang": d.get("lang", "te"),
        }
        for d in gold
    ]
    recipe = recipe or _Recipe.default()
    out: dict[str, list[dict[str, Any]]] = {name: [] for name in BY_NAME}
    for rows in extract_rows(read_mappings(records, "gold", FieldMap(), recipe.timezone), recipe, Options()):
        for name, items in rows.items():
            out[name] += [dict(zip(BY_NAME[name].names, item, strict=True)) for item in items]
    if out["quarantine"]:
        raise ReadError(f"A gold document could not be processed: {out['quarantine'][0]['message']}")
    return out


def read_run(path: Path) -> Tables:
    """The tables of a run that scoring needs, as rows."""
    import pyarrow.parquet as pq

    from ghatana.run.output import require_schema

    out = {}
    for name in TABLES:
        file = path / f"{name}.parquet"
        if not file.exists():
            raise UsageError(
                f"{path} has no {file.name}; score a run that was written with --format parquet and all tables."
            )
        out[name] = pq.read_table(file).to_pylist()
    require_schema(path)
    return out
