"""The range of every activation that is quantised, measured on training windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from encoder import Encoder
from joint import Joint
from quantize import Place, smoothing
from transformers import BertForTokenClassification
from watch import watch

# How much of the width of an activation's columns goes into the weights that read them.
SHARE = 0.85


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
    readers = places(joint.tagger)
    seen: dict[str, torch.Tensor] = {}

    def see(name: str, rows: torch.Tensor) -> None:
        found = torch.stack([rows.amin(0), rows.amax(0)])
        before = seen.get(name, found)
        seen[name] = torch.stack([torch.minimum(before[0], found[0]), torch.maximum(before[1], found[1])])

    watch(joint, {name: layers[0] for name, layers in readers.items()}, documents, encoder, see)
    return {name: place(seen[name].numpy(), layers) for name, layers in readers.items()}


def place(ends: np.ndarray, readers: Sequence[torch.nn.Linear]) -> Place:
    """A place given the lowest and highest value of each column, (2, columns), and the layers that read it."""
    weights = np.max([layer.weight.detach().abs().amax(0).numpy() for layer in readers], axis=0)
    smooth = smoothing(np.abs(ends).max(0), weights, SHARE)
    return Place(float((ends[0] / smooth).min()), float((ends[1] / smooth).max()), smooth)
