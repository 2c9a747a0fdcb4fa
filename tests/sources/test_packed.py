"""Packed inputs: archives and Parquet, whole, damaged and hostile."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ghatana.errors import UsageError
from ghatana.sources import FieldMap, Item, Record, Rejected, find_inputs, packed, read_input

ZONE = "Asia/Kolkata"
LINES = "".join(
    json.dumps({"text": f"వార్త {i}", "id": str(i)}, ensure_ascii=False) + "\n" for i in range(500)
).encode()


def read(path: Path, **columns: str) -> list[Item]:
    fields = FieldMap(columns)
    return [item for source in find_inputs([str(path)], fields) for item in read_input(source, fields, ZONE)]


def pack(path: Path, data: bytes) -> Path:
    kind = "gzip" if path.suffix.lower() == ".gz" else "zstd"
    path.write_bytes(pa.compress(data, codec=kind, asbytes=True))
    return path


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.ndjson.gz", "a.jsonl.zst", "A.JSONL.ZST"])
def test_archives_of_lines_are_read(tmp_path: Path, name: str) -> None:
    items = read(pack(tmp_path / name, LINES))
    assert [i.text for i in items if isinstance(i, Record)] == [f"వార్త {i}" for i in range(500)]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_archives_in_pieces_are_read_whole(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path / name, LINES)
    path.write_bytes(path.read_bytes() * 2)
    assert len(read(path)) == 1000


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_a_damaged_archive_ends_with_what_is_wrong(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path / name, LINES)
    for data in (path.read_bytes()[:-9], b"no archive at all, though its name says so"):
        path.write_bytes(data)
        *before, refused = read(path)
        assert all(isinstance(i, Record) for i in before)
        assert isinstance(refused, Rejected)
        assert "damaged or no archive of its kind" in refused.message


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_what_stands_before_the_damage_is_read(tmp_path: Path, name: str) -> None:
    noise = random.Random(7)
    lines = [json.dumps({"text": "".join(noise.choices("కగచజటడతదనప ", k=200))}) for _ in range(300)]
    path = pack(tmp_path / name, "\n".join(lines).encode())
    path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2])
    *before, refused = read(path)
    assert isinstance(refused, Rejected)
    assert [i.text for i in before if isinstance(i, Record)] == [
        json.loads(x)["text"] for x in lines[: len(before)]
    ]
    if name.endswith("gz"):  # zstandard gives whole blocks of 128 kB alone
        assert len(before) > 100


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "BOMB_BYTES", 100_000)
    path = pack(tmp_path / name, b'{"text": "ok"}\n' + b" " * 20_000_000)
    (refused,) = (i for i in read(path) if isinstance(i, Rejected))
    assert "times its size" in refused.message


def test_parquet_rows_are_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table(
        {"body": ["వార్త", None, "రెండు"], "day": pa.array(["2024-06-13", None, None]), "n": [1, 2, 3]}
    )
    pq.write_table(table, path)
    items = read(path, text="body", published="day")
    assert [type(i).__name__ for i in items] == ["Record", "Rejected", "Record"]
    assert isinstance(items[0], Record)
    assert (str(items[0].published), items[0].meta) == ("2024-06-13", '{"n": 1}')
    assert items[1].position == 2


def test_parquet_of_another_type_is_refused_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [1, 2]}), path)
    assert [type(i).__name__ for i in read(path)] == ["Rejected", "Rejected"]


def test_parquet_without_the_text_column_is_refused_before_anything_runs(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"body": ["వార్త"]}), path)
    with pytest.raises(UsageError, match="no column 'text'; its columns are body"):
        read(path)


def test_a_damaged_parquet_file_is_one_row_of_quarantine(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    (refused,) = read(path)
    assert isinstance(refused, Rejected)
    assert "cannot be read after row 0" in refused.message


FAR = pa.array([0, 2**30], pa.int32()).cast(pa.date32())
ODD = {
    "text that is no UTF-8": pa.StringArray.from_buffers(
        2, pa.py_buffer(b"\0\0\0\0\2\0\0\0\4\0\0\0"), pa.py_buffer(b"ok\xff\xfe")
    ),
    "a day after the year 9999": FAR,
    "a zone that nobody knows": pa.array([None, 0], pa.timestamp("us", "Nowhere/Land")),
}


@pytest.mark.parametrize("name", ODD)
def test_a_cell_that_cannot_be_read_costs_its_row_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["వార్త", "వార్త"], "x": ODD[name]}), path)
    good, bad = read(path)
    assert isinstance(good, Record)
    assert isinstance(bad, Rejected)
    assert "column 'x' holds a value that cannot be read" in bad.message
    assert "వార్త" in bad.raw
    assert (good.position, bad.position) == (1, 2)


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"]), path)
    with pytest.raises(UsageError, match="has the column 'text' more than once"):
        read(path)
