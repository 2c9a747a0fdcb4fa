"""The tagger and the event head on one encoder, in PyTorch: one reading of a document for its names and its events.

The encoder reads windows of whole sentences; names are labels of words, and the head (`torch_head.py`) is asked about
the vectors of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from data import Example
from encoder import BOS, EOS, PAD, UNK, Encoder
from stories import Story
from torch import nn
from torch_head import EventHead, events_loss
from train import BFLOAT16

from ghatana.engines.fact_index import Index
from ghatana.engines.windows import pack

WINDOW = 506


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
