"""The parts of the site's pages that are made from the package."""

from __future__ import annotations

import doctest
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.annotations import CASES, EVENT_TYPES, ROLES, STATUSES
from ghatana.cli import main
from ghatana.languages import SHARED, available, load
from ghatana.tables.schema import ACROSS, TABLES, Table

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


hooks = module("hooks")
BAR = re.compile(r"(?<!\\)\|")


def cells(line: str) -> list[str]:
    """The cells of a row of a Markdown table."""
    return [c.strip() for c in BAR.split(line)[1:-1]]


def shown(markdown: str) -> str:
    """A cell's text as a reader sees it: escapes taken off."""
    return re.sub(r"\\([\\*_\[\]<>|])", r"\1", markdown)


@pytest.mark.parametrize("table", [*TABLES, *ACROSS], ids=lambda t: t.name)
def test_a_table_of_the_schema_is_told_column_by_column(table: Table) -> None:
    section = hooks.tables().split(f"## {table.name}\n")[1].split("\n## ")[0]
    assert f"One row per {table.row}." in shown(section)
    rows = [cells(line) for line in section.splitlines() if line.startswith("| `")]
    assert [(r[0], r[1], r[2], shown(r[3])) for r in rows] == [
        (f"`{c.name}`", f"`{c.kind}`", "yes" if c.nullable else "", c.meaning) for c in table.columns
    ]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r`")))
def test_a_cell_stays_one_cell_and_reads_back(text: str) -> None:
    assert cells(f"| {hooks.cell(text)} |") == [hooks.cell(text).strip()]
    assert shown(hooks.cell(text)) == text


def test_code_in_a_cell_is_left_as_it_is() -> None:
    assert hooks.cell("as in `a_b`, not a_b") == r"as in `a_b`, not a\_b"
    assert hooks.cell("`x|y`") == r"`x\|y`"
    assert doctest.testmod(hooks) == (0, 1)


def test_every_value_is_listed() -> None:
    said = hooks.values()
    named = {*EVENT_TYPES, *STATUSES, *(r for roles in ROLES.values() for r in roles)}
    assert named <= set(re.findall(r"`(\w+)`", said))


def test_every_command_and_option_is_listed() -> None:
    said = hooks.commands()
    assert re.findall(r"^## (\S+)$", said, re.MULTILINE) == sorted(main.commands)
    for name, command in main.commands.items():
        section = said.split(f"## {name}\n")[1].split("\n## ")[0]
        assert f"Usage: ghatana {name} " in section
        for option in command.params:
            assert all(o in section for o in option.opts if o.startswith("--")), option


@pytest.fixture(scope="module")
def packs() -> dict[str, list[str]]:
    return {r[0].strip("`"): r for r in map(cells, hooks.pack().splitlines()[2:])}


@pytest.mark.parametrize("code", [SHARED, *available()])
def test_every_file_of_every_pack_is_listed(packs: dict[str, list[str]], code: str) -> None:
    folder = ROOT / "pipeline" / "ghatana" / "languages" / code
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {name for name, row in packs.items() if code in row[3].split(", ")} == there
    assert there


def test_readers_of_a_file_are_named(packs: dict[str, list[str]]) -> None:
    assert packs["gate.tsv"][2] == "gate"
    assert packs["suffixes.tsv"][2] == "tokens, names, events"
    assert packs["cased.toml"][2:4] == ["names", "en"]
    assert packs["evaluate.toml"][2] == "–"
    assert packs["events/actors.tsv"][3] == SHARED
    assert all(len(r[1]) > 10 for r in packs.values())


def test_files_that_must_be_there_are_those_that_the_page_on_languages_says(
    packs: dict[str, list[str]],
) -> None:
    page = (DOCS / "language.md").read_text("utf-8")
    section = page.split("## What must be there\n")[1].split("\n## ")[0]
    said = re.findall(r"^\| `([\w./]+)` \|", section, re.MULTILINE)
    assert [name for name, row in packs.items() if row[4] == "yes"] == sorted(said)
    assert len(said) == 5


def test_the_endings_that_are_shown_are_of_their_case() -> None:
    forms = {row["form"]: row["case"] for row in load("te").rows("suffixes") if row["after"] == "any"}
    rows = [cells(line) for line in hooks.cases().splitlines()[2:]]
    assert {r[0].strip("`") for r in rows} <= set(CASES)
    assert len(rows) > 5
    for case, endings in rows:
        assert {forms[e.removeprefix("‑")] for e in endings.split(", ")} == {case.strip("`")}


def test_marks_of_pages_are_filled_and_wrong_ones_are_refused() -> None:
    used = set()
    for page in DOCS.glob("*.md"):
        text = page.read_text("utf-8")
        used |= set(re.findall(r"<!-- made: (\S+) -->", text))
        assert "<!-- made" not in hooks.on_page_markdown(text, page=None, config=None, files=None)
    assert used == set(hooks.PARTS)
    with pytest.raises(KeyError, match="nothing"):
        hooks.on_page_markdown("<!-- made: nothing -->")
