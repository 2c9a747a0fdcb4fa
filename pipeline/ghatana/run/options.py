"""What a user may choose of a run, and what the run came to: the same for every runner."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ghatana.errors import UsageError
from ghatana.sources import FieldMap
from ghatana.tables.corrections import Corrections
from ghatana.tables.review import in_words
from ghatana.tables.schema import BY_NAME, ON_REQUEST
from ghatana.tables.write import FORMATS


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose of a run beside the recipe. Names as on the command line.

    `workers` processes work beside this one, which reads and writes; with 0 this one does everything.
    """

    formats: tuple[str, ...] = ("parquet",)
    tables: tuple[str, ...] = tuple(name for name in BY_NAME if name not in ON_REQUEST)
    published: date | None = None
    lang: str | None = None
    workers: int = 0
    strict: bool = False
    limit: int | None = None
    resume: bool = False
    fields: FieldMap = field(default_factory=FieldMap)
    corrections: Corrections | None = None

    @property
    def written(self) -> tuple[str, ...]:
        """The tables to write: those chosen, and what became of the corrections."""
        extra = ("corrections",) if self.corrections and "corrections" not in self.tables else ()
        return (*self.tables, *extra)

    def check(self) -> None:
        """Raise UsageError for a format, table or number that cannot be."""
        for kind, chosen, known in (
            ("format", self.formats, FORMATS),
            ("table", self.tables, tuple(BY_NAME)),
        ):
            if unknown := sorted(set(chosen) - set(known)):
                raise UsageError(f"Unknown {kind} {', '.join(unknown)}; known: {', '.join(known)}.")
        if self.workers < 0:
            raise UsageError(f"--workers is {self.workers}; expected 0 (this process alone) or more.")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"--limit is {self.limit}; expected at least 1.")

    def deciding(self) -> dict[str, Any]:
        """The options that decide what the tables say."""
        return {
            "published": self.published.isoformat() if self.published else None,
            "lang": self.lang,
            "limit": self.limit,
            "columns": dict(self.fields.columns),
            "corrections": self.corrections.sha256 if self.corrections else None,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: the folder, its manifest, events by type, and how long it took this time."""

    path: Path
    manifest: dict[str, Any]
    by_type: dict[str, int]
    seconds: float

    @property
    def documents(self) -> int:
        """Documents in the tables."""
        return int(self.manifest["counts"]["documents"])

    @property
    def skipped(self) -> int:
        """Records of web archives that are no pages."""
        return sum(sum(i.get("skipped", {}).values()) for i in self.manifest["inputs"])

    @property
    def quarantined(self) -> int:
        """Inputs in `quarantine`."""
        return int(self.manifest["counts"]["quarantined"])

    def summary(self) -> str:
        """What a run came to, for people."""
        by_type = ", ".join(f"{count:,} {kind}" for kind, count in sorted(self.by_type.items())) or "none"
        lines = [
            f"{self.documents:,} documents in {self.seconds:.1f} s",
            f"{sum(self.by_type.values()):,} events: {by_type}",
        ]
        if self.quarantined:
            lines.append(f"{self.quarantined:,} inputs could not be processed: see the table quarantine")
        if self.skipped:
            lines.append(
                f"{self.skipped:,} records of web archives are no pages: counted by kind in run.json"
            )
        if said := self.manifest.get("corrections"):
            lines.append(in_words(said))
        lines.append(f"tables in {self.path.as_posix()}/ (run.json lists them)")
        return "\n".join(lines)
