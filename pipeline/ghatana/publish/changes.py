"""What changed since the last publication, and the version and changelog that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ghatana.errors import UsageError
from ghatana.publish.options import FIRST_VERSION, VERSION, Options
from ghatana.publish.write import Written
from ghatana.query import database, make_view
from ghatana.tables.files import parquet_files
from ghatana.tables.rules import KEYS


@dataclass(frozen=True, slots=True)
class Release:
    """The version of a publication, the day it was first published (if said), and all versions, newest first."""

    version: str
    date: date | None
    changelog: tuple[Mapping[str, Any], ...]


def release(
    options: Options, before: Mapping[str, Any] | None, folder: Path, aside: Path, new: Sequence[Written]
) -> Release:
    """The version, after comparing what is written in `aside` with what `folder` holds, of which `before` tells.

    Raises:
        UsageError: if the version that was asked for is not above the last one whose rows were others.

    """
    if before is None:
        rows = ", ".join(f"{t.table.name} {t.count:,}" for t in new)
        version = options.version or FIRST_VERSION
        return Release(version, options.date, (_entry(version, options.date, f"First publication: {rows}."),))
    note = compared(folder, aside, new)
    last, log = str(before["version"]), tuple(before["changelog"])
    asked = options.version or (next_version(last) if note else last)
    if asked == last and not note:
        said = options.date or (date.fromisoformat(before["date"]) if before.get("date") else None)
        return Release(last, said, log)
    if _numbers(asked) <= _numbers(last):
        raise UsageError(
            f"Version {last} was published with other rows ({note or 'the same rows'}), so version {asked} cannot "
            f"follow it. Give a higher one, as {next_version(last)}."
        )
    return Release(asked, options.date, (_entry(asked, options.date, note or "The same rows."), *log))


def compared(before: Path, after: Path, new: Sequence[Written]) -> str:
    """What changed between two datasets, by table; empty if nothing did."""
    old = parquet_files(before)
    notes = [f"{name} no longer published" for name in old if name not in {t.table.name for t in new}]
    with database() as connection:
        for written in new:
            name = written.table.name
            if name not in old:
                notes.append(f"{name} new, {written.count:,} rows")
                continue
            make_view(connection, "old", old[name])
            make_view(connection, "new", [after / f for files in written.files.values() for f in files])
            notes += _table(connection, name)
            connection.execute('DROP VIEW "old"; DROP VIEW "new"')
    return "; ".join(notes) + "." if notes else ""


def _table(connection: Any, name: str) -> list[str]:
    old, new = (_columns(connection, view) for view in ("old", "new"))
    shared = ", ".join(f'"{c}"' for c in new if c in old)
    notes = [f"{name} with column {c}" for c in new if c not in old]
    notes += [f"{name} without column {c}" for c in old if c not in new]
    for view, other in (("new", "old"), ("old", "new")):
        connection.execute(
            f'CREATE OR REPLACE TEMP TABLE "only_{view}" AS SELECT {shared} FROM "{view}" EXCEPT ALL '
            f'SELECT {shared} FROM "{other}"'
        )
    key = ", ".join(f'"{c}"' for c in KEYS.get(name, ()))
    altered = f"SELECT count(*) FROM only_new SEMI JOIN only_old USING ({key})" if key else "SELECT 0"
    counted = f"SELECT (SELECT count(*) FROM only_new), (SELECT count(*) FROM only_old), ({altered})"
    added, gone, both = connection.execute(counted).fetchone()
    if added or gone:
        notes.append(f"{name} {added - both:,} added, {gone - both:,} gone, {both:,} altered")
    return notes


def _columns(connection: Any, view: str) -> list[str]:
    return [row[0] for row in connection.execute(f'DESCRIBE "{view}"').fetchall()]


def next_version(version: str) -> str:
    """The version after one whose rows were others.

    >>> next_version("1.4.2")
    '1.5.0'
    """
    major, minor, _ = _numbers(version)
    return f"{major}.{minor + 1}.0"


def _numbers(version: str) -> tuple[int, int, int]:
    match = VERSION.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3])) if match else (0, 0, 0)


def _entry(version: str, day: date | None, note: str) -> dict[str, Any]:
    return {"version": version, "date": day.isoformat() if day else None, "note": note}
