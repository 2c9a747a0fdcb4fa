"""Whom claims are attributed to, month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ghatana.display.palette import PURPLE
from ghatana.plots.read import day, read_rows, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ghatana.plots.canvas import Plot
    from ghatana.plots.read import Source

Cell = tuple[str, date]


def sources(tables: Source, *, limit: int = 25, min_confidence: float = 0.0) -> Plot:
    """How many claims each source is named for, by the month in which they were printed.

    Args:
        tables: what `ghatana.extract` returned, or a run folder.
        limit: draw at most so many sources, those named most often.
        min_confidence: leave out events below it, 0-1.

    Returns:
        A matplotlib figure: a row for each source, a dot for each month, its area and the number in it the claims.
        Events of documents without a publication date are left out.

    Raises:
        UsageError: if the table is missing.
        EngineUnavailable: if matplotlib or a Telugu font is missing.

    """
    from ghatana.plots.fonts import families

    families()
    from ghatana.plots.canvas import finish, new_plot, nothing_to_show

    counts = _counts(tables, min_confidence)
    totals: Counter[str] = Counter()
    for (source, _), count in counts.items():
        totals[source] += count
    ranked = sorted(totals, key=lambda s: (-totals[s], s))
    named = ranked[:limit]
    title = f"{len(named)} of {len(ranked)} sources" if len(named) < len(ranked) else f"{len(ranked)} sources"
    if not named:
        return nothing_to_show(title, "no claim is attributed to anyone in a dated document")
    figure, axes = new_plot(10, 1.2 + 0.3 * len(named))
    _draw(axes, counts, {source: y for y, source in enumerate(named)}, totals)
    return finish(figure, axes, f"{title}: claims by month of printing")


def _counts(tables: Source, least: float) -> dict[Cell, int]:
    counts: Counter[Cell] = Counter()
    for row in read_rows(tables, "events", ("sources", "published", "confidence")):
        printed = day(row["published"])
        if printed is not None and row["confidence"] >= least:
            counts.update((source, printed.replace(day=1)) for source in sorted(set(words(row["sources"]))))
    return dict(sorted(counts.items()))


def _draw(axes: Axes, counts: Mapping[Cell, int], rows: Mapping[str, int], totals: Mapping[str, int]) -> None:
    from ghatana.plots.canvas import date_axis, day_number

    cells = [(day_number(month), rows[s], n) for (s, month), n in counts.items() if s in rows]
    axes.scatter(
        [x for x, _, _ in cells],
        [y for _, y, _ in cells],
        s=[50 + 40 * n for *_, n in cells],
        color=PURPLE,
        alpha=0.75,
        linewidth=0,
        gid="claims",
    )
    for x, y, n in cells:
        axes.text(x, y, str(n), ha="center", va="center_baseline", fontsize="x-small")
    axes.set_yticks(range(len(rows)), [f"{s} · {totals[s]}" for s in rows], fontsize="small")
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.margins(x=0.03)
    date_axis(axes, "both")
