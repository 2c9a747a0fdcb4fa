"""Scores: exact spans on annotated documents, word-level BIO (seqeval) on tokenised sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ghatana.document import Document, Entity, Sentence
from ghatana.stages.sentences import split_sentences

Finder = Callable[[Sequence[Document]], list[tuple[Entity, ...]]]
# SITE counts as LOC; what the corpora of general news do not name counts as nothing.
GENERAL = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "SITE": "LOC", "BODY": None, "SPACECRAFT": None,
           "LAUNCHER": None, "PROGRAM": None}  # fmt: skip


def document(doc_id: str, text: str, lang: str = "te") -> Document:
    """A document with its sentences."""
    return Document(doc_id, text, lang).with_layer("sentences", split_sentences(text, lang))


def f1(hit: int, predicted: int, gold: int) -> float:
    """The harmonic mean of precision and recall, 0 where both are."""
    return 2 * hit / (predicted + gold) if predicted + gold else 0.0


def span_scores(gold: Sequence[dict[str, Any]], find: Finder) -> dict[str, float]:
    """F1 of exact labelled spans, by label and over all."""
    documents = [document(g["doc_id"], g["text"]) for g in gold]
    counts: dict[str, Counter[str]] = {}
    for record, entities in zip(gold, find(documents), strict=True):
        want = {(e["start"], e["end"], e["label"]) for e in record["entities"]}
        have = {(e.start, e.end, e.label) for e in entities}
        for name, items in (("gold", want), ("predicted", have), ("hit", want & have)):
            for item in items:
                for label in (item[2], "ALL"):
                    counts.setdefault(label, Counter())[name] += 1
    return {label: round(f1(c["hit"], c["predicted"], c["gold"]), 4) for label, c in sorted(counts.items())}


def sentence_of(tokens: Sequence[str]) -> tuple[Document, list[int]]:
    """Tokens joined by spaces as a document of one sentence, and the offset of each token."""
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    text = " ".join(tokens)
    layer = (Sentence(0, len(text)),) if text else ()
    return Document("s", text).with_layer("sentences", layer), starts


def tags_of(tokens: Sequence[str], starts: Sequence[int], entities: Iterable[Entity],
            names: dict[str, str | None]) -> list[str]:  # fmt: skip
    """BIO tags of tokens: a token has the label of the mention that covers its first code point."""
    out = ["O"] * len(tokens)
    for entity in entities:
        label = names.get(entity.label)
        covered = [i for i, start in enumerate(starts) if entity.start <= start < entity.end]
        for n, i in enumerate(covered):
            if label:
                out[i] = f"{'I' if n else 'B'}-{label}"
    return out


def bio_scores(rows: Sequence[dict[str, Any]], find: Finder, column: str = "ner_tags",
               names: dict[str, str | None] = GENERAL) -> dict[str, float]:  # fmt: skip
    """Entity-level F1 of seqeval, by label and micro."""
    from seqeval.metrics import classification_report

    pairs = [sentence_of(r["tokens"]) for r in rows]
    found = find([d for d, _ in pairs])
    predicted = [
        tags_of(r["tokens"], starts, entities, names)
        for r, (_, starts), entities in zip(rows, pairs, found, strict=True)
    ]
    report = classification_report([r[column] for r in rows], predicted, output_dict=True, zero_division=0)
    return {
        ("ALL" if k == "micro avg" else k): round(float(v["f1-score"]), 4)
        for k, v in report.items()
        if k not in ("macro avg", "weighted avg")
    }
