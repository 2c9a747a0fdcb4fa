"""Tables as plots read them: from DataFrames and from folders, with messages for what is missing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from ghatana.errors import UsageError
from ghatana.plots.read import ACROSS, day, has_table, read_rows, words
from ghatana.tables.files import PUBLICATION
from plot_tables import agreement, launch, table, tables

COLUMNS = ("event_id", "payloads", "date_earliest")
DAY = date(2024, 5, 3)


def test_a_folder_gives_what_dataframes_give(tmp_path: Path) -> None:
    held = tables([launch("a", DAY, DAY), launch("b", None, DAY)])
    for name, frame in held.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")

    def plain(rows: object) -> list[tuple[str, tuple[str, ...], date | None]]:
        return [(r["event_id"], words(r["payloads"]), day(r["date_earliest"])) for r in rows]  # type: ignore[attr-defined]

    want = [("a", ("a",), DAY), ("b", ("b",), None)]
    assert plain(read_rows(held, "launches", COLUMNS)) == want
    assert plain(read_rows(tmp_path, "launches", COLUMNS)) == want
    assert plain(read_rows(str(tmp_path), "launches", COLUMNS)) == want
    assert len(read_rows(tmp_path, "launches", COLUMNS)) == 2


def test_a_folder_of_parts_is_read_too(tmp_path: Path) -> None:
    parts = tmp_path / "launches.parquet"
    parts.mkdir()
    for n, key in enumerate("ab"):
        table("launches", launch(key, DAY, DAY)).to_parquet(parts / f"part-{n}.parquet")
    assert [r["event_id"] for r in read_rows(tmp_path, "launches", COLUMNS)] == ["a", "b"]


def test_a_published_dataset_is_read_too(tmp_path: Path) -> None:
    (tmp_path / PUBLICATION).write_text("{}", "utf-8")
    (tmp_path / "launches").mkdir()
    for year, key in (("2024", "a"), ("2025", "b")):
        table("launches", launch(key, DAY, DAY)).to_parquet(tmp_path / "launches" / f"{year}.parquet")
    assert [r["event_id"] for r in read_rows(tmp_path, "launches", COLUMNS)] == ["a", "b"]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no table in Parquet"):
        has_table(tmp_path, "launches")
    table("events").to_parquet(tmp_path / "events.parquet")
    assert not has_table(tmp_path, "launches")
    assert has_table(tmp_path, "events")
    assert has_table(tables(), "launches")
    with pytest.raises(UsageError, match=r"have no table 'launches'.*--format parquet"):
        read_rows(tmp_path, "launches", COLUMNS)
    for name in ACROSS:
        with pytest.raises(
            UsageError, match=rf"no table '{name}'. Make it with `ghatana timeline RUN --out DIR`"
        ):
            read_rows({}, name, COLUMNS)
    with pytest.raises(UsageError, match="'launches' has no column 'payloads'"):
        read_rows({"launches": pd.DataFrame({"event_id": ["a"]})}, "launches", COLUMNS)


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        (DAY, DAY),
        (datetime(2024, 5, 3, 9, 10), DAY),
        (pd.Timestamp("2024-05-03"), DAY),
        ("2024-05-03", DAY),
        ("2024-05-03T09:10", DAY),
        (None, None),
        (float("nan"), None),
        (pd.NaT, None),
        ("", None),
    ],
)
def test_days(cell: object, want: date | None) -> None:
    assert day(cell) == want


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        (["చైనా", "B"], ("చైనా", "B")),
        ("China", ("China",)),
        ("", ()),
        (None, ()),
        (float("nan"), ()),
        ([], ()),
        (table("agreements", agreement("A", "B"))["parties"][0], ("A", "B")),
    ],
)
def test_words(cell: object, want: tuple[str, ...]) -> None:
    assert words(cell) == want
