"""Evidence: named observations about a decision, and the table of weights that adds them up.

Each decision of the event rules (is this an event, who fills this role, which time is its date, which
status, which subtype) is taken by adding the weights that `evidence.tsv` gives to what was observed, so that
every answer can be explained by the rows that led to it. The sum is a log-odds; `probability` turns it into
a number between 0 and 1 (logistic regression: Cox, 1958).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

Weights = Mapping[str, Mapping[str, float]]
BIAS = "bias"


def score(weights: Mapping[str, float], evidence: Iterable[str]) -> float:
    """The log-odds of one outcome.

    >>> score({"bias": -1.0, "date": 2.0}, ["date", "unknown"])
    1.0
    """
    return weights.get(BIAS, 0.0) + sum(weights.get(item, 0.0) for item in evidence)


def probability(log_odds: float) -> float:
    """The logistic function.

    >>> probability(0.0)
    0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def best(weights: Weights, evidence: list[str]) -> str | None:
    """The outcome with the highest score; ties go to the first by name; None where there are no weights."""
    if not weights:
        return None
    return min(weights, key=lambda outcome: (-score(weights[outcome], evidence), outcome))
