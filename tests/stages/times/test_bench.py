"""The three committed benches: exact span (a detached postposition may be in or out), type and value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ghatana.document import Timex
from stages.times.tagged import times_in

GOLD = Path(__file__).parents[3] / "corpus" / "gold"
POSTPOSITIONS = {
    "నాటికి",
    "కల్లా",
    "నుంచి",
    "నుండి",
    "వరకు",
    "వరకూ",
    "దాకా",
    "తర్వాత",
    "తరువాత",
    "ముందు",
    "లోగా",
    "లోపు",
    "లోపల",
    "పాటు",
    "మధ్య",
    "నాడు",
    "రోజున",
}


def rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def same_span(text: str, timex: Timex, gold: dict[str, Any]) -> bool:
    for start, end in [[gold["start"], gold["end"]], *gold.get("alt", [])]:
        between = text[min(end, timex.end) : max(end, timex.end)]
        loose = re.fullmatch(r"[\s\u200c]+\S+", between) and between.strip(" \u200c") in POSTPOSITIONS
        if timex.start == start and (timex.end == end or loose):
            return True
    return False


def right(text: str, timex: Timex, gold: dict[str, Any]) -> bool:
    value = (timex.type, timex.value) == (gold["type"], gold["value"]) or timex.value in gold.get(
        "alt_values", []
    )
    return value and same_span(text, timex, gold)


@pytest.mark.parametrize(
    ("name", "floor"), [("timex_dev.jsonl", 0.99), ("timex_own.jsonl", 0.99), ("timex_mixed.jsonl", 0.97)]
)
def test_floor(name: str, floor: float) -> None:
    hits = golds = predicted = mods = 0
    for row in rows(name):
        times = times_in(row["text"], date.fromisoformat(row["dct"]))
        golds, predicted = golds + len(row["spans"]), predicted + len(times)
        for gold in row["spans"]:
            hit = [t for t in times if right(row["text"], t, gold)]
            hits += bool(hit)
            mods += bool(hit) and hit[0].mod == gold.get("mod")
    assert 2 * hits / (golds + predicted) >= floor
    assert mods / hits >= floor


@pytest.mark.parametrize("name", ["timex_dev.jsonl", "timex_own.jsonl"])
def test_no_negative_holds_a_time(name: str) -> None:
    negatives = [r for r in rows(name) if not r["spans"]]
    assert len(negatives) >= 17
    assert [(r["text"], t.of(r["text"])) for r in negatives for t in times_in(r["text"])] == []


@pytest.mark.parametrize("name", ["timex_dev.jsonl", "timex_own.jsonl"])
def test_edtf_where_the_gold_has_one(name: str) -> None:
    wrong = []
    for row in rows(name):
        times = times_in(row["text"], date.fromisoformat(row["dct"]))
        for gold in row["spans"]:
            got = [t.edtf for t in times if right(row["text"], t, gold)]
            if "edtf" in gold and got and got != [gold["edtf"]]:
                wrong.append((row["id"], gold["edtf"], got))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "least", "negatives", "dates"),
    [("timex_own.jsonl", 120, 25, 10), ("timex_mixed.jsonl", 120, 20, 6)],
)
def test_own_benches_are_sound(name: str, least: int, negatives: int, dates: int) -> None:
    own = list(rows(name))
    assert len(own) >= least
    assert len({r["id"] for r in own}) == len(own)
    assert sum(not r["spans"] for r in own) >= negatives
    assert len({r["dct"] for r in own}) >= dates
    for row in own:
        for span in row["spans"]:
            assert row["text"][span["start"] : span["end"]] == span["text"]
