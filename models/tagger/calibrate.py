"""The range of every activation that is quantised, measured on training windows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from data import Example
from quantize import Place, divisors
from train import Encoder, collate
from transformers import BertForTokenClassification


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


def weights(module: torch.nn.Module, model: BertForTokenClassification) -> np.ndarray:
    """The largest weight of each input column, over all matrices that read the same place."""
    for layer in model.bert.encoder.layer:
        own = layer.attention.self
        if module is own.query:
            stacked = torch.cat([own.query.weight, own.key.weight, own.value.weight])
            return stacked.detach().abs().amax(dim=0).numpy()
    return module.weight.detach().abs().amax(dim=0).numpy()


def measure(model: BertForTokenClassification, examples: Sequence[Example], encoder: Encoder,
            tail: float = 1e-5) -> dict[str, Place]:  # fmt: skip
    """How to quantise each place: divisors, then the range without the outermost `tail` on either side."""
    model.eval()
    seen: dict[str, list[np.ndarray]] = {name: [] for name in places(model)}

    def keep(name: str):
        def hook(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            seen[name].append(inputs[0][mask].numpy())

        return hook

    hooks = [module.register_forward_pre_hook(keep(name)) for name, module in places(model).items()]
    for at in range(0, len(examples), 16):
        batch = collate(examples[at : at + 16], encoder, model.config.label2id)
        mask = batch.mask.bool()
        with torch.no_grad():
            model(input_ids=batch.ids, attention_mask=batch.mask)
    for hook in hooks:
        hook.remove()
    out = {}
    for name, module in places(model).items():
        rows = np.concatenate(seen.pop(name))
        divisor = divisors(np.abs(rows).max(axis=0), weights(module, model))
        values = rows / divisor
        out[name] = Place(divisor, float(np.quantile(values, tail)), float(np.quantile(values, 1 - tail)))
    return out
