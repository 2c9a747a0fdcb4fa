"""CSV cells of whole columns at once, the same as `write.csv_cell` gives them one by one."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import IO, Any

from ghatana.tables.write import FORMULA_STARTS, LIST_JOIN, csv_cell


def write_csv(batches: Iterable[Any], names: Iterable[str], file: IO[str]) -> None:
    """Write a header and the rows of Arrow batches as CSV (RFC 4180) to a file opened with `newline=""`."""
    writer = csv.writer(file)
    writer.writerow(list(names))
    for batch in batches:
        columns = [csv_column(column).to_pylist() for column in batch.columns]
        writer.writerows(zip(*columns, strict=True))


def csv_column(column: Any) -> Any:
    """An Arrow array as strings: lists joined by " | ", nulls empty, formulas neutralised.

    >>> import pyarrow as pa
    >>> csv_column(pa.array([["=1+1", "నాసా"], [], None])).to_pylist()
    ["'=1+1 | నాసా", '', '']
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_date32(kind):
        return pc.fill_null(pc.cast(column, pa.string()), "")
    if pa.types.is_list(kind) and pa.types.is_string(kind.value_type) and not _holes(column):
        return _text(pc.binary_join(column, LIST_JOIN))
    if pa.types.is_string(kind):
        return _text(column)
    return pa.array([csv_cell(_plain(value)) for value in column.to_pylist()], pa.string())


def _holes(column: Any) -> bool:
    return any(chunk.flatten().null_count for chunk in getattr(column, "chunks", [column]))


def _text(column: Any) -> Any:
    import pyarrow.compute as pc

    whole = pc.fill_null(pc.replace_substring(column, "\x00", "\N{REPLACEMENT CHARACTER}"), "")
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
