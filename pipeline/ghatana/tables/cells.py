"""CSV cells of whole columns at once, the same as `write.csv_cell` gives them one by one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import IO, Any

from ghatana.tables.write import FORMULA_STARTS, LIST_JOIN, csv_cell

CSV_ROWS = 8_192  # converted at once


def write_csv(batches: Iterable[Any], names: Iterable[str], file: IO[str]) -> None:
    """Write a header and the rows of Arrow tables or batches as CSV (RFC 4180) to a file opened with `newline=""`.

    Cells are those of `write.csv_cell`; strings are quoted, a cell without quotes and content is null.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    csv.writer(file, lineterminator="\n").writerow(list(names))
    options = arrow_csv.WriteOptions(include_header=False, batch_size=CSV_ROWS)
    for batch in batches:
        columns = [csv_column(column) for column in batch.columns]
        if columns and len(batch):
            held = io.BytesIO()
            arrow_csv.write_csv(pa.table(columns, names=list(map(str, range(len(columns))))), held, options)
            file.write(held.getvalue().decode("utf-8"))


def csv_column(column: Any) -> Any:
    """An Arrow array as CSV shows it: lists joined by " | ", formulas neutralised; numbers and days as they are.

    >>> import pyarrow as pa
    >>> csv_column(pa.array([["=1+1", "నాసా"], [], None])).to_pylist()
    ["'=1+1 | నాసా", '', None]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    kind, of = column.type, pa.types
    if of.is_boolean(kind) or of.is_integer(kind) or of.is_floating(kind) or of.is_date32(kind):
        return column
    if of.is_list(kind) and of.is_string(kind.value_type) and not _holes(column):
        return _text(pc.binary_join(column, LIST_JOIN))
    if of.is_string(kind):
        return _text(column)
    cells = [None if value is None else csv_cell(_plain(value)) for value in column.to_pylist()]
    return pa.array(cells, pa.string())


def _holes(column: Any) -> bool:
    return any(chunk.flatten().null_count for chunk in getattr(column, "chunks", [column]))


def _text(column: Any) -> Any:
    import pyarrow.compute as pc

    whole = pc.replace_substring(column, "\x00", "\N{REPLACEMENT CHARACTER}")
    # The first character, not a pattern: `.` would miss a line break.
    first = pc.utf8_slice_codeunits(whole, 0, 1)
    runs = pc.is_in(first, value_set=_starts())
    return pc.if_else(runs, pc.binary_join_element_wise("'", whole, ""), whole)


def _starts() -> Any:
    import pyarrow as pa

    return pa.array(FORMULA_STARTS)


def _plain(value: Any) -> Any:
    """What SQL gives beyond the types of the tables, as text; numbers and strings as they are."""
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return value
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=plain_json)
    return value


def plain_json(value: Any) -> Any:
    """A value that JSON has no form for: dates as ISO 8601, numbers as numbers, bytes in hexadecimal."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
