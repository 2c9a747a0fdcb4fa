"""The summary: counts that add up, and nothing that another run of the same inputs would have otherwise."""

from __future__ import annotations

import json
from pathlib import Path

from ghatana.engines.installed import installed
from ghatana.report.reading import read_run
from ghatana.report.rows import content
from ghatana.report.summary import (
    INPUTS_SHOWN,
    QUARANTINE_SHOWN,
    RAW_SHOWN,
    model_figures,
    quarantined,
    summary,
)
from report_runs import document, four_events, gold_documents, write_run
from report_runs import quarantined as bad


def test_counts(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [four_events(), document("empty", "వర్షాలు.", [])], quarantine=bad(2))
    rows = read_run(run)
    made = summary(rows, content(rows).events)
    assert (made["documents"], made["with_events"], made["events"], made["dated"]) == (2, 1, 4, 3)
    assert (made["quarantined"], made["reviewed"]) == (2, 0)
    assert made["period"] == ["2024-05-03", "2035-12-31"]
    assert made["published"] == ["2024-06-13", "2024-06-13"]
    assert made["by_status"] == {
        "station_phase": {"planned": 1, "proposed": 1},
        "launch": {"completed": 1},
        "agreement": {"completed": 1},
    }
    assert made["versions"]["ghatana"] == "0.1.0"
    assert made["versions"]["stages"] == ["names(engine=rules)"]
    assert [source for source, _ in made["inputs"]] == ["<b>1</b>.txt", "<b>2</b>.txt"]


def test_events_by_status_add_up(tmp_path: Path) -> None:
    rows = read_run(write_run(tmp_path / "run", gold_documents(300)))
    made = summary(rows, content(rows).events)
    assert sum(n for counts in made["by_status"].values() for n in counts.values()) == made["events"] >= 300


def test_how_long_the_run_took_is_not_told(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [four_events()])
    manifest = json.loads((run / "run.json").read_text("utf-8"))
    before = summary(read_run(run), [])
    manifest["timings"] = {"seconds": 99.0}
    (run / "run.json").write_text(json.dumps(manifest), "utf-8")
    assert summary(read_run(run), []) == before


def test_a_run_of_nothing(tmp_path: Path) -> None:
    rows = read_run(write_run(tmp_path / "run", []))
    made = summary(rows, content(rows).events)
    assert (made["events"], made["period"], made["published"]) == (0, None, None)


def test_many_inputs_are_counted_and_the_first_named(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [])
    manifest = json.loads((run / "run.json").read_text("utf-8"))
    manifest["inputs"] = [{"source": f"{n:04}.txt", "sha256": None} for n in range(1_000)]
    (run / "run.json").write_text(json.dumps(manifest), "utf-8")
    made = summary(read_run(run), [])
    assert (made["n_inputs"], len(made["inputs"]), made["inputs"][0]) == (
        1_000,
        INPUTS_SHOWN,
        ("0000.txt", ""),
    )


def test_quarantine_is_cut_to_what_a_page_can_show(tmp_path: Path) -> None:
    rows = read_run(write_run(tmp_path / "run", [], quarantine=bad(QUARANTINE_SHOWN + 5)))
    made = quarantined(rows.quarantine)
    assert len(made) == QUARANTINE_SHOWN
    assert len(made[0]["raw"]) == RAW_SHOWN
    assert (made[0]["source"], made[0]["position"], made[0]["stage"]) == ("bad1.jsonl", 1, "read")


def test_figures_are_those_that_models_prints() -> None:
    figures = model_figures()
    models = [m for m in installed() if m.scores]
    assert [(f["name"], dict(f["scores"])) for f in figures] == [(m.name, dict(m.scores)) for m in models]
    assert figures
