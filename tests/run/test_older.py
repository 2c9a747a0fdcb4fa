"""A run that another version wrote is refused with what to do: nothing is read by columns that it may not have."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ghatana.diff import diff
from ghatana.errors import RunStopped, UsageError
from ghatana.evaluate import read_run
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, output, run
from ghatana.run.output import ASIDE, STATE, require_schema
from ghatana.tables.schema import SCHEMA_VERSION


@pytest.fixture
def source(tmp_path: Path) -> str:
    records = [{"text": "ఒకటి", "id": "1"}, {"text": "రెండు"}, {"text": "FAIL"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
    return str(tmp_path / "a.jsonl")


def go(source: str, out: Path, recipe: Recipe, **options: Any) -> Any:
    return run([source], out, recipe, Options(**options), Progress(quiet=True))


def written_by(path: Path, **changes: Any) -> None:
    """Make a manifest or state say that another version wrote it."""
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def stopped(source: str, out: Path, recipe: Recipe) -> Path:
    with pytest.raises(RunStopped):
        go(source, out, recipe, strict=True)
    return out / ASIDE / STATE


@pytest.mark.parametrize("found", ["0", "2", None])
def test_whatever_reads_a_run_asks_for_its_schema_version(
    tmp_path: Path, small: Recipe, source: str, found: str | None
) -> None:
    go(source, tmp_path / "a", small)
    go(source, tmp_path / "b", small)
    require_schema(tmp_path / "a")
    assert read_run(tmp_path / "a")["documents"]
    written_by(tmp_path / "a" / "run.json", schema_version=found)
    here = re.escape(SCHEMA_VERSION)
    expected = (
        rf"a has schema version {found}, this ghatana writes {here}\. Extract it again, or use the version"
    )
    for read in (
        lambda: diff(tmp_path / "a", tmp_path / "b"),
        lambda: diff(tmp_path / "b", tmp_path / "a"),
        lambda: read_run(tmp_path / "a"),
        lambda: require_schema(tmp_path / "a"),
    ):
        with pytest.raises(UsageError, match=expected):
            read()


@pytest.mark.parametrize(
    "change", [{"schema_version": "0"}, {"ghatana": "0.0.1"}, {"recipe": {"name": "small"}}]
)
def test_a_stopped_run_of_another_version_is_not_continued(
    tmp_path: Path, small: Recipe, source: str, change: dict[str, Any]
) -> None:
    written_by(stopped(source, tmp_path / "run", small), **change)
    (name,) = change
    with pytest.raises(
        UsageError, match=rf"started otherwise:\n- {name}: .* before, .* now\nResume it as it was"
    ):
        go(source, tmp_path / "run", small, resume=True)
    assert [p.name for p in (tmp_path / "run").iterdir()] == [ASIDE]


@pytest.mark.parametrize("change", [{"schema_version": "0"}, {"ghatana": "0.0.1"}, {"options": {"limit": 1}}])
def test_a_finished_run_of_another_version_is_not_taken_for_this_one(
    tmp_path: Path, small: Recipe, source: str, change: dict[str, Any]
) -> None:
    first = go(source, tmp_path / "run", small)
    assert go(source, tmp_path / "run", small, resume=True).manifest == first.manifest
    manifest = tmp_path / "run" / "run.json"
    written_by(manifest, **change)
    before = manifest.read_bytes()
    with pytest.raises(UsageError, match=r"started otherwise:\n- .*\n.*name another folder with --out"):
        go(source, tmp_path / "run", small, resume=True)
    assert manifest.read_bytes() == before


def test_what_a_newer_version_adds_to_the_manifest_is_no_difference(
    tmp_path: Path, small: Recipe, source: str
) -> None:
    go(source, tmp_path / "run", small)
    written_by(tmp_path / "run" / "run.json", engine="spark")
    assert go(source, tmp_path / "run", small, resume=True).documents == 2


def test_damaged_state_is_told_and_not_guessed(tmp_path: Path, small: Recipe, source: str) -> None:
    stopped(source, tmp_path / "run", small).write_text("{half", "utf-8")
    with pytest.raises(
        UsageError, match=r"cannot be continued: .*state\.json is damaged .*Remove the folder"
    ):
        go(source, tmp_path / "run", small, resume=True)


def test_a_damaged_manifest_is_no_finished_run(tmp_path: Path, small: Recipe, source: str) -> None:
    go(source, tmp_path / "run", small)
    (tmp_path / "run" / output.MANIFEST).write_text("{half", "utf-8")
    for read in (require_schema, lambda path: go(source, path, small, resume=True)):
        with pytest.raises(UsageError, match=r"holds no finished run: run\.json cannot be read"):
            read(tmp_path / "run")
