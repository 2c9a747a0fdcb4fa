"""The event head of the shipped model: questions about a document, answered from the vectors of its words.

A span is the vectors of its first and last word; a trigger and a mention are judged together by a small network that
also sees where the one stands about the other: the shape is that of biaffine relation scorers (Dozat and Manning 2017)
with the span representation of Lee et al. (2017). Trained by `models/tagger`; here it is a few NumPy products, done
document by document, so that what is said of one document never depends on another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from ghatana.annotations import STATUSES
from ghatana.engines.fact_index import SPANS, Index
from ghatana.engines.windows import Spanned, Word, word_spans
from ghatana.stages.events.model import FAMILIES, FAMILY_ROLES, SUBTYPES, Answers, Asked, Questions

NEVER = -9.0  # log-odds
DIGITS = 2  # answers are rounded: sums of floats may differ in their last bits between processors


class Head:
    """The weights of a head, which a model's folder holds in two files.

    Args:
        weights: arrays by name.
        index: the numbers of facts and places.
    """

    files: ClassVar[tuple[str, str]]

    def __init__(self, weights: Mapping[str, Any], index: Index) -> None:
        """Keep the weights as 32-bit floats."""
        import numpy as np

        self._w = {name: np.asarray(value, dtype=np.float32) for name, value in weights.items()}
        self.index = index

    @classmethod
    def load(cls, folder: Path) -> Self:
        """From its `files` in a model's folder."""
        import numpy as np

        weights, facts = (folder / name for name in cls.files)
        with np.load(weights) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return cls(arrays, Index(json.loads(facts.read_text(encoding="utf-8"))))

    def _linear(self, name: str, values: Any) -> Any:
        out = values @ self._w[f"{name}.weight"].T
        return out + self._w[f"{name}.bias"] if f"{name}.bias" in self._w else out


class EventHead(Head):
    """The event head's weights (named as in `models/tagger/joint.EventHead`), ready to answer."""

    files = ("heads.npz", "heads.json")

    def __init__(self, weights: Mapping[str, Any], index: Index) -> None:
        """Keep the weights, and where each family's outputs stand."""
        super().__init__(weights, index)
        self._subtypes = {family: _columns(SUBTYPES, family) for family in FAMILIES}
        self._roles = {family: _columns(FAMILY_ROLES, family) for family in FAMILIES}
        self._dates = {family: slice(n, n + 1) for n, family in enumerate(FAMILIES)}

    def answers(self, words: Sequence[Word], states: Any, questions: Questions) -> Answers:
        """The answers about one document.

        Args:
            words: its words.
            states: words × hidden size, float.
            questions: what is asked.
        """
        import numpy as np

        if not questions.triggers or not len(words):
            return _no_answers([asked.facts[0] for asked in questions.triggers])
        at = {name: ends(words, states, getattr(questions, name)) for name in SPANS}
        spans = {name: self._spans(name, at[name], getattr(questions, name)) for name in SPANS}
        near, dated = self._placed("mention", questions.near), self._placed("time", questions.dated)
        spans["triggers"], spans["mentions"] = self._informed(spans["triggers"], spans["mentions"], near)
        claims = self._linear(
            "claim_out", np.maximum(self._linear("claim", at["triggers"]) + spans["triggers"], 0)
        )
        families = [asked.facts[0] for asked in questions.triggers]
        count = 1 + len(STATUSES)
        roles = self._pairs("mention", spans["triggers"], spans["mentions"], near, families, self._roles)
        dates = self._pairs("time", spans["triggers"], spans["times"], dated, families, self._dates)
        return Answers(
            tuple(_rounded(claims[:, 0])),
            tuple(map(tuple, logs(claims[:, 1:count]))),
            self._subtypes_of(claims[:, count:], families),
            tuple({m: tuple(row) for m, row in found.items()} for found in roles),
            tuple({x: row[0] for x, row in found.items()} for found in dates),
            tuple(families),
        )

    def _subtypes_of(self, claims: Any, families: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """Of each trigger the log-probabilities of the subtypes of its family."""
        out: list[tuple[float, ...]] = [()] * len(families)
        for family in dict.fromkeys(families):
            own = [n for n, other in enumerate(families) if other == family]
            for n, row in zip(own, logs(claims[own, self._subtypes[family]]), strict=True):
                out[n] = tuple(row)
        return tuple(out)

    def _spans(self, name: str, at: Any, asked: Sequence[Asked]) -> Any:
        import numpy as np

        out = self._linear(name, at)
        facts = [self.index.facts(name, a.facts) for a in asked]
        for n in range(len(self.index.sizes(name)) if asked else 0):
            out = out + self._w[f"{name}_fact{n}.weight"][[f[n] for f in facts]]
        return np.maximum(out, 0)

    def _pairs(
        self,
        kind: str,
        left: Any,
        right: Any,
        pairs: Sequence[tuple[int, int, int]],
        families: Sequence[str],
        columns: Mapping[str, slice],
    ) -> list[dict[int, list[float]]]:
        """For each trigger, of everything near it the outputs that are of the trigger's family."""
        out: list[dict[int, list[float]]] = [{} for _ in families]
        if not pairs:
            return out
        values = self._linear(f"{kind}_out", self._joined(kind, left, right, pairs))
        for family, own in columns.items():
            rows = [n for n, (trigger, _, _) in enumerate(pairs) if families[trigger] == family]
            for n, row in zip(rows, _rounded(values[rows, own]), strict=True):
                trigger, other, _ = pairs[n]
                out[trigger][other] = row
        return out

    def _placed(self, kind: str, near: Sequence[Sequence[tuple[int, str]]]) -> list[tuple[int, int, int]]:
        """Trigger, mention and number of the place of every pair."""
        return [(t, m, self.index.place(kind, place)) for t, row in enumerate(near) for m, place in row]

    def _joined(self, kind: str, left: Any, right: Any, pairs: Sequence[tuple[int, int, int]]) -> Any:
        """A vector for each pair."""
        import numpy as np

        t, m, place = (list(column) for column in zip(*pairs, strict=True))
        across = self._linear(f"{kind}_across", left)[t] * self._linear(f"{kind}_along", right)[m]
        alone = self._linear(f"{kind}_left", left)[t] + self._linear(f"{kind}_right", right)[m]
        return np.maximum(alone + across + self._w[f"{kind}_place.weight"][place], 0)

    def _informed(
        self, triggers: Any, mentions: Any, pairs: Sequence[tuple[int, int, int]]
    ) -> tuple[Any, Any]:
        """The vectors of triggers and mentions when each has been told of those about it."""
        import numpy as np

        if not pairs:
            return triggers, mentions
        news = self._joined("news", triggers, mentions, pairs)
        gates = (
            1 + np.tanh(self._linear("news_out", news) / 2)
        ) / 2  # the logistic function, without overflow
        out = []
        for side, (name, own) in enumerate((("triggers", triggers), ("mentions", mentions))):
            told = _summed(gates[:, side : side + 1] * news, [pair[side] for pair in pairs], len(own))
            out.append(own + np.maximum(self._linear(f"news_{name}", told), 0))
        return out[0], out[1]


def ends(words: Sequence[Word], states: Any, spans: Sequence[Spanned]) -> Any:
    """The vectors of the first and last word of each span, side by side: spans × twice the hidden size."""
    import numpy as np

    first, last = word_spans(words, spans)
    return np.concatenate([states[first], states[last]], axis=1)


def _columns(names: Sequence[str], family: str) -> slice:
    """Where the names of a family stand, which follow each other."""
    own = [n for n, name in enumerate(names) if name.startswith(f"{family}.")]
    return slice(own[0], own[-1] + 1)


def _summed(rows: Any, groups: Sequence[int], count: int) -> Any:
    """The sum of the rows of each group, in their order, whatever the processor."""
    import numpy as np

    order = np.argsort(groups, kind="stable")
    numbers, starts = np.unique(np.asarray(groups)[order], return_index=True)
    out = np.zeros((count, rows.shape[1]), dtype=rows.dtype)
    out[numbers] = np.add.reduceat(rows[order], starts, axis=0)
    return out


def _rounded(values: Any) -> Any:
    """Numbers of Python's own, rounded."""
    import numpy as np

    return values.astype(np.float64).round(DIGITS).tolist()


def logs(rows: Any) -> Any:
    """Log-probabilities of the log-odds in a row, or in each of several."""
    import numpy as np

    shifted = rows.astype(np.float64) - rows.max(axis=-1, keepdims=True)
    return _rounded(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def _no_answers(families: Sequence[str]) -> Answers:
    """What is said of a text without words that the model can read: no event, and nothing else."""
    count = len(families)
    nothing: tuple[tuple[float, ...], ...] = ((),) * count
    return Answers((NEVER,) * count, nothing, nothing, ({},) * count, ({},) * count, tuple(families))
