"""Web archives: the HTML responses of a WARC file (ISO 28500), by warcio, to records.

A record that holds no news page (a request, an image, an error page of the server) is passed over and counted by
what it is; the counts go to the log and to `run.json`, so that every record of the archive is accounted for. A record
that is broken goes to quarantine with its number, and reading goes on with the next one that can be found.
"""

from __future__ import annotations

import contextlib
import io
import logging
import zlib
from collections import Counter
from collections.abc import Generator, Iterator
from email.message import Message
from pathlib import Path
from typing import IO, Any

from ghatana.errors import ReadError
from ghatana.sources.pages import MAX_PAGE_BYTES, page_record
from ghatana.sources.record import RAW_LIMIT, Record, Rejected, reject

PAGES = ("text/html", "application/xhtml+xml")
KINDS = (
    "warcinfo",
    "response",
    "resource",
    "request",
    "metadata",
    "revisit",
    "conversion",
    "continuation",
)
DAMAGED = "is cut short, damaged or no WARC record"
WHOLE_GZIP = (
    "begins within a gzip stream that holds several records, where each must be packed by itself; `warcio recompress` "
    "writes the archive so"
)
GZIP_MAGIC, RECORD_START = b"\x1f\x8b\x08", b"WARC/"
BLOCK = 1 << 20
log = logging.getLogger(__name__)


def read_warc(path: Path, source: str, timezone: str, skipped: Counter[str]) -> Iterator[Record | Rejected]:
    """Documents from the pages of a WARC file, gzipped record by record or not.

    Args:
        path: the file.
        source: the input's name.
        timezone: where a timestamp with an offset is dated.
        skipped: counts what is passed over, by kind ("request", "response image/png", "response 404").

    """
    with path.open("rb") as file:
        yield from _Archive(file, source, timezone, skipped).items()
    if skipped:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(skipped.items()))
        log.info("%s: %d records are no pages and were passed over: %s", source, skipped.total(), kinds)


class _Archive:
    """A WARC file being read; `number` is the record's place in it, from 1."""

    def __init__(self, file: IO[bytes], source: str, timezone: str, skipped: Counter[str]) -> None:
        self._file, self._source, self._timezone, self._skipped = file, source, timezone, skipped
        self.number = 0
        self._size = file.seek(0, io.SEEK_END)
        file.seek(max(0, self._size - 1))
        self._ends_with_a_line = file.read(1) == b"\n"

    def items(self) -> Iterator[Record | Rejected]:
        """Every page and every broken record, stretch after stretch of whole records."""
        start: int | None = 0
        while start is not None:
            broken_at = yield from self._stretch(start)
            start = None if broken_at is None else self._next_start(broken_at + 1)

    def _stretch(self, start: int) -> Generator[Record | Rejected, None, int | None]:
        """The records from an offset on; returns where a broken one begins, or None at the end of the file."""
        from warcio.archiveiterator import WARCIterator

        self._file.seek(start)
        records = WARCIterator(self._file)
        at = start
        while True:
            at = max(at, int(records.offset))
            record, item, why = None, None, ""
            # warcio tells of damage on stderr as well, and that belongs to the user.
            with contextlib.redirect_stderr(io.StringIO()):
                # Whatever a damaged record makes the library raise belongs to that record.
                try:
                    record = next(records, None)
                    item = record and self._item(record)
                    records.read_to_end()
                except Exception as error:
                    why = WHOLE_GZIP if "non-chunked" in str(error) else DAMAGED
            if record is None and not why and at >= self._size:
                return None
            self.number += 1
            why = why or (self._wrong(record, records) if record is not None else DAMAGED)
            if why:
                yield self._broken(why, at)
                return at
            if isinstance(item, str):
                self._skipped[item] += 1
            elif item is not None:
                yield item

    def _wrong(self, record: Any, records: Any) -> str:
        """What is wrong with a record that was read: "" if it is of a kind that the standard knows and all there."""
        packed = records.reader.decompressor
        if record.rec_type not in KINDS or record.length is None or record.raw_stream.limit:
            return DAMAGED
        if packed and not packed.eof:
            return WHOLE_GZIP if records.next_line else DAMAGED
        # A head that is cut within its length announces less than there was, and no line end is left after it.
        return "" if packed or records.offset < self._size or self._ends_with_a_line else DAMAGED

    def _broken(self, why: str, at: int) -> Rejected:
        message = (
            f"Record {self.number} of the archive, at byte {at}, {why}. Fetch the archive again; records after it "
            "were read as far as they could be found."
        )
        self._file.seek(at)
        return reject(ReadError(message), self._source, self.number, self._file.read(RAW_LIMIT))

    def _item(self, record: Any) -> Record | Rejected | str:
        """A page, or why it cannot be one; the kind of what is no page."""
        kind, charset = _kind(record)
        if kind is not None:
            return kind
        data, number = b"", self.number + 1
        try:
            _check_coding(record)
            data = record.content_stream().read(MAX_PAGE_BYTES + 1)
            return page_record(
                data,
                self._source,
                number,
                self._timezone,
                url=record.rec_headers.get_header("WARC-Target-URI"),
                charset=charset,
                meta=_known(record),
            )
        except ReadError as error:
            return reject(error, self._source, number, data)

    def _next_start(self, offset: int) -> int | None:
        """Where the next record begins that can be told from here on, or None."""
        self._file.seek(0)
        packed = self._file.read(2) == GZIP_MAGIC[:2]
        mark = GZIP_MAGIC if packed else b"\n" + RECORD_START
        self._file.seek(offset)
        held, at = b"", offset
        while block := self._file.read(BLOCK):
            held += block
            found = held.find(mark)
            while found >= 0:
                if not packed:
                    return at + found + 1
                if _unpacks(self._peek(at + found)):
                    return at + found
                found = held.find(mark, found + 1)
            keep = len(mark) - 1
            at += len(held) - keep
            held = held[-keep:]
        return None

    def _peek(self, offset: int) -> bytes:
        here = self._file.tell()
        self._file.seek(offset)
        data = self._file.read(4096)
        self._file.seek(here)
        return data


def _kind(record: Any) -> tuple[str | None, str | None]:
    """What a record is, None for a page; and the charset that the server gave."""
    name = str(record.rec_type)
    if name == "response" and record.http_headers:
        status = record.http_headers.get_statuscode()
        if status != "200":
            return f"{name} {status}", None
        given = record.http_headers.get_header("Content-Type")
    elif name == "resource":
        given = record.content_type
    else:
        return name, None
    header = Message()
    header["Content-Type"] = given or "application/octet-stream"
    media = header.get_content_type()
    if media not in PAGES:
        return f"{name} {media}", None
    return None, header.get_content_charset()


def _unpacks(data: bytes) -> bool:
    """True if a gzip member of a WARC record begins here."""
    try:
        return zlib.decompressobj(31).decompress(data, 16).startswith(RECORD_START)
    except zlib.error:
        return False


def _check_coding(record: Any) -> None:
    """Raise ReadError for a content coding that cannot be undone; warcio would give the packed bytes."""
    from warcio.bufferedreaders import BufferedReader

    coding = (
        ((record.http_headers and record.http_headers.get_header("Content-Encoding")) or "").strip().lower()
    )
    known = {"", "identity", *BufferedReader.get_supported_decompressors()}
    if coding not in known:
        hint = "; `pip install brotli` reads it" if coding == "br" else ""
        raise ReadError(
            f"The page is packed as {coding[:40]!r}, which is not read{hint}. Expected one of: "
            f"{', '.join(sorted(known - {''}))}."
        )


def _known(record: Any) -> dict[str, str]:
    """What the archive says of a page: when it was fetched (never when it was published), and whether it was cut."""
    names = {"warc_date": "WARC-Date", "warc_record_id": "WARC-Record-ID", "warc_truncated": "WARC-Truncated"}
    given = {key: record.rec_headers.get_header(name) for key, name in names.items()}
    return {key: value for key, value in given.items() if value}
