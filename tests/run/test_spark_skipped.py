"""What Spark's tasks read of web archives, without Spark: the records, and last what was passed over."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from ghatana import sources
from ghatana.errors import EngineUnavailable
from ghatana.recipe import Recipe
from ghatana.run import Options
from ghatana.run.spark import records, tasks
from ghatana.run.spark.records import Skipped
from ghatana.run.spark.watch import told
from ghatana.sources import FieldMap, Input, Record, read_input
from web_archives import Archive, page


@pytest.fixture
def job(tmp_path: Path) -> tasks.Job:
    return tasks.Job(Recipe.default(), "f", Options(), tmp_path)


@pytest.fixture
def found(tmp_path: Path) -> list[Input]:
    archive = Archive(packed=True)
    archive.add(b"", kind="warcinfo").add(page(0)).add(b"\x89PNG", "image/png").add(page(1)).add(
        b"{}", "a/json"
    )
    (tmp_path / "a.warc.gz").write_bytes(archive.data())
    (tmp_path / "b.html").write_bytes(page(2))
    return [Input("a", tmp_path / "a.warc.gz"), Input("b", tmp_path / "b.html")]


def read(job: tasks.Job, found: list[Input], take: int | None, *numbers: int) -> list[Any]:
    batches = iter([pa.RecordBatch.from_pydict({"id": list(numbers)})])
    return list(records.from_batches(tasks.read(job, found, [take, take], batches)))


@pytest.mark.parametrize("take", [None, 1, 2])
def test_what_was_passed_over_comes_last_and_is_what_a_local_run_counts(
    job: tasks.Job, found: list[Input], take: int | None
) -> None:
    skipped = Counter[str]()
    local = list(islice(read_input(found[0], FieldMap(), job.recipe.timezone, skipped), take))
    *items, (file, place, last) = read(job, found, take, 0)
    assert [item for _, _, item in items] == local
    assert (file, place, isinstance(last, Skipped)) == (0, len(local), True)
    assert json.loads(last.skipped) == skipped


def test_a_file_of_records_alone_passes_nothing_over(job: tasks.Job, found: list[Input]) -> None:
    ((file, place, item),) = read(job, found, None, 1)
    assert (file, place, isinstance(item, Record)) == (1, 0, True)
    assert read(job, found, 0, 0, 1) == []


def test_it_is_no_record_of_a_shard(job: tasks.Job, found: list[Input]) -> None:
    placed = read(job, found, None, 0, 1)
    passed: list[tuple[int, Skipped]] = []
    kept = list(tasks._without_skipped(iter(placed), passed))
    assert [(file, place) for file, place, _ in kept] == [(0, 0), (0, 1), (1, 0)]
    assert [file for file, _ in passed] == [0]
    assert len({records.key(item, file, place) for file, place, item in placed}) == len(placed)


def test_a_worker_without_the_packages_says_what_to_install(
    job: tasks.Job, found: list[Input], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*names: str) -> None:
        raise EngineUnavailable(f"HTML and WARC input needs {names[0]}")

    monkeypatch.setattr(sources, "require_packages", missing)
    with pytest.raises(RuntimeError) as raised:
        read(job, found, None, 0)
    error = told(raised.value)
    assert isinstance(error, EngineUnavailable)
    assert "trafilatura" in error.message
