"""A disk that fails, wherever: one message, nothing that looks whole and is not, `--resume` to the same bytes."""

from __future__ import annotations

import errno
import gc
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ghatana.cli import main
from ghatana.errors import RunStopped
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, output, run
from ghatana.run.output import ASIDE
from ghatana.tables import write
from ghatana.tables.schema import BY_NAME
from ghatana.tables.write import FORMATS, CsvWriter, JsonlWriter, ParquetWriter, read_rows

Patch = pytest.MonkeyPatch


@pytest.fixture
def source(tmp_path: Path) -> str:
    records = [{"text": f"వార్త {i}", "id": str(i)} for i in range(20)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
    return str(tmp_path / "a.jsonl")


def go(source: str, out: Path, recipe: Recipe, **options: Any) -> Any:
    return run([source], out, recipe, Options(formats=FORMATS, **options), Progress(quiet=True))


def files(out: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((out / "run.json").read_text("utf-8"))
    content.pop("timings")
    return content


def failing(real: Callable[..., Any], when: Callable[..., bool], number: int = errno.ENOSPC) -> Any:
    """`real`, but the disk is full where `when` says so."""

    def call(*args: Any, **options: Any) -> Any:
        if when(*args, **options):
            raise OSError(number, os.strerror(number))
        return real(*args, **options)

    return call


def counted(nth: int) -> Callable[..., bool]:
    """True at the `nth` call alone."""
    calls = [0]

    def when(*_: Any, **__: Any) -> bool:
        calls[0] += 1
        return calls[0] == nth

    return when


def named(name: str) -> Callable[..., bool]:
    return lambda path, *_, **__: path.name == name


# Where the disk may fail: what is patched, and when.
PLACES: dict[str, tuple[Any, str, Callable[..., bool]]] = {
    "the state of the run": (Path, "write_text", named("state.json.new")),
    "the first rows of a shard": (ParquetWriter, "write", counted(1)),
    "a later table of a shard": (ParquetWriter, "write", counted(3)),
    "the end of a file of a shard": (ParquetWriter, "close", counted(2)),
    "the shard put into place": (Path, "rename", lambda path, *_: path.suffix == ".part"),
    "a table in CSV": (CsvWriter, "write", counted(2)),
    "the end of a table in CSV": (CsvWriter, "close", counted(4)),
    "a table in JSONL": (JsonlWriter, "write", counted(2)),
    "the opening of a table": (JsonlWriter, "__init__", counted(3)),
    "the first table put into place": (Path, "rename", lambda path, *_: path.name == "documents.parquet"),
    "a later table put into place": (Path, "rename", lambda path, *_: path.name == "events.csv"),
    "the manifest": (Path, "write_text", named("run.json.new")),
    "the manifest put into place": (Path, "rename", lambda path, *_: path.name == "run.json.new"),
}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files that were never closed
@pytest.mark.parametrize("place", PLACES)
def test_a_full_disk(place: str, tmp_path: Path, small: Recipe, source: str, monkeypatch: Patch) -> None:
    go(source, tmp_path / "whole", small)
    owner, name, when = PLACES[place]
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing(getattr(owner, name), when))
        with pytest.raises(RunStopped) as stopped:
            go(source, tmp_path / "run", small)
    message = stopped.value.message
    del stopped
    gc.collect()  # here, where what it says of files never closed is expected
    assert message == (
        f"The run stopped: {tmp_path / 'run'} cannot be written (No space left on device). Mend that, then continue "
        "with --resume."
    )
    require_nothing_half(tmp_path / "run", tmp_path / "whole")
    go(source, tmp_path / "run", small, resume=True)
    assert files(tmp_path / "run") == files(tmp_path / "whole")
    assert sorted(p.name for p in (tmp_path / "run").iterdir()) == sorted(
        p.name for p in (tmp_path / "whole").iterdir()
    )


def require_nothing_half(out: Path, whole: Path) -> None:
    """There is no manifest, and a table that has its final name is the whole one."""
    assert not (out / "run.json").exists()
    for path in out.iterdir():
        if path.name != ASIDE and path.suffix != ".new":
            assert path.read_bytes() == (whole / path.name).read_bytes()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT])
def test_a_folder_that_cannot_be_made(
    number: int, tmp_path: Path, small: Recipe, source: str, monkeypatch: Patch
) -> None:
    """Tests may run as root, whom no mode keeps out: what the system would say is said for it."""
    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", failing(Path.mkdir, named("run"), number))
        with pytest.raises(RunStopped, match=rf"run cannot be written \({os.strerror(number)}\)\. Mend that"):
            go(source, tmp_path / "run", small)
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(tmp_path: Path, small: Recipe, source: str) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(RunStopped, match="Permission denied"):
        go(source, tmp_path / "locked" / "run", small)


def test_a_folder_below_a_file(tmp_path: Path, small: Recipe, source: str) -> None:
    with pytest.raises(RunStopped, match="Not a directory"):
        go(source, tmp_path / "a.jsonl" / "run", small)


def test_the_command_says_it_in_a_line(tmp_path: Path, source: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr(Path, "mkdir", failing(Path.mkdir, named("run"), errno.EACCES))
    command = ["extract", source, "--out", str(tmp_path / "run"), "--workers", "0", "--ner", "rules"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "cannot be written (Permission denied)" in result.stderr


def test_rows_are_read_from_a_file_or_a_folder_of_parts(tmp_path: Path) -> None:
    rows = [("d", i, 0, 4, "ఒకటి") for i in range(5)]
    folder = tmp_path / "sentences.parquet"
    folder.mkdir()
    for name, part in (("part-1", rows[2:]), ("part-0", rows[:2]), ("part-empty", [])):
        writer = write.ParquetWriter(folder / f"{name}.parquet", BY_NAME["sentences"])
        writer.write(part)
        writer.close()
    assert [row for group in read_rows(folder) for row in group] == rows


def test_a_table_takes_the_place_of_what_an_earlier_attempt_left(
    tmp_path: Path, small: Recipe, source: str
) -> None:
    """The other engine leaves folders where this one writes files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output, "_write_whole", failing(output._write_whole, lambda p, _: p.name == "run.json"))
        with pytest.raises(RunStopped):
            go(source, tmp_path / "run", small)
    for name in ("events.parquet", "documents.parquet"):
        (tmp_path / "run" / name).unlink()
        (tmp_path / "run" / name).mkdir()
        (tmp_path / "run" / name / "part-0.parquet").write_bytes(b"old")
    go(source, tmp_path / "run", small, resume=True)
    assert (tmp_path / "run" / "events.parquet").is_file()
