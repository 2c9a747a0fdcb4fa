"""What a table and a column are, and how tables are written down: the parts of `ghatana.tables.schema`."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("string", "int32", "float64", "bool", "date32", "list<string>")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its Arrow type (one of `KINDS`), whether it may be null, and what it means."""

    name: str
    kind: str
    nullable: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what one row stands for, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(c.name for c in self.columns)


def columns(text: str) -> tuple[Column, ...]:
    """Columns from lines of `name kind[?] meaning`; `?` marks a column that may be null."""
    out = []
    for line in filter(None, text.splitlines()):
        name, kind, meaning = line.split(maxsplit=2)
        out.append(Column(name, kind.rstrip("?"), kind.endswith("?"), meaning))
    return tuple(out)


DATES = """
date_edtf string? when it happened or is to happen, EDTF (ISO 8601-2)
date_earliest date32? first day it may be; null: open or unknown
date_latest date32? last day it may be; null: open or unknown
"""
