"""The weights of a decision as a logistic regression over named evidence, the table that holds them, and priors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from ghatana.languages import load, parse_tsv
from ghatana.stages.events.evidence import BIAS, weights_of
from ghatana.stages.events.opinions import MOST
from ghatana.text.scripts import SCRIPT_OF, SCRIPTS

# Evidence seen less often is left out, weights smaller than this too.
LEAST_SEEN, SMALLEST = 3, 0.05
HEADER = """# Weights of evidence for each decision, log-odds: logistic regression (L2) on the project's training data
# (CC-BY-4.0), rounded to two places; small ones dropped. Made by models/events/fit.py; do not edit.
# decision: event, role.<type>.<role>, date.<type>, status, subtype.<type>. evidence: as the modules about_*.py of
# ghatana.stages.events name it.
decision\toutcome\tevidence\tweight
"""
Weights = dict[str, dict[str, dict[str, float]]]
# What another language's weights say is one more column of the matrix, by this factor: the larger, the freer of the
# penalty.
PRIOR_SCALE = 1.0
PLACED = {"nom": "sub", "acc": "obj"}


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
