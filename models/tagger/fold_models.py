"""Models that were trained without one fold of the documents: `make.py --folds` makes them, `fit.py` reads them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent)]

import torch  # noqa: E402
from encoder import Encoder, untrained  # noqa: E402
from joint import Joint  # noqa: E402
from torch_tagger import TorchTagger  # noqa: E402

from ghatana.engines.fact_index import Index  # noqa: E402


def save(joint: Joint, path: Path, seen: Sequence[str] = ()) -> None:
    """Keep a model with what its head's numbers mean, and the ids of the documents that it was trained on."""
    torch.save(kept(joint, seen), path)


def kept(joint: Joint, seen: Sequence[str] = ()) -> dict[str, Any]:
    """What `save` keeps of a model."""
    return {"state": joint.state_dict(), "index": joint.index.known, "seen": list(seen)}


def restore(path: Path) -> Joint:
    """A model that `save` kept."""
    return rebuilt(torch.load(path))


def rebuilt(saved: dict[str, Any]) -> Joint:
    """The model of what `save` kept, once it is read."""
    state = saved["state"]
    table = state["tagger.bert.embeddings.word_embeddings.weight"]
    layers = sum(name.endswith("attention.self.query.weight") for name in state)
    width = len(state["tagger.bert.encoder.layer.0.intermediate.dense.weight"])
    joint = Joint(untrained(len(table), layers, width=width), Index(saved["index"]))
    joint.load_state_dict(state)
    return joint


class Readers:
    """The models of a folder, and which of them have not seen a document."""

    def __init__(self, folder: Path) -> None:
        torch.set_num_threads(1)
        encoder = Encoder(folder / "tokenizer.json")
        paths = sorted(folder.glob("fold*.pt"))
        self.seen = [frozenset(torch.load(path)["seen"]) for path in paths]
        self.models = [TorchTagger(restore(path), encoder) for path in paths]

    def unseen(self, number: int, document: dict[str, Any]) -> int | None:
        """A model that was trained without a document; by turns where several were, None where none was."""
        able = [n for n, seen in enumerate(self.seen) if document["doc_id"] not in seen]
        return able[number % len(able)] if able else None
