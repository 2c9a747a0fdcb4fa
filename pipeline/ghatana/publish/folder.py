"""The folder of a dataset: what may be replaced in it, and how a new publication takes the place of the last.

Everything is written aside and checksums last, so that `sha256sum -c` on a folder tells whether it is whole.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ghatana.errors import OutputExists, UsageError
from ghatana.tables.files import PUBLICATION
from ghatana.tables.write import file_sha256

ASIDE, CHECKSUMS = ".part", "checksums.sha256"
# What a clone of a repository holds before anything is published in it.
OF_GIT = {".git", ".gitattributes", ".gitignore"}
SHOWN = 3


def previous(folder: Path, name: str, *, force: bool) -> dict[str, Any] | None:
    """What was published in the folder before, None if it is free for a first publication.

    Raises:
        OutputExists: if something else is in it, or files of the publication were changed since (but with `force`).

    """
    if folder.exists() and not folder.is_dir():
        raise OutputExists(f"The output {folder} is a file; name a folder that is empty or does not exist.")
    if not (folder / PUBLICATION).exists():
        others = sorted(p.name for p in folder.iterdir()) if folder.exists() else []
        if others := [name for name in others if name not in {*OF_GIT, ASIDE}]:
            raise OutputExists(
                f"The folder {folder} is not empty ({', '.join(others[:SHOWN])}…) and holds no publication. Name an "
                "empty or new one."
            )
        return None
    before = _read(folder / PUBLICATION)
    if before.get("name") != name:
        raise OutputExists(
            f"The folder {folder} holds the dataset {before.get('name')!r}, not {name!r}. Name another folder, or the "
            "dataset with --name."
        )
    if not force and (changed := _changed(folder)):
        raise OutputExists(
            f"{len(changed)} files in {folder} are not as they were published ({', '.join(changed[:SHOWN])}…), and "
            "would be replaced. Keep a copy of what you need, then publish with --force."
        )
    return before


@contextlib.contextmanager
def aside(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Two empty folders within `folder`, for a publication and for scratch; gone afterwards, whatever happens."""
    made = not folder.exists()
    held = folder / ASIDE
    shutil.rmtree(held, ignore_errors=True)
    places = (held / "dataset", held / "scratch")
    try:
        for place in places:
            place.mkdir(parents=True)
        yield places
    finally:
        shutil.rmtree(held, ignore_errors=True)
        if made and not any(folder.iterdir()):
            folder.rmdir()


def finish(folder: Path, aside: Path) -> list[str]:
    """Put what was written aside in the place of the last publication; returns its files, sorted."""
    new = sorted(p.relative_to(aside).as_posix() for p in aside.rglob("*") if p.is_file())
    sums = "".join(f"{file_sha256(aside / name)}  {name}\n" for name in new)
    old = [*checksums(folder), CHECKSUMS]
    for name in old:
        (folder / name).unlink(missing_ok=True)
    for name in new:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (aside / name).replace(folder / name)
    for place in {(folder / name).parent for name in old} - {folder}:
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()
    (folder / CHECKSUMS).write_text(sums, "utf-8")
    return sorted([*new, CHECKSUMS])


def checksums(folder: Path) -> dict[str, str]:
    """The sha256 of each published file, as `checksums.sha256` has it; nothing where there is no such file."""
    try:
        lines = (folder / CHECKSUMS).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pairs = (line.split("  ", 1) for line in lines)
    return {name: digest for digest, name in pairs if not _outside(name)}


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file for people and programs."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def cannot_write(folder: Path, error: OSError) -> str:
    """What to say when the folder cannot be written."""
    why = error.strerror or str(error)
    return f"Publication stopped: {folder} cannot be written ({why}). Mend that, then publish again."


def _changed(folder: Path) -> list[str]:
    return [
        name
        for name, digest in checksums(folder).items()
        if (folder / name).exists() and file_sha256(folder / name) != digest
    ]


def _outside(name: str) -> bool:
    """True for a path that leads out of the folder: a list of checksums is no leave to delete elsewhere."""
    return name.startswith("/") or ".." in Path(name).parts


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise UsageError(
            f"{path} is damaged ({error}). Publish to another folder, or remove this one."
        ) from error
    return content
