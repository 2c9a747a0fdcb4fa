"""Near duplicates: edited copies are found, other news is not, and the order of the input does not matter."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copies import ARTICLES, EDITS, WORDS, report
from ghatana.run import near
from ghatana.run.near import NearTexts
from ghatana.text.resemblance import sketch


def originals(texts: Iterable[str]) -> list[int]:
    held = NearTexts()
    for number, text in enumerate(texts):
        assert held.add(sketch(text).tobytes()) == number
    return held.originals(range(len(held)))


def story(seed: int, count: int = 150) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_is_found(edit: str) -> None:
    for number, text in enumerate(ARTICLES):
        copy = EDITS[edit](text, random.Random(number))
        assert originals([text, copy]) == [0, 0], (edit, number)
        assert originals([copy, text]) == [0, 0], (edit, number)


def test_precision_and_recall_over_all_made_variants() -> None:
    """Every article with each of its copies, all in one run: the copies and nothing else are found."""
    texts, story_of = [], []
    for number, text in enumerate(ARTICLES):
        texts.append(text)
        story_of.append(number)
        for draw, edit in enumerate(EDITS.values()):
            texts.append(edit(text, random.Random(100 * number + draw)))
            story_of.append(number)
    found = originals(texts)
    pairs = [(i, o) for i, o in enumerate(found) if i != o]
    right = sum(story_of[i] == story_of[o] for i, o in pairs)
    assert right / len(pairs) == 1.0
    assert right / (len(texts) - len(ARTICLES)) >= 0.97


def test_different_articles_and_daily_reports_are_no_copies() -> None:
    texts = [*ARTICLES, *(report(day) for day in range(30))]
    assert originals(texts) == list(range(len(texts)))


def test_short_texts_that_differ_in_one_word_are_no_copies() -> None:
    texts = [f"చైనా మే {day}న చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది." for day in range(1, 9)]
    assert originals(texts) == list(range(8))
    assert originals(["ఒకటి", "ఒకటి!", "రెండు"]) == [0, 0, 2]


def test_half_of_a_text_in_another_is_no_copy() -> None:
    common = story(1, 100)
    one, two = (" ".join(common + story(seed, 100)) for seed in (2, 3))
    assert originals([one, two]) == [0, 1]


def test_copies_of_one_wire_are_found_through_it() -> None:
    """Two outlets' versions that are less like each other than like the agency's."""
    wire = story(1, 200)
    left, right = " ".join(story(2, 60) + wire), " ".join(wire + story(3, 60))
    texts = [left, right, " ".join(wire)]
    assert originals(texts[:2]) == [0, 1]
    assert originals(texts) == [0, 0, 0]


def test_a_story_that_goes_on_does_not_become_one_text() -> None:
    """Each day a tenth of the text is new: days near each other are copies, the ends of the chain are not."""
    words = story(1, 1000)
    texts = [" ".join(words[day * 15 : day * 15 + 150]) for day in range(40)]
    found = originals(texts)
    assert found[1] == 0
    assert found[-1] > 0
    assert len(set(found)) > 3


def test_an_original_has_no_original() -> None:
    texts = [EDITS["reworded"](ARTICLES[i % 3], random.Random(i)) for i in range(30)]
    found = originals(texts)
    assert all(found[o] == o <= i for i, o in enumerate(found))


def test_the_order_given_decides_which_is_first() -> None:
    held = NearTexts()
    for text in (ARTICLES[0], EDITS["dateline"](ARTICLES[0], random.Random(0)), ARTICLES[1]):
        held.add(sketch(text).tobytes())
    assert held.originals([0, 1, 2]) == [0, 0, 2]
    assert held.originals([2, 1, 0]) == [1, 1, 2]
    assert held.originals([0, 1, 2]) == [0, 0, 2]
    assert NearTexts().originals([]) == []


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(18)))
def test_the_order_of_the_input_does_not_matter(places: list[int]) -> None:
    names = list(EDITS)
    texts = [EDITS[names[i % 6]](ARTICLES[i % 3], random.Random(i)) for i in range(18)]
    held = NearTexts()
    for place in places:
        held.add(sketch(texts[place]).tobytes())
    at = {place: number for number, place in enumerate(places)}
    found = held.originals([at[i] for i in range(18)])
    assert [places[found[at[i]]] for i in range(18)] == originals(texts)


def test_thousands_of_texts_of_one_wording_stay_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounded work: what is compared grows with the number of texts, not with its square."""
    seen = []
    real = near.Likes.join
    monkeypatch.setattr(near.Likes, "join", lambda *a: (seen.append(a), real(*a))[1])
    texts = [report(day) for day in range(1500)]
    copies = [EDITS["dateline"](texts[day], random.Random(day)) for day in range(0, 1500, 50)]
    found = originals([*texts, *copies])
    assert found[:1500] == list(range(1500))
    assert sum(found[1500 + i] == 50 * i for i in range(len(copies))) >= 0.9 * len(copies)
    assert len(seen) <= near.CLOSEST * len(found)
