"""Notebooks run from top to bottom in a kernel. They are kept as jupytext scripts, which hold no outputs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jupytext
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.py"))
RUN = Path(__file__).parent / "notebook_run.py"


def test_there_are_notebooks() -> None:
    assert [p.stem[:2] for p in NOTEBOOKS] == [f"{n:02}" for n in range(1, len(NOTEBOOKS) + 1)]
    assert len(NOTEBOOKS) > 2


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_and_shows_what_it_says(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, RUN, path],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "HF_HUB_OFFLINE": "1", "MPLBACKEND": "agg"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    cells: list[dict[str, Any]] = json.loads(done.stdout)
    assert cells
    for cell in cells:
        assert "stderr" not in cell["outputs"], cell["source"]
        last = cell["source"].splitlines()[-1]
        if last.startswith(("plots.", "finish(")):
            assert "image/png" in cell["outputs"], cell["source"]
        elif last.startswith(
            ("ghatana.show", "ghatana.annotate", "tables", "figures(", "compared", "files", "query(")
        ):
            assert "text/html" in cell["outputs"], cell["source"]
    assert any("text/html" in cell["outputs"] for cell in cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_paired_and_begins_with_what_it_is_about(path: Path) -> None:
    notebook = jupytext.read(path)
    assert notebook.metadata["jupytext"]["formats"] == "ipynb,py:percent"
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")


def test_only_the_scripts_are_kept() -> None:
    assert "notebooks/*.ipynb" in (FOLDER.parent / ".gitignore").read_text("utf-8").splitlines()
