"""Commands that say what is installed and what tables hold: `schema`, `models`."""

from __future__ import annotations

import click

from ghatana.cli.group import main


@main.command()
def schema() -> None:
    """Print every table, column, type and meaning."""
    from ghatana.tables.schema import describe

    click.echo(describe(), nl=False)


@main.command()
def models() -> None:
    """Print what is installed: revision, licence, scores, sha256."""
    from ghatana.engines.installed import describe_models

    click.echo(describe_models(), nl=False)
