"""The command line. stdout is for data; progress, summaries and errors go to stderr."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from ghatana.errors import GhatanaError, ReadError

QUARANTINED = 3
COLUMNS = ("text", "id", "published", "title", "url", "publisher", "lang")


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


def _names(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys(v.strip() for v in value.split(",") if v.strip())) if value else None


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    from ghatana.sources.record import parse_published

    try:
        return parse_published(value, "Asia/Kolkata")
    except ReadError as error:
        raise click.BadParameter(error.message) from error


def _column_options(command: Any) -> Any:
    for name in reversed(COLUMNS):
        command = click.option(f"--{name}-column", metavar="NAME", help=f"The column that holds `{name}`.")(
            command
        )
    return command


@main.command(no_args_is_help=True)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The run folder to make.")
@click.option(
    "--format",
    "formats",
    default="parquet",
    callback=_names,
    show_default=True,
    metavar="F,F…",
    help="parquet, csv, jsonl; several with commas.",
)
@click.option(
    "--tables", callback=_names, metavar="T,T…", help="Tables to write; all but `tokens` by default."
)
@click.option(
    "--published", callback=_day, metavar="DATE", help="Publication date of inputs that carry none."
)
@click.option("--lang", metavar="CODE", help="Language of inputs that carry none; else told from the script.")
@click.option(
    "--workers", default=1, show_default=True, help="Processes beside this one, which reads and writes."
)
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True)
@click.option("--master", metavar="URL", help="With --engine spark: the Spark master; local[*] by default.")
@click.option("--conf", multiple=True, metavar="KEY=VALUE", help="With --engine spark: a Spark setting.")
@click.option(
    "--partitions", type=int, metavar="N", help="With --engine spark: pieces of the input; by its size."
)
@click.option(
    "--resume", is_flag=True, help="Continue a run that was stopped, with the inputs and options it had."
)
@click.option("--limit", type=int, metavar="N", help="Read at most N records.")
@click.option("--strict", is_flag=True, help="Stop at the first bad document.")
@click.option("--no-gate", is_flag=True, help="Run every stage on every document, about space or not.")
@click.option(
    "--tokenizer", metavar="ENGINE[:FOLDER]", help="rules (default), indicnlp, spacy or stanza[:FOLDER]."
)
@click.option(
    "--ner",
    metavar="ENGINE[:MODEL]",
    help="What finds names that the knowledge base lacks: onnx (default), rules …",
)
@click.option(
    "--knowledge",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE.tsv",
    help="Your own names, added to the shipped.",
)
@click.option(
    "--triggers",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE.tsv",
    help="Your own words that announce an event, added to the shipped.",
)
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A TSV or CSV of events to accept, reject or override, by event_id.",
)
@click.option(
    "--recipe",
    "recipe_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A recipe (TOML).",
)
@_column_options
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@click.option("--verbose", is_flag=True, help="Tell on stderr of each quarantined input and finished shard.")
@click.option(
    "--log", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Tell it in a file too."
)
def extract(inputs: tuple[str, ...], out: Path, **chosen: Any) -> None:
    """Read INPUTs and write tables of dated events to a run folder.

    An INPUT is a file (.txt, .jsonl or .ndjson, both also .gz or .zst, .csv, .tsv, .parquet, .html, .htm, .warc,
    .warc.gz), a folder of them, a glob, or - for JSONL on standard input.
    """
    from ghatana.recipe import Recipe
    from ghatana.run import Options, Progress, log_to, runner
    from ghatana.sources import FieldMap
    from ghatana.tables.corrections import Corrections

    log_to(verbose=chosen["verbose"], file=chosen["log"])
    recipe = Recipe.read(chosen["recipe_path"]) if chosen["recipe_path"] else Recipe.default()
    recipe = recipe.changed(
        gate=not chosen["no_gate"],
        tokenizer=chosen["tokenizer"],
        ner=chosen["ner"],
        knowledge=chosen["knowledge"],
        triggers=chosen["triggers"],
    )
    columns = {name: chosen[f"{name}_column"] for name in COLUMNS if chosen[f"{name}_column"]}
    options = Options(
        formats=chosen["formats"] or ("parquet",),
        published=chosen["published"],
        lang=chosen["lang"],
        workers=chosen["workers"],
        strict=chosen["strict"],
        limit=chosen["limit"],
        resume=chosen["resume"],
        fields=FieldMap(columns),
        corrections=Corrections.read(chosen["corrections"]) if chosen["corrections"] else None,
        **({"tables": chosen["tables"]} if chosen["tables"] else {}),
    )
    explicit = click.get_current_context().get_parameter_source("workers") is ParameterSource.COMMANDLINE
    engine = runner(
        chosen["engine"], chosen["master"], chosen["conf"], chosen["partitions"], workers_given=explicit
    )
    outcome = engine(inputs, out, recipe, options, Progress(quiet=chosen["quiet"]))
    if not chosen["quiet"]:
        click.echo(outcome.summary(), err=True)
    if outcome.quarantined:
        click.get_current_context().exit(QUARANTINED)


@main.command()
def schema() -> None:
    """Print every table, column, type and meaning."""
    from ghatana.tables.schema import describe

    click.echo(describe(), nl=False)


@main.command(no_args_is_help=True)
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="RUN_A")
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="RUN_B")
def diff(before: Path, after: Path) -> None:
    """Print what changed from RUN_A to RUN_B: rows added, gone and altered, by table."""
    from ghatana.diff import diff as compare

    for table in compare(before, after):
        for line in table.lines():
            click.echo(line)


@main.command(no_args_is_help=True)
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--run",
    "run_path",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Score this run; else the gold's texts are extracted now.",
)
@click.option(
    "--aliases",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
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
@click.argument("run_path", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="RUN")
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


@main.command()
def models() -> None:
    """Print what is installed: revision, licence, scores, sha256."""
    from ghatana.engines.installed import describe_models

    click.echo(describe_models(), nl=False)
