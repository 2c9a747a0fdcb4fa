"""The corpus holds what its card says: offsets read back, names of the scheme, texts that agree, honest dates."""

from __future__ import annotations

import copy
import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ghatana.document import EVENT_TYPES, LABELS, MODS, ROLES, STATUSES, TIMEX_TYPES

CORPUS = Path(__file__).parents[2] / "corpus"
ARTICLES = CORPUS / "articles"
GOLD = ("sample_events.jsonl", "news_events.jsonl", "happenings.jsonl", "dev_events.jsonl")
FULL = GOLD[:3]  # every name and time annotated; dev only in part
FIELDS = ["doc_id", "lang", "published", "publisher", "title", "text", "events", "entities", "timexes"]

POINT = r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2}(?:T\d{2}:\d{2})?)?|-2[1-4]|-3[3-6]|-4[01])?|\d{3}X)~?"
EDTF = re.compile(rf"{POINT}(?:/(?:{POINT}|\.\.))?|\.\./{POINT}")
DATE_VALUE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?|-W\d{2}|-Q[1-4]|-H[12]|-(?:SP|SU|FA|WI))?|\d{3}"
    r"|\d{4}-\d{2}(?:-\d{2})?/\d{4}-\d{2}(?:-\d{2})?|\d{4}/\d{4}|XXXX-\d{2}(?:-\d{2})?|(?:PAST|PRESENT|FUTURE)_REF"
)
TIME_VALUE = re.compile(r"(?:\d{4}-\d{2}-\d{2})?T(?:\d{2}:\d{2}(?::\d{2})?|MO|AF|EV|NI)")
COUNT = r"(?:X|\d+(?:\.\d+)?)"
LENGTH_VALUE = re.compile(rf"P(?:{COUNT}[YMWD])+|PT(?:{COUNT}[HMS])+|P\d+Y\d+M")
SET_VALUE = re.compile(LENGTH_VALUE.pattern + r"|XXXX-WXX-[1-7]")
VALUE = {"DATE": DATE_VALUE, "TIME": TIME_VALUE, "DURATION": LENGTH_VALUE, "SET": SET_VALUE}
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
WEEKDAYS = ("సోమవారం", "మంగళవారం", "బుధవారం", "గురువారం", "శుక్రవారం", "శనివారం", "ఆదివారం")
SENTENCE_END = ".!?…।"


def read(name: str) -> list[dict[str, Any]]:
    lines = (CORPUS / "gold" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def span_problems(doc: dict[str, Any], span: dict[str, Any], what: str) -> Iterator[str]:
    start, end = span["start"], span["end"]
    if not 0 <= start < end <= len(doc["text"]):
        yield f"{what} [{start}, {end}) lies outside the text"
    elif doc["text"][start:end] != span["text"]:
        yield f"{what} [{start}, {end}) reads {doc['text'][start:end]!r}, not {span['text']!r}"
    elif span["text"] != span["text"].strip():
        yield f"{what} {span['text']!r} has white space around it"


def flat_problems(spans: list[dict[str, Any]], what: str) -> Iterator[str]:
    if spans != sorted(spans, key=lambda s: s["start"]):
        yield f"{what} not in text order"
    for one, other in pairwise(spans):
        if other["start"] < one["end"]:
            yield f"{what} {one['text']!r} and {other['text']!r} overlap"


def calendar_problems(value: str, what: str) -> Iterator[str]:
    for year, month, day in DAY.findall(value):
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            yield f"{what} {value} names no day of the calendar"
    ends = value.split("/")
    if len(ends) == 2 and ".." not in ends and ends[0] >= ends[1]:
        yield f"{what} {value} runs backwards"


def date_problems(doc: dict[str, Any], event: dict[str, Any]) -> Iterator[str]:
    when = event["date"]
    if when is None or when["edtf"] is None:
        return
    yield from span_problems(doc, when, "date")
    if not EDTF.fullmatch(when["edtf"]):
        yield f"date {when['edtf']!r} is not EDTF"
    yield from calendar_problems(when["edtf"], "date")
    if when.get("mod") not in (None, "START", "MID", "END"):
        yield f"unknown date mod {when['mod']!r}"


def event_problems(doc: dict[str, Any], event: dict[str, Any]) -> Iterator[str]:
    if event["subtype"] not in EVENT_TYPES.get(event["type"], ()):
        yield f"unknown event {event['type']}/{event['subtype']}"
        return
    if event["status"] not in STATUSES:
        yield f"unknown status {event['status']!r}"
    yield from span_problems(doc, event["trigger"], "trigger")
    yield from date_problems(doc, event)
    seen: set[tuple[str, int, int]] = set()
    for arg in event["args"]:
        yield from span_problems(doc, arg, arg["role"])
        if arg["role"] not in ROLES[event["type"]]:
            yield f"{event['type']} has no role {arg['role']!r}"
        if arg["canonical"] is not None and not arg["canonical"].strip():
            yield f"an empty canonical name for {arg['text']!r}"
        key = (arg["role"], arg["start"], arg["end"])
        if key in seen:
            yield f"argument {arg['role']}:{arg['text']!r} stands twice"
        seen.add(key)


def timex_problems(doc: dict[str, Any], timex: dict[str, Any]) -> Iterator[str]:
    yield from span_problems(doc, timex, "timex")
    if timex["type"] not in TIMEX_TYPES:
        yield f"unknown timex type {timex['type']!r}"
    elif not VALUE[timex["type"]].fullmatch(timex["value"]):
        yield f"{timex['type']} value {timex['value']!r} is malformed"
    if timex["mod"] is not None and timex["mod"] not in MODS:
        yield f"unknown timex mod {timex['mod']!r}"
    yield from calendar_problems(timex["value"], "timex")


def problems(doc: dict[str, Any]) -> list[str]:
    """Everything wrong with one gold document."""
    out: list[str] = []
    date.fromisoformat(doc["published"])
    for event in doc["events"]:
        out.extend(event_problems(doc, event))
    ids = [event["id"] for event in doc["events"]]
    if len(set(ids)) != len(ids):
        out.append("event ids repeat")
    for entity in doc.get("entities") or []:
        out.extend(span_problems(doc, entity, "entity"))
        if entity["label"] not in LABELS:
            out.append(f"unknown label {entity['label']!r}")
    for timex in doc.get("timexes") or []:
        out.extend(timex_problems(doc, timex))
    out.extend(flat_problems(doc.get("entities") or [], "entities"))
    out.extend(flat_problems(doc.get("timexes") or [], "timexes"))
    return out


def articles() -> dict[str, dict[str, Any]]:
    """Every sample as a reader would find it: id → record (`text` alone for a .txt)."""
    out: dict[str, dict[str, Any]] = {}
    for path in sorted(ARTICLES.glob("*.txt")):
        out[path.stem] = {"text": path.read_bytes().decode("utf-8"), "kind": "txt"}
    for line in (ARTICLES / "agency.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        out[record["id"]] = {**record, "kind": "jsonl"}
    with (ARTICLES / "portal.csv").open(encoding="utf-8", newline="") as lines:
        for record in csv.DictReader(lines):
            out[record["id"]] = {**record, "kind": "csv"}
    return out


DOCS = [(name, doc) for name in GOLD for doc in read(name)]
FULL_DOCS = [pytest.param(doc, id=doc["doc_id"]) for name, doc in DOCS if name in FULL]
SAMPLES = {doc["doc_id"]: doc for doc in read("sample_events.jsonl")}


@pytest.mark.parametrize("doc", [pytest.param(doc, id=doc["doc_id"]) for _, doc in DOCS])
def test_gold_document_is_sound(doc: dict[str, Any]) -> None:
    assert problems(doc) == []


def test_document_ids_are_unique_over_all_gold_files() -> None:
    counts = Counter(doc["doc_id"] for _, doc in DOCS)
    assert [key for key, n in counts.items() if n > 1] == []


def test_texts_are_unique_over_all_gold_files() -> None:
    assert len({doc["text"] for _, doc in DOCS}) == len(DOCS)


@pytest.mark.parametrize("doc", FULL_DOCS)
def test_fully_annotated_documents_have_every_field(doc: dict[str, Any]) -> None:
    assert list(doc) == FIELDS
    assert doc["lang"] == "te"
    assert doc["entities"]
    assert doc["timexes"]


@pytest.mark.parametrize("doc", FULL_DOCS)
def test_the_date_of_an_event_is_one_of_the_times(doc: dict[str, Any]) -> None:
    for event in doc["events"]:
        if when := event["date"]:
            assert any(t["start"] < when["end"] and when["start"] < t["end"] for t in doc["timexes"]), when


@pytest.mark.parametrize("doc", FULL_DOCS)
def test_a_weekday_agrees_with_its_date(doc: dict[str, Any]) -> None:
    for timex in doc["timexes"]:
        named = [n for n, weekday in enumerate(WEEKDAYS) if timex["text"].startswith(weekday)]
        if named:
            year, month, day = map(int, DAY.match(timex["value"]).groups())  # type: ignore[union-attr]
            assert date(year, month, day).weekday() == named[0], timex


@pytest.mark.parametrize("doc", FULL_DOCS)
def test_one_referent_has_one_canonical_name_per_surface(doc: dict[str, Any]) -> None:
    names: dict[tuple[str, str], set[str | None]] = {}
    for entity in doc["entities"]:
        names.setdefault((entity["text"], entity["label"]), set()).add(entity["canonical"])
    assert {key: found for key, found in names.items() if len(found) > 1} == {}


def test_canonical_names_are_latin() -> None:
    for name, doc in DOCS:
        if name in FULL:
            parts = [*doc["entities"], *(a for e in doc["events"] for a in e["args"])]
            for part in parts:
                assert not re.search(r"[\u0C00-\u0C7F]", part["canonical"] or ""), (doc["doc_id"], part)
    assert len(DOCS) == 165


def test_every_article_has_gold_and_every_sample_an_article() -> None:
    assert set(articles()) == set(SAMPLES)


@pytest.mark.parametrize("doc_id", sorted(SAMPLES))
def test_article_and_gold_agree(doc_id: str) -> None:
    article, gold = articles()[doc_id], SAMPLES[doc_id]
    assert article["text"].encode() == gold["text"].encode()
    if article["kind"] != "txt":
        for field in ("published", "title", "publisher", "lang"):
            assert article[field] == gold[field]
        assert article["url"].startswith("https://example.org/")


@pytest.mark.parametrize("doc_id", sorted(k for k, a in articles().items() if a["kind"] == "txt"))
def test_title_of_a_text_file_is_its_first_line(doc_id: str) -> None:
    first, _, rest = SAMPLES[doc_id]["text"].partition("\n")
    has_title = len(first) <= 120 and first[-1] not in SENTENCE_END and rest.startswith("\n")
    assert SAMPLES[doc_id]["title"] == (first if has_title else None)


@pytest.mark.parametrize("doc_id", sorted(SAMPLES))
def test_articles_are_plain_unix_text_of_a_newspaper_length(doc_id: str) -> None:
    text = SAMPLES[doc_id]["text"]
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert 80 <= len(text.split()) <= 350


def test_the_card_counts_what_is_there() -> None:
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    for name in GOLD:
        docs = read(name)
        row = (
            f"| `gold/{name}` | {len(docs)} | {sum(len(d['events']) for d in docs)} | "
            f"{sum(len(d.get('entities') or []) for d in docs)} | {sum(len(d.get('timexes') or []) for d in docs)} |"
        )
        assert row in card


def test_every_event_says_which_happening_it_is_of() -> None:
    docs = read("happenings.jsonl")
    of = Counter(event["happening"] for doc in docs for event in doc["events"])
    assert len(docs) >= 60
    assert sum(count > 1 for count in of.values()) >= 20
    kinds: dict[str, set[tuple[str, str]]] = {}
    for doc in docs:
        for event in doc["events"]:
            kinds.setdefault(event["happening"], set()).add((event["type"], event["subtype"]))
    assert {key: found for key, found in kinds.items() if len(found) > 1} == {}


def test_held_out_files_cover_the_scheme() -> None:
    events = [e for name, doc in DOCS if name in FULL for e in doc["events"]]
    assert {e["status"] for e in events} == set(STATUSES)
    assert {(e["type"], e["subtype"]) for e in events} >= {
        (kind, sub) for kind, subs in EVENT_TYPES.items() for sub in subs
    }
    assert sum(not doc["events"] for name, doc in DOCS if name in FULL) == 7


def _shift(doc: dict[str, Any]) -> None:
    doc["events"][0]["trigger"]["start"] += 1


def _beyond(doc: dict[str, Any]) -> None:
    doc["entities"][-1]["end"] = len(doc["text"]) + 1


def _label(doc: dict[str, Any]) -> None:
    doc["entities"][0]["label"] = "MISC"


def _role(doc: dict[str, Any]) -> None:
    doc["events"][0]["args"][0]["role"] = "agent"


def _status(doc: dict[str, Any]) -> None:
    doc["events"][0]["status"] = "done"


def _subtype(doc: dict[str, Any]) -> None:
    doc["events"][0]["subtype"] = "landing"


def _edtf(doc: dict[str, Any]) -> None:
    doc["events"][0]["date"]["edtf"] = "2035/../2036"


def _no_such_day(doc: dict[str, Any]) -> None:
    doc["events"][0]["date"]["edtf"] = "2023-02-30"


def _timex_value(doc: dict[str, Any]) -> None:
    doc["timexes"][0]["value"] = "last week"


def _backwards(doc: dict[str, Any]) -> None:
    doc["timexes"][0]["value"] = "2035/2026"


def _overlap(doc: dict[str, Any]) -> None:
    doc["timexes"].insert(1, copy.deepcopy(doc["timexes"][0]))


def _twice(doc: dict[str, Any]) -> None:
    doc["events"].append(copy.deepcopy(doc["events"][0]))


@pytest.mark.parametrize(
    "spoil",
    [
        _shift,
        _beyond,
        _label,
        _role,
        _status,
        _subtype,
        _edtf,
        _no_such_day,
        _timex_value,
        _backwards,
        _overlap,
        _twice,
    ],
)
def test_a_spoilt_document_is_noticed(spoil: Callable[[dict[str, Any]], None]) -> None:
    doc = copy.deepcopy(SAMPLES["bas-modules"])
    spoil(doc)
    assert len(problems(doc)) >= 1


@pytest.mark.parametrize(
    "value",
    [
        "2024",
        "2024-05",
        "2024-05-03",
        "2023-07-14T14:35",
        "../2035",
        "2024/..",
        "2028/2035",
        "2030~",
        "2025-33",
        "203X",
    ],
)
def test_edtf_accepts_what_the_scheme_writes(value: str) -> None:
    assert EDTF.fullmatch(value)


@pytest.mark.parametrize(
    "value", ["", "..", "24-05", "2024-13", "2024-5-3", "../..", "2024-Q1", "మే 3", "2024/2025/2026"]
)
def test_edtf_refuses_what_it_does_not(value: str) -> None:
    assert EDTF.fullmatch(value) is None
