"""From annotated documents to the weights of the event rules, in one command:

    python models/events/fit.py --out pipeline/ghatana/languages/te/events/evidence.tsv
    python models/events/fit.py --models FOLDS --out pipeline/ghatana/languages/te/events/evidence_model.tsv
    python models/events/fit.py --models FOLDS --clippings --out FILE.tsv     with single sentences beside the documents
    python models/events/fit.py [--models FOLDS] --folds 4        score on held-out folds, write nothing
    python models/events/fit.py --lang en --data FILE.jsonl --out …/languages/en/events/evidence.tsv
    python models/events/fit.py --lang kn --packs FOLDER --data FILE.jsonl --out FOLDER/kn/events/evidence.tsv
    python models/events/fit.py --lang hi --prior te --data corpus/train/hi --out …/languages/hi/events/evidence.tsv

The documents are those of `corpus/train`, or of the folders and files that `--data` names, all in one language. Every
document goes through the shipped stages first, so the weights are fitted on what the event stage will be given. FOLDS
holds the models of `models/tagger/make.py --folds`: each document's names and opinions come from the one that was
trained without it, so that the weights learn how far the model can be trusted on what it has not seen (stacking:
Wolpert 1992). `--prior` names a language whose weights for rules alone the new ones start from: for one with few
documents. Needs scikit-learn (`pip install 'ghatana[train]'`); deterministic.

Each decision is a logistic regression (L2) over the evidence that the modules `about_*.py` of `ghatana.stages.events`
name: does a referent fill a role, does a time date an event, which status, which subtype, is the trigger an event. They
are fitted in the order in which the stage takes them, each on the decisions before it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from cases import Case, answered, cases, fits, gold_documents
from cases import dates as dates_event
from clippings import clippings, whole_id
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from ghatana.document import Event
from ghatana.evaluate import score
from ghatana.evaluate.events import whole_rows
from ghatana.evaluate.names import Names
from ghatana.languages import load, parse_tsv
from ghatana.stages.events import dates, role_facts, roles
from ghatana.stages.events.confidence import about_row
from ghatana.stages.events.evidence import BIAS, weights_of
from ghatana.stages.events.model import EventModel
from ghatana.stages.events.observed import event_evidence, status_evidence, subtype_evidence
from ghatana.stages.events.opinions import MOST
from ghatana.stages.events.places import VERB_INSIDE
from ghatana.stages.events.referents import referents
from ghatana.stages.events.stage import consult, events_of, rated_events
from ghatana.tables.rows import document_rows
from ghatana.tables.schema import BY_NAME
from ghatana.text.scripts import SCRIPT_OF, SCRIPTS

# Inverse strength of the L2 penalty; evidence seen less often is left out, weights smaller than this too.
PENALTY = {"role": 0.05, "date": 0.3, "status": 0.5, "subtype": 0.5, "event": 0.12, "row": 0.05}
LEAST_SEEN, SMALLEST = 3, 0.05
ROW_FOLDS = 4
# Decisions of yes or no that a model has an opinion on.
RISING = ("role", "date", "event")
HEADER = """# Weights of evidence for each decision, log-odds: logistic regression (L2) on the project's training data
# (CC-BY-4.0), rounded to two places; small ones dropped. Made by models/events/fit.py; do not edit.
# decision: event, role.<type>.<role>, date.<type>, status, subtype.<type>. evidence: as the modules about_*.py of
# ghatana.stages.events name it.
decision\toutcome\tevidence\tweight
"""

ROOT = Path(__file__).resolve().parents[2]
Weights = dict[str, dict[str, dict[str, float]]]
# What another language's weights say is one more column of the matrix, by this factor: the larger, the freer of the
# penalty.
PRIOR_SCALE = 1.0
PLACED = {"nom": "sub", "acc": "obj"}


def fit(train: Sequence[Case], prior: Weights | None = None) -> Weights:
    """The weights of every decision; they are also put into the lexicon that the cases share.

    Args:
        train: the documents.
        prior: weights of another language that the new ones start from.
    """
    prior = prior or {}
    weights: Weights = {}
    shared = train[0].reading.lexicon.weights
    seen = observe(train)
    for decision, (observed, right) in sorted(seen.items()):
        if decision.startswith("role.") and sum(right) <= 2:
            continue
        kind = decision.partition(".")[0]
        weights[decision] = regression(observed, right, PENALTY[kind], prior.get(decision))
    _put(shared, weights)
    for decision, (observed, right) in sorted(observe_subtypes(train).items()):
        weights[decision] = regression(observed, right, PENALTY["subtype"], prior.get(decision))
    _put(shared, weights)
    weights["event"] = regression(*observe_events(train), PENALTY["event"], prior.get("event"))
    for decision, outcomes in weights.items():
        if decision.partition(".")[0] in RISING and "yes" in outcomes:
            outcomes["yes"] = rising(outcomes["yes"])
    _put(shared, weights)
    return weights


def rising(table: dict[str, float]) -> dict[str, float]:
    """The table, in which a model that is surer never counts for less.

    What a model is very sure of is seen seldom, and the penalty draws its weights to nothing.

    >>> rising({"bias": 1.0, "M=1": 0.5, "M=2": 0.3, "M=-1": -0.2})["M=6"]
    0.5
    """
    out = dict(table)
    for sign, most in ((1, max), (-1, min)):
        reached = most(0.0, out.get("M=0", 0.0))
        for step in range(1, MOST + 1):
            name = f"M={sign * step}"
            reached = out[name] = most(reached, out.get(name, 0.0))
    return {name: weight for name, weight in out.items() if weight or name == BIAS}


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
                for referent in referents(case.reading, candidate)
                for event in events
                for argument in event["args"]
                if referent.mention.label in role_facts.FILLS[argument["role"]]
                and any(fits(argument, m) for m in referent.mentions)
            }
            history.append((candidate.row.type, frozenset(filled)))


def observe(train: Sequence[Case]) -> dict[str, tuple[list[Any], list[Any]]]:
    """Evidence and the right answer for roles, dates and statuses."""
    seen: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))

    def add(decision: str, observed: Any, right: Any) -> None:
        seen[decision][0].append(observed)
        seen[decision][1].append(right)

    for case, number, first, history in _gold_triggers(train):
        reading, candidate, events = case.reading, case.triggers[number], case.answers[number]
        kind = candidate.row.type
        them = roles.considered(reading, candidate, history)
        for role in role_facts.ROLES_OF[kind]:
            arguments = [a for e in events for a in e["args"] if a["role"] == role]
            for thing, observed in roles.weighable(candidate, role, them):
                right = any(fits(a, m) for a in arguments for m in thing.mentions)
                add(f"role.{kind}.{role}", observed, int(right))
        for timex, observed in dates.options(reading, candidate):
            right = any(dates_event(reading.document.timexes[timex], e) for e in events)
            add(f"date.{kind}", observed, int(right))
        mods = [str(t.mod) for t in reading.document.timexes if dates_event(t, first)][:1]
        add("status", status_evidence(reading, candidate, tuple(mods)), first["status"])
    return seen


def observe_subtypes(train: Sequence[Case]) -> dict[str, tuple[list[Any], list[Any]]]:
    """Evidence and the right answer for the subtypes of each type; who fills which role must be decided before."""
    seen: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for case, number, event, history in _gold_triggers(train):
        candidate = case.triggers[number]
        filled = roles.fill(case.reading, candidate, history).found
        observed, right = seen[f"subtype.{candidate.row.type}"]
        observed.append(subtype_evidence(case.reading, candidate, filled))
        right.append(event["subtype"])
    return seen


def observe_events(train: Sequence[Case]) -> tuple[list[Any], list[int]]:
    observed, right = [], []
    for case in train:
        history: list[Any] = []
        for number, candidate in enumerate(case.triggers):
            fillers = roles.fill(case.reading, candidate, history).found
            dated = dates.choose(case.reading, candidate)
            arguments = roles.arguments(case.reading, candidate, fillers)
            if number in case.answers:
                history.append(roles.remember(candidate, fillers))
            observed.append(event_evidence(case.reading, case.triggers, number, arguments, dated))
            right.append(int(number in case.answers))
    return observed, right


def shown(observed: Sequence[Sequence[str]]) -> tuple[list[str], csr_matrix]:
    """The evidence seen often enough, by name, and which answer shows which: answers × evidence."""
    counts = Counter(item for items in observed for item in set(items))
    known = sorted(item for item, count in counts.items() if count >= LEAST_SEEN)
    index = {item: n for n, item in enumerate(known)}
    cells = sorted((row, index[i]) for row, items in enumerate(observed) for i in set(items) & index.keys())
    places = np.array(cells, dtype=int).reshape(-1, 2).T
    return known, csr_matrix((np.ones(len(cells)), tuple(places)), shape=(len(observed), len(known)))


def regression(
    observed: Sequence[Sequence[str]],
    right: Sequence[Any],
    penalty: float,
    prior: dict[str, dict[str, float]] | None = None,
) -> dict[str, dict[str, float]]:
    """One table of weights per outcome; a decision of yes or no has the outcome "yes" alone.

    With a prior, what its tables say of the evidence counts too: the new weights are the old ones, as far as they help,
    and what is to be added to them (adaptation by a prior: Chelba and Acero 2006).
    """
    if len(set(right)) == 1:
        return {"yes" if right[0] == 1 else str(right[0]): {}}
    known, matrix = shown(observed)
    index = {item: i for i, item in enumerate(known)}
    old = [table for _, table in sorted((prior or {}).items())]
    if old:
        said = [[sum(table.get(item, 0.0) for item in set(items)) for table in old] for items in observed]
        matrix = hstack([matrix, csr_matrix(np.array(said) * PRIOR_SCALE)], format="csr")
    binary = set(right) <= {0, 1}
    model = LogisticRegression(C=penalty, max_iter=3000, tol=1e-5, solver="liblinear" if binary else "lbfgs")
    model.fit(matrix, right)
    if len(model.classes_) > 2:
        return {str(k): _table(model, i, index, old) for i, k in enumerate(model.classes_)}
    second = _table(model, 0, index, old)
    return {"yes": second} if binary else {str(model.classes_[1]): second, str(model.classes_[0]): {}}


def _table(
    model: Any, number: int, index: dict[str, int], old: Sequence[dict[str, float]]
) -> dict[str, float]:
    added: dict[str, float] = {item: float(model.coef_[number][i]) for item, i in index.items()}
    for place, table in enumerate(old, len(index)):
        share = float(model.coef_[number][place]) * PRIOR_SCALE
        for item, weight in table.items():
            added[item] = added.get(item, 0.0) + share * weight
    kept = {item: round(weight, 2) for item, weight in added.items() if item != BIAS}
    return {
        BIAS: round(float(model.intercept_[number]), 2),
        **{k: w for k, w in kept.items() if abs(w) >= SMALLEST},
    }


def read_prior(name: str, own: str, *, placed: bool = False) -> Weights:
    """The weights that new ones start from.

    Args:
        name: `LANG` or `LANG:TABLE` (`te:evidence_model`) for a table of that language as far as it holds in others:
            without the evidence that names its words; a file that ends in `.tsv` for all that it holds.
        own: the language that the new ones are for.
        placed: what another language's say of the nominative and the accusative holds of subject and object too, for a
            language that tells these by their place alone.
    """
    lang, _, table = name.partition(":")
    if name.endswith(".tsv"):
        rows, lang = parse_tsv(Path(name).read_text(encoding="utf-8"), name), own
    else:
        rows = load(lang).rows(f"events/{table or 'evidence'}")
    letters = re.compile(f"[{SCRIPTS[SCRIPT_OF[lang]]}]")
    kept = [row for row in rows if lang == own or not letters.search(row["evidence"])]
    weights: Weights = weights_of(kept)
    for row in kept if placed and lang != own else ():
        if row["decision"].startswith("role."):
            moved = "|".join(PLACED.get(part, part) for part in row["evidence"].split("|"))
            weights[row["decision"]][row["outcome"]].setdefault(moved, row.number("weight"))
    return weights


def together(priors: Sequence[Weights]) -> Weights:
    """Several priors as one, whose tables are told apart by a number: each counts for itself."""
    out: Weights = {}
    for number, prior in enumerate(priors):
        for decision, outcomes in prior.items():
            tables = out.setdefault(decision, {})
            tables.update({f"{number}:{outcome}": table for outcome, table in outcomes.items()})
    return out


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


def fit_whole(every: Sequence[Case], folds: int, prior: Weights | None = None) -> Weights:
    """The weights of every decision, and of the last one: is a row right as a whole?

    That one is fitted on rows of documents that the other weights had not seen: `folds` times they are fitted on all
    but a part of the documents.
    """
    observed: list[Any] = []
    right: list[int] = []
    for fold in range(folds):
        fit([case for n, case in enumerate(every) if n % folds != fold], prior)
        seen, whole = observe_rows(every[fold::folds])
        observed += seen
        right += whole
    weights = fit(every, prior)
    weights["row"] = regression(observed, right, PENALTY["row"], (prior or {}).get("row"))
    _put(every[0].reading.lexicon.weights, weights)
    return weights


def observe_rows(some: Iterable[Case]) -> tuple[list[list[str]], list[int]]:
    """Evidence on the rows that are found in documents, and whether each is right as a whole."""
    observed: list[list[str]] = []
    right: list[int] = []
    for case in some:
        rated = rated_events(case.reading, case.triggers)
        whole = right_rows(case, [event for event, _ in rated])
        observed += [about_row(event, chances) for event, chances in rated]
        right += [int(event in whole) for event, _ in rated]
    return observed, right


def rows_of(case: Case, events: Sequence[Event]) -> dict[str, list[dict[str, Any]]]:
    """The table rows of a document with these events."""
    document = case.reading.document.with_layer("events", tuple(events))
    return {
        name: [dict(zip(BY_NAME[name].names, row, strict=True)) for row in rows]
        for name, rows in document_rows(document).items()
    }


def right_rows(case: Case, events: Sequence[Event]) -> list[Event]:
    """The events that are right as whole rows."""
    rows = rows_of(case, events)
    arguments: dict[str, list[Any]] = defaultdict(list)
    for argument in rows.get("arguments", []):
        arguments[argument["event_id"]].append(argument)
    found = rows.get("events", [])
    whole = whole_rows(case.gold, found, arguments, Names.known())
    return [event for event, row in zip(events, found, strict=True) if row["event_id"] in whole]


def cross_validate(
    every: Sequence[Case], folds: int, prior: Weights | None = None
) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """The report on all documents, each scored by weights that were fitted without it, and the tables."""
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in BY_NAME}
    sure: list[tuple[float, bool]] = []
    for fold in range(folds):
        fit_whole([case for n, case in enumerate(every) if n % folds != fold], folds, prior)
        for case in every[fold::folds]:
            events = events_of(case.reading, case.triggers)
            for name, rows in rows_of(case, events).items():
                tables[name] += rows
            whole = right_rows(case, events)
            sure += [(event.confidence, event in whole) for event in events]
    return score([case.gold for case in every], tables).report() + calibration(sure), tables


def calibration(sure: Sequence[tuple[float, bool]]) -> str:
    """Of the rows from each confidence on: how many there are, and how many are whole."""
    lines = []
    for least in (0.95, 0.9, 0.8, 0.7, 0.5, 0.0):
        chosen = [whole for chance, whole in sure if chance >= least]
        share = sum(chosen) / len(chosen) if chosen else 0.0
        lines.append(
            f"confidence >= {least:<4}         {len(chosen)} of {len(sure)} rows, {share:.3f} of them whole\n"
        )
    return "".join(lines)


def read_cases(
    folders: Sequence[Path],
    models: Path | None,
    lang: str = "te",
    packs: str | None = None,
    *,
    clipped: bool = False,
) -> list[Case]:
    """The documents of the folders as the event stage sees them.

    Args:
        folders: hold gold documents.
        models: a folder of fold models; documents that every one of them has seen are left out.
        lang: the documents' language.
        packs: a folder of packs that are not shipped.
        clipped: single sentences of the documents, as documents of their own, beside them.
    """
    documents = gold_documents(folders)
    number_of = {document["doc_id"]: number for number, document in enumerate(documents)}
    if clipped:
        documents += clippings(documents)
    if models is None:
        return cases(documents, lang=lang, packs=packs)
    sys.path.append(str(ROOT / "models" / "tagger"))
    from fold_models import Readers  # only here: it needs torch

    readers = Readers(models)
    whole = [documents[number_of[whole_id(document)]] for document in documents]
    reader_of = [readers.unseen(number_of[document["doc_id"]], document) for document in whole]
    out: dict[int, Case] = {}
    for which, model in enumerate(readers.models):
        chosen = [number for number, reader in enumerate(reader_of) if reader == which]
        found = cases([documents[number] for number in chosen], model, "evidence_model", lang)
        out.update({number: consulted(case, model) for number, case in zip(chosen, found, strict=True)})
    return [out[number] for number in sorted(out)]


def consulted(case: Case, model: EventModel) -> Case:
    """A case with the answers of a model, and the triggers that the model adds."""
    reading, triggers = consult(case.reading, case.triggers, model)
    return replace(case, reading=reading, triggers=triggers, answers=answered(case.gold, reading, triggers))


def main() -> None:
    """Fit or cross-validate, as asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, nargs="+", default=[ROOT / "corpus" / "train"])
    parser.add_argument("--lang", default="te")
    parser.add_argument("--packs", help="a folder of packs that are not shipped")
    parser.add_argument(
        "--prior", nargs="+", default=[], help="start from these weights: LANG, LANG:TABLE or FILE.tsv"
    )
    parser.add_argument("--models", type=Path)
    parser.add_argument(
        "--clippings", action="store_true", help="single sentences of the documents beside them"
    )
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int)
    args = parser.parse_args()
    every = read_cases(args.data, args.models, args.lang, args.packs, clipped=args.clippings)
    settings = load(args.lang, args.packs).settings("events/settings", needed=False)
    placed = settings.get("order") == VERB_INSIDE
    prior = together([read_prior(name, args.lang, placed=placed) for name in args.prior])
    if args.folds:
        print(cross_validate(every, args.folds, prior)[0], end="")
    if args.out:
        print(write(fit_whole(every, ROW_FOLDS, prior), args.out), "weights")


if __name__ == "__main__":
    main()
