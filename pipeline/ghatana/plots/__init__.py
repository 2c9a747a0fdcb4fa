"""Plots of the tables: matplotlib figures, with Telugu shaped. They need `pip install 'ghatana[plots]'`.

Each takes what `ghatana.extract` returns or the folder of a run (`slips`, and if you like `timeline`: what
`ghatana timeline` makes of runs), and returns a figure that a notebook shows and `savefig` writes. The same tables
give the same figure; pyplot and its global state are not used.
"""

from __future__ import annotations

from ghatana.plots.bars import timeline
from ghatana.plots.graph import network
from ghatana.plots.over_time import sources
from ghatana.plots.slopes import slips

__all__ = ["network", "slips", "sources", "timeline"]
