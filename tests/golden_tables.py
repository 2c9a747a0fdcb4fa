"""Golden tables: what two sample articles give, cell by cell, for people to read and for changes to show.

python tests/golden_tables.py        write `golden/<article>/<table>.jsonl` anew; read the diff before committing
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import ghatana

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).with_name("golden")
ARTICLES = {"ilrs-roadmap": None, "three-launches": None}
TABLES = ("entities", "timexes", "events", "arguments", "station_phases", "launches", "agreements")
# Which rule found an event and how sure it was shift with every change of the rules; the cells do not. Nobody
# reviewed these.
LEFT_OUT = {"doc_id", "event_id", "score", "confidence", "extractor", "engine", "review"}


def rows(article: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of one article, by table, as JSON values."""
    text = (ROOT / "corpus" / "articles" / f"{article}.txt").read_bytes().decode("utf-8")
    tables = ghatana.extract({"id": article, "text": text}, published=ARTICLES[article])
    return {name: [_plain(r) for r in tables[name].to_dict("records")] for name in TABLES}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: _value(v) for k, v in row.items() if k not in LEFT_OUT}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return value.tolist()
    if value is None or value != value:
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def path(article: str, table: str) -> Path:
    return FOLDER / article / f"{table}.jsonl"


def write() -> None:
    for article in ARTICLES:
        for table, items in rows(article).items():
            file = path(article, table)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in items), "utf-8")


if __name__ == "__main__":
    write()
