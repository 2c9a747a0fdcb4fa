"""Moved dates: each line goes through the promises of the table, and names stand beside their lines."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.dates import num2date
from matplotlib.text import Annotation

from ghatana.plots import slips, timeline
from ghatana.plots.bars import HAPPENING
from ghatana.plots.canvas import Plot
from ghatana.plots.slopes import COLUMNS, spread
from ghatana.tables.schema import ACROSS

DAY, LATER = date(2024, 5, 3), date(2025, 6, 30)
days = st.dates(date(2015, 1, 1), date(2045, 1, 1))


def promise(
    happening: str, announced: date | None, first: date | None, last: date | None, **cells: Any
) -> dict[str, Any]:
    given = {
        "happening_id": happening, "name": happening, "type": "launch", "announced_on": announced,
        "event_id": f"{happening}-{announced}", "date_earliest": first, "date_latest": last,
    }  # fmt: skip
    return given | cells


def held(*rows: dict[str, Any]) -> dict[str, pd.DataFrame]:
    return {"slips": pd.DataFrame(list(rows), columns=list(COLUMNS))}


def drawn(figure: Plot, kind: str) -> dict[str, Any]:
    lines = {line.get_gid() or "": line for line in figure.axes[0].lines}
    return {gid.removeprefix(kind + "-"): line for gid, line in lines.items() if gid.startswith(kind + "-")}


def reach(line: Any) -> tuple[date, date, date]:
    """When it was printed, and the first and last day promised."""
    (printed, _), (first, last) = line.get_xdata(), line.get_ydata()
    return num2date(printed).date(), num2date(first).date(), num2date(last).date()


def names(figure: Plot) -> list[str]:
    return [a.get_text() for a in figure.findobj(Annotation)]  # type: ignore[attr-defined]


@settings(max_examples=25)  # each one draws a figure
@given(st.lists(st.tuples(days, days, st.integers(0, 900)), min_size=2, max_size=6, unique_by=lambda r: r[0]))
def test_strokes_reach_over_the_promised_days_in_the_order_of_printing(
    rows: list[tuple[date, date, int]],
) -> None:
    want = {f"a-{d}": (d, first, first + timedelta(days=more)) for d, first, more in rows}
    figure = slips(held(*(promise("a", *cells) for cells in want.values())))
    assert {key: reach(line) for key, line in drawn(figure, "promise").items()} == want
    (line,) = drawn(figure, "line").values()
    assert [num2date(x).date() for x in line.get_xdata()] == sorted(d for d, *_ in rows)
    for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True):
        _, first, last = want[f"a-{num2date(x).date()}"]
        assert first <= num2date(y).date() <= last


def test_an_open_end_is_an_arrow_head_at_the_day_that_is_known() -> None:
    figure = slips(held(promise("a", DAY, None, LATER), promise("a", LATER, LATER, None)))
    heads = drawn(figure, "open")
    assert {k: (num2date(h.get_ydata()[0]).date(), h.get_marker()) for k, h in heads.items()} == {
        f"a-{DAY}": (LATER, 11),  # downwards
        f"a-{LATER}": (LATER, 10),  # upwards
    }
    assert not drawn(figure, "promise")


def test_what_cannot_be_drawn_is_left_out() -> None:
    figure = slips(
        held(
            promise("a", DAY, LATER, LATER),
            promise("a", LATER, None, None),  # put off without a date
            promise("b", DAY, LATER, LATER),
            promise("b", None, DAY, DAY),
            promise("c", DAY, LATER, LATER),
            promise("c", LATER, DAY, DAY),
            promise("d", DAY, DAY, DAY, type="agreement"),
            promise("d", LATER, DAY, DAY, type="agreement"),
        )
    )
    assert names(figure) == ["c"]
    assert figure.axes[0].get_title(loc="left") == "1 moved dates"


def test_those_that_moved_furthest_are_kept_forwards_or_back() -> None:
    rows = []
    for name, moved in (("a", 10), ("b", -400), ("c", 100)):
        rows += [promise(name, DAY, LATER, LATER), promise(name, LATER, *[LATER + timedelta(days=moved)] * 2)]
    figure = slips(held(*rows), limit=2)
    assert sorted(names(figure)) == ["b", "c"]
    assert figure.axes[0].get_title(loc="left") == "2 of 3 moved dates"
    assert names(slips(held(*rows), types=["station_phase"])) == []


def test_the_day_of_printing_is_a_line_of_equal_dates() -> None:
    figure = slips(held(promise("a", DAY, DAY, DAY), promise("a", LATER, LATER, LATER)))
    (due,) = [line for line in figure.axes[0].lines if line.get_gid() == "due"]
    assert list(due.get_xdata()) == list(due.get_ydata())
    far = slips(held(promise("a", DAY, date(2040, 1, 1), None), promise("a", LATER, date(2045, 1, 1), None)))
    assert not [line for line in far.axes[0].lines if line.get_gid() == "due"]


def test_lines_and_names_have_the_same_colour_and_differ_in_shape() -> None:
    rows = [promise(n, d, d, d) for n in "abc" for d in (DAY, LATER)]
    figure = slips(held(*rows))
    lines = drawn(figure, "line")
    assert len({line.get_marker() for line in lines.values()}) == 3
    for name in figure.findobj(Annotation):
        arrow = name.arrow_patch.get_edgecolor()  # type: ignore[attr-defined]
        from matplotlib.colors import to_rgb

        assert arrow[:3] == to_rgb(lines[name.get_text()].get_color())  # type: ignore[attr-defined]


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=12), st.floats(0.1, 50))
def test_names_are_spread_as_little_as_needed(values: list[float], gap: float) -> None:
    ordered = sorted(values)
    places = spread(ordered, gap)
    assert len(places) == len(ordered)
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(places))
    # The mean stays, and what had room already is not moved.
    assert sum(places) == pytest.approx(sum(ordered), abs=1e-6)
    if all(b - a > gap for a, b in pairwise(ordered)):
        assert places == pytest.approx(ordered)


def test_nothing_to_draw_is_said() -> None:
    assert [t.get_text() for t in slips(held()).axes[0].texts] == ["no promise that moved has two dates"]


def test_the_same_tables_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [promise(n, d, d, LATER) for n in ("చంద్రయాన్-4", "b") for d in (DAY, LATER)]
    for name, ordered in (("one", rows), ("turned", rows[::-1])):
        slips(held(*ordered)).savefig(tmp_path / f"{name}.png")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "turned.png").read_bytes()


def test_columns_are_those_of_the_schema() -> None:
    schema = {table.name: set(table.names) for table in ACROSS}
    assert set(COLUMNS) <= schema["slips"]
    assert set(HAPPENING) <= schema["timeline"]


def test_happenings_are_the_bars_where_there_is_a_timeline() -> None:
    row = {
        "happening_id": "h", "name": "Chang'e 6 · Long March 5", "type": "launch", "status": "completed",
        "date_earliest": DAY, "date_latest": DAY, "first_reported": date(2022, 1, 1), "confidence": 0.9,
    }  # fmt: skip
    other = row | {"happening_id": "i", "type": "agreement"}
    figure = timeline({"timeline": pd.DataFrame([row, other])})
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == [
        "Chang'e 6 · Long March 5 · completed"
    ]
    assert set(drawn(figure, "published")) == {"h"}
