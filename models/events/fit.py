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
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cases import Case, answered, cases, gold_documents
from clippings import clippings, whole_id
from observations import observe, observe_events, observe_rows, observe_subtypes, right_rows, rows_of
from regressions import Weights, read_prior, regression, rising, together, write

from ghatana.evaluate import score
from ghatana.languages import load
from ghatana.stages.events.model import EventModel
from ghatana.stages.events.places import VERB_INSIDE
from ghatana.stages.events.stage import consult, events_of
from ghatana.tables.schema import BY_NAME

ROOT = Path(__file__).resolve().parents[2]
# Inverse strength of the L2 penalty.
PENALTY = {"role": 0.05, "date": 0.3, "status": 0.5, "subtype": 0.5, "event": 0.12, "row": 0.05}
ROW_FOLDS = 4
# Decisions of yes or no that a model has an opinion on.
RISING = ("role", "date", "event")


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


def _put(shared: Weights, weights: Weights) -> None:
    shared.clear()
    shared.update(weights)


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
