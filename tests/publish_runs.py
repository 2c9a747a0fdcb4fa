"""A small run to publish, made by the rules alone, and ways to damage it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ghatana.recipe import Recipe
from ghatana.run import Progress, runner
from ghatana.run.options import Options
from ghatana.tables.schema import BY_NAME, arrow_schema

Row = dict[str, Any]
TEXTS = (
    {
        "id": "launch",
        "published": "2024-06-13",
        "publisher": "ఈనాడు",
        "url": "https://example.org/1",
        "title": "=HYPERLINK",
        "section": "విజ్ఞానం",
        "text": (
            "చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను లాంగ్ మార్చ్-5 రాకెట్ ద్వారా ప్రయోగించింది. "
            "వచ్చే ఏడాది మార్చిలో పీఎస్‌ఎల్‌వీ-సి62 రాకెట్‌ను ప్రయోగించనుందని ఇస్రో తెలిపింది."
        ),
    },
    {
        "id": "accord",
        "published": "2025-01-22",
        "text": "భారత్, జపాన్ అంతరిక్ష సహకారంపై అవగాహన ఒప్పందంపై సంతకం చేశాయి. రెండు దేశాలు చంద్రయాన్-5 చేపడతాయి.",
    },
    {
        "id": "station",
        "text": (
            "అంతర్జాతీయ చంద్ర పరిశోధనా కేంద్రం మొదటి దశ 2035 నాటికి పూర్తవుతుందని రోస్కోస్మోస్ తెలిపింది. వివరాలు తర్వాత చెబుతామని పేర్కొంది."
        ),
    },
)


def extract(folder: Path, records: Any = TEXTS, *, bad: bool = True) -> Path:
    """A run over these records, and one line that is no JSON."""
    source = folder.with_suffix(".jsonl")
    lines = [json.dumps(r, ensure_ascii=False) for r in records] + (["{broken"] if bad else [])
    source.write_text("\n".join(lines) + "\n", "utf-8")
    engine = runner("local", None, (), None, workers_given=False)
    recipe = Recipe.default().changed(ner="rules")
    tables = tuple(name for name in BY_NAME if name != "corrections")
    engine((str(source),), folder, recipe, Options(tables=tables), Progress(quiet=True))
    return folder


def copied(run: Path, to: Path) -> Path:
    shutil.copytree(run, to)
    return to


def rows(run: Path, table: str) -> list[Row]:
    found: list[Row] = pq.read_table(run / f"{table}.parquet").to_pylist()
    return found


def change(run: Path, table: str, edit: Callable[[list[Row]], Any]) -> Path:
    """Edit the rows of a table in place, its schema as it is."""
    held = rows(run, table)
    edit(held)
    schema = arrow_schema(BY_NAME[table])
    loose = pa.schema([f.with_nullable(True) for f in schema])
    made = pa.Table.from_pylist(held, schema=loose)
    pq.write_table(made, run / f"{table}.parquet")
    return run


def put(table: str, column: str, value: Any, row: int = 0) -> Callable[[Path], Any]:
    """Damage: one cell."""

    def edit(held: list[Row]) -> None:
        held[row][column] = value

    return lambda run: change(run, table, edit)


DAY = date(2001, 1, 1)
