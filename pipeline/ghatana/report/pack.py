"""Data as text that a page can hold: JSON, gzip, base64. No character of it means anything to an HTML parser."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Iterator
from typing import Any

CHUNK = 200_000  # code points of text that are unpacked together when one article is opened


def pack(value: Any) -> str:
    """A value of plain types, packed.

    >>> unpack(pack({"name": "</script>"}))
    {'name': '</script>'}
    """
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return base64.b64encode(gzip.compress(plain, compresslevel=9, mtime=0)).decode("ascii")


def unpack(packed: str) -> Any:
    """What `pack` was given (tuples come back as lists)."""
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def script_json(value: Any) -> str:
    r"""JSON that may stand in a `<script>`: no `<`, so nothing in it can end the element or open a comment.

    >>> script_json("</script>")
    '"\\u003c/script>"'
    """
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def chunks(texts: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Texts (each in its pieces) in groups of about `CHUNK` code points."""
    group: list[list[str]] = []
    size = 0
    for pieces in texts:
        group.append(pieces)
        size += sum(map(len, pieces))
        if size >= CHUNK:
            yield group
            group, size = [], 0
    if group:
        yield group
