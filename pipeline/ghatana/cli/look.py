"""Commands that look into runs and score them: `evaluate`, `explain`, `diff`."""

from __future__ import annotations

from pathlib import Path

import click

from ghatana.cli.group import FILE, FOLDER, main


@main.command(no_args_is_help=True)
@click.argument("before", type=FOLDER, metavar="RUN_A")
@click.argument("after", type=FOLDER, metavar="RUN_B")
def diff(before: Path, after: Path) -> None:
    """Print what changed from RUN_A to RUN_B: rows added, gone and altered, by table."""
    from ghatana.diff import diff as compare

    for table in compare(before, after):
        for line in table.lines():
            click.echo(line)


@main.command(no_args_is_help=True)
@click.argument("gold", type=FILE)
@click.option(
    "--run",
    "run_path",
    type=FOLDER,
    help="Score this run; else the gold's texts are extracted now.",
)
@click.option(
    "--aliases",
    type=FILE,
    metavar="FILE.tsv",
    help="Names that mean the same, a line each, parted by tabs; else the knowledge base says.",
)
@click.option("--by-document", is_flag=True, help="A line for each document too.")
@click.option("--misses", is_flag=True, help="Show what was missed, spurious or wrong, in its sentence.")
def evaluate(
    gold: Path, run_path: Path | None, aliases: Path | None, by_document: bool, misses: bool
) -> None:
    """Score a run against gold: events, names and times."""
    from ghatana.evaluate import evaluate as score

    click.echo(score(gold, run_path, aliases).report(misses=misses, by_document=by_document), nl=False)


@main.command(no_args_is_help=True)
@click.argument("run_path", type=FOLDER, metavar="RUN")
@click.argument("event_id")
@click.option("--json", "as_json", is_flag=True, help="JSON, with every item of evidence.")
def explain(run_path: Path, event_id: str, as_json: bool) -> None:
    """Print which words, which rule or score led to each cell of an event's row.

    EVENT_ID may be cut to a beginning that no other event of RUN shares.
    """
    import json

    from ghatana.explain import explain as trace

    found = trace(run_path, event_id)
    click.echo(
        json.dumps(found.data(), ensure_ascii=False, indent=2) if as_json else found.text().rstrip("\n")
    )
