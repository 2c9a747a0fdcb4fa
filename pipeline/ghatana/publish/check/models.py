"""pandera models of the tables, generated from the one schema and the rules beside it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from ghatana.errors import EngineUnavailable
from ghatana.publish.check.problems import SHOWN, Problem, shown
from ghatana.tables.rules import EVERY, IDS, KEYS, UNIT, allowed
from ghatana.tables.schema import Column, arrow_schema

BATCH_ROWS = 250_000
# Columns that count or locate, with the least they may be; every other int32 column is free.
LEAST = {
    **dict.fromkeys(("n_chars", "n_sentences", "n_tokens", "n_events", "n_parties"), 0),
    **dict.fromkeys(("start", "sentence_id", "mention_id", "timex_id", "trigger_start", "evidence_start"), 0),
    **dict.fromkeys(("token_id", "position", "line", "phase_no", "ordinal"), 1),
}


@cache
def model(name: str) -> Any:
    """The `pandera.pandas.DataFrameSchema` of a table: its columns in order, their Arrow types, nulls and values.

    Raises:
        EngineUnavailable: if pandera is not installed.

    """
    pandera = _pandera()
    import pandas as pd

    table = EVERY[name]
    types = {field.name: pd.ArrowDtype(field.type) for field in arrow_schema(table)}
    columns = {
        c.name: pandera.Column(
            types[c.name], checks=_checks(pandera, name, c), nullable=c.nullable, description=c.meaning
        )
        for c in table.columns
    }
    return pandera.DataFrameSchema(columns, name=name, strict=True, ordered=True, description=table.row)


def check_file(path: Path, name: str, where: str) -> Iterator[Problem]:
    """What is wrong with the columns of one Parquet file of a table, batch by batch."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: dict[tuple[str, str], tuple[int, list[str]]] = {}
    with pq.ParquetFile(path) as file:
        empty = pa.Table.from_batches([], schema=file.schema_arrow)
        batches = (
            (pa.Table.from_batches([b]) for b in file.iter_batches(BATCH_ROWS)) if len_of(file) else [empty]
        )
        for batch in batches:
            frame = batch.to_pandas(types_mapper=pd.ArrowDtype)
            for column, rule, row in _failures(frame, name):
                count, rows = found.setdefault((column, rule), (0, []))
                if row and len(rows) < SHOWN:
                    rows.append(row)
                found[column, rule] = (count + bool(row), rows)
    for (column, rule), (count, rows) in found.items():
        yield Problem(where, name, column, rule, count, tuple(rows))


def len_of(file: Any) -> int:
    """How many rows a `pyarrow.parquet.ParquetFile` holds."""
    return int(file.metadata.num_rows)


def _failures(frame: Any, name: str) -> Iterator[tuple[str, str, str]]:
    """Column, rule and row (empty: no row by itself) of each failure."""
    failed = _pandera().errors.SchemaErrors
    try:
        with _without_pyspark():
            model(name).validate(frame, lazy=True)
    except failed as error:
        cases = error.failure_cases
        for column, check, value, index in zip(
            cases["column"], cases["check"], cases["failure_case"], cases["index"], strict=True
        ):
            yield _failure(frame, name, str(column), str(check), value, index)


def _failure(frame: Any, name: str, column: str, check: str, value: Any, index: Any) -> tuple[str, str, str]:
    if check == "column_in_schema":
        return "", f"no column {value!r} is in the schema", ""
    if check == "column_in_dataframe":
        return "", f"the column {value!r} is missing", ""
    if check == "column_ordered":
        return "", f"the column {value!r} stands in another place than in the schema", ""
    if check.startswith("dtype("):
        kind = next(c.kind for c in EVERY[name].columns if c.name == column)
        return column, f"the type must be {kind}, found {str(value).removesuffix('[pyarrow]')}", ""
    rule = "must not be null" if check == "not_nullable" else check
    named = ", ".join(f"{k} {_at(frame, k, index)}" for k in KEYS.get(name, ()) if k in frame and k != column)
    bad = "null" if check == "not_nullable" else shown(value)
    return column, rule, f"{named or f'row {index}'}: {bad}"


def _at(frame: Any, column: str, index: Any) -> str:
    return str(frame[column].iloc[int(index)])


def _checks(pandera: Any, name: str, column: Column) -> list[Any]:
    """The rules of one column's values; the message of each is what is expected."""
    if values := allowed(name).get(column.name):
        return [pandera.Check.isin(values, name="isin", error=f"must be one of {', '.join(values)}")]
    if column.name in UNIT:
        return [pandera.Check.in_range(0, 1, error="must lie from 0 to 1")]
    if column.name in LEAST:
        least = LEAST[column.name]
        return [pandera.Check.ge(least, error=f"must be {least} or more")]
    if column.name in IDS:
        return [pandera.Check.str_matches(f"^{IDS[column.name]}$", error=f"must match {IDS[column.name]}")]
    return []


@contextmanager
def _without_pyspark() -> Iterator[None]:
    """Keep quiet what PySpark warns of, which pandera imports where it is installed, for tables that are not ours."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield


def _pandera() -> Any:
    try:
        with _without_pyspark():
            import pandera.pandas
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            "pandera, which validates tables before they are published, is not installed. Install it: "
            "pip install 'ghatana[publish]'"
        ) from error
    return pandera.pandas
