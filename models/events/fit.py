"""From annotated documents to the weights of the event rules, in one command:

    python models/events/fit.py --data DATA --out pipeline/ghatana/languages/te/events/evidence.tsv
    python models/events/fit.py --data DATA --folds 5        score on held-out folds, write nothing

DATA is a folder of `*.jsonl` in the form of `corpus/README.md` (documents with `events`). Every document goes through
the shipped stages first, so the weights are fitted on what the event stage will be given. Needs scikit-learn
(`pip install 'ghatana[train]'`); deterministic.

Each decision is a logistic regression (L2) over the evidence that the modules `about_*.py` of `ghatana.stages.events`
name: does a referent fill a role, does a time date an event, which status, which subtype, is the trigger an event. They
are fitted in the order in which the stage takes them, each on the decisions before it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ghatana.document import Document
from ghatana.evaluate import read_gold, score
from ghatana.evaluate.names import same_name
from ghatana.languages import load
from ghatana.recipe import Recipe
from ghatana.run.annotate import annotate
from ghatana.sources import FieldMap, read_mappings
from ghatana.stages.events import dates, lexicon, roles
from ghatana.stages.events.about_claims import about_status, about_subtype
from ghatana.stages.events.about_events import about_event
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.stage import EventStage
from ghatana.stages.events.triggers import Candidate, mark
from ghatana.tables.rows import document_rows
from ghatana.tables.schema import BY_NAME

# Inverse strength of the L2 penalty; evidence seen less often is left out, weights smaller than this too.
PENALTY = {"role": 0.2, "date": 0.3, "status": 0.5, "subtype": 0.5, "event": 0.12}
LEAST_SEEN, SMALLEST = 3, 0.05
LEAST_IOU = 0.4
HEADER = """# Weights of evidence for each decision, log-odds: logistic regression (L2) on the project's training data
# (CC-BY-4.0), rounded to two places; small ones dropped. Made by models/events/fit.py; do not edit.
# decision: event, role.<type>.<role>, date.<type>, status, subtype.<type>. evidence: as the modules about_*.py of
# ghatana.stages.events name it.
decision\toutcome\tevidence\tweight
"""

Weights = dict[str, dict[str, dict[str, float]]]
Span = dict[str, Any]


@dataclass(slots=True)
class Case:
    """A gold document as the event stage sees it, and the gold events by the trigger that answers each."""

    gold: dict[str, Any]
    reading: Reading
    triggers: list[Candidate]
    answers: dict[int, list[dict[str, Any]]]


def cases(folder: Path) -> list[Case]:
    """The documents of every file of a folder, read by the shipped stages but the last."""
    recipe = Recipe.default().changed(gate=False, ner="rules")
    recipe = Recipe(recipe.name, recipe.lang, tuple(s for s in recipe.stages if s.use != "events"))
    pipeline, pack = recipe.build(), lexicon.load(load(recipe.lang))
    out = []
    for path in sorted(folder.glob("*.jsonl")):
        for gold in read_gold(path):
            (document,) = annotate(pipeline, [_document(gold, recipe)])
            if not isinstance(document, Document):
                raise SystemExit(f"{path}, {gold['doc_id']}: {document.message}")
            reading, triggers = mark(read(document, pack))
            out.append(Case(gold, reading, triggers, _answers(gold, reading, triggers)))
    return out


def _document(gold: dict[str, Any], recipe: Recipe) -> Document:
    record = next(iter(read_mappings([gold], "gold", FieldMap({"id": "doc_id"}), recipe.timezone)))
    return Document(gold["doc_id"], record.text, published=record.published, published_basis="metadata")


def _answers(
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
                fits.append((_iou(start, end, t), -number))
        if fits:
            out[-max(fits)[1]].append(event)
    return out


def _iou(start: int, end: int, span: Span) -> float:
    shared = min(end, span["end"]) - max(start, span["start"])
    return shared / (max(end, span["end"]) - min(start, span["start"])) if shared > 0 else 0.0


def _fits(argument: Span, mention: Any) -> bool:
    return _iou(mention.start, mention.end, argument) >= LEAST_IOU or same_name(
        argument.get("canonical"), mention.canonical
    )


def fit(train: Sequence[Case]) -> Weights:
    """The weights of every decision; they are also put into the lexicon that the cases share."""
    weights: Weights = {}
    shared = train[0].reading.lexicon.weights
    seen = _observe(train)
    for decision, (observed, right) in sorted(seen.items()):
        if decision.startswith("role.") and sum(right) <= 2:
            continue
        kind = decision.partition(".")[0]
        weights[decision] = _regression(observed, right, PENALTY[kind])
    _put(shared, weights)
    subtypes: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for case, number, event, history in _gold_triggers(train):
        candidate = case.triggers[number]
        filled = [(f.role, f.mention) for f in roles.fill(case.reading, candidate, history)]
        observed, right = subtypes[f"subtype.{candidate.row.type}"]
        observed.append(about_subtype(case.reading, candidate, filled))
        right.append(event["subtype"])
    for decision, (observed, right) in sorted(subtypes.items()):
        weights[decision] = _regression(observed, right, PENALTY["subtype"])
    _put(shared, weights)
    weights["event"] = _regression(*_events(train), PENALTY["event"])
    _put(shared, weights)
    return weights


def _put(shared: Weights, weights: Weights) -> None:
    shared.clear()
    shared.update(weights)


def _gold_triggers(train: Sequence[Case]) -> Iterable[tuple[Case, int, dict[str, Any], list[Any]]]:
    """Every trigger that answers a gold event, with that event and who did what in the events before it."""
    for case in train:
        history: list[Any] = []
        for number, events in sorted(case.answers.items()):
            yield case, number, events[0], list(history)
            candidate = case.triggers[number]
            filled = {
                (argument["role"], referent.mention.referent)
                for referent in roles.referents(case.reading, candidate)
                for event in events
                for argument in event["args"]
                if referent.mention.label in roles.FILLS[argument["role"]]
                and any(_fits(argument, m) for m in referent.mentions)
            }
            history.append((candidate.row.type, frozenset(filled)))


def _observe(train: Sequence[Case]) -> dict[str, tuple[list[Any], list[Any]]]:
    """Evidence and the right answer for roles, dates and statuses."""
    seen: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))

    def add(decision: str, observed: Any, right: Any) -> None:
        seen[decision][0].append(observed)
        seen[decision][1].append(right)

    for case, number, first, history in _gold_triggers(train):
        reading, candidate, events = case.reading, case.triggers[number], case.answers[number]
        kind, setting = candidate.row.type, roles.setting(reading, candidate)
        for referent in roles.referents(reading, candidate):
            able = [r for r in roles.ROLES_OF[kind] if referent.mention.label in roles.FILLS[r]]
            observed = roles.evidence(reading, candidate, setting, referent, history) if able else None
            for role in able:
                arguments = [a for e in events for a in e["args"] if a["role"] == role]
                right = any(_fits(a, m) for a in arguments for m in referent.mentions)
                add(f"role.{kind}.{role}", observed, int(right))
        for timex, observed in dates.options(reading, candidate):
            right = any(_dates(reading.document.timexes[timex], e) for e in events)
            add(f"date.{kind}", observed, int(right))
        mods = [str(t.mod) for t in reading.document.timexes if _dates(t, first)][:1]
        add("status", about_status(reading, candidate, tuple(mods)), first["status"])
    return seen


def _dates(timex: Any, event: dict[str, Any]) -> bool:
    date = event["date"]
    return bool(date) and min(timex.end, date["end"] or 0) > max(timex.start, date["start"] or 0)


def _events(train: Sequence[Case]) -> tuple[list[Any], list[int]]:
    observed, right = [], []
    for case in train:
        history: list[Any] = []
        for number, candidate in enumerate(case.triggers):
            fillers = roles.fill(case.reading, candidate, history)
            dated = dates.choose(case.reading, candidate)
            arguments = roles.arguments(candidate, fillers)
            if number in case.answers:
                history.append(roles.remember(candidate, fillers))
            chance = dated[0][1] if dated else 0.0
            observed.append(about_event(case.reading, case.triggers, number, arguments, chance))
            right.append(int(number in case.answers))
    return observed, right


def _regression(
    observed: Sequence[Sequence[str]], right: Sequence[Any], penalty: float
) -> dict[str, dict[str, float]]:
    """One table of weights per outcome; a decision of yes or no has the outcome "yes" alone."""
    counts = Counter(item for items in observed for item in set(items))
    index = {item: i for i, item in enumerate(sorted(k for k, n in counts.items() if n >= LEAST_SEEN))}
    cells = [(row, index[item]) for row, items in enumerate(observed) for item in set(items) if item in index]
    rows, columns = zip(*sorted(cells), strict=True)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(observed), len(index)))
    binary = set(right) <= {0, 1}
    model = LogisticRegression(C=penalty, max_iter=3000, tol=1e-5, solver="liblinear" if binary else "lbfgs")
    model.fit(matrix, right)
    if len(model.classes_) > 2:
        return {str(k): _table(model, i, index) for i, k in enumerate(model.classes_)}
    second = _table(model, 0, index)
    return {"yes": second} if binary else {str(model.classes_[1]): second, str(model.classes_[0]): {}}


def _table(model: Any, number: int, index: dict[str, int]) -> dict[str, float]:
    kept = {item: round(float(model.coef_[number][i]), 2) for item, i in index.items()}
    return {
        "bias": round(float(model.intercept_[number]), 2),
        **{k: w for k, w in kept.items() if abs(w) >= SMALLEST},
    }


def write(weights: Weights, path: Path) -> int:
    """Write the table; returns the number of weights."""
    lines = [
        f"{decision}\t{outcome}\t{evidence}\t{weight:.2f}\n"
        for decision, outcomes in sorted(weights.items())
        for outcome, table in sorted(outcomes.items())
        for evidence, weight in sorted(table.items())
    ]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return len(lines)


def cross_validate(every: Sequence[Case], folds: int) -> str:
    """The report on all documents, each scored by weights that were fitted without it."""
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in BY_NAME}
    stage = EventStage(load("te"))
    for fold in range(folds):
        fit([case for i, case in enumerate(every) if i % folds != fold])
        for case in every[fold::folds]:
            document = case.reading.document
            for name, rows in document_rows(
                document.with_layer("events", stage.annotate([document])[0])
            ).items():
                tables[name] += [dict(zip(BY_NAME[name].names, row, strict=True)) for row in rows]
    return score([case.gold for case in every], tables).report()


def main() -> None:
    """Fit or cross-validate, as asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int)
    args = parser.parse_args()
    every = cases(args.data)
    if args.folds:
        print(cross_validate(every, args.folds), end="")
    if args.out:
        print(write(fit(every), args.out), "weights")


if __name__ == "__main__":
    main()
