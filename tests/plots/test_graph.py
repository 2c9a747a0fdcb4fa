"""Who signs with whom: the pairs drawn are the pairs of the table, in places that no chance decides."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import isfinite
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Annotation

from ghatana.plots import network
from ghatana.plots.canvas import Plot
from ghatana.plots.graph import NOT_MADE, lay_out
from plot_tables import agreement, table

names = st.sampled_from(["China", "Russia", "ISRO", "జాక్సా", "NASA", "ESA"])


def drawn(figure: Plot) -> set[tuple[str, str]]:
    lines = [line.get_gid() or "" for line in figure.axes[0].lines]
    return {(gid.split(" | ")[0], gid.split(" | ")[1]) for gid in lines}


def held(*rows: dict[str, object]) -> dict[str, pd.DataFrame]:
    return {"agreements": table("agreements", *rows)}


def parties(figure: Plot) -> set[str]:
    return {a.get_text() for a in figure.findobj(Annotation)}  # type: ignore[attr-defined]


@settings(max_examples=25)  # each one draws a figure
@given(st.lists(st.lists(names, max_size=4, unique=True), max_size=6))
def test_the_lines_are_the_pairs_of_the_table(groups: list[list[str]]) -> None:
    figure = network(held(*(agreement(*g) for g in groups)))
    pairs = {pair for g in groups for pair in combinations(sorted(g), 2)}
    assert drawn(figure) == pairs
    assert parties(figure) == {p for pair in pairs for p in pair}


@given(st.lists(st.tuples(names, names).filter(lambda p: p[0] != p[1]), min_size=1, max_size=10))
def test_places_do_not_depend_on_order_and_no_two_are_the_same(pairs: list[tuple[str, str]]) -> None:
    counts = Counter(tuple(sorted(p)) for p in pairs)
    places = lay_out(counts)  # type: ignore[arg-type]
    turned = lay_out(dict(sorted(counts.items(), reverse=True)))  # type: ignore[arg-type]
    assert places == turned
    assert all(isfinite(x) and isfinite(y) for x, y in places.values())
    assert len({(round(x, 6), round(y, 6)) for x, y in places.values()}) == len(places)


def test_components_stand_apart() -> None:
    places = lay_out({("A", "B"): 1, ("C", "D"): 1, ("E", "F"): 1})
    boxes = [sorted(places[p] for p in pair) for pair in ("AB", "CD", "EF")]
    for one, other in combinations(boxes, 2):
        apart_x = one[-1][0] < other[0][0] or other[-1][0] < one[0][0]
        apart_y = max(y for _, y in one) < min(y for _, y in other) or max(y for _, y in other) < min(
            y for _, y in one
        )
        assert apart_x or apart_y


def test_a_pair_that_signs_twice_has_a_wider_line_and_a_number() -> None:
    figure = network(held(agreement("A", "B"), agreement("B", "A"), agreement("A", "C")))
    widths = {line.get_gid(): line.get_linewidth() for line in figure.axes[0].lines}
    assert widths["A | B"] > widths["A | C"]
    assert [t.get_text() for t in figure.axes[0].texts if not isinstance(t, Annotation)] == ["2"]


@pytest.mark.parametrize("status", NOT_MADE)
def test_agreements_that_bind_nobody_join_nobody(status: str) -> None:
    figure = network(held(agreement("A", "B", status=status), agreement("C", "D"), agreement("E")))
    assert drawn(figure) == {("C", "D")}


def test_weak_rows_are_left_out_and_the_busiest_parties_kept() -> None:
    rows = [
        agreement("A", "B"),
        agreement("A", "C"),
        agreement("B", "C"),
        agreement("D", "E", confidence=0.1),
    ]
    assert drawn(network(held(*rows), min_confidence=0.2)) == {("A", "B"), ("A", "C"), ("B", "C")}
    kept = network(held(*rows, agreement("A", "B")), limit=2)
    assert drawn(kept) == {("A", "B")}
    assert kept.axes[0].get_title(loc="left") == "2 parties, 2 pairs in agreements"


def test_nothing_to_draw_is_said() -> None:
    figure = network(held(agreement("A")))
    assert [t.get_text() for t in figure.axes[0].texts] == ["no agreement with two known parties"]


def test_the_same_tables_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [agreement("ఇస్రో", "NASA"), agreement("NASA", "ESA", "JAXA"), agreement("A", "B")]
    for name, given_rows in (("one", rows), ("turned", rows[::-1])):
        network(held(*given_rows)).savefig(tmp_path / f"{name}.png")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "turned.png").read_bytes()
