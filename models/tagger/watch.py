"""What layers are given while documents are read, padding apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from data import from_gold
from encoder import Encoder
from joint import WINDOW, Joint

from ghatana.engines.windows import pack


def watch(
    joint: Joint,
    layers: Mapping[str, torch.nn.Module],
    documents: Sequence[dict[str, Any]],
    encoder: Encoder,
    see: Callable[[str, torch.Tensor], None],
) -> None:
    """Read documents as the shipped tagger reads them, and show what some layers are given.

    Args:
        joint: the model.
        layers: of the model, by a name.
        documents: gold documents.
        encoder: words to pieces.
        see: is told a layer's name and what it is given, (pieces, columns).
    """

    def hook(name: str):
        return lambda _, inputs: see(name, inputs[0].flatten(0, -2).float())

    hooks = [layer.register_forward_pre_hook(hook(name)) for name, layer in layers.items()]
    joint.eval()
    with torch.no_grad():
        for document in documents:
            # One document at a time: what is shorter than its window is padded, and padding is no value to measure.
            example = from_gold(document)
            for first, last in pack(
                [len(encoder.pieces(w)) or 1 for w in example.words], example.breaks, WINDOW
            ):
                (states,) = joint.read([example.part(first, last)], encoder, WINDOW)
                joint.tagger.classifier(states)
    for handle in hooks:
        handle.remove()
