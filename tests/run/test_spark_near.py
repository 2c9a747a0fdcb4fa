"""Near duplicates as Spark's tasks find them, without Spark: what `NearTexts` decides of the same texts."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from copies import ARTICLES, EDITS, report
from ghatana.run.near import CLOSEST, GROUP, NearTexts
from ghatana.run.spark import duplicates
from ghatana.text.resemblance import sketch

DAY = date(2024, 6, 13)


def batches(rows: list[tuple[Any, ...]], size: int, *names: str) -> list[Any]:
    return [
        pa.RecordBatch.from_pydict(
            dict(zip(names, map(list, zip(*rows[i : i + size], strict=True)), strict=True))
        )
        for i in range(0, len(rows), size)
    ]


def rows_of(made: Any) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for batch in made for row in batch.to_pylist()]


def as_spark_does(texts: list[str], size: int) -> list[int]:
    """The original of each text; ids are numbers, in order."""
    firsts = [(DAY, f"{i:05d}", sketch(text).tobytes()) for i, text in enumerate(texts)]
    banded = sorted(rows_of(duplicates._bands(batches(firsts, size, "published", "doc_id", "sketch"))))
    pairs = set(
        rows_of(duplicates._near(batches(banded, size, "band", "key", "published", "doc_id", "sketch")))
    )
    of_text = defaultdict(list)
    for _, doc_id, _, other, agree in pairs:
        of_text[doc_id].append((-agree, other))
    found = [(doc_id, other) for doc_id in sorted(of_text) for _, other in sorted(of_text[doc_id])[:CLOSEST]]
    known = {doc_id for pair in found for doc_id in pair}
    kept = [(doc_id, packed) for _, doc_id, packed in firsts if doc_id in known]
    originals = dict(duplicates.originals(found, kept))
    return [int(originals.get(doc_id, doc_id)) for _, doc_id, _ in firsts]


def locally(texts: list[str]) -> list[int]:
    held = NearTexts()
    for text in texts:
        held.add(sketch(text).tobytes())
    return held.originals(range(len(texts)))


MANY = {
    "every edit": [
        *(edit(text, random.Random(i)) for i, text in enumerate(ARTICLES) for edit in EDITS.values()),
        *ARTICLES,
    ],
    "more copies than a band remembers": [
        EDITS["both"](ARTICLES[0], random.Random(i)) for i in range(GROUP + 2 * CLOSEST)
    ],
    "daily reports": [
        *map(report, range(GROUP + CLOSEST)),
        *(EDITS["dateline"](report(day), random.Random(day)) for day in range(0, GROUP, 7)),
    ],
    "short": ["ఒకటి", "ఒకటి!", "రెండు", "!"],
    "one": ["ఒకటి"],
}


@pytest.mark.parametrize("name", MANY)
@pytest.mark.parametrize("size", [7, 10_000])
def test_the_originals_are_those_of_the_local_runner(name: str, size: int) -> None:
    texts = MANY[name]
    random.Random(1).shuffle(texts)
    assert as_spark_does(texts, size) == locally(texts)


def test_nothing_is_near_nothing() -> None:
    assert duplicates.originals([], []) == []
