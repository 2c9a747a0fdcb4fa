"""The site, built as CI builds it: strictly, without a network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import ghatana
from ghatana.tables.schema import ACROSS, TABLES

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))
# Tags by which a page asks for something when it is opened; a link is followed by the reader alone.
ASKING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


def build(folder: Path, *, config: Path = ROOT / "mkdocs.yml") -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        config,
        "--site-dir",
        folder,
    ]
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = build(folder)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


class Seen(HTMLParser):
    """What a page asks for, the texts of its cells of code, and its tags."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.tags: list[str] = []
        self.ids: set[str] = set()
        self.cells: list[str] = []
        self._cell = False
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids.add(values.get("id") or "")
        if tag in ASKING and (address := values.get(ASKING[tag])):
            self.asked.append(address)
        if tag == "td":
            self.cells.append("")
        self._cell = self._cell or tag == "td"

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.cells[-1] += data


def page_of(site: Path, name: str) -> Path:
    return site / "index.html" if name == "index" else site / name / "index.html"


@pytest.mark.parametrize("name", [p.stem for p in PAGES])
def test_a_page_is_there_and_asks_no_other_server(site: Path, name: str) -> None:
    seen = Seen(page_of(site, name))
    assert seen.asked
    assert [a for a in seen.asked if re.match(r"(https?:)?//", a)] == []
    text = page_of(site, name).read_text("utf-8")
    assert "<!-- made" not in text
    assert "<p>:::" not in text


def test_the_page_of_tables_has_every_column_with_its_meaning(site: Path) -> None:
    cells = Seen(page_of(site, "tables")).cells
    rows = {tuple(cells[i : i + 4]) for i in range(len(cells) - 3)}
    for table in (*TABLES, *ACROSS):
        for c in table.columns:
            meaning = c.meaning.replace("`", "")
            assert (c.name, c.kind, "yes" if c.nullable else "", meaning) in rows, (table.name, c.name)


def test_the_reference_has_every_public_name_and_no_example_as_a_quotation(site: Path) -> None:
    seen = Seen(page_of(site, "api"))
    for name in ghatana.__all__:
        home = getattr(ghatana, name).__module__
        assert f"{home}.{name}" in seen.ids, name
    assert "blockquote" not in seen.tags
    assert "&gt;&gt;&gt;" in page_of(site, "api").read_text("utf-8")


def test_the_files_that_make_the_pages_are_no_part_of_the_site(site: Path) -> None:
    assert [p.name for p in site.rglob("*.py")] == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("lost.md", "# Lost", "not included in the"),
        ("index.md", "# Index\n\n[gone](gone.md)", "gone.md"),
        ("index.md", "# Index\n\n[gone](#gone)", "#gone"),
    ],
    ids=["a page out of the navigation", "a link to no page", "a link to no heading"],
)
def test_what_is_wrong_fails_the_build(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Index", "utf-8")
    (tmp_path / "docs" / name).write_text(text, "utf-8")
    validation = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nvalidation:")[2]
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"site_name: t\nnav: [index.md]\nvalidation:{validation}", "utf-8")
    done = build(tmp_path / "site", config=config)
    assert done.returncode == 1
    assert said in done.stderr
