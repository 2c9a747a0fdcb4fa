"""Files: the same rows give the same bytes, each format reads back, and a spreadsheet runs nothing."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ghatana.tables.schema import BY_NAME, arrow_schema
from ghatana.tables.write import WRITERS, csv_cell, file_sha256, read_rows

QUARANTINE = BY_NAME["quarantine"]
ROW = ("a.txt", 1, "d", "read", "ReadError", "వివరణ", None, "=cmd|' /C calc'!A0")
TIMEX = BY_NAME["timexes"]
TIME_ROW = (
    "d",
    0,
    0,
    5,
    10,
    "మే 3న",
    "DATE",
    "2024-05-03",
    None,
    "2024-05-03",
    date(2024, 5, 3),
    None,
    "explicit",
    ["a", "b"],
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def write(path: Path, kind: str, table: Any, *batches: list[tuple[Any, ...]]) -> Path:
    writer = WRITERS[kind](path, table)
    for rows in batches:
        writer.write(rows)
    writer.close()
    return path


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_rows_give_the_same_bytes(kind: str, tmp_path: Path) -> None:
    files = [write(tmp_path / str(i), kind, TIMEX, [TIME_ROW], [TIME_ROW]) for i in range(2)]
    assert file_sha256(files[0]) == file_sha256(files[1])


def test_an_empty_table_has_its_schema(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", "parquet", TIMEX)
    assert pq.read_schema(path).equals(arrow_schema(TIMEX))
    assert list(pd.read_parquet(path).columns) == list(TIMEX.names)
    empty = write(tmp_path / "t.csv", "csv", TIMEX).read_bytes()
    assert empty == ("\ufeff" + ",".join(TIMEX.names) + "\r\n").encode()


def test_parquet_reads_back_row_by_row(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", "parquet", TIMEX, [TIME_ROW], [], [TIME_ROW, TIME_ROW])
    assert list(read_rows(path)) == [[TIME_ROW], [TIME_ROW, TIME_ROW]]


def test_jsonl_holds_dates_lists_and_nulls(tmp_path: Path) -> None:
    (line,) = write(tmp_path / "t.jsonl", "jsonl", TIMEX, [TIME_ROW]).read_text("utf-8").splitlines()
    record = json.loads(line)
    assert (record["earliest"], record["latest"], record["alternatives"]) == ("2024-05-03", None, ["a", "b"])


def test_csv_shows_telugu_in_a_spreadsheet_and_runs_no_formula(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "csv", QUARANTINE, [ROW])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (record,) = csv.DictReader(file)
    assert record["message"] == "వివరణ"
    assert record["raw"] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cells_that_a_spreadsheet_would_run_are_neutralised(start: str) -> None:
    assert csv_cell(start + "1") == "'" + start + "1"
    assert csv_cell([start + "1", "b"]) == "'" + start + "1 | b"


def test_numbers_and_truth_are_plain() -> None:
    assert [csv_cell(v) for v in (-1, 0.5, True, False, date(2024, 5, 3))] == [
        "-1",
        "0.5",
        "true",
        "false",
        "2024-05-03",
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(TEXT, st.lists(TEXT, max_size=3))
def test_any_text_survives_every_format(tmp_path: Path, text: str, items: list[str]) -> None:
    row = (*TIME_ROW[:5], text, *TIME_ROW[6:13], items)
    assert list(read_rows(write(tmp_path / "t.parquet", "parquet", TIMEX, [row]))) == [[row]]
    lines = write(tmp_path / "t.jsonl", "jsonl", TIMEX, [row]).read_text("utf-8").split("\n")
    assert json.loads(lines[0])["text"] == text
    with write(tmp_path / "t.csv", "csv", TIMEX, [row]).open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.reader(file))[1]
    assert cells[5].lstrip("'") == text.replace("\x00", "\N{REPLACEMENT CHARACTER}").lstrip("'")
