"""The timeline: what is drawn stands where the table says."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.dates import num2date
from matplotlib.text import Text

from ghatana.document import EVENT_TYPES, STATUSES
from ghatana.errors import UsageError
from ghatana.plots import timeline
from ghatana.plots.bars import CALLED, LONGEST, LOOKS, WIDE
from ghatana.plots.canvas import Plot
from ghatana.tables.schema import BY_NAME
from plot_tables import agreement, launch, table, tables

DAY = date(2024, 5, 3)
MONTH = (date(2026, 8, 1), date(2026, 8, 31))


def bars(figure: Plot) -> dict[str, tuple[date, date]]:
    """First and last day of each bar, by event."""
    found = {}
    for patch in figure.axes[0].patches:
        if (gid := patch.get_gid() or "").startswith("bar-"):
            left, width = patch.get_x(), patch.get_width()  # type: ignore[attr-defined]
            first = num2date(left).date()
            found[gid.removeprefix("bar-")] = (first, first + timedelta(days=round(width) - 1))
    return found


def lines(figure: Plot, kind: str) -> dict[str, Any]:
    held = {line.get_gid() or "": line for line in figure.axes[0].lines}
    return {gid.removeprefix(kind + "-"): line for gid, line in held.items() if gid.startswith(kind + "-")}


def labels(figure: Plot) -> list[str]:
    return [t.get_text() for t in figure.axes[0].get_yticklabels()]


days = st.dates(date(1957, 10, 4), date(2075, 1, 1))


@settings(max_examples=25)  # each one draws a figure
@given(st.lists(st.tuples(days, st.integers(0, 4000), st.sampled_from(STATUSES)), min_size=1, max_size=6))
def test_each_bar_reaches_from_the_earliest_to_the_latest_day(rows: list[tuple[date, int, str]]) -> None:
    want = {str(n): (first, first + timedelta(days=more)) for n, (first, more, _) in enumerate(rows)}
    held = tables([launch(k, *want[k], status=rows[int(k)][2]) for k in want])
    figure = timeline(held, types=["launch"])
    assert bars(figure) == want
    low, high = (num2date(x).date() for x in figure.axes[0].get_xlim())
    assert low < min(a for a, _ in want.values())
    assert max(b for _, b in want.values()) < high


def test_an_open_end_is_an_arrow_beyond_the_day_that_is_known() -> None:
    held = tables([launch("by", None, DAY), launch("from", DAY, None), launch("in", DAY, DAY)])
    figure = timeline(held)
    assert bars(figure) == {"by": (DAY, DAY), "from": (DAY, DAY), "in": (DAY, DAY)}
    arrows = lines(figure, "open")
    assert {key: a.get_marker() for key, a in arrows.items()} == {"by": "<", "from": ">"}
    assert (
        num2date(arrows["by"].get_xdata()[0]).date() <= DAY <= num2date(arrows["from"].get_xdata()[0]).date()
    )
    for arrow in arrows.values():
        low, high = figure.axes[0].get_xlim()
        assert low < arrow.get_xdata()[0] < high


def test_rows_are_named_with_their_status_and_sorted_by_date() -> None:
    held = tables(
        [
            launch("late", *MONTH, payloads=["Chang'e 7", "లూనా"], status="delayed"),
            launch("early", DAY, DAY, payloads=[], vehicle="PSLV-C58", status="completed"),
        ],
        [
            {
                "event_id": "p", "program": "ILRS", "phase": "రెండవ దశ", "status": "planned", "confidence": 0.5,
                "date_earliest": date(2026, 1, 1), "date_latest": date(2035, 12, 31),
            }
        ],
    )  # fmt: skip
    assert labels(timeline(held)) == [
        "PSLV-C58 · completed",
        "ILRS: రెండవ దశ · planned",
        "Chang'e 7, లూనా · delayed",
    ]


def test_a_row_without_names_is_called_by_its_family_and_a_long_name_is_cut() -> None:
    held = tables([launch("a", DAY, DAY, payloads=[]), launch("b", DAY, DAY, payloads=["x" * 100])])
    assert labels(timeline(held)) == ["launch · planned", "x" * (LONGEST - 1) + "… · planned"]


def test_the_day_of_printing_is_marked_and_a_short_bar_has_a_dot() -> None:
    printed = date(2024, 6, 13)
    held = tables([launch("a", DAY, DAY, published=printed), launch("b", *MONTH), launch("c", *MONTH)])
    figure = timeline(held)
    assert {k: num2date(v.get_xdata()[0]).date() for k, v in lines(figure, "published").items()} == {
        "a": printed
    }
    assert set(lines(figure, "dot")) == {"a"}


def test_undated_and_weak_events_are_left_out_and_counted() -> None:
    held = tables([launch("a", DAY, DAY), launch("b", None, None), launch("c", DAY, DAY, confidence=0.1)])
    figure = timeline(held, min_confidence=0.2)
    assert set(bars(figure)) == {"a"}
    assert figure.axes[0].get_title(loc="left") == "1 dated events, 1 without a date left out"


def test_the_surest_are_kept_when_there_are_too_many() -> None:
    held = tables([launch(str(n), DAY, DAY, confidence=n / 10) for n in range(6)])
    figure = timeline(held, limit=2)
    assert set(bars(figure)) == {"5", "4"}
    assert figure.axes[0].get_title(loc="left") == "2 of 6 dated events"


def test_a_span_of_time_keeps_what_may_lie_in_it() -> None:
    held = tables([launch("a", DAY, DAY), launch("b", *MONTH), launch("open", None, date(2020, 1, 1))])
    assert set(bars(timeline(held, since="2024-05-04"))) == {"b"}
    assert set(bars(timeline(held, until=DAY))) == {"a", "open"}
    assert set(bars(timeline(held, since=DAY, until=MONTH[0]))) == {"a", "b"}


def test_a_status_is_told_by_opacity_and_hatching_and_the_legend_names_it() -> None:
    held = tables([launch(s, DAY, date(2025, 5, 3), status=s) for s in STATUSES])
    figure = timeline(held)
    looks = {
        p.get_gid(): (round(p.get_facecolor()[3], 2), p.get_hatch() or "")
        for p in figure.axes[0].patches
        if p.get_gid()
    }
    assert looks == {f"bar-{s}": LOOKS[s] for s in STATUSES}
    legend = figure.axes[0].get_legend()
    assert legend
    assert [t.get_text() for t in legend.get_texts()] == ["launch", *LOOKS, "printed"]


def test_what_is_drawn_covers_the_scheme() -> None:
    assert set(WIDE) == set(CALLED) == set(EVENT_TYPES)
    assert set(LOOKS) == set(STATUSES)
    for kind, groups in CALLED.items():
        assert {c for group in groups for c in group} <= set(BY_NAME[WIDE[kind]].names)


def test_agreements_can_be_asked_for() -> None:
    held = {
        "agreements": table(
            "agreements", agreement("A", "B", event_id="x", date_earliest=DAY, date_latest=DAY)
        )
    }
    assert labels(timeline(held, types=["agreement"])) == ["A, B · completed"]
    with pytest.raises(UsageError, match="'docking'; expected some of station_phase, launch, agreement"):
        timeline(held, types=["docking"])


def test_nothing_to_draw_is_said() -> None:
    figure = timeline(tables())
    assert "no dated event to draw" in [t.get_text() for t in figure.findobj(Text)]


def test_the_same_tables_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [launch(k, DAY, MONTH[1], payloads=["క్ష", k], published=DAY) for k in "abc"]
    for name, ordered in (("one", rows), ("two", rows), ("turned", rows[::-1])):
        timeline(tables(ordered)).savefig(tmp_path / f"{name}.png")
    first = (tmp_path / "one.png").read_bytes()
    assert first.startswith(b"\x89PNG")
    assert first == (tmp_path / "two.png").read_bytes() == (tmp_path / "turned.png").read_bytes()
