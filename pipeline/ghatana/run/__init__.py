"""Runs: batches, workers, quarantine, the run folder and its manifest."""

from ghatana.run.choose import ENGINES, runner
from ghatana.run.local import Options, Outcome, extract_rows, run
from ghatana.run.progress import Progress

__all__ = ["ENGINES", "Options", "Outcome", "Progress", "extract_rows", "run", "runner"]
