"""From runs to a dataset folder: checked, merged, written, described."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ghatana.errors import InvalidTables, RunStopped, UsageError
from ghatana.publish import across, card, croissant, datapackage, folder, select
from ghatana.publish.changes import release
from ghatana.publish.check import report, validate
from ghatana.publish.facts import Facts, gather, without_timings
from ghatana.publish.merge import merge
from ghatana.publish.options import UNSTATED, Options
from ghatana.publish.write import Written, open_sqlite, write_duckdb, write_table
from ghatana.query import database
from ghatana.run.output import read_manifest
from ghatana.tables.files import PUBLICATION
from ghatana.tables.schema import SCHEMA_VERSION

CARD, MANIFEST = "README.md", "run.json"


@dataclass(frozen=True, slots=True)
class Publication:
    """A dataset that was published: its folder, version, files, and rows by table."""

    folder: Path
    version: str
    files: tuple[str, ...]
    rows: dict[str, int]
    licence: str

    def summary(self) -> str:
        """What was published, for people."""
        rows = ", ".join(f"{name} {n:,}" for name, n in self.rows.items())
        lines = [f"version {self.version}: {rows}", f"{len(self.files)} files in {self.folder}"]
        if self.licence == UNSTATED:
            lines.append("no licence is stated: --licence says which (an SPDX identifier, as CC-BY-4.0)")
        return "\n".join(lines)


def publish(
    runs: str | Path | Sequence[str | Path], to: str | Path, options: Options | None = None
) -> Publication:
    """Make a dataset folder from finished runs; the same runs and options give the same bytes.

    Args:
        runs: one run folder or several; of a document in several of them, the rows of the last are taken.
        to: the folder; made, or empty, or with an earlier publication, whose changelog is continued.
        options: see `Options`.

    Raises:
        UsageError: if runs, folder or options cannot be used.
        InvalidTables: if a table breaks the schema; nothing is written then.
        RunStopped: if the folder cannot be written.

    """
    options, to = options or Options(), Path(to)
    folders = [Path(runs)] if isinstance(runs, str | Path) else [Path(run) for run in runs]
    if not folders:
        raise UsageError("Publication needs at least one run.")
    before = folder.previous(to, options.name, force=options.force)
    require_valid(folders)
    manifests = without_timings([read_manifest(run) for run in folders])
    try:
        with folder.aside(to) as (aside, scratch), database() as connection:
            names = merge(connection, folders)
            names += across.add(connection, folders, names, scratch)
            written = _tables(connection, names, aside, options)
            said = release(options, before, to, aside, written)
            facts = Facts(
                replace(options, date=said.date), said.version, tuple(written), manifests,
                **gather(connection), changelog=said.changelog,
            )  # fmt: skip
            _describe(facts, aside)
            if options.duckdb:
                write_duckdb(aside, aside / f"{options.name}.duckdb", written)
            files = folder.finish(to, aside)
    except OSError as error:
        raise RunStopped(folder.cannot_write(to, error)) from error
    rows = {t.table.name: t.count for t in written}
    return Publication(to, said.version, tuple(files), rows, options.licence)


def require_valid(runs: Sequence[Path]) -> None:
    """Raise InvalidTables, with every problem and the first rows of each, unless all tables of the runs are valid."""
    if problems := [p for run in runs for p in validate(run)]:
        raise InvalidTables(
            f"{len(problems)} rules of the tables are broken, so nothing is published:\n{report(problems)}\n"
            "Extract again with this version; where that does not help, these rows show a fault of ghatana: report it.",
            problems=[str(p) for p in problems],
        )


def _tables(connection: Any, names: Sequence[str], aside: Path, options: Options) -> list[Written]:
    tables = [t for name in names if (t := select.published(name, with_text=options.with_text))]
    with ExitStack() as stack:
        sqlite = open_sqlite(aside / f"{options.name}.sqlite", stack) if options.sqlite else None
        return [write_table(connection, table, aside, sqlite) for table in tables]


def _describe(facts: Facts, aside: Path) -> None:
    """Card, Croissant, Data Package, the manifest of the runs, and what the next publication needs to know."""
    made = {"ghatana": version("ghatana"), "schema_version": SCHEMA_VERSION}
    folder.write_json(aside / MANIFEST, {**made, "runs": list(facts.manifests)})
    options = facts.options
    folder.write_json(aside / PUBLICATION, {
        "name": options.name,
        "version": facts.version,
        "date": options.date.isoformat() if options.date else None,
        **made,
        "licence": options.spdx or options.licence,
        "with_text": options.with_text,
        "tables": {t.table.name: t.rows for t in facts.tables},
        "changelog": list(facts.changelog),
    })  # fmt: skip
    (aside / CARD).write_text(card.card(facts), "utf-8")
    (aside / croissant.FILE).write_text(croissant.croissant(facts), "utf-8")
    (aside / datapackage.FILE).write_text(datapackage.datapackage(facts, aside), "utf-8")
