"""Gold documents and IL-NER sentences as training examples.

An example is a list of words with a label and a weight each. A weight of 0 hides a word from the loss: that is
how labels this tagger does not know (IL-NER's MISC) and names that IL-NER left untagged are handled.
"""

from __future__ import annotations

import gzip
import json
import random
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ghatana.document import LABELS
from ghatana.engines.windows import words
from ghatana.languages import parse_tsv
from ghatana.stages.sentences import split_sentences

TAGS = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI"))


@dataclass
class Example:
    """Words as the tokenizer takes them, their BIO labels, weights, and the word indices where sentences start."""

    words: list[str]
    tags: list[str]
    weights: list[float]
    breaks: list[int] = field(default_factory=list)
    source: str = ""

    def take(self, other: Example, i: int) -> None:
        """Add a word of another example."""
        self.words.append(other.words[i])
        self.tags.append(other.tags[i])
        self.weights.append(other.weights[i])

    def put(self, name: Sequence[str], other: Example, first: int) -> None:
        """Add a name in the place of the mention of another example that begins at its word `first`."""
        lead = " " if other.words[first].startswith(" ") else ""
        for n, word in enumerate(name):
            self.words.append(word if n else lead + word.strip())
            self.tags.append(f"{'I' if n else 'B'}-{other.tags[first][2:]}")
            self.weights.append(other.weights[first])

    def part(self, first: int, last: int) -> Example:
        """Words `first` to `last` (exclusive)."""
        inner = [b - first for b in self.breaks if first < b < last]
        return Example(
            self.words[first:last], self.tags[first:last], self.weights[first:last], inner, self.source
        )


def from_gold(document: dict[str, Any], source: str = "gold") -> Example:
    """An example from a document with `text` and `entities` (character spans)."""
    text, spans = document["text"], sorted((e["start"], e["end"], e["label"]) for e in document["entities"])
    found = words(text)
    tags = ["O"] * len(found)
    for start, end, label in spans:
        inside = [i for i, w in enumerate(found) if w.start < end and start < w.end]
        for n, i in enumerate(inside):
            tags[i] = f"{'I' if n else 'B'}-{label}"
    surfaces = [(" " if w.spaced else "") + text[w.start : w.end] for w in found]
    starts = [s.start for s in split_sentences(text, document.get("lang", "te"))[1:]]
    breaks = sorted({bisect_left(found, start, key=lambda w: w.start) for start in starts} - {0, len(found)})
    return Example(surfaces, tags, [1.0] * len(found), breaks, source)


def from_bio(tokens: Sequence[str], tags: Sequence[str], known: Iterable[str], source: str) -> Example:
    """An example from tokens with BIO tags; a label that is not `known` is hidden."""
    out = Example([], [], [], [], source)
    allowed = set(known)
    for token, tag in zip(tokens, tags, strict=True):
        for n, word in enumerate(words(token)):
            inner = tag if not n or tag == "O" else "I-" + tag[2:]
            hidden = tag != "O" and tag[2:] not in allowed
            out.words.append((" " if word.spaced else "") + token[word.start : word.end])
            out.tags.append("O" if hidden else inner)
            out.weights.append(0.0 if hidden else 1.0)
    return out


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Records of a JSONL file, gzipped or not."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def read_gold(folder: Path) -> list[Example]:
    """Every annotated document of the folder, files in name order."""
    return [from_gold(d, f.stem) for f in sorted(folder.glob("*.jsonl")) for d in read_jsonl(f)]


def read_listed(folder: Path) -> list[tuple[str, str]]:
    """(label, alias) of every entry of the knowledge base's tables that gives aliases in full."""
    out = []
    for path in sorted(folder.glob("*.tsv")):
        for row in parse_tsv(path.read_text(encoding="utf-8"), path.name):
            if row.get("type") in LABELS and "name" in row:
                out += [
                    (row["type"], alias) for alias in (row.get("aliases") or "").split("|") if alias.strip()
                ]
    return out


def read_bio(
    path: Path, known: Iterable[str] = ("PER", "ORG", "LOC"), column: str = "ner_tags"
) -> list[Example]:
    """Every sentence of a BIO file."""
    return [from_bio(r["tokens"], r[column], known, path.name) for r in read_jsonl(path) if r["tokens"]]


def mention_spans(tags: Sequence[str]) -> list[tuple[int, int]]:
    """(first, one past last) of every mention."""
    out: list[tuple[int, int]] = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            out.append((i, i + 1))
        elif tag.startswith("I-") and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
    return out


def cut(
    example: Example, rng: random.Random, limit: int, sizes: Sequence[int], join: float = 0.1
) -> list[Example]:
    """The example's sentences, each by itself as the tagger reads them.

    Args:
        example: a document.
        rng: decides which sentences stay joined.
        limit: pieces in a window.
        sizes: the number of pieces of each word.
        join: how often a sentence stays with the one before it, because sentence splitters miss ends too.
    """
    out, first, room = [], 0, limit
    starts = set(example.breaks)
    for i, size in enumerate(sizes):
        if i > first and (size > room or (i in starts and rng.random() >= join)):
            out.append(example.part(first, i))
            first, room = i, limit
        room -= size
    if first < len(example.words):
        out.append(example.part(first, len(example.words)))
    return out
