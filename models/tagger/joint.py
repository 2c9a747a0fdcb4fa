"""The event head on the tagger's encoder, in PyTorch: one reading of a document for its names and its events.

The encoder reads windows of whole sentences. Names are labels of words. What the event rules consider is put to the
head as questions (`ghatana.stages.events.model`): a span is the vectors of its first and last word; a trigger and a
mention are judged together by a small network that also sees where the one stands about the other. The shape of the
head is that of biaffine relation scorers (Dozat and Manning 2017) with the span representation of Lee et al. (2017).
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from data import Augmenter, Example
from stories import Pairs, Story, Target, changed, unknown
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from train import BFLOAT16, BOS, EOS, PAD, UNK, Encoder, Plan, parameter_groups

from ghatana.document import STATUSES
from ghatana.engines.event_head import SPANS, Index
from ghatana.engines.windows import pack
from ghatana.stages.events.model import FAMILIES, FAMILY_ROLES, SUBTYPES

HIDDEN, WIDTH = 384, 128
WINDOW = 506
HEAD_BATCH = 4
log = logging.getLogger("tagger")


class EventHead(nn.Module):
    """Scores questions given the vectors of a document's words."""

    def __init__(self, index: Index, dropout: float = 0.2) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        for name in SPANS:
            setattr(self, name, nn.Linear(2 * HIDDEN, WIDTH))
            for n, size in enumerate(index.sizes(name)):
                setattr(self, f"{name}_fact{n}", nn.Embedding(size, WIDTH))
        for kind, outputs in (("news", 2), ("mention", len(FAMILY_ROLES)), ("time", len(FAMILIES))):
            places = index.sizes(f"{'time' if kind == 'time' else 'mention'}_place")[0]
            setattr(self, f"{kind}_place", nn.Embedding(places, WIDTH))
            for part in ("left", "right", "across", "along"):
                setattr(self, f"{kind}_{part}", nn.Linear(WIDTH, WIDTH, bias=part == "left"))
            setattr(self, f"{kind}_out", nn.Linear(WIDTH, outputs))
        for side in ("triggers", "mentions"):
            setattr(self, f"news_{side}", nn.Linear(WIDTH, WIDTH, bias=False))
        self.claim = nn.Linear(2 * HIDDEN, WIDTH)
        self.claim_out = nn.Linear(WIDTH, 1 + len(STATUSES) + len(SUBTYPES))
        for module in self.modules():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.1)

    def spans(
        self, name: str, states: torch.Tensor, at: Sequence[tuple[int, int]], facts: list[list[int]]
    ) -> torch.Tensor:
        """A vector for each span."""
        found = torch.tensor(at, dtype=torch.long).reshape(-1, 2)
        out = getattr(self, name)(torch.cat([states[found[:, 0]], states[found[:, 1]]], -1))
        for n, column in enumerate(zip(*facts, strict=True)):
            out = out + getattr(self, f"{name}_fact{n}")(torch.tensor(column))
        return self.drop(torch.relu(out))

    def pairs(self, kind: str, left: torch.Tensor, right: torch.Tensor, pairs: Pairs) -> torch.Tensor:
        """Outputs × pairs of a trigger and something else."""
        return self.part(f"{kind}_out", self.drop(self.joined(kind, left, right, pairs)))

    def part(self, name: str, values: torch.Tensor) -> torch.Tensor:
        """The outcome of one layer."""
        out: torch.Tensor = getattr(self, name)(values)
        return out

    def joined(self, kind: str, left: torch.Tensor, right: torch.Tensor, pairs: Pairs) -> torch.Tensor:
        """A vector for each pair."""
        t, m, place = (torch.tensor(column) for column in pairs[:3])
        a, b = left[t], right[m]
        across = self.part(f"{kind}_across", a) * self.part(f"{kind}_along", b)
        alone = self.part(f"{kind}_left", a) + self.part(f"{kind}_right", b)
        return torch.relu(alone + across + self.part(f"{kind}_place", place))

    def informed(
        self, triggers: torch.Tensor, mentions: torch.Tensor, pairs: Pairs
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The vectors of triggers and mentions when each has been told of those about it.

        So a mention knows which other triggers want it, and a trigger who else could fill its roles: one round of
        message passing (Gilmer et al. 2017) with a gate on each message.
        """
        if not pairs[0]:
            return triggers, mentions
        news = self.joined("news", triggers, mentions, pairs)
        gates = torch.sigmoid(self.part("news_out", news))
        out = []
        for side, (name, own) in enumerate((("triggers", triggers), ("mentions", mentions))):
            told = torch.zeros_like(own).index_add(
                0, torch.tensor(pairs[side]), gates[:, side : side + 1] * news
            )
            out.append(own + self.drop(torch.relu(self.part(f"news_{name}", told))))
        return out[0], out[1]

    def loss(self, states: torch.Tensor, target: Target) -> dict[str, torch.Tensor]:
        """The losses of one document."""
        if not target.triggers:
            return {}
        triggers = self.spans("triggers", states, target.triggers, target.facts["triggers"])
        mentions = self.spans("mentions", states, target.mentions, target.facts["mentions"])
        triggers, mentions = self.informed(triggers, mentions, target.told)
        found = torch.tensor(target.triggers)
        claim = self.claim(torch.cat([states[found[:, 0]], states[found[:, 1]]], -1)) + triggers
        claims = self.claim_out(self.drop(torch.relu(claim)))
        shares = torch.tensor(target.shares)
        each = nn.functional.binary_cross_entropy_with_logits(
            claims[:, 0], torch.tensor(target.events), reduction="none"
        )
        out = {"event": (each * shares).sum()}
        right = torch.tensor([n for n, e in enumerate(target.events) if e])
        if not len(right):
            return out
        status, subtype = (torch.tensor(x)[right] for x in (target.status, target.subtype))
        count = 1 + len(STATUSES)
        out["status"] = nn.functional.cross_entropy(claims[right, 1:count], status, reduction="sum")
        families = torch.tensor(target.family)[right]
        mask = torch.tensor(
            [[float("-inf") if s.partition(".")[0] != f else 0.0 for s in SUBTYPES] for f in FAMILIES]
        )
        out["subtype"] = nn.functional.cross_entropy(
            claims[right, count:] + mask[families], subtype, reduction="sum"
        )
        if target.pairs[0]:
            logits = self.pairs("mention", triggers, mentions, target.pairs)
            group = torch.tensor(target.pairs[3])[:, None].expand_as(logits)
            best = torch.full((len(target.roles), logits.shape[1]), -30.0).scatter_reduce(
                0, group, logits, "amax"
            )
            each = nn.functional.binary_cross_entropy_with_logits(
                best, torch.tensor(target.roles), reduction="none"
            )
            out["role"] = (each * torch.tensor(target.able)).sum()
        if target.dated[0]:
            times = self.spans("times", states, target.times, target.facts["times"])
            logits = self.pairs("time", triggers, times, target.dated)
            own = logits[
                torch.arange(len(logits)), torch.tensor(target.family)[torch.tensor(target.dated[0])]
            ]
            out["date"] = nn.functional.binary_cross_entropy_with_logits(
                own, torch.tensor(target.dates), reduction="sum"
            )
        return out


SHARE = {"event": 1.0, "status": 0.4, "subtype": 0.3, "role": 0.25, "date": 0.3}


@dataclass(frozen=True)
class Windows:
    """Documents cut into rows of pieces for the encoder; `places` are (document, where its words start) by row."""

    ids: torch.Tensor
    places: list[tuple[int, list[int]]]
    documents: int

    @classmethod
    def of(cls, items: Sequence[Example], encoder: Encoder, limit: int) -> Windows:
        """Windows of whole sentences of at most `limit` pieces."""
        lines, places = [], []
        for number, example in enumerate(items):
            pieces = [list(encoder.pieces(w)) or [UNK] for w in example.words]
            for first, last in pack([len(p) for p in pieces], example.breaks, limit):
                line, at = [BOS], []
                for p in pieces[first:last]:
                    at.append(len(line))
                    line += p
                lines.append([*line[:511], EOS])
                places.append((number, [min(a, 510) for a in at]))
        width = max(map(len, lines))
        return cls(torch.tensor([line + [PAD] * (width - len(line)) for line in lines]), places, len(items))

    @property
    def mask(self) -> torch.Tensor:
        """Which places hold a piece."""
        return self.ids != PAD

    def inputs(self) -> dict[str, torch.Tensor]:
        """What the encoder takes."""
        return {"input_ids": self.ids, "attention_mask": self.mask.long()}

    def by_word(self, states: torch.Tensor) -> list[torch.Tensor]:
        """From the vectors of pieces the vector of every word of each document."""
        out: list[list[torch.Tensor]] = [[] for _ in range(self.documents)]
        for row, (number, at) in enumerate(self.places):
            out[number].append(states[row, torch.tensor(at)])
        return [torch.cat(parts).float() for parts in out]


class Joint(nn.Module):
    """The tagger and the event head on one encoder."""

    def __init__(self, tagger: Any, index: Index) -> None:
        super().__init__()
        self.index = index
        self.tagger = tagger
        self.head = EventHead(index)

    def read(self, items: Sequence[Example], encoder: Encoder, limit: int) -> list[torch.Tensor]:
        """The vector of every word of each document."""
        windows = Windows.of(items, encoder, limit)
        return windows.by_word(self.tagger.bert(**windows.inputs()).last_hidden_state)

    def loss(
        self, block: Sequence[Story], encoder: Encoder, limit: int, bfloat16: bool = BFLOAT16
    ) -> torch.Tensor:
        """The loss of a batch: names by word, events by trigger."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
            states = self.read([s.example for s in block], encoder, limit)
        return self.loss_of(block, states)

    def loss_of(self, block: Sequence[Story], states: Sequence[torch.Tensor]) -> torch.Tensor:
        """The same given the vectors of the words."""
        label = self.tagger.config.label2id
        rows = torch.cat(list(states))
        logits = self.tagger.classifier(self.tagger.dropout(rows))
        weights = torch.tensor([w for s in block for w in s.example.weights])
        tags = torch.tensor([label[t] for s in block for t in s.example.tags])
        names = nn.functional.cross_entropy(logits, tags, reduction="none")
        total = 3.0 * (names * weights).sum() / weights.sum().clamp(min=1.0)
        return total + events_loss(
            self.head, [(v, s.target) for v, s in zip(states, block, strict=True) if s.target]
        )


def events_loss(head: EventHead, told: Sequence[tuple[torch.Tensor, Target]]) -> torch.Tensor:
    """The loss of the event head on some documents: their words' vectors and what the answers should be."""
    sums: dict[str, torch.Tensor] = {}
    asked = 1.0 + sum(sum(target.shares) for _, target in told)
    events = 1.0 + sum(sum(target.events) for _, target in told)
    for vectors, target in told:
        for name, value in head.loss(vectors, target).items():
            sums[name] = sums.get(name, torch.tensor(0.0)) + value
    shares = [SHARE[name] * value / (asked if name == "event" else events) for name, value in sums.items()]
    return sum(shares, torch.tensor(0.0))


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
