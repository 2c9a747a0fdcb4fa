"""Scores: what counts as found, right and whole, on small runs worked out by hand."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ghatana.errors import UsageError
from ghatana.evaluate import evaluate, read_gold, score
from ghatana.evaluate.events import assign
from ghatana.evaluate.figures import Counts
from ghatana.evaluate.misses import sentences_of
from ghatana.evaluate.names import name_key, same_name
from ghatana.evaluate.spans import score_timexes

TEXT = "చైనా మే 3న చాంగ్ఇ-6ను ప్రయోగించింది. 2035 నాటికి దశ పూర్తవుతుంది."


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def gold() -> dict[str, Any]:
    return {
        "doc_id": "d1",
        "text": TEXT,
        "events": [
            {
                "id": "e1", "type": "launch", "subtype": "liftoff", "status": "completed",
                "date": {"edtf": "2024-05-03", **at("మే 3న")}, "trigger": at("ప్రయోగించింది"),
                "args": [
                    {"role": "payload", **at("చాంగ్ఇ-6ను"), "canonical": "Chang'e 6"},
                    {"role": "operator", **at("చైనా"), "canonical": "China"},
                ],
            }
        ],
        "entities": [{**at("చైనా"), "label": "LOC"}, {**at("చాంగ్ఇ-6ను"), "label": "SPACECRAFT"}],
        "timexes": [
            {**at("మే 3న"), "type": "DATE", "value": "2024-05-03", "mod": None},
            {**at("2035"), "type": "DATE", "value": "2035", "mod": "ON_OR_BEFORE"},
        ],
    }  # fmt: skip


def perfect() -> dict[str, list[dict[str, Any]]]:
    g = gold()
    e = g["events"][0]
    event = {
        "doc_id": "d1", "event_id": "x", "type": "launch", "subtype": "liftoff", "status": "completed",
        "trigger": "ప్రయోగించింది", "trigger_start": e["trigger"]["start"], "trigger_end": e["trigger"]["end"],
        "evidence_start": 0, "evidence_end": TEXT.index(".") + 1, "date_edtf": "2024-05-03",
    }  # fmt: skip
    return {
        "documents": [{"doc_id": "d1"}],
        "events": [event],
        "arguments": [{"doc_id": "d1", "event_id": "x", **a} for a in e["args"]],
        "entities": [{"doc_id": "d1", **x} for x in g["entities"]],
        "timexes": [{"doc_id": "d1", **t} for t in g["timexes"]],
    }


def test_a_perfect_run_scores_1_everywhere() -> None:
    scores = score([gold()], perfect())
    every = scores.counts["events"]["ALL"]
    assert every.prf() == every.prf("whole") == (1.0, 1.0, 1.0)
    assert scores.counts["events"]["arguments"].prf() == (1.0, 1.0, 1.0)
    assert scores.counts["entities"]["ALL"].prf() == (1.0, 1.0, 1.0)
    assert scores.counts["timexes"]["ALL"].prf("both") == (1.0, 1.0, 1.0)
    assert not any(scores.misses.values())
    assert "events                      P 1.000  R 1.000  F1 1.000  of 1" in scores.report()


def altered(table: str, **values: Any) -> dict[str, list[dict[str, Any]]]:
    tables = deepcopy(perfect())
    tables[table][0].update(values)
    return tables


@pytest.mark.parametrize(
    ("values", "wrong"),
    [({"status": "planned"}, "status"), ({"date_edtf": None}, "date"), ({"subtype": "ascent"}, "subtype")],
)
def test_an_event_wrong_in_one_cell_is_found_but_no_whole_row(values: dict[str, Any], wrong: str) -> None:
    scores = score([gold()], altered("events", **values))
    every = scores.counts["events"]["ALL"]
    assert every.hit == 1
    assert every.share("whole") == every.share(wrong) == 0.0
    assert len(scores.misses["events"]) == 1


def test_a_core_argument_with_another_name_spoils_the_row_and_the_link() -> None:
    every = score([gold()], altered("arguments", canonical="Chang'e 5")).counts["events"]["ALL"]
    assert every.share("whole") == 0.0
    assert every.share("linked", "linkable") == 0.5


def test_an_extra_core_argument_spoils_the_row() -> None:
    tables = perfect()
    tables["arguments"].append(
        {"doc_id": "d1", "event_id": "x", "role": "vehicle", "start": 0, "end": 4, "canonical": "X"}
    )
    scores = score([gold()], tables)
    assert scores.counts["events"]["ALL"].share("whole") == 0.0
    assert scores.counts["events"]["arguments"].prf() == (pytest.approx(2 / 3), 1.0, pytest.approx(0.8))


def test_another_trigger_in_the_sentence_answers_if_a_core_argument_fits() -> None:
    moved = altered("events", trigger_start=0, trigger_end=4)
    assert score([gold()], moved).counts["events"]["ALL"].hit == 1
    moved["arguments"] = []
    assert score([gold()], moved).counts["events"]["ALL"].hit == 0


def test_a_trigger_as_long_as_a_sentence_is_none() -> None:
    long = altered("events", trigger_start=0, trigger_end=len(TEXT) + 60)
    long["arguments"] = []
    assert score([gold()], long).counts["events"]["ALL"].hit == 0


def test_events_of_another_type_are_spurious_and_the_gold_is_missed() -> None:
    scores = score([gold()], altered("events", type="agreement"))
    assert {m.cells[3] for m in scores.misses["events"]} == {"MISSED", "SPURIOUS"}
    assert scores.counts["events"]["agreement"].predicted == 1


def test_negatives_with_rows_are_counted() -> None:
    empty = {**gold(), "events": []}
    scores = score([empty], perfect())
    assert (scores.negatives, scores.negatives_with_rows) == (1, 1)


def test_documents_absent_from_the_run_are_named_and_count_as_wrong() -> None:
    scores = score([gold()], {name: [] for name in perfect()})
    assert scores.absent == ["d1"]
    assert "absent from the run: 1 documents (d1…)" in scores.report(misses=True)
    assert scores.counts["events"]["ALL"].prf() == (0.0, 0.0, 0.0)


def test_a_detached_postposition_may_be_in_or_out() -> None:
    wider = perfect()
    wider["timexes"][1].update(end=at("2035 నాటికి")["end"])
    assert score([gold()], wider).counts["timexes"]["ALL"].prf("span") == (1.0, 1.0, 1.0)
    wider["timexes"][1].update(end=at("2035 నాటికి దశ")["end"])
    assert score([gold()], wider).counts["timexes"]["ALL"].right["span"] == 1


def test_values_mods_and_types_of_times() -> None:
    for change, right in [
        ({"value": "2036"}, {"value": 1, "mod": 1}),
        ({"mod": None}, {"value": 2, "mod": 1}),
        ({"type": "TIME"}, {"value": 1, "mod": 1}),
    ]:
        tables = perfect()
        tables["timexes"][1].update(change)
        counts = score([gold()], tables).counts["timexes"]["ALL"]
        assert {k: counts.right[k] for k in right} == right


def test_the_bench_form_has_groups_and_accepted_alternatives() -> None:
    sentence = {
        "id": "year-01", "text": TEXT, "group": "year",
        "spans": [{**at("మే 3న"), "type": "DATE", "value": "X", "alt": [[5, 9]], "alt_values": ["2024-05-03"]}],
    }  # fmt: skip
    row = {
        "doc_id": "year-01",
        "start": 5,
        "end": 9,
        "text": "మే 3",
        "type": "DATE",
        "value": "2024-05-03",
        "mod": None,
    }
    tables = {**{name: [] for name in perfect()}, "documents": [{"doc_id": "year-01"}], "timexes": [row]}
    scores = score([sentence], tables)
    assert scores.counts["timexes"]["year"].prf("both") == (1.0, 1.0, 1.0)
    assert "\nyear " in "\n" + scores.report()


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("ISRO", "Indian Space Research Organisation", True),
        ("Chang'e 6", "Chang’e-6", True),
        ("Sergey Savelyev", "Sergei Savelyev", True),
        ("PSLV-C52", "PSLV-C53", False),
        ("Soyuz MS-24", "Soyuz MS-25", False),
        ("Rani", "Rano", False),
        ("", "", False),
        (None, "ISRO", False),
    ],
)
def test_when_two_names_are_one(a: str | None, b: str | None, same: bool) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


def test_name_keys_hold_latin_letters_and_digits() -> None:
    assert name_key("Chang'e-6!") == "change6"
    assert name_key(None) == ""


def test_the_best_assignment_is_not_the_greedy_one() -> None:
    assert assign({(0, 0): 9, (0, 1): 8, (1, 0): 8}) == [(0, 1), (1, 0)]
    assert assign({}) == []


def test_counts_add_up() -> None:
    one, two = Counts(2, 3, 1, {"a": 1}), Counts(1, 1, 1, {"a": 1, "b": 2})
    one.add(two)
    assert (one.gold, one.predicted, one.hit, one.right) == (3, 4, 2, {"a": 2, "b": 2})
    assert Counts().prf() == (0.0, 0.0, 0.0)
    assert Counts().share("a") == 0.0


def test_a_run_folder_can_be_scored_and_one_without_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold(), ensure_ascii=False) + "\n", "utf-8")
    with pytest.raises(UsageError, match=r"has no documents\.parquet"):
        evaluate(path, tmp_path)
    path.write_text("{}\n", "utf-8")
    with pytest.raises(UsageError, match="line 1: not a gold document"):
        read_gold(path)


def test_words_that_may_end_a_span_are_those_of_a_pack_of_ones_own(tmp_path: Path) -> None:
    text = "ಮೇ 3 ರಂದು ಹಾರಿತು."
    span = {"text": "ಮೇ 3", "start": 0, "end": 4, "type": "DATE", "value": "2024-05-03"}
    gold = {"doc_id": "d", "lang": "kn", "text": text, "timexes": [span]}
    row = {
        "doc_id": "d",
        "start": 0,
        "end": 9,
        "text": "ಮೇ 3 ರಂದು",
        "type": "DATE",
        "value": "2024-05-03",
        "mod": None,
    }
    (tmp_path / "kn").mkdir()
    for packs in (None, str(tmp_path)):
        counts, _ = score_timexes(gold, [row], "kn", packs)
        assert counts.prf("span")[2] == 0.0, "without a word of it a span ends where it ends"
    (tmp_path / "kn" / "evaluate.toml").write_text('detached = ["ರಂದು"]\n', "utf-8")
    counts, _ = score_timexes(gold, [row], "kn", str(tmp_path))
    assert counts.prf("span")[2] == 1.0


def test_misses_are_shown_in_sentences_by_a_pack_of_ones_own_or_in_the_text(tmp_path: Path) -> None:
    text = "ಡಾ. ರಾಮ್ ಬಂದರು. ಹೋದರು."
    assert [s.of(text) for s in sentences_of(text, "kn")] == [text]
    (tmp_path / "kn").mkdir()
    (tmp_path / "kn" / "sentences.toml").write_text('titles = ["ಡಾ"]\n', "utf-8")
    found = sentences_of(text, "kn", str(tmp_path))
    assert [s.of(text) for s in found] == ["ಡಾ. ರಾಮ್ ಬಂದರು.", "ಹೋದರು."]


def broken(**changes: Any) -> dict[str, Any]:
    return {**gold(), **changes}


def event(**changes: Any) -> dict[str, Any]:
    return broken(events=[{**gold()["events"][0], **changes}])


def without(name: str) -> dict[str, Any]:
    return broken(events=[{k: v for k, v in gold()["events"][0].items() if k != name}])


NO_GOLD = {
    "a list": [1],
    "no id": {"text": "x", "events": []},
    "no text": {"id": "a", "events": []},
    "text that is none": broken(text=5),
    "a lone surrogate": broken(text=f"\udcff{TEXT}"),
    "events that are none": broken(events=5),
    "an event that is none": broken(events=["x"]),
    "no type": without("type"),
    "no trigger": without("trigger"),
    "no args": without("args"),
    "a date that is none": event(date=5),
    "a start in words": event(trigger={"start": "0", "end": 5}),
    "a span outside": event(trigger={"start": -99, "end": 5}),
    "a span beyond": broken(entities=[{"start": 0, "end": 9999, "label": "LOC"}]),
    "args without a role": event(args=[{"start": 0, "end": 2}]),
}


@pytest.mark.parametrize("name", NO_GOLD)
def test_what_is_no_gold_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(
        json.dumps({**gold(), "doc_id": "other"}) + "\n\n" + json.dumps(NO_GOLD[name]) + "\n", "utf-8"
    )
    with pytest.raises(UsageError, match=r"gold\.jsonl, line 3: not a gold document"):
        read_gold(path)


def test_texts_without_annotations_are_refused(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "ఒకటి"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"in\.jsonl is annotated; expected one of the fields entities"):
        read_gold(tmp_path / "in.jsonl")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no gold document"),
        (json.dumps(gold()).encode() * 2, "line 1: not a gold document"),
        (
            json.dumps(gold()).encode() + b"\n" + json.dumps(gold()).encode(),
            "line 2: .*the document d1 came before",
        ),
        ("{}".encode("utf-16"), "is no UTF-8"),
        (b"[" * 100_000, "line 1: not a gold document"),
    ],
    ids=["empty", "two in a line", "twice", "UTF-16", "nested"],
)
def test_a_file_that_is_no_gold_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        read_gold(path)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(gold()).encode())
    assert len(read_gold(path)) == 1
