"""Every check of one run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from ghatana.publish.check import between, days, spans
from ghatana.publish.check.models import check_file
from ghatana.publish.check.problems import Problem
from ghatana.query import database, make_view
from ghatana.run.output import require_schema
from ghatana.tables.files import parquet_files


def validate(run: str | Path) -> list[Problem]:
    """Check every table of a run against the schema, itself, the other tables and the text.

    First the columns of each file (pandera): names, order, types, nulls, allowed values, ranges. Where these hold,
    what is between tables: unique keys, references, spans that read back from the text, counts, wide tables that say
    what `events` says, and days that lie within their EDTF value.

    Args:
        run: a finished run folder with tables in Parquet.

    Returns:
        What is wrong, in the order of the schema; nothing where all is well.

    Raises:
        UsageError: if the folder holds no finished run of this schema version, or no table.
        EngineUnavailable: if pandera or DuckDB is not installed.

    """
    folder = Path(run)
    require_schema(folder)
    files = parquet_files(folder)
    if problems := columns(files, str(folder)):
        return problems
    with database() as connection:
        for name, paths in files.items():
            make_view(connection, name, paths)
        return together(connection, files, str(folder))


def columns(files: Mapping[str, Sequence[Path]], where: str) -> list[Problem]:
    """What is wrong with the columns of files, by table; `where` names the run in the problems."""
    return [p for name, paths in files.items() for path in paths for p in check_file(path, name, where)]


def together(connection: Any, tables: Collection[str], where: str) -> list[Problem]:
    """What is wrong between the tables of a connection, and with their dates."""
    checks = (between.failures, spans.failures, days.failures)
    return [problem for check in checks for problem in check(connection, tables, where)]
