"""The documents that the shipped model has not learnt: sound, new, and as many as the card says."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

from corpus.test_corpus import CORPUS, FIELDS, GOLD, problems, read
from corpus.test_train import passages

FILES = sorted((CORPUS / "fresh").glob("*.jsonl"))
NAMES = [path.stem for path in FILES]
INDIC = re.compile("[\u0900-\u0d7f]")
LANGUAGES = ("en", "hi", "te")
GOLDS = [*GOLD, *(f"{lang}/{part}_events.jsonl" for lang in ("en", "hi") for part in ("dev", "test"))]


@cache
def documents(name: str) -> list[dict[str, Any]]:
    """The documents of a file."""
    return read(f"../fresh/{name}.jsonl")


def known() -> list[dict[str, Any]]:
    """All gold and training documents."""
    paths = sorted((CORPUS / "train").rglob("*.jsonl"))
    train = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    return [*train, *(doc for name in GOLDS for doc in read(name))]


def test_the_card_counts_them() -> None:
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    told = {
        row[0]: tuple(int(n.replace(",", "")) for n in row[1:])
        for row in re.findall(r"\| `fresh/(\w+)\.jsonl` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|", card)
    }
    assert told == {
        name: (len(found), sum(len(d["events"]) for d in found), sum(len(d["entities"]) for d in found))
        for name in NAMES
        for found in [documents(name)]
    }


@pytest.mark.parametrize("name", NAMES)
def test_documents_are_sound(name: str) -> None:
    assert {doc["doc_id"]: wrong for doc in documents(name) if (wrong := problems(doc))} == {}
    for doc in documents(name):
        assert list(doc) == FIELDS[:-1], doc["doc_id"]
        assert doc["lang"] == name[:2]
        assert doc["lang"] in LANGUAGES


@pytest.mark.parametrize("name", NAMES)
def test_canonical_names_are_in_latin_letters_and_one_for_a_surface(name: str) -> None:
    for doc in documents(name):
        names: dict[tuple[str, str], set[str | None]] = {}
        for part in [*doc["entities"], *(a for e in doc["events"] for a in e["args"])]:
            assert not INDIC.search(part["canonical"] or ""), (doc["doc_id"], part)
        for entity in doc["entities"]:
            names.setdefault((entity["text"], entity["label"]), set()).add(entity["canonical"])
        assert {key: found for key, found in names.items() if len(found) > 1} == {}, doc["doc_id"]


def test_they_are_new() -> None:
    every, old = [doc for name in NAMES for doc in documents(name)], known()
    assert [key for key, n in Counter(d["doc_id"] for d in [*every, *old]).items() if n > 1] == []
    held = {passage: doc["doc_id"] for doc in old for passage in passages(doc["text"])}
    assert {(d["doc_id"], held[p]) for d in every for p in passages(d["text"]) & held.keys()} == set()


@pytest.mark.parametrize("name", NAMES)
def test_crew_is_no_payload_beside_its_craft(name: str) -> None:
    for doc in documents(name):
        people = {(e["start"], e["end"]) for e in doc["entities"] if e["label"] == "PER"}
        for event in doc["events"]:
            payloads = {(a["start"], a["end"]) for a in event["args"] if a["role"] == "payload"}
            assert not payloads & people or payloads <= people, (doc["doc_id"], event["id"])
