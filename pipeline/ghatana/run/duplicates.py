"""Documents whose text came before under another id: the same agency copy in several outlets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ghatana.tables.schema import BY_NAME

_NAMES = BY_NAME["documents"].names
_ID, _OF, _PUBLISHED, _SHA = map(_NAMES.index, ("doc_id", "duplicate_of", "published", "text_sha256"))


class Duplicates:
    """Finds, of each text, the first document: the earliest published (unknown last), then the smallest id.

    Which is first is known only when every document was seen, so rows are marked at the end of a run.
    """

    def __init__(self) -> None:
        """Start with no document seen."""
        self._first: dict[str, tuple[date, str]] = {}

    def see(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take rows of `documents`."""
        for row in rows:
            key = (row[_PUBLISHED] or date.max, row[_ID])
            self._first[row[_SHA]] = min(self._first.get(row[_SHA], key), key)

    def marked(self, rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows with `duplicate_of` filled in."""
        out = []
        for row in rows:
            first = self._first[row[_SHA]][1]
            out.append(row if first == row[_ID] else (*row[:_OF], first, *row[_OF + 1 :]))
        return out
