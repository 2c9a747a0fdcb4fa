"""Gold documents and IL-NER sentences as training examples, and the changes that make each epoch new.

An example is a list of words with a label and a weight each. A weight of 0 hides a word from the loss: that is
how labels this tagger does not know (IL-NER's MISC) and names that IL-NER left untagged are handled.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ghatana.document import LABELS
from ghatana.engines.windows import words
from ghatana.languages import parse_tsv
from ghatana.stages.sentences import split_sentences

TAGS = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI"))
_MARK = re.compile(r"^[^\w\u0900-\u0d7f]$")


@dataclass
class Example:
    """Words as the tokenizer takes them, their BIO labels, weights, and the word indices where sentences start."""

    words: list[str]
    tags: list[str]
    weights: list[float]
    breaks: list[int] = field(default_factory=list)
    source: str = ""

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


@dataclass(frozen=True)
class Facts:
    """Suffixes (longest first) and interchangeable spellings."""

    suffixes: tuple[str, ...]
    variants: tuple[tuple[str, str], ...]

    @classmethod
    def load(cls, path: Path) -> Facts:
        """From `augment.toml`."""
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        suffixes = sorted(raw["suffixes"], key=lambda s: (-len(s), s))
        return cls(tuple(suffixes), tuple((a, b) for a, b in raw["variants"]))

    def split(self, word: str) -> tuple[str, str]:
        """A word's stem and glued suffix, joiners between them dropped; no suffix leaves the word alone.

        >>> Facts(("తో", "లో"), ()).split("చైనాతో")
        ('చైనా', 'తో')
        """
        bare = word.rstrip("\u200c\u200d")
        for suffix in self.suffixes:
            if bare.endswith(suffix) and len(bare) - len(suffix) >= 3:
                return bare[: -len(suffix)].rstrip("\u200c\u200d"), suffix
        return word, ""


def name_stems(facts: Facts, examples: Sequence[Example], listed: Sequence[tuple[str, str]]) -> set[str]:
    """Stems of the names that are one word, without joiners."""
    words_ = [e.words[a] for e in examples for a, b in mention_spans(e.tags) if b == a + 1]
    return {stem_of(facts, w) for w in [*words_, *(alias for _, alias in listed if " " not in alias)]}


def stem_of(facts: Facts, word: str) -> str:
    """A word without its suffix and joiners.

    >>> stem_of(Facts(("లో",), ()), " హైదరాబాద్\u200cలో")
    'హైదరాబాద్'
    """
    return facts.split(word.strip())[0].replace("\u200c", "").replace("\u200d", "")


def mention_spans(tags: Sequence[str]) -> list[tuple[int, int]]:
    """(first, one past last) of every mention."""
    out: list[tuple[int, int]] = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            out.append((i, i + 1))
        elif tag.startswith("I-") and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
    return out


@dataclass(frozen=True)
class Rates:
    """How often each change is made: per mention, but `space` per example; `still` leaves an example as it is."""

    still: float = 0.35
    swap: float = 0.3
    listed: float = 0.25
    blend: float = 0.3
    detach: float = 0.08
    respell: float = 0.06
    space: float = 0.15


class Augmenter:
    """Makes a changed copy of an example; everything it does is decided by the generator it is given.

    Args:
        facts: suffixes and spellings.
        examples: their mentions may take each other's place, where label and glued suffix agree.
        listed: further names by label, without suffix (the knowledge base's aliases).
        rates: how often.
    """

    def __init__(
        self,
        facts: Facts,
        examples: Sequence[Example],
        listed: Sequence[tuple[str, str]] = (),
        rates: Rates = Rates(),
    ) -> None:
        self.facts, self.rates = facts, rates
        self.pool: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
        self.listed: dict[str, list[list[str]]] = defaultdict(list)
        for example in examples:
            for first, last in mention_spans(example.tags):
                name = example.words[first:last]
                suffix = facts.split(name[-1].strip())[1]
                self.pool[example.tags[first][2:], suffix].append(name)
        for label, text in listed:
            self.listed[label].append(
                [(" " if w.spaced else "") + text[w.start : w.end] for w in words(text)]
            )

    def _other(self, label: str, suffix: str, rng: random.Random) -> list[str] | None:
        """Another name of the label, with the suffix glued to it."""
        rates, listed, choices = self.rates, self.listed.get(label), self.pool.get((label, suffix))
        if listed and rng.random() < rates.listed:
            name = rng.choice(listed)
            return [*name[:-1], name[-1] + suffix]
        if not choices:
            return None
        name = rng.choice(choices)
        if label == "PER" and len(name) == 2 and rng.random() < rates.blend:
            given = rng.choice([n for key in ("", suffix) for n in self.pool.get((label, key), [])])
            if len(given) == 2:
                return [given[0], name[1]]
        return name

    def __call__(self, example: Example, rng: random.Random) -> Example:
        """A changed copy, or the example itself."""
        if rng.random() < self.rates.still:
            return example
        out = self._swapped(example, rng)
        self._detach(out, rng)
        for i, tag in enumerate(out.tags):
            if tag != "O" and rng.random() < self.rates.respell:
                out.words[i] = self._respelled(out.words[i], rng)
        if rng.random() < self.rates.space:
            self._respace(out, rng)
        return out

    def _swapped(self, example: Example, rng: random.Random) -> Example:
        out = Example([], [], [], [], example.source)
        at, shift, breaks = 0, {}, set(example.breaks)
        for first, last in [*mention_spans(example.tags), (len(example.words), len(example.words))]:
            for i in range(at, first):
                shift[i] = len(out.words)
                self._copy(example, i, out)
            at = last
            if first == last:
                break
            shift[first] = len(out.words)
            label = example.tags[first][2:]
            suffix = self.facts.split(example.words[last - 1].strip())[1]
            name = self._other(label, suffix, rng) if rng.random() < self.rates.swap else None
            if name:
                lead = " " if example.words[first].startswith(" ") else ""
                for n, word in enumerate(name):
                    out.words.append(word if n else lead + word.strip())
                    out.tags.append(f"{'I' if n else 'B'}-{label}")
                    out.weights.append(example.weights[first])
            else:
                for i in range(first, last):
                    self._copy(example, i, out)
        out.breaks = sorted(shift[b] for b in breaks if b in shift)
        return out

    @staticmethod
    def _copy(example: Example, i: int, out: Example) -> None:
        out.words.append(example.words[i])
        out.tags.append(example.tags[i])
        out.weights.append(example.weights[i])

    def _detach(self, out: Example, rng: random.Random) -> None:
        """Write a glued suffix apart: it is then no part of the name."""
        for _, last in reversed(mention_spans(out.tags)):
            if rng.random() >= self.rates.detach:
                continue
            word = out.words[last - 1]
            stem, suffix = self.facts.split(word.strip())
            if suffix:
                out.words[last - 1] = (" " if word.startswith(" ") else "") + stem
                out.words.insert(last, " " + suffix)
                out.tags.insert(last, "O")
                out.weights.insert(last, out.weights[last - 1])
                out.breaks = [b + (b >= last) for b in out.breaks]

    def _respelled(self, word: str, rng: random.Random) -> str:
        present = [(a, b) for pair in self.facts.variants for a, b in (pair, pair[::-1]) if a in word]
        if not present:
            return word
        a, b = rng.choice(present)
        places = [m.start() for m in re.finditer(re.escape(a), word)]
        at = rng.choice(places)
        return word[:at] + b + word[at + len(a) :]

    @staticmethod
    def _respace(out: Example, rng: random.Random) -> None:
        """White space around marks as in tokenised text, or none where there was some."""
        apart = rng.random() < 0.7
        for i, word in enumerate(out.words):
            mark = _MARK.match(word.strip())
            after = i > 0 and _MARK.match(out.words[i - 1].strip())
            if apart and (mark or after):
                out.words[i] = " " + word.strip()
            elif not apart and mark and rng.random() < 0.3:
                out.words[i] = word.strip()


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
