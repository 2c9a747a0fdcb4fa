"""The committed example is what `ghatana publish` makes of the articles (`python tests/example_dataset.py`)."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

import example_dataset

# The model's arithmetic differs in its last digits between kinds of processor.
TOLERANCE = 0.02
SCORES = {"confidence", "score"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(example_dataset.ROOT)
        return example_dataset.make(tmp_path_factory.mktemp("example"))


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


NAMES = sorted(p.name for p in (example_dataset.FOLDER / "csv").glob("*.csv"))


def test_the_same_tables(made: Path) -> None:
    assert sorted(p.name for p in (made / "csv").iterdir()) == NAMES
    assert "launches.csv" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_same_cells(made: Path, name: str) -> None:
    now, kept = cells(made / "csv" / name), cells(example_dataset.FOLDER / "csv" / name)
    assert len(now) == len(kept)
    for row, old in zip(now, kept, strict=True):
        assert {k: v for k, v in row.items() if k not in SCORES} == {
            k: v for k, v in old.items() if k not in SCORES
        }
        for column in SCORES & set(old):
            assert float(row[column]) == pytest.approx(float(old[column]), abs=TOLERANCE)


def test_the_same_card(made: Path) -> None:
    def text(folder: Path) -> str:
        said = (folder / "README.md").read_text("utf-8")
        # Fingerprints and measured figures change with every change of the rules; other tests hold them.
        said = re.sub(r"[0-9a-f]{64}|[\d,]+ have a confidence", "…", said)
        return re.sub(r"(documents\) \| [^|]+)( \| [\d.]+){3}", r"\1 …", said)

    assert text(made) == text(example_dataset.FOLDER)


def test_the_same_data_package(made: Path) -> None:
    def package(folder: Path) -> Any:
        content = json.loads((folder / "datapackage.json").read_text("utf-8"))
        for resource in content["resources"]:
            del resource["hash"], resource["bytes"]
        return content

    assert package(made) == package(example_dataset.FOLDER)


def test_the_data_package_is_valid_where_it_lies() -> None:
    import frictionless

    report = frictionless.validate(str(example_dataset.FOLDER / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


def test_it_is_small() -> None:
    assert sum(p.stat().st_size for p in example_dataset.FOLDER.rglob("*") if p.is_file()) < 400_000
