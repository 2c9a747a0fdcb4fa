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
from typing import Any

from ghatana.errors import ReadError, UsageError
from ghatana.evaluate.events import score_events
from ghatana.evaluate.figures import Counts, line
from ghatana.evaluate.spans import score_entities, score_timexes

Tables = Mapping[str, list[dict[str, Any]]]
TABLES = ("documents", "events", "arguments", "entities", "timexes")


@dataclass(slots=True)
class Scores:
    """Counts by kind (`events`, `entities`, `timexes`) and group, and what went wrong."""

    counts: dict[str, dict[str, Counts]] = field(default_factory=dict)
    misses: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    negatives: int = 0
    negatives_with_rows: int = 0
    absent: list[str] = field(default_factory=list)

    def add(self, kind: str, counts: Mapping[str, Counts], misses: list[tuple[Any, ...]]) -> None:
        """Add what one document gave."""
        groups = self.counts.setdefault(kind, {})
        for key, value in counts.items():
            groups.setdefault(key, Counts()).add(value)
        self.misses.setdefault(kind, []).extend(misses)

    def report(self, *, misses: bool = False) -> str:
        """The figures as text, and the misses if asked for."""
        lines = [f"absent from the run: {', '.join(self.absent)}"] if self.absent else []
        if events := self.counts.get("events"):
            lines += _event_lines(events)
            lines.append(
                f"{'negatives with rows':28}{self.negatives_with_rows} of {self.negatives} documents"
            )
        for label, c in sorted(self.counts.get("entities", {}).items(), key=lambda x: (x[0] != "ALL", x[0])):
            lines.append(line("names" if label == "ALL" else f"  {label}", c.prf(), c.gold))
        for group, c in sorted(self.counts.get("timexes", {}).items(), key=lambda x: (x[0] != "ALL", x[0])):
            span, value, both = (c.prf(key)[2] for key in ("span", "value", "both"))
            name = "times" if group == "ALL" else f"  {group}"
            mod = c.share("mod", "value")
            lines.append(
                f"{name:28}span F1 {span:.3f}  value {value:.3f}  both {both:.3f}  mod {mod:.3f}  of {c.gold}"
            )
        if misses:
            for kind, items in self.misses.items():
                lines += ["", f"{kind}:"] + [" | ".join(map(str, m)) for m in items]
        return "\n".join(lines) + "\n"


def _event_lines(counts: Mapping[str, Counts]) -> list[str]:
    every = counts["ALL"]
    lines = [line("events", every.prf(), every.gold)]
    lines += [
        line("  " + k, c.prf(), c.gold) for k, c in sorted(counts.items()) if k not in {"ALL", "arguments"}
    ]
    for key in ("subtype", "status", "date"):
        lines.append(f"{key + ' accuracy':28}{every.share(key):.3f}  of {every.hit} matched events")
    lines.append(line("arguments", counts["arguments"].prf(), counts["arguments"].gold))
    share = every.share("linked", "linkable")
    lines.append(
        f"{'link accuracy':28}{share:.3f}  of {every.right.get('linkable', 0)} matched arguments with a name"
    )
    lines.append(line("whole rows", every.prf("whole"), every.gold))
    return lines


def evaluate(gold_path: Path, run_path: Path | None = None) -> Scores:
    """Score a run folder, or, without one, what the default recipe makes of the gold's texts.

    Raises:
        UsageError: if the gold is malformed or the run lacks a table.

    """
    gold = read_gold(gold_path)
    return score(gold, read_run(run_path) if run_path else extract_gold(gold))


def score(gold: list[dict[str, Any]], tables: Tables) -> Scores:
    """Score tables (rows as mappings) against gold documents."""
    by_doc: dict[str, dict[str, list[dict[str, Any]]]] = {t: defaultdict(list) for t in TABLES}
    for name in TABLES:
        for row in tables[name]:
            by_doc[name][str(row["doc_id"])].append(row)
    scores = Scores()
    for document in gold:
        doc = _id(document)
        if doc not in by_doc["documents"]:
            scores.absent.append(doc)
        if "events" in document:
            arguments: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for a in by_doc["arguments"][doc]:
                arguments[a["event_id"]].append(a)
            scores.add("events", *score_events(document, by_doc["events"][doc], arguments))
            if not document["events"]:
                scores.negatives += 1
                scores.negatives_with_rows += bool(by_doc["events"][doc]) or doc in scores.absent
        if "entities" in document:
            scores.add("entities", *score_entities(document, by_doc["entities"][doc]))
        if "spans" in document or "timexes" in document:
            counts, misses = score_timexes(document, by_doc["timexes"][doc], str(document.get("lang", "te")))
            groups = {"ALL": counts, **({str(document["group"]): counts} if "group" in document else {})}
            scores.add("timexes", groups, misses)
    return scores


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The documents of a gold file."""
    out = []
    for number, text in enumerate(path.read_text("utf-8").split("\n"), 1):
        if text.strip():
            try:
                document = json.loads(text)
                _id(document), document["text"]
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{path}, line {number}: not a gold document ({error!r}); see corpus/README.md."
                ) from error
            out.append(document)
    return out


def extract_gold(gold: list[dict[str, Any]]) -> Tables:
    """What the default recipe makes of the gold's texts, as rows."""
    from ghatana.recipe import Recipe
    from ghatana.run import Options, extract_rows
    from ghatana.sources import FieldMap, read_mappings
    from ghatana.tables.schema import BY_NAME

    records = [
        {
            "id": _id(d),
            "text": d["text"],
            "published": d.get("dct", d.get("published")),
            "lang": d.get("lang", "te"),
        }
        for d in gold
    ]
    recipe = Recipe.default()
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


def _id(document: Mapping[str, Any]) -> str:
    return str(document["id"] if "id" in document else document["doc_id"])
