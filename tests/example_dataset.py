"""The published example: the dataset made from the repository's own articles, in `corpus/dataset`.

python tests/example_dataset.py        make it anew; read the diff before committing

What people and spreadsheets read is kept: the card, CSV and its Data Package. Parquet and what describes or sums it up
(Croissant, checksums) are bytes that nobody can review, and `ghatana publish` makes them in seconds.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from ghatana.publish import Options, publish
from ghatana.recipe import Recipe
from ghatana.run import Progress, runner
from ghatana.run.options import Options as RunOptions
from ghatana.sources.record import parse_published

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "corpus" / "dataset"
KEPT = ("README.md", "datapackage.json", "csv")
PUBLISHED = "2025-12-10"  # of the articles that carry no date, as in corpus/README.md
OPTIONS = Options(name="ghatana-sample-articles", licence="CC-BY-4.0")


def make(folder: Path) -> Path:
    """Extract the articles and publish the run, under `folder`."""
    engine = runner("local", None, (), None, workers_given=False)
    options = RunOptions(published=parse_published(PUBLISHED, "Asia/Kolkata"))
    articles = "corpus/articles"  # as `documents.source` names it: from the root of the repository
    engine((articles,), folder / "run", Recipe.default(), options, Progress(quiet=True))
    return publish(folder / "run", folder / "dataset", OPTIONS).folder


def write() -> None:
    with tempfile.TemporaryDirectory() as held:
        made = make(Path(held))
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir()
        for name in KEPT:
            (made / name).rename(FOLDER / name)


if __name__ == "__main__":
    write()
