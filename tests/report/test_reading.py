"""Reading a run: whole or in parts, with tables and columns lacking, and refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from ghatana.errors import UsageError
from ghatana.report.page import render
from ghatana.report.reading import read_run
from report_runs import document, four_events, gold_documents, in_parts, quarantined, write_run

OPTIONAL = (
    "stem_end", "canonical", "kb_id", "basis", "score", "review", "date_mod", "date_basis", "sources", "published",
    "url", "confidence", "title", "publisher", "duplicate_of", "lang", "raw", "extractor", "text_sha256",
)  # fmt: skip


def test_documents_without_events_are_left_out(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [document("empty", "వర్షాలు కురిశాయి.", []), four_events()])
    rows = read_run(run)
    assert list(rows.documents) == ["d1"]
    assert rows.manifest["counts"]["documents"] == 2


def test_tables_in_parts_are_the_same_tables(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", gold_documents(30), quarantine=quarantined(3))
    before = read_run(run)
    for table in ("documents", "events", "arguments", "agreements", "quarantine"):
        in_parts(run, table)
    assert read_run(run) == before


@pytest.mark.parametrize(
    ("without", "facts"),
    [
        (("quarantine",), True),
        (("station_phases", "launches", "agreements"), False),
        (("sentences", "entities", "timexes"), True),
    ],
)
def test_a_table_that_the_run_was_asked_to_leave_out_is_empty(
    without: tuple[str, ...], facts: bool, tmp_path: Path
) -> None:
    rows = read_run(write_run(tmp_path / "run", [four_events()], without=without))
    assert len(rows.events) == 4
    assert any(rows.facts.values()) is facts
    assert rows.quarantine == ()


@pytest.mark.parametrize("column", OPTIONAL)
def test_a_column_that_is_lacking_is_empty(column: str, tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [four_events()], quarantine=quarantined(), dropped=(column,))
    rows = read_run(run)
    assert len(rows.events) == 4
    assert render(rows, "run").startswith("<!doctype html>")


def test_every_optional_column_may_be_lacking_at_once(tmp_path: Path) -> None:
    rows = read_run(write_run(tmp_path / "run", [four_events()], dropped=OPTIONAL))
    assert "</html>" in render(rows, "run")


def test_refusals_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no finished run: run\.json cannot be read"):
        read_run(tmp_path)
    lacking = write_run(tmp_path / "lacking", [four_events()], without=("arguments",))
    with pytest.raises(
        UsageError, match=r"has no arguments\.parquet.*parquet among --format and arguments among"
    ):
        read_run(lacking)
    old = write_run(tmp_path / "old", [four_events()], dropped=("event_id", "type"))
    with pytest.raises(UsageError, match=r"table events of the run .* lacks event_id, type"):
        read_run(old)
