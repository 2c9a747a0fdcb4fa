"""Feed-forward layers of half the width: the hidden units that say least are taken out.

What a unit adds to its layer's output is its value times its row of the second matrix; the mean square of the one
times the square of the other is what the output loses without it (the activation-aware magnitude of Sun et al. 2023,
summed over a unit). What a removed unit always says, its mean, goes into the bias of the second matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from encoder import Encoder, untrained
from joint import Joint
from watch import watch


def values_of(joint: Joint, documents: Sequence[dict[str, Any]], encoder: Encoder) -> list[torch.Tensor]:
    """By layer the mean value and mean square of every hidden unit, (2, units), on the pieces of some documents."""
    layers = {str(n): layer.output.dense for n, layer in enumerate(joint.tagger.bert.encoder.layer)}
    sums = {name: torch.zeros(2, layer.in_features) for name, layer in layers.items()}
    counts = dict.fromkeys(layers, 0)

    def see(name: str, rows: torch.Tensor) -> None:
        sums[name] += torch.stack([rows.sum(0), rows.square().sum(0)])
        counts[name] += len(rows)

    watch(joint, layers, documents, encoder, see)
    return [sums[name] / counts[name] for name in layers]


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
