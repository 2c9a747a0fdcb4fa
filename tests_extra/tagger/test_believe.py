"""How far fitted weights and the model are believed on documents that neither has seen."""

from __future__ import annotations

import random
from importlib import import_module as recipe
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.stages.events.evidence import probability, score
from ghatana.stages.events.opinions import LIKELY, MOST

believe: Any = recipe("belief")
NUMBERS = st.floats(-2, 2).map(lambda x: round(x, 1))
BELIEFS = st.builds(believe.Belief, st.floats(0.1, 2).map(lambda x: round(x, 1)), NUMBERS, NUMBERS)
TABLES = st.dictionaries(
    st.sampled_from(["bias", "M=2", "M=-3", "L=agency", "M=None|ed"]),
    st.floats(0.5, 4).map(lambda x: round(x, 1)),
)


@given(TABLES, BELIEFS, st.integers(-MOST, MOST))
def test_the_score_is_what_the_three_numbers_say(table: dict[str, float], belief: Any, step: int) -> None:
    items = [f"M={step}", "L=agency", "M=None|ed"]
    before = score(table, items)
    after = score(believe.believed(table, "yes", belief), items)
    assert after == pytest.approx(belief.own * before + belief.model * step + belief.more, abs=0.11)


@given(
    st.dictionaries(st.sampled_from(["bias", "MP=planned|-1", "F=fin|planned"]), st.floats(0.5, 4)), BELIEFS
)
def test_of_several_outcomes_each_is_told_by_its_own_log_probability(
    table: dict[str, float], belief: Any
) -> None:
    items = ["M=planned", "MP=planned|-1", "MP=delayed|-2", "F=fin|planned"]
    after = score(believe.believed(table, "planned", belief), items)
    expected = belief.own * score(table, items) + belief.model * (LIKELY - 1) + belief.more
    assert after == pytest.approx(expected, abs=0.11)


def test_what_says_nothing_changes_nothing() -> None:
    table = {"bias": -1.0, "L=agency": 0.5}
    assert believe.believed(table, "yes", believe.Belief()) == table


def answers(own: float, model: float, count: int = 4000) -> tuple[list[list[str]], list[int]]:
    """Answers whose log-odds are a part of what the weights say and so much a step of the model."""
    rng = random.Random(7)
    observed, right = [], []
    for _ in range(count):
        step, sign = rng.randint(-3, 3), rng.choice(["A=for", "A=against"])
        odds = own * (2.0 if sign == "A=for" else -2.0) + model * step
        observed.append([f"M={step}", sign])
        right.append(int(rng.random() < probability(odds)))
    return observed, right


WEIGHTS = {"yes": {"bias": 0.0, "A=for": 2.0, "A=against": -2.0}}


@pytest.mark.parametrize(("own", "model"), [(0.5, 0.4), (1.0, 0.0), (0.2, 0.8)])
def test_the_numbers_are_found_again(own: float, model: float) -> None:
    belief, before, after = believe.fitted(believe.asked([WEIGHTS], [answers(own, model)]))
    assert belief.own == pytest.approx(own, abs=0.1)
    assert belief.model == pytest.approx(model, abs=0.1)
    assert abs(belief.more) < 0.1
    assert after <= before + 1e-3


def test_languages_are_fitted_together() -> None:
    seen = answers(0.5, 0.4)
    one, _, _ = believe.fitted(believe.asked([WEIGHTS], [seen]))
    two, _, _ = believe.fitted(believe.asked([WEIGHTS, WEIGHTS], [seen, seen]))
    assert two.own == pytest.approx(one.own, abs=0.01)


def test_a_few_answers_move_little() -> None:
    belief, _, _ = believe.fitted(believe.asked([WEIGHTS], [answers(0.2, 0.8, 4)]))
    assert abs(belief.own - 1) < 0.5
    assert abs(belief.model) < 0.5


def test_an_outcome_that_the_tables_lack_is_left_out() -> None:
    tables = {"planned": {"bias": 1.0}, "delayed": {"bias": -1.0}}
    asked = believe.asked([tables], [([["MP=planned|0"]] * 3, ["planned", "planned", "denied"])])
    belief, before, after = believe.fitted(asked)
    assert asked.outcomes == ["delayed", "planned"]
    assert len(asked.right) == 2
    assert 0 < after <= before
    assert belief.more == 0.0


def test_a_weight_moves_where_the_documents_insist() -> None:
    rng = random.Random(3)
    names = ["A=wrong", "A=fine"]
    observed = [
        [rng.choice(names), "B=rare" if n < recipe("regressions").LEAST_SEEN - 1 else "B=often"]
        for n in range(2000)
    ]
    right = [int(rng.random() < (0.2 if items[0] == "A=wrong" else 0.9)) for items in observed]
    weights = {"yes": {"bias": 0.0, "A=wrong": 2.2, "A=fine": 2.2}}
    belief, before, after = believe.fitted(believe.asked([weights], [(observed, right)]))
    moves = belief.moves["yes"]
    assert moves["A=wrong"] < -1.0
    assert moves["A=wrong"] < moves.get("A=fine", 0.0) - 1.5
    assert "B=rare" not in moves
    assert after < before - 0.3
    table = believe.believed(weights["yes"], "yes", belief)
    assert probability(score(table, ["A=wrong", "B=often"])) < 0.35
    assert probability(score(table, ["A=fine", "B=often"])) > 0.8


def test_a_word_that_no_table_has_may_come_in() -> None:
    belief = believe.Belief(moves={"planned": {"W=new": 0.4, "W=faint": 0.01}})
    assert believe.believed({"bias": 1.0}, "planned", belief) == {"bias": 1.0, "W=new": 0.4}
    assert believe.believed({"bias": 1.0}, "delayed", belief) == {"bias": 1.0}


@pytest.mark.parametrize("outcomes", [["yes"], ["delayed", "planned", "proposed"]])
def test_the_slope_is_that_of_the_loss(outcomes: list[str]) -> None:
    rng = random.Random(11)
    table = {outcome: {"bias": 0.3, "A=x": 0.7, "A=y": -0.4} for outcome in outcomes}
    items = [[rng.choice(["A=x", "A=y"]), rng.choice(["M=1", "MP=planned|-1"])] for _ in range(40)]
    right: list[Any] = [rng.choice([0, 1] if outcomes == ["yes"] else outcomes) for _ in items]
    asked = believe.asked([table], [(items, right)])
    width = len(asked.outcomes[asked.free])
    at = np.array([rng.uniform(-1, 1) for _ in range(3 + len(asked.items) * width)])
    _, slope = asked.loss(at)
    for n in range(len(at)):
        step = np.zeros(len(at))
        step[n] = 1e-5
        rise = (asked.loss(at + step)[0] - asked.loss(at - step)[0]) / 2e-5
        assert slope[n] == pytest.approx(rise, abs=1e-4)


def test_a_language_takes_only_what_its_own_documents_showed() -> None:
    belief = believe.Belief(
        0.9, 0.1, 0.2, {"yes": {"L=agency": 0.4, "CB=a|neg": 0.3}, "no": {"CB=a|neg": 1.0}}
    )
    own = belief.of({"L=agency"})
    assert own[:3] == belief[:3]
    assert own.moves == {"yes": {"L=agency": 0.4}, "no": {}}
    assert belief.of({"L=agency", "CB=a|neg"}) == belief


def test_a_decision_that_is_left_stays() -> None:
    table = {"yes": {"bias": 0.0, "A=x": 3.0}}
    weights = {"event": dict(table), "date.launch": dict(table)}
    case: Any = SimpleNamespace(reading=SimpleNamespace(lexicon=SimpleNamespace(weights=weights)))
    seen = ([["A=x"]] * 200, [n % 2 == 0 for n in range(200)])
    told: list[str] = []
    shared = recipe("believe").believe(
        {"te": [case]}, [lambda _: {"event": seen, "date.launch": seen}], told.append, {"event"}
    )
    assert shared["te"]["event"] == table
    assert shared["te"]["date.launch"]["yes"]["A=x"] + shared["te"]["date.launch"]["yes"]["bias"] < 1.0
    assert [line.split()[0] for line in told] == ["date.launch"]
