"""Counts and the figures made of them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """Gold, predicted and matched items of one kind, and how many of the matched are right in each respect."""

    gold: int = 0
    predicted: int = 0
    hit: int = 0
    right: dict[str, int] = field(default_factory=dict)

    def add(self, other: Counts) -> None:
        """Add another's counts to these."""
        self.gold += other.gold
        self.predicted += other.predicted
        self.hit += other.hit
        for key, value in other.right.items():
            self.right[key] = self.right.get(key, 0) + value

    def mark(self, key: str, value: bool | int = True) -> None:
        """Count `value` items as right in the respect `key`."""
        self.right[key] = self.right.get(key, 0) + int(value)

    def prf(self, key: str | None = None) -> tuple[float, float, float]:
        """Precision, recall and F1 of the matched, or of those right in the respect `key`; 0 where undefined.

        >>> Counts(gold=4, predicted=2, hit=2).prf()
        (1.0, 0.5, 0.6666666666666666)
        """
        hit = self.hit if key is None else self.right.get(key, 0)
        p = hit / self.predicted if self.predicted else 0.0
        r = hit / self.gold if self.gold else 0.0
        return p, r, (2 * p * r / (p + r) if p + r else 0.0)

    def share(self, key: str, of: str | None = None) -> float:
        """The share right in `key` among the matched, or among those counted under `of`; 0 where undefined."""
        total = self.hit if of is None else self.right.get(of, 0)
        return self.right.get(key, 0) / total if total else 0.0


def line(name: str, prf: tuple[float, float, float], support: int) -> str:
    """One line of a report."""
    p, r, f = prf
    return f"{name:28}P {p:.3f}  R {r:.3f}  F1 {f:.3f}  of {support}"
