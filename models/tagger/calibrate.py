"""The range of every activation that is quantised, measured on training windows."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from data import Example
from quantize import Place
from train import Encoder, collate
from transformers import BertForTokenClassification

# Where the values spread most: one 8-bit number each would nearly treble the divergence from fp32.
FINE = frozenset(
    ["0.middle", "1.middle", "2.middle", "4.active", "5.active", "6.active", "7.active", "8.active"]
)


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


def measure(
    model: BertForTokenClassification, examples: Sequence[Example], encoder: Encoder
) -> dict[str, Place]:
    """How to quantise each place: the lowest and highest value there, padding apart."""
    model.eval()
    seen: dict[str, list[float]] = {name: [] for name in places(model)}

    def keep(name: str):
        def hook(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            values = inputs[0][mask]
            seen[name] += [values.min().item(), values.max().item()]

        return hook

    hooks = [module.register_forward_pre_hook(keep(name)) for name, module in places(model).items()]
    for at in range(0, len(examples), 16):
        batch = collate(examples[at : at + 16], encoder, model.config.label2id)
        mask = batch.mask.bool()
        with torch.no_grad():
            model(input_ids=batch.ids, attention_mask=batch.mask)
    for hook in hooks:
        hook.remove()
    return {name: Place(min(values), max(values), name in FINE) for name, values in seen.items()}
