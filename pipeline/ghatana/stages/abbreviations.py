"""Words that carry a full stop without ending a sentence; shared by the sentence and the token stage."""

from __future__ import annotations

import unicodedata

from ghatana.languages import Language
from ghatana.stages.packs import pack
from ghatana.text.web import visible


class Abbreviations:
    """What a language pack says of titles, units and initials (`sentences.toml`).

    Args:
        language: a language pack or its code.

    >>> te = Abbreviations("te")
    >>> te.kind("రూ"), te.kind("కి.మీ"), te.kind("ఎస్"), te.kind("చైనా")
    ('title', 'unit', 'initial', None)

    """

    def __init__(self, language: Language | str) -> None:
        data = pack(language).settings("sentences", needed=False)
        self._titles = frozenset(data.get("titles", ()))
        self._units = frozenset(data.get("units", ()))
        self._letters = frozenset(data.get("letters", ()))
        self._not_initials = frozenset(data.get("not_initials", ()))
        whole = self._titles | self._units
        dotted = sorted((w for w in whole if "." in w), key=lambda w: (-len(w), w))
        self._by_first: dict[str, list[str]] = {}
        for word in dotted:
            self._by_first.setdefault(word.split(".", 1)[0], []).append(word + ".")
        self.longest = max(map(len, whole | self._letters), default=1)

    def kind(self, word: str) -> str | None:
        """`title`, `unit`, `initial` or None for a word without its last full stop (invisible signs allowed)."""
        if len(word) > 2 * self.longest:
            return None
        word = visible(word)
        if word in self._titles:
            return "title"
        if word in self._units:
            return "unit"
        if word in self._letters or (self._single(word) and word not in self._not_initials):
            return "initial"
        return None

    def dotted(self, text: str, start: int, end: int) -> int:
        """The end of an abbreviation of several parts that begins with the word `text[start:end]`, else 0.

        >>> Abbreviations("te").dotted("119 కి.మీ. మేర", 4, 6)
        10
        """
        for whole in self._by_first.get(visible(text[start:end]), ()):
            if text.startswith(whole, start):
                return start + len(whole)
        return 0

    @staticmethod
    def _single(word: str) -> bool:
        """One letter with any marks: an initial (a capital where the script has capitals)."""
        if not word or not word[0].isalpha() or word[0].islower():
            return False
        return all(unicodedata.category(c)[0] == "M" for c in word[1:])
