"""`ghatana extract`: texts in, tables out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from ghatana.cli.group import FILE, QUARANTINED, formats_option, main, names
from ghatana.errors import ReadError

COLUMNS = ("text", "id", "published", "title", "url", "publisher", "lang")


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
@formats_option
@click.option(
    "--tables", callback=names, metavar="T,T…", help="Tables to write; all but `tokens` by default."
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
    type=FILE,
    metavar="FILE",
    help="A TSV or CSV of events to accept, reject or override, by event_id.",
)
@click.option(
    "--recipe",
    "recipe_path",
    type=FILE,
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
