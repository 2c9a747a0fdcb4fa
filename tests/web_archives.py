"""Web archives made for tests, record by record."""

from __future__ import annotations

import gzip

HTML = "text/html; charset=UTF-8"


def page(number: int, head: str = "") -> bytes:
    text = "ఇస్రో రాకెట్\u200cను ప్రయోగించింది. " * 12
    return f"<html><head>{head}</head><body><article><p>{text}{number}</p></article></body></html>".encode()


class Archive:
    """A WARC file being made, and where each record begins."""

    def __init__(self, *, packed: bool) -> None:
        self.packed, self.content = packed, bytearray()
        self.starts: list[int] = []

    def add(self, body: bytes, media: str | None = HTML, status: str = "200 OK", kind: str = "response",
            address: str | None = None, http: dict[str, str] | None = None) -> Archive:  # fmt: skip
        number = len(self.starts)
        of_media = {"Content-Type": media} if media else {}
        block = body
        if kind in ("response", "revisit"):
            answer = "".join(f"{k}: {v}\r\n" for k, v in {**of_media, **(http or {})}.items())
            block = f"HTTP/1.1 {status}\r\n{answer}\r\n".encode() + body
            of_media = {"Content-Type": "application/http; msgtype=response"}
        named = {
            "WARC-Type": kind, "WARC-Record-ID": f"<urn:{number}>", "WARC-Date": "2019-01-01T00:00:00Z",
            "WARC-Target-URI": address or f"https://a.in/{number}", **of_media, "Content-Length": str(len(block)),
        }  # fmt: skip
        head = "".join(f"{k}: {v}\r\n" for k, v in named.items())
        record = f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"
        self.starts.append(len(self.content))
        self.content += gzip.compress(record, mtime=0) if self.packed else record
        return self

    def data(self) -> bytearray:
        return bytearray(self.content)
