"""Feed-forward layers of half the width: the hidden units that say least are taken out.

What a unit adds to its layer's output is its value times its row of the second matrix; the mean square of the one
times the square of the other is what the output loses without it (the activation-aware magnitude of Sun et al. 2023,
summed over a unit). What a removed unit always says, its mean, goes into the bias of the second matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from data import from_gold
from joint import WINDOW, Joint
from train import Encoder, untrained


def values_of(joint: Joint, documents: Sequence[dict[str, Any]], encoder: Encoder) -> list[torch.Tensor]:
    """By layer the mean value and mean square of every hidden unit, (2, units), on the pieces of some documents."""
    layers = joint.tagger.bert.encoder.layer
    sums = [torch.zeros(2, layer.output.dense.in_features) for layer in layers]
    count = 0

    def hook(number: int):
        def keep(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            values = inputs[0].flatten(0, -2).float()
            sums[number] += torch.stack([values.sum(0), values.square().sum(0)])

        return keep

    hooks = [layer.output.dense.register_forward_pre_hook(hook(n)) for n, layer in enumerate(layers)]
    joint.eval()
    with torch.no_grad():
        for document in documents:
            example = from_gold(document)
            pieces = sum(len(encoder.pieces(word)) or 1 for word in example.words)
            if pieces <= WINDOW:  # else some rows would be padding
                joint.read([example], encoder, WINDOW)
                count += pieces + 2
    for handle in hooks:
        handle.remove()
    return [total / count for total in sums]


def narrowed(joint: Joint, width: int, documents: Sequence[dict[str, Any]], encoder: Encoder) -> Joint:
    """The model with `width` hidden units a layer, those that say most on the documents."""
    state = dict(joint.state_dict())
    for number, (mean, square) in enumerate(values_of(joint, documents, encoder)):
        base = f"tagger.bert.encoder.layer.{number}."
        out = state[f"{base}output.dense.weight"]
        worth = square * out.square().sum(0)
        kept = torch.topk(worth, width).indices.sort().values
        gone = torch.ones(len(worth), dtype=torch.bool)
        gone[kept] = False
        state[f"{base}output.dense.bias"] = state[f"{base}output.dense.bias"] + out[:, gone] @ mean[gone]
        state[f"{base}output.dense.weight"] = out[:, kept].clone()
        for part in ("weight", "bias"):
            name = f"{base}intermediate.dense.{part}"
            state[name] = state[name][kept].clone()
    table = state["tagger.bert.embeddings.word_embeddings.weight"]
    small = Joint(untrained(len(table), joint.tagger.config.num_hidden_layers, width=width), joint.index)
    small.load_state_dict(state)
    return small
