"""Language packs: everything the code knows of a language is data in a folder beside this file.

A pack is a folder of `.tsv` files (a header line, then one row a line; `#` starts a comment line, empty
cells are empty strings) and `.toml` files. Stages ask a `Language` for a file by its stem. What is about English
names alone, whatever language they were read in, is in `shared`: a pack has its own file of that name, or that one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ghatana.errors import LanguageDataError, UsageError

Row = Mapping[str, str]
SHARED = "shared"


def parse_tsv(text: str, where: str) -> tuple[dict[str, str], ...]:
    r"""Rows of a tab-separated table, by column name.

    Args:
        text: the file's text; the first line that is not a comment is the header.
        where: what to call the file in an error.

    Raises:
        LanguageDataError: if a row has another number of cells than the header.

    >>> parse_tsv("# months\nform\tmonth\nమే\t5\n", "months.tsv")
    ({'form': 'మే', 'month': '5'},)

    """
    header: list[str] | None = None
    rows: list[dict[str, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        elif len(cells) > len(header):
            raise LanguageDataError(
                f"{where}, line {number}: {len(cells)} cells, but the header has {len(header)} ({', '.join(header)}). "
                "Separate cells with one tab."
            )
        else:
            cells += [""] * (len(header) - len(cells))
            rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


class Language:
    """One language pack. Files are read once, when first asked for.

    Args:
        code: ISO 639-1 code of the language.
        folder: where its files are; None is the shipped pack's place. A pack that is being written can be tried
            stage by stage so, as far as its files go.

    Raises:
        UsageError: if there is no such pack or folder.

    """

    def __init__(self, code: str, folder: Path | None = None) -> None:
        self.code = code
        self._folder: Traversable = folder or files("ghatana.languages") / code
        if not self._folder.is_dir():
            if folder is not None:
                raise UsageError(
                    f"There is no folder {folder} for the language pack {code!r}. Give the folder that holds its files."
                )
            raise UsageError(f"There is no language pack {code!r}. Packs shipped: {', '.join(available())}.")
        self._files: dict[str, Any] = {}

    def rows(self, stem: str, *, needed: bool = True) -> tuple[dict[str, str], ...]:
        """The rows of `<stem>.tsv` (a stem may hold a folder: `times/months`).

        Args:
            stem: the file's name without its ending.
            needed: False for what not every language has: no rows then, where the pack lacks the file.

        Raises:
            LanguageDataError: if the pack lacks a file that is needed, or a row is malformed.
        """
        name = f"{stem}.tsv"
        if not needed and not self.has(name):
            return ()
        if name not in self._files:
            self._files[name] = parse_tsv(self._read(name), f"languages/{self.code}/{name}")
        rows: tuple[dict[str, str], ...] = self._files[name]
        return rows

    def settings(self, stem: str, *, needed: bool = True) -> dict[str, Any]:
        """The content of `<stem>.toml`; with `needed` False nothing, where the pack lacks the file."""
        name = f"{stem}.toml"
        if not needed and not self.has(name):
            return {}
        if name not in self._files:
            self._files[name] = tomllib.loads(self._read(name))
        settings: dict[str, Any] = self._files[name]
        return settings

    @property
    def name(self) -> str:
        """The language's English name, from `pack.toml`."""
        return str(self.settings("pack")["name"])

    def has(self, file: str) -> bool:
        """Whether the pack, or what all packs share, has this file (`events/evidence_model.tsv`)."""
        return any(folder.joinpath(*file.split("/")).is_file() for folder in self._places())

    def _places(self) -> tuple[Traversable, Traversable]:
        return self._folder, files("ghatana.languages") / SHARED

    def _read(self, name: str) -> str:
        for folder in self._places():
            path = folder.joinpath(*name.split("/"))
            if path.is_file():
                return path.read_text(encoding="utf-8")
        raise LanguageDataError(f"The language pack {self.code!r} lacks {name}.")


def available() -> list[str]:
    """The codes of the packs that are shipped, sorted."""
    return sorted(f.name for f in files("ghatana.languages").iterdir() if f.is_dir() and len(f.name) == 2)


@cache
def load(code: str) -> Language:
    """The pack of a language, opened once a process."""
    return Language(code)
