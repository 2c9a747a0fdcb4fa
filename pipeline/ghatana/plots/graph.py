"""Who signs with whom: the parties of agreements as a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

from ghatana.display.palette import BLUE, GREY
from ghatana.plots.read import read_rows, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ghatana.plots.canvas import Plot
    from ghatana.plots.read import Source

Place = tuple[float, float]
NOT_MADE = ("cancelled", "denied", "failed")  # statuses of agreements that bind nobody


def network(tables: Source, *, limit: int = 40, min_confidence: float = 0.0) -> Plot:
    """The parties of agreements, joined where they take part in the same one.

    Args:
        tables: what `ghatana.extract` returned, or a run folder.
        limit: draw at most so many parties, those in the most agreements.
        min_confidence: leave out agreements below it, 0-1.

    Returns:
        A matplotlib figure. A dot grows with the number of agreements that a party is in, a line with the number
        that two share; from two on the number is written on it. Agreements that were cancelled, denied or failed, or
        with one known party, join nobody.

    Raises:
        UsageError: if the table is missing.
        EngineUnavailable: if matplotlib, networkx or a Telugu font is missing.

    The layout is Kamada & Kawai's (1989), which begins from a circle and so needs no random seed, one connected
    component at a time.

    """
    from ghatana.plots.fonts import families

    families()
    from ghatana.plots.canvas import finish, new_plot, nothing_to_show

    pairs, totals = _pairs(tables, min_confidence)
    parties = _most(pairs, totals, limit)
    pairs = {p: n for p, n in pairs.items() if p[0] in parties and p[1] in parties}
    title = f"{len(parties)} parties, {sum(pairs.values())} pairs in agreements"
    if not pairs:
        return nothing_to_show(title, "no agreement with two known parties")
    places = lay_out(pairs)
    figure, axes = new_plot(10, 7.5)
    _draw(axes, pairs, totals, places)
    return finish(figure, axes, title)


def _pairs(tables: Source, least: float) -> tuple[dict[tuple[str, str], int], Counter[str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    for row in read_rows(tables, "agreements", ("parties", "status", "confidence")):
        parties = sorted(set(words(row["parties"])))
        if row["status"] in NOT_MADE or row["confidence"] < least or len(parties) < 2:
            continue
        totals.update(parties)
        pairs.update(combinations(parties, 2))
    return dict(sorted(pairs.items())), totals


def _most(pairs: Mapping[tuple[str, str], int], totals: Mapping[str, int], limit: int) -> frozenset[str]:
    named = sorted({p for pair in pairs for p in pair}, key=lambda p: (-totals[p], p))
    return frozenset(named[:limit])


def lay_out(pairs: Mapping[tuple[str, str], int]) -> dict[str, Place]:
    """A place for each party: components side by side in shelves, the largest first, each about its size.

    Args:
        pairs: how often two parties are joined; the same pairs in any order give the same places.

    >>> sorted(lay_out({("A", "B"): 1}))
    ['A', 'B']

    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_edges_from(sorted(pairs))
    components = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c))
    sizes = [sqrt(len(c)) for c in components]
    width = max(sizes[0] * 1.6, sqrt(sum((2 * s) ** 2 for s in sizes)))
    places: dict[str, Place] = {}
    x = y = shelf = 0.0
    for component, size in zip(components, sizes, strict=True):
        if x and x + size > width:
            x, y, shelf = 0.0, y - shelf - 0.6, 0.0
        if not x:
            shelf = size
        for party, (dx, dy) in _component(graph, component).items():
            places[party] = (x + size * (dx + 1) / 2, y - shelf / 2 + size * dy / 2)
        x += size + 0.9
    return places


def _component(graph: Any, members: Sequence[str]) -> dict[str, Place]:
    import networkx as nx

    ordered = nx.Graph()
    ordered.add_nodes_from(members)
    ordered.add_edges_from(sorted(graph.subgraph(members).edges))
    found = nx.kamada_kawai_layout(ordered)
    return {party: (float(x), float(y)) for party, (x, y) in found.items()}


def _draw(
    axes: Axes, pairs: Mapping[tuple[str, str], int], totals: Mapping[str, int], places: Mapping[str, Place]
) -> None:
    for (a, b), count in pairs.items():
        (ax, ay), (bx, by) = places[a], places[b]
        axes.plot(
            [ax, bx], [ay, by], color=GREY, alpha=0.6, linewidth=0.8 + count, zorder=1, gid=f"{a} | {b}"
        )
        if count > 1:
            axes.text(
                (ax + bx) / 2,
                (ay + by) / 2,
                str(count),
                fontsize="x-small",
                ha="center",
                va="center",
                bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
            )
    parties = sorted(places)
    axes.scatter(
        [places[p][0] for p in parties],
        [places[p][1] for p in parties],
        s=[40 * ceil(totals[p]) for p in parties],
        color=BLUE,
        zorder=2,
        gid="parties",
    )
    for party in parties:
        _name(axes, party, pairs, totals[party], places)
    axes.margins(0.15)
    axes.set_axis_off()


def _name(
    axes: Axes, party: str, pairs: Mapping[tuple[str, str], int], count: int, places: Mapping[str, Place]
) -> None:
    """Write a party's name on the side that its lines leave free."""
    from matplotlib.patheffects import withStroke

    x, y = places[party]
    others = [places[b if a == party else a] for a, b in pairs if party in (a, b)]
    away_x = x - sum(p[0] for p in others) / len(others)
    away_y = y - sum(p[1] for p in others) / len(others)
    gap = 4 + 2.5 * sqrt(count)
    sideways = abs(away_x) > abs(away_y) * 1.5
    side, lift = (1 if away_x > 0 else -1), (1 if away_y >= 0 else -1)
    axes.annotate(
        party,
        (x, y),
        xytext=(side * gap, 0) if sideways else (0, lift * gap),
        textcoords="offset points",
        ha=("left" if side > 0 else "right") if sideways else "center",
        va="center" if sideways else ("bottom" if lift > 0 else "top"),
        fontsize="small",
        zorder=3,
        path_effects=[withStroke(linewidth=2.5, foreground="white")],
    )
