"""Documents of the training corpus as stories: every question, with the answer that gold gives."""

from __future__ import annotations

import json
import random
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.engines.fact_index import SPANS
from ghatana.stages.events.model import FAMILIES, FAMILY_ROLES, SUBTYPES

ROOT = Path(__file__).parents[2]
# The recipe's files import each other by their bare names.
sys.path[:0] = [str(ROOT / "models" / "tagger"), str(ROOT / "models" / "events")]
augment, data, stories = (import_module(name) for name in ("augment", "data", "stories"))
del sys.path[:2]

FACTS = augment.Facts.load(ROOT / "models" / "tagger" / "augment.toml")


def surface(story: Any, span: tuple[int, int]) -> str:
    return "".join(story.example.words[span[0] : span[1] + 1]).strip()


def spans(story: Any) -> list[tuple[int, int]]:
    return [*story.target.triggers, *story.target.mentions, *story.target.times]


@cache
def gold() -> list[dict[str, Any]]:
    """A few documents of the training corpus: launches, a station, agreements, and one without events."""
    out = []
    for name in ("launches", "stations", "agreements", "plain_world"):
        lines = (ROOT / "corpus" / "train" / f"{name}.jsonl").read_text("utf-8").splitlines()
        out += [json.loads(line) for line in lines[:2]]
    return out


@cache
def built() -> tuple[list[Any], Any]:
    index = stories.index_of(gold())
    return stories.stories(gold(), index), index


class TestGold:
    def test_there_is_a_story_for_each_document(self) -> None:
        assert [s.example.words for s in built()[0]] == [data.from_gold(d).words for d in gold()]

    def test_spans_are_of_the_words_that_were_asked_about(self) -> None:
        for (case, questions), item in zip(stories.asked_cases(gold()), built()[0], strict=True):
            text = case.gold["text"]
            for name in SPANS:
                for asked, (first, last) in zip(
                    getattr(questions, name), getattr(item.target, name), strict=True
                ):
                    said = "".join(item.example.words[first : last + 1]).strip()
                    assert "".join(text[asked.start : asked.end].split()) in "".join(said.split())

    def test_gold_events_are_answers(self) -> None:
        for document, item in zip(gold(), built()[0], strict=True):
            count = len({(e["trigger"]["start"], e["type"]) for e in document["events"]})
            assert sum(item.target.events) <= count
            assert bool(document["events"]) == bool(sum(item.target.events))
        total = sum(sum(item.target.events) for item in built()[0])
        assert total >= 0.7 * sum(len(d["events"]) for d in gold())

    @pytest.mark.parametrize("kind", ["status", "subtype"])
    def test_only_events_have_a_status_and_a_subtype(self, kind: str) -> None:
        for item in built()[0]:
            assert [n >= 0 for n in getattr(item.target, kind)] == [bool(e) for e in item.target.events]

    def test_a_subtype_is_of_the_triggers_family(self) -> None:
        for item in built()[0]:
            for family, subtype in zip(item.target.family, item.target.subtype, strict=True):
                assert subtype < 0 or SUBTYPES[subtype].startswith(FAMILIES[family] + ".")

    def test_roles_are_answered_for_things_and_asked_of_their_family(self) -> None:
        for item in built()[0]:
            t, m, place, group = item.target.pairs
            assert len(t) == len(m) == len(place) == len(group)
            assert set(group) == set(range(len(item.target.roles)))
            for trigger, thing in zip(t, group, strict=True):
                family = FAMILIES[item.target.family[trigger]]
                able = [r.startswith(family + ".") for r in FAMILY_ROLES]
                assert item.target.able[thing] == [float(a) for a in able]
                assert all(
                    a >= r for a, r in zip(item.target.able[thing], item.target.roles[thing], strict=True)
                )
            assert all(item.target.events[n] for n in t)
        assert sum(sum(row) for item in built()[0] for row in item.target.roles) > 20

    def test_dates_are_answered_for_events_alone(self) -> None:
        for item in built()[0]:
            assert len(item.target.dates) == len(item.target.dated[0])
            assert all(item.target.events[n] for n in item.target.dated[0])
        assert sum(sum(item.target.dates) for item in built()[0]) > 3

    def test_a_verb_that_announces_nothing_weighs_less(self) -> None:
        shares = {
            (event, share)
            for item in built()[0]
            for event, share in zip(item.target.events, item.target.shares, strict=True)
        }
        assert shares <= {(1.0, 1.0), (0.0, 1.0), (0.0, stories.OPEN_SHARE)}
        assert (0.0, stories.OPEN_SHARE) in shares

    def test_the_index_knows_every_fact_of_the_stories(self) -> None:
        items, index = built()
        for item in items:
            for name in SPANS:
                assert all(0 not in facts for facts in item.target.facts[name])
        assert index.sizes("triggers")[0] == 1 + len(FAMILIES)

    @given(st.integers(0, 10_000))
    def test_gold_stories_are_changed_soundly(self, seed: int) -> None:
        item = built()[0][seed % len(gold())]
        augmenter = augment.Augmenter(
            FACTS, [s.example for s in built()[0]], [], augment.Rates(still=0.0, swap=0.8)
        )
        new = stories.changed(item, augmenter, random.Random(seed))
        count = len(new.example.words)
        assert all(0 <= first <= last < count for first, last in spans(new))
        assert len(new.example.breaks) == len(item.example.breaks)
        assert all(not new.example.tags[b].startswith("I-") for b in new.example.breaks)
        for before, after in zip(item.target.triggers, new.target.triggers, strict=True):
            if all(t == "O" for t in item.example.tags[before[0] : before[1] + 1]):
                assert surface(new, after) == surface(item, before)
