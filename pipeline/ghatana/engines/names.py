"""Name engines by the name that `--ner` takes."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ghatana.engines.prints import engine_print, folder_files
from ghatana.errors import EngineUnavailable, UsageError
from ghatana.languages import Language
from ghatana.stage import NerEngine
from ghatana.stages.events.model import EventModel

if TYPE_CHECKING:
    from ghatana.engines.onnx_tagger import OnnxTagger

KNOWN = "rules, onnx[:FOLDER], transformers:PATH_OR_HUB_NAME, stanza[:FOLDER], spacy:PIPELINE"


def ner(name: str, language: Language | str) -> NerEngine | None:
    """The engine, ready to run; None for `rules`, which need none beside the knowledge base.

    Args:
        name: the engine, and after a colon its model. The engine's library is imported only now, and nothing
            is fetched from a network.
        language: a language pack or its ISO 639-1 code; only stanza's models are looked up by it.

    Raises:
        UsageError: if there is no such engine, or it needs a model and none is named.
        EngineUnavailable: if its package or model is not installed; the message says what installs it.

    >>> ner("rules", "te") is None
    True

    """
    engine, colon, model = name.partition(":")
    if colon and not model:
        raise UsageError(f"The name engine {name!r} has a colon and no model after it; known: {KNOWN}.")
    if engine == "rules" and not model:
        return None
    if engine == "onnx":
        return shipped(model)
    if engine == "transformers":
        if not model:
            raise UsageError("The engine transformers needs a model: --ner transformers:PATH_OR_HUB_NAME.")
        from ghatana.engines.transformers_tagger import TransformersTagger

        return TransformersTagger(model)
    if engine == "stanza":
        from ghatana.engines.stanza_ner import StanzaNer

        return StanzaNer(_code(language), Path(model) if model else None)
    if engine == "spacy":
        return _spacy(model)
    raise UsageError(f"Unknown name engine {name!r}; known: {KNOWN}.")


@cache
def shipped(folder: str = "") -> OnnxTagger:
    """The model of a folder (of the package, where none is named), loaded once: names and events share its reading."""
    from ghatana.engines.onnx_tagger import OnnxTagger

    return OnnxTagger(Path(folder) if folder else None)


def event_model(name: str) -> EventModel | None:
    """What the event stage asks; None for `none`, which leaves the decisions to the rules.

    Args:
        name: `none`, `onnx` for the shipped model, `onnx:FOLDER` for one made by `models/tagger/make.py`.

    Raises:
        UsageError: if there is no such model.
        EngineUnavailable: if its files or packages are missing.

    >>> event_model("none") is None
    True
    """
    engine, colon, folder = name.partition(":")
    if name == "none":
        return None
    if engine != "onnx" or (colon and not folder):
        raise UsageError(f"Unknown event model {name!r}; known: none, onnx[:FOLDER].")
    return shipped(folder)


def ner_fingerprint(name: str, language: Language | str) -> str:
    """What identifies an engine and its model in a recipe's fingerprint.

    Args:
        name: as `ner` takes it.
        language: as `ner` takes it.

    Raises:
        EngineUnavailable: if the model of `onnx` or the package stanza is not installed.

    """
    engine, _, model = name.partition(":")
    if engine == "onnx":
        from ghatana.engines.onnx_tagger import model_folder

        folder = model_folder(Path(model) if model else None)
        files = sorted(p for p in folder.iterdir() if p.is_file())
        return engine + ":" + ",".join(hashlib.sha256(p.read_bytes()).hexdigest() for p in files)
    if engine == "stanza":
        from ghatana.engines.stanza_models import NAMES, model_files

        used = model_files(_code(language), NAMES, Path(model) if model else None)
        return engine_print(engine, ["stanza", "torch"], used)
    if engine == "spacy":
        installed = [] if Path(model).exists() else [model]
        return engine_print(engine, ["spacy", *installed], folder_files(Path(model)))
    if engine == "transformers":
        return engine_print(name, ["transformers", "torch"], folder_files(Path(model)))
    return name


def _spacy(model: str) -> NerEngine:
    if not model:
        raise UsageError(
            "The engine spacy needs a pipeline: --ner spacy:PIPELINE, an installed one or a folder."
        )
    try:
        from ghatana.engines.spacy_ner import SpacyNer
    except ImportError as error:
        raise EngineUnavailable(
            f"The name engine 'spacy' needs a package that is not installed here ({error}). Install it with\n"
            "    pip install spacy",
            engine="spacy",
        ) from error
    return SpacyNer(model)


def _code(language: Language | str) -> str:
    return language if isinstance(language, str) else language.code
