"""The dataset folder: what is in it, what is not, and that it is the same whenever and however it is made."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sqlite3
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import publish_runs
from ghatana.errors import InvalidTables, OutputExists, UsageError
from ghatana.publish import Options, publish, write
from ghatana.query import query
from ghatana.tables.rules import EVERY
from ghatana.tables.schema import SCHEMA_VERSION, arrow_schema
from ghatana.tables.write import csv_cell

LICENCE = Options(licence="CC-BY-4.0")


def files(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def json_of(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def dataset(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(made, tmp_path_factory.mktemp("published") / "dataset", LICENCE).folder


def test_parquet_by_table_and_year(dataset: Path) -> None:
    assert sorted(p.name for p in (dataset / "documents").iterdir()) == [
        "2024-00000-of-00001.parquet", "2025-00000-of-00001.parquet", "undated-00000-of-00001.parquet",
    ]  # fmt: skip
    for path in (dataset / "launches").iterdir():
        days = pq.read_table(path)["published"].to_pylist()
        assert {str(d.year) if d else "undated" for d in days} == {path.name.split("-")[0]}
    for path in (dataset / "arguments").iterdir():  # by the year of their documents
        ids = set(pq.read_table(path)["doc_id"].to_pylist())
        assert ids == {{"2024": "launch", "2025": "accord", "undated": "station"}[path.name.split("-")[0]]}


def test_columns_are_typed_and_described(dataset: Path) -> None:
    for path in dataset.glob("*/*.parquet"):
        schema, whole = pq.read_schema(path), arrow_schema(EVERY[path.parent.name])
        assert [whole.field(f.name) for f in schema] == list(schema)
        assert all(f.metadata[b"description"] for f in schema)
        assert schema.metadata[b"schema_version"] == SCHEMA_VERSION.encode()


def test_rows_are_those_of_the_run_in_a_fixed_order(made: Path, dataset: Path) -> None:
    for name in ("entities", "timexes", "events", "arguments", "launches", "agreements", "station_phases"):
        found = query(dataset, f"SELECT * FROM {name}").to_pylist()
        assert sorted(map(str, found)) == sorted(map(str, publish_runs.rows(made, name))), name
        assert found


def test_csv_shows_the_same(dataset: Path) -> None:
    for path in (dataset / "csv").iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *found = list(csv.reader(file))
        rows = query(dataset, f"SELECT * FROM {path.stem}")
        assert header == rows.column_names
        plain = [[csv_cell(v) for v in row] for row in zip(*rows.to_pydict().values(), strict=True)]
        numbers = {i for i, f in enumerate(rows.schema) if pa.types.is_floating(f.type)}
        for row, expected in zip(found, plain, strict=True):
            for i, (a, b) in enumerate(zip(row, expected, strict=True)):
                assert (float(a) == float(b)) if i in numbers else (a == b)


def test_texts_are_withheld(made: Path, dataset: Path) -> None:
    texts = [row["text"] for row in publish_runs.rows(made, "documents")]
    assert not (dataset / "sentences").exists()
    assert not (dataset / "tokens").exists()
    assert {"text", "meta"}.isdisjoint(query(dataset, "SELECT * FROM documents").column_names)
    assert "raw" not in query(dataset, "SELECT * FROM quarantine").column_names
    everything = "".join(
        p.read_text("utf-8") for p in dataset.rglob("*") if p.suffix in {".csv", ".md", ".json"}
    )
    assert not [t for t in texts if t in everything]
    assert "విజ్ఞానం" not in everything  # a field of the record that came along in `meta`
    assert "{broken" not in everything


def test_texts_are_included_where_asked_for(made: Path, tmp_path: Path) -> None:
    publish(made, tmp_path / "d", Options(with_text=True))
    texts = {row["doc_id"]: row["text"] for row in publish_runs.rows(made, "documents")}
    found = query(tmp_path / "d", "SELECT doc_id, text FROM documents").to_pylist()
    assert {row["doc_id"]: row["text"] for row in found} == texts
    read_back = (
        "SELECT bool_and(substring(d.text, s.start + 1, s.end - s.start) = s.text) AS ok FROM sentences s "
    )
    assert query(tmp_path / "d", read_back + "JOIN documents d USING (doc_id)").to_pylist() == [{"ok": True}]
    assert (tmp_path / "d" / "tokens").exists()


def test_the_tables_across_documents_are_made(dataset: Path) -> None:
    events = query(dataset, "SELECT count(*) FROM events").to_pylist()
    assert query(dataset, "SELECT count(*) FROM claims").to_pylist() == events
    assert query(dataset, "SELECT count(*) > 0 AS some FROM timeline").to_pylist() == [{"some": True}]


def test_checksums_hold(dataset: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "--quiet", "checksums.sha256"],
        cwd=dataset,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    named = {line.split("  ")[1] for line in (dataset / "checksums.sha256").read_text("utf-8").splitlines()}
    assert named == set(files(dataset)) - {"checksums.sha256"}


def test_the_manifest_is_that_of_the_run_without_timings(made: Path, dataset: Path) -> None:
    manifest = json_of(made / "run.json")
    assert manifest.pop("timings")
    assert json_of(dataset / "run.json")["runs"] == [manifest]


def test_the_same_bytes_again_and_in_place(made: Path, dataset: Path, tmp_path: Path) -> None:
    publish(made, tmp_path / "d", LICENCE)
    assert files(tmp_path / "d") == files(dataset)
    publish(made, tmp_path / "d", LICENCE)
    assert files(tmp_path / "d") == files(dataset)


def test_the_same_tables_whatever_the_order_of_the_input(dataset: Path, tmp_path: Path) -> None:
    run = publish_runs.extract(tmp_path / "run", publish_runs.TEXTS[::-1])
    publish(run, tmp_path / "d", LICENCE)
    found, expected = files(tmp_path / "d"), files(dataset)
    same = {name for name in expected if name.startswith(tuple(EVERY)) or name.startswith("csv/")}
    same -= {n for n in same if "documents" in n or "quarantine" in n}  # they name the file of the input
    assert same
    assert {n: found[n] for n in same} == {n: expected[n] for n in same}


def test_the_same_bytes_whatever_the_batches(
    made: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "GROUP_ROWS", 2)
    publish(made, tmp_path / "d", LICENCE)
    for name in ("entities", "events", "documents", "claims"):
        expected = query(dataset, f"SELECT * FROM {name}")
        assert query(tmp_path / "d", f"SELECT * FROM {name}").equals(expected)
        assert (tmp_path / "d" / "csv" / f"{name}.csv").read_bytes() == (
            dataset / "csv" / f"{name}.csv"
        ).read_bytes()
    group = pq.ParquetFile(next((tmp_path / "d" / "entities").iterdir())).metadata.row_group(0)
    assert group.num_rows == 2


def test_large_files_are_divided(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "GROUP_ROWS", 1)
    monkeypatch.setattr(write, "FILE_BYTES", 1)
    publish(made, tmp_path / "d", LICENCE)
    held = publish_runs.rows(made, "entities")
    count = sum(row["doc_id"] == "launch" for row in held)
    names = sorted(p.name for p in (tmp_path / "d" / "entities").glob("2024-*"))
    assert names == [f"2024-{i:05d}-of-{count:05d}.parquet" for i in range(count)]
    assert len(query(tmp_path / "d", "SELECT * FROM entities")) == len(held)


def test_sqlite(made: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        publish(made, tmp_path / name, Options(sqlite=True))
    path = tmp_path / "a" / "telugu-space-events.sqlite"
    assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    with sqlite3.connect(path) as held:
        found = held.execute(
            "SELECT event_id, date_earliest, payloads FROM launches ORDER BY event_id"
        ).fetchall()
    held.close()
    rows = sorted(publish_runs.rows(made, "launches"), key=lambda r: r["event_id"])
    assert [(i, d and date.fromisoformat(d), json.loads(p)) for i, d, p in found] == [
        (r["event_id"], r["date_earliest"], r["payloads"]) for r in rows
    ]


def test_duckdb(made: Path, tmp_path: Path) -> None:
    import duckdb

    publish(made, tmp_path / "d", Options(duckdb=True, name="own-name"))
    with duckdb.connect(str(tmp_path / "d" / "own-name.duckdb"), read_only=True) as held:
        assert held.sql("SELECT count(*) FROM events").fetchall() == [
            (len(publish_runs.rows(made, "events")),)
        ]
        comments = held.sql(
            "SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        ).fetchall()
    assert comments == [(0,)]


def test_invalid_tables_stop_publication(run: Path, tmp_path: Path) -> None:
    publish_runs.put("events", "status", "done")(run)
    with pytest.raises(InvalidTables, match=r"events.status: must be one of .*\n.*'done'") as stopped:
        publish(run, tmp_path / "d")
    assert stopped.value.exit_status == 1
    assert not (tmp_path / "d").exists()


class TestSeveralRuns:
    def test_documents_of_both(self, made: Path, tmp_path: Path) -> None:
        text = "నాసా ఆర్టెమిస్-2ను 2026 ఏప్రిల్‌లో ప్రయోగించనుంది."
        other = publish_runs.extract(
            tmp_path / "other", [{"id": "new", "text": text, "published": "2026-01-05"}]
        )
        done = publish([made, other], tmp_path / "d")
        assert done.rows["documents"] == 4
        back = publish([other, made], tmp_path / "e")
        assert back.rows == done.rows
        for name in ("events", "claims", "timeline"):
            assert query(tmp_path / "d", f"FROM {name}").equals(query(tmp_path / "e", f"FROM {name}"))

    def test_a_document_in_both_is_that_of_the_last(self, made: Path, run: Path, tmp_path: Path) -> None:
        publish_runs.change(run, "documents", lambda rows: [row.update(publisher="కొత్తది") for row in rows])
        done = publish([made, run], tmp_path / "d")
        assert done.rows == publish(made, tmp_path / "e").rows
        assert query(tmp_path / "d", "SELECT DISTINCT publisher FROM documents").to_pylist() == [
            {"publisher": "కొత్తది"}
        ]

    def test_one_id_for_two_texts_is_refused(self, made: Path, tmp_path: Path) -> None:
        records = [{"id": "launch", "text": "వేరే వార్త.", "published": "2024-06-13"}]
        other = publish_runs.extract(tmp_path / "other", records, bad=False)
        with pytest.raises(UsageError, match=r"1 ids of documents stand for different texts .*: launch"):
            publish([made, other], tmp_path / "d")


class TestWhatIsNeeded:
    def test_documents_and_events(self, run: Path, tmp_path: Path) -> None:
        (run / "events.parquet").unlink()
        (run / "launches.parquet").unlink()
        with pytest.raises(UsageError, match=r"has no events in Parquet.*--tables"):
            publish(run, tmp_path / "d")
        assert not (tmp_path / "d").exists()

    def test_documents_at_all(self, tmp_path: Path) -> None:
        run = publish_runs.extract(tmp_path / "run", [])
        with pytest.raises(UsageError, match="There is no document in"):
            publish(run, tmp_path / "d")

    def test_a_run(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="at least one run"):
            publish([], tmp_path / "d")

    def test_arguments_for_the_tables_across_documents(self, run: Path, tmp_path: Path) -> None:
        (run / "arguments.parquet").unlink()
        assert "timeline" not in publish(run, tmp_path / "d").rows


class TestAgain:
    """A second publication in the folder of the first."""

    def changed(self, made: Path, tmp_path: Path) -> Path:
        run = publish_runs.copied(made, tmp_path / "changed")
        publish_runs.change(run, "documents", lambda rows: rows[0].update(publisher="కొత్తది"))
        return run

    def test_the_version_rises_and_the_changelog_grows(self, made: Path, tmp_path: Path) -> None:
        publish(made, tmp_path / "d", Options(date=date(2026, 1, 1)))
        done = publish(self.changed(made, tmp_path), tmp_path / "d", Options(date=date(2026, 2, 1)))
        assert done.version == "1.1.0"
        log = json_of(tmp_path / "d" / "publication.json")["changelog"]
        assert [(e["version"], e["date"]) for e in log] == [("1.1.0", "2026-02-01"), ("1.0.0", "2026-01-01")]
        assert "documents 0 added, 0 gone, 1 altered" in log[0]["note"]
        assert "entities" not in log[0]["note"]
        card = (tmp_path / "d" / "README.md").read_text("utf-8")
        assert card.index("**1.1.0** (2026-02-01)") < card.index("**1.0.0** (2026-01-01)")

    def test_another_run_of_the_same_changes_nothing(self, made: Path, tmp_path: Path) -> None:
        publish(made, tmp_path / "d", Options(date=date(2026, 1, 1)))
        before = files(tmp_path / "d")
        publish(made, tmp_path / "d")
        assert files(tmp_path / "d") == before

    def test_a_version_that_was_given_to_other_rows_is_refused(self, made: Path, tmp_path: Path) -> None:
        publish(made, tmp_path / "d", Options(version="2.0.0"))
        before = files(tmp_path / "d")
        for version in ("2.0.0", "1.9.9"):
            with pytest.raises(UsageError, match=r"Version 2.0.0 was published with other rows .*as 2.1.0"):
                publish(self.changed(made, tmp_path / version), tmp_path / "d", Options(version=version))
        assert files(tmp_path / "d") == before

    def test_withholding_what_was_published_is_a_change(self, made: Path, tmp_path: Path) -> None:
        publish(made, tmp_path / "d", Options(with_text=True))
        assert publish(made, tmp_path / "d").version == "1.1.0"
        note = json_of(tmp_path / "d" / "publication.json")["changelog"][0]["note"]
        assert "sentences no longer published" in note
        assert "documents without column text" in note
        assert not (tmp_path / "d" / "sentences").exists()

    def test_changes_by_hand_are_not_lost(self, made: Path, tmp_path: Path) -> None:
        publish(made, tmp_path / "d")
        (tmp_path / "d" / "README.md").write_text("mine", "utf-8")
        with pytest.raises(OutputExists, match=r"1 files .*README.md.*--force"):
            publish(made, tmp_path / "d")
        assert (tmp_path / "d" / "README.md").read_text("utf-8") == "mine"
        publish(made, tmp_path / "d", Options(force=True))
        assert "mine" not in (tmp_path / "d" / "README.md").read_text("utf-8")

    def test_files_of_others_stay(self, made: Path, tmp_path: Path) -> None:
        (tmp_path / "d" / ".git").mkdir(parents=True)
        (tmp_path / "d" / ".git" / "config").write_text("x", "utf-8")
        publish(made, tmp_path / "d")
        (tmp_path / "d" / "LICENSE").write_text("x", "utf-8")
        publish(self.changed(made, tmp_path), tmp_path / "d")
        assert (tmp_path / "d" / "LICENSE").exists()
        assert (tmp_path / "d" / ".git" / "config").exists()

    def test_a_list_of_checksums_cannot_reach_outside(self, made: Path, tmp_path: Path) -> None:
        publish(made, tmp_path / "d")
        (tmp_path / "precious").write_text("x", "utf-8")
        with (tmp_path / "d" / "checksums.sha256").open("a", encoding="utf-8") as file:
            file.write(f"{hashlib.sha256(b'x').hexdigest()}  ../precious\n")
        publish(made, tmp_path / "d")
        assert (tmp_path / "precious").exists()

    @pytest.mark.parametrize("name", ["other.txt", "sub/x.parquet"])
    def test_a_folder_with_something_else_is_refused(self, made: Path, tmp_path: Path, name: str) -> None:
        path = tmp_path / "d" / name
        path.parent.mkdir(parents=True)
        path.write_text("x", "utf-8")
        with pytest.raises(OutputExists, match="is not empty"):
            publish(made, tmp_path / "d", Options(force=True))

    def test_another_dataset_is_refused(self, made: Path, tmp_path: Path) -> None:
        publish(made, tmp_path / "d", Options(name="one"))
        with pytest.raises(OutputExists, match="holds the dataset 'one', not 'two'"):
            publish(made, tmp_path / "d", Options(name="two"))

    def test_a_file_is_refused(self, made: Path, tmp_path: Path) -> None:
        (tmp_path / "d").write_text("x", "utf-8")
        with pytest.raises(OutputExists, match="is a file"):
            publish(made, tmp_path / "d")

    def test_a_damaged_publication_is_refused(self, made: Path, tmp_path: Path) -> None:
        publish(made, tmp_path / "d")
        (tmp_path / "d" / "publication.json").write_text("{", "utf-8")
        with pytest.raises(UsageError, match="is damaged"):
            publish(made, tmp_path / "d")

    def test_nothing_is_left_of_a_publication_that_failed(self, made: Path, tmp_path: Path) -> None:
        publish(made, tmp_path / "d")
        with pytest.raises(UsageError):
            publish(self.changed(made, tmp_path), tmp_path / "d", Options(version="0.1.0"))
        assert not (tmp_path / "d" / ".part").exists()
        shutil.rmtree(tmp_path / "d")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"version": "1"}, "expected three numbers"),
        ({"name": "Big Name"}, "expected small letters"),
        ({"licence": "my own"}, "expected an SPDX identifier"),
    ],
)
def test_options_that_cannot_be(wrong: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Options(**wrong)  # type: ignore[arg-type]


def test_licences() -> None:
    assert (Options(licence="cc-by-4.0").spdx, Options().spdx) == ("CC-BY-4.0", None)
    assert Options(licence="cc-by-4.0").licence_url == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert Options(licence="https://example.org/l").licence_url == "https://example.org/l"
