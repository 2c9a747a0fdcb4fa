"""What word-level taggers share: words, windows (a sentence each) and the way from label scores to mentions.

Words are runs of letters, marks, digits and joiners; every other visible character is a word by itself. A
Telugu case suffix glued to a name is part of its word, so a mention always ends where a word does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ghatana.document import Document, Entity

_WORD = re.compile(
    r"[^\s!-/:-@\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u0964\u0965\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3000-\u303f]+|\S"
)
_FORBIDDEN = -1e9


class Word(NamedTuple):
    """A word's code points in the text, and whether white space (or the window's start) comes before it."""

    start: int
    end: int
    spaced: bool


class Mention(NamedTuple):
    """Words `first` to `last` (inclusive) of a window, their label, and the mean probability of its words."""

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Window:
    """What a model reads at once: the words of some sentences, or of a part of one, and the pieces of each."""

    document: int
    words: tuple[Word, ...]
    pieces: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """Pieces in the window."""
        return sum(map(len, self.pieces))


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]`, offsets into `text`.

    >>> [w[:2] for w in words("ఇస్రో (ISRO)కు")]
    [(0, 5), (6, 7), (7, 11), (11, 12), (12, 14)]
    """
    stop = len(text) if end is None else end
    out = []
    previous = -1
    for match in _WORD.finditer(text, start, stop):
        out.append(Word(match.start(), match.end(), match.start() != previous))
        previous = match.end()
    return out


def surface(text: str, word: Word) -> str:
    """The word as the tokenizer is given it: a leading space stands for the white space before it."""
    raw = text[word.start : word.end]
    return " " + raw if word.spaced else raw


def parts(sizes: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """A sentence in parts of at most `limit` pieces, cut between words: (first word, one past the last word).

    Args:
        sizes: the number of pieces of each word.
        limit: pieces in a part; a word with more than that is a part of its own.

    >>> list(parts([2, 2, 3, 1], 5))
    [(0, 2), (2, 4)]

    """
    first, room = 0, limit
    for at, size in enumerate(sizes):
        if size > room and at > first:
            yield first, at
            first, room = at, limit
        room -= size
    if first < len(sizes):
        yield first, len(sizes)


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


def cut(documents: Sequence[Document], pieces_of: Callable[[str], Sequence[int]], limit: int) -> list[Window]:
    """The windows of all documents, in order: a sentence each, or the parts of a long one.

    Words that have no pieces (invisible ones) are left out.

    Args:
        documents: with sentences.
        pieces_of: the ids of a word's pieces, given its `surface`.
        limit: pieces in a window; a word with more is cut.

    """
    out = []
    for index, document in enumerate(documents):
        for sentence in document.sentences:
            found = [
                (word, tuple(pieces_of(surface(document.text, word))[:limit]))
                for word in words(document.text, sentence.start, sentence.end)
            ]
            pairs = [pair for pair in found if pair[1]]
            for first, last in parts([len(pieces) for _, pieces in pairs], limit):
                chosen = pairs[first:last]
                out.append(Window(index, tuple(w for w, _ in chosen), tuple(p for _, p in chosen)))
    return out


def word_span(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The first and last word that share a code point with a span; where none does the word before, else the first."""
    last = max(0, bisect_left(words, end, key=lambda w: w.start) - 1)
    first = min(bisect_right(words, start, key=lambda w: w.end), last)
    return first, last


def pack(sizes: Sequence[int], breaks: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """A document in windows of whole sentences, as many as fit: (first word, one past the last word).

    Args:
        sizes: the number of pieces of each word.
        breaks: the words at which sentences start (the first word's may be left out).
        limit: pieces in a window; a sentence with more is cut between words.

    >>> list(pack([2, 2, 3, 1, 1], [2, 4], 5)), list(pack([4, 4, 4], [], 5))
    ([(0, 2), (2, 5)], [(0, 1), (1, 2), (2, 3)])
    """
    starts = set(breaks)
    first, mark, room, since = 0, 0, limit, 0
    for at, size in enumerate(sizes):
        if at in starts:
            mark, since = at, 0
        if size > room and at > first:
            stop = mark if mark > first else at
            yield first, stop
            room = limit - (since if stop == mark else 0)
            first = stop
            if size > room and at > first:
                yield first, at
                first, room = at, limit
        room -= size
        since += size
    if first < len(sizes):
        yield first, len(sizes)


def whole(
    documents: Sequence[Document], pieces_of: Callable[[str], Sequence[int]], limit: int
) -> list[Window]:
    """The windows of all documents, in order: as many whole sentences each as fit.

    Words that have no pieces (invisible ones) are left out.

    Args:
        documents: with sentences.
        pieces_of: the ids of a word's pieces, given its `surface`.
        limit: pieces in a window; a word with more is cut.
    """
    out = []
    for index, document in enumerate(documents):
        pairs = [
            (word, pieces)
            for word in words(document.text)
            if (pieces := tuple(pieces_of(surface(document.text, word))[:limit]))
        ]
        breaks = {
            bisect_left(pairs, sentence.start, key=lambda pair: pair[0].start)
            for sentence in document.sentences
        }
        for first, last in pack([len(pieces) for _, pieces in pairs], sorted(breaks), limit):
            chosen = pairs[first:last]
            out.append(Window(index, tuple(w for w, _ in chosen), tuple(p for _, p in chosen)))
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
