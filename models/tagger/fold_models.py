"""Models that were each trained without one fold of the documents: `make.py --folds` makes them, `fit.py` reads them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent)]

import torch  # noqa: E402
from joint import Joint  # noqa: E402
from torch_tagger import TorchTagger  # noqa: E402
from train import Encoder, untrained  # noqa: E402

from ghatana.engines.event_head import Index  # noqa: E402


def save(joint: Joint, path: Path) -> None:
    """Keep a model with what its head's numbers mean."""
    torch.save({"state": joint.state_dict(), "index": joint.index.known}, path)


def restore(path: Path) -> Joint:
    """A model that `save` kept."""
    kept: dict[str, Any] = torch.load(path)
    table = kept["state"]["tagger.bert.embeddings.word_embeddings.weight"]
    joint = Joint(untrained(len(table)), Index(kept["index"]))
    joint.load_state_dict(kept["state"])
    return joint


def load_folds(folder: Path) -> list[TorchTagger]:
    """The models of a folder in the order of their folds."""
    torch.set_num_threads(1)
    encoder = Encoder(folder / "tokenizer.json")
    return [TorchTagger(restore(path), encoder) for path in sorted(folder.glob("fold*.pt"))]
