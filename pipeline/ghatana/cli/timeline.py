"""`ghatana timeline`: events across documents and runs."""

from __future__ import annotations

from pathlib import Path

import click

from ghatana.cli.group import FOLDER, formats_option, main


@main.command(no_args_is_help=True)
@click.argument("runs", nargs=-1, required=True, type=FOLDER, metavar="RUN...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to make.")
@click.option(
    "--merge",
    type=FOLDER,
    metavar="OLD",
    help="Take in a timeline made before: as if its runs were given too.",
)
@formats_option
@click.option("--quiet", is_flag=True, help="No summary.")
def timeline(
    runs: tuple[Path, ...], out: Path, merge: Path | None, formats: tuple[str, ...] | None, quiet: bool
) -> None:
    """Put together what the documents of RUNs tell of the same happening.

    Writes the tables timeline (a row for each happening), claims (who said what, and when) and slips (promised dates
    that moved).
    """
    from ghatana.timeline import write

    outcome = write(runs, out, merge=merge, formats=formats or ("parquet",))
    if not quiet:
        click.echo(outcome.summary(), err=True)
