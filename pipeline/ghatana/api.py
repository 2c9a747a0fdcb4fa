"""The same job from Python: texts in, pandas DataFrames out; one text to one annotated document; dates alone."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ghatana.display.tables import Tables
from ghatana.document import Document, Timex
from ghatana.errors import ReadError, StageError, UsageError
from ghatana.languages import load
from ghatana.languages.detect import detect

if TYPE_CHECKING:
    import pandas as pd

    from ghatana.recipe import Recipe

Day = str | date | None
log = logging.getLogger(__name__)


def extract(
    texts: Any,
    *,
    published: Day = None,
    lang: str | None = None,
    recipe: Recipe | Path | str | None = None,
    knowledge: Path | str | None = None,
    triggers: Path | str | None = None,
    corrections: Path | str | None = None,
    tokenizer: str | None = None,
    ner: str | None = None,
    gate: bool = True,
    workers: int = 0,
    columns: dict[str, str] | None = None,
) -> Tables:
    """Tables of dated events from Telugu texts.

    Args:
        texts: one text; or strings or mappings (`text`, and if known `id`, `published`, `title`, `url`,
            `publisher`, `lang`) in any iterable; a Hugging Face `Dataset` or `IterableDataset` (one split, not a
            `DatasetDict`); or a pandas DataFrame.
        published: publication date of texts that carry none, ISO 8601 or a date.
        lang: language of texts that carry none; by default told from their script.
        recipe: a `Recipe`, or the path of a recipe's TOML file; by default the shipped one.
        knowledge: a TSV of your own names, added to the shipped ones.
        triggers: a TSV of your own trigger words, added to the shipped ones.
        corrections: a TSV or CSV of what to accept, reject or override, by event id; those that met an event
            are rows of the table `corrections`, those that met none are warned of.
        tokenizer: "rules" (default), "indicnlp", "spacy" or "stanza[:FOLDER]".
        ner: the name engine, as `--ner` takes it.
        gate: False runs every stage on every text, about space or not.
        workers: processes beside this one; 0 works in this one.
        columns: which column holds which field, such as {"text": "body"}.

    Returns:
        A dict of one DataFrame per table of `ghatana schema`, as `pandas.read_parquet` would give it. It shows
        its first rows in a notebook.

    Raises:
        UsageError: if an argument cannot be used. A bad text raises nothing: it is a row of `quarantine`.

    >>> tables = extract(["చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది."], published="2024-06-13")
    >>> tables["launches"]["date_edtf"].tolist()
    ['2024-05-03']

    """
    from ghatana.run import Options, extract_rows
    from ghatana.run.batches import merge
    from ghatana.run.duplicates import Duplicates
    from ghatana.sources import FieldMap, read_mappings
    from ghatana.tables.corrections import Corrections
    from ghatana.tables.review import outcome
    from ghatana.tables.schema import BY_NAME

    made = _recipe(recipe).changed(
        gate=gate,
        tokenizer=tokenizer,
        ner=ner,
        knowledge=str(knowledge) if knowledge else None,
        triggers=str(triggers) if triggers else None,
    )
    options = Options(
        published=_day(published),
        lang=lang,
        workers=workers,
        tables=tuple(BY_NAME),
        corrections=Corrections.read(Path(corrections)) if corrections else None,
    )
    options.check()
    items = read_mappings(_items(texts), "python", FieldMap(columns or {}), made.timezone)
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in BY_NAME}
    for batch in extract_rows(items, made, options):
        merge(rows, batch)
    duplicates = Duplicates()
    duplicates.see(rows["documents"])
    rows["documents"] = duplicates.marked(rows["documents"])
    if options.corrections:
        _tell_of(outcome(rows["corrections"], options.corrections))
    return Tables((name, _frame(name, rows[name])) for name in BY_NAME)


def annotate(text: str, *, published: Day = None, recipe: Recipe | Path | str | None = None) -> Document:
    """One text with every layer of the recipe; the gate does not hold it back.

    Raises:
        StageError: if a stage fails on it.

    >>> [e.canonical for e in annotate("ఇస్రో ఛైర్మన్ మాట్లాడారు.").entities]
    ['ISRO']

    """
    from ghatana.recipe.kept import stages_of
    from ghatana.run.annotate import Failure
    from ghatana.run.annotate import annotate as run_stages

    day, chosen = _day(published), _recipe(recipe).changed(gate=False)
    lang = detect(text, chosen.packs)
    document = Document("text", text, lang=lang, published=day, published_basis="option" if day else "none")
    result = run_stages(stages_of(chosen), [document])[0]
    if isinstance(result, Failure):
        raise StageError(result.message, stage=result.stage)
    return result


def times(text: str, *, published: Day = None, lang: str = "te") -> tuple[Timex, ...]:
    """The time expressions of a text, found and normalised. Needs nothing but the core; loads no model.

    Args:
        text: any text; offsets of the result are code points into it.
        published: the day relative times are resolved against (ISO 8601 or a date); None leaves them
            unresolved, and their `basis` says so.
        lang: ISO 639-1 code of a shipped language pack.

    Raises:
        UsageError: if `published` is no day, or there is no such language pack.

    >>> [t.value for t in times("మే 3న ప్రయోగించారు. 2035 నాటికి పూర్తి చేస్తారు.", published="2024-06-13")]
    ['2024-05-03', '2035']

    """
    from ghatana.stages.times import tag

    return tag(text, _day(published), load(lang))


def times_table(texts: str | Iterable[str], *, published: Day = None, lang: str = "te") -> pd.DataFrame:
    """`times` over many texts as a DataFrame.

    Returns:
        One row per time expression: `index` (of the text), `start`, `end`, `text`, `type`, `value`, `mod`, `edtf`,
        `earliest`, `latest`, `basis`, `alternatives`.

    >>> times_table(["2045నాటికి"])[["text", "edtf"]].values.tolist()
    [['2045నాటికి', '../2045']]

    """
    import pandas as pd

    names = [f.name for f in fields(Timex)]
    rows = []
    for i, text in enumerate([texts] if isinstance(texts, str) else texts):
        for t in times(text, published=published, lang=lang):
            rows.append((i, t.of(text), *(getattr(t, name) for name in names)))
    frame = pd.DataFrame(rows, columns=["index", "text", *names])
    return frame[["index", "start", "end", "text", *names[2:]]]


def _frame(name: str, rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    from ghatana.tables.schema import BY_NAME
    from ghatana.tables.write import arrow_table

    frame: pd.DataFrame = arrow_table(BY_NAME[name], rows).to_pandas()
    return frame


def _tell_of(said: dict[str, Any]) -> None:
    """Warn of corrections that changed nothing."""
    from ghatana.tables.review import in_words

    if said["unmatched"] or said["not_applied"]:
        log.warning(in_words(said))


def _items(texts: Any) -> Iterable[object]:
    # Libraries are told by what their objects have, for importing them to ask would cost their import.
    if isinstance(texts, dict) and texts and all(hasattr(split, "column_names") for split in texts.values()):
        splits = ", ".join(map(repr, texts))
        raise UsageError(
            f"extract() was given a {type(texts).__name__} with the splits {splits}; expected one dataset. Give one, "
            f"such as texts[{next(iter(texts))!r}], or join them with datasets.concatenate_datasets."
        )
    if isinstance(texts, str) or (hasattr(texts, "keys") and not hasattr(texts, "to_dict")):
        return [texts]
    if hasattr(texts, "to_dict") and hasattr(texts, "columns"):  # a DataFrame
        records: list[object] = texts.to_dict("records")
        return records
    if hasattr(texts, "column_names") and hasattr(
        texts, "with_format"
    ):  # a dataset, whose rows may be tensors
        rows: Iterable[object] = texts.with_format(None)
        return rows
    if not isinstance(texts, Iterable):
        raise UsageError(
            f"extract() was given a {type(texts).__name__}; expected a text, texts, mappings or a DataFrame."
        )
    return texts


def _day(published: Day) -> date | None:
    from ghatana.sources.record import parse_published

    try:
        return parse_published(published, "Asia/Kolkata")
    except ReadError as error:
        raise UsageError(error.message) from error


def _recipe(recipe: Recipe | Path | str | None) -> Recipe:
    from ghatana.recipe import Recipe as _Recipe

    if recipe is None:
        return _Recipe.default()
    return recipe if isinstance(recipe, _Recipe) else _Recipe.read(Path(recipe))
