"""What `ghatana models` says: the models that are installed, and the libraries that engines need."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution, entry_points
from pathlib import Path
from typing import Any

from ghatana.engines.prints import sha256
from ghatana.errors import EngineUnavailable
from ghatana.languages import available

# Distribution → what it is for, and the command that installs it.
PACKAGES = {
    "onnxruntime": ("--ner onnx", "pip install onnxruntime"),
    "tokenizers": ("--ner onnx", "pip install tokenizers"),
    "spacy": ("--ner spacy:PIPELINE, --tokenizer spacy", "pip install spacy"),
    "indic-nlp-library": ("--tokenizer indicnlp", "pip install indic-nlp-library"),
    "stanza": ("--ner stanza, --tokenizer stanza", "pip install 'ghatana[stanza]'"),
    "transformers": ("--ner transformers:PATH_OR_HUB_NAME", "pip install 'ghatana[train]'"),
    "torch": ("stanza and transformers", "pip install 'ghatana[train]'"),
}
_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Model:
    """Something installed that an engine uses.

    `kind` is "name tagger", "spaCy pipeline", "stanza model" or "package"; `where` a path; `revision` what tells
    one state of it from another (a version, or the beginning of the model file's sha256); `scores` are F1, 0–1,
    by the corpus they were measured on; `files` maps a file's name to its sha256. What is not known is None or
    empty.
    """

    name: str
    kind: str
    where: str
    revision: str | None = None
    licence: str | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def installed() -> list[Model]:
    """Every model and package found, models first; nothing is downloaded."""
    models = [*_tagger(), *_spacy_pipelines(), *_stanza_models()]
    return models + [_package(d) for name in PACKAGES if (d := _distribution(name)) is not None]


def describe_models() -> str:
    """`installed()` for people, with the command that installs what is not there; ends with a line break."""
    found = installed()
    models = [_describe(m) for m in found if m.kind != "package"]
    lines = ["Models", "", *(models or ["none; the shipped tagger comes with `pip install ghatana`", ""])]
    lines.append("Packages")
    versions = {m.name: m for m in found if m.kind == "package"}
    for name, (use, command) in PACKAGES.items():
        package = versions.get(name)
        if package is None:
            lines.append(f"  {name:18} not installed: {command}  ({use})")
        else:
            lines.append(
                f"  {name:18} {package.revision:12} {package.licence or 'licence not stated'}  ({use})"
            )
    return "\n".join(lines) + "\n"


def _describe(model: Model) -> str:
    rows = [("revision", model.revision), ("licence", model.licence or "not stated"), ("where", model.where)]
    rows += [("F1", f"{score:.4f} on {corpus}") for corpus, score in model.scores.items()]
    rows += [("sha256", f"{digest}  {name}") for name, digest in model.files.items()]
    body = [f"  {label:{_WIDTH}}{value}" for label, value in rows if value]
    return "\n".join([f"{model.name} ({model.kind})", *body, ""])


def _tagger() -> Iterator[Model]:
    """The tagger that ships with the package."""
    from ghatana.engines.onnx_tagger import FILES, LAST_FILES, model_folder

    try:
        folder = model_folder()
    except EngineUnavailable:
        return
    yield tagger_model(folder, (*FILES, *(name for name in LAST_FILES if (folder / name).is_file())))


def tagger_model(folder: Path, names: tuple[str, ...]) -> Model:
    """A tagger's folder as a `Model`: what its `config.json` says of it, and the figures in its `scores.json`.

    Args:
        folder: holds the files `names`, `config.json` among them, and perhaps `scores.json`.
        names: the files to give the sha256 of; the first is the model itself.

    """
    config = json.loads((folder / "config.json").read_text("utf-8"))
    files = {name: sha256(folder / name) for name in names}
    scores = folder / "scores.json"
    return Model(
        name=str(config.get("name", folder.name)),
        kind="name tagger",
        where=str(folder),
        revision=str(config.get("revision", files[names[0]][:12])),
        licence=config.get("licence"),
        scores=_overall(json.loads(scores.read_text("utf-8"))) if scores.is_file() else {},
        files=files,
    )


def _overall(figures: Mapping[str, Any]) -> dict[str, float]:
    """F1 over all labels by corpus, of the shipped int8 model; the file holds the fp32 one's beside them."""
    return {corpus: by_label["ALL"] for corpus, by_label in sorted(figures.get("int8", {}).items())}


def _spacy_pipelines() -> Iterator[Model]:
    """Pipelines that were installed as packages: they say so by an entry point."""
    for entry in sorted(entry_points(group="spacy_models"), key=lambda e: e.name):
        if entry.dist is not None:
            made = _package(entry.dist)
            yield Model(entry.name, "spaCy pipeline", made.where, made.revision, made.licence)


def _stanza_models() -> Iterator[Model]:
    """What `stanza.download` put in stanza's own folder, for the languages that have a pack."""
    if _distribution("stanza") is None:
        return
    from ghatana.engines.stanza_models import NAMES, TOKENS, model_files, resources_folder

    place = resources_folder()
    for language in available():
        for file in sorted({*model_files(language, TOKENS), *model_files(language, NAMES)}):
            digest = sha256(file)
            name = file.relative_to(place).with_suffix("").as_posix()
            yield Model(name, "stanza model", str(file), digest[:12], files={file.name: digest})


def _distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _package(found: Distribution) -> Model:
    return Model(found.name, "package", str(found.locate_file("")), found.version, _licence(found))


def _licence(found: Distribution) -> str | None:
    """As the package's metadata states it: an SPDX expression, a short text, or a classifier."""
    said = found.metadata.get_all
    for text in [*(said("License-Expression") or ()), *(said("License") or ())]:
        if text.strip() and "\n" not in text.strip():
            return str(text).strip()
    classified = [c for c in said("Classifier") or () if c.startswith("License ::")]
    return classified[0].rpartition(" :: ")[2] if classified else None
