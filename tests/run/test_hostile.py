"""Hostile input, one table of cases: reader × content × executor. Documents in = documents out + quarantined, always.

Each case says how many documents and how many rows of quarantine come of it, and every table can be read back.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ghatana.run import Options, Progress, run
from ghatana.tables.write import FORMATS
from hostile_cases import DATES, GOOD, READERS, Case, everything, lines, require_kept

CASES = [pytest.param(e, c, id=f"{e}: {name}") for e, cases in READERS.items() for name, c in cases.items()]


@pytest.fixture(autouse=True)
def long_cells() -> Any:
    before = csv.field_size_limit(1 << 30)
    yield
    csv.field_size_limit(before)


@pytest.mark.parametrize(("ending", "case"), CASES)
def test_nothing_is_lost(ending: str, case: Case, tmp_path: Path) -> None:
    source = tmp_path / f"a.{ending}"
    source.write_bytes(case.data)
    run([str(source)], tmp_path / "run", DATES, Options(formats=FORMATS), Progress(quiet=True))
    require_kept(tmp_path / "run", case.documents, case.quarantined)


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_nothing_is_lost_of_all_of_it_at_once(workers: int, tmp_path: Path) -> None:
    documents, quarantined = everything(tmp_path / "in")
    options = Options(formats=FORMATS, workers=workers)
    run([str(tmp_path / "in")], tmp_path / "run", DATES, options, Progress(quiet=True))
    require_kept(tmp_path / "run", documents, quarantined)


@pytest.mark.parametrize("name", ["a\nb.jsonl", "=1.jsonl", "ఒకటి.jsonl", b"\xff.jsonl", "a b'\".jsonl"])
def test_names_of_files(name: str | bytes, tmp_path: Path) -> None:
    import os

    (tmp_path / "in").mkdir()
    path = os.fsdecode(os.path.join(os.fsencode(tmp_path), b"in", os.fsencode(name)))  # noqa: PTH118
    Path(path).write_bytes(lines({"text": GOOD}, "{broken"))
    run([str(tmp_path / "in")], tmp_path / "run", DATES, Options(formats=FORMATS), Progress(quiet=True))
    require_kept(tmp_path / "run", 1, 1)


PYTHON: dict[str, tuple[Callable[[], Any], int, int]] = {
    "what is no text": (lambda: [None, 1, b"x", [], GOOD], 1, 4),
    "surrogates": (lambda: ["\ud800", {"text": GOOD, "\ud800": 1}], 0, 2),
    "an empty list": (list, 0, 0),
    "a frame with missing cells": (lambda: pd.DataFrame({"text": [GOOD, None, float("nan")]}), 1, 2),
}


@pytest.mark.parametrize("name", PYTHON)
def test_from_python(name: str) -> None:
    import ghatana

    texts, documents, quarantined = PYTHON[name]
    tables = ghatana.extract(texts(), recipe=DATES)
    assert (len(tables["documents"]), len(tables["quarantine"])) == (documents, quarantined)
