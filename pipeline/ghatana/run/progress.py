"""Progress on stderr: a bar on a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time
from typing import Any, TextIO

PLAIN_SECONDS = 5.0


class Progress:
    """Counts documents, events and quarantined input while a run goes on."""

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        """Nothing is shown if `quiet`."""
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self.documents = self.events = self.quarantined = 0
        self._started = self._shown = time.monotonic()
        self._bar: Any = None
        if not quiet and self._stream.isatty():
            from tqdm import tqdm

            self._bar = tqdm(unit=" docs", file=self._stream, dynamic_ncols=True)

    @property
    def seconds(self) -> float:
        """Since the run started."""
        return time.monotonic() - self._started

    def add(self, documents: int, events: int, quarantined: int) -> None:
        """Count what one batch gave."""
        self.documents += documents
        self.events += events
        self.quarantined += quarantined
        if self._bar is not None:
            self._bar.update(documents)
            self._bar.set_postfix(events=self.events, quarantined=self.quarantined)
        elif not self._quiet and time.monotonic() - self._shown >= PLAIN_SECONDS:
            self._shown = time.monotonic()
            rate = self.documents / max(self.seconds, 1e-9)
            counts = f"{self.events:,} events, {self.quarantined:,} quarantined"
            print(
                f"{self.documents:,} documents ({rate:,.0f} a second), {counts}",
                file=self._stream,
                flush=True,
            )

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
