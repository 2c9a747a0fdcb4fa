"""Exactly once: a run that stopped, at whatever point, is continued to the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ghatana.errors import OutputExists, RunStopped, UsageError
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, batches, interrupt, run, shards
from ghatana.run.output import ASIDE
from ghatana.sources import FieldMap

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def short_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD_ENTRIES", 10)


@pytest.fixture
def source(tmp_path: Path) -> str:
    lines = [json.dumps({"text": f"వార్త {i}", "id": str(i)}) for i in range(64)]
    lines[33] = "{broken"
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return str(tmp_path / "a.jsonl")


def go(source: str, out: Path, recipe: Recipe, **options: Any) -> Any:
    return run([source], out, recipe, Options(**options), Progress(quiet=True))


def files(out: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((out / "run.json").read_text("utf-8"))
    content.pop("timings")
    return content


def stop_after(monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
    """The stages fail the whole process, as a crash would, after some batches."""
    real, seen = batches.rows_of, [0]

    def crash(*args: Any) -> Any:
        seen[0] += 1
        if seen[0] > calls:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(batches, "rows_of", crash)


@pytest.mark.parametrize("calls", [0, 1, 3, 6])
def test_a_run_that_crashed_is_continued_to_the_same_bytes(
    tmp_path: Path, small: Recipe, source: str, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    go(source, tmp_path / "whole", small)
    with monkeypatch.context() as patch:
        stop_after(patch, calls)
        with pytest.raises(KeyboardInterrupt):
            go(source, tmp_path / "run", small)
    assert not (tmp_path / "run" / "run.json").exists()
    kept = len(list((tmp_path / "run" / ASIDE / "shards").iterdir()))
    assert kept == calls
    go(source, tmp_path / "run", small, resume=True)
    assert files(tmp_path / "run") == files(tmp_path / "whole")
    assert not (tmp_path / "run" / ASIDE).exists()


def test_finished_shards_are_not_done_again(
    tmp_path: Path, small: Recipe, source: str, stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        stop_after(patch, 4)
        with pytest.raises(KeyboardInterrupt):
            go(source, tmp_path / "run", small)
    stage.batches.clear()
    outcome = go(source, tmp_path / "run", small, resume=True)
    assert sum(stage.batches) == 24
    assert (outcome.documents, outcome.quarantined) == (63, 1)


def test_input_that_changed_is_done_again(
    tmp_path: Path, small: Recipe, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        stop_after(patch, 4)
        with pytest.raises(KeyboardInterrupt):
            go(source, tmp_path / "run", small)
    Path(source).write_text(Path(source).read_text("utf-8").replace("వార్త 5", "మార్పు"), "utf-8")
    go(source, tmp_path / "run", small, resume=True)
    go(source, tmp_path / "whole", small)
    assert files(tmp_path / "run") == files(tmp_path / "whole")


def test_a_stopped_run_is_continued_only_as_it_was_started(
    tmp_path: Path, small: Recipe, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        stop_after(patch, 1)
        with pytest.raises(KeyboardInterrupt):
            go(source, tmp_path / "run", small)
    with pytest.raises(OutputExists, match="--resume"):
        go(source, tmp_path / "run", small)
    with pytest.raises(UsageError, match=r"started otherwise:\n- options: .*limit"):
        go(source, tmp_path / "run", small, resume=True, limit=5)
    other = Recipe.parse('name = "other"\n[[stage]]\nuse = "sentences"\n', "other.toml")
    with pytest.raises(UsageError, match="- recipe"):
        go(source, tmp_path / "run", other, resume=True)


def test_resuming_a_finished_run_does_nothing_and_a_new_one_starts(
    tmp_path: Path, small: Recipe, source: str, stage: Any
) -> None:
    first = go(source, tmp_path / "run", small, resume=True)
    stage.batches.clear()
    again = go(source, tmp_path / "run", small, resume=True)
    assert stage.batches == []
    assert again.manifest == first.manifest


@pytest.mark.parametrize("stopped", [True, False])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"formats": ("csv",)}, r"- formats: \['parquet'\] before, \['csv'\] now"),
        ({"tables": ("documents", "events")}, r"- tables: "),
        ({}, r"- sources: .*a\.jsonl.* before, .*b\.jsonl.* now"),
    ],
    ids=["formats", "tables", "inputs"],
)
def test_what_is_to_be_read_and_written_is_not_changed_by_resuming(
    tmp_path: Path, small: Recipe, source: str, monkeypatch: pytest.MonkeyPatch,
    stopped: bool, change: dict[str, Any], message: str,
) -> None:  # fmt: skip
    with monkeypatch.context() as patch:
        if stopped:
            stop_after(patch, 1)
            with pytest.raises(KeyboardInterrupt):
                go(source, tmp_path / "run", small)
        else:
            go(source, tmp_path / "run", small)
    other = Path(shutil.copy(source, tmp_path / "b.jsonl"))
    with pytest.raises(UsageError, match=message):
        go(source if change else str(other), tmp_path / "run", small, resume=True, **change)
    go(source, tmp_path / "run", small, resume=True)
    assert (tmp_path / "run" / "events.parquet").is_file()


def test_a_crash_while_tables_are_put_into_place_is_mended(
    tmp_path: Path, small: Recipe, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(source, tmp_path / "whole", small)
    real, seen = Path.rename, [0]

    def crash(self: Path, target: Any) -> Any:
        if self.suffix == ".parquet":
            seen[0] += 1
            if seen[0] == 4:
                raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", crash)
        with pytest.raises(KeyboardInterrupt):
            go(source, tmp_path / "run", small)
    go(source, tmp_path / "run", small, resume=True)
    assert files(tmp_path / "run") == files(tmp_path / "whole")


def test_what_ran_out_of_time_is_tried_again(
    tmp_path: Path, small: Recipe, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(source, tmp_path / "whole", small)
    real = batches.rows_of

    def late(pipeline: Any, batch: list[Any], _: Any) -> Any:
        rows = real(pipeline, batch)
        for entry in batch:
            if not isinstance(entry, batches.Rejected) and entry[1].doc_id == "25":
                rows = real(pipeline, [e for e in batch if e is not entry])
                batches.merge(rows, batches._lost(1.0, entry, hung=True))
        return rows

    with monkeypatch.context() as patch:
        patch.setattr(batches, "rows_of", late)
        first = go(source, tmp_path / "run", small)
    assert (first.documents, first.quarantined) == (62, 2)
    outcome = go(source, tmp_path / "run", small, resume=True)
    assert (outcome.documents, outcome.quarantined) == (63, 1)
    assert files(tmp_path / "run") == files(tmp_path / "whole")


def test_the_first_interrupt_finishes_what_is_in_hand_and_the_second_stops() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interrupt.Interrupt() as asked:
        items = asked.until_asked(range(9))
        assert next(items) == 0
        os.kill(os.getpid(), signal.SIGINT)
        assert list(items) == []
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupted_run_says_how_to_go_on(
    tmp_path: Path, small: Recipe, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(interrupt.Interrupt, "until_asked", lambda self, items: _ask_after(self, items, 25))
        with pytest.raises(RunStopped, match=r"Interrupted after .*--resume"):
            go(source, tmp_path / "run", small)
    go(source, tmp_path / "run", small, resume=True)
    go(source, tmp_path / "whole", small)
    assert files(tmp_path / "run") == files(tmp_path / "whole")


def _ask_after(watch: interrupt.Interrupt, items: Any, count: int) -> Any:
    for i, item in enumerate(items):
        if i == count:
            watch.asked = True
            return
        yield item


def test_a_killed_process_is_continued_to_the_same_bytes(tmp_path: Path) -> None:
    text = (ROOT / "corpus" / "articles" / "ilrs-roadmap.txt").read_text("utf-8")
    source = tmp_path / "a.jsonl"
    records = [{"text": f"{text}\n{i}", "id": str(i)} for i in range(3000)]
    source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    recipe = tmp_path / "dates.toml"
    recipe.write_text('[[stage]]\nuse = "sentences"\n[[stage]]\nuse = "times"\n', "utf-8")
    command = [
        sys.executable,
        "-m",
        "ghatana",
        "extract",
        str(source),
        "--recipe",
        str(recipe),
        "--quiet",
        "--out",
    ]
    killed = subprocess.Popen([*command, str(tmp_path / "run")], start_new_session=True)
    folder = tmp_path / "run" / ASIDE / "shards"
    for _ in range(2400):
        if folder.is_dir() and any(not p.name.endswith(".part") for p in folder.iterdir()):
            break
        time.sleep(0.05)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert not (tmp_path / "run" / "run.json").exists()
    subprocess.run([*command, str(tmp_path / "run"), "--resume"], check=True)
    subprocess.run([*command, str(tmp_path / "whole")], check=True)
    assert files(tmp_path / "run") == files(tmp_path / "whole")


def test_options_that_decide_the_rows_are_named() -> None:
    assert Options(fields=FieldMap({"text": "body"}), limit=3).deciding() == {
        "published": None,
        "lang": None,
        "limit": 3,
        "columns": {"text": "body"},
        "corrections": None,
    }
