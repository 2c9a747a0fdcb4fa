"""A tagger for measuring: the encoder fine-tuned on fold 9 of Reddy et al. 2018, in the four classes of their paper.

    python models/tagger/reddy.py --data DATA --warm WARM.pt [--seeds 3] [--all] [--test]

WARM.pt is the tagger that `make.py --warm WARM.pt` leaves behind: the encoder after one epoch of IL-NER. Every tenth
sentence of `fold9.train` is kept aside and measured after each epoch, or, with `--all`, taught too; with `--test` the
sum of the models, one for each seed, is measured on `fold9.test` in the end, once. The corpus states no licence:
nothing that is trained here is kept.
Pieces are hidden at random, as word dropout (Iyyer et al. 2015), and labels smoothed, for the corpus is small.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "pipeline"), str(HERE.parents[1] / "models" / "events")]

import numpy as np  # noqa: E402
import torch  # noqa: E402
from data import TAGS, Example, read_jsonl  # noqa: E402
from encoder import UNK, Encoder, untrained  # noqa: E402
from make import command_line, log  # noqa: E402
from seqeval.metrics import classification_report, f1_score  # noqa: E402
from torch import nn  # noqa: E402
from train import Batch, Plan, fit, predict, word_logits  # noqa: E402
from transformers import BertForTokenClassification  # noqa: E402

CLASSES = ("PER", "LOC", "ORG", "MISC")
LABELS = ("O", *(f"{place}-{name}" for name in CLASSES for place in "BI"))
INDEX = {label: number for number, label in enumerate(LABELS)}
ASIDE = 10  # one sentence in so many is kept aside
PLAN = Plan(epochs=8, rate=1.5e-4, batch=8, decay=0.95, warm_up=0.1)
HIDDEN, SMOOTHING = 0.1, 0.05
NEVER, LEAST = -1e4, 1e-30


def four_classes(tags: Sequence[str]) -> list[str]:
    """Labels of the full set as the paper counts them: dates, times, numbers and money are one class.

    >>> four_classes(["B-PER", "O", "B-MONEY", "I-MONEY"])
    ['B-PER', 'O', 'B-MISC', 'I-MISC']
    """
    out = []
    for tag in tags:
        place, _, name = tag.partition("-")
        out.append(tag if not name or name in CLASSES else f"{place}-MISC")
    return out


def read(path: Path) -> list[Example]:
    """The sentences of a file of the corpus."""
    rows = (row for row in read_jsonl(path) if row["tokens"])
    return [
        Example(
            [f" {w}" for w in r["tokens"]], four_classes(r["ner_tags_full"]), [1.0] * len(r["tokens"]), [], path.name
        )
        for r in rows
    ]  # fmt: skip


def begun(state: dict[str, torch.Tensor], seed: int) -> BertForTokenClassification:
    """The warm tagger with the labels of the paper; those that it knows already begin as it has them."""
    torch.manual_seed(seed)
    layers = sum(name.endswith("attention.self.query.weight") for name in state)
    config = untrained(len(state["bert.embeddings.word_embeddings.weight"]), layers).config
    config.id2label, config.label2id = dict(enumerate(LABELS)), INDEX
    config.attention_probs_dropout_prob = 0.1
    model = BertForTokenClassification(config)
    kept = {name: value for name, value in state.items() if not name.startswith("classifier")}
    model.load_state_dict(kept, strict=False)
    with torch.no_grad():
        for label in set(LABELS) & set(TAGS):
            for part in ("weight", "bias"):
                getattr(model.classifier, part)[INDEX[label]] = state[f"classifier.{part}"][TAGS.index(label)]
    return model


def loss_of(model: BertForTokenClassification, batch: Batch) -> torch.Tensor:
    """The loss of a batch with pieces hidden and labels smoothed."""
    hidden = (torch.rand(batch.ids.shape) < HIDDEN) & (batch.ids > UNK)
    seen = replace(batch, ids=batch.ids.masked_fill(hidden, UNK))
    return nn.functional.cross_entropy(
        word_logits(model, seen).float(), batch.labels, label_smoothing=SMOOTHING
    )


def teach(
    model: BertForTokenClassification,
    examples: Sequence[Example],
    aside: Sequence[Example],
    encoder: Encoder,
    seed: int,
) -> None:
    """Train in place, and say after each epoch how well the sentences kept aside are read."""

    def say(epoch: int) -> None:
        if aside:
            found = f1(chances(model, aside, encoder), aside)
            log.info("seed %d, epoch %d of %d: kept aside %.4f", seed, epoch, PLAN.epochs, found)

    fit(model, examples, encoder, replace(PLAN, seed=seed), loss_by=loss_of, after=say)


def chances(
    model: BertForTokenClassification, examples: Sequence[Example], encoder: Encoder
) -> list[np.ndarray]:
    """Log-probabilities of the labels of each word; a word without pieces is no name."""
    return [np.log(np.maximum(rows, LEAST)) for _, rows in predict(model, examples, encoder)]


def best_path(rows: np.ndarray) -> list[str]:
    """The likeliest labels of a sentence in which no name begins inside (Viterbi 1967).

    >>> rows = np.full((2, len(LABELS)), -9.0)
    >>> rows[0, INDEX["O"]], rows[1, INDEX["I-PER"]], rows[1, INDEX["B-PER"]] = 0.0, 0.0, -1.0
    >>> best_path(rows)
    ['O', 'B-PER']
    """
    steps = np.array([
        [NEVER if new[0] == "I" and old[2:] != new[2:] else 0.0 for new in LABELS] for old in LABELS
    ])  # fmt: skip
    score = rows[0] + steps[INDEX["O"]]
    back = []
    for row in rows[1:]:
        ways = score[:, None] + steps
        back.append(ways.argmax(0))
        score = ways.max(0) + row
    path = [int(score.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return [LABELS[n] for n in reversed(path)]


def f1(rows: Sequence[np.ndarray], examples: Sequence[Example]) -> float:
    """Micro F1 by seqeval, all classes."""
    found: float = f1_score([e.tags for e in examples], [best_path(r) for r in rows])
    return found


def main() -> None:
    """Train a model for each seed and measure their sum."""
    parser = command_line(__doc__)
    parser.add_argument("--warm", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--all", action="store_true", help="keep nothing aside: what is to choose was chosen")
    parser.add_argument("--test", action="store_true", help="measure on fold9.test in the end")
    options = parser.parse_args()
    encoder = Encoder(HERE / "te" / "tokenizer.json")
    state: dict[str, Any] = torch.load(options.warm)
    every = read(options.data / "ner" / "reddy2018_te.fold9.train.jsonl.gz")
    aside = [] if options.all else every[::ASIDE]
    taught = every if options.all else [e for n, e in enumerate(every) if n % ASIDE]
    test = read(options.data / "ner" / "reddy2018_te.fold9.test.jsonl.gz")
    sums: dict[str, list[np.ndarray]] = {}
    for seed in range(1, options.seeds + 1):
        model = begun(state, seed)
        teach(model, taught, aside, encoder, seed)
        for name, examples in (("aside", aside), ("test", test if options.test else [])):
            new = chances(model, examples, encoder)
            sums[name] = [a + b for a, b in zip(sums[name], new, strict=True)] if name in sums else new
        if aside:
            log.info("sum of %d models: kept aside %.4f", seed, f1(sums["aside"], aside))
    if options.test:
        print(classification_report([e.tags for e in test], [best_path(r) for r in sums["test"]], digits=4))


if __name__ == "__main__":
    main()
