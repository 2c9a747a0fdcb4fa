"""B³ against its definition, and on the example of the paper's kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.timeline.bcubed import BCubed, bcubed

GROUPING = st.dictionaries(st.integers(0, 12), st.integers(0, 4), min_size=1)


def by_definition(gold: dict[int, int], found: dict[int, object]) -> tuple[float, float]:
    """Mention by mention, as Bagga & Baldwin (1998) write it."""
    precision = recall = 0.0
    for m in gold:
        own = {n for n in gold if found[n] == found[m]}
        true = {n for n in gold if gold[n] == gold[m]}
        precision += len(own & true) / len(own)
        recall += len(own & true) / len(true)
    return precision / len(gold), recall / len(gold)


@given(GROUPING, st.data())
def test_as_defined(gold: dict[int, int], data: st.DataObject) -> None:
    found: dict[int, object] = {m: data.draw(st.integers(0, 4)) for m in gold}
    score = bcubed(gold, found)
    assert (score.precision, score.recall) == pytest.approx(by_definition(gold, found))
    assert 0 < score.f1 <= 1


@given(GROUPING)
def test_extremes(gold: dict[int, int]) -> None:
    assert bcubed(gold, gold) == BCubed(1.0, 1.0, len(gold))
    alone = bcubed(gold, {})
    assert alone.precision == 1.0  # what was not found stands alone
    assert alone == bcubed(gold, {m: f"alone {m}" for m in gold})
    assert bcubed(gold, dict.fromkeys(gold, 0)).recall == 1.0


def test_the_paper_example() -> None:
    """Bagga & Baldwin 1998, figure 1: of truth {1-5}, {6, 7}, {8-C}, the response that joins the last two of them."""
    gold = {n: 0 if n <= 5 else 1 if n <= 7 else 2 for n in range(1, 13)}
    found = {n: 0 if n <= 5 else 1 for n in range(1, 13)}
    score = bcubed(gold, found)
    assert score.precision == pytest.approx(0.762, abs=0.001)
    assert score.recall == 1.0
    joined = bcubed(gold, {n: 1 if 6 <= n <= 7 else 0 for n in range(1, 13)})
    assert joined.precision == pytest.approx(0.583, abs=0.001)


def test_nothing_is_nothing() -> None:
    assert bcubed({}, {}).f1 == 0.0
