"""Corrections in a run: the same rows with any number of workers, after a stop, and told at the end."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

import ghatana
from ghatana.cli import main
from ghatana.errors import UsageError
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, batches, run, shards
from ghatana.run.output import ASIDE
from ghatana.tables.corrections import Corrections
from ghatana.tables.schema import BY_NAME
from ghatana.tables.write import read_rows

RECIPE = Recipe.default().changed(ner="rules")
TEXTS = [
    "ఇస్రో మే 3న శ్రీహరికోట నుంచి చంద్రయాన్-3ను ప్రయోగించింది.",
    "చైనా జూన్ 5న చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది.",
    "నాసా 2026లో ఆర్టెమిస్-2ను ప్రయోగించనుంది.",
    "వాతావరణం బాగుంది.",
]
NOWHERE = "0" * 16


@pytest.fixture
def source(tmp_path: Path) -> str:
    lines = [
        json.dumps({"id": f"n{i}", "text": t, "published": "2024-06-13"}) for i, t in enumerate(TEXTS * 3)
    ]
    lines = [line.replace(f'"n{i}"', f'"n{i:02}"') for i, line in enumerate(lines)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return str(tmp_path / "in.jsonl")


def go(source: str, out: Path, **options: Any) -> Any:
    return run([source], out, RECIPE, Options(**options), Progress(quiet=True))


def events(out: Path) -> pd.DataFrame:
    return pd.read_parquet(out / "events.parquet").set_index("event_id")


def rows(out: Path) -> list[dict[str, Any]]:
    return [
        dict(zip(BY_NAME["events"].names, row, strict=True))
        for held in read_rows(out / "events.parquet")
        for row in held
    ]


@pytest.fixture
def plain(source: str, tmp_path: Path) -> pd.DataFrame:
    go(source, tmp_path / "plain")
    return events(tmp_path / "plain")


@pytest.fixture
def by_hand(plain: pd.DataFrame, tmp_path: Path) -> Path:
    first, second, third = plain.index[:3]
    path = tmp_path / "mine.csv"
    path.write_text(
        "event_id,action,column,value,note\n"
        f"{first},reject,,,no event\n"
        f"{second},override,date_edtf,2024-06,\n"
        f"{second},override,vehicle,Long March 5,\n"
        f"{third},accept,,,\n"
        f"{NOWHERE},override,status,failed,\n",
        "utf-8",
    )
    return path


def manifest(out: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((out / "run.json").read_text("utf-8"))
    content.pop("timings")
    return content


def test_ids_stay_and_only_what_was_corrected_changes(
    source: str, plain: pd.DataFrame, by_hand: Path, tmp_path: Path
) -> None:
    outcome = go(source, tmp_path / "run", corrections=Corrections.read(by_hand))
    after = events(tmp_path / "run")
    assert list(after.index) == list(plain.index[1:])
    assert after["review"].dropna().tolist() == ["corrected", "accepted"]
    assert after.iloc[0]["date_edtf"] == "2024-06"
    before, now = rows(tmp_path / "plain"), rows(tmp_path / "run")
    assert [{**row, "review": None} for row in now[1:]] == before[2:]
    wide = pd.read_parquet(tmp_path / "run" / "launches.parquet").set_index("event_id")
    assert wide.loc[after.index[0], "vehicle"] == "Long March 5"
    assert plain.index[0] not in wide.index
    said = outcome.manifest["corrections"]
    assert (said["rows"], said["accepted"], said["rejected"], said["overridden"]) == (5, 1, 1, 2)
    assert said["unmatched"] == [{"line": 6, "event_id": NOWHERE, "action": "override"}]
    assert outcome.manifest["options"]["corrections"] == said["sha256"]
    met = pd.read_parquet(tmp_path / "run" / "corrections.parquet")
    assert met["line"].tolist() == [2, 3, 4, 5]
    assert outcome.manifest["counts"]["events"] == len(after) == outcome.manifest["events_by_type"]["launch"]


@pytest.mark.parametrize("workers", [1, 2])
def test_any_number_of_workers(source: str, by_hand: Path, tmp_path: Path, workers: int) -> None:
    go(source, tmp_path / "one", corrections=Corrections.read(by_hand))
    go(source, tmp_path / "many", corrections=Corrections.read(by_hand), workers=workers)
    assert manifest(tmp_path / "one") == manifest(tmp_path / "many")


def test_a_stopped_run_is_continued_with_the_same_corrections_alone(
    source: str, by_hand: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "SHARD_ENTRIES", 4)
    corrections = Corrections.read(by_hand)
    go(source, tmp_path / "whole", corrections=corrections)
    real, seen = batches.rows_of, [0]

    def crash(*args: Any) -> Any:
        seen[0] += 1
        if seen[0] > 1:
            raise KeyboardInterrupt
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(batches, "rows_of", crash)
        with pytest.raises(KeyboardInterrupt):
            go(source, tmp_path / "run", corrections=corrections)
    assert len(list((tmp_path / "run" / ASIDE / "shards").iterdir())) == 1
    by_hand.write_text(by_hand.read_text("utf-8").replace("failed", "delayed"), "utf-8")
    with pytest.raises(UsageError, match="was started otherwise"):
        go(source, tmp_path / "run", corrections=Corrections.read(by_hand), resume=True)
    with pytest.raises(UsageError, match="was started otherwise"):
        go(source, tmp_path / "run", resume=True)
    go(source, tmp_path / "run", corrections=corrections, resume=True)
    assert manifest(tmp_path / "run") == manifest(tmp_path / "whole")


def test_what_met_no_event_is_said_on_stderr(source: str, by_hand: Path, tmp_path: Path) -> None:
    args = [
        "extract",
        source,
        "--out",
        str(tmp_path / "run"),
        "--ner",
        "rules",
        "--corrections",
        str(by_hand),
    ]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    assert "corrections: 1 accepted, 1 rejected, 2 overridden\n" in done.stderr
    assert f"  line 6: no event {NOWHERE} in this run\n" in done.stderr


def test_a_bad_file_is_status_2_before_anything_is_written(source: str, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(f"event_id,action\n{NOWHERE},drop\n", "utf-8")
    args = ["extract", source, "--out", str(tmp_path / "run"), "--corrections", str(tmp_path / "bad.csv")]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 2
    assert "bad.csv, line 2: the action is 'drop'; expected one of accept, reject, override." in done.stderr
    assert not (tmp_path / "run").exists()


def test_from_python(plain: pd.DataFrame, by_hand: Path, caplog: pytest.LogCaptureFixture) -> None:
    records = [{"id": f"n{i:02}", "text": t, "published": "2024-06-13"} for i, t in enumerate(TEXTS * 3)]
    log = logging.getLogger("ghatana.api")
    log.addHandler(caplog.handler)  # the command line, run before in this process, ends the way to the root
    tables = ghatana.extract(records, recipe=RECIPE, corrections=by_hand)
    log.removeHandler(caplog.handler)
    assert tables["events"]["event_id"].tolist() == list(plain.index[1:])
    assert tables["corrections"]["action"].tolist() == ["reject", "override", "override", "accept"]
    assert f"line 6: no event {NOWHERE} in this run" in caplog.text
