"""What is done to the weights of one decision so that they fit documents which nobody has learnt.

Two numbers, a third where the answer is yes or no, and a move for every weight (`believe.py` says why), fitted as one
logistic regression that is drawn to what the weights are. Needs scipy (`pip install 'ghatana[train]'`).
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from regressions import SMALLEST, shown
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from ghatana.stages.events.evidence import BIAS, score
from ghatana.stages.events.opinions import LIKELY, MOST

# How strongly a weight is held where it is: of 8 to 50 the least loss on files of other writers, cross-validated.
HOLD = 50.0
PULL = 4.0  # how strongly the numbers are drawn to 1, 0 and 0: as much as a few dozen answers
# What the model says of an answer of yes or no, as `opinions.py` names it, and its log-odds.
STEPS = {f"M={n}": float(n) for n in range(-MOST, MOST + 1)}
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

    def of(self, observed: Container[str]) -> Belief:
        """The same for a language whose documents show only some of the evidence.

        >>> Belief(moves={"yes": {"L=agency": 0.1, "HW=उपग्रह|b": 0.2}}).of({"L=agency"}).moves
        {'yes': {'L=agency': 0.1}}
        """
        kept = {o: {i: move for i, move in some.items() if i in observed} for o, some in self.moves.items()}
        return self._replace(moves=kept)


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
        moves = numbers[3:].reshape(len(self.items), len(self.outcomes[self.free]))
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
    known, matrix = shown([items for _, items, _ in told])
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
