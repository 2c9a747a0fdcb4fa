"""The dataset passes mlcroissant, frictionless and `datasets.load_dataset`, offline and without a warning."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import publish_runs
from ghatana.publish import Options, publish
from ghatana.publish.card import SIZES, size
from ghatana.publish.quality import measured
from ghatana.query import query
from ghatana.tables.rules import EVERY, KEYS


@pytest.fixture(scope="module", params=[False, True], ids=["withheld", "with-text"])
def dataset(made: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    to = tmp_path_factory.mktemp("valid") / "dataset"
    return publish(made, to, Options(licence="CC-BY-4.0", with_text=request.param)).folder


@pytest.fixture(autouse=True)
def no_warning(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Warnings are errors, but for those of libraries about each other; nothing is logged as a warning."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", ResourceWarning)
        yield
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == []


def plain(value: Any) -> Any:
    """A value as Croissant's reader gives it, as Arrow has it."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return [plain(v) for v in value]
    if hasattr(value, "date"):
        return value.date()
    return None if value is None or value != value else value


def test_mlcroissant(dataset: Path) -> None:
    import mlcroissant

    found = mlcroissant.Dataset(jsonld=str(dataset / "croissant.json"))
    issues = found.metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())
    names = [r.id for r in found.metadata.record_sets]
    assert names == [n for n in EVERY if (dataset / n).exists()]
    for name in names:
        rows = [{k.split("/")[1]: plain(v) for k, v in row.items()} for row in found.records(name)]
        assert sorted(map(str, rows)) == sorted(map(str, query(dataset, f"FROM {name}").to_pylist()))


def test_frictionless(dataset: Path) -> None:
    import frictionless

    report = frictionless.validate(str(dataset / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert report.warnings == []
    assert [w for task in report.tasks for w in task.warnings] == []
    assert report.stats["tasks"] == len(list((dataset / "csv").iterdir()))
    package = json.loads((dataset / "datapackage.json").read_text("utf-8"))
    assert [r["name"] for r in package["resources"]] == [n for n in EVERY if (dataset / n).exists()]
    events = next(r for r in package["resources"] if r["name"] == "events")
    assert events["schema"]["primaryKey"] == list(KEYS["events"])
    status = next(f for f in events["schema"]["fields"] if f["name"] == "status")
    assert "planned" in status["constraints"]["enum"]


@pytest.mark.parametrize(("old", "new"), [("planned", "hoped"), ("launch", "lunch")], ids=["value", "type"])
def test_the_data_package_tells_a_change(dataset: Path, tmp_path: Path, old: str, new: str) -> None:
    import frictionless

    copy = publish_runs.copied(dataset, tmp_path / "d")
    path = copy / "csv" / "events.csv"
    path.write_text(path.read_text("utf-8").replace(f'"{old}"', f'"{new}"'), "utf-8")
    codes = {e[0] for e in frictionless.validate(str(copy / "datapackage.json")).flatten(["type"])}
    assert codes & {"constraint-error", "hash-count"}


def test_load_dataset(dataset: Path, tmp_path: Path) -> None:
    import datasets

    names = [n for n in EVERY if (dataset / n).exists()]
    full = [n for n in names if len(query(dataset, f"FROM {n}"))]
    assert datasets.get_dataset_config_names(str(dataset)) == full
    datasets.disable_progress_bars()
    for name in full:
        found = datasets.load_dataset(str(dataset), name, cache_dir=str(tmp_path / "cache"))
        rows = [row for split in found.values() for row in split]
        assert rows == query(dataset, f"FROM {name}").to_pylist()
        assert set(found) <= {"2024", "2025", "undated"}
    one = datasets.load_dataset(str(dataset), split="2024", cache_dir=str(tmp_path / "cache"))
    assert set(one["doc_id"]) == {"launch"}
    assert "event_id" in one.features  # the default is events


def test_without_any_date_croissant_has_none(tmp_path: Path) -> None:
    run = publish_runs.extract(tmp_path / "run", [publish_runs.TEXTS[2]], bad=False)
    publish(run, tmp_path / "d")
    assert "datePublished" not in json.loads((tmp_path / "d" / "croissant.json").read_text("utf-8"))


class TestCard:
    def text(self, dataset: Path) -> str:
        return (dataset / "README.md").read_text("utf-8")

    def test_is_read_by_the_hub(self, dataset: Path) -> None:
        from huggingface_hub import DatasetCard

        data = DatasetCard.load(dataset / "README.md").data.to_dict()
        assert (data["language"], data["license"], data["size_categories"]) == (["te"], "cc-by-4.0", ["n<1K"])
        assert [c["config_name"] for c in data["configs"] if c.get("default")] == ["events"]
        assert "token-classification" in data["task_categories"]

    def test_has_the_headings_of_the_template_of_the_hub(self, dataset: Path) -> None:
        from importlib.resources import files

        template = (files("huggingface_hub") / "templates" / "datasetcard_template.md").read_text("utf-8")
        left_out = ("[optional]", "{{", "Contact")
        wanted = [h for h in headings(template) if not any(x in h for x in left_out)]
        assert len(wanted) > 10
        found = headings(self.text(dataset))
        assert [h for h in wanted if h not in found] == []

    def test_nothing_is_left_to_fill_in(self, dataset: Path) -> None:
        text = self.text(dataset)
        for mark in ("More Information Needed", "{{", "{%", "None", "\n\n\n\n"):
            assert mark not in text

    def test_says_how_it_was_made_and_how_good_it_is(self, dataset: Path, made: Path) -> None:
        text = self.text(dataset)
        manifest = json.loads((made / "run.json").read_text("utf-8"))
        assert manifest["recipe"]["fingerprint"] in text
        figures = measured()[0].figures[0]
        assert f"| {figures.what} | {figures.precision:.2f} | {figures.recall:.2f} |" in text
        assert "| `events` | event claim | " in text
        assert "ఈనాడు (1)" in text

    def test_every_column_is_explained(self, dataset: Path) -> None:
        text = self.text(dataset)
        for name in EVERY:
            if (dataset / name).exists():
                section = text.split(f"### `{name}`")[1].split("\n###")[0]
                for column in query(dataset, f"FROM {name}").column_names:
                    assert f"| `{column}` |" in section


def headings(text: str) -> list[str]:
    body = text.split("\n---\n", 1)[1]
    return [line.strip("# ") for line in body.splitlines() if line.startswith("#")]


@pytest.mark.parametrize(("limit", "name"), SIZES)
def test_sizes(limit: int, name: str) -> None:
    assert size(limit - 1) == name
    assert size(limit) != name


@pytest.mark.parametrize(
    ("licence", "card", "croissant"),
    [
        ("unknown", {"license": "unknown"}, "unknown"),
        ("cc-by-4.0", {"license": "cc-by-4.0"}, "https://spdx.org/licenses/CC-BY-4.0.html"),
        (
            "https://example.org/terms",
            {"license": "other", "license_link": "https://example.org/terms"},
            "https://example.org/terms",
        ),
    ],
)
def test_licences(made: Path, tmp_path: Path, licence: str, card: dict[str, str], croissant: str) -> None:
    from huggingface_hub import DatasetCard

    done = publish(made, tmp_path / "d", Options(licence=licence, date=date(2026, 5, 3)))
    data = DatasetCard.load(tmp_path / "d" / "README.md").data.to_dict()
    assert card.items() <= data.items()
    found = json.loads((tmp_path / "d" / "croissant.json").read_text("utf-8"))
    assert found["license"] in (croissant, [croissant])
    assert found["datePublished"].startswith("2026-05-03")
    assert ("no licence is stated" in done.summary()) is (licence == "unknown")
