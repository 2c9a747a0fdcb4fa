"""A matplotlib figure that needs no pyplot and shows itself in a notebook; the looks that all plots share."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.text import Text

from ghatana.display.palette import GREY
from ghatana.plots.fonts import families

SCREEN_DPI = 144
CSS_DPI = 96  # a CSS pixel is 1/96 inch


class Plot(Figure):
    """A figure. In a notebook it appears when it is the value of a cell; `savefig` writes it to a file."""

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        held = BytesIO()
        self.savefig(held, format="png", dpi=SCREEN_DPI)
        width, height = self.get_size_inches()
        return held.getvalue(), {"width": round(width * CSS_DPI), "height": round(height * CSS_DPI)}


def new_plot(width: float, height: float) -> tuple[Plot, Axes]:
    """An empty figure of `width` × `height` inches, and its axes."""
    figure = Plot(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def finish(figure: Plot, axes: Axes, title: str) -> Plot:
    """Title the figure and set the fonts of every text in it, tick labels that are made later included."""
    axes.set_title(title, loc="left", fontsize="medium")
    names: Any = list(families())
    axes.tick_params(labelfontfamily=names)
    for text in figure.findobj(Text):
        text.set_fontfamily(names)
    return figure


def nothing_to_show(title: str, why: str) -> Plot:
    """A figure that says that there is nothing to draw, and why."""
    figure, axes = new_plot(7, 1.2)
    axes.set_axis_off()
    axes.text(0, 0.5, why, color=GREY, transform=axes.transAxes, va="center")
    return finish(figure, axes, title)


def day_number(day: date) -> float:
    """A day as matplotlib counts it on an axis: in days since 1970."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def date_axis(axes: Axes, grid: Literal["x", "both"] = "x", *, upright: bool = False) -> None:
    """Make the x axis, and if `upright` the y axis, one of dates, with a pale grid behind what is drawn."""
    for axis in (axes.xaxis, axes.yaxis) if upright else (axes.xaxis,):
        locator = AutoDateLocator()  # type: ignore[no-untyped-call]
        axis.set_major_locator(locator)
        axis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.grid(axis=grid, color=GREY, alpha=0.25, linewidth=0.6)
    axes.set_axisbelow(True)
