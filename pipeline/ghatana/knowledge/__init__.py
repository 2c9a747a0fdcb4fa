"""The knowledge base: who and what space news names, by id, English name and Telugu spellings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ghatana.errors import LanguageDataError
from ghatana.knowledge.entries import Entry, codes, countries, from_file, homes, ids, seats, shipped
from ghatana.knowledge.series import Series, families, slug

__all__ = ["Entry", "Knowledge", "Series", "codes", "countries", "homes", "ids", "load", "seats", "slug"]


class Knowledge:
    """Entries and numbered families.

    Args:
        entries: in order of preference: where two share a spelling, the earlier one is meant.
        series: numbered families.

    Raises:
        LanguageDataError: if an id comes twice.
    """

    def __init__(self, entries: Iterable[Entry], series: Iterable[Series] = ()) -> None:
        self.entries = tuple(entries)
        self.series = tuple(series)
        self.by_id: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.id in self.by_id:
                raise LanguageDataError(f"The knowledge base has the id {entry.id!r} twice. Make ids unique.")
            self.by_id[entry.id] = entry


def load(extra: Path | None = None) -> Knowledge:
    """The shipped knowledge base, with a user's own entries before it.

    Args:
        extra: a `.tsv` file with the columns of `ghatana.knowledge.entries.COLUMNS`. An entry with the id of a
            shipped one replaces it.

    Raises:
        UsageError: if `extra` does not exist or is malformed; the message has the line number.

    >>> load().by_id["isro"].name
    'ISRO'
    """
    own = from_file(extra) if extra is not None else []
    replaced = {entry.id for entry in own}
    return Knowledge([*own, *(e for e in shipped() if e.id not in replaced)], families())
