"""Words of a text with the keys that the event tables are matched on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ghatana.document import Span
from ghatana.text.digits import ascii_digits

_SPLIT = re.compile(r"[^\s,;:!?()\[\]{}…—–|•/\"“”]+")
_EDGE = ".'‘’`-*"
_DROP = str.maketrans("", "", "\u200c\u200d'‘’`")


@dataclass(frozen=True, slots=True, order=True)
class Word(Span):
    """A word without the marks around it.

    `key` is the word as the tables spell it: no joiners, no quotes, ASCII digits. `gap` is what stands
    between the word before and this one.
    """

    key: str
    gap: str


def key_of(text: str, folds: tuple[tuple[str, str], ...] = ()) -> str:
    """The match key of a word: joiners and quotes dropped, digits in ASCII, spellings folded.

    >>> key_of("భారత్‌లో")
    'భారత్లో'
    """
    key = ascii_digits(text.translate(_DROP))
    for old, new in folds:
        key = key.replace(old, new)
    return key


def split_words(text: str, start: int, end: int, folds: tuple[tuple[str, str], ...] = ()) -> list[Word]:
    """The words of `text[start:end]`, in order, offsets into `text`.

    >>> [w.key for w in split_words("‘నింగిలోకి’ దూసుకెళ్లింది.", 0, 26)]
    ['నింగిలోకి', 'దూసుకెళ్లింది']
    """
    words: list[Word] = []
    last = start
    for match in _SPLIT.finditer(text, start, end):
        first, stop = match.span()
        while first < stop and text[first] in _EDGE:
            first += 1
        while stop > first and text[stop - 1] in _EDGE:
            stop -= 1
        key = key_of(text[first:stop], folds)
        if not key:
            continue
        words.append(Word(first, stop, key, text[last:first]))
        last = stop
    return words
