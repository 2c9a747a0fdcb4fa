"""The documents in other languages than Telugu: sound as the Telugu ones are, and training apart from gold."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.test_corpus import CORPUS, FIELDS, problems
from corpus.test_train import passages
from ghatana.document import EVENT_TYPES, LABELS, MODS, STATUSES, TIMEX_TYPES
from ghatana.languages.detect import detect

LANGUAGES = sorted(path.name for path in (CORPUS / "gold").iterdir() if path.is_dir())
FILES = sorted(
    p for part in ("gold", "train") for lang in LANGUAGES for p in (CORPUS / part / lang).glob("*.jsonl")
)
BENCHES = [path for path in FILES if path.stem.startswith("timex_")]
ANNOTATED = [path for path in FILES if path not in BENCHES]
# The others have names and events without times; the card says so with a dash.
TIMED = [path for path in ANNOTATED if "timexes" in json.loads(path.read_text("utf-8").split("\n", 1)[0])]
NOT_LATIN = re.compile("[\u0900-\u0d7f]")


def named(path: Path) -> str:
    return path.relative_to(CORPUS).as_posix()


@cache
def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def documents(part: str, lang: str) -> list[dict[str, Any]]:
    return [d for path in ANNOTATED if path.parent == CORPUS / part / lang for d in read(path)]


def test_both_parts_are_there_in_every_language() -> None:
    assert LANGUAGES == ["en", "hi"]
    for lang in LANGUAGES:
        assert len(documents("gold", lang)) >= 13
        assert len(documents("train", lang)) >= 150


@pytest.mark.parametrize("path", ANNOTATED, ids=named)
def test_documents_are_sound(path: Path) -> None:
    found = {doc["doc_id"]: wrong for doc in read(path) if (wrong := problems(doc))}
    assert found == {}


@pytest.mark.parametrize("path", ANNOTATED, ids=named)
def test_documents_are_in_their_language(path: Path) -> None:
    for doc in read(path):
        assert list(doc) == (FIELDS if path in TIMED else FIELDS[:-1]), doc["doc_id"]
        assert doc["lang"] == path.parent.name
        assert detect(doc["text"]) == doc["lang"], doc["doc_id"]


@pytest.mark.parametrize("path", ANNOTATED, ids=named)
def test_names_are_in_latin_letters(path: Path) -> None:
    for doc in read(path):
        for part in [*doc["entities"], *(a for e in doc["events"] for a in e["args"])]:
            assert not NOT_LATIN.search(part.get("canonical") or ""), (doc["doc_id"], part)


@pytest.mark.parametrize("path", TIMED, ids=named)
def test_the_date_of_an_event_is_one_of_the_times(path: Path) -> None:
    for doc in read(path):
        for event in doc["events"]:
            if when := event["date"]:
                assert any(t["start"] < when["end"] and when["start"] < t["end"] for t in doc["timexes"]), (
                    when
                )


@pytest.mark.parametrize("path", BENCHES, ids=named)
def test_bench_sentences_are_sound(path: Path) -> None:
    for line in read(path):
        assert line["text"] == line["text"].strip()
        for span in line["spans"]:
            assert line["text"][span["start"] : span["end"]] == span["text"], line["id"]
            assert span["type"] in TIMEX_TYPES, line["id"]
            assert span.get("mod") in (None, *MODS), line["id"]
            for start, end in span.get("alt", []):
                assert start < span["end"], line["id"]
                assert span["start"] < end <= len(line["text"]), line["id"]
    assert sum(not line["spans"] for line in read(path)) >= 10
    assert len({line["dct"] for line in read(path)}) >= 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ids_and_texts_are_unique(lang: str) -> None:
    every = [*documents("gold", lang), *documents("train", lang)]
    for key in ("doc_id", "text"):
        assert [k for k, n in Counter(doc[key] for doc in every).items() if n > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_training_document_shares_a_long_passage_with_gold(lang: str) -> None:
    held = {p: doc["doc_id"] for doc in documents("gold", lang) for p in passages(doc["text"])}
    shared = {
        (d["doc_id"], held[p]) for d in documents("train", lang) for p in passages(d["text"]) & held.keys()
    }
    assert shared == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_scheme_is_covered_in_training(lang: str) -> None:
    events = [e for doc in documents("train", lang) for e in doc["events"]]
    assert {e["status"] for e in events} == set(STATUSES)
    kinds = {(kind, sub) for kind, subtypes in EVENT_TYPES.items() for sub in subtypes}
    assert {(e["type"], e["subtype"]) for e in events} == kinds
    assert {e["label"] for doc in documents("train", lang) for e in doc["entities"]} == set(LABELS)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_the_card_counts_what_is_there(path: Path) -> None:
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    if path in BENCHES:
        spans = sum(len(line["spans"]) for line in read(path))
        row = f"| `{named(path)}` | {len(read(path))} sentences | – | – | {spans} |"
    else:
        layers = ("events", "entities", "timexes")
        counts = [
            f"{sum(len(d[layer]) for d in read(path)):,}" if layer in read(path)[0] else "–"
            for layer in layers
        ]
        row = f"| `{named(path)}` | {len(read(path))} | {' | '.join(counts)} |"
    assert row in card
