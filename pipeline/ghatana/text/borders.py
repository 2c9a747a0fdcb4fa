"""Where words begin and end. A word character is a letter, a digit or a combining mark of any script."""

from __future__ import annotations

import unicodedata

ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u00ad\ufeff")
DROP_ZERO_WIDTH = {ord(c): None for c in ZERO_WIDTH}


class _WordCharacters(dict[str, bool]):
    """Whether a character belongs to a word; asked once for each character."""

    def __missing__(self, char: str) -> bool:
        found = self[char] = (
            char in ZERO_WIDTH or char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")
        )
        return found


IS_WORD = _WordCharacters()


def starts_word(text: str, at: int) -> bool:
    """True if no word character stands before `at` (characters of no width do not count).

    >>> starts_word("ఈ ఇస్రో", 2), starts_word("ఈ ఇస్రో", 3)
    (True, False)
    """
    while at > 0 and text[at - 1] in ZERO_WIDTH:
        at -= 1
    return at == 0 or not IS_WORD[text[at - 1]]


def word_end(text: str, at: int) -> int:
    """The offset after the last word character from `at` on.

    >>> word_end("ఇస్రోతో కలిసి", 5)
    7
    """
    size = len(text)
    while at < size and IS_WORD[text[at]]:
        at += 1
    return at


def word_start(text: str, at: int) -> int:
    """The offset of the first word character of the word that ends before `at`."""
    while at > 0 and IS_WORD[text[at - 1]]:
        at -= 1
    return at


def next_word(text: str, at: int) -> str:
    """The word after `at` if only spaces or hyphens stand between, without characters of no width."""
    size = len(text)
    while at < size and text[at] in " \u00a0-":
        at += 1
    return text[at : word_end(text, at)].translate(DROP_ZERO_WIDTH)


def previous_word(text: str, at: int) -> str:
    """The word before `at` if only spaces or hyphens stand between, without characters of no width."""
    while at > 0 and text[at - 1] in " \u00a0-":
        at -= 1
    return text[word_start(text, at) : at].translate(DROP_ZERO_WIDTH)
