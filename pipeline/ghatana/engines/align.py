"""From what a library says its tokens are to exact offsets in the untouched text.

A library may drop, change or invent signs. What can be found in the text is a token there; what it left out
is made tokens of its own, split at white space; what it invented is dropped. So every sign that is not white
space is in exactly one token, whatever the library did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ghatana.document import Sentence, Token

_RUN = re.compile(r"\S+")
# How far ahead of its place a token is looked for: enough to get over signs that a library dropped, not so
# far that a wrong token would be found in the next clause.
LOOK_AHEAD = 40


def locate(text: str, sentence: Sentence, pieces: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where each piece stands, from left to right; pieces that are not in the text are passed over.

    >>> list(locate("అది  2035.", Sentence(0, 10), ["అది", "<unk>", "2035", "."]))
    [(0, 3), (5, 9), (9, 10)]
    """
    place = sentence.start
    for piece in pieces:
        piece = piece.strip()
        while place < sentence.end and text[place].isspace():
            place += 1
        if not piece:
            continue
        limit = min(sentence.end, place + LOOK_AHEAD + len(piece))
        found = place if text.startswith(piece, place, sentence.end) else text.find(piece, place, limit)
        if found >= 0:
            place = found + len(piece)
            yield found, place


def cover(text: str, sentence: Sentence, tokens: Iterable[Token]) -> list[Token]:
    """The tokens in order, cut to the sentence and freed of white space and overlaps, with the gaps filled.

    >>> cover("అది 2035.", Sentence(0, 9), [Token(4, 8)])[0].of("అది 2035.")
    'అది'
    """
    out: list[Token] = []
    place = sentence.start
    for token in sorted(tokens, key=lambda t: (t.start, t.end)):
        start, end = max(token.start, place), min(token.end, sentence.end)
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        out += _gap(text, place, start)
        out.append(token if (start, end) == (token.start, token.end) else Token(start, end))
        place = end
    return out + _gap(text, place, sentence.end)


def _gap(text: str, start: int, end: int) -> list[Token]:
    return [Token(*m.span()) for m in _RUN.finditer(text, start, end)]
