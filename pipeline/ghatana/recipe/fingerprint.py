"""The fingerprint of a recipe: all that decides what the tables say, in one number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ghatana import engines
from ghatana.engines.names import ner_fingerprint
from ghatana.errors import UsageError
from ghatana.languages.detect import FILE as WORDS

DATA = (".tsv", ".toml")

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
    del said["packs"]  # where they lie decides nothing, what they hold does
    digest.update(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode())
    for folder in ("languages", "knowledge"):
        _digest_data(files("ghatana").joinpath(folder), folder, digest)
    for path in own_packs(recipe.packs, recipe.langs):
        name = Path(path).relative_to(str(recipe.packs)).as_posix()
        digest.update(f"packs/{name}\0{content_of(path)}".encode())
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


def own_packs(packs: str | None, languages: Iterable[str]) -> list[str]:
    """The files of the user's own packs that a recipe of these languages reads, sorted."""
    if packs is None:
        return []
    held = [path for lang in languages for path in Path(packs, lang).rglob("*") if path.suffix in DATA]
    return sorted(str(path) for path in (*held, Path(packs, WORDS)) if path.is_file())


def _digest_data(folder: Any, path: str, digest: Any) -> None:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            _digest_data(entry, name, digest)
        elif name.endswith(DATA):
            digest.update(name.encode() + b"\0" + hashlib.sha256(entry.read_bytes()).digest())
