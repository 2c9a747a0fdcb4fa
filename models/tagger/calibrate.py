"""The range of every activation that is quantised, measured on training windows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from data import from_gold
from joint import WINDOW, Joint
from quantize import Place
from train import Encoder
from transformers import BertForTokenClassification

from ghatana.engines.windows import pack

# The share of places at which one 8-bit number is too coarse: those whose range is widest beside their usual value.
FINE_SHARE = 1 / 6


def places(model: BertForTokenClassification) -> dict[str, torch.nn.Module]:
    """The linear layer that reads each place, by the place's name in `export.build`."""
    out: dict[str, torch.nn.Module] = {}
    for i, layer in enumerate(model.bert.encoder.layer):
        out[f"{i}.in"] = layer.attention.self.query
        out[f"{i}.context"] = layer.attention.output.dense
        out[f"{i}.middle"] = layer.intermediate.dense
        out[f"{i}.active"] = layer.output.dense
    out["out"] = model.classifier
    return out


def measure(joint: Joint, documents: Sequence[dict[str, Any]], encoder: Encoder) -> dict[str, Place]:
    """How to quantise each place: the lowest and highest value there, padding apart.

    Args:
        joint: the model.
        documents: gold documents, read in windows as the shipped tagger reads them.
        encoder: words to pieces.
    """
    joint.eval()
    model = joint.tagger
    seen: dict[str, list[float]] = {name: [] for name in places(model)}
    powers: dict[str, list[float]] = {name: [] for name in places(model)}

    def keep(name: str):
        def hook(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            seen[name] += [inputs[0].min().item(), inputs[0].max().item()]
            powers[name].append(inputs[0].square().mean().item())

        return hook

    hooks = [module.register_forward_pre_hook(keep(name)) for name, module in places(model).items()]
    with torch.no_grad():
        for document in documents:
            # One document at a time: what is shorter than its window is padded, and padding is no value to measure.
            example = from_gold(document)
            for first, last in pack(
                [len(encoder.pieces(w)) or 1 for w in example.words], example.breaks, WINDOW
            ):
                (states,) = joint.read([example.part(first, last)], encoder, WINDOW)
                model.classifier(states)
    for hook in hooks:
        hook.remove()
    coarse = coarsest(
        {name: (max(v) - min(v)) / (sum(powers[name]) / len(powers[name])) ** 0.5 for name, v in seen.items()}
    )
    return {name: Place(min(values), max(values), name in coarse) for name, values in seen.items()}


def coarsest(spreads: Mapping[str, float]) -> frozenset[str]:
    """The places where the steps of one 8-bit number would be widest beside the usual value.

    >>> sorted(coarsest({"a": 9.0, "b": 80.0, "c": 7.0, "d": 8.0, "e": 8.0, "f": 9.0}))
    ['b']
    """
    worst = sorted(spreads, key=lambda name: (-spreads[name], name))
    return frozenset(worst[: math.ceil(FINE_SHARE * len(worst))])
