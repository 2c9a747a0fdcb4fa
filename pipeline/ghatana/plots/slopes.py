"""Promised dates that moved: when something was promised for, against when the promise was printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING

from ghatana.display.palette import BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILION
from ghatana.plots.read import day, read_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ghatana.plots.canvas import Plot
    from ghatana.plots.read import Source

COLUMNS = ("happening_id", "type", "name", "announced_on", "event_id", "date_earliest", "date_latest")
LINES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, GREY)
MARKS = ("o", "s", "^", "D", "v", "P", "X")  # shapes, so that lines that cross are told apart without colour
GAP = 0.035  # of the axis: between two names


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised on one day; days as numbers. `first` or `last` is None where that end is open."""

    announced: float
    first: float | None
    last: float | None
    key: str

    @property
    def middle(self) -> float:
        """The day half-way, or the end that is known."""
        ends = [e for e in (self.first, self.last) if e is not None]
        return sum(ends) / len(ends)


@dataclass(frozen=True, slots=True)
class Line:
    """The promises for one happening, in the order in which they were printed."""

    key: str
    name: str
    promises: tuple[Promise, ...]

    @property
    def moved(self) -> float:
        """Days between the first and the last promise."""
        return self.promises[-1].middle - self.promises[0].middle


def slips(tables: Source, *, types: Sequence[str] = ("station_phase", "launch"), limit: int = 14) -> Plot:
    """Promised dates that moved, as slopes: across, when a date was printed; up, the date that it promised.

    Args:
        tables: the tables or the folder that `ghatana timeline` made.
        types: which families, of "station_phase" and "launch".
        limit: draw at most so many happenings, those whose date moved furthest.

    Returns:
        A matplotlib figure: a line for each happening, level while a promise holds and steep where it moves. Strokes
        reach from the earliest to the latest day of a promise, a dot stands half-way; the dashed line is the day of
        printing, on which a promise falls due. Promises without a date or without a day of printing are left out.

    Raises:
        UsageError: if the table is missing.
        EngineUnavailable: if matplotlib or a Telugu font is missing.

    """
    from ghatana.plots.fonts import families

    families()
    from ghatana.plots.canvas import finish, new_plot, nothing_to_show

    found = _lines(tables, types)
    lines = sorted(found, key=lambda line: (-abs(line.moved), line.name, line.key))[:limit]
    title = (
        f"{len(lines)} of {len(found)} moved dates"
        if len(lines) < len(found)
        else f"{len(found)} moved dates"
    )
    if not lines:
        return nothing_to_show(title, "no promise that moved has two dates")
    figure, axes = new_plot(10, 6.5)
    _draw(axes, lines)
    return finish(figure, axes, title)


def _lines(tables: Source, types: Iterable[str]) -> list[Line]:
    from ghatana.plots.canvas import day_number

    names: dict[str, str] = {}
    held: dict[str, list[Promise]] = {}
    for row in read_rows(tables, "slips", COLUMNS):
        announced, first, last = (day(row[c]) for c in ("announced_on", "date_earliest", "date_latest"))
        if row["type"] not in types or announced is None or (first is None and last is None):
            continue

        def number(value: date | None) -> float | None:
            return None if value is None else day_number(value)

        key = str(row["happening_id"])
        names[key] = str(row["name"])
        held.setdefault(key, []).append(
            Promise(day_number(announced), number(first), number(last), str(row["event_id"]))
        )
    return [
        Line(key, names[key], tuple(sorted(promises, key=lambda p: (p.announced, p.middle, p.key))))
        for key, promises in held.items()
        if len(promises) > 1
    ]


def _draw(axes: Axes, lines: Sequence[Line]) -> None:
    from ghatana.plots.canvas import date_axis

    for line, colour, mark in zip(lines, cycle(LINES), cycle(MARKS), strict=False):
        axes.plot(
            [p.announced for p in line.promises],
            [p.middle for p in line.promises],
            color=colour,
            marker=mark,
            markersize=4.5,
            linewidth=1.4,
            gid=f"line-{line.key}",
        )
        for p in line.promises:
            _reach(axes, p, colour)
    low, high = axes.get_xlim()
    bottom, top = axes.get_ylim()
    since, until = max(low, bottom), min(high, top)
    if since < until:
        axes.plot([since, until], [since, until], color=GREY, linestyle="--", linewidth=0.9, gid="due")
    axes.set_xlim(low, high)
    axes.set_ylim(bottom, top)
    _names(axes, lines, high, top - bottom)
    date_axis(axes, "both", upright=True)
    axes.set_xlabel("printed", fontsize="small")
    axes.set_ylabel("promised for", fontsize="small")


def _reach(axes: Axes, promise: Promise, colour: str) -> None:
    """A stroke from the earliest to the latest day, or an arrow head on the side that is open."""
    from matplotlib.markers import CARETDOWNBASE, CARETUPBASE

    x = promise.announced
    if promise.first is not None and promise.last is not None:
        ends = [promise.first, promise.last]
        axes.plot([x, x], ends, color=colour, alpha=0.35, linewidth=4, gid=f"promise-{promise.key}")
    else:
        mark = CARETDOWNBASE if promise.first is None else CARETUPBASE
        axes.plot([x], [promise.middle], marker=mark, color=colour, markersize=9, gid=f"open-{promise.key}")


def _names(axes: Axes, lines: Sequence[Line], right: float, height: float) -> None:
    """Names beside the plot, each at the height of its line's end as far as there is room."""
    ends = sorted((line.promises[-1].middle, line.name, line) for line in lines)
    places = spread([end for end, *_ in ends], height * GAP)
    colours = dict(zip((line.key for line in lines), cycle(LINES), strict=False))
    for (end, name, line), y in zip(ends, places, strict=True):
        axes.annotate(
            name,
            (line.promises[-1].announced, end),
            xytext=(right + (right - axes.get_xlim()[0]) * 0.03, y),
            textcoords="data",
            va="center",
            fontsize="small",
            color="black",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "relpos": (0, 0.5),
                "color": colours[line.key],
                "alpha": 0.5,
                "linewidth": 0.8,
            },
        )


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Ascending `values` moved as little as keeps neighbours at least `gap` apart, in the same order.

    Values that collide become a block about their common mean (pool adjacent violators, Ayer et al. 1955).

    >>> spread([1.0, 1.0, 9.0], 2.0)
    [0.0, 2.0, 9.0]
    """
    blocks: list[list[float]] = []  # sum of values less their steps, how many
    for n, value in enumerate(values):
        blocks.append([value - n * gap, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    bases = [total / count for total, count in blocks for _ in range(int(count))]
    return [base + n * gap for n, base in enumerate(bases)]
