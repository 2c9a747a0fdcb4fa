"""The words that decide whether a sentence ends: abbreviations, quotatives, finite verbs."""

from __future__ import annotations

import re
from functools import cache

from ghatana.languages import Language
from ghatana.stages.abbreviations import Abbreviations
from ghatana.stages.packs import pack
from ghatana.text.web import INVISIBLE, marks, visible


@cache
def _word_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The word that ends a string, and the word that starts at a place."""
    letter = rf"(?:[^\W\d_]|[{marks()}{INVISIBLE}])"
    return re.compile(rf"(?<!{letter}){letter}++$"), re.compile(rf"{letter}++")


class SentenceWords:
    """What one language pack says of the words around a full stop.

    Args:
        language: a language pack or its code.

    >>> SentenceWords("te").is_finite("ఎగిరింది"), SentenceWords("te").is_finite("మాట్లాడుతూ")
    (True, False)

    """

    def __init__(self, language: Language | str) -> None:
        data = pack(language).settings("sentences", needed=False)
        self.abbreviations = Abbreviations(language)
        self.starters = frozenset(data.get("starters", ()))
        self.domains = frozenset(data.get("domains", ()))
        self._quotatives = frozenset(data.get("quotatives", ()))
        self._after_quote = self._quotatives | frozenset(data.get("quotatives_after_quote", ()))
        self._finite_endings = tuple(data.get("finite_endings", ()))
        self._finite_words = frozenset(data.get("finite_words", ()))
        self._not_finite = frozenset(data.get("not_finite", ()))
        self._last_word, self._first_word = _word_patterns()

    def next_word(self, text: str, at: int) -> str:
        """The word that starts at `at` (its first 32 signs), without invisible signs."""
        match = self._first_word.match(text, at, at + 32)
        return visible(match.group()) if match else ""

    def word_before(self, text: str, at: int, limit: int) -> tuple[int, str]:
        """Where the word that ends at `at` starts (not before `limit`), and the word; looks back 32 signs."""
        low = max(limit, at - 32)
        match = self._last_word.search(text[low:at])
        return (low + match.start(), visible(match.group())) if match else (at, "")

    def is_finite(self, word: str) -> bool:
        """True if the word looks like a finite verb or another word that closes a sentence."""
        return word in self._finite_words or (
            word.endswith(self._finite_endings) and word not in self._not_finite
        )

    def continues(self, word: str, quoted: bool) -> bool:
        """True if `word` takes up what was said before it (`quoted`: a quotation mark was closed there)."""
        return word in (self._after_quote if quoted else self._quotatives)
