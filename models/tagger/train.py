"""Fine-tuning and relabelling in PyTorch (CPU, seeded)."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from augment import Augmenter
from data import TAGS, Example, cut
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertForTokenClassification

log = logging.getLogger("tagger")
BOS, PAD, EOS, UNK = 0, 1, 2, 3
LIMIT = 200
# Sums in bfloat16 are twice as fast where the processor has them, and five times slower where they are emulated.
BFLOAT16 = torch.backends.cpu.get_cpu_capability() not in ("DEFAULT", "AVX2")


@dataclass(frozen=True)
class Plan:
    """One training run; `stop` ends it after that many of the epochs that its schedule is laid out for."""

    epochs: int
    rate: float
    batch: int = 8
    decay: float = 0.9
    warm_up: float = 0.1
    seed: int = 13
    weight_decay: float = 0.01
    bfloat16: bool = BFLOAT16
    stop: int | None = None


class Encoder:
    """Words to pieces, each word looked up once."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Ids of a word's pieces; a word of nothing but invisible characters has none."""
        if word not in self.known:
            self.known[word] = self.tokenizer.encode(word, add_special_tokens=False).ids
        return self.known[word]


def untrained(
    vocab: int, layers: int = 12, dropout: float = 0.1, width: int = 1536
) -> BertForTokenClassification:
    """A classifier of the encoder's shape (multilingual-e5-small: 384 wide) with random weights."""
    return BertForTokenClassification(
        BertConfig(
            vocab_size=vocab, hidden_size=384, num_hidden_layers=layers, num_attention_heads=12,
            intermediate_size=width, max_position_embeddings=512, type_vocab_size=2, layer_norm_eps=1e-12,
            pad_token_id=PAD, bos_token_id=BOS, eos_token_id=EOS, hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0, classifier_dropout=dropout,
            id2label=dict(enumerate(TAGS)), label2id={label: i for i, label in enumerate(TAGS)},
            # Written out, attention's gradient takes a third of the fused kernel's time on a processor.
            attn_implementation="eager",
        )
    )  # fmt: skip


def new_model(tensors: dict[str, np.ndarray], layers: int = 12) -> BertForTokenClassification:
    """A classifier over the first layers of the encoder, its own layer untrained."""
    model = untrained(len(tensors["embeddings.word_embeddings.weight"]), layers)
    state = {
        f"bert.{name}": torch.from_numpy(value.copy())
        for name, value in tensors.items()
        if not name.startswith("encoder.layer.") or int(name.split(".")[2]) < layers
    }
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("classifier") for name in missing):
        raise ValueError(f"The encoder does not fit: missing {missing}, unexpected {unexpected}.")
    return model


def tensors_of(model: BertForTokenClassification) -> dict[str, np.ndarray]:
    """The encoder's tensors by BertModel names, to start a student from."""
    return {
        n.removeprefix("bert."): v.detach().numpy()
        for n, v in model.state_dict().items()
        if n.startswith("bert.")
    }


@dataclass
class Batch:
    """Padded pieces, and where each word starts."""

    ids: torch.Tensor
    mask: torch.Tensor
    rows: torch.Tensor
    columns: torch.Tensor
    labels: torch.Tensor
    weights: torch.Tensor


Loss = Callable[[BertForTokenClassification, Batch], torch.Tensor]


def collate(examples: Sequence[Example], encoder: Encoder, index: dict[str, int]) -> Batch:
    """A batch; the first piece of a word stands for it."""
    ids, rows, columns, labels, weights = [], [], [], [], []
    for row, example in enumerate(examples):
        line = [BOS]
        for word, tag, weight in zip(example.words, example.tags, example.weights, strict=True):
            pieces = encoder.pieces(word)
            if pieces:
                rows.append(row)
                columns.append(len(line))
                labels.append(index[tag])
                weights.append(weight)
                line += pieces
        ids.append([*line[:510], EOS])
    width = max(map(len, ids))
    padded = torch.tensor([line + [PAD] * (width - len(line)) for line in ids])
    return Batch(padded, (padded != PAD).long(), torch.tensor(rows), torch.tensor(columns), torch.tensor(labels),
                 torch.tensor(weights))  # fmt: skip


def epoch_batches(examples: Sequence[Example], change: Augmenter | None, encoder: Encoder, rng: random.Random,
                  plan: Plan) -> list[list[Example]]:  # fmt: skip
    """Batches of about equal length in random order."""
    pieces: list[Example] = []
    for example in examples:
        new = change(example, rng) if change else example
        pieces += cut(new, rng, LIMIT, [len(encoder.pieces(w)) for w in new.words])
    pieces = [e for e in pieces if e.words]
    rng.shuffle(pieces)
    chunk = plan.batch * 24
    out = []
    for at in range(0, len(pieces), chunk):
        block = sorted(pieces[at : at + chunk], key=lambda e: len(e.words))
        out += [block[i : i + plan.batch] for i in range(0, len(block), plan.batch)]
    rng.shuffle(out)
    return out


def parameter_groups(model: BertForTokenClassification, plan: Plan) -> list[dict[str, Any]]:
    """Lower layers learn more slowly; biases and norms do not decay."""
    layers = model.config.num_hidden_layers
    groups = []
    for name, parameter in model.named_parameters():
        depth = 0
        if "embeddings" in name:
            depth = layers
        elif "encoder.layer." in name:
            depth = layers - 1 - int(name.split("encoder.layer.")[1].split(".")[0])
        rate = plan.rate * plan.decay**depth * (5 if name.startswith("classifier") else 1)
        plain = parameter.ndim < 2
        groups.append(
            {"params": [parameter], "lr": rate, "weight_decay": 0.0 if plain else plan.weight_decay}
        )
    return groups


def word_logits(model: BertForTokenClassification, batch: Batch) -> torch.Tensor:
    """Logits of every word of the batch."""
    return model(input_ids=batch.ids, attention_mask=batch.mask).logits[batch.rows, batch.columns]


def fit(model: BertForTokenClassification, examples: Sequence[Example], encoder: Encoder, plan: Plan,
        change: Augmenter | None = None, loss_by: Loss | None = None,
        after: Callable[[int], None] | None = None) -> None:  # fmt: skip
    """Train in place.

    Args:
        model: a tagger.
        examples: what it is taught.
        encoder: words to pieces.
        plan: rates, epochs, seed.
        change: makes each epoch new.
        loss_by: the loss of a batch where it is not `loss_of`.
        after: is told each epoch that is over.
    """
    loss_by = loss_by or loss_of
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    index = model.config.label2id
    optimizer = torch.optim.AdamW(parameter_groups(model, plan), betas=(0.9, 0.98), eps=1e-6, fused=True)
    estimate = len(epoch_batches(examples, change, encoder, random.Random(plan.seed), plan))
    total = estimate * plan.epochs
    warm = max(1, int(total * plan.warm_up))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / max(1, total - warm)))
    )
    began = time.monotonic()
    for epoch in range(plan.stop or plan.epochs):
        model.train()
        losses: list[float] = []
        for block in epoch_batches(examples, change, encoder, rng, plan):
            batch = collate(block, encoder, index)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bfloat16):
                loss = loss_by(model, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if len(losses) % 100 == 0:
                log.info("epoch %d step %d loss %.4f %.0fs", epoch + 1, len(losses), np.mean(losses[-100:]),
                         time.monotonic() - began)  # fmt: skip
        log.info(
            "epoch %d of %d: loss %.4f, %.0f s",
            epoch + 1,
            plan.epochs,
            np.mean(losses),
            time.monotonic() - began,
        )
        if after:
            after(epoch + 1)
    model.eval()


def loss_of(model: BertForTokenClassification, batch: Batch) -> torch.Tensor:
    """Weighted cross-entropy."""
    logits = word_logits(model, batch).float()
    each = nn.functional.cross_entropy(logits, batch.labels, reduction="none")
    return (each * batch.weights).sum() / batch.weights.sum().clamp(min=1.0)


def predict(model: BertForTokenClassification, examples: Sequence[Example], encoder: Encoder,
            size: int = 16) -> Iterator[tuple[Example, np.ndarray]]:  # fmt: skip
    """Label probabilities of each word (a word without pieces is surely O), example by example."""
    model.eval()
    index = model.config.label2id
    for at in range(0, len(examples), size):
        block = examples[at : at + size]
        batch = collate(block, encoder, {**dict.fromkeys(TAGS, 0), **index})
        with torch.no_grad():
            scores = torch.softmax(word_logits(model, batch), -1).numpy()
        used = 0
        for example in block:
            rows = np.zeros((len(example.words), len(index)), dtype=np.float32)
            rows[:, 0] = 1.0
            for i, word in enumerate(example.words):
                if encoder.pieces(word):
                    rows[i] = scores[used]
                    used += 1
            yield example, rows


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
