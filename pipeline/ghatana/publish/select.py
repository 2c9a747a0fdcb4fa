"""Which tables, columns and rows are published, and in which order and split."""

from __future__ import annotations

from dataclasses import replace

from ghatana.tables.rules import DAYS, EVERY, order
from ghatana.tables.schema import Table

# Tables that are the text itself, and columns that hold it or may.
TEXT_TABLES = ("sentences", "tokens")
TEXT_COLUMNS = {"documents": ("text", "meta"), "quarantine": ("raw",)}
UNDATED = "undated"
SPLIT = "split_"  # a column of the queries alone


def published(name: str, *, with_text: bool) -> Table | None:
    """A table as it is published: without columns that hold text, or None if it is the text."""
    table = EVERY[name]
    if with_text:
        return table
    if name in TEXT_TABLES:
        return None
    left_out = TEXT_COLUMNS.get(name, ())
    return replace(table, columns=tuple(c for c in table.columns if c.name not in left_out))


def query(table: Table) -> str:
    """SQL for the rows of a table with their split, in the order they are published in."""
    columns = ", ".join(f't."{c}"' for c in table.names)
    sort = ", ".join(f't."{c}"' for c in order(table) if c in table.names)
    return f"SELECT {_year(table)} AS {SPLIT}, {columns} {_from(table)} ORDER BY {SPLIT}, {sort}"


def counts(table: Table) -> str:
    """SQL for the splits of a table and how many rows each has, in order."""
    return f"SELECT {_year(table)} AS {SPLIT}, count(*) {_from(table)} GROUP BY {SPLIT} ORDER BY {SPLIT}"


def _year(table: Table) -> str:
    """The year of publication: of the row, else of its document, else none."""
    if table.name in DAYS:
        day = f"t.{DAYS[table.name]}"
    elif "published" in table.names:
        day = "t.published"
    elif "doc_id" in table.names and table.name != "quarantine":
        day = "d.published"
    else:
        return f"'{UNDATED}'"
    return f"coalesce(lpad(CAST(year({day}) AS VARCHAR), 4, '0'), '{UNDATED}')"


def _from(table: Table) -> str:
    joined = " LEFT JOIN documents d USING (doc_id)" if "d.published" in _year(table) else ""
    return f'FROM "{table.name}" t{joined}'
