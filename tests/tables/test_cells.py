"""CSV of whole columns: the cells that `csv_cell` gives one by one."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.tables.cells import csv_column, plain_json, write_csv
from ghatana.tables.write import FORMULA_STARTS, csv_cell

TEXT = st.one_of(
    st.text(),
    st.sampled_from(["", *FORMULA_STARTS, "=1+1\x00", '"', "a,b", "\r\n", "'", "-5", "తెలుగు\u200c"]),
)


def cells(*columns: Any) -> list[list[str]]:
    table = pa.table({str(i): c for i, c in enumerate(columns)})
    out = io.StringIO(newline="")
    write_csv([table], table.column_names, out)
    out.seek(0)
    return list(csv.reader(out))[1:]


@given(st.lists(st.none() | TEXT, min_size=1))
def test_strings(values: list[str | None]) -> None:
    assert cells(pa.array(values, pa.string()), pa.array(range(len(values)))) == [
        [csv_cell(v), str(i)] for i, v in enumerate(values)
    ]


@given(st.lists(st.none() | st.lists(st.none() | TEXT), min_size=1))
def test_lists(values: list[list[str | None] | None]) -> None:
    whole = [v if v is None or None not in v else [x or "" for x in v] for v in values]
    found = cells(pa.array(whole, pa.list_(pa.string())), pa.array(range(len(values))))
    assert found == [[csv_cell(v), str(i)] for i, v in enumerate(whole)]


@given(st.lists(st.none() | st.floats(0, 1), min_size=1), st.data())
def test_numbers_and_days(numbers: list[float | None], data: st.DataObject) -> None:
    days = data.draw(st.lists(st.none() | st.dates(), min_size=len(numbers), max_size=len(numbers)))
    flags = data.draw(st.lists(st.none() | st.booleans(), min_size=len(numbers), max_size=len(numbers)))
    found = cells(pa.array(numbers, pa.float64()), pa.array(days, pa.date32()), pa.array(flags, pa.bool_()))
    assert [row[1:] for row in found] == [
        [csv_cell(d), csv_cell(f)] for d, f in zip(days, flags, strict=True)
    ]
    assert [float(row[0]) if row[0] else None for row in found] == numbers


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ([1, 2], "[1, 2]"),
        ({"a": "తె"}, '{"a": "తె"}'),
        ({"day": date(2024, 5, 3)}, '{"day": "2024-05-03"}'),
        (Decimal("1.50"), "1.50"),
        (datetime(2024, 5, 3, 6, 30), "2024-05-03 06:30:00"),
        (b"\x00\xff", "b'\\x00\\xff'"),
        (["x", None], '["x", null]'),
    ],
    ids=str,
)
def test_what_sql_gives_beyond_the_tables(value: Any, cell: str) -> None:
    assert csv_column(pa.array([value, None])).to_pylist() == [cell, None]


def test_a_formula_in_a_list_of_other_things_is_neutralised() -> None:
    assert csv_column(pa.array([["=x", None]])).to_pylist() == ['["=x", null]']
    assert csv_column(pa.array([["=x", "y"]])).to_pylist() == ["'=x | y"]


@pytest.mark.parametrize(
    ("value", "plain"),
    [(Decimal("2"), 2), (Decimal("2.5"), 2.5), (b"\xff", "ff"), (date(2024, 5, 3), "2024-05-03")],
    ids=str,
)
def test_json(value: Any, plain: Any) -> None:
    assert plain_json(value) == plain


def test_nothing() -> None:
    out = io.StringIO()
    write_csv([], ["a", "b"], out)
    assert out.getvalue() == "a,b\n"
    assert cells(pa.array([], pa.string())) == []
