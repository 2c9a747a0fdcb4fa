"""Web archives: every record is a document, a row of quarantine, or counted by what it is; damage stays where it is."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, run
from ghatana.sources import FieldMap, Record, Rejected, find_inputs, pages, read_input, warc
from web_archives import Archive, page

ZONE = "Asia/Kolkata"


def of_pages(count: int, *, packed: bool) -> Archive:
    archive = Archive(packed=packed)
    for number in range(count):
        archive.add(page(number))
    return archive


def read(path: Path, data: bytes | bytearray) -> tuple[list[Record], list[Rejected], Counter[str]]:
    path.write_bytes(data)
    skipped: Counter[str] = Counter()
    items = [
        i for s in find_inputs([str(path)], FieldMap()) for i in read_input(s, FieldMap(), ZONE, skipped)
    ]
    records = [i for i in items if isinstance(i, Record)]
    return records, [i for i in items if isinstance(i, Rejected)], skipped


BOTH = pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "A.WARC.GZ"])


@BOTH
def test_each_page_is_one_document(tmp_path: Path, name: str) -> None:
    archive = of_pages(3, packed=name.lower().endswith("gz"))
    records, refused, skipped = read(tmp_path / name, archive.data())
    assert [(r.position, r.url, r.text[-1]) for r in records] == [
        (1, "https://a.in/0", "0"),
        (2, "https://a.in/1", "1"),
        (3, "https://a.in/2", "2"),
    ]
    assert not refused
    assert not skipped
    assert json.loads(records[0].meta) == {"warc_date": "2019-01-01T00:00:00Z", "warc_record_id": "<urn:0>"}


def test_the_date_is_the_page_s_and_never_the_day_it_was_fetched(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2024-06-12T20:30:00Z">'
    archive = Archive(packed=True).add(page(0)).add(page(1, head), address="https://a.in/2020/01/01/x")
    records, _, _ = read(tmp_path / "a.warc.gz", archive.data())
    assert [str(r.published) for r in records] == ["None", "2024-06-13"]


def test_what_is_no_page_is_counted_by_what_it_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    archive = Archive(packed=True)
    archive.add(b"", kind="warcinfo").add(b"GET / HTTP/1.1\r\n\r\n", kind="metadata").add(b"", kind="revisit")
    archive.add(b"\x89PNG", "image/png").add(b"\x89PNG", "image/png").add(b"{}", "application/json").add(
        b"?", None
    )
    archive.add(page(0), status="404 Not Found").add(b"", status="301 Moved Permanently").add(page(0))
    archive.add(page(1), kind="resource").add(b"x", "text/css", kind="resource")
    with caplog.at_level("INFO", logger="ghatana"):
        records, refused, skipped = read(tmp_path / "a.warc.gz", archive.data())
    assert [r.position for r in records] == [10, 11]
    assert not refused
    assert skipped == {
        "warcinfo": 1, "metadata": 1, "revisit": 1, "response image/png": 2, "response application/json": 1,
        "response application/octet-stream": 1, "response 404": 1, "response 301": 1, "resource text/css": 1,
    }  # fmt: skip
    assert len(records) + skipped.total() == len(archive.starts)
    assert "10 records are no pages" in caplog.text
    assert "2 response image/png" in caplog.text


def test_pages_are_unpacked_and_decoded_as_the_server_says(tmp_path: Path) -> None:
    archive = Archive(packed=True)
    archive.add(gzip.compress(page(0)), http={"Content-Encoding": "gzip"})
    archive.add(zlib.compress(page(1)), http={"Content-Encoding": "deflate"})
    body = page(2)
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    archive.add(chunks, http={"Transfer-Encoding": "chunked"})
    archive.add(
        "<p>".encode("utf-16-le") + page(3).decode().encode("utf-16-le"), "text/html; charset=utf-16le"
    )
    archive.add(page(4).replace(b"</head>", b"<meta charset=windows-1252></head>"))
    records, refused, _ = read(tmp_path / "a.warc.gz", archive.data())
    assert [r.text[-1] for r in records] == list("01234")
    assert not refused


def test_a_page_that_cannot_be_read_is_quarantined_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(packed=True).add(page(0)).add(b"<html><body><p>\xff\xff</p></body></html>")
    archive.add(page(2), "text/html; charset=x-eenadu").add(b"<html><body></body></html>")
    archive.add(b"??", http={"Content-Encoding": "zstd"}).add(page(5) + b" " * 50_000).add(page(6))
    monkeypatch.setattr(pages, "MAX_PAGE_BYTES", 40_000)
    monkeypatch.setattr(warc, "MAX_PAGE_BYTES", 40_000)
    records, refused, _ = read(tmp_path / "a.warc.gz", archive.data())
    assert [r.position for r in records] == [1, 7]
    assert [r.position for r in refused] == [2, 3, 4, 5, 6]
    for item, part in zip(
        refused, ["Not utf-8", "'x-eenadu'", "no main text", "packed as 'zstd'", "40000 bytes"], strict=True
    ):
        assert part in item.message


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>" + b" " * 200_000_000, 9)
    archive = Archive(packed=False).add(bomb, http={"Content-Encoding": "gzip"}).add(page(1))
    tracemalloc.start()
    records, refused, _ = read(tmp_path / "a.warc", archive.data())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [r.position for r in records] == [2]
    assert "bytes; no news page has" in refused[0].message
    assert peak < 100_000_000


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_record_that_is_cut_short_is_quarantined_with_its_place(tmp_path: Path, name: str) -> None:
    archive = of_pages(4, packed=name.endswith("gz"))
    start, end = archive.starts[2:4]
    for kept in (5, 30, 150, end - start - 20):
        records, refused, skipped = read(tmp_path / name, archive.data()[: start + kept])
        assert [r.position for r in records] == [1, 2], kept
        (item,) = refused
        assert item.position == 3
        assert f"Record 3 of the archive, at byte {start}, is cut short" in item.message
        assert item.raw
        assert not skipped


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_cut_anywhere_tells_of_it(tmp_path: Path, packed: bool) -> None:
    archive = of_pages(2, packed=packed)
    name = "a.warc.gz" if packed else "a.warc"
    for at in range(archive.starts[1] + 1, len(archive.content) - (0 if packed else 3), 5 if packed else 31):
        records, refused, skipped = read(tmp_path / name, archive.data()[:at])
        assert ([r.position for r in records], [r.position for r in refused]) == ([1], [2]), at
        assert not skipped


def test_damage_to_a_packed_record_costs_that_record_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = of_pages(5, packed=True)
    start, end = archive.starts[2], archive.starts[3]
    for at in (start, start + 12, (start + end) // 2, end - 5):
        data = archive.data()
        data[at] ^= 0xFF
        records, refused, _ = read(tmp_path / "a.warc.gz", data)
        assert [r.text[-1] for r in records] == ["0", "1", "3", "4"], at - start
        assert [r.position for r in refused] == [3]
    assert capsys.readouterr().err == ""


def test_damage_to_the_head_of_a_plain_record_costs_that_record_alone(tmp_path: Path) -> None:
    archive = of_pages(5, packed=False)
    start = archive.starts[2]
    for old, new in (
        (b"WARC/1.0", b"WURC/1.0"),
        (b"Content-Length", b"Content-Lengph"),
        (b"response", b"resp@nse"),
    ):
        data = archive.data()
        at = data.index(old, start)
        data[at : at + len(old)] = new
        records, refused, skipped = read(tmp_path / "a.warc", data)
        assert [r.text[-1] for r in records] == ["0", "1", "3", "4"], old
        assert [r.position for r in refused] == [3]
        assert not skipped


def test_a_file_that_is_no_archive_is_one_row_of_quarantine(tmp_path: Path) -> None:
    for data in (b"no archive", b"\n\n\nx\n", gzip.compress(b"no archive"), b"\x1f\x8b\x08", b"\x00" * 5000):
        for name in ("a.warc", "a.warc.gz"):
            records, refused, skipped = read(tmp_path / name, data)
            assert not records
            assert [r.position for r in refused] == [1]
            assert not skipped


def test_an_archive_packed_as_a_whole_is_told_how_to_be_mended(tmp_path: Path) -> None:
    small = of_pages(3, packed=False)
    large = Archive(packed=False)
    for number in range(3):
        large.add(random.Random(number).randbytes(300_000), "image/png").add(page(number))
    for archive in (small, large):
        _, refused, _ = read(tmp_path / "a.warc.gz", gzip.compress(archive.data()))
        assert len(refused) == 1
        assert "warcio recompress" in refused[0].message


def test_an_empty_archive_holds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "a.warc", b"") == ([], [], Counter())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.booleans())
def test_damage_anywhere_leaves_the_pages_before_it(
    tmp_path: Path, data: st.DataObject, packed: bool
) -> None:
    archive = of_pages(4, packed=packed)
    content = archive.data()
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content = content[:at]
    else:
        content[at] ^= data.draw(st.integers(1, 255))
    before = sum(end <= at for end in [*archive.starts[1:], len(content) + 1])
    records, refused, skipped = read(tmp_path / ("a.warc.gz" if packed else "a.warc"), content)
    assert [r.text[-1] for r in records][:before] == [str(i) for i in range(before)]
    assert len(records) + len(refused) + skipped.total() <= 6
    if len(content) == at and at not in archive.starts:
        # Of the two line ends after a plain record the second may be missing.
        assert len(refused) == 1 or (not packed and content.endswith(b"\n"))


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        archive = Archive(packed=True)
        for number in range(count):
            archive.add(bytes(500_000), "video/mp4").add(page(number))
        (tmp_path / "a.warc.gz").write_bytes(archive.data())
        del archive
        (source,) = find_inputs([str(tmp_path / "a.warc.gz")], FieldMap())
        tracemalloc.start()
        assert sum(1 for _ in read_input(source, FieldMap(), ZONE)) == count
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(2)  # imports
    assert peak(40) < 2 * peak(4) + 1_000_000


@pytest.fixture
def recipe() -> Recipe:
    return Recipe.parse('name = "small"\n[[stage]]\nuse = "sentences"\n', "small.toml")


def test_the_manifest_accounts_for_every_record(tmp_path: Path, recipe: Recipe) -> None:
    archive = Archive(packed=True).add(b"", kind="warcinfo").add(page(0)).add(b"x", "image/png")
    archive.add(b"<html></html>").add(page(1))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive.data())
    (tmp_path / "b.html").write_bytes(page(2))

    def go(name: str, **options: Any) -> Any:
        inputs = [str(path), str(tmp_path / "b.html")]
        return run(inputs, tmp_path / name, recipe, Options(**options), Progress(quiet=True))

    outcome = go("run")
    first, second = outcome.manifest["inputs"]
    assert first["skipped"] == {"response image/png": 1, "warcinfo": 1}
    assert "skipped" not in second
    assert (outcome.documents, outcome.quarantined, outcome.skipped) == (3, 1, 2)
    assert "2 records of web archives are no pages: counted by kind in run.json" in outcome.summary()
    assert outcome.documents + outcome.quarantined + outcome.skipped == len(archive.starts) + 1
    files = outcome.manifest["files"]
    assert go("workers", workers=1).manifest["files"] == files
