"""Validation before publication: what is right passes, and each kind of fault is named with its row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ghatana.annotations import STATUSES
from ghatana.errors import UsageError
from ghatana.publish import report, validate
from ghatana.publish.check.models import model
from ghatana.publish.check.problems import SHOWN, Problem
from ghatana.tables.schema import BY_NAME, TABLES, arrow_schema
from publish_runs import DAY, Row, change, put, rows


def test_a_run_is_valid(run: Path) -> None:
    assert validate(run) == []


def test_the_run_holds_what_the_rules_are_about(run: Path) -> None:
    for name in ("station_phases", "launches", "agreements", "timexes", "tokens", "arguments", "quarantine"):
        assert rows(run, name), name


@pytest.mark.parametrize("table", [t.name for t in TABLES])
def test_models_are_the_schema(table: str) -> None:
    made, schema = model(table), arrow_schema(BY_NAME[table])
    assert list(made.columns) == schema.names
    for field in schema:
        column = made.columns[field.name]
        assert column.nullable is field.nullable
        assert column.dtype.type.pyarrow_dtype == field.type


CELLS: list[tuple[str, str, Any, str]] = [
    ("events", "status", "done", f"events.status: must be one of {', '.join(STATUSES)}"),
    ("events", "type", "landing", "events.type: must be one of station_phase, launch, agreement"),
    ("events", "date_mod", "LATE", "events.date_mod: must be one of START"),
    ("events", "date_basis", "guess", "events.date_basis: must be one of explicit"),
    ("events", "status", None, "events.status: must not be null"),
    ("events", "confidence", 1.5, "events.confidence: must lie from 0 to 1"),
    ("events", "confidence", float("nan"), "events.confidence: must"),
    ("events", "event_id", "xyz", "events.event_id: must match [0-9a-f]{16}"),
    ("events", "review", "maybe", "events.review: must be one of accepted, corrected, accepted, corrected"),
    ("entities", "label", "GPE", "entities.label: must be one of PER, ORG"),
    ("entities", "case", "voc", "entities.case: must be one of nom"),
    ("timexes", "type", "WHEN", "timexes.type: must be one of DATE"),
    ("timexes", "basis", "luck", "timexes.basis: must be one of explicit"),
    ("arguments", "role", "cook", "arguments.role: must be one of program"),
    ("arguments", "score", -0.1, "arguments.score: must lie from 0 to 1"),
    ("sentences", "start", -1, "sentences.start: must be 0 or more"),
    ("documents", "published_basis", "rumour", "documents.published_basis: must be one of metadata"),
    ("launches", "subtype", "signing", "launches.subtype: must be one of liftoff, ascent"),
    ("agreements", "n_parties", -2, "agreements.n_parties: must be 0 or more"),
    ("documents", "text_sha256", "0" * 63, "documents.text_sha256: must match [0-9a-f]{64}"),
]


@pytest.mark.parametrize(("table", "column", "value", "message"), CELLS, ids=lambda v: str(v)[:24])
def test_a_value_that_is_not_allowed(run: Path, table: str, column: str, value: Any, message: str) -> None:
    put(table, column, value)(run)
    said = report(validate(run))
    assert f"{run}: {message}" in said
    assert "1 row does not comply" in said


BETWEEN: list[tuple[str, Callable[[Path], Any], str]] = [
    (
        "argument of no event",
        put("arguments", "event_id", "f" * 16),
        "arguments.event_id, doc_id: must be in events",
    ),
    ("event of no document", put("events", "doc_id", "gone"), "events.doc_id: must be in documents (doc_id)"),
    (
        "no such sentence",
        put("entities", "sentence_id", 99),
        "entities.doc_id, sentence_id: must be in sentences",
    ),
    (
        "copy of nothing",
        put("documents", "duplicate_of", "gone"),
        "documents.duplicate_of: must be in documents",
    ),
    ("surface", put("entities", "text", "నాసా"), "entities.text: text[start:end] of the document must be text"),
    (
        "trigger",
        put("events", "trigger", "x"),
        "events.trigger: text[trigger_start:trigger_end] of the document",
    ),
    ("evidence", put("events", "evidence", "x"), "events.evidence: text[evidence_start:evidence_end]"),
    ("date words", put("events", "date_text", None), "events.date_text: text[date_start:date_end]"),
    ("beyond the text", put("timexes", "end", 9999), "timexes.text: text[start:end]"),
    ("reversed", put("tokens", "end", 0), "tokens.text: text[start:end]"),
    ("stem outside", put("entities", "stem_end", 9999), "entities.text: text[start:end]"),
    ("code points", put("documents", "n_chars", 1), "documents.n_chars: must be the number of code points"),
    (
        "sha256",
        put("documents", "text_sha256", "0" * 64),
        "documents.text_sha256: must be the sha256 of text",
    ),
    ("count", put("documents", "n_events", 9), "documents.n_events: must be the number of rows of events"),
    ("sentences", put("documents", "n_sentences", 9), "documents.n_sentences: must be the number of rows"),
    ("wide status", put("launches", "status", "denied"), "launches.status: must be as in events (status)"),
    ("wide sources", put("launches", "sources", ["నాసా"]), "launches.sources: must be as in events (sources)"),
    (
        "action",
        put("agreements", "action", "withdrawal"),
        "agreements.action: must be as in events (subtype)",
    ),
    ("subtype of another type", put("events", "subtype", "ascent", -1), "events.subtype: must be a subtype"),
    (
        "role of another type",
        put("arguments", "role", "site", -1),
        "arguments.role: must be a role of the event's",
    ),
    (
        "no row in the wide table",
        lambda r: change(r, "launches", list.pop),
        "launches.event_id: must be those of",
    ),
    (
        "twice",
        lambda r: change(r, "documents", lambda h: h.append(h[0])),
        "documents.doc_id: must be that of one row",
    ),
    ("no EDTF", put("events", "date_edtf", "2024-H1"), "events.date_edtf: EDTF must be valid"),
    ("day outside", put("events", "date_latest", DAY), "events.date_edtf: EDTF must be valid"),
    ("no day", put("timexes", "earliest", None), "timexes.edtf: EDTF must be valid"),
]


@pytest.mark.parametrize(("damage", "message"), [c[1:] for c in BETWEEN], ids=[c[0] for c in BETWEEN])
def test_what_does_not_fit_together(run: Path, damage: Callable[[Path], Any], message: str) -> None:
    damage(run)
    assert f"{run}: {message}" in report(validate(run))


def test_the_row_is_named_with_what_it_says(run: Path) -> None:
    event = rows(run, "events")[0]
    put("events", "trigger", "వేరే మాట")(run)
    (problem,) = (p for p in validate(run) if p.table == "events")
    assert (problem.column, problem.count) == ("trigger", 1)
    assert event["event_id"] in problem.rows[0]
    assert "'వేరే మాట'" in problem.rows[0]
    assert f"in the document {event['trigger']!r}" in problem.rows[0]


def test_of_many_rows_the_first_are_named_and_the_others_counted(run: Path) -> None:
    def edit(held: list[Row]) -> None:
        for row in held:
            row["case"] = "voc"

    count = len(rows(run, "entities"))
    assert count > SHOWN
    change(run, "entities", edit)
    (problem,) = validate(run)
    assert (problem.count, len(problem.rows)) == (count, SHOWN)
    assert f"… and {count - SHOWN} more" in str(problem)
    assert "doc_id launch, mention_id 0: 'voc'" in problem.rows[0]


def replace_schema(run: Path, edit: Callable[[pa.Table], pa.Table]) -> None:
    path = run / "events.parquet"
    pq.write_table(edit(pq.read_table(path)), path)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda t: t.drop_columns(["status"]), "events: the column 'status' is missing"),
        (lambda t: t.append_column("extra", t["status"]), "events: no column 'extra' is in the schema"),
        (
            lambda t: t.set_column(6, "trigger_start", t["trigger_start"].cast("int64")),
            "events.trigger_start: the type must be int32, found int64",
        ),
        (lambda t: t.select([*t.column_names[1:], "doc_id"]), "stands in another place than in the schema"),
    ],
    ids=["missing", "extra", "type", "order"],
)
def test_columns_are_those_of_the_schema(run: Path, edit: Any, message: str) -> None:
    replace_schema(run, edit)
    assert message in report(validate(run))


def test_columns_of_an_empty_table_are_looked_at(run: Path) -> None:
    table = pa.table({"event_id": pa.array([], pa.string())})
    pq.write_table(table, run / "agreements.parquet")
    assert "agreements: the column 'doc_id' is missing" in report(validate(run))


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no finished run"):
        validate(tmp_path)


def test_tables_that_a_run_was_not_asked_for_are_not_missed(run: Path) -> None:
    for name in ("tokens", "sentences", "entities", "agreements"):
        (run / f"{name}.parquet").unlink()
    assert validate(run) == []


def test_a_folder_of_parts_is_a_table(run: Path) -> None:
    table = pq.read_table(run / "entities.parquet")
    (run / "entities.parquet").unlink()
    (run / "entities.parquet").mkdir()
    for i in range(2):
        half = table.slice(i * 3, 3 if i == 0 else None)
        pq.write_table(half, run / "entities.parquet" / f"part-{i}.parquet")
    assert validate(run) == []
    pq.write_table(table.slice(0, 1), run / "entities.parquet" / "part-2.parquet")
    assert "must be that of one row alone" in report(validate(run))


def test_strange_characters_read_back(tmp_path: Path) -> None:
    from publish_runs import extract

    text = "🚀\u200c\x00é నేడు 🧑🏽‍🚀 ఇస్రో మే 3న పీఎస్‌ఎల్‌వీ-సి58 రాకెట్‌ను ప్రయోగించింది."
    run = extract(tmp_path / "run", [{"id": "x", "text": text, "published": "2024-06-13"}], bad=False)
    assert rows(run, "events")
    assert validate(run) == []


def test_a_problem_without_rows() -> None:
    assert (
        str(Problem("RUN", "events", "", "the column 'x' is missing", 0))
        == "RUN: events: the column 'x' is missing"
    )


@pytest.mark.parametrize(
    ("edtf", "first", "last", "why"),
    [
        ("2024-05", date(2024, 5, 1), date(2024, 5, 31), None),
        ("2024-05", date(2024, 5, 10), date(2024, 5, 20), None),
        ("../2030", None, date(2030, 12, 31), None),
        ("2026/..", date(2026, 1, 1), None, None),
        (None, None, None, None),
        ("../2030", date(2029, 1, 1), date(2030, 12, 31), "open end"),
        ("2024", None, date(2024, 12, 31), "begins"),
        ("2024", date(2024, 1, 1), None, "ends"),
        ("2024", date(2024, 5, 2), date(2024, 5, 1), "after the last"),
        ("soon", None, None, "no EDTF value"),
        (None, date(2024, 5, 2), date(2024, 5, 1), "after the last"),
    ],
)
def test_days(edtf: str | None, first: date | None, last: date | None, why: str | None) -> None:
    from ghatana.publish.check.days import problem

    said = problem(edtf, first, last)
    assert (said is None) if why is None else (why in str(said))
