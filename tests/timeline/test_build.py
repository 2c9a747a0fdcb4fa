"""From runs to tables: the same whatever the order, and merged or at once; folders, formats, errors; the command."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import ghatana
from claims import claim, launches
from ghatana.cli import main
from ghatana.errors import OutputExists, RunStopped, UsageError
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, run
from ghatana.tables.schema import ACROSS, arrow_schema
from ghatana.timeline import build, folder, rows_from, write
from ghatana.timeline.mentions import Mention, from_claims, unique

RECORDS = [
    {
        "id": "1",
        "published": "2024-04-02",
        "publisher": "ఈనాడు",
        "text": "చాంగ్ఇ-6ను మే 1న ప్రయోగించనున్నట్లు చైనా తెలిపింది.",
    },
    {"id": "2", "published": "2024-04-20", "publisher": "సాక్షి", "text": "చాంగ్ఇ-6 ప్రయోగం మే 3కు వాయిదా పడింది."},
    {
        "id": "3",
        "published": "2024-05-04",
        "publisher": "సాక్షి",
        "text": "చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను లాంగ్ మార్చ్-5 రాకెట్ ద్వారా ప్రయోగించింది.",
    },
    {"id": "4", "published": "2024-05-05", "publisher": "ఈనాడు", "text": "చాంగ్‌'ఇ-6ను చైనా మే 3న ప్రయోగించింది."},
    {
        "id": "5",
        "published": "2024-05-06",
        "publisher": "ఈనాడు",
        "text": "ఇస్రో మే 5న పీఎస్‌ఎల్‌వీ-సి58 రాకెట్‌ను ప్రయోగించింది.",
    },
]


def rows(name: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    table = next(t for t in ACROSS if t.name == name)
    return pa.Table.from_pandas(frame, schema=arrow_schema(table), preserve_index=False).to_pylist()  # type: ignore[no-any-return]


def as_rows(mentions: list[Mention]) -> dict[str, list[dict[str, Any]]]:
    made = rows_from(mentions)
    return {t.name: [dict(zip(t.names, r, strict=True)) for r in made[t.name]] for t in ACROSS}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two runs of some records each."""
    out = []
    for n, records in enumerate((RECORDS[:2], RECORDS[2:])):
        base = tmp_path_factory.mktemp(f"run{n}")
        (base / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
        recipe = Recipe.default().changed(ner="rules")
        run([str(base / "in.jsonl")], base / "run", recipe, Options(), Progress(quiet=True))
        out.append(base / "run")
    return out


def contents(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(path.iterdir())}


def test_a_timeline_of_two_runs(runs: list[Path], tmp_path: Path) -> None:
    tables = build(runs)
    assert {n: list(f.columns) for n, f in tables.items()} == {t.name: list(t.names) for t in ACROSS}
    change, other = rows("timeline", tables["timeline"])
    assert change["name"] == "Chang'e 6 · Long March 5"
    assert (change["status"], change["date_edtf"], change["payloads"]) == (
        "completed",
        "2024-05-03",
        ["Chang'e 6"],
    )
    assert (change["n_claims"], change["n_documents"], change["n_publishers"]) == (4, 4, 2)
    assert (str(change["first_reported"]), str(change["last_reported"])) == ("2024-04-02", "2024-05-05")
    assert change["evidence"] == RECORDS[2]["text"]
    assert (change["doc_id"], change["conflicts"]) == ("3", [])
    assert other["vehicle"] == ["PSLV-C58"]
    first, second = rows("slips", tables["slips"])
    assert (first["date_edtf"], first["previous_edtf"], first["days_moved"]) == ("2024-05-01", None, None)
    assert (second["date_edtf"], second["previous_edtf"], second["days_moved"]) == (
        "2024-05-03",
        "2024-05-01",
        2,
    )
    assert (first["announced_by"], second["announced_by"], second["status"]) == (
        ["ఈనాడు"],
        ["సాక్షి"],
        "delayed",
    )
    claims = rows("claims", tables["claims"])
    assert [c["doc_id"] for c in claims if c["happening_id"] == change["happening_id"]] == [
        "1",
        "2",
        "3",
        "4",
    ]
    assert [c["agrees"] for c in claims] == [False, True, True, True, True]
    assert claims[0]["differs"] == ["date_edtf"]


def test_merged_is_as_at_once_byte_for_byte(runs: list[Path], tmp_path: Path) -> None:
    formats = ("parquet", "csv", "jsonl")
    write(runs, tmp_path / "once", formats=formats)
    write(runs[::-1], tmp_path / "turned", formats=formats)
    write(runs[1], tmp_path / "new", formats=formats)
    write(runs[0], tmp_path / "merged", merge=tmp_path / "new", formats=formats)
    once = contents(tmp_path / "once")
    assert once == contents(tmp_path / "turned") == contents(tmp_path / "merged")
    assert set(once) == {"manifest.json", *(f"{t.name}.{f}" for t in ACROSS for f in formats)}
    manifest = json.loads(once["manifest.json"])
    assert manifest["counts"] == {"timeline": 2, "claims": 5, "slips": 2}
    assert write(runs, tmp_path / "again", merge=tmp_path / "once").counts == manifest["counts"]


def test_written_tables_have_their_schema_even_if_empty(tmp_path: Path) -> None:
    folder.fill(tmp_path / "empty", rows_from([]), ("parquet",))
    for table in ACROSS:
        found = pq.read_schema(tmp_path / "empty" / f"{table.name}.parquet")
        assert found.names == list(table.names)
        assert found.metadata == arrow_schema(table).metadata
    assert build([], merge=tmp_path / "empty")["timeline"].empty


def test_tables_in_memory_and_parts_of_a_large_run(runs: list[Path], tmp_path: Path) -> None:
    recipe = Recipe.default().changed(ner="rules")
    in_memory = [ghatana.extract(records, recipe=recipe) for records in (RECORDS[:2], RECORDS[2:])]
    parts = tmp_path / "parts"
    for name in ("documents", "events", "arguments"):
        (parts / f"{name}.parquet").mkdir(parents=True)
        whole = pq.read_table(runs[1] / f"{name}.parquet")
        for n in range(2):
            pq.write_table(
                whole.slice(n * 2, 2 if n == 0 else None), parts / f"{name}.parquet" / f"part-{n}.parquet"
            )
    (parts / "run.json").write_bytes((runs[1] / "run.json").read_bytes())
    expected = build(runs)
    for made in (build(in_memory), build([parts, runs[0]]), build([in_memory[1], runs[0]])):
        for name, frame in expected.items():
            assert rows(name, made[name]) == rows(name, frame)


@given(launches(), st.randoms(use_true_random=False), st.integers(0, 9))
@settings(max_examples=100, deadline=None)
def test_incremental_is_as_at_once(claims: list[Mention], rng: random.Random, cut: int) -> None:
    old = as_rows(claims[:cut])["claims"]
    merged = rows_from([*rng.sample(claims[cut:], len(claims[cut:])), *from_claims(old)])
    assert merged == rows_from(claims)
    assert list(from_claims(as_rows(claims)["claims"])) == [m for g in _groups(claims) for m in g]


def _groups(claims: list[Mention]) -> list[list[Mention]]:
    from ghatana.timeline.cluster import cluster

    order = {row["happening_id"]: n for n, row in enumerate(as_rows(claims)["timeline"])}
    assert len(order) == len(as_rows(claims)["timeline"])
    return cluster(claims)


@given(launches())
@settings(max_examples=100, deadline=None)
def test_tables_refer_to_each_other(claims: list[Mention]) -> None:
    made = as_rows(claims)
    by_id = {row["happening_id"]: row for row in made["timeline"]}
    of = {row["event_id"]: row for row in made["claims"]}
    assert set(of) == {m.event_id for m in claims}
    for happening, row in by_id.items():
        own = [c for c in made["claims"] if c["happening_id"] == happening]
        assert row["n_claims"] == len(own) >= row["n_documents"] >= row["n_publishers"] >= 1
        assert of[row["event_id"]]["happening_id"] == happening
        assert 0 <= row["confidence"] <= 1
    for slip in made["slips"]:
        assert of[slip["event_id"]]["happening_id"] == slip["happening_id"]
        if slip["previous_event_id"]:
            assert of[slip["previous_event_id"]]["date_edtf"] == slip["previous_edtf"]
    assert {c["happening_id"] for c in made["claims"]} == set(by_id)


@given(launches(), st.integers(0, 9))
@settings(max_examples=100, deadline=None)
def test_an_id_is_that_of_the_first_report(claims: list[Mention], cut: int) -> None:
    """Ids of a happening that keeps its first claim survive what is reported later."""
    ordered = sorted(claims, key=lambda m: m.order)
    before = {c["event_id"]: c["happening_id"] for c in as_rows(ordered[:cut])["claims"]}
    after = as_rows(claims)["claims"]
    first: dict[str, str] = {}
    for c in after:
        first.setdefault(c["happening_id"], c["event_id"])
    for happening, event in first.items():
        held = [e for e, h in before.items() if h == before.get(event)]
        if event in before and held and held[0] == event:
            assert before[event] == happening


def test_of_two_rows_of_one_event_the_surer() -> None:
    low, high = claim("a", confidence=0.2), claim("a", "planned", confidence=0.6)
    assert unique([low, high]) == unique([high, low]) == [high]


def test_what_cannot_be(runs: list[Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        build(tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no finished run"):
        build(tmp_path / "empty")
    with pytest.raises(UsageError, match="holds no finished timeline"):
        build(runs, merge=tmp_path / "empty")
    with pytest.raises(UsageError, match="lack arguments, documents"):
        build({"events": pd.DataFrame()})
    with pytest.raises(UsageError, match="Unknown format xlsx"):
        write(runs, tmp_path / "out", formats=("xlsx",))
    with pytest.raises(OutputExists, match="is not empty"):
        write(runs, runs[0])
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(OutputExists, match="is a file"):
        write(runs, tmp_path / "file")
    with pytest.raises(RunStopped, match="could not be written"):
        write(runs, tmp_path / "file" / "below")
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "run.json").write_bytes((runs[0] / "run.json").read_bytes())
    with pytest.raises(UsageError, match=r"has no documents\.parquet"):
        build(bare)
    write(runs, tmp_path / "csv", formats=("csv",))
    with pytest.raises(UsageError, match=r"has no claims\.parquet"):
        build(runs, merge=tmp_path / "csv")
    manifest = tmp_path / "csv" / "manifest.json"
    manifest.write_text(
        manifest.read_text("utf-8").replace('"schema_version": "', '"schema_version": "0.'), "utf-8"
    )
    with pytest.raises(UsageError, match="has schema version"):
        build(runs, merge=tmp_path / "csv")


def test_the_command(runs: list[Path], tmp_path: Path) -> None:
    def go(*args: str | Path) -> Any:
        return CliRunner().invoke(main, ["timeline", *map(str, args)])

    done = go(*runs, "--out", tmp_path / "a", "--format", "parquet,csv")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "5 claims of 2 happenings; sources disagree on 0; 2 promises in slips" in done.stderr
    assert (tmp_path / "a" / "timeline.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    quiet = go(runs[0], "--out", tmp_path / "b", "--merge", tmp_path / "a", "--quiet")
    assert (quiet.exit_code, quiet.output) == (0, "")
    refused = go(*runs, "--out", tmp_path / "a")
    assert refused.exit_code == 2
    assert "--merge" in refused.stderr
    assert go("none", "--out", tmp_path / "c").exit_code == 2
