"""SQL over tables: what it gives in each format, and what it cannot do."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ghatana.cli import main
from ghatana.errors import QueryError, UsageError
from ghatana.query import query
from ghatana.tables.schema import BY_NAME
from synthetic_runs import write_run

DAY = date(2024, 6, 13)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    launches = [
        (f"{i:016x}", "d1", "liftoff", ["PSLV", "=1+1"][: i + 1], ["=cmd()", None, "రాకెట్"][i], [], None, None,
         ["completed", "planned", "planned"][i], None, None, None, [], "వాక్యం", DAY if i else None, None, 0.5, None)
        for i in range(3)
    ]  # fmt: skip
    return write_run(tmp_path_factory.mktemp("query") / "it's a run", {"launches": launches})


def asked(folder: Path, sql: str, form: str) -> bytes:
    done = CliRunner().invoke(main, ["query", str(folder), sql, "--format", form])
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def test_rows_as_arrow(folder: Path) -> None:
    found = query(folder, "SELECT status, count(*) AS n FROM launches GROUP BY ALL ORDER BY n")
    assert found.to_pylist() == [{"status": "completed", "n": 1}, {"status": "planned", "n": 2}]


def test_every_table_of_the_folder_is_there(folder: Path) -> None:
    found = query(folder, "SHOW TABLES").column(0).to_pylist()
    assert sorted(found) == sorted(set(BY_NAME) - {"tokens", "corrections"})
    assert query(folder, "SELECT * FROM agreements").column_names == list(BY_NAME["agreements"].names)


def test_csv_is_safe_in_a_spreadsheet(folder: Path) -> None:
    text = asked(folder, "SELECT vehicle, payloads, published FROM launches", "csv").decode("utf-8")
    assert list(csv.reader(io.StringIO(text))) == [
        ["vehicle", "payloads", "published"],
        ["'=cmd()", "PSLV", ""],
        ["", "PSLV | =1+1", "2024-06-13"],
        ["రాకెట్", "PSLV | =1+1", "2024-06-13"],
    ]


def test_jsonl(folder: Path) -> None:
    lines = asked(
        folder, "SELECT vehicle, payloads, published, 1.5::DECIMAL(3,1) AS x FROM launches", "jsonl"
    )
    assert json.loads(lines.decode("utf-8").splitlines()[2]) == {
        "vehicle": "రాకెట్", "payloads": ["PSLV", "=1+1"], "published": "2024-06-13", "x": 1.5,
    }  # fmt: skip


def test_parquet(folder: Path) -> None:
    sql = "SELECT event_id, published FROM launches"
    found = pq.read_table(io.BytesIO(asked(folder, sql, "parquet")))
    assert found.to_pylist() == query(folder, sql).to_pylist()


def test_a_table_for_people_shows_every_row_and_nothing_else(folder: Path) -> None:
    text = asked(folder, "SELECT i, repeat('x', 200) AS long FROM range(500) t(i)", "table").decode("utf-8")
    assert all(f" {i} │" in text for i in (0, 250, 499))
    assert "x" * 200 in text
    assert "%" not in text


def test_the_order_is_that_of_the_files(folder: Path) -> None:
    assert query(folder, "SELECT event_id FROM launches").column(0).to_pylist() == [
        f"{i:016x}" for i in range(3)
    ]


def test_folders_of_parts(folder: Path, tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", {})
    (run / "launches.parquet").unlink()
    (run / "launches.parquet").mkdir()
    whole = pq.read_table(folder / "launches.parquet")
    for i in range(2):
        pq.write_table(whole.slice(i * 2, 2 - i), run / "launches.parquet" / f"part-{i}.parquet")
    assert query(run, "SELECT count(*) FROM launches").to_pylist() == [{"count_star()": 3}]


REFUSED: list[tuple[str, Callable[[Path], str]]] = [
    ("CREATE is not a statement that reads", lambda _: "CREATE TABLE x (a INT)"),
    ("COPY is not a statement that reads", lambda f: f"COPY launches TO '{f.parent}/out.csv'"),
    ("ATTACH is not a statement that reads", lambda f: f"ATTACH '{f.parent}/x.db'"),
    ("not a statement that reads", lambda _: "INSTALL httpfs"),
    ("not a statement that reads", lambda _: "LOAD httpfs"),
    ("not a statement that reads", lambda _: "SET enable_external_access = true"),
    ("not a statement that reads", lambda _: "DROP VIEW launches"),
    ("not a statement that reads", lambda _: "EXPORT DATABASE 'x'"),
    ("found 2", lambda _: "SELECT 1; SELECT 2"),
    ("found 0", lambda _: " -- nothing"),
    ("syntax error", lambda _: "SELEC 1"),
    ("Table with name nothing does not exist", lambda _: "SELECT * FROM nothing"),
    ("Candidate bindings", lambda _: "SELECT vehicl FROM launches"),
    ("Could not convert", lambda _: "SELECT CAST(evidence AS INT) FROM launches"),
    ("Cannot access", lambda f: f"SELECT * FROM read_text('{f.as_posix().replace(chr(39), chr(39) * 2)}/run.json')"),
    ("Cannot access", lambda _: "SELECT * FROM '/etc/passwd.csv'"),
    ("", lambda _: "SELECT * FROM 'https://example.org/x.parquet'"),
    ("does not exist", lambda _: "SELECT * FROM here"),
]  # fmt: skip


@pytest.mark.parametrize(("message", "sql"), REFUSED, ids=[f"{i}" for i in range(len(REFUSED))])
def test_what_cannot_be_done(folder: Path, message: str, sql: Callable[[Path], str]) -> None:
    here = {"a": [1]}  # a variable that DuckDB would take for a table
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(QueryError) as refused:
        query(folder, sql(folder))
    assert message in refused.value.message
    assert sorted(folder.parent.rglob("*")) == before
    assert here


def test_an_error_names_the_tables_and_exits_with_2(folder: Path) -> None:
    done = CliRunner().invoke(main, ["query", str(folder), "SELECT * FROM nothing"])
    assert done.exit_code == 2
    assert "Tables here: agreements, arguments, documents" in done.stderr
    assert done.stdout == ""


def test_errors_part_way_through_the_rows_are_told_too(folder: Path) -> None:
    done = CliRunner().invoke(
        main, ["query", str(folder), "SELECT CAST(evidence AS INT) FROM launches", "--format", "csv"]
    )
    assert (done.exit_code, "The query failed" in done.stderr) == (2, True)


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no table"):
        query(tmp_path, "SELECT 1")


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", {})
    (run / "events.parquet").write_bytes(b"not Parquet")
    with pytest.raises(UsageError, match="cannot be read"):
        query(run, "SELECT 1")


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize(
    "sql", ["SELECT TIMESTAMP '290000-01-01' AS x", "SELECT INTERVAL 5 MONTH AS x", "SELECT '\udcff'"]
)
def test_values_that_cannot_be_shown_are_told(folder: Path, sql: str, form: str) -> None:
    done = CliRunner().invoke(main, ["query", str(folder), sql, "--format", form])
    assert done.exit_code in (0, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)
