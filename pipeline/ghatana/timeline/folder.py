"""Reading runs and older timelines, and writing the folder of a timeline: tables, and `manifest.json` last."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ghatana.errors import OutputExists, RunStopped, UsageError
from ghatana.run.output import require_schema
from ghatana.tables.files import parts
from ghatana.tables.schema import ACROSS, BY_NAME, SCHEMA_VERSION, arrow_schema
from ghatana.tables.write import FORMATS, WRITERS, file_sha256
from ghatana.timeline.mentions import Mention, from_claims, from_run

MANIFEST, ASIDE = "manifest.json", ".part"
ROWS_AT_ONCE = 50_000
# What of a run's tables tells happenings apart. The texts themselves are not read.
NEEDED = {
    "documents": ("doc_id", "duplicate_of", "publisher", "lang", "text_sha256"),
    "events": (
        "doc_id", "event_id", "type", "subtype", "status", "date_edtf", "date_earliest", "date_latest", "sources",
        "published", "url", "evidence", "confidence",
    ),
    "arguments": ("event_id", "role", "start", "end", "text", "stem_end", "canonical"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made: the folder, and how many rows of each table."""

    path: Path
    counts: dict[str, int]
    disputed: int

    def summary(self) -> str:
        """What it came to, for people."""
        claims, happenings, slips = (self.counts[n] for n in ("claims", "timeline", "slips"))
        return (
            f"{claims:,} claims of {happenings:,} happenings; sources disagree on {self.disputed:,}; {slips:,} "
            f"promises in slips\ntables in {self.path.as_posix()}/ ({MANIFEST} lists them)"
        )


def read_run(run: Path | str | Mapping[str, Any]) -> Iterator[Mention]:
    """The mentions of a run folder (tables as files or folders of parts), or of a mapping of its DataFrames.

    Raises:
        UsageError: if it is no finished run of this schema version, or lacks a table that is needed.
    """
    if isinstance(run, Mapping):
        if missing := sorted(set(NEEDED) - set(run)):
            raise UsageError(
                f"The tables given lack {', '.join(missing)}; give all that ghatana.extract returned."
            )
        yield from from_run(*(_of_frame(name, run[name]) for name in NEEDED))
        return
    path = Path(run)
    if not path.is_dir():
        raise UsageError(f"The run {path} is no folder; name one that ghatana extract made.")
    require_schema(path)
    yield from from_run(*(_read(path, name, columns) for name, columns in NEEDED.items()))


def read_claims(folder: Path) -> Iterator[Mention]:
    """The mentions behind a timeline that was made before.

    Raises:
        UsageError: if the folder holds no finished timeline with Parquet tables, or one of another schema version.
    """
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8")).get("schema_version")
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{folder} holds no finished timeline: {MANIFEST} cannot be read ({error})."
        ) from error
    if found != SCHEMA_VERSION:
        raise UsageError(
            f"The timeline {folder} has schema version {found}, this ghatana writes {SCHEMA_VERSION}. Make it again "
            "from its runs."
        )
    yield from from_claims(_read(folder, "claims", None))


def claim(out: Path, formats: Iterable[str]) -> Path:
    """Check that a timeline can be made in a folder, before anything is read.

    Raises:
        UsageError: for an unknown format; OutputExists if the folder holds something.
    """
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise UsageError(f"Unknown format {', '.join(unknown)}; known: {', '.join(FORMATS)}.")
    if out.exists() and not out.is_dir():
        raise OutputExists(f"The output {out} is a file; name a folder that is empty or does not exist.")
    if out.exists() and (others := sorted(p.name for p in out.iterdir() if p.name != ASIDE)):
        raise OutputExists(
            f"The folder {out} is not empty ({', '.join(others[:3])}…). Name an empty or new one; an older timeline is "
            "taken in with --merge."
        )
    return out


def fill(out: Path, rows: Mapping[str, Sequence[tuple[Any, ...]]], formats: Sequence[str]) -> Outcome:
    """Write the tables aside, then move them in, manifest last.

    Raises:
        RunStopped: if the folder cannot be written.
    """
    aside = out / ASIDE
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for table in ACROSS:
            for kind in formats:
                writer = WRITERS[kind](aside / f"{table.name}.{kind}", table)
                held = rows[table.name]
                for start in range(0, len(held), ROWS_AT_ONCE):
                    writer.write(held[start : start + ROWS_AT_ONCE])
                writer.close()
        counts = {table.name: len(rows[table.name]) for table in ACROSS}
        _move(aside, out, counts)
    except OSError as error:
        raise RunStopped(
            f"The timeline could not be written to {out}: {error.strerror or error}. Mend that and make it again."
        ) from error
    conflicts = next(t for t in ACROSS if t.name == "timeline").names.index("conflicts")
    return Outcome(out, counts, sum(bool(row[conflicts]) for row in rows["timeline"]))


def _move(aside: Path, out: Path, counts: Mapping[str, int]) -> None:
    files = sorted(aside.iterdir(), key=lambda p: p.name)
    manifest = {
        "ghatana": version("ghatana"),
        "schema_version": SCHEMA_VERSION,
        "counts": dict(counts),
        "files": {p.name: {"sha256": file_sha256(p), "rows": counts[p.stem]} for p in files},
    }
    for path in files:
        path.rename(out / path.name)
    part = aside / MANIFEST
    part.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    part.rename(out / MANIFEST)
    aside.rmdir()


def _read(folder: Path, name: str, columns: Sequence[str] | None) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    path = folder / f"{name}.parquet"
    if not path.exists():
        raise UsageError(
            f"{folder} has no {path.name}; expected {', '.join(NEEDED) if name in NEEDED else name} as Parquet. "
            "Make it again with parquet among the --format."
        )
    rows: list[dict[str, Any]] = []
    for part in parts(path):
        rows += pq.read_table(part, columns=list(columns) if columns else None).to_pylist()
    return rows


def _of_frame(name: str, frame: Any) -> list[dict[str, Any]]:
    import pyarrow as pa

    table = pa.Table.from_pandas(frame, schema=arrow_schema(BY_NAME[name]), preserve_index=False)
    rows: list[dict[str, Any]] = table.select(list(NEEDED[name])).to_pylist()
    return rows
