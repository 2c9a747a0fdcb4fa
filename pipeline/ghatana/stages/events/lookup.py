"""Tables that are looked up by the beginning or the end of a word."""

from __future__ import annotations

from collections.abc import Iterable

from ghatana.stages.events.words import key_of

Folds = tuple[tuple[str, str], ...]


class Table:
    """Words by class: exact words, or beginnings of words where an entry ends in `*`; the longest wins.

    >>> table = Table([("రాకెట్*", "rocket"), ("నేల", "ground")])
    >>> table.get("రాకెట్ను"), table.get("నేలలు")
    ('rocket', None)
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], folds: Folds = ()) -> None:
        """Compile (entry, class) pairs."""
        self._exact: dict[str, str] = {}
        self._starts: dict[str, str] = {}
        for entry, kind in pairs:
            key = key_of(entry.rstrip("*"), folds)
            (self._starts if entry.endswith("*") else self._exact).setdefault(key, kind)
        self._longest = max(map(len, self._starts), default=0)

    def get(self, key: str) -> str | None:
        """The class of a word, or None."""
        if key in self._exact:
            return self._exact[key]
        for size in range(min(len(key), self._longest), 0, -1):
            if key[:size] in self._starts:
                return self._starts[key[:size]]
        return None


class Endings:
    """Values by the end of a word; the longest ending wins."""

    def __init__(self, pairs: Iterable[tuple[str, tuple[str, ...]]], folds: Folds = ()) -> None:
        """Compile (ending, values) pairs."""
        self._ends: dict[str, tuple[str, ...]] = {}
        for entry, values in pairs:
            self._ends.setdefault(key_of(entry, folds), values)
        self._longest = max(map(len, self._ends), default=0)

    def get(self, key: str) -> tuple[str, tuple[str, ...]] | None:
        """The longest ending of a word with its values, or None; a whole word is no ending."""
        for size in range(min(len(key) - 1, self._longest), 0, -1):
            if key[-size:] in self._ends:
                return key[-size:], self._ends[key[-size:]]
        return None
