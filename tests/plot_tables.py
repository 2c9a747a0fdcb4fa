"""Small tables for the tests of plots, with the columns that plots read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from ghatana.tables.schema import BY_NAME
from ghatana.tables.write import arrow_table

EMPTY: dict[str, Any] = {
    "string": "", "int32": 0, "float64": 0.0, "bool": False, "list<string>": [], "date32": None,
}  # fmt: skip


def table(name: str, *rows: dict[str, Any]) -> pd.DataFrame:
    """A table of the schema with these rows; cells that are not given are null, or empty where they may not be."""
    made = []
    for row in rows:
        assert set(row) <= set(BY_NAME[name].names)
        made.append(
            tuple(row.get(c.name, None if c.nullable else EMPTY[c.kind]) for c in BY_NAME[name].columns)
        )
    frame: pd.DataFrame = arrow_table(BY_NAME[name], made).to_pandas()
    return frame


def launch(key: str, first: date | None, last: date | None, **cells: Any) -> dict[str, Any]:
    return {
        "event_id": key, "status": "planned", "date_earliest": first, "date_latest": last, "confidence": 0.5,
        "payloads": [key], **cells,
    }  # fmt: skip


def agreement(*parties: str, **cells: Any) -> dict[str, Any]:
    return {"parties": list(parties), "status": "completed", "confidence": 0.5, **cells}


def claim(printed: date | None, *sources: str, **cells: Any) -> dict[str, Any]:
    return {"sources": list(sources), "published": printed, "confidence": 0.5, **cells}


def tables(
    launches: Iterable[dict[str, Any]] = (), phases: Iterable[dict[str, Any]] = ()
) -> dict[str, pd.DataFrame]:
    return {"launches": table("launches", *launches), "station_phases": table("station_phases", *phases)}
