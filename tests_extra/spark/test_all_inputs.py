"""What every runner does with corrections, edited copies, web pages and archives: Spark as the local one."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from copies import ARTICLES, EDITS, report
from ghatana.cli import main
from ghatana.errors import UsageError
from ghatana.recipe import Recipe
from ghatana.run.near import CLOSEST, GROUP
from ghatana.tables.corrections import Corrections
from spark_runs import SPACE, extract, manifest, require_same, tables
from web_archives import Archive, page

pytestmark = pytest.mark.usefixtures("spark")
QUICK = Recipe.parse('[[stage]]\nuse = "sentences"\n', "sentences.toml")
ENGINES = ("local", "spark")


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


def test_edited_copies_have_the_same_originals(tmp_path: Path) -> None:
    """More copies of one story, and reports of one wording, than a band remembers; every edit; exact copies too."""
    texts = [text for text in ARTICLES for _ in range(2)]
    for seed, text in enumerate(ARTICLES):
        texts += [edit(text, random.Random(seed)) for edit in EDITS.values()]
    texts += [EDITS["both"](ARTICLES[0], random.Random(i)) for i in range(GROUP + 2 * CLOSEST)]
    reports = [report(day) for day in range(GROUP + CLOSEST)]
    texts += [*reports, *(EDITS["dateline"](text, random.Random(i)) for i, text in enumerate(reports[::9]))]
    random.Random(0).shuffle(texts)
    records: list[dict[str, Any]] = [
        {"text": text, "published": f"2024-06-{i % 28 + 1:02d}" if i % 7 else None}
        for i, text in enumerate(texts)
    ]
    half = len(records) // 2
    inputs = [write(tmp_path / "1.jsonl", records[:half]), write(tmp_path / "2.jsonl", records[half:])]
    for engine in ENGINES:
        extract(engine, inputs, tmp_path / engine, recipe=QUICK, partitions=5)
    require_same(tmp_path / "local", tmp_path / "spark")
    rows = tables(tmp_path / "spark")["documents"].to_pylist()
    originals = {row["doc_id"] for row in rows if row["duplicate_of"] is None}
    assert len(rows) - len(originals) > 150
    assert all(row["duplicate_of"] in originals for row in rows if row["duplicate_of"])


@pytest.fixture
def web(tmp_path: Path) -> list[Path]:
    """Pages alone and in archives: with what is no page, a page that is nothing, and a broken record."""
    folder = tmp_path / "web"
    folder.mkdir()
    one, two = Archive(packed=True), Archive(packed=False)
    one.add(b"", kind="warcinfo").add(page(0)).add(b"\x89PNG", "image/png").add(page(1)).add(b"{}", "a/json")
    two.add(page(2)).add(b"", status="404 Not Found").add(page(3)).add(page(4))
    data = two.data()
    data[two.starts[2] : two.starts[2] + 4] = b"????"
    (folder / "a.warc.gz").write_bytes(one.data())
    (folder / "b.warc").write_bytes(data)
    (folder / "c.html").write_bytes(page(5))
    (folder / "d.htm").write_bytes(b"nothing")
    return [folder]


@pytest.mark.parametrize("limit", [None, 2, 3])
def test_pages_and_web_archives_and_what_was_passed_over(
    web: list[Path], tmp_path: Path, limit: int | None
) -> None:
    for engine in ENGINES:
        outcome = extract(engine, web, tmp_path / engine, recipe=QUICK, limit=limit, partitions=3)
        assert outcome.skipped == {None: 4, 2: 2, 3: 3}[limit], engine
    require_same(tmp_path / "local", tmp_path / "spark")
    said = manifest(tmp_path / "spark")
    if limit is None:
        assert said["counts"]["documents"] >= 4
        assert said["counts"]["quarantined"] >= 2
        assert said["inputs"][0]["skipped"] == {"response a/json": 1, "response image/png": 1, "warcinfo": 1}


def test_corrections_and_explain(tmp_path: Path) -> None:
    source = write(
        tmp_path / "a.jsonl",
        [
            {"id": f"n{i:02d}", "text": SPACE.replace("58", str(50 + i)), "published": "2024-06-13"}
            for i in range(8)
        ],
    )
    extract("local", [source], tmp_path / "plain")
    ids = sorted(tables(tmp_path / "plain")["events"]["event_id"].to_pylist())
    path = tmp_path / "mine.csv"
    path.write_text(
        f"event_id,action,column,value\n{ids[0]},reject,,\n{ids[1]},override,date_edtf,2024-06\n"
        f"{ids[1]},override,vehicle,Long March 5\n{ids[2]},accept,,\n{ids[3]},override,subtype,signing\n"
        f"{'0' * 16},override,status,failed\n",
        "utf-8",
    )
    corrections = Corrections.read(path)
    for engine in ENGINES:
        outcome = extract(engine, [source], tmp_path / engine, corrections=corrections, partitions=3)
        assert "corrections: 1 accepted, 1 rejected, 2 overridden" in outcome.summary(), engine
    require_same(tmp_path / "local", tmp_path / "spark")
    assert len(manifest(tmp_path / "spark")["corrections"]["unmatched"]) == 1
    assert len(tables(tmp_path / "spark")["events"]) == len(ids) - 1
    with pytest.raises(UsageError, match="was started otherwise"):
        extract("spark", [source], tmp_path / "spark", resume=True)
    extract("spark", [source], tmp_path / "spark", resume=True, corrections=corrections)
    told = [CliRunner().invoke(main, ["explain", str(tmp_path / engine), ids[1]]) for engine in ENGINES]
    assert [result.exit_code for result in told] == [0, 0], told[1].output
    shown = told[1].stdout.replace(str(tmp_path / "spark"), str(tmp_path / "local"))
    assert shown == told[0].stdout
