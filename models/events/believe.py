"""How far the weights beside the model are believed, and how far the model itself, on documents that it has not learnt.

    python models/events/believe.py FILE.jsonl …            print what would change
    python models/events/believe.py FILE.jsonl … --write    change `evidence_model.tsv` of the documents' languages

`fit.py` weighs a model by its opinions on documents that it had not seen; the model that ships has learnt more since,
and a table of some thousand weights is too sure of itself on texts of other writers. Both are mended by two numbers a
decision, and a third where the answer is yes or no: `own`, by which all weights are multiplied; `model`, which each
step of the model's log-odds adds; `more`, added to all. They are fitted on the documents named here (logistic
regression drawn to 1, 0 and 0: Platt 1999, Wolpert 1992), for all languages together, and are folded into the weights,
so that nothing is added to the rules. Beside the documents stand single sentences of them, as headlines and tickers
are read. Last the weights of `row`, a row's confidence, are fitted anew. The documents must be new to the model: name
files written after it was trained. Needs scikit-learn and scipy (`pip install 'ghatana[train]'`).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from cases import Case, cases, gold_documents
from clippings import clippings
from fit import (
    ROOT,
    SMALLEST,
    Weights,
    consulted,
    observe,
    observe_events,
    observe_rows,
    observe_subtypes,
    regression,
    write,
)
from scipy.optimize import minimize

from ghatana.engines.onnx_tagger import OnnxTagger
from ghatana.stages.events.evidence import BIAS, score
from ghatana.stages.events.opinions import LIKELY, MOST

SURE = 0.1  # inverse strength of the penalty on `row`: of 0.05 to 0.8 the least loss on `corpus/fresh`, cross-validated
PULL = 4.0  # how strongly the numbers are drawn to 1, 0 and 0: as much as a few dozen answers
EVERY = 2  # of the single sentences one in so many
EVIDENCE = "evidence_model"
# What the model says of an answer of yes or no, as `opinions.py` names it, and its log-odds.
STEPS = {f"M={n}": float(n) for n in range(-MOST, MOST + 1)}
ONE_ANSWER = (set(), {"liftoff"})  # outcomes of decisions that leave nothing to decide
Seen = tuple[list[Sequence[str]], list[Any]]


class Belief(NamedTuple):
    """What is done to the weights of a decision."""

    own: float = 1.0
    model: float = 0.0
    more: float = 0.0


def said(items: Sequence[str], outcome: str) -> float:
    """What the model says for an outcome, in steps of log-odds above the least that it says anything at.

    >>> said(["M=-3", "A=x"], "yes"), said(["M=planned", "MP=planned|-1"], "planned"), said([], "planned")
    (-3.0, 3.0, 0.0)
    """
    for item in items:
        if outcome == "yes" and item in STEPS:
            return STEPS[item]
        if item.startswith(f"MP={outcome}|"):
            return LIKELY + float(item.rpartition("|")[2])
    return 0.0


def believed(table: Mapping[str, float], outcome: str, belief: Belief) -> dict[str, float]:
    """The weights of an outcome, changed.

    >>> believed({"bias": -1.0, "A=x": 0.8, "M=1": 1.0}, "yes", Belief(0.5, 0.2, 0.1))["M=1"]
    0.7
    """
    out = {item: belief.own * weight for item, weight in table.items()}
    out[BIAS] = out.get(BIAS, 0.0) + belief.more
    steps = STEPS if outcome == "yes" else {f"MP={outcome}|{n}": LIKELY + n for n in range(-LIKELY, 1)}
    for item, step in steps.items():
        out[item] = out.get(item, 0.0) + belief.model * step
    return {k: round(w, 2) for k, w in out.items() if k == BIAS or abs(w) >= SMALLEST / 2}


def fitted(
    tables: Sequence[Mapping[str, Mapping[str, float]]], seen: Sequence[Seen]
) -> tuple[Belief, float, float]:
    """The numbers of one decision, and the mean loss (nats) before and after.

    Args:
        tables: its weights in each language, by outcome.
        seen: what was observed in that language, and the right answers.
    """
    own: list[np.ndarray] = []
    model: list[np.ndarray] = []
    right: list[int] = []
    outcomes = sorted({outcome for table in tables for outcome in table})
    binary = outcomes == ["yes"]
    for table, (observed, answers) in zip(tables, seen, strict=True):
        for items, answer in zip(observed, answers, strict=True):
            if not binary and answer not in outcomes:  # the tables know nothing of it
                continue
            scores = [score(table.get(o, {}), items) for o in outcomes]
            says = [said(items, o) for o in outcomes]
            own.append(np.array([0.0, *scores] if binary else scores))
            model.append(np.array([0.0, *says] if binary else says))
            right.append(int(answer) if binary else outcomes.index(answer))
    s, m, y = np.array(own), np.array(model), np.array(right)
    yes = np.array([0.0, 1.0]) if binary else np.zeros(len(outcomes))

    def loss(numbers: Sequence[float]) -> float:
        z = numbers[0] * s + numbers[1] * m + numbers[2] * yes
        z = z - z.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]))

    def drawn(numbers: Sequence[float]) -> float:
        a, b, c = numbers
        return loss(numbers) + PULL * ((a - 1) ** 2 + b**2 + c**2) / (2 * len(y))

    found = minimize(drawn, list(Belief()), method="L-BFGS-B")
    belief = Belief(*(round(float(number), 3) for number in found.x[: 3 if binary else 2]))
    return belief, loss(list(Belief())), loss(list(belief))


def believe(every: Mapping[str, Sequence[Case]], tell: Callable[[str], None]) -> dict[str, Weights]:
    """The weights of each language, changed; in the order in which the stage decides, each on those before.

    Args:
        every: the documents by language, with the model's answers; the weights that they share are changed.
        tell: is given a line for each decision.
    """
    shared = {lang: some[0].reading.lexicon.weights for lang, some in every.items()}
    for look in (observe, observe_subtypes, lambda some: {"event": observe_events(some)}):
        seen = {lang: look(some) for lang, some in every.items()}
        for decision in sorted({d for found in seen.values() for d in found}):
            langs = [lang for lang in every if decision in seen[lang] and decision in shared[lang]]
            tables, told = (
                [shared[lang][decision] for lang in langs],
                [seen[lang][decision] for lang in langs],
            )
            if {outcome for table in tables for outcome in table} in ONE_ANSWER:
                continue
            belief, before, after = fitted(tables, told)
            count = sum(len(right) for _, right in told)
            tell(f"{decision:32}{count:6} answers  loss {before:.4f} -> {after:.4f}  {belief}")
            for lang, table in zip(langs, tables, strict=True):
                shared[lang][decision] = {o: believed(weights, o, belief) for o, weights in table.items()}
    return shared


def read(documents: Sequence[dict[str, Any]], model: OnnxTagger) -> list[Case]:
    """Documents of one language as the stage with the model sees them."""
    return [consulted(case, model) for case in cases(documents, model, EVIDENCE, str(documents[0]["lang"]))]


def main() -> None:
    """Read, tell, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    model = OnnxTagger()
    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for document in gold_documents(options.files):
        by_language[str(document["lang"])].append(document)
    whole = {lang: read(documents, model) for lang, documents in sorted(by_language.items())}
    cut = {lang: read(clippings(documents)[::EVERY], model) for lang, documents in by_language.items()}
    shared = believe({lang: [*some, *cut[lang]] for lang, some in whole.items()}, print)
    sure = regression(*observe_rows(case for some in whole.values() for case in some), SURE)
    for lang, weights in shared.items():
        weights["row"] = sure
        if options.write:
            path = ROOT / "pipeline" / "ghatana" / "languages" / lang / "events" / f"{EVIDENCE}.tsv"
            print(lang, write(weights, path), "weights")


if __name__ == "__main__":
    main()
