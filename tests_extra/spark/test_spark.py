"""The Spark runner gives what the local one gives: rows, ids, quarantine, counts; and stops and goes on as it does."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ghatana.cli import main
from ghatana.errors import OutputExists, RunStopped
from ghatana.evaluate import read_run
from ghatana.recipe import Recipe
from ghatana.run.output import ASIDE
from ghatana.tables.schema import BY_NAME
from ghatana.tables.write import FORMATS
from hostile_cases import DATES as HOSTILE
from hostile_cases import everything, require_kept
from spark_runs import ROOT, SPACE, extract, manifest, require_same, tables

pytestmark = pytest.mark.usefixtures("spark")
DATES = '[[stage]]\nuse = "sentences"\n[[stage]]\nuse = "times"\n'
QUICK = Recipe.parse(DATES, "dates.toml")


def lines(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


@pytest.fixture(scope="module")
def both(mixed: list[Path], tmp_path_factory: pytest.TempPathFactory, spark: Any) -> tuple[Path, Path]:
    """The mixed input, by both runners; Spark in pieces that repeated ids do not respect."""
    folder = tmp_path_factory.mktemp("both")
    for engine in ("local", "spark"):
        extract(engine, mixed, folder / engine, partitions=5, published=date(2024, 6, 13))
    return folder / "local", folder / "spark"


def test_the_sample_articles_with_the_default_recipe(tmp_path: Path) -> None:
    chosen: dict[str, Any] = {"recipe": Recipe.default(), "published": date(2024, 6, 13)}
    for engine in ("local", "spark"):
        extract(engine, [ROOT / "corpus" / "articles"], tmp_path / engine, **chosen)
    require_same(tmp_path / "local", tmp_path / "spark")
    assert manifest(tmp_path / "spark")["counts"]["events"] > 50


def test_every_kind_of_input_with_repeated_ids_and_quarantine(both: tuple[Path, Path]) -> None:
    require_same(*both)
    counts = manifest(both[1])["counts"]
    assert counts["in"] == 301 == counts["documents"] + counts["quarantined"]
    errors = set(tables(both[1])["quarantine"]["error"].to_pylist())
    assert errors == {"ReadError", "DuplicateId", "ValueError"}
    documents = tables(both[1])["documents"]
    assert documents["duplicate_of"].null_count < len(documents)


def test_the_run_folder_is_one_that_the_others_read(both: tuple[Path, Path]) -> None:
    local, out = both
    files = json.loads((out / "run.json").read_text("utf-8"))["files"]
    assert sorted(p.name for p in out.iterdir()) == sorted([*files, "run.json"])
    for name, said in files.items():
        frame = pd.read_parquet(out / name)
        assert len(frame) == said["rows"] == sum(part["rows"] for part in said["parts"].values())
        assert sorted(p.name for p in (out / name).iterdir()) == sorted(said["parts"])
        assert list(frame.columns) == list(BY_NAME[name.removesuffix(".parquet")].names)
    result = CliRunner().invoke(main, ["diff", str(local), str(out)])
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == ["0 added, 0 gone, 0 altered"] * 10
    assert {k: len(v) for k, v in read_run(local).items()} == {k: len(v) for k, v in read_run(out).items()}


def test_bytes_do_not_depend_on_who_did_what(mixed: list[Path], tmp_path: Path) -> None:
    runs = []
    for name in ("once", "again"):
        extract("spark", mixed, tmp_path / name, recipe=QUICK, partitions=5)
        runs.append(json.loads((tmp_path / name / "run.json").read_text("utf-8"))["files"])
    assert runs[0] == runs[1]
    assert len(runs[0]["documents.parquet"]["parts"]) == 5


def test_nothing_is_lost_of_hostile_input(tmp_path: Path) -> None:
    documents, quarantined = everything(tmp_path / "in")
    for engine in ("local", "spark"):
        extract(engine, [tmp_path / "in"], tmp_path / engine, recipe=HOSTILE, formats=FORMATS, partitions=3)
    require_kept(tmp_path / "spark", documents, quarantined)
    require_same(tmp_path / "local", tmp_path / "spark")


def test_ids_that_look_like_made_ones_are_decided_in_input_order(tmp_path: Path) -> None:
    from ghatana.tables.rows import sha256

    made = sha256("ఒకటి")[:16]
    one = lines(
        tmp_path / "1.jsonl",
        {"text": "రెండు", "id": f"{made}-2"},
        {"text": "ఒకటి"},
        {"text": "x" * 30, "id": "l"},
    )
    two = lines(
        tmp_path / "2.jsonl",
        {"text": "ఒకటి"},
        {"text": "మూడు", "id": made},
        {"text": "ఒకటి"},
        {"text": "a", "id": "l"},
    )
    recipe = Recipe.parse("[limits]\nmax_chars = 20\n" + DATES, "dates.toml")
    for engine in ("local", "spark"):
        extract(engine, [one, two], tmp_path / engine, recipe=recipe, partitions=7)
    require_same(tmp_path / "local", tmp_path / "spark")
    ids = set(tables(tmp_path / "spark")["documents"]["doc_id"].to_pylist())
    assert ids == {f"{made}-2", made, f"{made}-3", f"{made}-4", "l"}


def test_what_hangs_or_kills_is_quarantined_and_what_hung_is_tried_again(
    tmp_path: Path, switches: Path
) -> None:
    texts = [SPACE, "HANG మే 3న", "మే 4న", "DIE"]
    source = lines(tmp_path / "a.jsonl", *({"text": t, "id": str(i)} for i, t in enumerate(texts)))
    recipe = Recipe.parse("[limits]\nseconds = 2.5\n" + DATES, "dates.toml")
    (switches / "hang").touch()
    try:
        for engine in ("local", "spark"):
            extract(engine, [source], tmp_path / engine, recipe=recipe)
    finally:
        (switches / "hang").unlink()
    require_same(tmp_path / "local", tmp_path / "spark")
    assert tables(tmp_path / "spark")["quarantine"]["error"].to_pylist() == ["TimedOut", "WorkerDied"]
    for engine in ("local", "spark"):
        assert extract(engine, [source], tmp_path / engine, recipe=recipe, resume=True).documents == 3
    require_same(tmp_path / "local", tmp_path / "spark")
    assert not (tmp_path / "spark" / ASIDE).exists()


def test_strict_stops_and_resume_goes_on_from_the_finished_shards(tmp_path: Path, spark: Any) -> None:
    good = lines(tmp_path / "a.jsonl", *({"text": f"మే {i}న", "id": str(i)} for i in range(1, 20)))
    bad = lines(tmp_path / "b.jsonl", {"text": "FAIL", "id": "bad"})
    with pytest.raises(RunStopped, match=r"--strict\): .*b\.jsonl, record 1, stage 'sentences'"):
        extract("spark", [good, bad], tmp_path / "spark", recipe=QUICK, strict=True, partitions=1)
    assert [p.name for p in (tmp_path / "spark").iterdir()] == [ASIDE]
    with pytest.raises(OutputExists, match="--resume"):
        extract("spark", [good, bad], tmp_path / "spark", recipe=QUICK)
    (kept,) = (tmp_path / "spark" / ASIDE / "shards").iterdir()
    before = (kept / "documents.parquet").stat().st_ino
    links = tmp_path / "kept"
    links.hardlink_to(kept / "sentences.parquet")
    extract("spark", [good, bad], tmp_path / "spark", recipe=QUICK, resume=True, partitions=1)
    (part,) = (tmp_path / "spark" / "sentences.parquet").iterdir()
    assert part.stat().st_ino == links.stat().st_ino != before
    extract("local", [good, bad], tmp_path / "local", recipe=QUICK)
    require_same(tmp_path / "local", tmp_path / "spark")


def test_a_full_disk_stops_the_run_with_one_message(tmp_path: Path, switches: Path) -> None:
    source = lines(tmp_path / "a.jsonl", {"text": "మే 3న"})
    (switches / "full").touch()
    try:
        with pytest.raises(RunStopped, match=r"^The run stopped: .* \(No space left on device\)\. Mend that"):
            extract("spark", [source], tmp_path / "run", recipe=QUICK)
    finally:
        (switches / "full").unlink()
    assert [p.name for p in (tmp_path / "run").iterdir()] == [ASIDE]
    assert extract("spark", [source], tmp_path / "run", recipe=QUICK, resume=True).documents == 1


def test_a_limit_counts_over_the_files_and_views_are_one_file(tmp_path: Path) -> None:
    one = lines(tmp_path / "1.jsonl", *({"text": f"మే {i}న"} for i in range(1, 5)))
    two = lines(tmp_path / "2.jsonl", *({"text": f"జూన్ {i}న"} for i in range(1, 5)))
    chosen = {"recipe": QUICK, "limit": 6, "tables": ("documents", "timexes"), "partitions": 1}
    for engine in ("local", "spark"):
        extract(engine, [one, two], tmp_path / engine, formats=("csv", "jsonl"), **chosen)
        assert len(list((tmp_path / engine).iterdir())) == 5
    for name in ("documents.csv", "timexes.csv", "timexes.jsonl"):
        assert (tmp_path / "spark" / name).read_bytes() == (tmp_path / "local" / name).read_bytes(), name
    assert manifest(tmp_path / "spark") == manifest(tmp_path / "local")


def test_nothing_in_gives_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    for engine in ("local", "spark"):
        extract(engine, [tmp_path / "a.jsonl"], tmp_path / engine, recipe=QUICK)
    require_same(tmp_path / "local", tmp_path / "spark")
    assert pq.read_table(tmp_path / "spark" / "events.parquet").num_rows == 0


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b'{"text": "a", "id": "x"}\n{broken\n')

    monkeypatch.setattr(sys, "stdin", Stdin())
    outcome = extract("spark", ["-"], tmp_path / "run", recipe=QUICK)
    assert (outcome.documents, outcome.quarantined) == (1, 1)
    assert manifest(tmp_path / "run")["inputs"] == [{"source": "-", "sha256": None}]
    assert tables(tmp_path / "run")["quarantine"]["source"].to_pylist() == ["-"]


def test_the_command_line_ends_spark_and_its_children(tmp_path: Path) -> None:
    """A process of its own: it starts Java, and nothing of it is left when it has ended."""
    java = Path(shutil.which("java") or "/usr/bin/java").parent
    path = os.pathsep.join([str(java), "/usr/bin", "/bin"])
    env = {**os.environ, "PYTHONPATH": "", "PATH": path, "GHATANA_TEST_MARK": str(tmp_path)}
    env.pop("PYSPARK_PYTHON", None)  # workers are this Python, not the `python3` of the PATH
    source = lines(tmp_path / "a.jsonl", {"text": SPACE}, {"text": ""})
    command = [sys.executable, "-m", "ghatana", "extract", str(source), "--out", str(tmp_path / "run")]
    (tmp_path / "dates.toml").write_text(DATES, "utf-8")
    command += ["--recipe", str(tmp_path / "dates.toml")]
    options = ["--engine", "spark", "--master", "local[1]", "--conf", "spark.sql.shuffle.partitions=2"]
    done = subprocess.run([*command, *options], env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3, done.stderr
    assert "1 documents in " in done.stderr
    assert "Traceback" not in done.stderr
    for process in Path("/proc").glob("[0-9]*/environ"):
        try:
            assert str(tmp_path).encode() not in process.read_bytes(), process
        except OSError:
            continue  # it ended between the two, or is another user's
