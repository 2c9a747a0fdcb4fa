"""Web pages: bytes to a decoded page, and its main text (by trafilatura) to a record."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ghatana.errors import EngineUnavailable, ReadError
from ghatana.sources.page_facts import page_facts
from ghatana.sources.record import Record, Rejected, checked, reject

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A page is parsed whole, and its tree takes many times its size. News pages have a tenth of this.
MAX_PAGE_BYTES = 16 * 1024 * 1024
# Where the declaration of a charset may stand (HTML Standard, "Determining the character encoding").
DECLARED_WITHIN = 1024
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.+-]{1,40})", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}>")
_XML_CHARSET = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.+-]{1,40})")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# As every browser takes them (Encoding Standard): these labels stand for the wider Windows code pages.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
# Codecs of Python that are no encodings of web pages.
_NO_CHARSETS = {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
# trafilatura drops what does not print, the joiners of Telugu spelling among it. They are spared behind letters
# of a script (Vai) that no such page holds.
_JOINERS = "\u200c\u200d"
_STAND_INS = range(0xA500, 0xA600)
# trafilatura's own date is not used (see `page_facts`), but it is looked for; within fixed bounds, so that nothing
# depends on the day.
_DATES = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1995-01-01",
    "max_date": "2199-12-31",
}


def require_packages(*names: str) -> None:
    """Raise EngineUnavailable, with the command that installs them, if packages that read the web cannot be loaded.

    >>> require_packages("json")
    """
    for name in names:
        try:
            import_module(name)
        except ImportError as error:
            raise EngineUnavailable(
                f"HTML and WARC input needs {name}, which comes with ghatana and cannot be loaded here: {error}. "
                "Install it again with: pip install trafilatura lxml_html_clean warcio"
            ) from error


def read_html(path: Path, source: str, timezone: str) -> Iterator[Record | Rejected]:
    """One document from an HTML file: the page's main text."""
    with path.open("rb") as file:
        data = file.read(MAX_PAGE_BYTES + 1)
    try:
        yield page_record(data, source, None, timezone)
    except ReadError as error:
        yield reject(error, source, None, data)


def page_record(
    data: bytes,
    source: str,
    position: int | None,
    timezone: str,
    *,
    url: str | None = None,
    charset: str | None = None,
    meta: dict[str, str] | None = None,
) -> Record:
    r"""The record of a web page: main text and title as trafilatura finds them, the rest from its metadata.

    Args:
        data: the page as it came.
        source: the input's name.
        position: its number in an archive, from 1.
        timezone: where a timestamp with an offset is dated.
        url: where it was fetched; else the address that the page gives for itself.
        charset: what the server said.
        meta: more of what is known of it, carried through.

    Raises:
        ReadError: if it cannot be decoded, is no page or too large, or has no main text.

    >>> page = "<html><body><article><h1>వార్త</h1><p>ఇస్రో రాకెట్‌ను ప్రయోగించింది.</p></article></body></html>"
    >>> page_record(page.encode(), "a.html", None, "Asia/Kolkata").text
    'వార్త\nఇస్రో రాకెట్\u200cను ప్రయోగించింది.'

    """
    if len(data) > MAX_PAGE_BYTES:
        raise ReadError(
            f"The page has more than {MAX_PAGE_BYTES} bytes; no news page has. Give its text as .txt, or leave it out."
        )
    tree = _tree(decode_page(data, charset))
    facts = page_facts(tree, url, timezone)
    text, title = _main_text(tree, facts.url)
    if not text.strip():
        raise ReadError(
            "The page has no main text: it is empty, an index of links, or written by scripts. Save the article as "
            "shown by a browser, or leave it out."
        )
    more = {**(meta or {}), **({"published_unread": facts.unread} if facts.unread else {})}
    return checked(
        Record(
            source=source,
            position=position,
            text=text.removeprefix("\ufeff"),
            published=facts.published,
            title=title,
            url=facts.url,
            publisher=facts.publisher,
            meta=json.dumps(more, ensure_ascii=False, sort_keys=True),
        )
    )


def decode_page(data: bytes, charset: str | None = None) -> str:
    r"""The text of a page in the encoding that is declared: by its byte-order mark, the server, the page, or UTF-8.

    The order is that of the HTML Standard; nothing is guessed from the bytes, and none is replaced.

    Raises:
        ReadError: if the encoding is not known or the bytes are not in it.

    >>> decode_page(b'<meta charset="windows-1252">caf\xe9')
    '<meta charset="windows-1252">café'

    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], name, "its byte-order mark")
    if charset:
        return _decode(data, _codec(charset, "the server"), "the server")
    head = data[:DECLARED_WITHIN]
    found = _META_CHARSET.search(head) or _XML_CHARSET.match(head)
    if not found:
        return _decode(data, "utf-8", "default, for it declares none")
    name = _codec(found[1].decode("ascii"), "the page")
    # A page that could be read as far as its declaration is not in UTF-16, whatever it says.
    return _decode(data, "utf-8" if name.startswith("utf-16") else name, "the page")


def _codec(label: str, who: str) -> str:
    try:
        name = codecs.lookup(label.strip(" \"'")).name
        "".encode(name)  # a LookupError for a codec that is not of text, such as zlib
    except LookupError:
        name = "undefined"
    if name in _NO_CHARSETS:
        raise ReadError(
            f"{label[:40]!r}, the encoding that {who} declares, is not known. Convert the page to UTF-8."
        )
    return _WIDER.get(name, name)


def _decode(data: bytes, name: str, who: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"Not {name} (by {who}): byte 0x{data[error.start]:02X} at {error.start} ({error.reason}). Correct the "
            "declared charset, or convert the page to UTF-8."
        ) from None


def _tree(page: str) -> HtmlElement:
    import trafilatura

    # A str with an XML declaration would be parsed in the encoding declared there, and it is decoded by now.
    page = _XML_DECLARATION.sub("", page, count=1)
    if why := _cut_short(page):
        raise ReadError(
            f"The page cannot be parsed to its end: {why}. A part of its text would be lost; give the article as .txt."
        )
    tree = trafilatura.load_html(page)
    if tree is None:
        raise ReadError("The file is no web page: it is empty or holds no HTML. Give plain text as .txt.")
    return tree


def _cut_short(page: str) -> str | None:
    """Why the parser stops within a page (tags nested 256 deep, a text of megabytes), which it does without a word."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8")
    try:
        document_fromstring(page, parser=parser)
    except (etree.LxmlError, ValueError):
        return None  # it is no page at all
    fatal = (entry.message for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL)
    return next(fatal, None)


def _main_text(tree: HtmlElement, url: str | None) -> tuple[str, str | None]:
    """The main text and title; `tree` is changed on the way."""
    import trafilatura

    stand_ins = _spare_joiners(tree)
    try:
        # Comments are the readers', not the paper's. `deduplicate` stays off: it remembers other pages.
        found: Any = trafilatura.bare_extraction(
            tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES)
        )
    # Whatever the extraction raises (a tree too deep, say) belongs to this page; it is quarantined with it.
    except Exception as error:
        raise ReadError(
            f"The page's main text cannot be told: {type(error).__name__}: {error}. Give the article's text as .txt."
        ) from error
    text, title = (found.text or "", found.title) if found else ("", None)
    return text.translate(stand_ins), title.translate(stand_ins) if title else None


def _spare_joiners(tree: HtmlElement) -> dict[int, str]:
    """Put letters for the joiners in a tree; returns the way back."""
    held = {c for element in tree.iter() for part in (element.text, element.tail) if part for c in part}
    free = (code for code in _STAND_INS if chr(code) not in held)
    there = dict(zip(_JOINERS, free, strict=False))
    if held.intersection(_JOINERS):
        table = {ord(joiner): chr(code) for joiner, code in there.items()}
        for element in tree.iter():
            if element.text:
                element.text = element.text.translate(table)
            if element.tail:
                element.tail = element.tail.translate(table)
    return {code: joiner for joiner, code in there.items()}
