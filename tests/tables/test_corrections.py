"""Corrections: read with their lines, applied to rows, traced to the text where the text has them."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import (
    EVENT_TYPES,
    STATUSES,
    Argument,
    Document,
    Entity,
    Event,
    EventDate,
    Sentence,
    Timex,
)
from ghatana.errors import UsageError
from ghatana.tables.corrections import Correction, Corrections, parse
from ghatana.tables.review import in_words, outcome
from ghatana.tables.rows import document_rows, event_ids
from ghatana.tables.schema import BY_NAME

TEXT = "ఇస్రో మే 3న చైనా చాంగ్ఇ-6ను ప్రయోగించింది. నాసా 12 దేశాలతో జూన్ 5న ఒప్పందంపై సంతకం చేసింది."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def document(*more: Argument) -> Document:
    """Two sentences with an event each; `more` are arguments of the second."""
    stop = TEXT.index(".") + 1
    doc = Document("d1", TEXT, published=date(2024, 6, 13), published_basis="metadata")
    doc = doc.with_layer("sentences", [Sentence(0, stop), Sentence(stop + 1, len(TEXT))])
    names = [("ఇస్రో", "ORG", "ISRO"), ("చైనా", "LOC", "China"), ("చాంగ్ఇ-6ను", "SPACECRAFT", "Chang'e 6")]
    names.append(("నాసా", "ORG", "NASA"))
    doc = doc.with_layer(
        "entities", [Entity(*at(w), label, at(w)[1], "nom", name, name.lower()) for w, label, name in names]
    )
    times = [("మే 3న", date(2024, 5, 3)), ("జూన్ 5న", date(2024, 6, 5))]
    doc = doc.with_layer(
        "timexes", [Timex(*at(w), "DATE", str(d), None, str(d), d, d, "relative") for w, d in times]
    )
    day = date(2024, 5, 3)
    launch = Event(
        *at("ప్రయోగించింది"), "launch", "liftoff", "completed", EventDate(*at("మే 3న"), str(day), None, day, day, "relative"),
        (Argument(*at("చాంగ్ఇ-6ను"), "payload", "Chang'e 6"), Argument(*at("చైనా"), "operator", "China")), 0.75,
    )  # fmt: skip
    pact = Event(
        *at("సంతకం చేసింది"),
        "agreement",
        "signing",
        "completed",
        None,
        (Argument(*at("నాసా"), "party", "NASA"), *more),
        0.5,
    )
    return doc.with_layer("events", [launch, pact])


LAUNCH, PACT = event_ids("d1", document().events)


def given_corrections(*items: tuple[Any, ...]) -> Corrections:
    made = (Correction(2 + n, *item) for n, item in enumerate(items))
    return Corrections("mine.tsv", "0" * 64, tuple(made))


def rows(*items: tuple[Any, ...], doc: Document | None = None) -> dict[str, list[dict[str, Any]]]:
    made = document_rows(doc or document(), given_corrections(*items))
    return {
        name: [dict(zip(table.names, row, strict=True)) for row in made.get(name, [])]
        for name, table in BY_NAME.items()
    }


def test_without_corrections_nothing_is_reviewed() -> None:
    plain = rows()
    assert [row["review"] for row in plain["events"] + plain["launches"]] == [None, None, None]
    assert plain["corrections"] == []
    assert document_rows(document()) == {
        k: v for k, v in document_rows(document(), given_corrections()).items() if k != "corrections"
    }


def test_accept_marks_the_row_and_keeps_the_confidence() -> None:
    made = rows((LAUNCH, "accept"))
    assert [(r["review"], r["confidence"]) for r in made["events"]] == [("accepted", 0.75), (None, 0.5)]
    assert made["launches"][0]["review"] == "accepted"
    assert made["agreements"][0]["review"] is None
    (met,) = made["corrections"]
    assert (met["event_id"], met["line"], met["action"], met["applied"]) == (LAUNCH, 2, "accept", True)
    assert (met["column"], met["before"], met["value"], met["note"]) == (None, None, None, None)
    assert met["evidence"] == TEXT[: TEXT.index(".") + 1]


def test_reject_drops_every_row_of_the_event_and_keeps_it_visible() -> None:
    made = rows((LAUNCH, "reject", None, "", "a drill"))
    assert [r["event_id"] for r in made["events"]] == [PACT]
    assert {r["event_id"] for r in made["arguments"]} == {PACT}
    assert made["launches"] == []
    assert made["documents"][0]["n_events"] == 1
    (met,) = made["corrections"]
    assert (met["trigger"], met["note"]) == ("ప్రయోగించింది", "a drill")


def test_status_and_subtype_in_both_tables() -> None:
    made = rows(
        (LAUNCH, "override", "status", "failed"),
        (LAUNCH, "override", "subtype", "ascent"),
        (LAUNCH, "accept"),
    )
    event, wide = made["events"][0], made["launches"][0]
    assert (event["status"], event["subtype"], event["review"]) == ("failed", "ascent", "accepted, corrected")
    assert (wide["status"], wide["subtype"], wide["review"]) == ("failed", "ascent", "accepted, corrected")
    assert [m["before"] for m in made["corrections"]] == ["completed", "liftoff", None]
    assert event["event_id"] == LAUNCH


def test_a_subtype_of_another_type_is_not_applied() -> None:
    made = rows((LAUNCH, "override", "subtype", "signing"), (LAUNCH, "override", "party", "NASA"))
    assert (made["events"][0]["subtype"], made["events"][0]["review"]) == ("liftoff", None)
    assert [m["applied"] for m in made["corrections"]] == [False, False]


def test_a_date_is_derived_anew_and_takes_the_words_that_give_it() -> None:
    event = rows((PACT, "override", "date_edtf", "2024-06-05"))["events"][1]
    assert (event["date_text"], event["date_basis"]) == ("జూన్ 5న", "relative")
    assert event["date_earliest"] == event["date_latest"] == date(2024, 6, 5)
    assert TEXT[event["date_start"] : event["date_end"]] == event["date_text"]


def test_a_date_that_no_words_give_has_none() -> None:
    made = rows((LAUNCH, "override", "date_edtf", "../2030"))
    event, wide = made["events"][0], made["launches"][0]
    assert (event["date_text"], event["date_start"], event["date_end"]) == (None, None, None)
    assert (event["date_edtf"], event["date_basis"]) == ("../2030", "review")
    assert (wide["date_earliest"], wide["date_latest"]) == (None, date(2030, 12, 31))
    gone = rows((LAUNCH, "override", "date_edtf", ""))["events"][0]
    assert {gone[c] for c in gone if c.startswith("date_")} == {None}


def test_a_role_takes_names_that_the_document_mentions_from_their_mention() -> None:
    made = rows((LAUNCH, "override", "operator", "isro | NASA"))
    assert made["launches"][0]["operators"] == ["ISRO", "NASA"]
    isro, nasa = (a for a in made["arguments"] if a["role"] == "operator")
    assert (isro["text"], isro["basis"], isro["kb_id"], isro["score"]) == ("ఇస్రో", "sentence", "isro", 1.0)
    assert (nasa["text"], nasa["basis"]) == ("నాసా", "document")
    assert made["corrections"][0]["before"] == "China"


def test_a_role_takes_what_fills_one_of_another_event() -> None:
    doc = document(Argument(*at("12 దేశాలతో"), "party", "Twelve Countries"))
    made = rows((LAUNCH, "override", "operator", "twelve countries"), doc=doc)
    (operator,) = (a for a in made["arguments"] if a["event_id"] == LAUNCH and a["role"] == "operator")
    assert (operator["text"], operator["canonical"], operator["basis"]) == (
        "12 దేశాలతో",
        "Twelve Countries",
        "document",
    )


def test_a_role_takes_words_that_stand_in_the_text() -> None:
    made = rows((PACT, "override", "instrument", "ఒప్పందంపై"))
    (instrument,) = (a for a in made["arguments"] if a["role"] == "instrument")
    assert (instrument["text"], instrument["basis"]) == ("ఒప్పందంపై", "sentence")


def test_a_name_that_the_document_lacks_stands_on_the_evidence() -> None:
    made = rows((LAUNCH, "override", "vehicle", "Long March 5"))
    (vehicle,) = (a for a in made["arguments"] if a["role"] == "vehicle")
    assert (vehicle["canonical"], vehicle["basis"]) == ("Long March 5", "review")
    assert vehicle["text"] == made["events"][0]["evidence"]
    assert made["launches"][0]["vehicle"] == "Long March 5"


def test_a_filler_that_is_named_again_stays_as_it_was() -> None:
    before = [a for a in rows()["arguments"] if a["role"] == "payload"]
    made = rows((LAUNCH, "override", "payload", "Chang'e 6 | Queqiao 2"))
    assert [a for a in made["arguments"] if a["role"] == "payload" and a["basis"] != "review"] == before
    assert made["launches"][0]["payloads"] == [
        "Queqiao 2",
        "Chang'e 6",
    ]  # in text order: the evidence begins first
    assert rows((LAUNCH, "override", "payload", ""))["launches"][0]["payloads"] == []


def test_the_evidence_of_a_given_party_counts_no_parties() -> None:
    made = rows((PACT, "override", "party", "NASA | Japan"))
    assert made["agreements"][0]["n_parties"] == 2  # and not the 12 of the sentence


@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.sampled_from([LAUNCH, PACT]), st.just("override"), st.just("status"), st.sampled_from(STATUSES)
            ),
            st.tuples(
                st.sampled_from([LAUNCH, PACT]), st.just("override"), st.just("subtype"),
                st.sampled_from([s for kinds in EVENT_TYPES.values() for s in kinds]),
            ),
            st.tuples(
                st.sampled_from([LAUNCH, PACT]), st.just("override"), st.just("source"),
                st.lists(st.text("abc |", min_size=1, max_size=5), max_size=3).map(" | ".join),
            ),
            st.tuples(st.sampled_from([LAUNCH, PACT]), st.just("reject")),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_whatever_is_corrected_rows_stay_sound(items: list[tuple[Any, ...]]) -> None:
    made = rows(*items)
    rejected = {item[0] for item in items if item[1] == "reject"}
    assert {r["event_id"] for r in made["events"]} == {LAUNCH, PACT} - rejected
    assert {r["event_id"] for r in made["arguments"]} <= {LAUNCH, PACT} - rejected
    assert len(made["corrections"]) == len(items)
    for name, held in made.items():
        for row in held:
            for column in BY_NAME[name].columns:
                assert row[column.name] is not None or column.nullable, (name, column.name)
    for row in made["events"]:
        assert row["subtype"] in EVENT_TYPES[row["type"]]
    for row in made["arguments"]:
        assert row["text"] == TEXT[row["start"] : row["end"]]


HEAD = "event_id\taction\tcolumn\tvalue\tnote\n"
ID, OTHER = "0123456789abcdef", "fedcba9876543210"


@pytest.mark.parametrize("mark", ["\t", ",", ";"])
def test_tabs_commas_and_semicolons(mark: str, tmp_path: Path) -> None:
    text = "# by hand\r\n" + HEAD.replace("\t", mark).strip() + "\r\n\r\n"
    text += mark.join([ID, "override", "payloads", '"A | B, C; D"', "two\u0020words"]) + "\r\n"
    text += mark.join([OTHER, "accept"]) + "\r\n"
    (tmp_path / "mine.tsv").write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    read = Corrections.read(tmp_path / "mine.tsv")
    first, second = read.items
    assert (first.line, first.column, first.names) == (4, "payload", ("A", "B, C; D"))
    assert (second.line, second.action, second.column) == (5, "accept", None)
    assert read.of(ID) == [first]
    assert read.unmatched([4]) == [second]
    assert pickle.loads(pickle.dumps(read)).of(OTHER) == [second]


def test_a_cell_over_two_lines_does_not_shift_the_others() -> None:
    text = f'event_id,action,note\n{ID},accept,"one\ntwo"\n{OTHER},reject,\n'
    assert [(c.line, c.note) for c in parse(text, "f")] == [(2, "one\ntwo"), (4, "")]


WRONG = {
    "nothing": ("", "f is empty; expected a header line"),
    "no header": (f"{ID}\taccept\n", "line 1: the columns must be among event_id, action"),
    "an unknown column": ("event_id,action,colum\n", "line 1: .*Unknown: colum; missing: none"),
    "a column twice": ("event_id,action,action\n", "each once"),
    "an odd id": ("event_id\taction\nabc\taccept\n", "line 2: the event_id is 'abc'; expected 16 hexadecimal"),
    "an action": (f"event_id\taction\n{ID}\tdelete\n", "line 2: the action is 'delete'; expected one of accept"),
    "accept with a value": (HEAD + f"{ID}\taccept\tstatus\tfailed\n", "line 2: accept takes no column"),
    "no such column": (HEAD + f"{ID}\toverride\ttrigger\tx\n", "the column is 'trigger'; expected one of subtype"),
    "no column": (HEAD + f"{ID}\toverride\t\tx\n", "the column is ''; expected one of"),
    "a status": (HEAD + f"{ID}\toverride\tstatus\tdone\n", "status is 'done'; expected one of completed"),
    "an empty status": (HEAD + f"{ID}\toverride\tstatus\t\n", "status is ''; expected"),
    "a subtype": (HEAD + f"{ID}\toverride\tsubtype\tlanding\n", "subtype is 'landing'; expected"),
    "a date": (HEAD + f"{ID}\toverride\tdate_edtf\t3 May\n", "'3 May' is no EDTF value; expected one of 2024"),
    "no such day": (HEAD + f"{ID}\toverride\tdate_edtf\t2024-02-30\n", "names no day of the calendar"),
    "a cell twice": (
        HEAD + f"{ID}\toverride\tstatus\tfailed\n\n{ID}\toverride\tstatus\tplanned\n",
        r"line 4: event 0123456789abcdef has another correction on line 2 \(override status\)",
    ),
    "accept and reject": (HEAD + f"{ID}\taccept\n{ID}\treject\n", r"line 3: .* on line 2 \(accept\)"),
    "reject and override": (HEAD + f"{ID}\treject\n{ID}\toverride\tstatus\tfailed\n", r"on line 2 \(reject\)"),
    "a quote never closed": (
        f'event_id,action,note\n{ID},accept,"see page 5\n{ID[::-1]},reject,\n',
        "line 2: unexpected end of data. Look for",
    ),
    "a cell that is too long": (f"event_id,action,note\n{ID},accept,{'x' * 140_000}\n", "line 2: field larger than"),
    "too many cells": (f"event_id,action\n{ID},accept,x\n", "line 2: 3 cells, but the header has 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_malformed_file_is_refused_with_its_line(name: str) -> None:
    text, message = WRONG[name]
    with pytest.raises(UsageError, match=message) as caught:
        list(parse(text, "f"))
    assert caught.value.message.startswith("f")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read as UTF-8 text"):
        Corrections.read(tmp_path / "none.tsv")
    (tmp_path / "mine.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="cannot be read as UTF-8 text"):
        Corrections.read(tmp_path / "mine.tsv")


def test_what_became_of_them() -> None:
    corrections = given_corrections(
        (LAUNCH, "override", "subtype", "signing"), (LAUNCH, "override", "status", "failed"),
        (OTHER, "reject"), (PACT, "accept"),
    )  # fmt: skip
    met = document_rows(document(), corrections)["corrections"]
    said = outcome(met, corrections)
    assert {k: said[k] for k in ("rows", "accepted", "rejected", "overridden")} == {
        "rows": 4, "accepted": 1, "rejected": 0, "overridden": 1
    }  # fmt: skip
    assert said["unmatched"] == [{"line": 4, "event_id": OTHER, "action": "reject"}]
    assert said["not_applied"] == [{"line": 2, "event_id": LAUNCH, "column": "subtype", "value": "signing"}]
    assert in_words(said).splitlines() == [
        "corrections: 1 accepted, 0 rejected, 1 overridden",
        f"  line 4: no event {OTHER} in this run",
        f"  line 2: subtype = 'signing' fits no event of the type of {LAUNCH}",
    ]
