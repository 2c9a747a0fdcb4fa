"""Gold documents as stories: questions with their answers, and changes after which every span has its words still."""

from __future__ import annotations

import random
import sys
from copy import deepcopy
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
# The recipe's files import each other by their bare names.
sys.path[:0] = [str(ROOT / "models" / "tagger"), str(ROOT / "models" / "events")]
augment, data, stories = (import_module(name) for name in ("augment", "data", "stories"))
del sys.path[:2]

FACTS = augment.Facts.load(ROOT / "models" / "tagger" / "augment.toml")
WORDS = [
    " ఇస్రో",
    " శుక్రవారం",
    " సతీష్",
    " ధావన్",
    " కేంద్రం",
    " నుంచి",
    " రాకెట్‌ను",
    " ప్రయోగించింది",
    ".",
    " నాసా",
    " మెచ్చింది",
    ".",
]
TAGS = ["B-ORG", "O", "B-SITE", "I-SITE", "I-SITE", *["O"] * 4, "B-ORG", "O", "O"]
NAMES = [(0, 0), (2, 4), (9, 9)]


def example() -> Any:
    return data.Example(list(WORDS), list(TAGS), [1.0] * len(WORDS), [9], "test")


def target() -> Any:
    """Two triggers; the three names and a word that is none; a time."""
    return stories.Target(
        triggers=[(7, 7), (10, 10)],
        mentions=[*NAMES, (6, 6)],
        times=[(1, 1)],
        facts={"triggers": [[1, 1], [2, 2]], "mentions": [[0, 0]] * 4, "times": [[0]]},
        family=[1, 2],
        events=[1.0, 0.0],
        shares=[1.0, 0.3],
        open_facts=[[1, 9], [2, 9]],
        status=[0, -1],
        subtype=[3, -1],
    )


def change(**rates: float) -> Any:
    """Changes of names: some of one word, some of two and four."""
    listed = [("ORG", "స్కైరూట్ ఏరోస్పేస్"), ("ORG", "జాక్సా"), ("SITE", "షార్"), ("SITE", "కెన్నెడీ అంతరిక్ష ప్రయోగ కేంద్రం")]
    plain = {"still": 0.0, "swap": 0.0, "listed": 1.0, "blend": 0.0, "respell": 0.0}
    return augment.Augmenter(FACTS, [example()], listed, augment.Rates(**{**plain, **rates}))


def changed(seed: int, **rates: float) -> Any:
    return stories.changed(stories.Story(example(), target()), change(**rates), random.Random(seed))


def surface(story: Any, span: tuple[int, int]) -> str:
    return "".join(story.example.words[span[0] : span[1] + 1]).strip()


def spans(story: Any) -> list[tuple[int, int]]:
    return [*story.target.triggers, *story.target.mentions, *story.target.times]


@given(st.integers(0, 100_000), st.floats(0, 1), st.floats(0, 1))
def test_every_span_of_a_changed_story_is_valid_and_names_keep_their_labels(
    seed: int, swap: float, respell: float
) -> None:
    new = changed(seed, swap=swap, respell=respell)
    words, tags = new.example.words, new.example.tags
    assert len(words) == len(tags) == len(new.example.weights)
    assert all(0 <= first <= last < len(words) for first, last in spans(new))
    for before, after in zip(NAMES, new.target.mentions, strict=False):
        first, last = after
        assert tags[first] == TAGS[before[0]]
        assert tags[first + 1 : last + 1] == [f"I-{tags[first][2:]}"] * (last - first)
        assert last + 1 == len(tags) or not tags[last + 1].startswith("I-")
    assert [surface(new, s) for s in new.target.triggers] == ["ప్రయోగించింది", "మెచ్చింది"]
    assert surface(new, new.target.mentions[3]) == "రాకెట్‌ను"
    assert surface(new, new.target.times[0]) == "శుక్రవారం"
    assert all(after[0] > before[1] for before, after in pairwise(sorted(spans(new))))


@given(st.integers(0, 100_000), st.floats(0, 1))
def test_sentences_still_begin_where_they_did(seed: int, swap: float) -> None:
    """Before the name that opens a sentence, whatever the name has become."""
    new = changed(seed, swap=swap)
    (begins,) = new.example.breaks
    assert begins == new.target.mentions[2][0]
    assert new.example.words[begins - 1] == "."


@given(st.integers(0, 100_000))
def test_one_thing_has_one_name_throughout(seed: int) -> None:
    words, tags = [*WORDS, " ఇస్రో", " సిద్ధం"], [*TAGS, "B-ORG", "O"]
    item = stories.Story(data.Example(words, tags, [1.0] * len(words), [9, 12]), target())
    item.target.mentions.append((12, 12))
    new = stories.changed(item, change(swap=0.5), random.Random(seed))
    assert surface(new, new.target.mentions[0]) == surface(new, new.target.mentions[4])


def test_a_name_of_one_word_may_become_two_and_one_of_three_one() -> None:
    seen = {
        tuple(surface(changed(seed, swap=1.0), s) for s in changed(seed, swap=1.0).target.mentions[:2])
        for seed in range(20)
    }
    assert ("స్కైరూట్ ఏరోస్పేస్", "షార్") in seen


def test_a_glued_suffix_stays_on_the_last_word() -> None:
    item = stories.Story(data.Example([" నాసాతో", " ఒప్పందం"], ["B-ORG", "O"], [1.0, 1.0]))
    found = {
        "".join(stories.changed(item, change(swap=1.0), random.Random(seed)).example.words)
        for seed in range(20)
    }
    assert found == {" స్కైరూట్ ఏరోస్పేస్తో ఒప్పందం", " జాక్సాతో ఒప్పందం"}


def test_nothing_else_of_the_target_is_changed() -> None:
    old = target()
    new = changed(3, swap=1.0).target
    assert (new.events, new.shares, new.status, new.subtype, new.family) == (
        old.events,
        old.shares,
        old.status,
        old.subtype,
        old.family,
    )


@given(st.integers(0, 10_000))
def test_a_known_trigger_is_now_and_then_shown_as_unknown(seed: int) -> None:
    facts = changed(seed).target.facts
    assert all(
        f in pair for f, pair in zip(facts["triggers"], ([[1, 1], [1, 9]], [[2, 2], [2, 9]]), strict=True)
    )
    assert facts["mentions"] == target().facts["mentions"]


def test_a_quarter_of_known_triggers_is_unknown() -> None:
    shown = [facts for seed in range(400) for facts in changed(seed).target.facts["triggers"]]
    share = sum(f[1] == 9 for f in shown) / len(shown)
    assert abs(share - stories.UNKNOWN) < 0.06


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_the_story_itself_is_left_as_it_was(seed: int, swap: float) -> None:
    item = stories.Story(example(), target())
    before = deepcopy(item)
    stories.changed(item, change(swap=swap, respell=1.0), random.Random(seed))
    assert item == before


def test_what_is_still_and_what_has_no_changes_is_the_story_itself() -> None:
    item = stories.Story(example(), target())
    assert stories.changed(item, None, random.Random(1)) is item
    assert stories.changed(item, change(still=1.0), random.Random(1)) is item


def test_sentences_without_events_are_stories_too() -> None:
    made = stories.plain([example(), data.Example([], [], [])])
    assert [s.target for s in made] == [None]
    new = stories.changed(made[0], change(swap=1.0), random.Random(2))
    assert new.target is None
    assert new.example.words != WORDS
