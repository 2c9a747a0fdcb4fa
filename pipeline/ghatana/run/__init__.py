"""Runs: batches, workers, quarantine, the run folder and its manifest."""

from ghatana.run.choose import ENGINES, runner
from ghatana.run.local import extract_rows, run
from ghatana.run.log import log_to
from ghatana.run.options import Options, Outcome
from ghatana.run.progress import Progress

__all__ = ["ENGINES", "Options", "Outcome", "Progress", "extract_rows", "log_to", "run", "runner"]
