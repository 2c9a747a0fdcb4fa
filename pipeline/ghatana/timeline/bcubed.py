"""B³: how well a grouping of mentions agrees with the true one (Bagga & Baldwin 1998)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Mention = TypeVar("Mention", bound=Hashable)


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision, recall and their harmonic mean, 0-1, and the mentions they were measured on."""

    precision: float
    recall: float
    mentions: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def bcubed(gold: Mapping[Mention, Hashable], found: Mapping[Mention, Hashable]) -> BCubed:
    """B³ of a grouping.

    For each mention, precision is the share of its group that belongs with it, recall the share of what belongs with
    it that is in its group; both are averaged over mentions. Every mention weighs the same.

    Args:
        gold: the true group of each mention.
        found: the group it was put in; a mention that is missing counts as alone.

    >>> bcubed({1: "a", 2: "a", 3: "b", 4: "b"}, {1: "x", 2: "x", 3: "x", 4: "x"})
    BCubed(precision=0.5, recall=1.0, mentions=4)
    """
    groups = {m: ("found", found[m]) if m in found else ("alone", m) for m in gold}
    both = Counter((gold[m], groups[m]) for m in gold)
    true, made = Counter(gold.values()), Counter(groups.values())
    n = len(gold)
    if not n:
        return BCubed(0.0, 0.0, 0)
    precision = sum(c * c / made[g] for (_, g), c in both.items()) / n
    recall = sum(c * c / true[t] for (t, _), c in both.items()) / n
    return BCubed(precision, recall, n)
