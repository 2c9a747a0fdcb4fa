"""Name engines by the name that `--ner` takes: `rules`, `onnx[:FOLDER]`, `transformers:PATH_OR_HUB_NAME`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ghatana.errors import UsageError
from ghatana.stage import NerEngine

KNOWN = "rules, onnx, onnx:FOLDER, transformers:PATH_OR_HUB_NAME"


def ner(name: str) -> NerEngine | None:
    """The engine, ready to run; None for `rules`, which need none beside the knowledge base.

    Args:
        name: the engine, and after a colon its model.

    Raises:
        UsageError: if there is no such engine.
        EngineUnavailable: if its package or model is not installed.

    >>> ner("rules") is None
    True
    """
    engine, _, model = name.partition(":")
    if engine == "rules":
        return None
    if engine == "onnx":
        from ghatana.engines.onnx_tagger import OnnxTagger

        return OnnxTagger(Path(model) if model else None)
    if engine == "transformers":
        if not model:
            raise UsageError("The engine transformers needs a model: --ner transformers:PATH_OR_HUB_NAME.")
        from ghatana.engines.transformers_tagger import TransformersTagger

        return TransformersTagger(model)
    raise UsageError(f"Unknown name engine {name!r}; known: {KNOWN}.")


def ner_fingerprint(name: str) -> str:
    """What identifies an engine and its model in a recipe's fingerprint."""
    engine, _, model = name.partition(":")
    if engine != "onnx":
        return name
    from ghatana.engines.onnx_tagger import model_folder

    folder = model_folder(Path(model) if model else None)
    files = sorted(p for p in folder.iterdir() if p.is_file())
    return engine + ":" + ",".join(hashlib.sha256(p.read_bytes()).hexdigest() for p in files)
