"""How long a dataset of 100,000 events takes to publish: `python tests/bench/bench_publish.py [EVENTS]`.

The run is synthetic: the repository's own articles, extracted once and copied with ids of their own.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from ghatana import timeline  # noqa: E402
from ghatana.publish import Options, publish, validate  # noqa: E402
from ghatana.recipe import Recipe  # noqa: E402
from ghatana.run import Progress, runner  # noqa: E402
from ghatana.run.options import Options as RunOptions  # noqa: E402
from synthetic_runs import multiply  # noqa: E402


def main(events: int = 100_000) -> None:
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        engine = runner("local", None, (), None, workers_given=False)
        done = engine(
            (str(ROOT / "corpus" / "articles"),),
            folder / "small",
            Recipe.default(),
            RunOptions(),
            Progress(quiet=True),
        )
        small = done.manifest["counts"]["events"]
        run = multiply(folder / "small", folder / "run", -(-events // small))
        began = clocks()
        problems = validate(run)
        print(f"validate: {since(began)}, {len(problems)} problems")
        began = clocks()
        timeline.write(run, folder / "timeline")
        print(f"the tables across documents, which publish makes too: {since(began)}")
        for text in (False, True):
            began = clocks()
            published = publish(run, folder / f"dataset-{text}", Options(with_text=text, sqlite=text))
            size = sum((folder / f"dataset-{text}" / f).stat().st_size for f in published.files)
            what = "publish with text and SQLite" if text else "publish"
            print(f"{what}: {since(began)}, {size / 1e6:.0f} MB, {published.rows}")


def clocks() -> tuple[float, float]:
    return time.monotonic(), time.process_time()


def since(began: tuple[float, float]) -> str:
    wall, cpu = (now - then for now, then in zip(clocks(), began, strict=True))
    return f"{wall:.1f} s ({cpu:.1f} s of processor time)"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
