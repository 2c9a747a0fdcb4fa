"""The pages in docs/: blocks run, options exist, links lead somewhere, settings that are shown are settings.

A page is one session in an empty folder that has the checkout's `corpus` in it. Its blocks take effect in order:

- a block with `title="FILE"` is that file;
- `python` blocks run, in one namespace;
- `console` blocks run too: `$ ghatana …`, and below it what the command prints (`...` stands for anything);
- other blocks are only read: every option in them must exist.
"""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ghatana.cli import main
from ghatana.run import spark

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
# Options of other programs that pages show.
OTHERS = {"--additional-suffix", "--data", "--packs", "--prior", "--raise"}
BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
DONE, QUARANTINED = 0, 3


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_options_and_links(page: Path) -> None:
    text = page.read_text("utf-8")
    known = "".join(CliRunner().invoke(main, [name, "--help"]).output for name in main.commands)
    for option in set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", text)) - OTHERS:
        assert option in known, option
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_blocks_of_a_page_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "page"}
    for kind, title, body in BLOCK.findall(page.read_text("utf-8")):
        if title:
            Path(title).parent.mkdir(parents=True, exist_ok=True)
            Path(title).write_text(body, "utf-8")
        elif kind == "python":
            exec(compile(body, page.name, "exec"), names)
        elif kind == "console":
            for command, expected in commands(body):
                run(command, expected)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a `console` block, each with the output that is shown below it."""
    assert block.startswith("$ "), block
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, shown = re.fullmatch(r"((?:[^\n]*\\\n)*[^\n]*)\n(.*)", part, re.DOTALL).groups()  # type: ignore[union-attr]
        yield command, shown


def run(command: str, expected: str) -> None:
    program, *args = shlex.split(command.replace("\\\n", " "))
    assert program == "ghatana", command
    result = CliRunner().invoke(main, args)
    assert result.exit_code in (DONE, QUARANTINED), result.output
    matches = doctest.OutputChecker().check_output(expected, result.stdout, doctest.ELLIPSIS)
    assert matches, f"{command}\n\nprinted\n{result.stdout}\nand not\n{expected}"


def test_console_blocks_are_read_as_they_are_shown() -> None:
    block = "$ ghatana a \\\n    --b c\nout\n\nmore\n$ ghatana d\n"
    assert list(commands(block)) == [("ghatana a \\\n    --b c", "out\n\nmore\n"), ("ghatana d", "")]
    run("ghatana schema", "ghatana tables, schema version ...\n")
    with pytest.raises(AssertionError, match="and not"):
        run("ghatana schema", "other tables\n")
    with pytest.raises(AssertionError):
        run("ghatana no-such-command", "...\n")


def test_every_block_of_a_page_is_seen() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        assert 2 * len(BLOCK.findall(text)) == len(re.findall(r"^```", text, re.MULTILINE)), page.name


MODULES = sorted(
    ".".join(path.relative_to(ROOT / "pipeline").with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "pipeline" / "ghatana").rglob("*.py")
    if path.stem != "__main__" and ">>>" in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    module = importlib.import_module(name)
    failures, tried = doctest.testmod(module, verbose=False, optionflags=doctest.ELLIPSIS)
    assert tried, name
    assert not failures, name


DOCUMENTED = re.findall(r"^::: (\S+)", (ROOT / "docs" / "api.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_examples_of_what_the_reference_lists_run(name: str) -> None:
    documented, module = found(name)
    finder = doctest.DocTestFinder(exclude_empty=True)
    for test in finder.find(documented, name, module=False, globs=dict(vars(module))):
        failures, _ = doctest.DocTestRunner(verbose=False).run(test)
        assert not failures, test.name


def found(name: str) -> tuple[Any, Any]:
    """What a dotted name stands for, and its module."""
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError:
        parent, _, last = name.rpartition(".")
        module = importlib.import_module(parent)
        return getattr(module, last), module
    return module, module


def test_the_reference_has_every_public_name() -> None:
    import ghatana

    listed = {name.rpartition(".")[2] for name in DOCUMENTED}
    assert set(ghatana.__all__) - listed == {"GhatanaError"}  # with all errors, as a module
    assert "ghatana.errors" in DOCUMENTED


def test_the_page_on_spark_says_what_the_code_does() -> None:
    text = (ROOT / "docs" / "spark.md").read_text("utf-8")
    assert f"about {spark.PIECE_BYTES // 1_000_000} MB each" in text
    assert f"a small input in up to {spark.SMALL_PIECES}" in text
    assert "@" not in text  # a figure that was to be filled in
