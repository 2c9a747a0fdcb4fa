"""`report`: a run as a page."""

from __future__ import annotations

from pathlib import Path

import click

from ghatana.cli.group import FOLDER, main


@main.command(no_args_is_help=True)
@click.argument("run_path", type=FOLDER, metavar="RUN")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The page to write.",
)
def report(run_path: Path, out: Path) -> None:
    """Write a run as one self-contained HTML page: timeline, tables, evidence highlighted in the text."""
    from ghatana.report import write_report

    size = write_report(run_path, out)
    click.echo(f"{out}: {size / 1_000_000:.1f} MB", err=True)
