"""Time, memory, precision and recall of finding near duplicates among many documents.

    python tests/bench/bench_duplicates.py [DOCUMENTS]

Documents are made of words of the sample articles: stories of 60 to 300 words that open with shared boilerplate. Every
fifth document is an edited copy of an earlier story (another dateline, an eighth more at the end, one word of forty
changed), and every twentieth is a daily report, one wording with other numbers, which is no copy. What is measured is
`Duplicates` as a run uses it: rows in, `duplicate_of` out.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ghatana.run.duplicates import Duplicates
from ghatana.tables.rows import sha256
from ghatana.tables.schema import BY_NAME

ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"
HAS_DIGIT = re.compile(r"\d")
NAMES = BY_NAME["documents"].names
SHARD = 1_000


def stories(count: int, vocabulary: list[str], seed: int = 0) -> Iterator[tuple[str, int]]:
    """Texts and the number of the story that each tells."""
    draw = random.Random(seed)
    opening = " ".join(draw.choices(vocabulary, k=12))
    for number in range(count):
        if number % 5 == 4:
            origin = draw.randrange(number // 5 + 1) * 5  # a story, never a copy
            words = story(origin, vocabulary)
            plain = [at for at, word in enumerate(words) if not HAS_DIGIT.search(word)]
            for at in draw.sample(plain, len(words) // 40):
                words[at] = draw.choice([w for w in draw.choices(vocabulary, k=9) if not HAS_DIGIT.search(w)])
            added = draw.choices(vocabulary, k=len(words) // 8)
            yield f"హైదరాబాద్, జూన్ {draw.randrange(1, 30)}: {opening} {' '.join(words + added)}", origin
        elif number % 20 == 1:
            prices = (f"{word} {draw.randrange(100, 99_999)}" for word in story(1, vocabulary)[:40])
            yield f"{' '.join(story(1, vocabulary)[40:])} {' '.join(prices)}", number
        else:
            yield f"{opening} {' '.join(story(number, vocabulary))}", number


def story(number: int, vocabulary: list[str]) -> list[str]:
    """The words of one story, the same each time."""
    draw = random.Random(number)
    return draw.choices(vocabulary, k=draw.randrange(60, 300))


def rows(count: int, vocabulary: list[str]) -> Iterator[tuple[list[tuple[Any, ...]], list[int]]]:
    """Rows of `documents` in shards, with their stories."""
    held: list[tuple[Any, ...]] = []
    told: list[int] = []
    for number, (text, origin) in enumerate(stories(count, vocabulary)):
        day = date(2020, 1, 1) + timedelta(days=number % 1000)
        known = {"doc_id": f"{number:08d}", "published": day, "text": text, "text_sha256": sha256(text)}
        held.append(tuple(known.get(name) for name in NAMES))
        told.append(origin)
        if len(held) == SHARD:
            yield held, told
            held, told = [], []
    yield held, told


def peak() -> float:
    """The most memory this process had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    vocabulary = sorted({w for p in ARTICLES.glob("*.txt") for w in p.read_text("utf-8").split()})
    duplicates = Duplicates()
    duplicates.see([])
    before, sketching, letters = peak(), 0.0, 0
    for held, _ in rows(count, vocabulary):
        letters += sum(len(row[NAMES.index("text")]) for row in held)
        start = time.process_time()
        duplicates.see(held)
        sketching += time.process_time() - start
    start = time.process_time()
    duplicates.marked([])
    deciding = time.process_time() - start
    after = peak()
    at = NAMES.index("duplicate_of")
    story_of: dict[str, int] = {}
    found: dict[str, str] = {}
    for held, told in rows(count, vocabulary):
        for row, origin in zip(duplicates.marked(held), told, strict=True):
            story_of[row[0]] = origin
            if row[at]:
                found[row[0]] = row[at]
    right = sum(story_of[a] == story_of[b] for a, b in found.items())
    expected = count - len(set(story_of.values()))
    print(f"{count:,} documents of {letters / max(count, 1):,.0f} code points")
    print(f"sketches {sketching:.1f} s of processor time, {sketching / max(count, 1) * 1e3:.2f} ms each")
    print(f"decided in {deciding:.1f} s of processor time")
    print(
        f"memory {after - before:,.0f} MB more than before, {(after - before) * 1024 / count:.2f} kB a document"
    )
    print(
        f"precision {right / max(len(found), 1):.4f}, recall {right / max(expected, 1):.4f} of {expected:,}"
    )


if __name__ == "__main__":
    main()
