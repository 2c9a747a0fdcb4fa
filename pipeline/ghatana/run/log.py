"""Where the log of a run goes."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from ghatana.errors import UsageError


def log_to(*, verbose: bool, file: Path | None) -> None:
    """Send the log of the run where the user wants it; seconds since the start, no wall clock."""
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)] if verbose else []
    if file:
        try:
            handlers.append(logging.FileHandler(file, "w", encoding="utf-8"))
        except OSError as error:
            raise UsageError(
                f"The log {file} cannot be written: {error.strerror}. Name another with --log."
            ) from error
    log = logging.getLogger("ghatana")
    log.setLevel(logging.INFO)
    log.propagate = False
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(relativeCreated)d ms %(levelname)s %(message)s"))
        log.addHandler(handler)
