"""The shipped model as PyTorch weights again: int8 matrices times their scales, so that training can go on from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from encoder import untrained
from joint import Joint
from onnx import numpy_helper

from ghatana.engines.fact_index import Index

BERT = "tagger.bert."


def load(folder: Path) -> Joint:
    """The tagger and event head of a folder that `make.py` wrote.

    Each weight is what the graph multiplies by, at most half a step (1/128 of its column's largest, evened out as
    `quantize.smoothing` says) from what was trained.

    Args:
        folder: holds `model.onnx`, `heads.npz` and `heads.json`.
    """
    graph = onnx.load(folder / "model.onnx").graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    layers = sum(name.endswith(".wide.w") for name in held)
    index = Index(json.loads((folder / "heads.json").read_text(encoding="utf-8")))
    joint = Joint(untrained(len(held["words"]), layers, width=held["l0.wide.w"].shape[1]), index)
    heads = np.load(folder / "heads.npz")
    state = {**_encoder(held, layers), **{f"head.{name}": heads[name] for name in heads.files}}
    own = joint.state_dict()
    # The graph adds the one token type that there is to the positions.
    state[f"{BERT}embeddings.token_type_embeddings.weight"] = np.zeros(
        own[f"{BERT}embeddings.token_type_embeddings.weight"].shape
    )
    joint.load_state_dict(
        {
            name: torch.tensor(np.ascontiguousarray(value), dtype=torch.float32)
            for name, value in state.items()
        }
    )
    return joint


def _encoder(held: Mapping[str, np.ndarray], layers: int) -> dict[str, np.ndarray]:
    """Names and values as `BertForTokenClassification` has them, from the constants of `export.build`."""
    out = {
        f"{BERT}embeddings.word_embeddings.weight": held["words"] * held["words.scale"],
        f"{BERT}embeddings.position_embeddings.weight": held["places"],
    }

    def linear(name: str, constant: str, source: str) -> None:
        rows = held[f"{constant}.w"] * held[f"{constant}.w.scale"]
        # `smooth` is kept as what activations are multiplied by: rows of the matrix were divided by it. The graphs of
        # the first models (2428e74, twelve layers) have none.
        if (smooth := held.get(f"{source}.smooth")) is not None:
            rows = rows * smooth[:, None]
        out[f"{name}.weight"], out[f"{name}.bias"] = rows.T, held[f"{constant}.b"]

    def norm(name: str, constant: str) -> None:
        out[f"{name}.LayerNorm.weight"], out[f"{name}.LayerNorm.bias"] = (
            held[f"{constant}.w"],
            held[f"{constant}.b"],
        )

    norm(f"{BERT}embeddings", "norm")
    for i in range(layers):
        base, own = f"{BERT}encoder.layer.{i}.", f"l{i}"
        for part, letter in (("query", "q"), ("key", "k"), ("value", "v")):
            linear(f"{base}attention.self.{part}", f"{own}.{letter}", f"x{i}")
        linear(f"{base}attention.output.dense", f"{own}.attended", f"{own}.context")
        linear(f"{base}intermediate.dense", f"{own}.wide", f"{own}.middle")
        linear(f"{base}output.dense", f"{own}.narrow", f"{own}.active")
        norm(f"{base}attention.output", f"{own}.middle.norm")
        norm(f"{base}output", f"x{i + 1}.norm")
    linear("tagger.classifier", "logits", f"x{layers}")
    return out
