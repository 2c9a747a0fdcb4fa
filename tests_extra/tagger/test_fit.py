"""What is done to fitted weights: a model that is surer never counts for less."""

from __future__ import annotations

from importlib import import_module as recipe

from hypothesis import given
from hypothesis import strategies as st

from ghatana.stages.events.opinions import MOST

rising = recipe("regressions").rising
STEPS = range(-MOST, MOST + 1)
TABLES = st.dictionaries(
    st.sampled_from([*(f"M={step}" for step in STEPS), "bias", "L=agency"]), st.floats(-3, 3)
)


@given(TABLES)
def test_weights_rise_on_either_side(table: dict[str, float]) -> None:
    out = rising(table)
    sure = [out.get(f"M={step}", 0.0) for step in range(1, MOST + 1)]
    unsure = [out.get(f"M=-{step}", 0.0) for step in range(1, MOST + 1)]
    assert sure == sorted(sure)
    assert unsure == sorted(unsure, reverse=True)
    assert min(sure) >= 0 >= max(unsure)


@given(TABLES)
def test_nothing_else_changes_and_twice_is_once(table: dict[str, float]) -> None:
    out = rising(table)
    assert {k: v for k, v in out.items() if k == "bias"} == {k: v for k, v in table.items() if k == "bias"}
    assert out.get("L=agency", 0.0) == table.get("L=agency", 0.0)
    assert rising(out) == out


def test_what_is_seldom_seen_counts_like_what_is_less_sure() -> None:
    out = rising({"M=2": 0.7, "M=3": 0.4, "M=6": 0.1, "M=-3": -0.7, "M=-4": -0.5})
    assert [out[f"M={step}"] for step in (2, 3, 4, 5, 6)] == [0.7] * 5
    assert [out[f"M={step}"] for step in (-3, -4, -6)] == [-0.7] * 3
    assert "M=1" not in out
