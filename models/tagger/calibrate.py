"""The range of every activation that is quantised, measured on training windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from data import from_gold
from joint import WINDOW, Joint
from quantize import Place, smoothing
from train import Encoder
from transformers import BertForTokenClassification

from ghatana.engines.windows import pack

# How much of the width of an activation's columns goes into the weights that read them.
SHARE = 0.7


def places(model: BertForTokenClassification) -> dict[str, list[torch.nn.Linear]]:
    """The linear layers that read each place, by the place's name in `export.build`."""
    out: dict[str, list[torch.nn.Linear]] = {}
    for i, layer in enumerate(model.bert.encoder.layer):
        attention = layer.attention.self
        out[f"{i}.in"] = [attention.query, attention.key, attention.value]
        out[f"{i}.context"] = [layer.attention.output.dense]
        out[f"{i}.middle"] = [layer.intermediate.dense]
        out[f"{i}.active"] = [layer.output.dense]
    out["out"] = [model.classifier]
    return out


def measure(joint: Joint, documents: Sequence[dict[str, Any]], encoder: Encoder) -> dict[str, Place]:
    """How to quantise each place: how its columns are evened out, and the range that they then have, padding apart.

    Args:
        joint: the model.
        documents: gold documents, read in windows as the shipped tagger reads them.
        encoder: words to pieces.
    """
    joint.eval()
    readers = places(joint.tagger)
    seen: dict[str, torch.Tensor] = {}

    def keep(name: str):
        def hook(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            rows = inputs[0].flatten(0, -2).float()
            found = torch.stack([rows.amin(0), rows.amax(0)])
            before = seen.get(name, found)
            seen[name] = torch.stack([torch.minimum(before[0], found[0]), torch.maximum(before[1], found[1])])

        return hook

    hooks = [layers[0].register_forward_pre_hook(keep(name)) for name, layers in readers.items()]
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
    return {name: place(seen[name].numpy(), layers) for name, layers in readers.items()}


def place(ends: np.ndarray, readers: Sequence[torch.nn.Linear]) -> Place:
    """A place given the lowest and highest value of each column, (2, columns), and the layers that read it."""
    weights = np.max([layer.weight.detach().abs().amax(0).numpy() for layer in readers], axis=0)
    smooth = smoothing(np.abs(ends).max(0), weights, SHARE)
    return Place(float((ends[0] / smooth).min()), float((ends[1] / smooth).max()), smooth)
