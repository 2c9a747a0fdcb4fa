"""Evidence: named observations about a decision, and the table of weights that adds them up.

Each decision of the event rules (is this an event, who fills this role, which time is its date, which
status, which subtype) is taken by adding the weights that `evidence.tsv` gives to what was observed, so that
every answer can be explained by the rows that led to it. The sum is a log-odds; `probability` turns it into
a number between 0 and 1 (logistic regression: Cox, 1958).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat

from ghatana.languages import Record

Weights = Mapping[str, Mapping[str, float]]
BIAS = "bias"


def weights_of(rows: Iterable[Record[str]]) -> dict[str, dict[str, dict[str, float]]]:
    """The weights of a table such as `evidence.tsv`: by decision, outcome and evidence."""
    out: dict[str, dict[str, dict[str, float]]] = {}
    for row in rows:
        outcome = out.setdefault(row["decision"], {}).setdefault(row["outcome"], {})
        outcome[row["evidence"]] = row.number("weight")
    return out


def score(weights: Mapping[str, float], evidence: Iterable[str]) -> float:
    """The log-odds of one outcome.

    >>> score({"bias": -1.0, "date": 2.0}, ["date", "unknown"])
    1.0
    """
    # The event stage spends most of its own time here; `map` is 1.6 times as fast as a generator.
    return weights.get(BIAS, 0.0) + sum(map(weights.get, evidence, repeat(0.0)))


def probability(log_odds: float) -> float:
    """The logistic function.

    >>> probability(0.0)
    0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def scores(weights: Weights, evidence: list[str]) -> dict[str, float]:
    """The log-odds of every outcome."""
    return {outcome: score(weights[outcome], evidence) for outcome in weights}


def first(scores: Mapping[str, float]) -> str | None:
    """The outcome with the highest score; ties go to the first by name; None where there are none."""
    return min(scores, key=lambda outcome: (-scores[outcome], outcome), default=None)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sum of weights taken apart: `total` log-odds, the `bias`, and each item with what it added, strongest first."""

    total: float
    bias: float
    items: tuple[tuple[str, float], ...]

    def side(self, sign: int) -> list[tuple[str, float]]:
        """The items that spoke for (1) or against (-1) the outcome, strongest first."""
        return [(item, weight) for item, weight in self.items if weight * sign > 0]


def weigh(
    weights: Mapping[str, float], evidence: Iterable[str], other: Mapping[str, float] | None = None
) -> Weighed:
    """What each item of evidence added to a score; items without a weight are left out.

    Args:
        weights: of the outcome.
        evidence: what was observed; what was observed twice counts twice.
        other: of another outcome: then the lead over it is taken apart.

    >>> weigh({"bias": -1.0, "a": 2.0, "b": -0.5}, ["b", "a", "unknown"])
    Weighed(total=0.5, bias=-1.0, items=(('a', 2.0), ('b', -0.5)))
    """
    evidence, other = list(evidence), other or {}
    added: dict[str, float] = {}
    for item in evidence:
        added[item] = added.get(item, 0.0) + weights.get(item, 0.0) - other.get(item, 0.0)
    items = sorted(((i, w) for i, w in added.items() if w), key=lambda pair: (-abs(pair[1]), pair[0]))
    total = score(weights, evidence) - (score(other, evidence) if other else 0.0)
    return Weighed(total, weights.get(BIAS, 0.0) - other.get(BIAS, 0.0), tuple(items))
