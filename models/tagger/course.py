"""How names and events are learnt together: epochs of both, or of the event head alone on vectors that stay."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from augment import Augmenter
from encoder import Encoder
from joint import WINDOW, Joint
from stories import Story, Target, changed, unknown
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch_head import events_loss
from train import BFLOAT16, Plan, parameter_groups

HEAD_BATCH = 4
log = logging.getLogger("tagger")
Loss = Callable[[Sequence[Story], Encoder, int, bool], torch.Tensor]


@dataclass(frozen=True)
class Course:
    """How names and events are learnt together: a `Plan` for the encoder, and the head's rate.

    `limits` are the window sizes that batches are cut to, drawn at random: most see whole documents, some few
    sentences, as short texts will be read. `running` is what a running mean of the weights keeps at each step
    (Polyak and Juditsky 1992); the model ends as that mean, or as it is where this is 0.
    """

    plan: Plan
    head_rate: float = 1e-3
    limits: tuple[int, ...] = (WINDOW, WINDOW, WINDOW, 200, 60)
    running: float = 0.0


def learn(joint: Joint, epochs: Sequence[Callable[[], Sequence[Story]]], encoder: Encoder, course: Course,
          change: Augmenter | None = None, loss_of: Loss | None = None) -> None:  # fmt: skip
    """Train in place.

    Args:
        joint: the model.
        epochs: for each epoch what it is trained on, asked for when the epoch begins (a model that has learnt for
            a while may judge what it is given next).
        encoder: words to pieces.
        course: rates, batch, seed.
        change: makes each epoch new.
        loss_of: the loss of a batch where it is not the model's own (`distil.Teacher.loss`).
    """
    loss_of = loss_of or joint.loss
    plan = course.plan
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    groups = [*parameter_groups(joint.tagger, plan)]
    groups.append(
        {"params": list(joint.head.parameters()), "lr": course.head_rate, "weight_decay": plan.weight_decay}
    )
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    mean = AveragedModel(joint, multi_avg_fn=get_ema_multi_avg_fn(course.running)) if course.running else None
    began = time.monotonic()
    for number, items_of in enumerate(epochs):
        items = items_of()
        joint.train()
        losses: list[float] = []
        blocks = batches_of(items, rng, plan.batch)
        for step, block in enumerate(blocks):
            share = (number + step / len(blocks)) / len(epochs)
            pace = min((share + 1e-3) / plan.warm_up, max(0.02, (1 - share) / (1 - plan.warm_up)))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * pace
            loss = loss_of(
                [changed(s, change, rng) for s in block], encoder, rng.choice(course.limits), plan.bfloat16
            )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(joint.parameters(), 1.0)
            optimizer.step()
            if mean is not None:
                mean.update_parameters(joint)
            losses.append(loss.item())
            if len(losses) % 100 == 0:
                log.info("epoch %d step %d of %d loss %.4f %.0fs", number + 1, len(losses), len(blocks),
                         np.mean(losses[-100:]), time.monotonic() - began)  # fmt: skip
        log.info("epoch %d of %d: loss %.4f, %.0f s", number + 1, len(epochs), np.mean(losses),
                 time.monotonic() - began)  # fmt: skip
    if mean is not None:
        joint.load_state_dict(mean.module.state_dict())
    joint.eval()


def learn_head(
    joint: Joint, items: Sequence[Story], encoder: Encoder, epochs: int, rate: float, seed: int
) -> None:
    """Train the event head alone, on vectors that the encoder as it stands gives: a minute, where an epoch of all
    takes five. A head that starts from nothing learns too slowly beside an encoder that must not be shaken."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    told: list[tuple[torch.Tensor, Target]] = []
    joint.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
        for item in items:
            if item.target and any(item.target.events):
                (vectors,) = joint.read([item.example], encoder, WINDOW)
                told.append((vectors.half(), item.target))
    joint.head.train()
    optimizer = torch.optim.AdamW(joint.head.parameters(), lr=rate, weight_decay=0.01)
    for epoch in range(epochs):
        rng.shuffle(told)
        losses = []
        for at in range(0, len(told), HEAD_BATCH):
            for group in optimizer.param_groups:
                group["lr"] = rate * max(0.05, 1 - (epoch + at / len(told)) / epochs)
            block = [
                (vectors.float(), unknown(target, rng)) for vectors, target in told[at : at + HEAD_BATCH]
            ]
            loss = events_loss(joint.head, block)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(joint.head.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
        log.info("head, epoch %d of %d: loss %.4f", epoch + 1, epochs, np.mean(losses))
    joint.eval()


def batches_of(items: Sequence[Story], rng: random.Random, size: int) -> list[list[Story]]:
    """Batches of about equal length in random order."""
    mixed = list(items)
    rng.shuffle(mixed)
    out: list[list[Story]] = []
    for at in range(0, len(mixed), size * 12):
        block = sorted(mixed[at : at + size * 12], key=lambda s: len(s.example.words))
        out += [block[i : i + size] for i in range(0, len(block), size)]
    rng.shuffle(out)
    return out
