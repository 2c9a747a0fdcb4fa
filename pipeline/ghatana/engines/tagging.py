"""What word-level taggers share: the way from label scores to mentions. A mention always ends where a word does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ghatana.document import Document, Entity
from ghatana.engines.windows import Window

_FORBIDDEN = -1e9


class Mention(NamedTuple):
    """Words `first` to `last` (inclusive) of a window, their label, and the mean probability of its words."""

    first: int
    last: int
    label: str
    score: float


def transitions(labels: Sequence[str]) -> Any:
    """A matrix of 0 and a large negative number: which BIO label may follow which (rows: before).

    >>> transitions(["O", "B-PER", "I-PER"])[0].tolist()
    [0.0, 0.0, -1000000000.0]
    """
    import numpy as np

    allowed = np.zeros((len(labels), len(labels)), dtype=np.float64)
    for row, before in enumerate(labels):
        for column, after in enumerate(labels):
            if after.startswith("I-") and before[2:] != after[2:]:
                allowed[row, column] = _FORBIDDEN
    return allowed


def best_path(log_probabilities: Any, allowed: Any) -> list[int]:
    """The most probable sequence of labels that `allowed` permits (Viterbi 1967); no name starts inside.

    Args:
        log_probabilities: words × labels.
        allowed: as `transitions` returns it; label 0 is O and stands before the first word.

    """
    import numpy as np

    count = len(log_probabilities)
    if not count:
        return []
    score = log_probabilities[0] + allowed[0]
    back = np.zeros((count, len(allowed)), dtype=np.int64)
    for row in range(1, count):
        reached = score[:, None] + allowed
        back[row] = reached.argmax(axis=0)
        score = reached.max(axis=0) + log_probabilities[row]
    path = [int(score.argmax())]
    for row in range(count - 1, 0, -1):
        path.append(int(back[row, path[-1]]))
    return path[::-1]


def mentions(path: Sequence[str], probabilities: Sequence[float]) -> list[Mention]:
    """Mentions of a BIO sequence; an I that continues nothing starts a mention of its own.

    Args:
        path: a BIO label for each word.
        probabilities: how sure the tagger is of that label, for each word.

    >>> mentions(["B-PER", "I-PER", "O", "I-LOC"], [0.9, 0.7, 1.0, 0.6])
    [Mention(first=0, last=1, label='PER', score=0.8), Mention(first=3, last=3, label='LOC', score=0.6)]

    """
    out: list[Mention] = []
    first: int | None = None
    for at in range(len(path) + 1):
        tag = path[at] if at < len(path) else "O"
        if first is not None and (not tag.startswith("I-") or tag[2:] != path[first][2:]):
            score = sum(probabilities[first:at]) / (at - first)
            out.append(Mention(first, at - 1, path[first][2:], round(min(1.0, score), 4)))
            first = None
        if first is None and tag != "O":
            first = at
    return out


def read_off(
    documents: Sequence[Document],
    cuts: Sequence[Window],
    probabilities: Sequence[Any],
    labels: Sequence[str],
    engine: str,
) -> list[tuple[Entity, ...]]:
    """The mentions of each document.

    Args:
        documents: those that were cut.
        cuts: what `cut` returned.
        probabilities: for each window, words × labels.
        labels: BIO labels, the first of them O.
        engine: what to write into `Entity.engine`.

    """
    import numpy as np

    allowed = transitions(labels)
    out: list[list[Entity]] = [[] for _ in documents]
    for window, rows in zip(cuts, probabilities, strict=True):
        path = best_path(np.log(np.maximum(np.asarray(rows, dtype=np.float64), 1e-9)), allowed)
        chosen = [float(rows[i][label]) for i, label in enumerate(path)]
        for mention in mentions([labels[i] for i in path], chosen):
            start, end = window.words[mention.first].start, window.words[mention.last].end
            out[window.document].append(
                Entity(start, end, mention.label, end, "nom", engine=engine, score=mention.score)
            )
    return [tuple(found) for found in out]
