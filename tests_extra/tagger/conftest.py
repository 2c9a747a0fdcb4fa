"""A tiny model of the tagger's shape with random weights, and stories to train it on.

Nothing is skipped where torch is not installed: these tests fail then. They are run by themselves, after
`pip install -e '.[test,train]'`.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module as recipe
from pathlib import Path
from typing import Any

import pytest
import torch

ROOT = Path(__file__).parents[2]
LAYERS = 2
# The recipe's files import each other by their bare names; so do these tests.
sys.path += [str(ROOT / "models" / "tagger"), str(ROOT / "models" / "events")]
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]


def gold_lines() -> list[dict[str, Any]]:
    """A few documents of the training corpus, the shortest of their files."""
    out = []
    for name in ("launches", "stations", "agreements", "plain_world"):
        lines = (ROOT / "corpus" / "train" / f"{name}.jsonl").read_text("utf-8").splitlines()
        out.append(min((json.loads(line) for line in lines), key=lambda d: len(d["text"])))
    return out


@pytest.fixture(scope="session")
def gold() -> list[dict[str, Any]]:
    return gold_lines()


@pytest.fixture(scope="session")
def tokenizer_file(gold: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A piece a letter."""
    letters = sorted({c for d in gold for c in d["text"] if not c.isspace()} | {"\u2581"})
    pieces = [*SPECIAL, *letters]
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    recipe("tokenizer").write(path, pieces, [0.0] * 4 + [-5.0] * len(letters))
    return path


@pytest.fixture(scope="session")
def encoder(tokenizer_file: Path) -> Any:
    return recipe("encoder").Encoder(tokenizer_file)


@pytest.fixture(scope="session")
def told(gold: list[dict[str, Any]]) -> tuple[list[Any], Any]:
    """The stories of the gold documents and their index."""
    module = recipe("stories")
    index = module.index_of(gold)
    return module.stories(gold, index), index


@pytest.fixture
def joint(encoder: Any, told: tuple[list[Any], Any]) -> Any:
    """Random weights, the same for every test."""
    torch.manual_seed(5)
    torch.set_num_threads(1)
    tagger = recipe("encoder").untrained(encoder.tokenizer.get_vocab_size(), LAYERS)
    return recipe("joint").Joint(tagger, told[1]).eval()


@pytest.fixture
def folder(
    joint: Any, gold: list[dict[str, Any]], encoder: Any, tokenizer_file: Path, tmp_path: Path
) -> Path:
    """A model's folder, written as `make.py` writes it."""
    (tmp_path / "tokenizer.json").write_bytes(tokenizer_file.read_bytes())
    recipe("make").write_folder(tmp_path, joint, recipe("calibrate").measure(joint, gold, encoder))
    return tmp_path
