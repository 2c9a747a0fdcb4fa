"""Readers and the finding of inputs: streams of records, and one bad record never stops the next."""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.errors import InputNotFound, UsageError
from ghatana.sources import (
    FieldMap,
    Item,
    Record,
    Rejected,
    again,
    find_inputs,
    read_input,
    read_mappings,
    readers,
)

ZONE = "Asia/Kolkata"
FIELDS = FieldMap()


def read(path: Path, fields: FieldMap = FIELDS) -> list[Item]:
    return [item for source in find_inputs([str(path)], fields) for item in read_input(source, fields, ZONE)]


def texts(items: list[Item]) -> list[str]:
    return [i.text if isinstance(i, Record) else f"! {i.message}" for i in items]


def test_a_text_file_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffశీర్షిక ఇది\r\n\r\nమొదటి వాక్యం.\r\n".encode())
    (item,) = read(path)
    assert isinstance(item, Record)
    assert item.text == "శీర్షిక ఇది\r\n\r\nమొదటి వాక్యం.\r\n"
    assert (item.title, item.position, item.source) == ("శీర్షిక ఇది", None, str(path))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("శీర్షిక\n\nవార్త", "శీర్షిక"),
        ("శీర్షిక\n \t\nవార్త", "శీర్షిక"),
        ("శీర్షిక!\n\nవార్త", None),
        ("ఇది వాక్యం.\n\nవార్త", None),
        ("శీర్షిక\nవార్త", None),
        ("\n\nవార్త", None),
        ("వ" * 120 + "\n\nవార్త", "వ" * 120),
        ("వ" * 121 + "\n\nవార్త", None),
        ("శీర్షిక", None),
    ],
)
def test_the_title_of_a_text_file(text: str, title: str | None) -> None:
    assert readers.text_title(text) == title


def test_a_text_that_is_not_utf8_is_kept_with_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc \xff\xfe")
    (item,) = read(path)
    assert isinstance(item, Rejected)
    assert item.raw == "abc \\xff\\xfe"
    assert "byte 0xFF at 4" in item.message
    assert "iconv" in item.message


def test_each_bad_line_of_jsonl_is_refused_alone(tmp_path: Path) -> None:
    lines = [
        b"\xef\xbb\xbf" + json.dumps({"text": "1"}).encode(),
        b"",
        b"{broken",
        b"[1, 2]",
        b'"text"',
        b'{"text": "\xff"}',
        b'{"text": "\\ud800"}',
        b'{"no": "text"}',
        b'{"text": "2", "published": "2024-02-30"}',
        b"[" * 100_000,
        json.dumps({"text": "3"}, ensure_ascii=False).encode(),
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\r\n".join(lines))
    items = read(path)
    assert [i.text for i in items if isinstance(i, Record)] == ["1", "3"]
    refused = [i for i in items if isinstance(i, Rejected)]
    assert [i.position for i in refused] == [3, 4, 5, 6, 7, 8, 9, 10]
    for item, part in zip(
        refused,
        [
            "not JSON",
            "a JSON list",
            "a JSON str",
            "Not UTF-8",
            "surrogate",
            "no text",
            "no day",
            "nested too deeply",
        ],
        strict=True,
    ):
        assert part in item.message
    assert refused[0].raw == "{broken"


def test_a_line_beyond_the_limit_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_RECORD_BYTES", 40)
    data = b'{"text": "' + b"x" * 500 + b'"}\n{"text": "ok"}\n'
    items = list(readers.read_jsonl(io.BytesIO(data), "-", FIELDS, ZONE))
    assert texts(items)[1] == "ok"
    assert "at most 40 are read" in texts(items)[0]


def test_csv_rows_quotes_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('body,id,extra\n"ఒకటి, ""రెండు""\nమూడు",x,e\nనాలుగు,y,f\n', "utf-8-sig")
    items = read(path, FieldMap({"text": "body"}))
    assert texts(items) == ['ఒకటి, "రెండు"\nమూడు', "నాలుగు"]
    assert [i.position for i in items] == [2, 3]


def test_tsv_is_read_by_tabs(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("id\ttext\n1\tవార్త, ఒకటి\n", "utf-8")
    assert texts(read(path)) == ["వార్త, ఒకటి"]


def test_bad_csv_rows_are_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,ok\n2\n3,\xff\n4,"never closed\n5,x\n')
    items = read(path)
    assert texts(items)[0] == "ok"
    assert [type(i).__name__ for i in items] == ["Record", "Rejected", "Rejected", "Rejected", "Record"]
    assert "1 cells, the header 2" in texts(items)[1]
    assert "Not UTF-8: byte 0xFF at 2" in texts(items)[2]
    assert "quote never closed" in texts(items)[3]
    assert texts(items)[4] == "x"
    assert [i.raw for i in items if isinstance(i, Rejected)] == ["2", r"3,\xff", '4,"never closed']
    assert [i.position for i in items] == [2, 3, 4, 5, 6]


@given(st.lists(st.text('a",\r\n ', max_size=6), max_size=12))
def test_every_line_of_a_csv_is_in_a_record_or_a_rejection(cells: list[str]) -> None:
    body = "".join(f"{n},{cell}\n" for n, cell in enumerate(cells))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_text(f"id,text\n{body}", "utf-8", newline="")
        held = "".join(i.raw if isinstance(i, Rejected) else f"{i.id},{i.text}{i.meta}" for i in read(path))
    letters = Counter(c for c in body if c.isalnum())
    assert letters <= Counter(held)


def test_what_cannot_be_put_back_is_rejected_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(again, "MOST_AGAIN", 2)
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,"never\n2,a\n3,b\n4,c\n')
    (item,) = read(path)
    assert isinstance(item, Rejected)
    assert item.raw == '1,"never\n2,a\n3,b\n4,c'


def test_a_header_whose_quote_is_never_closed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'text,"id\nx,1\n')
    (item,) = read(path)
    assert "The header of the CSV is malformed" in texts([item])[0]


def test_a_link_that_leads_nowhere_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.csv").symlink_to(tmp_path / "gone.csv")
    (tmp_path / "c.txt").write_text("వార్త", "utf-8")
    found = find_inputs([str(tmp_path)], FIELDS)
    items = [item for one in found for item in read_input(one, FIELDS, "Asia/Kolkata")]
    assert [type(i).__name__ for i in items] == ["Rejected", "Rejected", "Record"]
    assert "No such file" in texts(items)[0]


def test_a_csv_without_the_text_column_is_refused_before_anything_runs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,body\n1,x\n", "utf-8")
    with pytest.raises(UsageError, match=r"no column 'text'; its columns are id, body.*--text-column"):
        find_inputs([str(path)], FIELDS)
    with pytest.raises(UsageError, match="no column 'when'"):
        find_inputs([str(path)], FieldMap({"text": "body", "published": "when"}))


def test_folders_are_walked_in_a_stable_order_and_links_are_no_loop(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", "b/1.jsonl", "notes.pdf"):
        (tmp_path / name).write_text("{}" if name.endswith("l") else "వార్త", "utf-8")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = [Path(i.source).relative_to(tmp_path).as_posix() for i in find_inputs([str(tmp_path)], FIELDS)]
    assert found == ["a.txt", "b/1.jsonl", "b/2.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("వార్త", "utf-8")
    found = find_inputs([str(path), str(tmp_path), str(tmp_path / "*.txt")], FIELDS)
    assert [i.source for i in found] == [str(path)]


def test_what_does_not_exist_is_said(tmp_path: Path) -> None:
    for name in ("no.txt", "*.txt", "no/such"):
        with pytest.raises(InputNotFound, match="does not exist or matches nothing"):
            find_inputs([str(tmp_path / name)], FIELDS)
    with pytest.raises(InputNotFound, match="holds no input"):
        find_inputs([str(tmp_path)], FIELDS)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(UsageError, match=r"ending '\.pdf'; these are read: \.txt"):
        find_inputs([str(tmp_path / "a.pdf")], FIELDS)


def test_python_values_become_records() -> None:
    items = list(read_mappings(["ఒకటి", {"text": "రెండు", "id": 5}, 7], "python", FIELDS, ZONE))
    assert texts(items)[:2] == ["ఒకటి", "రెండు"]
    assert "Item 3 is a int" in texts(items)[2]


def test_nothing_that_was_read_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(["{}", '{"text": "a"}', "x", '{"text": "b"}', "[]"]), "utf-8")
    assert len(read(path)) == 5


def test_pipes_loops_and_runs_are_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("వార్త", "utf-8")
    os.mkfifo(tmp_path / "b.jsonl")
    (tmp_path / "c.txt").symlink_to(tmp_path / "c.txt")
    for name, made in (("done", "run.json"), ("stopped/.part", "state.json")):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / made).write_text("{}", "utf-8")
        (tmp_path / name / "documents.jsonl").write_text('{"text": "పాత వార్త"}', "utf-8")
    found = find_inputs([str(tmp_path)], FIELDS)
    assert [Path(i.source).name for i in found] == ["a.txt", "c.txt"]
    assert [type(i).__name__ for one in found for i in read_input(one, FIELDS, ZONE)] == [
        "Record",
        "Rejected",
    ]


def test_a_folder_that_holds_a_file_of_that_name_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "run.json").write_text("{}", "utf-8")
    (tmp_path / "in" / "a.txt").write_text("వార్త", "utf-8")
    assert len(find_inputs([str(tmp_path)], FIELDS)) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            "id,text\n1,వార్త\n".encode("utf-16"),
            r"header of .*a\.csv cannot be read\. Not UTF-8: byte 0xFF at 0",
        ),
        (b"id;text\n1;x\n", r"one column, 'id;text'\. Cells are parted by commas in \.csv .* found ';'"),
        (b"id\ttext\n1\tx\n", r"found '\\t'"),
        (b"id,text,text\n1,x,y\n", r"has the column 'text' more than once"),
    ],
)
def test_a_csv_of_another_kind_is_told_before_anything_runs(
    tmp_path: Path, data: bytes, message: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        find_inputs([str(path)], FIELDS)
