"""The group that commands are added to, the exit statuses of the contract, and what several commands share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ghatana.errors import GhatanaError

QUARANTINED = 3
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)  # one that is there, such as a run
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Commands(click.Group):
    """Turns our errors into a line on stderr and the exit status of the contract; never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except GhatanaError as error:
            click.echo(f"ghatana: {error.message}", err=True)
            ctx.exit(error.exit_status)
        except BrokenPipeError:
            # The reader of stdout (head, less) went away: that is no failure of ours.
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="ghatana")
def main() -> None:
    """Telugu news in, tables of dated space events out."""


def names(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """An option's value split at commas, each once; None where the option is not given."""
    return tuple(dict.fromkeys(v.strip() for v in value.split(",") if v.strip())) if value else None


def formats_option(command: Any) -> Any:
    """The option `--format` of commands that write tables, as `formats`."""
    return click.option(
        "--format",
        "formats",
        default="parquet",
        callback=names,
        show_default=True,
        metavar="F,F…",
        help="parquet, csv, jsonl; several with commas.",
    )(command)
