"""The tables that plots are drawn from: DataFrames, or a folder of Parquet files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ghatana.errors import UsageError
from ghatana.tables import schema
from ghatana.tables.files import parquet_files

if TYPE_CHECKING:
    import pandas as pd

    Source = Mapping[str, pd.DataFrame] | str | Path

ACROSS = tuple(table.name for table in schema.ACROSS)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, each a mapping by column."""

    rows: tuple[Mapping[str, Any], ...]

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def has_table(source: Source, name: str) -> bool:
    """True if `source` holds the table `name`."""
    return name in (source if isinstance(source, Mapping) else parquet_files(Path(source)))


def read_rows(source: Source, name: str, columns: tuple[str, ...]) -> Rows:
    """The `columns` of the table `name`.

    Args:
        source: DataFrames by table, as `ghatana.extract` gives them; or the folder of a run, of a timeline or of a
            published dataset, with Parquet.
        name: a table.
        columns: those wanted; others are not read.

    Raises:
        UsageError: if there is no such table, or it lacks a column.

    """
    if not has_table(source, name):
        raise UsageError(_no_table(source, name))
    if isinstance(source, Mapping):
        frame = source[name]
        lacking = [c for c in columns if c not in frame.columns]
        if lacking:
            raise UsageError(
                f"The table {name!r} has no column {lacking[0]!r}, which this plot needs; expected the columns of "
                "`ghatana schema`."
            )
        frame = frame[list(columns)]
    else:
        frame = _from_files(parquet_files(Path(source))[name], columns)
    return Rows(tuple(frame.to_dict("records")))  # type: ignore[arg-type]


def _no_table(source: Source, name: str) -> str:
    held = "The tables given" if isinstance(source, Mapping) else f"{source}"
    if name in ACROSS:
        return f"{held} have no table {name!r}. Make it with `ghatana timeline RUN --out DIR`, and give DIR."
    return (
        f"{held} have no table {name!r}. Give what ghatana.extract returned, or the folder of a run that was written "
        "with --format parquet."
    )


def _from_files(files: Sequence[Path], columns: tuple[str, ...]) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Partitioning is turned off, for a folder's name is no column of ours.
    parts = [pq.read_table(file, columns=list(columns), partitioning=None) for file in files]
    frame: pd.DataFrame = pa.concat_tables(parts).to_pandas()
    return frame


def day(value: Any) -> date | None:
    """A date from a cell: a date, a timestamp or ISO 8601; None where it is null.

    >>> day("2024-05-03"), day(float("nan"))
    (datetime.date(2024, 5, 3), None)
    """
    if isinstance(value, datetime):  # NaT is one, and differs from itself
        return value.date() if value == value else None
    if isinstance(value, date):
        return value
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None


def words(value: Any) -> tuple[str, ...]:
    """The strings in a cell: of a list all, of a string the one, of a null none.

    >>> words(["China", "Russia"]), words("ILRS"), words(None)
    (('China', 'Russia'), ('ILRS',), ())
    """
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(map(str, value)) if hasattr(value, "__iter__") else ()
