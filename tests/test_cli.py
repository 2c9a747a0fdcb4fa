"""The command line: statuses, streams and messages of the contract, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
SPACE = "శ్రీహరికోట: ఇస్రో మే 3న పీఎస్‌ఎల్‌వీ-సి58 రాకెట్‌ను ప్రయోగించింది."


def ghatana(*args: str | Path, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ghatana", *map(str, args)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **env},
        check=False,
        cwd=ROOT,
    )


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(SPACE, "utf-8")
    return tmp_path / "in"


def test_a_run_writes_tables_and_a_summary_on_stderr(articles: Path, tmp_path: Path) -> None:
    done = ghatana("extract", articles, "--out", tmp_path / "run", "--published", "2024-06-13")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 documents in " in done.stderr
    assert "1 launch" in done.stderr
    assert (tmp_path / "run").as_posix() in done.stderr
    (launch,) = pd.read_parquet(tmp_path / "run" / "launches.parquet").to_dict("records")
    assert (launch["vehicle"], launch["date_edtf"]) == ("PSLV-C58", "2024-05-03")


def test_quiet_is_quiet(articles: Path, tmp_path: Path) -> None:
    done = ghatana("extract", articles, "--out", tmp_path / "run", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_standard_input_is_jsonl(tmp_path: Path) -> None:
    record = json.dumps({"text": SPACE, "id": "x", "published": "2024-06-13"}, ensure_ascii=False)
    assert ghatana("extract", "-", "--out", tmp_path / "run", stdin=record + "\n").returncode == 0
    assert pd.read_parquet(tmp_path / "run" / "documents.parquet")["doc_id"].tolist() == ["x"]


def test_quarantined_input_is_status_3_and_is_said(articles: Path, tmp_path: Path) -> None:
    (articles / "bad.jsonl").write_text("{broken\n", "utf-8")
    done = ghatana("extract", articles, "--out", tmp_path / "run")
    assert done.returncode == 3
    assert "1 inputs could not be processed" in done.stderr


def test_what_happens_is_told_where_the_user_wants_it(articles: Path, tmp_path: Path) -> None:
    (articles / "bad.jsonl").write_text("{broken\n", "utf-8")
    log = tmp_path / "run.log"
    done = ghatana("extract", articles, "--out", tmp_path / "run", "--verbose", "--log", log)
    told = log.read_text("utf-8")
    assert "WARNING quarantined: " in told
    assert "bad.jsonl, record 1, stage read: The line is not JSON" in told
    assert "finished: 1 documents" in told
    assert "WARNING quarantined: " in done.stderr
    refused = ghatana("extract", articles, "--out", tmp_path / "other", "--log", tmp_path / "no" / "such.log")
    assert (refused.returncode, "cannot be written" in refused.stderr) == (2, True)


def test_strict_is_status_1(articles: Path, tmp_path: Path) -> None:
    (articles / "bad.jsonl").write_text("{broken\n", "utf-8")
    done = ghatana("extract", articles, "--out", tmp_path / "run", "--strict")
    assert done.returncode == 1
    assert "Stopped at the first bad document" in done.stderr


WRONG = {
    "an input that does not exist": (
        ["extract", "none.txt", "--out", "{tmp}/run"],
        "none.txt does not exist",
    ),
    "a folder that holds files": (["extract", "{in}", "--out", "{tmp}"], "is not empty"),
    "no output": (["extract", "{in}"], "--out"),
    "an unknown option": (["extract", "{in}", "--out", "{tmp}/run", "--colour"], "--colour"),
    "an unknown format": (
        ["extract", "{in}", "--out", "{tmp}/run", "--format", "xlsx"],
        "Unknown format xlsx",
    ),
    "an unknown table": (
        ["extract", "{in}", "--out", "{tmp}/run", "--tables", "eventz"],
        "Unknown table eventz",
    ),
    "an impossible date": (
        ["extract", "{in}", "--out", "{tmp}/run", "--published", "2024-02-30"],
        "no day of the calendar",
    ),
    "an unknown engine": (["extract", "{in}", "--out", "{tmp}/run", "--tokenizer", "nltk"], "nltk"),
    "own names that are malformed": (
        ["extract", "{in}", "--out", "{tmp}/run", "--knowledge", "pyproject.toml"],
        "pyproject.toml, line 1",
    ),
    "an unknown command": (["extrakt"], "extrakt"),
    "gold that is none": (["evaluate", "pyproject.toml"], "not a gold document"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_usage_is_status_2_with_a_message(name: str, articles: Path, tmp_path: Path) -> None:
    args, message = WRONG[name]
    done = ghatana(*(a.format(tmp=tmp_path, **{"in": articles}) for a in args))
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "run").exists()


def test_a_csv_column_that_is_missing_is_status_2(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,body\n1,x\n", "utf-8")
    done = ghatana("extract", tmp_path / "a.csv", "--out", tmp_path / "run")
    assert done.returncode == 2
    assert "--text-column" in done.stderr
    assert (
        ghatana("extract", tmp_path / "a.csv", "--out", tmp_path / "run", "--text-column", "body").returncode
        == 0
    )


def test_schema_goes_to_stdout() -> None:
    done = ghatana("schema")
    assert done.returncode == 0
    assert "station_phases: one row per" in done.stdout
    assert done.stderr == ""


def test_a_reader_that_goes_away_is_no_failure() -> None:
    shell = f"{sys.executable} -m ghatana schema | head -n 1"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.stdout.startswith("ghatana tables")
    assert "Traceback" not in done.stderr


def test_bytes_do_not_depend_on_hash_seed_time_zone_or_workers(tmp_path: Path) -> None:
    shas = []
    for i, (seed, zone, workers) in enumerate(
        [("0", "UTC", "1"), ("1", "Pacific/Kiritimati", "1"), ("2", "America/Lima", "2")]
    ):
        out = tmp_path / f"run{i}"
        done = ghatana(
            "extract", "corpus/articles", "--out", out, "--published", "2024-06-13", "--workers", workers,
            "--format", "parquet,csv,jsonl", PYTHONHASHSEED=seed, TZ=zone,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        manifest = json.loads((out / "run.json").read_text("utf-8"))
        manifest.pop("timings")
        shas.append(manifest)
    assert shas[0] == shas[1] == shas[2]
