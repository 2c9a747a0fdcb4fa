"""HTML files: the main text, decoded as declared, and nothing else; a page without one goes to quarantine."""

from __future__ import annotations

import builtins
import datetime as clock
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghatana.errors import EngineUnavailable, ReadError
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, run
from ghatana.sources import FieldMap, Item, Record, Rejected, find_inputs, pages, read_input
from ghatana.sources.pages import decode_page, page_record

ZONE = "Asia/Kolkata"
SENTENCE = "ఇస్రో ఛైర్మన్\u200c సోమనాథ్\u200c హైదరాబాద్\u200cలో మాట్లాడుతూ ప్రయోగం విజయవంతమైందని తెలిపారు. "
TEXT = [SENTENCE * 2 + str(i) for i in range(4)]
META = '<meta property="article:published_time" content="2024-06-12T20:30:00Z">'


def page(head: str = META, paragraphs: list[str] = TEXT, title: str = "చంద్రయాన్\u200c వార్త") -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="te"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"<nav><a href='/'>హోం</a> <a href='/t'>తెలంగాణ</a></nav><article><h1>{title}</h1>{body}</article>"
        "<footer>© 2019 అన్ని హక్కులు</footer></body></html>"
    )


def record(text: str | bytes, **more: Any) -> Record:
    data = text.encode() if isinstance(text, str) else text
    return page_record(data, "a.html", None, ZONE, **more)


def read(path: Path) -> list[Item]:
    fields = FieldMap()
    return [item for source in find_inputs([str(path)], fields) for item in read_input(source, fields, ZONE)]


@pytest.mark.parametrize("name", ["a.html", "b.htm", "C.HTML"])
def test_a_page_is_one_document(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(page(META + '<meta property="og:site_name" content="ఈనాడు">'), "utf-8")
    (item,) = read(path)
    assert isinstance(item, Record)
    assert item.text.split("\n") == ["చంద్రయాన్\u200c వార్త", *(p.strip() for p in TEXT)]
    assert (item.title, str(item.published)) == ("చంద్రయాన్\u200c వార్త", "2024-06-13")
    assert (item.source, item.position, item.publisher, item.meta) == (str(path), None, "ఈనాడు", "{}")


def test_what_joins_letters_is_kept_and_no_letter_is_mistaken_for_it() -> None:
    made = record(page(paragraphs=[p + " \ua500\ua501 క్ష\u200d" for p in TEXT], title="\ua502 వార్త &zwnj;x"))
    assert made.text.count("\u200c") == 12 * 2 + 1
    assert made.text.count("\u200d") == 4
    assert made.text.count("\ua500\ua501") == 4
    assert made.title is not None
    assert made.title.startswith("\ua502")


def test_a_page_without_metadata_has_no_date() -> None:
    made = record(
        page(head="", paragraphs=["జూన్ 13, 2024: " + p for p in TEXT]), url="https://a.in/2024/06/13/x"
    )
    assert (made.published, made.url) == (None, "https://a.in/2024/06/13/x")


def test_a_date_that_cannot_be_read_goes_into_meta() -> None:
    made = record(page(head='<meta name="pubdate" content="13 జూన్">'), meta={"k": "v"})
    assert made.published is None
    assert json.loads(made.meta) == {"k": "v", "published_unread": "13 జూన్"}


EMPTY = {
    "nothing": "",
    "blank": " \n ",
    "no body": "<html><head><title>వార్త</title></head></html>",
    "scripts": '<html><body><script>render("వార్త")</script><div id="app"></div></body></html>',
    "plain text": "ఇది వార్త మాత్రమే.",
    "zeros": "\x00\x00\x00",
}


@pytest.mark.parametrize("text", EMPTY.values(), ids=list(EMPTY))
def test_a_page_without_main_text_goes_to_quarantine_with_what_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(text, "utf-8")
    (item,) = read(path)
    assert isinstance(item, Rejected)
    assert (item.error, item.raw, item.position) == ("ReadError", text, None)
    assert "no main text" in item.message or "no web page" in item.message


def test_a_page_beyond_the_limit_is_refused_and_not_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MAX_PAGE_BYTES", 1000)
    path = tmp_path / "a.html"
    path.write_text(page(), "utf-8")
    (item,) = read(path)
    assert isinstance(item, Rejected)
    assert "more than 1000 bytes" in item.message


def test_what_the_extraction_raises_is_the_page_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*_: object, **__: object) -> None:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    with pytest.raises(ReadError, match=r"cannot be told: RecursionError.*as \.txt"):
        record(page())


CUT_SHORT = {
    "deep": "<div>" * 20_000 + "వార్త",
    "deep after the text": page().replace("<footer>", "<div>" * 300 + "<p>వార్త</p>"),
    "a text of megabytes": page().replace("<footer>", "<p>" + "అ" * 4_000_000 + "</p><p>వార్త</p>"),
}


@pytest.mark.parametrize("text", CUT_SHORT.values(), ids=list(CUT_SHORT))
def test_a_page_that_the_parser_would_cut_short_is_quarantined(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(text, "utf-8")
    (item,) = read(path)
    assert isinstance(item, Rejected)
    assert "cannot be parsed to its end" in item.message


def test_bad_markup_is_no_reason_to_refuse_a_page() -> None:
    text = page().replace("<footer>", "<a><b></i></x><foo:bar x=<>&bogus;&nbsp;<p></p></p></td>")
    assert record(text).text.startswith("చంద్రయాన్")


DECODED = [
    ("utf-8", "<p>వార్త</p>".encode(), None, "<p>వార్త</p>"),
    ("utf-8 mark", b"\xef\xbb\xbf<p>\xe0\xb0\x85</p>", None, "<p>అ</p>"),
    ("utf-16 mark", b"\xff\xfe" + "<p>అ</p>".encode("utf-16-le"), None, "<p>అ</p>"),
    ("mark before server", b"\xef\xbb\xbf\xe0\xb0\x85", "latin-1", "అ"),
    ("meta", b'<meta charset="windows-1252">\x93a\x94', None, '<meta charset="windows-1252">“a”'),
    ("latin-1 is 1252", b"<meta charset=iso-8859-1>\x93", None, "<meta charset=iso-8859-1>“"),
    ("http-equiv", b"<meta content='text/html; charset=Shift_JIS'>\x82\xa0", None,
     "<meta content='text/html; charset=Shift_JIS'>あ"),
    ("server before meta", b"<meta charset=latin-1>\xe0\xb0\x85", "UTF-8", "<meta charset=latin-1>అ"),
    ("server in quotes", b"\xe9", '"windows-1252"', "é"),
    ("utf-16 by meta is utf-8", b"<meta charset=utf-16>\xe0\xb0\x85", None, "<meta charset=utf-16>అ"),
    ("xml", b'<?xml version="1.0" encoding="windows-1252"?><p>\xe9</p>', None,
     '<?xml version="1.0" encoding="windows-1252"?><p>é</p>'),
    ("too far down", b" " * 2000 + b"<meta charset=latin-1>", None, " " * 2000 + "<meta charset=latin-1>"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "server", "text"), [d[1:] for d in DECODED], ids=[d[0] for d in DECODED])
def test_a_page_is_decoded_as_declared(data: bytes, server: str | None, text: str) -> None:
    assert decode_page(data, server) == text


def test_bytes_that_are_not_in_the_encoding_are_quarantined_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html><body><p>\xe0\xb0 \xff</p></body></html>")
    (item,) = read(path)
    assert isinstance(item, Rejected)
    assert item.raw == "<html><body><p>\\xe0\\xb0 \\xff</p></body></html>"
    assert item.message.startswith("Not utf-8 (by default, for it declares none): byte 0xE0 at 15")
    with pytest.raises(ReadError, match=r"Not shift_jis \(by the server\)"):
        decode_page(b"\xff\xff", "shift_jis")


@pytest.mark.parametrize(
    "label", ["x-user-defined", "none", "rot13", "zlib", "utf-7", "idna", "unicode_escape"]
)
def test_an_encoding_of_no_page_is_refused(label: str) -> None:
    with pytest.raises(ReadError, match="that the page declares, is not known"):
        decode_page(f"<meta charset={label}>x".encode())
    with pytest.raises(ReadError, match="that the server declares, is not known"):
        decode_page(b"x", label)


def test_an_xml_declaration_does_not_decode_a_page_again() -> None:
    text = page().replace('<meta charset="utf-8">', "")
    data = ('<?xml version="1.0" encoding="utf-8"?>\n' + text).encode()
    assert "సోమనాథ్" in record(data).text
    data = b'<?xml version="1.0" encoding="windows-1252"?>\n' + text.encode()
    assert "సోమనాథ్" in record(data, charset="utf-8").text


@given(st.binary(max_size=60), st.sampled_from([None, "utf-8", "latin-1", "big5", "no-such"]))
def test_any_bytes_are_text_or_a_refusal(data: bytes, charset: str | None) -> None:
    refused = ""
    try:
        found = decode_page(data, charset)
    except ReadError as error:
        found, refused = "", error.message
    assert isinstance(found, str)
    assert not refused or "UTF-8" in refused


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=200))
def test_any_page_is_a_record_or_a_refusal(text: str) -> None:
    made, refused = None, ""
    try:
        made = record(text.encode("utf-8", "replace"))
    except ReadError as error:
        refused = error.message
    assert (made is None) == bool(refused)
    assert made is None or (made.text.strip() and made.published is None)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text("అఇక ఖర్ాి\u200c\u200d", min_size=1, max_size=20), min_size=1, max_size=3))
def test_joiners_in_running_text_come_back(words: list[str]) -> None:
    planted = ["వార్త " + w.strip() + " వార్త" for w in words if w.strip()]
    made = record(page(paragraphs=[p + x for p, x in zip(TEXT, planted, strict=False)] + TEXT))
    for text in planted:
        assert " ".join(text.split()) in " ".join(made.text.split())


def test_nothing_depends_on_the_day_or_the_zone_of_the_machine(tmp_path: Path) -> None:
    """In another year and time zone, the same record; the clock of the process is moved, not asked."""
    (tmp_path / "a.html").write_text(page(head="").replace("</p>", " 2024-06-13, 13/06/2030</p>"), "utf-8")
    (tmp_path / "b.html").write_text(page(META.replace("2024", "2150")), "utf-8")
    script = (
        "import datetime, sys\n"
        "class Moved(datetime.datetime):\n"
        "    @classmethod\n"
        "    def now(cls, tz=None): return cls(int(sys.argv[2]), 1, 1, tzinfo=tz)\n"
        "    today = utcnow = now\n"
        "datetime.datetime = Moved\n"
        "from ghatana.sources import FieldMap, find_inputs, read_input\n"
        "for i in find_inputs([sys.argv[1]], FieldMap()):\n"
        "    print(ascii(list(read_input(i, FieldMap(), 'Asia/Kolkata'))[0]).replace('Moved', 'datetime'))\n"
    )
    out = set()
    for year, zone in (("1999", "UTC"), ("2026", "Asia/Tokyo"), ("2199", "America/Los_Angeles")):
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path), year],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": year}, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        out.add(done.stdout)
    (same,) = out
    assert same.count("published=None") == 1
    assert "2150, 6, 13" in same
    assert clock.datetime.now().year > 2000  # of this process, untouched


def test_how_the_date_is_known_is_told(tmp_path: Path) -> None:
    """`published_basis` of pages: their metadata, then a dateline in their text, then the option, and else none."""
    recipe = Recipe.parse('name = "small"\n[[stage]]\nuse = "dateline"\n', "small.toml")
    line = ["బీజింగ్, 2024 జూన్ 11 (జిన్హువా): " + TEXT[0], *TEXT]
    (tmp_path / "a.html").write_text(page(), "utf-8")
    (tmp_path / "b.html").write_text(
        page(head="", paragraphs=line, title="").replace("<h1></h1>", ""), "utf-8"
    )
    (tmp_path / "c.html").write_text(
        page(head='<link rel="canonical" href="https://a.in/2024/06/13/x">'), "utf-8"
    )
    found = {}
    for name, published in (("none", None), ("option", clock.date(2020, 1, 2))):
        options = Options(published=published, formats=("jsonl",))
        run([str(tmp_path / "*.html")], tmp_path / name, recipe, options, Progress(quiet=True))
        rows = [json.loads(x) for x in (tmp_path / name / "documents.jsonl").read_text("utf-8").splitlines()]
        found[name] = [(r["published"], r["published_basis"]) for r in rows]
    assert found["none"] == [("2024-06-13", "metadata"), ("2024-06-11", "dateline"), (None, "none")]
    assert found["option"][0] == ("2024-06-13", "metadata")
    assert found["option"][2] == ("2020-01-02", "option")


def test_a_missing_package_is_said_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name in ("trafilatura", "warcio"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(pages, "import_module", without)
    (tmp_path / "a.html").write_text(page(), "utf-8")
    (tmp_path / "b.warc").write_bytes(b"")
    (tmp_path / "c.txt").write_text("వార్త", "utf-8")
    for name in ("a.html", "b.warc"):
        with pytest.raises(EngineUnavailable, match=r"needs trafilatura.*pip install trafilatura"):
            find_inputs([str(tmp_path / name)], FieldMap())
    assert find_inputs([str(tmp_path / "c.txt")], FieldMap())
