"""The mean of two tables of weights."""

from __future__ import annotations

import sys
from importlib import import_module as recipe
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

mean: Any = recipe("mean")
WEIGHTS = st.dictionaries(
    st.sampled_from(["M=1", "L=ORG", "bias"]), st.floats(-4, 4).map(lambda x: round(x, 2)), max_size=3
)
TABLES = st.dictionaries(
    st.sampled_from(["status", "role.launch.payload"]),
    st.dictionaries(st.sampled_from(["yes", "planned"]), WEIGHTS, min_size=1, max_size=2),
    max_size=2,
)


@given(TABLES, TABLES)
def test_order_does_not_matter_where_both_decide(one: Any, other: Any) -> None:
    shared = set(one) & set(other)
    first, second = mean.mean(one, other), mean.mean(other, one)
    assert {d: first[d] for d in shared} == {d: second[d] for d in shared}
    assert set(first) == set(one) | set(other)


@given(TABLES)
def test_a_table_and_itself_are_itself_but_for_what_is_small(table: Any) -> None:
    for decision, outcomes in mean.mean(table, table).items():
        for outcome, weights in outcomes.items():
            kept = {
                k: w for k, w in table[decision][outcome].items() if k == "bias" or abs(w) >= mean.SMALLEST
            }
            assert weights == pytest.approx(kept)


def test_a_decision_may_be_left_to_the_other() -> None:
    one = {"status": {"planned": {"M=1": 1.0}}, "event.launch": {"yes": {"bias": 2.0}}}
    other = {"status": {"planned": {"M=2": 3.0}}, "event.launch": {"yes": {"bias": 0.0}}}
    found = mean.mean(one, other, ["status"])
    assert found["status"] == other["status"]
    assert found["event.launch"]["yes"]["bias"] == 1.0


def test_the_command_reads_what_fit_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, weight in (("one", 1.0), ("other", 2.0)):
        recipe("regressions").write({"status": {"planned": {"M=1": weight}}}, tmp_path / f"{name}.tsv")
    files = [str(tmp_path / name) for name in ("one.tsv", "other.tsv")]
    monkeypatch.setattr(sys, "argv", ["mean.py", *files, "--out", str(tmp_path / "mean.tsv")])
    mean.main()
    assert mean.read(tmp_path / "mean.tsv") == {"status": {"planned": {"M=1": 1.5}}}
