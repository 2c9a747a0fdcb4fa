"""Plots of the tables: matplotlib figures, with Telugu shaped as it should be. Needs `pip install 'ghatana[plots]'`.

Each takes what `ghatana.extract` returns or the folder of a run, and returns a figure that a notebook shows and
`savefig` writes. The same tables give the same figure; pyplot and its global state are not used.
"""

from __future__ import annotations

from ghatana.plots.bars import timeline
from ghatana.plots.graph import network
from ghatana.plots.over_time import sources

__all__ = ["network", "sources", "timeline"]
