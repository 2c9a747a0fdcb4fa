"""From runs to a published dataset: validation, Parquet and CSV, card, Croissant, Data Package, a push to a hub.

from ghatana.publish import Options, publish, validate

validate("RUN")                                         # what is wrong; nothing where all is well
publish("RUN", "DATASET", Options(licence="CC-BY-4.0"))
"""

from __future__ import annotations

from ghatana.publish.check import Problem, report, validate
from ghatana.publish.dataset import Publication, publish
from ghatana.publish.hub import push
from ghatana.publish.options import Options

__all__ = ["Options", "Problem", "Publication", "publish", "push", "report", "validate"]
