"""Which packages and which models a recipe's engines stand on, by version: what a manifest says of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# Of an engine, the packages whose version may change what it says.
PACKAGES = {
    "onnx": ("onnxruntime", "tokenizers", "numpy"),
    "transformers": ("transformers", "tokenizers", "torch"),
    "stanza": ("stanza", "torch"),
    "spacy": ("spacy",),
}


def packages(engines: Iterable[str]) -> dict[str, str]:
    """The installed versions of the packages of some engines, and of what tables are written with.

    >>> sorted(packages(["rules"]))
    ['pyahocorasick', 'pyarrow']
    """
    names = {"pyahocorasick", "pyarrow"}
    for engine in engines:
        names.update(PACKAGES.get(engine.partition(":")[0], ()))
    found = {}
    for name in sorted(names):
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # part of another package here
            continue
    return found


def models(engines: Iterable[str]) -> dict[str, str]:
    """By engine the sha256 of its model, for those whose folder holds it; other models are named by the engine.

    >>> [len(digest) for digest in models(["onnx", "rules"]).values()]
    [64]
    """
    from ghatana.engines.onnx_tagger import model_folder

    found = {}
    for engine in sorted(set(engines)):
        kind, _, folder = engine.partition(":")
        if kind == "onnx":
            config = model_folder(Path(folder) if folder else None) / "config.json"
            found[engine] = str(json.loads(config.read_text(encoding="utf-8"))["sha256"])
    return found
