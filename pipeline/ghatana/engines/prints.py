"""What identifies an engine in a recipe's fingerprint: its name, its packages' versions, its model's files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def sha256(path: Path) -> str:
    """The sha256 of a file's bytes, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def installed_version(distribution: str) -> str | None:
    """The version of an installed distribution, None where it is not installed; nothing is imported.

    >>> installed_version("no-such-package") is None
    True
    """
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def folder_files(folder: Path) -> list[Path]:
    """Every file below a folder, sorted; none if there is no such folder."""
    return sorted(p for p in folder.rglob("*") if p.is_file())


def engine_print(engine: str, distributions: Sequence[str], files: Iterable[Path] = ()) -> str:
    """One line that changes when a version or a byte of a model does, and not with the model's place.

    >>> engine_print("spacy", ["no-such-package"])
    'spacy no-such-package=none'
    """
    parts = [engine, *(f"{name}={installed_version(name) or 'none'}" for name in distributions)]
    parts += [f"{file.name}={sha256(file)}" for file in files]
    return " ".join(parts)
