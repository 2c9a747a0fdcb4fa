"""Fine-tuning the tagger alone, in PyTorch (CPU, seeded)."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from augment import Augmenter
from data import TAGS, Example, cut
from encoder import BOS, EOS, PAD, Encoder
from torch import nn
from transformers import BertForTokenClassification

log = logging.getLogger("tagger")
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
