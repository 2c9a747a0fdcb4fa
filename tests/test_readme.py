"""The README runs: its Python blocks, and the commands it shows."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from ghatana.cli import main
from ghatana.languages import load
from ghatana.stages.events.own_triggers import load_with
from ghatana.tables.corrections import parse

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
SHELL = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("code", PYTHON, ids=lambda c: c.splitlines()[2][:30])
def test_python_blocks_run(code: str) -> None:
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})


def test_the_first_command_makes_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command = SHELL[0].split("&& .venv/bin/ghatana ")[1]
    args = [str(tmp_path / "RUN") if a == "RUN" else a for a in shlex.split(command)]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 0, result.output
    for name in ("launches", "agreements", "station_phases"):
        assert len((tmp_path / "RUN" / f"{name}.csv").read_text("utf-8-sig").splitlines()) > 1
        assert (tmp_path / "RUN" / f"{name}.parquet").exists()
    ids = set(pd.read_parquet(tmp_path / "RUN" / "events.parquet")["event_id"])
    shown = re.findall(r"^([0-9a-f]{16}),", README, re.MULTILINE)
    assert len(shown) > 2
    assert set(shown) <= ids
    for start in re.findall(r"ghatana explain RUN ([0-9a-f]+)", README):
        assert sum(event.startswith(start) for event in ids) == 1


def test_the_tables_that_it_shows_can_be_used(tmp_path: Path) -> None:
    (corrections,) = re.findall(r"```csv\n(.*?)```", README, re.DOTALL)
    assert {c.action for c in parse(corrections, "README.md")} == {"accept", "override", "reject"}
    (triggers,) = re.findall(r"```tsv\n(.*?)```", README, re.DOTALL)
    (tmp_path / "own.tsv").write_text(triggers, "utf-8")
    assert any(
        row.own for rows in load_with(load("te"), tmp_path / "own.tsv").triggers.values() for row in rows
    )


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "python -m pytest -n 2" in SHELL[1]
    assert re.search(r"^python -m pytest -n 2$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)


def test_every_option_that_the_readme_names_exists() -> None:
    text = "".join(CliRunner().invoke(main, [name, "--help"]).output for name in main.commands)
    for option in set(
        re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", re.sub(r"```.*?```", "", README, flags=re.DOTALL))
    ):
        assert option in text, option


def test_files_that_the_readme_links_to_are_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
    assert sys.version_info >= (3, 11)
