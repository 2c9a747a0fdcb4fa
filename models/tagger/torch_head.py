"""The event head in PyTorch: what the event rules consider is put to it as questions (`ghatana.stages.events.model`).

A span is the vectors of its first and last word; a trigger and a mention are judged together by a small network that
also sees where the one stands about the other. The shape is that of biaffine relation scorers (Dozat and Manning 2017)
with the span representation of Lee et al. (2017).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from encoder import HIDDEN
from stories import Pairs, Target
from torch import nn

from ghatana.document import STATUSES
from ghatana.engines.fact_index import SPANS, Index
from ghatana.stages.events.model import FAMILIES, FAMILY_ROLES, SUBTYPES

WIDTH = 128
SHARE = {"event": 1.0, "status": 0.4, "subtype": 0.3, "role": 0.25, "date": 0.3}


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
