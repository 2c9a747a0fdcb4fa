"""Sentences whose labels are not complete, as a tagger that has learnt for a while reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data import Example
from encoder import Encoder
from train import predict
from transformers import BertForTokenClassification


def relabel(
    model: BertForTokenClassification, examples: Sequence[Example], encoder: Encoder
) -> list[Example]:
    """Sentences whose O is unsure: a word weighs as much as the model believes that it is no name.

    Where the model is all but certain of a PER, ORG or LOC, its label is taken instead; names of the other
    labels are hidden.
    """
    out = []
    names = [model.config.id2label[i] for i in range(model.config.num_labels)]
    for example, rows in predict(model, examples, encoder):
        new = Example(list(example.words), list(example.tags), list(example.weights), [], example.source)
        for i, tag in enumerate(example.tags):
            if tag == "O" and example.weights[i]:
                outside = float(rows[i, 0])
                new.weights[i] = outside if outside > 0.5 else 0.0
                best = names[int(rows[i].argmax())]
                if rows[i].max() > 0.9 and best[2:] in ("PER", "ORG", "LOC"):
                    new.tags[i], new.weights[i] = best, 0.7
        out.append(mended(new))
    return out


def doubted(
    model: BertForTokenClassification,
    examples: Sequence[Example],
    encoder: Encoder,
    known: Callable[[str], bool],
) -> list[Example]:
    """Sentences whose O is taken at its word, except where it is surely wrong.

    A word is hidden if it is `known` as a name, or if the model is more than 95 % sure that it is one.
    """
    out = []
    for example, rows in predict(model, sorted(examples, key=lambda e: len(e.words)), encoder):
        hidden = [
            tag == "O" and (known(word) or row[0] < 0.05)
            for word, tag, row in zip(example.words, example.tags, rows, strict=True)
        ]
        weights = [0.0 if h else w for h, w in zip(hidden, example.weights, strict=True)]
        out.append(Example(list(example.words), list(example.tags), weights, [], example.source))
    return out


def mended(example: Example) -> Example:
    """An I that continues nothing begins a mention."""
    before = "O"
    for i, tag in enumerate(example.tags):
        if tag.startswith("I-") and before[2:] != tag[2:]:
            example.tags[i] = "B-" + tag[2:]
        before = example.tags[i]
    return example
