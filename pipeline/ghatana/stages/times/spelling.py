"""Spellings of one word brought to one, with a way back to the places of the text.

A language may spell one word in several ways by rule: with a nasal letter or the sign for any nasal, with a dot
below or without. The pack names such pairs (`[folds]` in rules.toml); text and pack are read in one spelling, and
what is found is told in places of the untouched text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ghatana.errors import LanguageDataError
from ghatana.languages import Language, Record


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in one spelling.

    Attributes:
        text: the folded text.
        ends: where each changed piece ends in the folded text, ascending.
        origins: where it ends in the untouched text.

    """

    text: str
    ends: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    def back(self, place: int) -> int:
        """The place in the untouched text; what was left out belongs to the letter before it."""
        at = bisect_right(self.ends, place)
        return place + (self.origins[at - 1] - self.ends[at - 1] if at else 0)

    def there(self, place: int) -> int:
        """The place in the folded text of one in the untouched text."""
        at = bisect_right(self.origins, place)
        return place - (self.origins[at - 1] - self.ends[at - 1] if at else 0)


class Spelling:
    """Folds text by the pairs of a pack.

    Args:
        folds: what each spelling becomes; never longer than it is.

    Raises:
        LanguageDataError: if a fold makes a text longer, or is empty.

    >>> nasal = Spelling({"\u092e\u094d\u092c": "\u0902\u092c"})
    >>> folded = nasal.fold("\u0926\u093f\u0938\u092e\u094d\u092c\u0930 2023")
    >>> folded.text == "\u0926\u093f\u0938\u0902\u092c\u0930 2023", folded.back(len(folded.text))
    (True, 12)

    """

    def __init__(self, folds: Mapping[str, str]) -> None:
        for found, made in folds.items():
            if not found or len(made) > len(found):
                raise LanguageDataError(
                    f"times/rules.toml: the fold {found!r} = {made!r} makes a text longer; expected one that does not."
                )
        self.folds = dict(folds)
        longest_first = sorted(folds, key=lambda f: (-len(f), f))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if folds else None

    def fold(self, text: str) -> Folded:
        """The text in one spelling."""
        if self._pattern is None:
            return Folded(text)
        out: list[str] = []
        ends: list[int] = []
        origins: list[int] = []
        at = size = 0
        for match in self._pattern.finditer(text):
            made = self.folds[match[0]]
            out += (text[at : match.start()], made)
            size += match.start() - at + len(made)
            at = match.end()
            if len(made) != len(match[0]):
                ends.append(size)
                origins.append(at)
        return Folded("".join((*out, text[at:])), tuple(ends), tuple(origins))

    def pack(self, language: Language) -> Language:
        """The pack with every word in the spelling of folded text."""
        return language if self._pattern is None else _FoldedPack(language, self)


class _FoldedPack(Language):
    """A view of a pack in one spelling."""

    def __init__(self, language: Language, spelling: Spelling) -> None:
        self.code = language.code
        self._language, self._spelling = language, spelling

    def rows(self, stem: str, *, needed: bool = True) -> tuple[Record[str], ...]:
        """The rows of a table."""
        rows: tuple[Record[str], ...] = self._folded(self._language.rows(stem, needed=needed))
        return rows

    def settings(self, stem: str, *, needed: bool = True) -> Record[Any]:
        """The content of a settings file."""
        settings: Record[Any] = self._folded(self._language.settings(stem, needed=needed))
        return settings

    def where(self, file: str) -> str:
        """What to call a file of the pack in an error."""
        return self._language.where(file)

    def _folded(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._spelling.fold(value).text
        if isinstance(value, list | tuple):
            return type(value)(map(self._folded, value))
        if isinstance(value, Record):
            return Record({k: self._folded(v) for k, v in value.items()}, value.where)
        return value
