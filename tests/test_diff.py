"""What changed between two runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ghatana.cli import main
from ghatana.diff import KEYS, TableDiff, diff
from ghatana.errors import UsageError
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, run
from ghatana.tables.schema import BY_NAME

RECIPE = Recipe.parse('[[stage]]\nuse = "sentences"\n[[stage]]\nuse = "times"\n', "dates.toml")


def made(path: Path, *records: dict[str, Any]) -> Path:
    source = path.parent / "in.jsonl"
    source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    run([str(source)], path, RECIPE, Options(), Progress(quiet=True))
    return path


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    same = {"id": "same", "text": "మే 3న ప్రయోగం.", "published": "2024-06-13"}
    moved = {"id": "moved", "text": "నిన్న ప్రయోగం.", "published": "2024-06-13"}
    before = made(tmp_path / "a", same, moved, {"id": "old", "text": "2030లో."})
    after = made(tmp_path / "b", same, {**moved, "published": "2024-06-14"}, {"id": "new", "text": "2031లో."})
    return before, after


def by_name(tables: list[TableDiff]) -> dict[str, TableDiff]:
    return {t.name: t for t in tables}


def test_rows_added_gone_and_altered(runs: tuple[Path, Path]) -> None:
    found = by_name(diff(*runs))
    assert (found["documents"].added, found["documents"].gone) == ([("new",)], [("old",)])
    ((key, cells),) = found["documents"].altered
    assert (key, set(cells)) == (("moved",), {"published"})
    ((key, cells),) = found["timexes"].altered
    assert key == ("moved", 0, 5)
    assert cells["value"] == ("2024-06-12", "2024-06-13")


def test_a_run_does_not_differ_from_itself(runs: tuple[Path, Path]) -> None:
    assert all(not (t.added or t.gone or t.altered) for t in diff(runs[0], runs[0]))


def test_the_command_prints_to_stdout(runs: tuple[Path, Path]) -> None:
    result = CliRunner().invoke(main, ["diff", *map(str, runs)])
    assert result.exit_code == 0
    assert (
        "documents: 1 added, 1 gone, 1 altered\n  + new\n  - old\n  ~ moved published: 2024-06-13 -> 2024-06-14\n"
        in (result.stdout)
    )


def test_what_is_no_run_or_an_older_one_is_refused(runs: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no finished run"):
        diff(runs[0], tmp_path / "empty")
    older = tmp_path / "older"
    shutil.copytree(runs[0], older)
    manifest = json.loads((older / "run.json").read_text("utf-8"))
    (older / "run.json").write_text(json.dumps({**manifest, "schema_version": "0"}), "utf-8")
    with pytest.raises(UsageError, match=r"has schema version 0, this ghatana writes .* Extract it again"):
        diff(older, runs[1])


def test_runs_without_parquet_are_not_called_alike(runs: tuple[Path, Path]) -> None:
    for table in runs[1].glob("*.parquet"):
        table.unlink()
    with pytest.raises(UsageError, match=r"has no table in Parquet\. Extract it with --format parquet"):
        diff(*runs)


@pytest.mark.parametrize("name", BY_NAME)
def test_every_table_has_a_key_of_its_own_columns(name: str) -> None:
    assert set(KEYS[name]) <= set(BY_NAME[name].names)
