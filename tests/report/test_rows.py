"""What the page is drawn from: cells as the wide tables have them, offsets that read back, facts, romanisation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ghatana.report.reading import RunRows, read_run
from ghatana.report.rows import Content, content, years
from ghatana.tables.corrections import Corrections
from ghatana.tables.rows import event_ids
from report_runs import four_events, gold_documents, hostile_document, told, write_run

ROLE_COLUMNS = {
    "station_phases": {
        "program": "program", "phase": "phase", "milestones": "milestone", "location": "location",
        "operators": "operator",
    },
    "launches": {
        "payloads": "payload", "vehicle": "vehicle", "operators": "operator", "site": "site",
        "destination": "destination",
    },
    "agreements": {"parties": "party", "instrument": "instrument", "subject": "subject"},
}  # fmt: skip


def shown(run: Path) -> Content:
    return content(read_run(run))


def of_type(made: Content, kind: str, subtype: str) -> dict[str, Any]:
    (event,) = (e for e in made.events if (e["type"], e["subtype"]) == (kind, subtype))
    return event


def read(made: Content, event: dict[str, Any], at: tuple[int, int] | None) -> str | None:
    """The words at a place, as JavaScript's `slice` reads them."""
    if at is None:
        return None
    joined = "".join(made.texts[event["doc"]]).encode("utf-16-le")
    return joined[2 * at[0] : 2 * at[1]].decode("utf-16-le")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a few hundred gold events, every role and status among them."""
    return write_run(tmp_path_factory.mktemp("many") / "run", gold_documents(600))


def test_cells_are_those_of_the_wide_tables(many: Path) -> None:
    made = {e["id"]: e for e in shown(many).events}
    compared = 0
    for table, columns in ROLE_COLUMNS.items():
        for row in pq.read_table(many / f"{table}.parquet").to_pylist():
            cells = made[row["event_id"]]["cells"]
            assert row["sources"] == cells.get("source", [])
            for column, role in columns.items():
                names = cells.get(role, [])
                plural = isinstance(row[column], list)
                assert row[column] == (names if plural else " | ".join(names) or None)
                compared += len(names)
    assert compared > 1_000


def test_every_place_reads_back(many: Path) -> None:
    made = shown(many)
    rows = {r["event_id"]: r for r in pq.read_table(many / "events.parquet").to_pylist()}
    for event in made.events:
        row = rows[event["id"]]
        assert read(made, event, event["words"]["evidence"]["at"]) == row["evidence"]
        assert read(made, event, event["words"]["trigger"]["at"]) == row["trigger"]
        assert read(made, event, event["words"]["date"]["at"]) == row["date_text"]
        for argument in event["arguments"]:
            assert read(made, event, argument["at"]) == argument["text"]


def test_numbers_of_the_wide_tables_come_too(tmp_path: Path) -> None:
    made = shown(write_run(tmp_path / "run", [four_events()]))
    assert of_type(made, "agreement", "signing")["facts"] == {"n_parties": 2}
    assert of_type(made, "station_phase", "phase")["facts"] == {"phase_no": 2}
    assert of_type(made, "launch", "liftoff")["facts"] == {}


def test_an_event_with_all_that_is_shown_of_it(tmp_path: Path) -> None:
    made = shown(write_run(tmp_path / "run", [four_events(url="https://example.org/1")]))
    launch = of_type(made, "launch", "liftoff")
    assert launch["cells"] == {"operator": ["China"], "payload": ["Chang'e 6"], "vehicle": ["Long March 5"]}
    assert (launch["edtf"], launch["earliest"], launch["latest"], launch["basis"]) == (
        "2024-05-03", "2024-05-03", "2024-05-03", "relative",
    )  # fmt: skip
    assert launch["words"]["trigger"]["text"] == "ప్రయోగించింది"
    assert launch["words"]["trigger"]["roman"] == "prayōgiṁciṁdi"
    china = launch["arguments"][0]
    assert (china["role"], china["text"], china["roman"], china["kb"]) == ("operator", "చైనా", "cainā", "china")
    (document,) = made.documents
    assert (document["id"], document["url"], document["published"]) == (
        "d1",
        "https://example.org/1",
        "2024-06-13",
    )
    open_start = of_type(made, "station_phase", "milestone")
    assert (open_start["earliest"], open_start["latest"]) == (None, "2035-12-31")
    assert open_start["cells"] == {"milestone": ["ఐదు మాడ్యూళ్లు"]}


def test_offsets_are_those_of_a_browser_where_characters_are_astral(tmp_path: Path) -> None:
    made = shown(write_run(tmp_path / "run", [hostile_document()]))
    for event in made.events:
        assert read(made, event, event["words"]["trigger"]["at"]) == event["words"]["trigger"]["text"]
        for argument in event["arguments"]:
            assert read(made, event, argument["at"]) == argument["text"]
    text, _ = told()
    assert of_type(made, "launch", "liftoff")["words"]["trigger"]["at"][0] > text.index("ప్రయోగించింది") + 2


def test_of_a_long_article_what_is_around_its_events_is_shown(tmp_path: Path) -> None:
    document = four_events(before="ముందు మాట. " * 2_000 + "\n", after="\n" + "చివరి మాట. " * 2_000)
    made = shown(write_run(tmp_path / "run", [document]))
    assert made.documents[0]["whole"] is False
    assert sum(map(len, made.texts[0])) < 3_000
    for event in made.events:
        assert read(made, event, event["words"]["evidence"]["at"]) == event["words"]["evidence"]["text"]


def test_what_a_corrector_gave_points_to_no_words(tmp_path: Path) -> None:
    document = four_events()
    launch = event_ids(document.doc_id, document.events)[0]
    given = tmp_path / "corrections.csv"
    lines = ["override,date_edtf,2024-05-04", "override,site,Wenchang", "accept,,"]
    given.write_text(
        "\n".join(["event_id,action,column,value,note", *(f"{launch},{line}," for line in lines)])
    )
    corrections = Corrections.read(given)
    made = shown(write_run(tmp_path / "run", [document], corrections=corrections))
    event = next(e for e in made.events if e["id"] == launch)
    assert (event["edtf"], event["basis"], event["words"]["date"]["at"]) == ("2024-05-04", "review", None)
    assert event["review"] is not None
    (site,) = (a for a in event["arguments"] if a["role"] == "site")
    assert (site["name"], site["basis"], site["text"], site["at"]) == ("Wenchang", "review", None, None)
    assert event["cells"]["site"] == ["Wenchang"]


def test_a_language_without_a_pack_is_not_romanised(tmp_path: Path) -> None:
    rows = read_run(write_run(tmp_path / "run", [four_events()]))
    foreign = replace(rows, documents={"d1": {**rows.documents["d1"], "lang": "und"}})
    assert {e["words"]["evidence"]["roman"] for e in content(foreign).events} == {None}
    tagged = replace(rows, documents={"d1": {**rows.documents["d1"], "lang": "te-IN"}})
    assert content(tagged).events == content(rows).events


def test_years_reach_from_first_to_last_and_no_further() -> None:
    def event(first: str | None, last: str | None) -> dict[str, Any]:
        return {"earliest": first, "latest": last}

    assert years([event("2024-05-03", "2026-01-01"), event(None, "2030-12-31"), event(None, None)]) == [
        2024, 2025, 2026, 2030,
    ]  # fmt: skip
    assert years([]) == []


def test_order_of_inputs_changes_nothing(tmp_path: Path) -> None:
    documents = list(gold_documents(40))
    one = shown(write_run(tmp_path / "a", documents))
    other = shown(write_run(tmp_path / "b", documents[::-1]))
    assert one == other


def test_rows_without_a_document_are_shown_without_text() -> None:
    row = {"event_id": "e", "doc_id": "gone", "type": "launch", "subtype": "liftoff", "status": "planned"}
    blank = dict.fromkeys([
        "date_edtf", "date_mod", "date_earliest", "date_latest", "date_basis", "published", "confidence", "review",
        "evidence", "evidence_start", "evidence_end", "trigger", "trigger_start", "trigger_end", "date_text",
        "date_start", "date_end",
    ])  # fmt: skip
    made = content(RunRows({}, {}, ({**blank, **row, "trigger_start": 0, "trigger_end": 3},), {}, {}, ()))
    assert made.texts == [[""]]
    assert made.events[0]["words"]["trigger"]["at"] is None
