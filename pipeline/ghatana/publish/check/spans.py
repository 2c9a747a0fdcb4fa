"""Spans read back from the text: `text[start:end]` of the document must be the surface that stands in the row.

One pass over documents and spans, both in the order of `doc_id`: Python slices a text by code points at once, where SQL
counts them from the beginning for every span.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from ghatana.publish.check.problems import SHOWN, Problem, shown
from ghatana.tables.rules import EVERY, KEYS, SpanOf, spans

BATCH_ROWS = 100_000
Row = tuple[str, int, int | None, int | None, int | None, str | None]


@dataclass(slots=True)
class _Broken:
    """Rows of one kind of span that do not read back: how many, and the first with what the document has there."""

    count: int = 0
    rows: list[tuple[Row, str]] = field(default_factory=list)


def failures(connection: Any, tables: Collection[str], where: str) -> Iterator[Problem]:
    """The kinds of span, of tables of a connection with `documents`, of which rows do not read back."""
    kinds = [
        (name, s) for name in EVERY if name in tables and name != "documents" for s in spans(EVERY[name])
    ]
    if "documents" not in tables or not kinds:
        return
    found = [_Broken() for _ in kinds]
    for text, row in _with_text(connection, kinds):
        _, kind, start, end, stem_end, surface = row
        if start is None or end is None or surface is None:
            if (start, end, surface) == (None, None, None):
                continue
        elif _reads_back(text, start, end, end if stem_end is None else stem_end, surface):
            continue
        broken = found[kind]
        broken.count += 1
        if len(broken.rows) < SHOWN:
            broken.rows.append((row, "" if start is None or end is None else text[max(0, start) : end]))
    for (name, span), broken in zip(kinds, found, strict=True):
        if broken.count:
            expected = f"text[{span.start}:{span.end}] of the document must be {span.text}"
            told = tuple(_named(connection, name, span, row, there) for row, there in broken.rows)
            yield Problem(where, name, span.text, expected, broken.count, told)


def _reads_back(text: str, start: int, end: int, stem_end: int, surface: str) -> bool:
    return 0 <= start < stem_end <= end <= len(text) and text[start:end] == surface


def _with_text(connection: Any, kinds: list[tuple[str, SpanOf]]) -> Iterator[tuple[str, Row]]:
    """Each span with its document's text; spans of no document are a matter of references."""
    query = " UNION ALL ".join(_select(i, name, span) for i, (name, span) in enumerate(kinds))
    rows = _stream(connection, f"SELECT * FROM ({query}) ORDER BY doc_id")
    documents = _stream(connection, "SELECT doc_id, text FROM documents ORDER BY doc_id")
    doc_id, text = next(documents, (None, ""))
    for of, held in groupby(rows, key=itemgetter(0)):
        # Both are ordered by the bytes of UTF-8, which is the order of code points, as Python compares.
        while doc_id is not None and doc_id < of:
            doc_id, text = next(documents, (None, ""))
        if doc_id == of:
            for row in held:
                yield text, row


def _select(kind: int, name: str, span: SpanOf) -> str:
    stem = '"stem_end"' if "stem_end" in EVERY[name].names and span.start == "start" else "NULL::INT"
    return f'SELECT doc_id, {kind} AS kind, "{span.start}", "{span.end}", {stem}, "{span.text}" FROM "{name}"'


def _stream(connection: Any, query: str) -> Iterator[Any]:
    """Rows of a query on a cursor of its own, in batches that do not all have to be held."""
    for batch in connection.cursor().sql(query).to_arrow_reader(BATCH_ROWS):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _named(connection: Any, name: str, span: SpanOf, row: Row, there: str) -> str:
    """A row by its key, with what stands in it and what the document has."""
    doc_id, _, start, end, _, surface = row
    key = KEYS.get(name) or ("doc_id",)
    same = " AND ".join(f'"{c}" IS NOT DISTINCT FROM ?' for c in (span.start, span.end, span.text))
    listed = ", ".join(f'"{c}"' for c in key)
    found = connection.execute(
        f'SELECT {listed} FROM "{name}" WHERE doc_id = ? AND {same} ORDER BY ALL LIMIT 1',
        [doc_id, start, end, surface],
    ).fetchone()
    named = ", ".join(f"{k} {shown(v)}" for k, v in zip(key, found, strict=True))
    return f"{named}: [{start}, {end}) {shown(surface)}, in the document {shown(there)}"
