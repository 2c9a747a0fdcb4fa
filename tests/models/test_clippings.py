"""Sentences of annotated documents as documents of their own."""

from __future__ import annotations

import sys
from importlib import import_module as recipe
from pathlib import Path
from typing import Any

import pytest

from corpus.test_corpus import problems
from ghatana.evaluate import read_gold

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "models" / "events"))
TEXT = "ఇస్రో శుక్రవారం నిసార్‌ను ప్రయోగించింది. ఇది విజయవంతమైందని నారాయణన్ తెలిపారు. జపాన్ కూడా 2026లో ఒక రాకెట్‌ను పంపనుంది."


def span(text: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"text": text, "start": start, "end": start + len(text), **more}


def event(trigger: str, args: list[dict[str, Any]], date: Any = None) -> dict[str, Any]:
    return {
        "id": trigger, "type": "launch", "subtype": "liftoff", "status": "completed", "trigger": span(trigger),
        "date": date, "args": args,
    }  # fmt: skip


def document(*events: dict[str, Any]) -> dict[str, Any]:
    return {
        "doc_id": "d", "lang": "te", "published": "2025-08-02", "publisher": None, "title": None, "text": TEXT,
        "events": list(events), "entities": [span("ఇస్రో", label="ORG"), span("జపాన్", label="LOC")],
        "timexes": [span("శుక్రవారం", type="DATE", value="2025-08-01", mod=None)],
    }  # fmt: skip


FIRST = event(
    "ప్రయోగించింది", [span("నిసార్‌ను", role="payload", canonical="NISAR")], span("శుక్రవారం", edtf="2025-08-01")
)
LAST = event("పంపనుంది", [span("రాకెట్‌ను", role="vehicle", canonical=None)], span("2026లో", edtf="2026"))


def clips(*events: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = recipe("clippings").clippings([document(*events)])
    return found


def test_a_sentence_that_tells_an_event_is_a_document() -> None:
    first, last = clips(FIRST, LAST)
    assert first["doc_id"] == "d.0"
    assert first["text"] == "ఇస్రో శుక్రవారం నిసార్‌ను ప్రయోగించింది."
    assert [e["id"] for e in first["events"]] == ["ప్రయోగించింది"]
    assert [e["text"] for e in first["entities"]] == ["ఇస్రో"]
    assert [t["value"] for t in first["timexes"]] == ["2025-08-01"]
    assert last["doc_id"] == "d.2"
    assert [e["text"] for e in last["entities"]] == ["జపాన్"]
    assert last["timexes"] == []


def test_spans_read_back() -> None:
    for clip in clips(FIRST, LAST):
        assert problems(clip) == []


def test_a_core_argument_elsewhere_keeps_a_sentence_out() -> None:
    elsewhere = event("పంపనుంది", [span("నిసార్‌ను", role="payload", canonical="NISAR")])
    assert [c["doc_id"] for c in clips(FIRST, elsewhere)] == ["d.0"]


def test_a_date_elsewhere_keeps_a_sentence_out() -> None:
    dated = {**LAST, "date": span("శుక్రవారం", edtf="2025-08-01")}
    assert [c["doc_id"] for c in clips(FIRST, dated)] == ["d.0"]


def test_other_arguments_elsewhere_are_left_behind() -> None:
    (clip,) = clips(
        {**FIRST, "args": [*FIRST["args"], span("నారాయణన్", role="source", canonical="V. Narayanan")]}
    )
    assert [a["role"] for a in clip["events"][0]["args"]] == ["payload"]


def test_an_event_without_core_arguments_keeps_its_sentence_out() -> None:
    assert clips(event("ప్రయోగించింది", [span("ఇస్రో", role="operator", canonical="ISRO")])) == []


def test_sentences_that_tell_nothing_come_from_documents_that_tell_nothing() -> None:
    assert [(c["doc_id"], c["events"]) for c in clips()] == [("d.0", [])]
    assert all(c["events"] for c in clips(FIRST))


def test_a_document_without_times_has_none_afterwards() -> None:
    bare = {k: v for k, v in document(FIRST).items() if k != "timexes"}
    (clip,) = recipe("clippings").clippings([bare])
    assert "timexes" not in clip


@pytest.mark.parametrize("name", ["flights", "pacts", "traps"])
def test_clippings_of_the_corpus_are_sound(name: str) -> None:
    documents = read_gold(ROOT / "corpus" / "train" / f"{name}.jsonl")
    found = recipe("clippings").clippings(documents)
    assert len(found) > len(documents)
    assert {c["doc_id"]: wrong for c in found if (wrong := problems(c))} == {}
    assert len({c["doc_id"] for c in found}) == len(found)


def test_a_clipping_knows_its_document() -> None:
    module = recipe("clippings")
    assert [module.whole_id(c) for c in clips(FIRST, LAST)] == ["d", "d"]
    assert module.whole_id(document()) == "d"
