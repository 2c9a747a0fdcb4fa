"""The PyTorch model as name engine and event model, to measure it as the shipped one is measured."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from data import Example
from encoder import Encoder
from joint import WINDOW, Joint

from ghatana.document import Document, Entity, Span
from ghatana.engines.event_head import EventHead
from ghatana.engines.tagging import read_off
from ghatana.engines.windows import Window, Word, surface, words
from ghatana.stages.events.model import Answers, Noun, Questions


class TorchTagger:
    """fp32, a document at a time."""

    def __init__(self, joint: Joint, encoder: Encoder) -> None:
        self.joint, self.encoder = joint.eval(), encoder
        config = joint.tagger.config
        self.labels = [config.id2label[i] for i in range(config.num_labels)]
        self.head = EventHead(head_weights(joint), joint.index)

    def entities(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """The mentions of each document."""
        cuts, found = [], []
        for number, document in enumerate(documents):
            known, states = self._read(document)
            if known:
                cuts.append(Window(number, tuple(known), ((),) * len(known)))
                with torch.no_grad():
                    found.append(torch.softmax(self.joint.tagger.classifier(states), -1).numpy())
        return read_off(documents, cuts, found, self.labels, "torch")

    def answers(self, document: Document, questions: Questions) -> Answers:
        """The answers about a document."""
        known, states = self._read(document)
        return self.head.answers(known, states.numpy(), questions)

    def antecedents(
        self, _document: Document, _mentions: Sequence[Span], _nouns: Sequence[Noun]
    ) -> tuple[tuple[float, ...], ...]:
        """Nothing: that head is trained on the vectors of the model that ships (`antecedents.py`)."""
        return ()

    def _read(self, document: Document) -> tuple[list[Word], torch.Tensor]:
        text = document.text
        known = [w for w in words(text) if self.encoder.pieces(surface(text, w))]
        if not known:
            return known, torch.zeros(0, 1)
        breaks = {bisect_left(known, s.start, key=lambda w: w.start) for s in document.sentences}
        example = Example(
            [surface(text, w) for w in known], ["O"] * len(known), [1.0] * len(known), sorted(breaks)
        )
        with torch.no_grad():
            (states,) = self.joint.read([example], self.encoder, WINDOW)
        return known, states


def head_weights(joint: Joint) -> dict[str, Any]:
    """The event head's parameters as arrays."""
    return {name: np.asarray(value.detach()) for name, value in joint.head.state_dict().items()}
