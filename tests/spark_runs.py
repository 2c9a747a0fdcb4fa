"""What the Spark tests share: a run by either engine, and what two runs must have in common."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ghatana.recipe import Recipe
from ghatana.run import Options, Outcome, Progress, runner

ROOT = Path(__file__).parents[1]
SPACE = "శ్రీహరికోట: ఇస్రో మే 3న పీఎస్‌ఎల్‌వీ-సి58 రాకెట్‌ను ప్రయోగించింది."


def extract(engine: str, inputs: list[Any], out: Path, **options: Any) -> Outcome:
    """A run by one of the engines, names by rules unless a recipe is given; the local one with a worker, so that its

    deadline holds too.
    """
    recipe = options.pop("recipe", None) or Recipe.default().changed(ner="rules")
    pieces = (
        options.pop("partitions", None) if engine == "spark" else options.pop("partitions", None) and None
    )
    chosen = Options(workers=1 if engine == "local" else 0, **options)
    run = runner(engine, "local[2]", partitions=pieces) if engine == "spark" else runner(engine)
    return run([str(i) for i in inputs], out, recipe, chosen, Progress(quiet=True))


def tables(out: Path) -> dict[str, Any]:
    """The tables of a run as Arrow, rows sorted: schema and values are all that is left to differ."""
    found = {}
    for path in sorted(out.glob("*.parquet")):
        parts = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
        table = pa.concat_tables([pq.ParquetFile(part).read() for part in parts])
        rows = sorted(table.to_pylist(), key=lambda row: json.dumps(row, default=str, ensure_ascii=False))
        found[path.stem] = pa.Table.from_pylist(rows, table.schema)
    return found


def manifest(out: Path) -> dict[str, Any]:
    """What `run.json` says beside files and timings."""
    content = json.loads((out / "run.json").read_text("utf-8"))
    return {k: v for k, v in content.items() if k not in {"files", "timings"}}


def require_same(local: Path, spark: Path) -> None:
    """Both runs hold the same: schemas with their metadata, rows, counts."""
    before, after = tables(local), tables(spark)
    assert before.keys() == after.keys()
    for name, table in before.items():
        assert table.schema.equals(after[name].schema, check_metadata=True), name
        assert table.equals(after[name]), name
    assert manifest(local) == manifest(spark)
