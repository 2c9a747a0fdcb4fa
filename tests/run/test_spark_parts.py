"""The parts of the Spark runner that need no Spark; the runner itself is tested in `tests_extra/spark`."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from ghatana.cli import main
from ghatana.errors import EngineUnavailable, GhatanaError, OutputExists, RunStopped, UsageError
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, local, runner
from ghatana.run import spark as engine
from ghatana.run.identify import Identifier
from ghatana.run.interrupt import Interrupt
from ghatana.run.shards import Shard, ShardStore, named
from ghatana.run.spark import records, seal, session, tasks, watch
from ghatana.run.spark.seal import Sealed, write_empty
from ghatana.run.spark.watch import told
from ghatana.sources import Input, Record, Rejected
from ghatana.tables.rows import sha256
from ghatana.tables.schema import BY_NAME

TEXTS = ("ఒకటి", "రెండు", "x" * 30)
MADE = [sha256(text)[:16] for text in TEXTS]
IDS = [
    None,
    None,
    None,
    "a",
    "b",
    "",
    "a-2",
    *MADE,
    *(f"{made}-{n}" for made in MADE[:2] for n in (2, 3, "x", "02")),
]


@st.composite
def inputs(draw: st.DrawFn) -> list[Record | Rejected]:
    made: list[Record | Rejected] = []
    for i in range(draw(st.integers(0, 25))):
        if draw(st.integers(0, 9)) == 0:
            made.append(Rejected("a", i, "ReadError", "what was wrong", "raw\x00"))
        else:
            made.append(Record("a", i, draw(st.sampled_from(TEXTS)), id=draw(st.sampled_from(IDS))))
    return made


@given(inputs())
def test_ids_decided_key_by_key_are_those_decided_over_all(items: list[Record | Rejected]) -> None:
    whole = Identifier(max_chars=20)
    expected = [item if isinstance(item, Rejected) else whole.entry(item) for item in items]
    by_key: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        by_key.setdefault(records.key(item, 0, i), []).append(i)
    found: list[Any] = [None] * len(items)
    for places in by_key.values():
        part = Identifier(max_chars=20)
        for i in places:
            item = items[i]
            found[i] = item if isinstance(item, Rejected) else part.entry(item)
    assert found == expected


@given(inputs(), st.integers(1, 7))
def test_records_come_back_from_arrow_as_they_were(items: list[Record | Rejected], size: int) -> None:
    placed = [(3, i, item) for i, item in enumerate(items)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "BATCH_ITEMS", size)
        batches = list(records.to_batches(placed))
    assert all(0 < batch.num_rows <= size for batch in batches)
    assert list(records.from_batches(batches)) == placed


def test_every_field_is_carried() -> None:
    record = Record(
        "a.jsonl",
        7,
        "పాఠం\x00",
        "id",
        date(2024, 6, 13),
        "title",
        "https://e.org",
        "publisher",
        "te",
        '{"a": 1}',
    )
    rejected = Rejected("a", None, "ReadError", "message", "\\xff", "id", "identify", "f" * 64)
    placed = [(0, 0, record), (0, 1, rejected)]
    assert list(records.from_batches(records.to_batches(placed))) == placed
    names = [column.split()[0].strip("`") for column in records.RECORD_SCHEMA.split(", ")]
    assert next(records.to_batches(placed)).schema.names == names


def test_a_batch_is_cut_where_texts_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "BATCH_CHARS", 10)
    placed = [(0, i, Record("a", i, "x" * 6)) for i in range(5)]
    assert [b.num_rows for b in records.to_batches(placed)] == [2, 2, 1]


def sized(folder: Path, name: str, size: int) -> Input:
    with (folder / name).open("wb") as file:
        file.truncate(size)
    return Input(name, folder / name)


@pytest.mark.parametrize(
    ("sizes", "pieces"),
    [
        ({}, 1),
        ({"a.txt": 1}, 1),
        ({"a.jsonl": 1_000_000}, 4),
        ({"a.jsonl": 50_000_000}, 32),
        ({"a.jsonl": 3_000_000_000}, 1000),
        ({"a.jsonl.gz": 1_000_000}, 32),
        ({"a.parquet": 500_000, "b.jsonl": 500_000}, 10),
        ({"a.jsonl": 10**12}, engine.MAX_PIECES),
    ],
)
def test_pieces_go_by_the_size_of_the_input_alone(sizes: dict[str, int], pieces: int, tmp_path: Path) -> None:
    assert engine.pieces_for([sized(tmp_path, name, size) for name, size in sizes.items()]) == pieces


def test_a_limit_is_shared_out_in_input_order(tmp_path: Path) -> None:
    found = []
    for i, count in enumerate((3, 0, 4, 5)):
        (tmp_path / f"{i}.jsonl").write_text('{"text": "a"}\n{broken\n' * count, "utf-8")
        found.append(Input(str(i), tmp_path / f"{i}.jsonl"))

    def takes(limit: int | None) -> list[int | None]:
        job = tasks.Job(Recipe.default(), "f", Options(limit=limit), tmp_path)
        return engine._takes(found, job)

    assert takes(None) == [None] * 4
    assert takes(9) == [None, None, 3, 0]
    assert takes(6) == [6, 0, 0, 0]
    assert takes(100) == [None] * 4


def test_standard_input_becomes_a_file_that_all_machines_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = io.BytesIO(b'{"text": "a"}\n')

    monkeypatch.setattr("sys.stdin", Stdin())
    (stdin, file) = engine._spooled([Input("-", None), Input("b", tmp_path / "b.txt")], tmp_path)
    assert (stdin.source, stdin.path) == ("-", tmp_path / "stdin.jsonl")
    assert (tmp_path / "stdin.jsonl").read_bytes() == b'{"text": "a"}\n'
    assert file.path == tmp_path / "b.txt"


def test_paths_are_whole_for_other_machines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (item,) = tasks.everywhere([Input("a.txt", Path("a.txt"))])
    assert (item.source, item.path) == ("a.txt", tmp_path / "a.txt")


def test_reading_gives_files_by_number_and_says_what_a_worker_cannot_see(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n', "utf-8")
    found = [Input("gone", tmp_path / "gone.txt"), Input("a", tmp_path / "a.jsonl")]
    job = tasks.Job(Recipe.default(), "f", Options(), tmp_path)

    def read(*numbers: int) -> list[Any]:
        batches = iter([pa.RecordBatch.from_pydict({"id": list(numbers)})])
        return list(records.from_batches(tasks.read(job, found, [None, 1], batches)))

    assert [(file, place, item.text) for file, place, item in read(1)] == [(1, 0, "a")]
    with pytest.raises(RuntimeError) as raised:
        read(0)
    error = told(raised.value)
    assert isinstance(error, RunStopped)
    assert "gone.txt cannot be read by a Spark worker (No such file or directory)" in error.message
    assert "every machine sees at the same path" in error.message


def test_shards_are_named_by_the_place_of_their_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SHARD_ENTRIES", 2)
    job = tasks.Job(Recipe.default(), "print", Options(), tmp_path)
    placed = [(2, i, Record("a", i, f"text {i}", id=str(i % 2))) for i in (4, 9, 11)]
    first, second = tasks._shards(job, iter(placed))
    assert first.name.startswith("000002.0000000004-")
    assert second.name.startswith("000002.0000000011-")
    assert isinstance(second.entries[0], Rejected)  # its id came before, in another shard
    assert named("000002.0000000004", first.entries, "print") == first
    assert named("000002.0000000004", first.entries, "other").name != first.name


def test_a_machine_that_does_not_see_the_run_folder_is_named(tmp_path: Path) -> None:
    job = tasks.Job(Recipe.default(), "print", Options(), tmp_path / "run")
    with pytest.raises(RunStopped, match=rf"run is not there on a machine .*\({os.uname().nodename}\)"):
        job.store()
    assert not (tmp_path / "run").exists()  # a folder of its own would take rows that nobody finds


def test_rows_that_are_not_found_again_stop_the_run(tmp_path: Path) -> None:
    parts = {"documents": {"a": {"rows": 3}, "b": {"rows": 4}}, "quarantine": {"a": {"rows": 1}}}
    engine._require_all(8, Sealed(parts), tmp_path)
    with pytest.raises(RunStopped, match=r"9 records were read and 8 are in .*shared file system"):
        engine._require_all(9, Sealed(parts), tmp_path)


def test_parts_are_links_or_copies_and_nothing_else_is_left_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "sentences.parquet"
    source.write_bytes(b"rows")
    target = tmp_path / ".part" / "tables" / "sentences.parquet" / "part-0.parquet"
    target.parent.mkdir(parents=True)
    seal._link(source, target)
    seal._link(source, target)  # by another attempt
    assert target.stat().st_ino == source.stat().st_ino

    def no_links(*_: Any) -> None:
        raise OSError(95, "Operation not supported")

    target.unlink()
    monkeypatch.setattr(Path, "hardlink_to", no_links)
    seal._link(source, target)
    assert target.read_bytes() == b"rows"
    assert [p.name for p in (tmp_path / ".part").rglob("*") if p.is_file()] == ["part-0.parquet"]


def test_of_two_processes_that_write_one_shard_the_first_is_kept(tmp_path: Path) -> None:
    store = ShardStore(tmp_path, {"sentences"}, shared=True)
    shard, rows = Shard("s", ()), {"sentences": [("d", 0, 0, 1, "a")]}
    store.write(shard, rows, by=".1")
    (tmp_path / "s.3.part").mkdir()
    store.write(shard, rows, by=".2")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["s", "s.3.part"]  # another is still at work
    ShardStore(tmp_path, {"sentences"})
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


def test_a_shard_that_ran_out_of_time_is_found_where_it_is_kept(tmp_path: Path) -> None:
    store = ShardStore(tmp_path, {"sentences"}, shared=True)
    rows = {"sentences": [("d", 0, 0, 1, "a")]}
    store.write(Shard("s", ()), rows, finished=False, by=".1")
    assert (store.has(Shard("s", ())), store.folder("s").name) == (False, "s.again")
    store.write(Shard("s", ()), rows, by=".2")
    assert (store.has(Shard("s", ())), store.folder("s").name) == (True, "s")
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


@pytest.mark.parametrize("kind", [RunStopped, EngineUnavailable, UsageError])
def test_an_error_of_a_task_reaches_the_user_as_it_was(kind: type[GhatanaError]) -> None:
    with pytest.raises(RuntimeError) as raised, tasks.carried():
        raise kind("what happened:\n- “తెలుగు” [here]\nwhat to do")
    text = f"An exception was thrown:\nTraceback (most recent call last):\nRuntimeError: {raised.value}\n\tat org.x"
    error = told(Exception(text))
    assert type(error) is kind
    assert error.message == "what happened:\n- “తెలుగు” [here]\nwhat to do"


def test_what_spark_itself_fails_on_is_told_in_a_line() -> None:
    java = Exception("Job aborted due to stage failure: executor lost\n\tat org.apache.x\n\tat org.apache.y")
    assert told(java).message.startswith("Spark gave up: Job aborted due to stage failure: executor lost. ")
    python = Exception(
        "thrown\nTraceback (most recent call last):\n  File x\nModuleNotFoundError: No module 'ghatana'"
    )
    assert "Spark gave up: ModuleNotFoundError: No module 'ghatana'. " in told(python).message
    assert "--resume" in told(Exception("")).message


def test_an_error_that_is_none_of_ours_is_left_to_spark() -> None:
    with pytest.raises(ZeroDivisionError), tasks.carried():
        _ = 1 / 0


class FakeSpark:
    """Enough of a session to be cancelled."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()
        self.sparkContext = self

    def cancelAllJobs(self) -> None:
        self.cancelled.set()


@pytest.fixture
def watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[FakeSpark, Interrupt, Progress, watch.Watch]:
    monkeypatch.setattr(watch, "POLL_SECONDS", 0.01)
    job = tasks.Job(Recipe.default(), "f", Options(), tmp_path)
    job.shards.mkdir(parents=True)
    spark, interrupt, progress = FakeSpark(), Interrupt(), Progress(quiet=True)
    return spark, interrupt, progress, watch.Watch(spark, job, progress, interrupt)


def test_shards_that_appear_are_progress_and_are_counted_once(watched: Any, tmp_path: Path) -> None:
    _, _, progress, watching = watched
    job = tasks.Job(Recipe.default(), "f", Options(), tmp_path)

    def act() -> str:
        job.store().write(
            Shard("a", ()), {"quarantine": [("a", 1, None, "read", "E", "m", None, "")] * 2}, by=".1"
        )
        (job.shards / "b.2.part").mkdir()
        return "done"

    assert watching(act) == "done"
    assert watching(lambda: 5) == 5
    assert (progress.documents, progress.quarantined) == (0, 2)


def test_an_interrupt_cancels_what_spark_does(watched: Any) -> None:
    spark, interrupt, _, watching = watched

    def act() -> None:
        interrupt.asked = True
        assert spark.cancelled.wait(60)
        raise Exception("Job cancelled")

    with pytest.raises(RunStopped, match=r"^Interrupted after 0 documents; --resume continues the run\.$"):
        watching(act)


def test_a_failure_is_raised_where_it_was_waited_for(watched: Any) -> None:
    def act() -> None:
        raise RuntimeError(tasks.CARRIED + json.dumps(["UsageError", "what to do"]))

    with pytest.raises(UsageError, match="what to do"):
        watched[3](act)


def test_an_empty_table_is_a_part_with_the_schema(tmp_path: Path) -> None:
    said = write_empty(tmp_path / "events.parquet", BY_NAME["events"])
    assert list(said) == ["part-empty.parquet"]
    options = Options(tables=("events", "documents"), formats=("parquet", "jsonl"))
    files = engine._files(tmp_path, Sealed({"documents": {}}), options)
    assert {name: entry["rows"] for name, entry in files.items()} == {
        "events.parquet": 0,
        "events.jsonl": 0,
        "documents.parquet": 0,
        "documents.jsonl": 0,
    }


MISSING = {
    "pyspark": ("pip install 'ghatana\\[spark\\]'", {"find_spec": lambda _: None}),
    "java": (
        "there is no `java` on the PATH.*openjdk-17",
        {"find_spec": lambda _: 1, "which": lambda _: None},
    ),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_named_with_what_to_install(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, patches = MISSING[name]
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(session, "find_spec", patches["find_spec"])
    monkeypatch.setattr(session.shutil, "which", patches.get("which", lambda _: "/usr/bin/java"))
    with pytest.raises(EngineUnavailable, match=message):
        session.check_installed()
    (tmp_path / "a.txt").write_text("a", "utf-8")
    command = ["extract", str(tmp_path / "a.txt"), "--out", str(tmp_path / "run"), "--engine", "spark"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "needs" in result.stderr
    assert not (tmp_path / "run").exists()


def test_a_java_home_without_java_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "find_spec", lambda _: 1)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineUnavailable, match=f"JAVA_HOME is {tmp_path}, which holds no bin/java"):
        session.check_installed()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch()
    session.check_installed()


def test_options_of_one_engine_are_refused_by_the_other() -> None:
    assert runner("local") is local.run
    for given_, message in [
        ({"master": "local[2]"}, "--master is for --engine spark"),
        ({"conf": ("a=b",)}, "--conf is for --engine spark"),
        ({"partitions": 3}, "--partitions is for --engine spark"),
    ]:
        with pytest.raises(UsageError, match=message):
            runner("local", **given_)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="--workers is for --engine local"):
        runner("spark", workers_given=True)
    with pytest.raises(UsageError, match="expected KEY=VALUE"):
        runner("spark", conf=("spark.ui.enabled",))


@pytest.mark.parametrize(
    ("cluster", "message"),
    [
        (session.Cluster(partitions=0), "expected at least 1"),
        (session.Cluster("sc://h"), "a Spark Connect server"),
    ],
)
def test_a_cluster_that_cannot_be(cluster: session.Cluster, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        cluster.check()


def test_this_machine_alone_is_the_loopback_and_a_cluster_is_left_to_its_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("PYSPARK_GATEWAY_PORT", "SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_PYTHON"):
        monkeypatch.delenv(name, raising=False)
    for cluster in (session.Cluster(), session.Cluster("local[4]")):
        assert session.settings(cluster)["spark.driver.bindAddress"] == "127.0.0.1"
    assert "spark.driver.host" not in session.settings(session.Cluster("spark://h:7077"))
    assert session.settings(session.Cluster("yarn"))["spark.speculation"] == "false"
    chosen = session.settings(session.Cluster("local[4]", {"spark.driver.host": "10.0.0.1"}))
    assert chosen["spark.driver.host"] == "10.0.0.1"
    monkeypatch.setenv("SPARK_CONF_DIR", "/etc/spark")
    assert (session.Cluster().managed, session.Cluster().local) == (True, False)


class Builder:
    """A builder of sessions that only remembers."""

    def __init__(self, error: Exception | None = None) -> None:
        self.builder, self.given, self._error = self, {}, error  # type: ignore[var-annotated]

    def config(self, name: str, value: str) -> Builder:
        self.given[name] = value
        return self

    def appName(self, name: str) -> Builder:
        return self.config("name", name)

    def master(self, url: str) -> Builder:
        return self.config("master", url)

    def getOrCreate(self) -> Builder:
        if self._error:
            raise self._error
        return self


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment in which nothing says how Spark is to run."""
    for name in ("PYSPARK_GATEWAY_PORT", "SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_PYTHON", "SPARK_LOCAL_IP"):
        monkeypatch.setenv(name, "")  # so that it is put back as it was
        monkeypatch.delenv(name)
    return monkeypatch


def test_workers_are_the_python_that_runs_this(bare: pytest.MonkeyPatch) -> None:
    builder = session._started(session.Cluster(), Builder())
    assert os.environ["PYSPARK_PYTHON"] == sys.executable
    assert os.environ["SPARK_LOCAL_IP"] == "127.0.0.1"
    assert builder.given["master"] == "local[*]"
    bare.setenv("PYSPARK_PYTHON", "./environment/bin/python")
    session._started(session.Cluster("local[2]"), Builder())
    assert os.environ["PYSPARK_PYTHON"] == "./environment/bin/python"


def test_a_cluster_keeps_its_master_and_its_addresses(bare: pytest.MonkeyPatch) -> None:
    cluster = session.Cluster(None, {"spark.master": "yarn", "spark.pyspark.python": "/opt/python"})
    builder = session._started(cluster, Builder())
    assert "master" not in builder.given
    assert builder.given["spark.master"] == "yarn"
    assert os.environ["PYSPARK_PYTHON"] == "/opt/python"
    assert "SPARK_LOCAL_IP" not in os.environ


def test_a_spark_that_does_not_start_is_told_in_a_line(bare: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineUnavailable, match="Java 17 or newer: see `java -version`"):
        session._started(
            session.Cluster(), Builder(Exception("[JAVA_GATEWAY_EXITED] Java gateway process exited"))
        )
    with pytest.raises(RunStopped, match=r"on spark://h:7077: All masters are unresponsive\. Check --master"):
        session._started(
            session.Cluster("spark://h:7077"), Builder(Exception("All masters are unresponsive\n\tat x"))
        )


def test_a_finished_run_needs_no_spark_to_be_resumed(
    tmp_path: Path, small: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "check_installed", lambda: None)
    monkeypatch.setattr(engine, "spark_session", None)
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "a"}) + "\n", "utf-8")
    inputs, out, quiet = [str(tmp_path / "a.jsonl")], tmp_path / "run", Progress(quiet=True)
    local.run(inputs, out, small, Options(), quiet)
    again = engine.run(inputs, out, small, Options(resume=True), quiet, session.Cluster())
    assert again.documents == 1
    with pytest.raises(OutputExists):
        engine.run(inputs, out, small, Options(), quiet, session.Cluster())
