"""Sources over time: a dot for each source and month, as many claims as the table holds."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.dates import num2date

from ghatana.plots import sources
from ghatana.plots.canvas import Plot
from plot_tables import claim, table

names = st.sampled_from(["ISRO", "Reuters", "ఒక అధికారి", "NASA"])
days = st.none() | st.dates(date(2019, 1, 1), date(2026, 12, 31))


def held(*rows: dict[str, object]) -> dict[str, pd.DataFrame]:
    return {"events": table("events", *rows)}


def drawn(figure: Plot) -> dict[tuple[str, date], int]:
    """The numbers written in the plot, by source and month."""
    axes = figure.axes[0]
    rows = [t.get_text().rpartition(" · ")[0] for t in axes.get_yticklabels()]
    out = {}
    for text in axes.texts:
        x, y = text.get_position()
        out[rows[round(y)], num2date(x).date()] = int(text.get_text())
    return out


@settings(max_examples=25)  # each one draws a figure
@given(st.lists(st.tuples(days, st.lists(names, max_size=3)), max_size=8))
def test_the_numbers_are_those_of_the_table(rows: list[tuple[date | None, list[str]]]) -> None:
    want = Counter((s, d.replace(day=1)) for d, found in rows if d for s in set(found))
    figure = sources(held(*(claim(d, *found) for d, found in rows)))
    if not want:
        assert [t.get_text() for t in figure.axes[0].texts] == [
            "no claim is attributed to anyone in a dated document"
        ]
        return
    assert drawn(figure) == want
    (dots,) = figure.axes[0].collections
    assert len(dots.get_offsets()) == len(want)  # type: ignore[arg-type]


def test_the_most_named_come_first_with_their_sums() -> None:
    day, later = date(2024, 5, 3), date(2024, 7, 1)
    rows = [claim(day, "B"), claim(day, "A", "B"), claim(later, "B"), claim(day, "C", confidence=0.1)]
    figure = sources(held(*rows), min_confidence=0.2)
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["B · 3", "A · 1"]
    few = sources(held(*rows), limit=1)
    assert few.axes[0].get_title(loc="left") == "1 of 3 sources: claims by month of printing"
    assert drawn(few) == {("B", date(2024, 5, 1)): 2, ("B", date(2024, 7, 1)): 1}


def test_the_same_tables_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [claim(date(2024, m, 3), "ఇస్రో", "NASA") for m in (1, 5, 9)]
    for name, given_rows in (("one", rows), ("turned", rows[::-1])):
        sources(held(*given_rows)).savefig(tmp_path / f"{name}.png")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "turned.png").read_bytes()
