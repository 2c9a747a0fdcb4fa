"""The changes that make each epoch new: names swapped, suffixes written apart, spellings and white space varied."""

from __future__ import annotations

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data import Example, mention_spans

from ghatana.engines.windows import words

_MARK = re.compile(r"^[^\w\u0900-\u0d7f]$")


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
                out.take(example, i)
            at = last
            if first == last:
                break
            shift[first] = len(out.words)
            label = example.tags[first][2:]
            suffix = self.facts.split(example.words[last - 1].strip())[1]
            name = self._other(label, suffix, rng) if rng.random() < self.rates.swap else None
            if name:
                out.put(name, example, first)
            else:
                for i in range(first, last):
                    out.take(example, i)
        out.breaks = sorted(shift[b] for b in breaks if b in shift)
        return out

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
