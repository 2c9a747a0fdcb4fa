"""Rows from documents: offsets, ids, and the wide tables that come from events and arguments alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ghatana.document import Argument, Document, Entity, Event, EventDate, Sentence, Timex, Token
from ghatana.languages import Language, load
from ghatana.tables.counts import count_of, ordinal_of
from ghatana.tables.rows import document_rows, event_ids, sha256
from ghatana.tables.schema import BY_NAME
from ghatana.tables.wide import wide_row

TEXT = "మే 3న చైనా చాంగ్ఇ-6ను ప్రయోగించింది. మొదటి దశ 2035 నాటికి పూర్తవుతుంది. మరో 12 దేశాలు సంతకం చేశాయి."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def annotated(*events: Event) -> Document:
    ends = [i + 1 for i, c in enumerate(TEXT) if c == "."]
    starts = [0, *(e + 1 for e in ends[:-1])]
    doc = Document(
        "d1", TEXT, published=date(2024, 6, 13), published_basis="metadata", url="https://example.org/1"
    )
    doc = doc.with_layer("sentences", [Sentence(s, e) for s, e in zip(starts, ends, strict=True)])
    return doc.with_layer("events", sorted(events, key=lambda e: e.start))


LAUNCH = Event(
    *at("ప్రయోగించింది"),
    "launch",
    "liftoff",
    "completed",
    EventDate(*at("మే 3న"), "2024-05-03", None, date(2024, 5, 3), date(2024, 5, 3)),
    (
        Argument(*at("చాంగ్ఇ-6ను"), "payload", "Chang'e 6", "change-6", stem_end=at("చాంగ్ఇ-6")[1]),
        Argument(*at("చైనా"), "operator", None),
    ),
    confidence=0.123456,
)
PHASE = Event(
    *at("పూర్తవుతుంది"),
    "station_phase",
    "phase",
    "planned",
    None,
    (Argument(*at("మొదటి దశ"), "phase", "Phase 1"),),
)
SIGNING = Event(
    *at("సంతకం చేశాయి"), "agreement", "accession", "completed", None, (Argument(*at("12 దేశాలు"), "party"),)
)


def rows(name: str, doc: Document) -> list[dict[str, Any]]:
    return [dict(zip(BY_NAME[name].names, row, strict=True)) for row in document_rows(doc)[name]]


def test_rows_fit_their_tables() -> None:
    made = document_rows(annotated(LAUNCH, PHASE, SIGNING))
    for name, items in made.items():
        for row in items:
            assert len(row) == len(BY_NAME[name].columns)
            for value, column in zip(row, BY_NAME[name].columns, strict=True):
                assert value is not None or column.nullable, (name, column.name)


def test_an_event_row_points_into_the_text() -> None:
    (row,) = rows("events", annotated(LAUNCH))
    assert row["trigger"] == TEXT[row["trigger_start"] : row["trigger_end"]] == "ప్రయోగించింది"
    assert row["evidence"] == TEXT[row["evidence_start"] : row["evidence_end"]]
    assert row["date_text"] == TEXT[row["date_start"] : row["date_end"]] == "మే 3న"
    assert (row["date_edtf"], row["date_basis"], row["confidence"]) == ("2024-05-03", "explicit", 0.1235)


def test_an_event_without_a_date_has_none_anywhere() -> None:
    (row,) = rows("events", annotated(PHASE))
    assert {row[c] for c in row if c.startswith("date_")} == {None}


def test_wide_rows_hold_the_canonical_name_or_the_stem() -> None:
    (row,) = rows("launches", annotated(LAUNCH))
    assert row["payloads"] == ["Chang'e 6"]
    assert row["operators"] == ["చైనా"]
    assert row["vehicle"] is None
    payload = Argument(*at("చాంగ్ఇ-6ను"), "payload", stem_end=at("చాంగ్ఇ-6")[1])
    unknown = Event(*at("ప్రయోగించింది"), "launch", "liftoff", "completed", None, (payload,))
    assert rows("launches", annotated(unknown))[0]["payloads"] == ["చాంగ్ఇ-6"]


def test_phases_and_parties_are_counted() -> None:
    assert rows("station_phases", annotated(PHASE))[0]["phase_no"] == 1
    (agreement,) = rows("agreements", annotated(SIGNING))
    assert (agreement["n_parties"], agreement["ordinal"]) == (12, None)


def test_one_filler_named_twice_is_shown_once() -> None:
    parties = (Argument(*at("చైనా"), "party", "China"), Argument(*at("12 దేశాలు"), "party", "China"))
    twice = Event(*at("సంతకం చేశాయి"), "agreement", "signing", "completed", None, parties)
    assert rows("agreements", annotated(twice))[0]["parties"] == ["China"]


def test_sources_of_an_event_and_its_wide_row_agree() -> None:
    told = Event(
        *at("పూర్తవుతుంది"),
        "station_phase",
        "phase",
        "planned",
        None,
        (Argument(*at("చైనా"), "source", "Xinhua"),),
    )
    doc = annotated(told)
    assert rows("events", doc)[0]["sources"] == rows("station_phases", doc)[0]["sources"] == ["Xinhua"]


def test_event_ids_are_stable_unique_and_made_of_content() -> None:
    a = Event(20, 30, "launch", "liftoff", "planned", None, (Argument(5, 9, "payload"),))
    b = Event(20, 30, "launch", "liftoff", "planned", None, (Argument(0, 4, "payload"),))
    ids = event_ids("d1", [a, b, PHASE])
    assert len(set(ids)) == 3
    assert ids[1] == sha256("d1\x1flaunch\x1f20\x1f30\x1f0")[:16]
    assert event_ids("d1", [b, a, PHASE]) == [ids[1], ids[0], ids[2]]
    assert event_ids("d2", [a]) != event_ids("d1", [a])


def test_layers_become_rows_in_order() -> None:
    doc = annotated(LAUNCH)
    doc = doc.with_layer("tokens", [Token(0, 2), Token(3, 5, stem_end=4, case="loc"), Token(36, 40)])
    doc = doc.with_layer(
        "entities", [Entity(*at("చైనా"), "LOC", at("చైనా")[1], canonical="China", score=0.99999)]
    )
    doc = doc.with_layer("timexes", [Timex(*at("మే 3న"), "DATE", "2024-05-03", alternatives=("2023-05-03",))])
    assert [r["token_id"] for r in rows("tokens", doc)] == [1, 2, 3]
    assert [r["case_suffix"] for r in rows("tokens", doc)] == [None, TEXT[4], None]
    assert rows("entities", doc)[0]["score"] == 1.0
    assert rows("timexes", doc)[0]["alternatives"] == ["2023-05-03"]
    (document,) = rows("documents", doc)
    assert (document["n_chars"], document["n_sentences"], document["n_tokens"], document["n_events"]) == (
        len(TEXT),
        3,
        3,
        1,
    )


def test_token_ids_start_again_in_each_sentence() -> None:
    second = TEXT.index(". ") + 2
    doc = annotated().with_layer(
        "tokens", [Token(0, 2), Token(second, second + 2), Token(second + 3, second + 5)]
    )
    assert [(r["sentence_id"], r["token_id"]) for r in rows("tokens", doc)] == [(0, 1), (1, 1), (1, 2)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12 దేశాలు మరియు అంతర్జాతీయ సంస్థలు", 12),
        ("౧౨ దేశాలు", 12),
        ("మరో 5 ప్రైవేటు అంతరిక్ష కంపెనీలు", 5),
        ("పన్నెండు దేశాలు", 12),
        ("ఇరు పక్షాలు", None),
        ("ఒక సంస్థ", None),
        ("చైనా", None),
        ("చాంగ్ఇ-6 భాగస్వాములు", None),
        ("రూ.1,200 కోట్ల సంస్థ", None),
    ],
)
def test_counts_of_parties(text: str, count: int | None) -> None:
    assert count_of(text, load("te")) == count


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("ఈ కూటమిలో చేరిన 40వ దేశంగా నిలిచింది", 40),
        ("27వ దేశం భారత్", 27),
        ("౨౭వ దేశంగా", 27),
        ("32\u200cవ సభ్యదేశం", 32),
        ("21వ శతాబ్దం", None),
        ("40 దేశాలు", None),
    ],
)
def test_ordinals_of_joining(text: str, ordinal: int | None) -> None:
    assert ordinal_of(text, load("te")) == ordinal


def test_words_of_a_language_without_a_pack_count_nothing() -> None:
    assert count_of("12 దేశాలు", None) is None
    assert ordinal_of("40వ దేశంగా", None) is None


def test_a_pack_without_words_of_counting_counts_nothing(tmp_path: Path) -> None:
    pack = Language("kn", tmp_path)
    assert count_of("12 దేశాలు", pack) is None
    assert ordinal_of("40వ దేశంగా", pack) is None


def test_parties_are_counted_by_the_documents_own_pack(tmp_path: Path) -> None:
    (tmp_path / "counts.toml").write_text(
        'counted = ["ದೇಶ"]\nordinal_marks = ["ನೇ"]\njoined_as = ["ದೇಶ"]\n', "utf-8"
    )
    pack = Language("kn", tmp_path)
    assert count_of("೧೨ ದೇಶಗಳು", pack) == 12
    assert ordinal_of("40ನೇ ದೇಶವಾಗಿ ಸೇರಿತು", pack) == 40
    text = "12 ದೇಶಗಳು ಸಹಿ ಹಾಕಿದವು."
    event = Event(12, 21, "agreement", "signing", "completed", arguments=(Argument(0, 9, "party"),))
    doc = Document("d", text, lang="kn").with_layer("sentences", (Sentence(0, len(text)),))
    for language, parties in ((pack, 12), (None, 1)):
        row = wide_row(doc, "e", event, doc.sentences[0], event.arguments, language=language).row
        assert row[BY_NAME["agreements"].names.index("n_parties")] == parties
