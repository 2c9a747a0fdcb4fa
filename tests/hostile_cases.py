"""Hostile input by reader, with what comes of each; for the local runner and for Spark's."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ghatana.recipe import Recipe

DATES = Recipe.parse(
    '[limits]\nmax_chars = 2000000\n[[stage]]\nuse = "sentences"\n[[stage]]\nuse = "times"\n', "dates.toml"
)
GOOD = "మే 3న ప్రయోగం."


class Case(NamedTuple):
    """Bytes of a file, and what comes of them: documents, quarantined input."""

    data: bytes
    documents: int
    quarantined: int


def lines(*records: Any) -> bytes:
    """JSON Lines; text and bytes stay as they are."""
    out = []
    for r in records:
        r = r if isinstance(r, str | bytes) else json.dumps(r, ensure_ascii=False)
        out.append(r if isinstance(r, bytes) else r.encode())
    return b"".join(line + b"\n" for line in out)


def table(*rows: list[str], header: tuple[str, ...] = ("id", "text")) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def parquet(**columns: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


JSONL = {
    "empty file": Case(b"", 0, 0),
    "blank lines": Case(b"\n\n \n", 0, 0),
    "byte-order mark": Case(b"\xef\xbb\xbf" + lines({"text": GOOD}), 1, 0),
    "CRLF": Case(lines({"text": GOOD}).replace(b"\n", b"\r\n") * 2, 2, 0),
    "no newline at the end": Case(lines({"text": GOOD})[:-1], 1, 0),
    "bad UTF-8": Case(lines({"text": GOOD}, b'{"text": "\xff\xfe"}', {"text": GOOD}), 2, 1),
    "a lone surrogate in the text": Case(lines('{"text": "\\ud800"}', {"text": GOOD}), 1, 1),
    "a lone surrogate in a name": Case(lines('{"\\ud800": 1}', {"text": GOOD}), 1, 1),
    "a lone surrogate in the id": Case(lines('{"text": "a", "id": "\\udfff"}'), 0, 1),
    "a lone surrogate in a date": Case(lines('{"text": "a", "published": "\\udfff"}'), 0, 1),
    "a lone surrogate in meta": Case(lines('{"text": "a", "more": ["\\udfff"]}'), 0, 1),
    "NUL": Case(lines({"text": f"\x00{GOOD}\x00", "title": "\x00"}, b"\x00"), 1, 1),
    "control characters": Case(lines({"text": "\x01\x02\x1b[31m \x7f\x85\u2028\u202e" + GOOD}), 1, 0),
    "one line of 5 MB": Case(lines({"text": GOOD * 400_000}, {"text": GOOD}), 1, 1),
    "one word of 1 MB": Case(lines({"text": "క" * 1_000_000}), 1, 0),
    "broken JSON": Case(lines("{", "[1]", "null", '"text"', "{'text': 1}", {"text": GOOD}), 1, 5),
    "JSON nested too deeply": Case(
        lines("[" * 100_000, '{"text": "a", "m": ' + "[" * 90_000, {"text": GOOD}), 1, 2
    ),
    "huge numbers": Case(
        lines(
            {"text": GOOD, "id": 10**4000},
            '{"text": "a", "id": 1e999, "n": -1e999}',
            '{"text": "a", "n": NaN}',
        ),
        3,
        0,
    ),
    "a number too long for Python": Case(
        lines('{"text": "a", "id": ' + "9" * 5000 + "}", {"text": GOOD}), 1, 1
    ),
    "no text": Case(lines({"body": GOOD}, {"text": None}, {"text": 5}, {"text": ""}, {"text": " \n"}), 0, 5),
    "values of another kind": Case(
        lines({"text": "a", "id": [1]}, {"text": "a", "title": {}}, {"text": ["a"]}), 0, 3
    ),
    "dates that are none": Case(
        lines(*({"text": "a", "published": d} for d in ("x", "2024-02-30", 9e99, -1))), 0, 4
    ),
    "an id again": Case(
        lines({"text": "a", "id": "x"}, {"text": "b", "id": "x"}, {"text": "c", "id": "x"}), 1, 2
    ),
    "a text again": Case(lines(*[{"text": GOOD}] * 4), 4, 0),
    "a number as an id, and the same as text": Case(
        lines({"text": "a", "id": 1}, {"text": "b", "id": "1"}), 1, 1
    ),
    "a key twice": Case(lines('{"text": "a", "text": "b"}'), 1, 0),
    "formulas": Case(
        lines({"text": f"=HYPERLINK(1) {GOOD}", "id": "=1+1", "title": "@x", "url": "-2"}), 1, 0
    ),
    "names of tables and parts": Case(
        lines({"text": GOOD, "id": "../../x"}, {"text": GOOD, "id": "a\n\tb"}), 2, 0
    ),
}
CSV = {
    "empty rows": Case(table(["1", GOOD], [], ["2", GOOD]), 2, 0),
    "a header alone": Case(table(), 0, 0),
    "byte-order mark and CRLF": Case(b"\xef\xbb\xbf" + table(["1", GOOD]), 1, 0),
    "bad UTF-8": Case(table(["1", GOOD]) + b"2,\xff\xfe\r\n3,x\r\n", 2, 1),
    "too many cells": Case(table(["1", GOOD], ["2", GOOD, "3"], ["3"]), 1, 2),
    "lines within a cell": Case(table(["1", f"{GOOD}\r\n\n{GOOD}"]), 1, 0),
    "a quote never closed": Case(table(["1", GOOD]) + b'2,"never\r\n3,x\r\n', 2, 1),
    "two quotes never closed": Case(table(["1", GOOD]) + b'2,"never\r\n3,x\r\n4,"ever\r\n5,y\r\n', 3, 2),
    "text behind a closed quote": Case(table(["1", GOOD]) + b'2,"a"b\r\n3,x\r\n', 2, 1),
    "a quote never closed before many rows": Case(
        b'id,text\n0,"x\n' + b"".join(b"%d,a\n" % n for n in range(1, 500)), 499, 1
    ),
    "NUL": Case(table(["1", GOOD]) + b"2,a\x00b\r\n3,x\r\n", 3, 0),
    "a cell of 5 MB": Case(table(["1", GOOD * 400_000], ["2", GOOD]), 1, 1),
    "formulas": Case(table(["=cmd|' /C calc'!A0", f"+{GOOD}"], ["@SUM(1)", "-2"]), 2, 0),
    "ids again": Case(table(["1", "a"], ["1", "b"], ["", "a"], ["", "a"]), 3, 1),
}
PARQUET = {
    "nulls": Case(parquet(text=[GOOD, None], id=["1", "2"]), 1, 1),
    "no rows": Case(parquet(text=pa.array([], pa.string())), 0, 0),
    "numbers for texts": Case(parquet(text=[1, 2]), 0, 2),
    "bytes that are not UTF-8": Case(parquet(text=[b"\xff", b"a"]), 0, 2),
    "huge numbers as ids": Case(parquet(text=["a", "b"], id=[float("inf"), 2.0**1000]), 2, 0),
    "not Parquet": Case(b"PAR1 no", 0, 1),
}
TEXT = {
    "empty": Case(b"", 0, 1),
    "byte-order mark alone": Case(b"\xef\xbb\xbf", 0, 1),
    "UTF-16": Case(GOOD.encode("utf-16"), 0, 1),
    "NUL": Case(b"\x00", 1, 0),
    "CR alone": Case(f"{GOOD}\r\r{GOOD}".encode(), 1, 0),
    "a surrogate in UTF-8": Case(b"\xed\xa0\x80", 0, 1),
    "5 MB": Case((GOOD * 400_000).encode(), 0, 1),
}
PACKED = {
    "not gzip": Case(b"no", 0, 1),
    # It says that everything from line 1 on is missing: what an archive holds cannot be told without its end.
    "cut short": Case(gzip.compress(lines({"text": GOOD}), mtime=0)[:-12], 0, 1),
    "two archives": Case(gzip.compress(lines({"text": GOOD}), mtime=0) * 2, 2, 0),
}
READERS = {"jsonl": JSONL, "csv": CSV, "parquet": PARQUET, "txt": TEXT, "jsonl.gz": PACKED}


def require_kept(out: Path, documents: int, quarantined: int) -> None:
    """The sum holds in the tables, in every format, and in the manifest."""
    counts = json.loads((out / "run.json").read_text("utf-8"))["counts"]
    assert (counts["documents"], counts["quarantined"]) == (documents, quarantined)
    assert counts["in"] == documents + quarantined
    for name, rows in (("documents", documents), ("quarantine", quarantined)):
        frame = pd.read_parquet(out / f"{name}.parquet")
        assert len(frame) == rows
        with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in list(csv.reader(file))[1:] for cell in row]
        assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert len(cells) == rows * len(frame.columns)
        found = (out / f"{name}.jsonl").read_text("utf-8").split("\n")[:-1]
        assert [json.loads(line)["source"] for line in found] == frame["source"].tolist()
    quarantine = pd.read_parquet(out / "quarantine.parquet")
    assert all(quarantine["message"].str.len() > 20)
    assert not quarantine["message"].str.contains("Traceback").any()


# Cases whose ids come in another case too: in one run the second of them is refused.
SHARED_IDS = {
    "an id again", "a number as an id, and the same as text", "empty rows", "byte-order mark and CRLF",
    "bad UTF-8", "too many cells", "lines within a cell", "a quote never closed", "two quotes never closed",
    "text behind a closed quote", "a quote never closed before many rows", "a cell of 5 MB", "ids again", "nulls",
    "huge numbers as ids",
}  # fmt: skip


def everything(folder: Path) -> tuple[int, int]:
    """Every case as a file of one folder, ids apart by their file; what comes of all: documents, quarantined."""
    folder.mkdir()
    total = [0, 0]
    for ending, cases in READERS.items():
        for number, (name, case) in enumerate(cases.items()):
            if name in SHARED_IDS:
                continue
            (folder / f"{number:02d}.{ending}").write_bytes(case.data)
            total[0] += case.documents
            total[1] += case.quarantined
    return total[0], total[1]
