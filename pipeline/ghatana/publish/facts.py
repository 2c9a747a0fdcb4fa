"""What card, Croissant and Data Package say of a publication: its version, its tables, what the data are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ghatana.languages import known
from ghatana.publish.options import Options
from ghatana.publish.write import Written

PUBLISHERS = 20  # that the card names
CERTAIN = 0.5
CITED = "The ghatana authors"


@dataclass(frozen=True, slots=True)
class Facts:
    """A publication.

    `manifests` are those of the runs, without timings; `numbers` counts by name; `publishers` name and number of
    documents, most first; `languages` the codes of those that relevant documents are in; `days` the first and last day
    of publication of a document; `changelog` an entry for each version, newest first.
    """

    options: Options
    version: str
    tables: tuple[Written, ...]
    manifests: tuple[Mapping[str, Any], ...]
    numbers: Mapping[str, int]
    by_type: Mapping[str, int]
    publishers: tuple[tuple[str, int], ...]
    languages: tuple[str, ...]
    days: tuple[date | None, date | None]
    changelog: tuple[Mapping[str, Any], ...] = ()

    @property
    def date(self) -> date | None:
        """The day of publication: as given, else the day of the newest document, which needs no clock."""
        return self.options.date or self.days[1]

    @property
    def summary(self) -> str:
        """One sentence on what it is."""
        return (
            f"{self.numbers['events']:,} dated claims of space events (launches, agreements, phases of space stations) "
            f"from {self.numbers['documents']:,} {' and '.join(self.language_names)} news texts."
        )

    @property
    def language_names(self) -> list[str]:
        """The languages by their English names; a code that no pack stands for by itself."""
        packs = {code: known(code) for code in self.languages}
        return [pack.name if pack else code for code, pack in packs.items()]

    @property
    def citation(self) -> str:
        """A BibTeX entry."""
        year = f",\n  year = {{{self.date.year}}}" if self.date else ""
        return (
            f"@misc{{{self.options.name},\n  title = {{{self.options.title}}},\n  author = {{{CITED}}},\n"
            f"  version = {{{self.version}}}{year}\n}}"
        )


def gather(connection: Any) -> dict[str, Any]:
    """What the merged tables say: `numbers`, `by_type`, `publishers`, `languages` and `days` of `Facts`."""
    row = connection.execute(
        "SELECT count(*) AS documents, count(*) FILTER (relevant) AS relevant, "
        "count(*) FILTER (duplicate_of IS NOT NULL) AS duplicates, count(*) FILTER (published IS NULL) AS undated, "
        "count(publisher) AS with_publisher, count(DISTINCT publisher) AS publishers, min(published), max(published) "
        "FROM documents"
    )
    names = [d[0] for d in row.description]
    *counted, first, last = row.fetchone()
    numbers = dict(zip(names, counted, strict=False))
    events, certain = connection.execute(
        f"SELECT count(*), count(*) FILTER (confidence >= {CERTAIN}) FROM events"
    ).fetchone()
    by_type = connection.execute("SELECT type, count(*) FROM events GROUP BY type ORDER BY type").fetchall()
    publishers = connection.execute(
        "SELECT publisher, count(*) AS n FROM documents WHERE publisher IS NOT NULL GROUP BY publisher "
        f"ORDER BY n DESC, publisher LIMIT {PUBLISHERS}"
    ).fetchall()
    languages = connection.execute(
        "SELECT DISTINCT lang FROM documents WHERE relevant AND lang IS NOT NULL ORDER BY lang"
    ).fetchall()
    return {
        "numbers": {**numbers, "events": events, "certain": certain},
        "by_type": dict(by_type),
        "publishers": tuple(publishers),
        "languages": tuple(code for (code,) in languages),
        "days": (first, last),
    }


def without_timings(manifests: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Manifests without what changes from one run to the next of the same input."""
    return tuple({k: v for k, v in manifest.items() if k != "timings"} for manifest in manifests)
