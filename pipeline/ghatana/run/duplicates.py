"""Documents whose text came before under another id: the same agency copy in several outlets, edited or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ghatana.run.near import NearTexts
from ghatana.tables.schema import BY_NAME
from ghatana.text.resemblance import sketch

_NAMES = BY_NAME["documents"].names
_ID, _OF, _PUBLISHED, _SHA, _TEXT = map(
    _NAMES.index, ("doc_id", "duplicate_of", "published", "text_sha256", "text")
)


def sketch_rows(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Of rows of `documents` those of `sketches`: all that is needed to tell which texts came before."""
    return [(r[_ID], r[_PUBLISHED], r[_SHA], sketch(r[_TEXT]).tobytes().hex()) for r in rows]


class Duplicates:
    """Finds, of texts that are the same or nearly so, the first document: the earliest published (unknown last),
    then the one with the smallest id.

    Which is first is known only when every document was seen, so rows are marked at the end of a run, and neither
    their order nor how they were cut into shards matters. What is kept of a text is its sha256, its id and a sketch:
    with all that Python needs for them, two kilobytes.

    >>> from ghatana.tables.schema import BY_NAME
    >>> def row(doc_id, published, text):
    ...     given = {"doc_id": doc_id, "published": published, "text": text, "text_sha256": text.encode().hex()}
    ...     return tuple(given.get(name) for name in BY_NAME["documents"].names)
    >>> rows = [row("late", date(2024, 6, 14), "వార్త"), row("early", date(2024, 6, 13), "వార్త.")]
    >>> duplicates = Duplicates()
    >>> duplicates.see(rows)
    >>> [marked[1] for marked in duplicates.marked(rows)]
    ['early', None]
    """

    def __init__(self) -> None:
        """Start with no document seen."""
        self._near = NearTexts()
        # Of each text its first document so far, and its number among the sketches.
        self._first: dict[bytes, tuple[date, str, int]] = {}
        self._originals: list[str] | None = None

    def see(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take rows of `documents`."""
        self.take(sketch_rows(rows))

    def take(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take rows of `sketches`."""
        self._originals = None
        for doc_id, published, digest, packed in rows:
            sha = bytes.fromhex(digest)
            before = self._first.get(sha)
            number = before[2] if before else self._near.add(bytes.fromhex(packed))
            key = (published or date.max, doc_id, number)
            self._first[sha] = min(before or key, key)

    def originals(self, ids: Sequence[str], digests: Sequence[str]) -> list[str | None]:
        """For each document, by its id and the sha256 of its text, the id of the first of its like; None: itself."""
        if self._originals is None:
            self._originals = self._decide()
        found = (self._originals[self._first[bytes.fromhex(digest)][2]] for digest in digests)
        return [None if first == doc_id else first for doc_id, first in zip(ids, found, strict=True)]

    def marked(self, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Rows of `documents` with `duplicate_of` filled in."""
        firsts = self.originals([row[_ID] for row in rows], [row[_SHA] for row in rows])
        return [
            row if first is None else (*row[:_OF], first, *row[_OF + 1 :])
            for row, first in zip(rows, firsts, strict=True)
        ]

    def _decide(self) -> list[str]:
        """For each text, by its number, the id of the first document of its like."""
        firsts = sorted(self._first.values())
        ids = {number: doc_id for _, doc_id, number in firsts}
        return [ids[number] for number in self._near.originals([number for _, _, number in firsts])]
