"""Small Telugu models, trained once a session by the recipe of `models/stanza` on its own treebank.

Nothing is skipped where stanza is not installed: these tests fail then. They are run by themselves, after
`pip install -e '.[test,stanza]'`.
"""

from __future__ import annotations

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

MODELS = Path(__file__).parents[2] / "models" / "stanza"
TREEBANK = MODELS / "tiny.te.conllu"
# Forms of the treebank that name somebody or something, for the name tagger.
NAMES = {
    "చైనా": "LOC", "రష్యా": "LOC", "చైనాలు": "LOC", "శ్రీహరికోట": "LOC", "అమరావతి": "LOC", "ఢిల్లీ": "LOC",
    "విశాఖపట్నం": "LOC", "తిరుపతి": "LOC", "విజయవాడ": "LOC", "ఇస్రో": "ORG", "నాసా": "ORG", "NASA": "ORG",
    "సోమవారం": "TIME",
}  # fmt: skip


def recipe() -> ModuleType:
    """`models/stanza/train.py` as a module."""
    name = "stanza_recipe"
    if name not in sys.modules:
        spec = spec_from_file_location(name, MODELS / "train.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(name="recipe", scope="session")
def recipe_fixture() -> ModuleType:
    """The recipe's module."""
    return recipe()


def rows() -> list[list[list[str]]]:
    """The treebank's sentences, each a list of rows of ten cells."""
    blocks = TREEBANK.read_text("utf-8").rstrip("\n").split("\n\n")
    return [[x.split("\t") for x in b.split("\n") if not x.startswith("#")] for b in blocks]


def pytest_configure(config: pytest.Config) -> None:
    """stanza's own training leaves files for the garbage collector to close."""
    config.addinivalue_line("filterwarnings", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="session")
def card(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the recipe says of the models; `card["folder"]` is where they are."""
    folder = tmp_path_factory.mktemp("models")
    made = recipe()
    steps = {"tokenizer": 250, "tagger": 100, "parser": 40}
    plan = made.Plan(lang="te", name="tiny", out=folder, seed=7, steps=steps, tiny=True)
    card: dict[str, Any] = made.train(plan, {split: [TREEBANK] for split in made.SPLITS})
    return {**card, "folder": folder}


@pytest.fixture(scope="session")
def folder(card: dict[str, Any]) -> Path:
    """A tokenizer, a tagger and a parser."""
    folder: Path = card["folder"]
    return folder


@pytest.fixture(scope="session")
def with_names(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tokenizer and a name tagger, trained by stanza's own entry point."""
    from stanza.models import ner_tagger

    out = tmp_path_factory.mktemp("names")
    (out / "te_tiny_tokenizer.pt").write_bytes((folder / "te_tiny_tokenizer.pt").read_bytes())
    data = [
        [{"text": row[1], "ner": f"S-{NAMES[row[1]]}" if row[1] in NAMES else "O"} for row in sentence]
        for sentence in rows()
    ]
    (out / "data.json").write_text(json.dumps(data), "utf-8")
    sizes = {"hidden_dim": 48, "char_hidden_dim": 32, "char_emb_dim": 24, "word_emb_dim": 24, "lr": 1.0}
    options = {"train_file": out / "data.json", "eval_file": out / "data.json", "shorthand": "te_tiny"}
    options |= {"save_dir": out, "save_name": "te_tiny_nertagger.pt", "max_steps": 150, "eval_interval": 50}
    flags = [word for k, v in {**options, **sizes, "seed": 7}.items() for word in (f"--{k}", str(v))]
    ner_tagger.main(["--mode", "train", "--no_pretrain", "--cpu", *flags])
    return out
