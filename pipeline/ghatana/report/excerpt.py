"""Which part of a text the page carries, and where spans lie in it, counted as a browser counts.

The tables count Unicode code points; JavaScript strings count UTF-16 units, in which a character above U+FFFF is two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

# Up to this many code points a text is carried whole; of a longer one, the paragraphs of its spans, and of a longer
# paragraph, this much on each side of them.
WHOLE, AROUND = 6_000, 1_000
NEAR = 200  # pieces that are so close are one


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, in code points, end exclusive."""

    start: int
    end: int


class Excerpt:
    """The pieces of a text that are shown, in order, with offsets into them.

    Args:
        text: the document's text.
        spans: (start, end) pairs in code points that the pieces must hold.

    >>> Excerpt("🚀 నాసా", [(2, 6)]).locate(2, 6)
    (3, 7)

    """

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        self._text = text
        self.pieces = _pieces(text, sorted(set(spans)))
        self._wide = [i for i, char in enumerate(text) if char > "\uffff"]
        self._bases: list[int] = []
        length = 0
        for piece in self.pieces:
            self._bases.append(length - self._units(piece.start))
            length += self._units(piece.end) - self._units(piece.start)

    @property
    def whole(self) -> bool:
        """True if nothing was left out."""
        return self.pieces == (Piece(0, len(self._text)),)

    def texts(self) -> list[str]:
        """The text of each piece."""
        return [self._text[p.start : p.end] for p in self.pieces]

    def locate(self, start: int, end: int) -> tuple[int, int] | None:
        """A span in UTF-16 units into the joined pieces; None if it is empty or not within a piece."""
        if start >= end:
            return None
        for piece, base in zip(self.pieces, self._bases, strict=True):
            if piece.start <= start and end <= piece.end:
                return base + self._units(start), base + self._units(end)
        return None

    def _units(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)


def _pieces(text: str, spans: list[tuple[int, int]]) -> tuple[Piece, ...]:
    size = len(text)
    if size <= WHOLE:
        return (Piece(0, size),)
    pieces: list[Piece] = []
    for start, end in spans:
        if not 0 <= start < end <= size:
            continue
        first = max(text.rfind("\n", 0, start) + 1, _after_space(text, start - AROUND))
        line_end = text.find("\n", end)
        last = min(size if line_end < 0 else line_end, _before_space(text, end + AROUND))
        if pieces and first <= pieces[-1].end + NEAR:
            pieces[-1] = Piece(pieces[-1].start, max(pieces[-1].end, last))
        else:
            pieces.append(Piece(first, last))
    return tuple(pieces)


def _after_space(text: str, offset: int) -> int:
    """Where a word begins at or after `offset`, or, where none is near, `offset`."""
    if offset <= 0:
        return 0
    found = text.find(" ", offset, offset + NEAR)
    return offset if found < 0 else found + 1


def _before_space(text: str, offset: int) -> int:
    """Where a word ends at or before `offset`, or, where none is near, `offset`."""
    if offset >= len(text):
        return len(text)
    found = text.rfind(" ", offset - NEAR, offset)
    return offset if found < 0 else found
