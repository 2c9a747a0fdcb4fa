"""Runs: batches, workers, quarantine, the run folder and its manifest."""

from ghatana.run.local import Options, Outcome, extract_rows, run
from ghatana.run.log import log_to
from ghatana.run.progress import Progress

__all__ = ["Options", "Outcome", "Progress", "extract_rows", "log_to", "run"]
