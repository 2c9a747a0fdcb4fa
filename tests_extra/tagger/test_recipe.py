"""The recipe as one command: its steps fit each other and the scripts they call, and it goes on where it stopped."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from importlib import import_module as recipe
from pathlib import Path
from typing import Any

import pytest

PATHS = {"data": Path("DATA"), "encoder": Path("e5.bin"), "work": Path("WORK"), "out": Path("OUT")}
CARD = Path(__file__).parents[2] / "models" / "tagger" / "card.md"
MAKES = {"--save", "--out"}
READS = {"--start", "--teacher", "--tokenizer", "--model", "--models", "--save"}


def steps(dev: Path | None = None) -> list[Any]:
    found: list[Any] = recipe("recipe").steps(**PATHS, dev=dev)
    return found


def options(step: Any) -> dict[str, str]:
    """The values of each option; several are set apart by a space."""
    found: dict[str, list[str]] = {}
    for word in step.command[1:]:
        if word.startswith("--"):
            values = found.setdefault(word, [])
        else:
            values.append(word)
    return {name: " ".join(values) for name, values in found.items()}


@cache
def help_of(script: str) -> str:
    return subprocess.run(
        [sys.executable, script, "--help"], capture_output=True, text=True, check=True
    ).stdout


class TestSteps:
    @pytest.mark.parametrize("number", range(9))
    def test_a_script_knows_every_option_that_it_is_given(self, number: int) -> None:
        step = steps(Path("DEV"))[number]
        told = set(re.findall(r"--[a-z-]+", help_of(step.command[0])))
        assert set(options(step)) <= told, step.line

    @pytest.mark.parametrize("number", range(9))
    def test_none_leaves_out_an_option_that_its_script_requires(self, number: int) -> None:
        step = steps()[number]
        usage = help_of(step.command[0]).split("\n\n")[0]
        required = set(re.findall(r"--[a-z-]+", re.sub(r"\[[^\]]*\]", "", usage)))
        assert required <= set(options(step)), step.line

    def test_what_one_reads_another_made_before(self) -> None:
        made: set[str] = set()
        for step in steps():
            for name, value in ((n, v) for n, values in options(step).items() for v in values.split(" ")):
                if name in READS and (name != "--save" or "make.py" in step.command[0]) and name not in MAKES:
                    whole = [m for m in made if value == m or value.startswith(f"{m}/")]
                    assert whole, (step.name, name, value)
            made |= {value for name, value in options(step).items() if name in MAKES}

    def test_each_has_a_product_of_its_own_where_it_writes(self) -> None:
        products = [step.product for step in steps()]
        assert len(set(products)) == len(products)
        for step in steps():
            places = [value for name, value in options(step).items() if name in MAKES | {"--model"}]
            assert any(str(step.product).startswith(place) for place in places), step.line

    def test_the_card_lists_the_same_scripts_in_the_same_order(self) -> None:
        told = re.findall(r"^python models/tagger/(\w+\.py) --", CARD.read_text("utf-8"), re.MULTILINE)
        ours = [Path(step.command[0]).name for step in steps()]
        assert [name for name in told if name != "recipe.py"] == ours[:-1]

    def test_only_the_finished_model_is_measured_on_the_development_set(self) -> None:
        assert [step.name for step in steps(Path("DEV")) if "--dev" in options(step)] == ["model"]


@pytest.fixture
def chain(tmp_path: Path) -> list[Any]:
    """Three steps that write down that they ran; the second fails unless a file allows it."""
    log = tmp_path / "log"
    script = tmp_path / "step.py"
    script.write_text(
        "import sys, pathlib\n"
        "product, log, allowed = map(pathlib.Path, sys.argv[1:4])\n"
        "log.open('a').write(product.name + ' ')\n"
        "if not allowed.exists(): sys.exit(3)\n"
        "product.write_text('x')\n"
    )
    made = []
    for name in ("one", "two", "three"):
        allowed = tmp_path / "may" if name == "two" else script
        product = tmp_path / name / name
        made.append(recipe("recipe").Step(name, product, (str(script), str(product), str(log), str(allowed))))
    return made


class TestRun:
    def test_steps_run_in_their_order(self, chain: list[Any], tmp_path: Path) -> None:
        (tmp_path / "may").touch()
        recipe("recipe").run(chain)
        assert (tmp_path / "log").read_text().split() == ["one", "two", "three"]

    def test_a_step_that_fails_ends_it_and_says_which(self, chain: list[Any], tmp_path: Path) -> None:
        with pytest.raises(SystemExit, match=r"'two' ended with code 3, .*two expected"):
            recipe("recipe").run(chain)
        assert (tmp_path / "log").read_text().split() == ["one", "two"]

    def test_it_goes_on_where_it_stopped(self, chain: list[Any], tmp_path: Path, capsys: Any) -> None:
        with pytest.raises(SystemExit):
            recipe("recipe").run(chain)
        (tmp_path / "may").touch()
        recipe("recipe").run(chain)
        assert (tmp_path / "log").read_text().split() == ["one", "two", "two", "three"]
        assert "one/one is there" in capsys.readouterr().out

    def test_a_step_that_makes_nothing_has_failed(self, tmp_path: Path) -> None:
        idle = tmp_path / "idle.py"
        idle.write_text("")
        step = recipe("recipe").Step("idle", tmp_path / "nothing", (str(idle),))
        with pytest.raises(SystemExit, match="ended with code 0"):
            recipe("recipe").run([step])


def test_the_commands_can_be_listed(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    told = ["recipe.py", "--data", "DATA", "--encoder", "e5.bin", "--work", "WORK", "--list"]
    monkeypatch.setattr(sys, "argv", told)
    recipe("recipe").main()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(steps())
    assert "WORK/te" in lines[-1]
