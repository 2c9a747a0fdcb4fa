"""What happened or is to happen when, each a bar from its earliest to its latest day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ghatana.display.palette import GREY, TYPE_COLOURS, TYPE_NAMES, tint
from ghatana.errors import UsageError
from ghatana.plots.read import day, has_table, read_rows, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ghatana.plots.canvas import Plot
    from ghatana.plots.read import Source

WIDE = {"station_phase": "station_phases", "launch": "launches", "agreement": "agreements"}
# What a row is called: the first of these that is not empty.
CALLED = {
    "station_phase": (
        ("program", "phase"),
        ("program", "milestones"),
        ("program",),
        ("phase",),
        ("milestones",),
    ),
    "launch": (("payloads",), ("vehicle",), ("operators",)),
    "agreement": (("parties",), ("instrument",), ("subject",)),
}
CLAIM = ("event_id", "status", "date_earliest", "date_latest", "published", "confidence")
HAPPENING = (
    "happening_id", "name", "type", "status", "date_earliest", "date_latest", "first_reported", "confidence",
)  # fmt: skip
# Opacity of the bar and its hatching; the label says the status in words.
LOOKS = {
    "completed": (1.0, ""),
    "ongoing": (0.65, ""),
    "planned": (0.3, ""),
    "proposed": (0.12, ""),
    "delayed": (0.3, "//"),
    "cancelled": (0.12, "xx"),
    "failed": (0.65, "xx"),
    "denied": (0.12, "xx"),
}
FADE = 0.06  # of the axis: how far a bar with an open end fades out
STEPS = 8
SMALL = 0.006  # of the axis: a bar narrower than this gets a dot
LONGEST = 60  # characters of a label


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the plot. A null end is open; `published` is the day on which it was (first) printed."""

    key: str
    type: str
    status: str
    label: str
    earliest: date | None
    latest: date | None
    published: date | None
    confidence: float

    @property
    def known(self) -> tuple[date, date]:
        """First and last day that are known."""
        first, last = self.earliest or self.latest, self.latest or self.earliest
        if first is None or last is None:
            raise ValueError(f"{self.key} has neither an earliest nor a latest day")
        return first, last


def timeline(
    tables: Source,
    *,
    types: Sequence[str] = ("station_phase", "launch"),
    limit: int = 50,
    min_confidence: float = 0.0,
    since: date | str | None = None,
    until: date | str | None = None,
) -> Plot:
    """Dated events as bars from the earliest to the latest day that each may have.

    Args:
        tables: what `ghatana.extract` returned, or a run folder; or, for one bar a happening, the tables or the
            folder that `ghatana timeline` made.
        types: which families, of "station_phase", "launch" and "agreement".
        limit: draw at most so many, those with the highest confidence.
        min_confidence: leave out events below it, 0-1.
        since: leave out what cannot be later than the day before it, ISO 8601 or a date.
        until: leave out what cannot be earlier than the day after it.

    Returns:
        A matplotlib figure. A bar whose end is open fades out in an arrow; what is short on the scale of the axis
        has a dot; a grey stroke is the day on which it was
        (first) printed. Events without a date are counted in the title.

    Raises:
        UsageError: if a table is missing or a family unknown.
        EngineUnavailable: if matplotlib or a Telugu font is missing.

    """
    from ghatana.plots.fonts import families

    families()  # says what to install before anything else is asked of matplotlib
    from ghatana.plots.canvas import finish, new_plot, nothing_to_show

    found, undated = _read(tables, types, min_confidence)
    first, last = day(since) or date.min, day(until) or date.max
    found = [b for b in found if (b.latest or date.max) >= first and (b.earliest or date.min) <= last]
    chosen = sorted(sorted(found, key=lambda b: (-b.confidence, b.key))[:limit], key=_order)
    title = _title(len(chosen), len(found), undated)
    if not chosen:
        return nothing_to_show(title, "no dated event to draw")
    figure, axes = new_plot(10, 1.2 + 0.26 * len(chosen))
    _draw(axes, chosen)
    return finish(figure, axes, title)


def _title(shown: int, found: int, undated: int) -> str:
    parts = [f"{shown} of {found} dated events" if shown < found else f"{found} dated events"]
    return ", ".join([*parts, *([f"{undated} without a date left out"] if undated else [])])


def _order(bar: Bar) -> tuple[Any, ...]:
    return (*bar.known, bar.label, bar.key)


def _read(tables: Source, types: Iterable[str], least: float) -> tuple[list[Bar], int]:
    for kind in types:
        if kind not in WIDE:
            raise UsageError(f"timeline() was asked for {kind!r}; expected some of {', '.join(WIDE)}.")
    given = _happenings(tables, types) if has_table(tables, "timeline") else _claims(tables, types)
    bars = [bar for bar in given if bar.confidence >= least]
    dated = [bar for bar in bars if bar.earliest or bar.latest]
    return dated, len(bars) - len(dated)


def _happenings(tables: Source, types: Iterable[str]) -> Iterator[Bar]:
    for row in read_rows(tables, "timeline", HAPPENING):
        if row["type"] in types:
            yield _bar(row["type"], row, row["happening_id"], row["first_reported"], (row["name"],))


def _claims(tables: Source, types: Iterable[str]) -> Iterator[Bar]:
    for kind in types:
        columns = tuple(dict.fromkeys(c for group in CALLED[kind] for c in group))
        for row in read_rows(tables, WIDE[kind], CLAIM + columns):
            names = ([", ".join(words(row[c])) for c in group] for group in CALLED[kind])
            yield _bar(kind, row, row["event_id"], row["published"], next(filter(all, names), ()))


def _bar(kind: str, row: Mapping[str, Any], key: str, printed: Any, names: Iterable[str]) -> Bar:
    label = ": ".join(names) or TYPE_NAMES[kind]
    return Bar(
        key=str(key),
        type=kind,
        status=str(row["status"]),
        label=label if len(label) <= LONGEST else label[: LONGEST - 1] + "…",
        earliest=day(row["date_earliest"]),
        latest=day(row["date_latest"]),
        published=day(printed),
        confidence=float(row["confidence"]),
    )


def _draw(axes: Axes, bars: Sequence[Bar]) -> None:
    from ghatana.plots.canvas import date_axis, day_number

    ends = [d for b in bars for d in (*b.known, b.published) if d]
    first, last = day_number(min(ends)), day_number(max(ends) + timedelta(days=1))
    span = last - first
    for y, bar in enumerate(bars):
        _one(axes, y, bar, span)
    axes.set_yticks(range(len(bars)), [f"{b.label} · {b.status}" for b in bars], fontsize="small")
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_xlim(first - span * (FADE + 0.01), last + span * (FADE + 0.01))
    date_axis(axes)
    _legend(axes, bars)


def _one(axes: Axes, y: int, bar: Bar, span: float) -> None:
    from ghatana.plots.canvas import day_number

    colour = TYPE_COLOURS[bar.type]
    alpha, hatch = LOOKS[bar.status]
    left, right = day_number(bar.known[0]), day_number(bar.known[1] + timedelta(days=1))
    held = axes.barh(
        y,
        right - left,
        left=left,
        height=0.62,
        facecolor=tint(colour, alpha),
        edgecolor=colour,
        hatch=hatch,
        linewidth=0.8,
    )
    held[0].set_gid(f"bar-{bar.key}")
    if right - left < span * SMALL:
        axes.plot(
            [(left + right) / 2],
            [y],
            "o",
            color=colour,
            markersize=4,
            gid=f"dot-{bar.key}",
            markerfacecolor=tint(colour, alpha),
        )
    if bar.earliest is None:
        _fade(axes, y, left, -span * FADE, colour, f"open-{bar.key}")
    if bar.latest is None:
        _fade(axes, y, right, span * FADE, colour, f"open-{bar.key}")
    if bar.published:
        axes.plot([day_number(bar.published)], [y], "|", color=GREY, markersize=8, gid=f"published-{bar.key}")


def _fade(axes: Axes, y: int, start: float, length: float, colour: str, gid: str) -> None:
    """A tail of `length` days from `start` (to the left where it is negative), paler with each step, and an arrow."""
    step = length / STEPS
    for n in range(STEPS):
        axes.barh(
            y,
            step,
            left=start + n * step,
            height=0.62,
            linewidth=0,
            facecolor=tint(colour, 0.4 * (1 - n / STEPS)),
        )
    axes.plot([start + length], [y], "<" if length < 0 else ">", color=colour, markersize=5, gid=gid)


def _legend(axes: Axes, bars: Sequence[Bar]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    types = [t for t in TYPE_COLOURS if any(b.type == t for b in bars)]
    statuses = [s for s in LOOKS if any(b.status == s for b in bars)]
    handles: list[Any] = [Patch(color=TYPE_COLOURS[t], label=TYPE_NAMES[t]) for t in types]
    for status in statuses:
        alpha, hatch = LOOKS[status]
        handles.append(Patch(facecolor=tint(GREY, alpha), edgecolor=GREY, hatch=hatch, label=status))
    handles.append(Line2D([], [], color=GREY, marker="|", linestyle="", label="printed"))
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize="small")
