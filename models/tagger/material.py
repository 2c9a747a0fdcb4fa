"""What there is to teach: this project's documents, IL-NER's sentences, and the names that may stand for others."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from augment import Augmenter, Facts, name_stems, stem_of
from cases import gold_documents
from data import Example, read_bio, read_listed
from encoder import Encoder
from relabelling import doubted
from stories import Story, plain
from train import Plan, fit

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGE = ROOT / "pipeline"
# An epoch on IL-NER, so that the encoder forgets its four-bit weights.
WARM = Plan(epochs=2, rate=2e-4, batch=8, decay=0.93, seed=3, stop=1)
HINDI = 1500
EMPTY_SHARE = 0.3


def other_languages() -> list[dict[str, Any]]:
    """The annotated documents of the other languages."""
    return gold_documents(sorted((ROOT / "corpus" / "train").glob("*/*.jsonl")))


def chosen(relabelled: Sequence[Example], seed: int) -> list[Example]:
    """Sentences with a name, and some of those without."""
    rng = random.Random(seed)
    return [e for e in relabelled if any(t != "O" for t in e.tags) or rng.random() < EMPTY_SHARE]


@dataclass(frozen=True)
class Corpus:
    """What there is to train on."""

    documents: list[dict[str, Any]]
    unsure: list[Example]
    hindi: list[Example]
    listed: list[tuple[str, str]]
    facts: Facts

    @classmethod
    def read(cls, data: Path) -> Corpus:
        """From the data folder, the repository's own documents and the knowledge base."""
        parts = [data / "ner" / f"il_ner_te.{name}.jsonl.gz" for name in ("train", "dev", "test")]
        hindi = [
            e for e in read_bio(data / "ner" / "il_ner_hi.train.jsonl.gz") if any(t != "O" for t in e.tags)
        ]
        random.Random(5).shuffle(hindi)
        return cls(
            documents=gold_documents([ROOT / "corpus" / "train"]),
            unsure=[example for part in parts for example in read_bio(part)],
            hindi=hindi[:HINDI],
            listed=read_listed(PACKAGE / "ghatana" / "knowledge" / "data"),
            facts=Facts.load(HERE / "augment.toml"),
        )

    def warm(self, model: Any, encoder: Encoder) -> None:
        """Names of IL-NER, words that are known as names hidden where it has O."""
        stems = name_stems(self.facts, self.unsure, self.listed)
        hidden = [
            Example(e.words, e.tags, [0.0 if t == "O" and stem_of(self.facts, w) in stems else x
                                      for w, t, x in zip(e.words, e.tags, e.weights, strict=True)])
            for e in self.unsure
        ]  # fmt: skip
        examples = hidden + self.hindi
        fit(model, examples, encoder, WARM, Augmenter(self.facts, examples, self.listed))

    def believed(self, tagger: Any, items: Sequence[Story], encoder: Encoder) -> list[Story]:
        """IL-NER's sentences, their O at its word but where a word is known as a name or `tagger` is sure of it."""
        stems = name_stems(self.facts, [s.example for s in items] + self.unsure, self.listed)
        return plain(doubted(tagger, self.unsure, encoder, lambda word: stem_of(self.facts, word) in stems))

    def augmenter(self, items: Sequence[Story]) -> Augmenter:
        """Changes with the names of some documents."""
        return Augmenter(self.facts, [s.example for s in items], self.listed)
