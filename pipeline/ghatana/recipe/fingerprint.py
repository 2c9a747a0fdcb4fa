"""The fingerprint of a recipe: all that decides what the tables say, in one number."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ghatana import engines
from ghatana.engines.names import ner_fingerprint
from ghatana.errors import UsageError

if TYPE_CHECKING:
    from ghatana.recipe import Recipe


def fingerprint_of(recipe: Recipe) -> str:
    """sha256 over the recipe, the package's version, language data, knowledge and models; a file by its content.

    Raises:
        UsageError: if a file that the recipe names cannot be read.
    """
    digest = hashlib.sha256()
    stages = tuple(spec.mapped(content_of) for spec in recipe.stages)
    said = {**asdict(replace(recipe, stages=stages)), "version": version("ghatana")}
    del said["max_seconds"]  # how long a document may take decides whether it gets rows, not what they say
    if recipe.knowledge:
        said["knowledge"] = content_of(recipe.knowledge)
    digest.update(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode())
    for folder in ("languages", "knowledge"):
        _digest_data(files("ghatana").joinpath(folder), folder, digest)
    prints = {"names": ner_fingerprint, "tokens": engines.tokenizer_fingerprint}
    first = recipe.langs[0]
    for spec in recipe.stages:
        if spec.use in prints:
            engine = str(dict(spec.settings).get("engine", "rules"))
            digest.update(prints[spec.use](engine, first).encode())
        model = str(dict(spec.settings).get("model", "none"))
        if model != "none":
            digest.update(ner_fingerprint(model, first).encode())
    return digest.hexdigest()


def content_of(path: str) -> str:
    """sha256 of a user's file; UsageError if it cannot be read."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError as error:
        raise UsageError(
            f"The file {path}, which the recipe names, cannot be read: {error.strerror}."
        ) from error


def _digest_data(folder: Any, path: str, digest: Any) -> None:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            _digest_data(entry, name, digest)
        elif name.endswith((".tsv", ".toml")):
            digest.update(name.encode() + b"\0" + hashlib.sha256(entry.read_bytes()).digest())
