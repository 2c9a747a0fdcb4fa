"""Words of a text with the keys that the event tables are matched on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ghatana.document import Span
from ghatana.text.digits import ascii_digits

# What may stand between words that go together: no mark but quotes.
JOINTS = " \u200c‘’'\"“”"
# The ways in which one word of a pattern may be written: a key, and whether any ending may follow it.
Alternatives = tuple[tuple[str, bool], ...]
_SPLIT = re.compile(r"[^\s,;:!?।॥()\[\]{}…—–|•/\"“”]+")
_EDGE = ".'‘’`-*"
_DROP = str.maketrans("", "", "\u200c\u200d'‘’`")


@dataclass(frozen=True, slots=True, order=True)
class Word(Span):
    """A word without the marks around it.

    `key` is the word as the tables spell it: no joiners, no quotes, ASCII digits. `gap` is what stands
    between the word before and this one. `mark` is what a word with an apostrophe ends in and the key lacks.
    """

    key: str
    gap: str
    mark: str = ""


def key_of(text: str, folds: tuple[tuple[str, str], ...] = ()) -> str:
    """The match key of a word: joiners and quotes dropped, digits in ASCII, spellings folded.

    >>> key_of("భారత్‌లో")
    'భారత్లో'
    """
    key = ascii_digits(text.translate(_DROP))
    for old, new in folds:
        key = key.replace(old, new)
    return key


def alternative(entry: str, folds: tuple[tuple[str, str], ...] = ()) -> tuple[str, bool]:
    """One way to write a word of a pattern; a `*` at its end stands for any ending.

    >>> alternative("launch*"), alternative("on")
    (('launch', True), ('on', False))
    """
    return key_of(entry.rstrip("*"), folds), entry.endswith("*")


def fits(key: str, alternatives: Alternatives) -> bool:
    """True if a word is written in one of these ways.

    >>> fits("launched", (("launch", True),)), fits("launched", (("launch", False),))
    (True, False)
    """
    return any(key.startswith(entry) if more else key == entry for entry, more in alternatives)


def lies_at(pattern: Sequence[Alternatives], keys: Sequence[str], at: int) -> bool:
    """True if the words from `at` on are written as a pattern says, one word after another.

    >>> lies_at([(("is", False),), (("launch", True),)], ["it", "is", "launched"], 1)
    True
    """
    there = keys[at : at + len(pattern)]
    return len(there) == len(pattern) and all(map(fits, there, pattern))


def split_words(
    text: str,
    start: int,
    end: int,
    folds: tuple[tuple[str, str], ...] = (),
    marks: tuple[str, ...] = (),
    cuts: frozenset[int] = frozenset(),
) -> list[Word]:
    """The words of `text[start:end]`, in order, offsets into `text`.

    Args:
        text: the whole text.
        start: where to begin.
        end: where to end.
        folds: spellings that are one in keys.
        marks: endings after an apostrophe that no key holds (the possessive of English), with a straight one.
        cuts: where hyphens stand that part two words (`hyphens_between`).

    >>> [w.key for w in split_words("‘నింగిలోకి’ దూసుకెళ్లింది.", 0, 26)]
    ['నింగిలోకి', 'దూసుకెళ్లింది']
    >>> [(w.key, w.mark) for w in split_words("China's probe", 0, 13, marks=("'s",))]
    [('China', "'s"), ('probe', '')]
    """
    words: list[Word] = []
    last = start
    for first, stop in _pieces(text, start, end, cuts):
        while first < stop and text[first] in _EDGE:
            first += 1
        while stop > first and text[stop - 1] in _EDGE:
            stop -= 1
        mark = _mark(text[first:stop], marks) if marks else ""
        key = key_of(text[first : stop - len(mark)], folds)
        if not key:
            continue
        words.append(Word(first, stop, key, text[last:first], mark))
        last = stop
    return words


def _pieces(text: str, start: int, end: int, cuts: frozenset[int]) -> Iterator[tuple[int, int]]:
    """What stands between spaces and marks, and between hyphens that are cuts."""
    for match in _SPLIT.finditer(text, start, end):
        first, stop = match.span()
        inside = sorted(cuts.intersection(range(first, stop))) if cuts else []
        yield from pairwise((first, *inside, stop))


def hyphens_between(text: str, names: Iterable[Span]) -> frozenset[int]:
    """Where a hyphen alone parts two names, as in "India-ASEAN agreement".

    >>> hyphens_between("భారత్-ఆసియాన్ ఒప్పందం", [Span(0, 5), Span(6, 13)])
    frozenset({5})
    """
    return frozenset(
        one.end for one, other in pairwise(names) if other.start == one.end + 1 and text[one.end] == "-"
    )


def _mark(word: str, marks: tuple[str, ...]) -> str:
    plain = word.replace("\u2019", "'")
    return next((mark for mark in marks if plain.endswith(mark) and len(plain) > len(mark)), "")
