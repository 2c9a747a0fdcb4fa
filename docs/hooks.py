"""Parts of pages that are made from the package: `<!-- made: NAME -->` in a page stands for one of `PARTS`.

MkDocs runs this module (`hooks` in mkdocs.yml). So what a page says of a table, an option or a value cannot fall
behind the code.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from ghatana.annotations import (
    CASES,
    CORE_ROLES,
    DATE_BASES,
    EVENT_TYPES,
    LABELS,
    MODS,
    ROLES,
    STATUSES,
    TIMEX_TYPES,
)
from ghatana.cli import main
from ghatana.languages import SHARED, Language, Record, available, load
from ghatana.recipe.build import BUILDERS
from ghatana.tables.schema import ACROSS, SCHEMA_VERSION, TABLES, Table

_MARK = re.compile(r"<!-- made: ([a-z]+) -->")
_CODE = re.compile(r"(`[^`]*`)")
# What Markdown would read as its own, outside code.
_SIGNS = re.compile(r"([\\*_\[\]<>|])")
HELP_WIDTH = 100
# Whose file is described where several packs have it, first of all.
MODELS = ("te", SHARED)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """MkDocs's event: a page's Markdown with the made parts in their places.

    Raises:
        KeyError: if a page asks for a part that is not in `PARTS`.
    """
    return _MARK.sub(lambda mark: PARTS[mark[1]](), markdown)


def cell(text: str) -> str:
    r"""A text as the content of a table's cell: no sign in it is Markdown's, except code in backticks.

    >>> cell("joined by ' | ', as in `a_b`")
    "joined by ' \\| ', as in `a_b`"
    """
    parts = _CODE.split(text)
    return "".join(
        part.replace("|", "\\|") if part.startswith("`") and len(part) > 1 else _SIGNS.sub(r"\\\1", part)
        for part in parts
    )


def rows(header: str, lines: list[tuple[str, ...]]) -> str:
    """A Markdown table; `header` holds the column names apart by bars, cells are Markdown already."""
    names = header.split("|")
    table = [names, ["---"] * len(names), *lines]
    return "\n".join("| " + " | ".join(line) + " |" for line in table)


def tables() -> str:
    """Every table of the schema, column by column."""
    return f"Schema version {SCHEMA_VERSION}.\n\n" + "\n\n".join(
        _table(table) for table in (*TABLES, *ACROSS)
    )


def _table(table: Table) -> str:
    columns = [
        (f"`{c.name}`", f"`{c.kind}`", "yes" if c.nullable else "", cell(c.meaning)) for c in table.columns
    ]
    return f"## {table.name}\n\nOne row per {cell(table.row)}.\n\n" + rows(
        "column|type|may be null|meaning", columns
    )


def values() -> str:
    """The values that the annotations allow."""
    events = [
        (f"`{kind}`", _codes(subtypes), _codes(ROLES[kind]), _codes(CORE_ROLES[kind]))
        for kind, subtypes in EVENT_TYPES.items()
    ]
    others = [
        ("status of an event", _codes(STATUSES)),
        ("label of a name", _codes(LABELS)),
        ("case of a name or token", _codes(CASES)),
        ("type of a time", _codes(TIMEX_TYPES)),
        ("mod of a time", _codes(MODS)),
        ("basis of a time", _codes(DATE_BASES)),
    ]
    return rows("type|subtypes|roles|core roles", events) + "\n\n" + rows("what|values", others)


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def commands() -> str:
    """What each command's `--help` prints."""
    shown = []
    parent = click.Context(main, info_name="ghatana", **main.context_settings)
    for name, command in sorted(main.commands.items()):
        context = click.Context(command, parent=parent, info_name=name, terminal_width=HELP_WIDTH)
        shown.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```")
    return "\n\n".join(shown)


def pack() -> str:
    """The files of all packs: what each says of itself, which stages read it, which packs have it, which must."""
    held = {code: _pack_files(code) for code in (SHARED, *available())}
    readers, needed = _readers()
    lines = []
    for name in sorted(set().union(*held.values())):
        codes = [code for code in MODELS if name in held.get(code, ())]
        codes += [code for code in held if name in held[code] and code not in codes]
        said = cell(_first_sentence(held[codes[0]][name].read_text("utf-8")))
        must = "yes" if name in needed and SHARED not in codes else ""
        lines.append((f"`{name}`", said, ", ".join(readers.get(name, ())) or "–", ", ".join(codes), must))
    return rows("file|what it holds|stages that read it|packs that have it|must be there", lines)


def _pack_files(code: str) -> dict[str, Path]:
    """The files in a pack's folder, by name."""
    folder = Path(str(files("ghatana.languages") / code))
    return {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.suffix in {".tsv", ".toml"}}


def _first_sentence(text: str) -> str:
    """The first sentence of a file's opening comment."""
    lines = text.splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    comment = " ".join(line.lstrip("# ") for line in lines[:end])
    return re.split(r"(?<=[.:;])\s(?!\d)", comment, maxsplit=1)[0].rstrip(".:;")


def _readers() -> tuple[dict[str, list[str]], set[str]]:
    """By file, the stages that read it when they are built (rules alone: the model brings its own weights).

    And the files that a stage cannot do without.
    """
    read: dict[str, list[str]] = {}
    needed: set[str] = set()
    for stage, build in BUILDERS.items():
        seen: set[str] = set()
        for code in available():
            watched = _Watched(code)
            build(None, watched, {})
            seen |= watched.read
            needed |= watched.needed
        for name in sorted(seen):
            read.setdefault(name, []).append(stage)
    return read, needed


class _Watched(Language):
    """A pack that remembers which of its files were asked for, and which had to be there."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.read: set[str] = set()
        self.needed: set[str] = set()

    def rows(self, stem: str, *, needed: bool = True) -> tuple[Record[str], ...]:
        self._note(f"{stem}.tsv", needed)
        return super().rows(stem, needed=needed)

    def settings(self, stem: str, *, needed: bool = True) -> Record[Any]:
        self._note(f"{stem}.toml", needed)
        return super().settings(stem, needed=needed)

    def _note(self, name: str, needed: bool) -> None:
        self.read.add(name)
        if needed:
            self.needed.add(name)


def cases() -> str:
    """The cases of the Telugu pack, each with the first of its endings that follow a whole stem and are safe to cut."""
    forms: dict[str, list[str]] = {}
    for row in load("te").rows("suffixes"):
        if row["after"] == "any" and row["blind"] == "yes":
            forms.setdefault(row["case"], []).append(f"‑{row['form']}")
    return rows(
        "case|such as", [(f"`{case}`", ", ".join(forms[case][:8])) for case in CASES if case in forms]
    )


PARTS = {"cases": cases, "commands": commands, "pack": pack, "tables": tables, "values": values}
