"""The training documents: sound as the gold is, told apart from it, and as many as the card says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from corpus.test_corpus import CORPUS, FIELDS, GOLD, problems, read
from ghatana.document import EVENT_TYPES, LABELS, STATUSES
from ghatana.sources import FieldMap, read_mappings

TRAIN = sorted((CORPUS / "train").glob("*.jsonl"), key=lambda path: path.name)
OTHER_NEWS = {"more_plain"}
LONG = 12  # words in a row that no two texts share by chance
TELUGU = re.compile("[\u0c00-\u0c7f]")
WORD = re.compile(r"[\w\u0900-\u0d7f]+")


@cache
def documents() -> dict[str, list[dict[str, Any]]]:
    """The documents of each file."""
    return {path.stem: read(f"../train/{path.name}") for path in TRAIN}


def every() -> Iterator[dict[str, Any]]:
    for found in documents().values():
        yield from found


NAMES = [path.stem for path in TRAIN]
# The other files have names and events without times; the card says so with a dash.
TIMED = {name for name, found in documents().items() if "timexes" in found[0]}
TIMED_NAMES = sorted(TIMED)


def passages(text: str) -> set[tuple[str, ...]]:
    """Every run of `LONG` words, joiners apart."""
    words = WORD.findall(text.replace("\u200c", ""))
    return {tuple(words[n : n + LONG]) for n in range(len(words) - LONG + 1)}


def test_the_files_are_those_of_the_card() -> None:
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\| `train/(\w+)\.jsonl` \|", card)) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_documents_are_sound(name: str) -> None:
    found = {doc["doc_id"]: wrong for doc in documents()[name] if (wrong := problems(doc))}
    assert found == {}


@pytest.mark.parametrize("name", NAMES)
def test_documents_have_their_fields(name: str) -> None:
    fields = FIELDS if name in TIMED else FIELDS[:-1]
    for doc in documents()[name]:
        assert list(doc) == fields, doc["doc_id"]
        assert doc["lang"] == "te"
        assert doc["text"] == doc["text"].strip()
        assert TELUGU.search(doc["text"])
        date.fromisoformat(doc["published"])


@pytest.mark.parametrize("name", NAMES)
def test_names_are_in_latin_letters(name: str) -> None:
    for doc in documents()[name]:
        for part in [*doc["entities"], *(a for e in doc["events"] for a in e["args"])]:
            assert not TELUGU.search(part.get("canonical") or ""), (doc["doc_id"], part)


@pytest.mark.parametrize("name", TIMED_NAMES)
def test_the_date_of_an_event_is_one_of_the_times(name: str) -> None:
    for doc in documents()[name]:
        for event in doc["events"]:
            if when := event["date"]:
                assert any(t["start"] < when["end"] and when["start"] < t["end"] for t in doc["timexes"]), (
                    when
                )


@pytest.mark.parametrize("name", NAMES)
def test_one_surface_has_one_canonical_name_in_a_document(name: str) -> None:
    for doc in documents()[name]:
        names: dict[tuple[str, str], set[str | None]] = {}
        for entity in doc["entities"]:
            names.setdefault((entity["text"], entity["label"]), set()).add(entity.get("canonical"))
        assert {key: found for key, found in names.items() if len(found) > 1} == {}, doc["doc_id"]


def test_document_ids_are_unique_over_training_and_gold() -> None:
    counts = Counter(doc["doc_id"] for doc in [*every(), *(d for name in GOLD for d in read(name))])
    assert [key for key, n in counts.items() if n > 1] == []


def test_texts_are_unique_over_training_and_gold() -> None:
    texts = [doc["text"] for doc in [*every(), *(d for name in GOLD for d in read(name))]]
    assert len(set(texts)) == len(texts)


def test_no_training_document_shares_a_long_passage_with_gold() -> None:
    held = {
        passage: doc["doc_id"] for name in GOLD for doc in read(name) for passage in passages(doc["text"])
    }
    shared = {(doc["doc_id"], held[p]) for doc in every() for p in passages(doc["text"]) & held.keys()}
    assert shared == set()


def test_a_shared_passage_would_be_noticed() -> None:
    text = read(GOLD[0])[0]["text"]
    cut = " ".join(text.split()[3 : 3 + LONG + 4])
    assert passages(f"\u200cమరొక వార్త: {cut}") & passages(text)


@pytest.mark.parametrize("name", NAMES)
def test_files_of_other_news_have_no_events(name: str) -> None:
    counts = [len(doc["events"]) for doc in documents()[name]]
    assert (sum(counts) == 0) == (name in OTHER_NEWS or name.startswith("plain_"))


def test_the_scheme_is_covered() -> None:
    events = [e for doc in every() for e in doc["events"]]
    assert {e["status"] for e in events} == set(STATUSES)
    kinds = {(kind, sub) for kind, subtypes in EVENT_TYPES.items() for sub in subtypes}
    assert {(e["type"], e["subtype"]) for e in events} == kinds
    assert {e["label"] for doc in every() for e in doc["entities"]} == set(LABELS)


@pytest.mark.parametrize("name", NAMES)
def test_the_package_reads_the_files(name: str) -> None:
    read_back = list(read_mappings(documents()[name], name, FieldMap({"id": "doc_id"}), "Asia/Kolkata"))
    assert [r.text for r in read_back] == [doc["text"] for doc in documents()[name]]


def test_the_card_counts_what_is_there() -> None:
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    for name, docs in documents().items():
        events, entities = (sum(len(d[layer]) for d in docs) for layer in ("events", "entities"))
        times = sum(len(d["timexes"]) for d in docs) if name in TIMED else "–"
        assert f"| `train/{name}.jsonl` | {len(docs)} | {events} | {entities:,} | {times} |" in card, name
    total = sum(map(len, documents().values()))
    assert f"{total:,} documents" in card
