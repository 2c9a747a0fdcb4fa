"""Commands on finished tables: `publish` a dataset, `query` in SQL."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from ghatana.cli.group import FOLDER, main
from ghatana.errors import UsageError


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; expected ISO 8601, as 2026-05-03.") from error


@main.command(no_args_is_help=True)
@click.argument("runs", nargs=-1, required=True, type=FOLDER, metavar="RUN...")
@click.option("--to", type=click.Path(path_type=Path), metavar="DIR", help="The dataset folder to make.")
@click.option("--check", is_flag=True, help="Only validate the tables of each RUN.")
@click.option("--name", metavar="NAME", help="What the dataset is called; telugu-space-events by default.")
@click.option(
    "--version", metavar="X.Y.Z", help="Its version; by default 1.0.0, then one up where rows changed."
)
@click.option("--date", callback=_day, metavar="DATE", help="The day it is published; not said by default.")
@click.option(
    "--licence", metavar="LICENCE", help="An SPDX identifier (CC-BY-4.0) or the address of a licence."
)
@click.option(
    "--with-text", is_flag=True, help="Keep full texts; withheld otherwise, as their publishers' own."
)
@click.option("--sqlite", is_flag=True, help="An SQLite file with all tables, too.")
@click.option("--duckdb", is_flag=True, help="A DuckDB file with all tables, too.")
@click.option("--force", is_flag=True, help="Replace published files that were changed by hand since.")
@click.option(
    "--push", "repo_id", metavar="REPO_ID", help="Upload to a hub (HF_ENDPOINT), a dataset repository."
)
@click.option("--private", is_flag=True, help="With --push: private, if the repository is made now.")
@click.option("--quiet", is_flag=True, help="No summary.")
def publish(runs: tuple[Path, ...], to: Path | None, check: bool, **chosen: Any) -> None:
    """Make a dataset folder DIR from the tables of RUNs, after validating them.

    Parquet by table and year, CSV, a dataset card, Croissant, a Data Package, checksums. Of a document in several RUNs,
    the rows of the last are taken.
    """
    from ghatana.publish import Options
    from ghatana.publish import publish as make
    from ghatana.publish import push as upload
    from ghatana.publish.dataset import require_valid

    if to is None and not check:
        raise UsageError("publish needs --to DIR, or --check to validate alone.")
    if check:
        require_valid(runs)
    if to is None:
        _say(f"{len(runs)} runs are valid" if len(runs) > 1 else f"{runs[0]} is valid", chosen["quiet"])
        return
    repo_id, private, quiet = (chosen.pop(key) for key in ("repo_id", "private", "quiet"))
    done = make(runs, to, Options(**{k: v for k, v in chosen.items() if v is not None}))
    _say(done.summary(), quiet)
    if repo_id:
        _say(upload(to, repo_id, private=private), quiet)


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        click.echo(text, err=True)


@main.command(no_args_is_help=True)
@click.argument("folder", type=FOLDER, metavar="RUN")
@click.argument("sql")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "jsonl", "parquet"]),
    default="table",
    show_default=True,
)
def query(folder: Path, sql: str, form: str) -> None:
    """Print what an SQL statement gives over the tables of RUN, a run folder or a published dataset.

    Each table is a view of its name (`ghatana schema`); the SQL is DuckDB's. Nothing can be changed.
    """
    from ghatana.query import print_query

    terminal = sys.stdout.isatty()
    if form == "parquet" and terminal:
        raise UsageError("Parquet is binary: send it to a file (… --format parquet > FILE).")
    print_query(folder, sql, form, sys.stdout, shutil.get_terminal_size().columns if terminal else None)
