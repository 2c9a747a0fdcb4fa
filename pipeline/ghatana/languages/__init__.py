"""Language packs: everything the code knows of a language is data in a folder beside this file.

A pack is a folder of `.tsv` files (a header line, then one row a line; `#` starts a comment line, empty
cells are empty strings) and `.toml` files. Stages ask a `Language` for a file by its stem. What is about English
names alone, whatever language they were read in, is in `shared`: a pack has its own file of that name, or that one.
Packs that are not shipped lie in a folder of the user's, each in a folder named by its code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from ghatana.errors import LanguageDataError, UsageError

Row = Mapping[str, str]
SHARED = "shared"
HOW_TO = "docs/language.md says what a pack holds."
_CODE = re.compile(r"[a-z]{2,3}")
V = TypeVar("V")


class Record(dict[str, V]):
    """A row of a table or a part of the settings, which says what it lacks.

    Args:
        values: by column or key.
        where: what to call the file in an error.

    >>> Record({"form": "x"}, "months.tsv")["month"]
    Traceback (most recent call last):
    ...
    ghatana.errors.LanguageDataError: months.tsv lacks 'month'; it has form. docs/language.md says what a pack holds.

    """

    def __init__(self, values: Mapping[str, V], where: str) -> None:
        super().__init__(values)
        self.where = where

    def __missing__(self, name: str) -> V:
        raise LanguageDataError(
            f"{self.where} lacks {name!r}; it has {', '.join(self) or 'nothing'}. {HOW_TO}"
        )

    def number(self, name: str) -> float:
        """The cell of a column as a number.

        >>> Record({"form": "x", "value": "1.5"}, "numbers.tsv").number("value")
        1.5
        """
        cell = self[name]
        try:
            return float(str(cell))
        except ValueError:
            said = ", ".join(map(str, self.values()))
            raise LanguageDataError(
                f"{self.where}: found {cell!r} as {name} in the row {said}; expected a number."
            ) from None

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self), self.where)


def parse_tsv(text: str, where: str) -> tuple[Record[str], ...]:
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
    rows: list[Record[str]] = []
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
            rows.append(Record(dict(zip(header, cells, strict=True)), where))
    return tuple(rows)


def parse_toml(text: str, where: str) -> Record[Any]:
    r"""The settings in a TOML text.

    Args:
        text: the file's text.
        where: what to call the file in an error.

    Raises:
        LanguageDataError: if it is not TOML.

    >>> parse_toml("[tense]\nside = 'before'", "rules.toml")["tense"]["side"]
    'before'

    """
    try:
        return Record(_parts(tomllib.loads(text), where), where)
    except tomllib.TOMLDecodeError as error:
        raise LanguageDataError(f"{where} is not TOML: {error}.") from error


def _parts(settings: dict[str, Any], where: str) -> dict[str, Any]:
    """The settings with every table of theirs a record that says where it stands."""
    return {
        name: Record(_parts(part, f"[{name}] of {where}"), f"[{name}] of {where}")
        if isinstance(part, dict)
        else part
        for name, part in settings.items()
    }


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
        self._called = str(folder or f"languages/{code}")
        if not self._folder.is_dir():
            if folder is not None:
                raise UsageError(
                    f"There is no folder {folder} for the language pack {code!r}. Give the folder that holds its files."
                )
            raise UsageError(f"There is no language pack {code!r}. Packs shipped: {', '.join(available())}.")
        self._files: dict[str, Any] = {}

    def rows(self, stem: str, *, needed: bool = True) -> tuple[Record[str], ...]:
        """The rows of `<stem>.tsv` (a stem may hold a folder: `times/months`).

        Args:
            stem: the file's name without its ending.
            needed: False for what a pack may do without: no rows then, where it lacks the file.

        Raises:
            LanguageDataError: if the pack lacks a file that is needed, or a row is malformed.
        """
        name = f"{stem}.tsv"
        if name not in self._files:
            if not needed and not self.has(name):
                return ()
            self._files[name] = parse_tsv(self._read(name), self.where(name))
        rows: tuple[Record[str], ...] = self._files[name]
        return rows

    def settings(self, stem: str, *, needed: bool = True) -> Record[Any]:
        """The content of `<stem>.toml`; with `needed` False nothing, where the pack lacks the file."""
        name = f"{stem}.toml"
        if name not in self._files:
            if not needed and not self.has(name):
                return Record({}, self.where(name))
            self._files[name] = parse_toml(self._read(name), self.where(name))
        settings: Record[Any] = self._files[name]
        return settings

    @property
    def name(self) -> str:
        """The language's English name, from `pack.toml`; its code where the pack does not say."""
        return str(self.settings("pack", needed=False).get("name", self.code))

    def where(self, file: str) -> str:
        """What to call a file of the pack in an error."""
        return f"{self._called}/{file}"

    def has(self, file: str) -> bool:
        """Whether the pack, or what all packs share, has this file (`events/evidence_model.tsv`)."""
        return any(folder.joinpath(*file.split("/")).is_file() for folder in self._places())

    def _places(self) -> tuple[Traversable, Traversable]:
        return self._folder, files("ghatana.languages") / SHARED

    def _read(self, name: str) -> str:
        for folder in self._places():
            path = folder.joinpath(*name.split("/"))
            if path.is_file():
                try:
                    return path.read_text(encoding="utf-8")
                except UnicodeDecodeError as error:
                    raise LanguageDataError(f"{self.where(name)} is not UTF-8 text: {error}.") from error
        raise LanguageDataError(
            f"The language pack {self.code!r} lacks {name}: there is no {self.where(name)}. Write it, with that of "
            f"another pack as the model; {HOW_TO}"
        )


def available(packs: str | None = None) -> list[str]:
    """The codes of the packs that are shipped and of those in a folder of the user's, sorted.

    Args:
        packs: the folder, with a folder for each pack, named by its code.
    """
    places: list[Traversable] = [files("ghatana.languages")]
    if packs is not None and Path(packs).is_dir():
        places.append(Path(packs))
    return sorted(
        {f.name for place in places for f in place.iterdir() if f.is_dir() and _CODE.fullmatch(f.name)}
    )


def load(code: str, packs: str | None = None) -> Language:
    """The pack of a language: a shipped one is opened once a process, the user's own anew, for it may have changed.

    Args:
        code: ISO 639 code of the language.
        packs: a folder of the user's own packs; one there takes the place of the shipped one of that code.

    Raises:
        UsageError: if there is no such pack.
    """
    own = Path(packs, code) if packs is not None else None
    return Language(code, own) if own is not None and own.is_dir() else _shipped(code)


@cache
def _shipped(code: str) -> Language:
    return Language(code)


def known(code: str, packs: str | None = None) -> Language | None:
    """The pack of a language, None where there is none."""
    return load(code, packs) if code in available(packs) else None
