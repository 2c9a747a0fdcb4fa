"""Words of a text, and the windows of them that a model reads at once: a sentence each, or as many whole ones as fit.

Words are runs of letters, marks, digits and joiners; every other visible character is a word by itself. A Telugu case
suffix glued to a name is part of its word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from ghatana.document import Document

_WORD = re.compile(
    r"[^\s!-/:-@\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u0964\u0965\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3000-\u303f]+|\S"
)


class Word(NamedTuple):
    """A word's code points in the text, and whether white space (or the window's start) comes before it."""

    start: int
    end: int
    spaced: bool


class Spanned(Protocol):
    """Code points of a text."""

    @property
    def start(self) -> int:
        """The first."""
        ...

    @property
    def end(self) -> int:
        """One past the last."""
        ...


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


def cut(documents: Sequence[Document], pieces_of: Callable[[str], Sequence[int]], limit: int) -> list[Window]:
    """The windows of all documents, in order: a sentence each, or the parts of a long one.

    Words that have no pieces (invisible ones) are left out.

    Args:
        documents: with sentences.
        pieces_of: the ids of a word's pieces, given its `surface`.
        limit: pieces in a window; a word with more is cut.

    """
    out: list[Window] = []
    for index, document in enumerate(documents):
        for sentence in document.sentences:
            pairs = _spelled(
                document.text, words(document.text, sentence.start, sentence.end), pieces_of, limit
            )
            out += _windows(index, pairs, parts([len(pieces) for _, pieces in pairs], limit))
    return out


def word_span(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The first and last word that share a code point with a span; where none does the word before, else the first."""
    last = max(0, bisect_left(words, end, key=lambda w: w.start) - 1)
    first = min(bisect_right(words, start, key=lambda w: w.end), last)
    return first, last


def word_spans(words: Sequence[Word], spans: Sequence[Spanned]) -> tuple[Any, Any]:
    """The first and the last word of each of many spans, as two arrays of integers; see `word_span`."""
    import numpy as np

    begins, ends = (np.array([getattr(s, side) for s in spans], dtype=np.int64) for side in ("start", "end"))
    starts, stops = (np.array([word[n] for word in words], dtype=np.int64) for n in (0, 1))
    last = np.maximum(0, np.searchsorted(starts, ends) - 1)
    return np.minimum(np.searchsorted(stops, begins, side="right"), last), last


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
    out: list[Window] = []
    for index, document in enumerate(documents):
        pairs = _spelled(document.text, words(document.text), pieces_of, limit)
        breaks = {
            bisect_left(pairs, sentence.start, key=lambda pair: pair[0].start)
            for sentence in document.sentences
        }
        out += _windows(index, pairs, pack([len(pieces) for _, pieces in pairs], sorted(breaks), limit))
    return out


def _windows(
    document: int, pairs: Sequence[tuple[Word, tuple[int, ...]]], cuts: Iterable[tuple[int, int]]
) -> Iterator[Window]:
    """The windows of words with their pieces, each from a first word up to one past its last."""
    for first, last in cuts:
        chosen = pairs[first:last]
        yield Window(document, tuple(w for w, _ in chosen), tuple(p for _, p in chosen))


def _spelled(
    text: str, found: Sequence[Word], pieces_of: Callable[[str], Sequence[int]], limit: int
) -> list[tuple[Word, tuple[int, ...]]]:
    """Words with their pieces, at most `limit` each; those without any are left out."""
    pairs = ((word, tuple(pieces_of(surface(text, word))[:limit])) for word in found)
    return [pair for pair in pairs if pair[1]]
