"""Documents whose text came before, over all shards: what `run.duplicates` decides in one process, decided by Spark.

Shards hold sketches of the texts; a shuffle brings the sketches that agree on a band together, and there those that are
nearly the same are found, by the bounds and measures of `run.near`. Only these come to the driver, which makes sets of
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby, islice
from typing import Any

from ghatana.run.near import CLOSEST, GROUP, NEAR, Likes, agreement, band_keys, unpacked
from ghatana.run.shards import ShardStore
from ghatana.run.spark.tasks import Job, batch_of, carried
from ghatana.tables.schema import SKETCHES

# A text is known by its first document: the earliest published (unknown last), then the smallest id. Strings compare
# in Spark as in Python, by code point.
FIRST = ("published", "doc_id")
SEEN_SCHEMA = "shard string, doc_id string, published date, text_sha256 string, sketch binary"
BAND_SCHEMA = "band bigint, key bigint, published date, doc_id string, sketch binary"
PAIR_SCHEMA = "published date, doc_id string, other_published date, other string, agree bigint"
PAIR_COLUMNS = ("published", "doc_id", "other_published", "other", "agree")
PAIRS = 1_000


def numbered(spark: Any, names: Sequence[str], width: int) -> Any:
    """A DataFrame of the names of shards."""

    def task(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield batch_of(shard=[names[i] for i in batch.column(0).to_pylist()])

    return spark.range(0, len(names), 1, width).mapInArrow(task, "shard string")


@contextmanager
def duplicates(spark: Any, job: Job, names: Sequence[str], width: int) -> Iterator[Any]:
    """Which documents have a text that came before: a row per shard with its `doc_id`s and the `first` of each."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    def task(batches: Iterator[Any]) -> Iterator[Any]:
        with carried():
            for batch in batches:
                yield from _documents(job.store(), batch.column(0).to_pylist())

    seen = numbered(spark, names, width).mapInArrow(task, SEEN_SCHEMA).persist()
    try:
        firsts = seen.groupBy("text_sha256").agg(F.min(F.struct(*FIRST, "sketch")).alias("first"))
        copies = spark.createDataFrame(
            _edited(firsts.select("first.*"), width), "same_first string, original string"
        )
        same_text = Window.partitionBy("text_sha256")
        known = seen.withColumn("same_first", F.min(F.struct(*FIRST)).over(same_text)["doc_id"])
        known = known.join(copies, "same_first", "left").withColumn(
            "first", F.coalesce("original", "same_first")
        )
        later = known.where(F.col("first") != F.col("doc_id"))
        yield later.groupBy("shard").agg(F.collect_list(F.struct("doc_id", "first")).alias("marks"))
    finally:
        seen.unpersist()


def _documents(store: ShardStore, names: Sequence[str]) -> Iterator[Any]:
    for name in names:
        for rows in store.rows([name], SKETCHES.name):
            ids, days, digests, packed = zip(*rows, strict=True)
            yield batch_of(
                shard=[name] * len(rows),
                doc_id=ids,
                published=[day or date.max for day in days],
                text_sha256=digests,
                sketch=[bytes.fromhex(held) for held in packed],
            )


def _edited(firsts: Any, width: int) -> list[tuple[str, str]]:
    """Of texts that are nearly the same as an earlier one: their first document, and that of the original."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    banded = firsts.mapInArrow(_bands, BAND_SCHEMA).repartition(width, "band", "key")
    pairs = banded.sortWithinPartitions("band", "key", *FIRST).mapInArrow(_near, PAIR_SCHEMA).distinct()
    by_likeness = (F.desc("agree"), "other_published", "other")
    place = F.row_number().over(Window.partitionBy("doc_id").orderBy(*by_likeness))
    closest = pairs.withColumn("place", place).where(F.col("place") <= CLOSEST).persist()
    try:
        found = closest.orderBy(*FIRST, "place").select("doc_id", "other").collect()
        ids = closest.select(F.explode(F.array("doc_id", "other")).alias("doc_id")).distinct()
        texts = firsts.join(ids, "doc_id").orderBy(*FIRST).select("doc_id", "sketch").collect()
    finally:
        closest.unpersist()
    return originals(found, texts)


def originals(found: Iterable[tuple[str, str]], texts: Sequence[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Of texts that have another original than themselves: their id, and that of the original.

    Args:
        found: pairs of texts that are nearly the same, by the later of the two, its closest first.
        texts: ids and sketches of all that are in a pair, in order.
    """
    number = {doc_id: i for i, (doc_id, _) in enumerate(texts)}
    likes = Likes(unpacked(b"".join(packed for _, packed in texts)), range(len(texts)))
    for later, other in found:
        likes.join(number[later], number[other])
    firsts = [texts[likes.original(i)][0] for i in range(len(texts))]
    return [(doc_id, first) for (doc_id, _), first in zip(texts, firsts, strict=True) if first != doc_id]


def _bands(batches: Iterator[Any]) -> Iterator[Any]:
    """A row for each text and band."""
    for batch in batches:
        published, doc_id, sketches = (column.to_pylist() for column in batch.columns)
        for band, keys in enumerate(band_keys(unpacked(b"".join(sketches)))):
            yield batch_of(
                band=[band] * len(doc_id),
                key=keys.view("int64").tolist(),
                published=published,
                doc_id=doc_id,
                sketch=sketches,
            )


def _near(batches: Iterator[Any]) -> Iterator[Any]:
    """Pairs of texts that are nearly the same, from rows of `_bands` whose groups come together, each in order."""
    rows = (row for batch in batches for row in zip(*map(_values, batch.columns), strict=True))
    pairs = (pair for _, group in groupby(rows, key=lambda row: row[:2]) for pair in _pairs(group))
    while held := list(islice(pairs, PAIRS)):
        columns = zip(*held, strict=True)
        yield batch_of(**dict(zip(PAIR_COLUMNS, map(list, columns), strict=True)))


def _pairs(group: Iterable[Any]) -> Iterator[tuple[date, str, date, str, int]]:
    """The pairs of one group, whose texts come in order: each with those before it that a band remembers."""
    members: list[tuple[date, str, bytes]] = []
    for _, _, published, doc_id, packed in group:
        if members:
            agree = agreement(unpacked(b"".join(m[2] for m in members)), unpacked(packed)[0]).tolist()
            for (day, other, _), count in zip(members, agree, strict=True):
                if count >= NEAR:
                    yield published, doc_id, day, other, count
        if len(members) < GROUP:
            members.append((published, doc_id, packed))


def _values(column: Any) -> list[Any]:
    values: list[Any] = column.to_pylist()
    return values
