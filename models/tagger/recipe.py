"""From the data to the card in one command: the steps of the tagger's recipe, one after another.

    python models/tagger/recipe.py --data DATA --encoder e5-small-q4.bin --work WORK [--dev DEV] [--out FOLDER]

What each step makes is kept in WORK, and a step whose product is there is not run again: a recipe that was stopped
goes on with the step that it was in. `--list` prints the commands and runs none; any of them can be run by hand.
Expect a day on one core: the folds and the teacher have twelve layers.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEEDS = (63, 64)  # of what is taught twice from the same weights, and joined


@dataclass(frozen=True)
class Step:
    """One command of the recipe.

    Attributes:
        name: what it is called.
        product: the file that is there when it has run.
        command: a script of this folder and its arguments.
    """

    name: str
    product: Path
    command: tuple[str, ...]

    @property
    def line(self) -> str:
        """The command as it is typed."""
        return shlex.join([Path(sys.executable).name, *self.command])


def steps(data: Path, encoder: Path, work: Path, out: Path, dev: Path | None = None) -> list[Step]:
    """The steps in their order; the model's card tells what each is for.

    Args:
        data: the folder with the sentences of others (`ner/`).
        encoder: the 4-bit weights.
        work: where what is made on the way is kept.
        out: the folder of the finished model.
        dev: annotated documents to measure on.
    """
    given = ("--data", str(data), "--encoder", str(encoder))
    folds, first, last = work / "folds", work / "teacher", work / "student"
    teacher, student, one, other, mean = (
        work / f"{name}.pt" for name in ("teacher", "student", "further", "other", "mean")
    )
    measured = ("--dev", str(dev)) if dev else ()

    def step(name: str, product: Path, script: str, *rest: object) -> Step:
        return Step(name, product, (str(HERE / script), *map(str, rest)))

    return [
        step("folds", folds / "fold1.pt", "make.py", *given, "--folds", 2, "--out", folds),
        step("teacher", teacher, "make.py", *given, "--start", folds / "fold0.pt", "--save", teacher, "--out", first),
        step("student", student, "student.py", *given[:2], "--teacher", teacher, "--tokenizer",
             first / "tokenizer.json", "--save", student),
        step("integers", last / "scores.json", "make.py", *given, "--save", student, "--out", last),
        *(
            step(path.stem, path, "further.py", *given[:2], "--model", last, "--seed", seed, "--save", path)
            for path, seed in zip((one, other), SEEDS, strict=True)
        ),
        step("mean", mean, "average.py", "--models", one, other, "--save", mean),
        step("model", out / "scores.json", "make.py", *given, "--save", mean, *measured, "--out", out),
        step("antecedents", out / "antecedents.npz", "antecedents.py", "--model", out),
    ]  # fmt: skip


def run(recipe: Sequence[Step]) -> None:
    """Run the steps whose product is not there yet.

    Raises:
        SystemExit: if a step fails or leaves nothing behind; those after it are not run.
    """
    for step in recipe:
        if step.product.exists():
            print(f"{step.name}: {step.product} is there", flush=True)
            continue
        print(f"{step.name}: {step.line}", flush=True)
        step.product.parent.mkdir(parents=True, exist_ok=True)
        code = subprocess.run([sys.executable, *step.command], check=False).returncode
        if code or not step.product.exists():
            raise SystemExit(
                f"Step {step.name!r} ended with code {code}, {step.product} expected. What went wrong stands above; "
                "when it is mended, the same command goes on from this step."
            )


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="where what is made on the way is kept")
    parser.add_argument("--out", type=Path, help="the folder of the finished model; else WORK/te")
    parser.add_argument("--dev", type=Path, help="annotated documents to measure on")
    parser.add_argument("--list", action="store_true", help="print the commands and run none")
    return parser.parse_args()


def main() -> None:
    """Run, or list."""
    told = arguments()
    recipe = steps(told.data, told.encoder, told.work, told.out or told.work / "te", told.dev)
    if told.list:
        print("\n".join(step.line for step in recipe))
    else:
        run(recipe)


if __name__ == "__main__":
    main()
