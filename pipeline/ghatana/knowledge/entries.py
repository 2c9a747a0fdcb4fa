"""The entries of the knowledge base and how they are read.

An entry is one referent: a stable id, its type, its usual English name, the other English names and the
Telugu spellings that newspapers use. Entries live in `knowledge/data/*.tsv`; a user's own file
(`--knowledge FILE.tsv`) has the same columns and its entries come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from ghatana.document import LABELS
from ghatana.errors import LanguageDataError, UsageError
from ghatana.languages import parse_tsv

COLUMNS = ("id", "type", "name", "names", "aliases", "country", "notes")
REQUIRED = ("id", "type", "name")
CAPITAL = "capital"  # the note of an entry that is the seat of the government of its country
_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One referent.

    Attributes:
        id: stable slug, `china-national-space-administration`.
        type: one of `ghatana.document.LABELS`.
        name: the usual English name, the `canonical` of its mentions.
        names: other English names and acronyms.
        aliases: spellings in other scripts.
        country: ISO 3166-1 alpha-2 code, or empty.
        notes: for the reader of the file; `capital` marks the seat of the government of `country`, `usual` which of
            several bodies of one name a text means that does not say of which country, `everywhere` a body by whose
            word a text that speaks of other countries alone means theirs.
    """

    id: str
    type: str
    name: str
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    country: str = ""
    notes: str = ""

    def __hash__(self) -> int:
        """The hash of the id, which is unique; that of all spellings would be worked out again at each look-up."""
        return hash(self.id)


@cache
def shipped() -> tuple[Entry, ...]:
    """The entries that come with the package, file by file in the order of their names."""
    paths = sorted((files("ghatana.knowledge") / "data").iterdir(), key=lambda p: p.name)
    return tuple(
        e for p in paths if p.name.endswith(".tsv") and p.name != "series.tsv" for e in _table(p.name)
    )


def _table(name: str) -> Iterator[Entry]:
    path = files("ghatana.knowledge") / "data" / name
    return read(path.read_text(encoding="utf-8"), f"knowledge/data/{name}")


@cache
def countries() -> Mapping[str, Entry]:
    """The countries by their ISO 3166-1 alpha-2 codes.

    >>> countries()["JP"].name
    'Japan'
    """
    return {entry.country: entry for entry in _table("countries.tsv")}


@cache
def seats() -> Mapping[str, Entry]:
    """By the id of a capital, the country whose government it stands for ("Moscow and Beijing signed").

    >>> seats()["moscow"].name
    'Russia'
    """
    known = countries()
    return {e.id: known[e.country] for e in shipped() if e.notes == CAPITAL and e.country in known}


@cache
def homes() -> Mapping[str, str]:
    """By the id of an entry its country, as an ISO 3166-1 alpha-2 code, where it has one.

    >>> homes()["isro"], homes()["india"]
    ('IN', 'IN')
    """
    return {entry.id: entry.country for entry in shipped() if entry.country}


@cache
def codes() -> Mapping[str, str]:
    """By the name of a country its ISO 3166-1 alpha-2 code.

    >>> codes()["Japan"]
    'JP'
    """
    return {entry.name: entry.country for entry in _table("countries.tsv") if entry.country}


@cache
def ids() -> Mapping[str, str]:
    """By the usual English name of an entry its id; the first of those that share one.

    >>> ids()["Tianhe"]
    'tianhe'
    """
    return {entry.name: entry.id for entry in reversed(shipped())}


def from_file(path: Path) -> list[Entry]:
    """The entries of a user's own file.

    Raises:
        UsageError: if the file cannot be read as UTF-8 text or is malformed; the message has the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"The knowledge file {path} does not exist.") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"The knowledge file {path} cannot be read as UTF-8 text: {problem}.") from problem
    try:
        return list(read(text, str(path)))
    except LanguageDataError as problem:
        raise UsageError(problem.message) from problem


def read(text: str, where: str) -> Iterator[Entry]:
    r"""Entries of a tab-separated table with a header line.

    Raises:
        LanguageDataError: for a missing column or cell, an unknown type, or an id that is no slug or comes twice.

    >>> list(read("id\ttype\tname\naries\tORG\tARIES\n", "mine.tsv"))
    [Entry(id='aries', type='ORG', name='ARIES', names=(), aliases=(), country='', notes='')]
    """
    rows = parse_tsv(text, where)
    numbers = [n for n, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")]
    if rows:
        unknown = sorted(set(rows[0]) - set(COLUMNS))
        missing = sorted(set(REQUIRED) - set(rows[0]))
        if unknown or missing:
            raise LanguageDataError(
                f"{where}, line {numbers[0]}: the columns must be among {', '.join(COLUMNS)}, and "
                f"{', '.join(REQUIRED)} must be there. Unknown: {', '.join(unknown) or 'none'}; "
                f"missing: {', '.join(missing) or 'none'}."
            )
    lines: dict[str, int] = {}
    for number, row in zip(numbers[1:], rows, strict=True):
        cells = {k: v.strip() for k, v in row.items()}
        for problem in _problems(cells):
            raise LanguageDataError(f"{where}, line {number}: {problem}")
        if (before := lines.setdefault(cells["id"], number)) != number:
            raise LanguageDataError(
                f"{where}, line {number}: the id {cells['id']!r} stands in line {before} already. Give one of them "
                "another id, or put all spellings into one line."
            )
        yield Entry(
            cells["id"],
            cells["type"],
            cells["name"],
            _parts(cells.get("names", "")),
            _parts(cells.get("aliases", "")),
            cells.get("country", ""),
            cells.get("notes", ""),
        )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _problems(row: dict[str, str]) -> Iterator[str]:
    for column in REQUIRED:
        if not row[column]:
            yield f"the cell {column!r} is empty. Fill it in."
    if row["type"] and row["type"] not in LABELS:
        yield f"unknown type {row['type']!r}; expected one of {', '.join(LABELS)}."
    if row["id"] and not _ID.fullmatch(row["id"]):
        yield f"the id {row['id']!r} is no slug; use lower-case letters, digits and single hyphens."
