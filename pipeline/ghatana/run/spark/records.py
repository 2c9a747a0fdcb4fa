"""Records as rows of a Spark DataFrame, and back, with nothing lost; and the key that brings equal ids together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from ghatana.sources import Item, Record, Rejected
from ghatana.tables.rows import sha256


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was passed over in a file, at its end: counts by kind, as JSON."""

    skipped: str


# An item of the input with the number of its file and its place in it, both from 0: the order of the input.
Placed = tuple[int, int, Item | Skipped]

BATCH_ITEMS, BATCH_CHARS = 256, 4_000_000
_OF_RECORD = tuple(f.name for f in fields(Record))
_OF_REJECTED = tuple(f.name for f in fields(Rejected))
_KINDS = {"published": "date", "position": "int"}
_COLUMNS = tuple(dict.fromkeys((*_OF_RECORD, *_OF_REJECTED, "skipped")))
# What an id made from a text looks like: a given id of that form may be the same as one.
_MADE = re.compile(r"[0-9a-f]{16}(?=-[0-9]+\Z|\Z)")

RECORD_SCHEMA = ", ".join(
    ["file int", "item bigint", "key string", "rejected boolean"]
    + [f"`{name}` {_KINDS.get(name, 'string')}" for name in _COLUMNS]
)


def key(item: Item | Skipped, file: int, place: int) -> str:
    """What two records share if the id of one can depend on the other.

    `Identifier` over the records of one key, in input order, then decides as it does over the whole input. Input
    that was rejected or passed over has no id, and a key of its own.

    >>> key(Record("a.jsonl", 1, "ఒకటి", id="0123456789abcdef-2"), 0, 0)
    '0123456789abcdef'
    """
    if isinstance(item, Rejected | Skipped):
        return f"rejected {file} {place}"
    if item.id is None:
        return sha256(item.text)[:16]
    made = _MADE.match(item.id)
    return made[0] if made else item.id


def to_batches(placed: Iterable[Placed]) -> Iterator[Any]:
    """`pyarrow.RecordBatch`es of `RECORD_SCHEMA`, of a bounded size each."""
    held: list[Placed] = []
    size = 0
    for entry in placed:
        held.append(entry)
        size += len(getattr(entry[2], "text", ""))
        if len(held) >= BATCH_ITEMS or size >= BATCH_CHARS:
            yield _batch(held)
            held, size = [], 0
    if held:
        yield _batch(held)


def _batch(held: list[Placed]) -> Any:
    import pyarrow as pa

    kinds = {"date": pa.date32(), "int": pa.int32(), "string": pa.string()}
    columns: dict[str, Any] = {
        "file": pa.array([file for file, _, _ in held], pa.int32()),
        "item": pa.array([place for _, place, _ in held], pa.int64()),
        "key": pa.array([key(item, file, place) for file, place, item in held], pa.string()),
        "rejected": pa.array([isinstance(item, Rejected) for _, _, item in held], pa.bool_()),
    }
    for name in _COLUMNS:
        kind = kinds[_KINDS.get(name, "string")]
        columns[name] = pa.array([getattr(item, name, None) for _, _, item in held], kind)
    return pa.RecordBatch.from_pydict(columns)


def from_batches(batches: Iterable[Any]) -> Iterator[Placed]:
    """What `to_batches` was given."""
    for batch in batches:
        for row in batch.to_pylist():
            item: Item | Skipped
            if row["skipped"] is not None:
                item = Skipped(row["skipped"])
            elif row["rejected"]:
                item = Rejected(**{name: row[name] for name in _OF_REJECTED})
            else:
                item = Record(**{name: row[name] for name in _OF_RECORD})
            yield row["file"], row["item"], item
