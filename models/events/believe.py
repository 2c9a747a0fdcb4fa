"""How far the weights beside the model are believed, and how far the model itself, on documents that it has not learnt.

    python models/events/believe.py FILE.jsonl …            print what would change
    python models/events/believe.py FILE.jsonl … --write    change `evidence_model.tsv` of the documents' languages

`fit.py` weighs a model by its opinions on documents that it had not seen; the model that ships has learnt more since,
and a table of some thousand weights is too sure of itself on texts of other writers. Both are mended by two numbers a
decision, and a third where the answer is yes or no: `own`, by which all weights are multiplied; `model`, which each
step of the model's log-odds adds; `more`, added to all. Beside them every weight may move, as far as the documents
insist. All are fitted on the documents named here (logistic regression drawn to 1, 0, 0 and no move at all: Platt
1999, Wolpert 1992, Chelba and Acero 2006), for all languages together, and are folded into the weights, so that nothing
is added to the rules. Beside the documents stand single sentences of them, as headlines and tickers are read. Last the
weights of `row`, a row's confidence, are fitted anew. The documents must be new to the model: name files written after
it was trained. Needs scikit-learn and scipy (`pip install 'ghatana[train]'`).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from cases import Case, cases, gold_documents
from clippings import clippings
from fit import (
    LEAST_SEEN,
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
from scipy.sparse import csr_matrix

from ghatana.engines.onnx_tagger import OnnxTagger
from ghatana.stages.events.evidence import BIAS, score
from ghatana.stages.events.opinions import LIKELY, MOST

SURE = 0.1  # inverse strength of the penalty on `row`: of 0.05 to 0.8 the least loss on `corpus/fresh`, cross-validated
# How strongly a weight is held where it is: of 8 to 50 the least loss on files of other writers, cross-validated.
HOLD = 50.0
PULL = 4.0  # how strongly the numbers are drawn to 1, 0 and 0: as much as a few dozen answers
EVERY = 2  # of the single sentences one in so many
EVIDENCE = "evidence_model"
# What the model says of an answer of yes or no, as `opinions.py` names it, and its log-odds.
STEPS = {f"M={n}": float(n) for n in range(-MOST, MOST + 1)}
ONE_ANSWER = (set(), {"liftoff"})  # outcomes of decisions that leave nothing to decide
NO = "no"
LEAST, MOST_STEPS = 1e-12, 400
TOUCHED = 0.02  # a move smaller than this is none
Seen = tuple[list[Sequence[str]], list[Any]]


class Belief(NamedTuple):
    """What is done to the weights of a decision."""

    own: float = 1.0
    model: float = 0.0
    more: float = 0.0
    moves: Mapping[str, Mapping[str, float]] = {}  # by outcome and evidence, what is added to a weight


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
    for item, move in belief.moves.get(outcome, {}).items():
        out[item] = out.get(item, 0.0) + move
    return {k: round(w, 2) for k, w in out.items() if k == BIAS or abs(w) >= SMALLEST / 2}


@dataclass(frozen=True)
class Asked:
    """The answers of one decision: what its weights and the model say by outcome, what was observed, what is right.

    `own` and `model` are answers × outcomes, `observed` answers × evidence; with two outcomes the first is "no", of
    which nothing is said.
    """

    own: np.ndarray
    model: np.ndarray
    observed: csr_matrix
    right: np.ndarray
    outcomes: list[str]
    items: list[str]

    @property
    def free(self) -> slice:
        """The outcomes that have weights."""
        return slice(1, None) if self.outcomes[0] == NO else slice(None)

    def scores(self, numbers: np.ndarray) -> np.ndarray:
        """The log-odds of all outcomes by `own`, `model`, `more`, and the moves."""
        out = numbers[0] * self.own + numbers[1] * self.model
        moves = numbers[3:].reshape(len(self.items), -1)
        out[:, self.free] += self.observed @ moves + numbers[2] * (self.outcomes[0] == NO)
        return out

    def loss(self, numbers: np.ndarray) -> tuple[float, np.ndarray]:
        """The loss (nats) of all answers, and how it changes with the numbers."""
        z = self.scores(numbers)
        z -= z.max(axis=1, keepdims=True)
        chances = np.exp(z)
        chances /= chances.sum(axis=1, keepdims=True)
        every = np.arange(len(self.right))
        lost = -np.log(np.maximum(chances[every, self.right], LEAST))
        chances[every, self.right] -= 1.0
        more = chances[:, 1].sum() * (self.outcomes[0] == NO)
        moves = self.observed.T @ chances[:, self.free]
        change = [(chances * self.own).sum(), (chances * self.model).sum(), more, *moves.ravel()]
        return float(lost.sum()), np.array(change)


def asked(tables: Sequence[Mapping[str, Mapping[str, float]]], seen: Sequence[Seen]) -> Asked:
    """The answers of one decision in all languages.

    Args:
        tables: its weights in each language, by outcome.
        seen: what was observed in that language, and the right answers.
    """
    outcomes = sorted({outcome for table in tables for outcome in table})
    binary = outcomes == ["yes"]
    told = [
        (table, items, int(answer) if binary else outcomes.index(answer))
        for table, (observed, answers) in zip(tables, seen, strict=True)
        for items, answer in zip(observed, answers, strict=True)
        if binary or answer in outcomes  # else the tables know nothing of it
    ]
    nothing = [0.0] if binary else []
    own = [[*nothing, *(score(table.get(o, {}), items) for o in outcomes)] for table, items, _ in told]
    model = [[*nothing, *(said(items, o) for o in outcomes)] for _, items, _ in told]
    counts = Counter(item for _, items, _ in told for item in set(items))
    known = sorted(item for item, count in counts.items() if count >= LEAST_SEEN)
    index = {item: n for n, item in enumerate(known)}
    cells = [
        (row, index[i]) for row, (_, items, _) in enumerate(told) for i in sorted(set(items)) if i in index
    ]
    rows, columns = zip(*cells, strict=True)
    matrix = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(told), len(known)))
    right = np.array([answer for _, _, answer in told])
    return Asked(np.array(own), np.array(model), matrix, right, [NO, "yes"] if binary else outcomes, known)


def fitted(asked: Asked) -> tuple[Belief, float, float]:
    """What is to be done to the weights of one decision, and the mean loss (nats) before and after."""
    width = len(asked.outcomes[asked.free])
    start = np.array([*Belief()[:3], *np.zeros(len(asked.items) * width)])

    def drawn(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        lost, change = asked.loss(numbers)
        strength = np.full(len(numbers), HOLD)
        strength[:3] = PULL
        away = strength * (numbers - start)
        return lost + float(away @ (numbers - start)) / 2, change + away

    found = minimize(drawn, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS}).x
    moves = found[3:].reshape(len(asked.items), width)
    told = {
        outcome: {item: move for item, move in zip(asked.items, column, strict=True) if abs(move) >= TOUCHED}
        for outcome, column in zip(asked.outcomes[asked.free], moves.T.tolist(), strict=True)
    }
    count = len(asked.right)
    return (
        Belief(*(round(float(number), 3) for number in found[:3]), told),
        asked.loss(start)[0] / count,
        asked.loss(found)[0] / count,
    )


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
            belief, before, after = fitted(asked(tables, told))
            count = sum(len(right) for _, right in told)
            tell(f"{decision:32}{count:6} answers  loss {before:.4f} -> {after:.4f}  {belief[:3]}")
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
