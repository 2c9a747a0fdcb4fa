"""The PyTorch model as a NerEngine, to measure it as the shipped one is measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from train import BOS, EOS, LIMIT, PAD, Encoder
from transformers import BertForTokenClassification

from ghatana.document import Document, Entity
from ghatana.engines.tagging import cut, read_off


class TorchTagger:
    """fp32; windows sorted by length."""

    def __init__(self, model: BertForTokenClassification, encoder: Encoder) -> None:
        self.model, self.encoder = model.eval(), encoder
        self.labels = [model.config.id2label[i] for i in range(model.config.num_labels)]

    def entities(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """The mentions of each document."""
        cuts = cut(documents, self.encoder.pieces, LIMIT)
        order = sorted(range(len(cuts)), key=lambda i: cuts[i].size)
        found: list[np.ndarray | None] = [None] * len(cuts)
        for at in range(0, len(order), 16):
            block = order[at : at + 16]
            width = max(cuts[i].size for i in block) + 2
            ids = torch.full((len(block), width), PAD)
            for row, i in enumerate(block):
                line = [BOS, *(p for word in cuts[i].pieces for p in word), EOS]
                ids[row, : len(line)] = torch.tensor(line)
            with torch.no_grad():
                logits = self.model(input_ids=ids, attention_mask=(ids != PAD).long()).logits
            scores = torch.softmax(logits, -1).numpy()
            for row, i in enumerate(block):
                sizes = [len(p) for p in cuts[i].pieces]
                found[i] = scores[row, 1 + np.cumsum([0, *sizes[:-1]])]
        return read_off(documents, cuts, found, self.labels, "torch")
