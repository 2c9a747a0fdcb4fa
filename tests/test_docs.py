"""The pages in docs/: options exist, links lead somewhere, settings that are shown are settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from ghatana.cli import main
from ghatana.run import spark

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
# Options of other programs that pages show.
OTHERS = {"--additional-suffix"}


CODE = [
    pytest.param(code, id=f"{page.name}-{n}")
    for page in PAGES
    for n, code in enumerate(re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL))
]


@pytest.mark.parametrize("code", CODE)
def test_python_blocks_run(code: str) -> None:
    exec(compile(code, "docs", "exec"), {"__name__": "docs"})


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_options_and_links(page: Path) -> None:
    text = page.read_text("utf-8")
    known = "".join(CliRunner().invoke(main, [name, "--help"]).output for name in main.commands)
    for option in set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", text)) - OTHERS:
        assert option in known, option
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / target).exists(), target


def test_the_page_on_spark_says_what_the_code_does() -> None:
    text = (ROOT / "docs" / "spark.md").read_text("utf-8")
    assert f"about {spark.PIECE_BYTES // 1_000_000} MB each" in text
    assert f"a small input in up to {spark.SMALL_PIECES}" in text
    assert "@" not in text  # a figure that was to be filled in
