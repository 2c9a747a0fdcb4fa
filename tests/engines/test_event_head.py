"""The event head in NumPy: what it computes, said again with plain loops, and nothing of one document in another."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.heads import HIDDEN, KNOWN, QUESTIONS, WIDTH, head, span, states, weights, words
from engines.plain_head import Reference
from ghatana.annotations import ROLES, STATUSES
from ghatana.engines.event_head import DIGITS, NEVER, EventHead
from ghatana.engines.fact_index import OTHER, SPANS, Index
from ghatana.stages.events.model import FAMILIES, Answers, Asked, Questions

COUNT = 8


def close(one: Answers, other: Answers) -> None:
    """The same, but for rounding and the last bits of sums."""
    step = 10**-DIGITS
    assert one.events == pytest.approx(other.events, abs=step)
    for name in ("statuses", "subtypes"):
        for a, b in zip(getattr(one, name), getattr(other, name), strict=True):
            assert a == pytest.approx(b, abs=step)
    for a, b in zip(one.roles, other.roles, strict=True):
        assert a.keys() == b.keys()
        for m in a:
            assert a[m] == pytest.approx(b[m], abs=step)
    for a, b in zip(one.dates, other.dates, strict=True):
        assert a == pytest.approx(b, abs=step)


@pytest.mark.parametrize("seed", range(4))
def test_it_computes_what_it_says(seed: int) -> None:
    found = head(seed).answers(words(COUNT), states(COUNT, seed), QUESTIONS)
    close(found, Reference(weights(seed), Index(KNOWN)).answers(words(COUNT), states(COUNT, seed), QUESTIONS))


def test_each_answer_has_the_size_of_its_question() -> None:
    found = head().answers(words(COUNT), states(COUNT), QUESTIONS)
    assert [len(s) for s in found.statuses] == [len(STATUSES)] * 3
    assert [len(s) for s in found.subtypes] == [2, 7, 3]
    assert [sorted(r) for r in found.roles] == [[0, 1], [0, 1, 2], []]
    assert {len(row) for row in found.roles[0].values()} == {len(ROLES["launch"])}
    assert [sorted(d) for d in found.dates] == [[0], [], [0, 1]]


def test_probabilities_of_a_choice_sum_to_one() -> None:
    found = head().answers(words(COUNT), states(COUNT), QUESTIONS)
    for row in (*found.statuses, *found.subtypes):
        assert sum(map(math.exp, row)) == pytest.approx(1.0, abs=0.05)
        assert all(x <= 0.0 for x in row)


def test_numbers_are_plain_and_rounded() -> None:
    found = head().answers(words(COUNT), states(COUNT), QUESTIONS)
    numbers = [*found.events, *(x for row in found.statuses for x in row), *found.dates[0].values()]
    numbers += [x for row in found.roles[0].values() for x in row]
    assert all(type(x) is float and x == round(x, DIGITS) for x in numbers)


@pytest.mark.parametrize("count", [0, COUNT])
def test_a_text_without_words_and_a_text_without_triggers(count: int) -> None:
    nothing = replace(QUESTIONS, triggers=(), near=(), dated=())
    assert head().answers(words(count), states(count), nothing) == Answers((), (), (), (), (), ())


def test_what_has_no_words_has_no_events() -> None:
    found = head().answers([], np.zeros((0, 1), dtype=np.float32), QUESTIONS)
    assert found == Answers(
        (NEVER,) * 3,
        ((),) * 3,
        ((),) * 3,
        ({},) * 3,
        ({},) * 3,
        tuple(asked.facts[0] for asked in QUESTIONS.triggers),
    )


def test_a_trigger_is_judged_by_what_stands_about_it() -> None:
    """Whether a verb announces an event is asked first, of the triggers alone; later again with all the rest."""
    alone = replace(QUESTIONS, mentions=(), times=(), near=((),) * 3, dated=((),) * 3)
    bare = head().answers(words(COUNT), states(COUNT), alone)
    full = head().answers(words(COUNT), states(COUNT), QUESTIONS)
    assert bare.roles == bare.dates == ({}, {}, {})
    assert bare.events[2] == full.events[2]  # nothing stands about the third
    assert bare.events[:2] != full.events[:2]  # the others are told of what does


def test_spans_that_no_word_meets_take_the_nearest() -> None:
    beyond = replace(
        QUESTIONS, triggers=(Asked(900, 903, QUESTIONS.triggers[0].facts),), near=((),), dated=((),)
    )
    last = replace(beyond, triggers=(span(COUNT - 1, COUNT - 1, *QUESTIONS.triggers[0].facts),))
    assert head().answers(words(COUNT), states(COUNT), beyond) == head().answers(
        words(COUNT), states(COUNT), last
    )


def test_what_was_never_seen_is_answered_as_unknown() -> None:
    strange = span(2, 2, "launch", "launch.of_another_pack")
    unknown = span(2, 2, "launch", OTHER)
    one, other = (replace(QUESTIONS, triggers=(t, *QUESTIONS.triggers[1:])) for t in (strange, unknown))
    assert head().answers(words(COUNT), states(COUNT), one) == head().answers(
        words(COUNT), states(COUNT), other
    )


@given(st.permutations(range(3)), st.permutations(range(3)), st.permutations(range(2)))
def test_the_order_of_questions_does_not_matter(by: list[int], things: list[int], times: list[int]) -> None:
    moved = Questions(
        tuple(QUESTIONS.triggers[n] for n in by),
        tuple(QUESTIONS.mentions[n] for n in things),
        tuple(QUESTIONS.times[n] for n in times),
        tuple(tuple((things.index(m), place) for m, place in QUESTIONS.near[n]) for n in by),
        tuple(tuple((times.index(x), place) for x, place in QUESTIONS.dated[n]) for n in by),
    )
    plain = head().answers(words(COUNT), states(COUNT), QUESTIONS)
    found = head().answers(words(COUNT), states(COUNT), moved)
    back = [by.index(n) for n in range(3)]
    close(
        Answers(
            tuple(found.events[n] for n in back),
            tuple(found.statuses[n] for n in back),
            tuple(found.subtypes[n] for n in back),
            tuple({things[m]: row for m, row in found.roles[n].items()} for n in back),
            tuple({times[x]: value for x, value in found.dates[n].items()} for n in back),
            tuple(found.families[n] for n in back),
        ),
        plain,
    )


def test_a_document_is_answered_the_same_whatever_was_answered_before() -> None:
    one = head()
    alone = one.answers(words(COUNT), states(COUNT), QUESTIONS)
    one.answers(
        words(3), states(3, 9), replace(QUESTIONS, triggers=QUESTIONS.triggers[:1], near=((),), dated=((),))
    )
    assert one.answers(words(COUNT), states(COUNT), QUESTIONS) == alone


@given(st.integers(0, 999), st.integers(1, 12), st.data())
def test_any_questions_have_answers(seed: int, count: int, data: st.DataObject) -> None:
    facts = {"triggers": st.tuples(st.sampled_from(FAMILIES), st.text(max_size=3))}
    facts |= {
        "mentions": st.tuples(st.text(max_size=3), st.text(max_size=3)),
        "times": st.tuples(st.text(max_size=3)),
    }
    spans = {}
    for name in SPANS:
        number = data.draw(st.integers(0, 3))
        spans[name] = tuple(
            Asked(
                start := data.draw(st.integers(0, 60)),
                start + data.draw(st.integers(1, 9)),
                data.draw(facts[name]),
            )
            for _ in range(number)
        )
    places = st.sampled_from(["b0.0", "s1", "nowhere"])
    questions = Questions(
        *spans.values(),
        tuple(
            tuple((m, data.draw(places)) for m in range(len(spans["mentions"]))) for _ in spans["triggers"]
        ),
        tuple(tuple((x, data.draw(places)) for x in range(len(spans["times"]))) for _ in spans["triggers"]),
    )
    found = head(seed).answers(words(count), states(count, seed), questions)
    close(found, Reference(weights(seed), Index(KNOWN)).answers(words(count), states(count, seed), questions))


class TestIndex:
    def test_unknown_facts_and_places_are_the_question_mark(self) -> None:
        index = Index(KNOWN)
        assert index.facts("mentions", ("SPACECRAFT", "nom")) == [2, 2]
        assert index.facts("mentions", ("crew", "")) == [0, 0]
        assert (index.place("mention", "s1"), index.place("time", "s1")) == (3, 0)
        assert index.sizes("triggers") == [4, 4]

    def test_it_holds_all_that_stands_in_the_questions(self) -> None:
        index = Index.of([QUESTIONS])
        assert index.known["mentions"] == [["?", "ORG", "SPACECRAFT", "crew"], ["?", "acc", "loc", "nom"]]
        assert index.known["mention_place"] == [["?", "a0.1", "a9.9", "b0.0", "s1"]]
        assert index.known["time_place"] == [["?", "b0.0", "s-1"]]
        for name in SPANS:
            for asked in getattr(QUESTIONS, name):
                assert 0 not in index.facts(name, asked.facts)

    def test_the_order_of_documents_does_not_matter(self) -> None:
        other = replace(QUESTIONS, mentions=(span(0, 0, "BODY", "sup"),), near=((), ((0, "b1.4"),), ()))
        assert Index.of([QUESTIONS, other]).known == Index.of([other, QUESTIONS]).known

    def test_it_survives_json(self) -> None:
        index = Index.of([QUESTIONS])
        again = Index(json.loads(json.dumps(index.known)))
        assert again.facts("mentions", ("crew", "loc")) == index.facts("mentions", ("crew", "loc"))


def test_a_head_is_read_from_its_files(tmp_path: Path) -> None:
    """As `models/tagger/make.py` writes them, in half precision."""
    half = {name: value.astype(np.float16) for name, value in weights().items()}
    np.savez(tmp_path / "heads.npz", **half)
    (tmp_path / "heads.json").write_text(json.dumps(KNOWN), "utf-8")
    found = EventHead.load(tmp_path).answers(words(COUNT), states(COUNT), QUESTIONS)
    assert found == EventHead(half, Index(KNOWN)).answers(words(COUNT), states(COUNT), QUESTIONS)
    assert {v.dtype for v in EventHead.load(tmp_path)._w.values()} == {np.dtype(np.float32)}


def test_the_sizes_of_the_stand_in_are_its_own() -> None:
    assert HIDDEN != WIDTH  # a product the wrong way round would be noticed
