"""Waiting for Spark: progress is shown and Ctrl-C heard while it works, and its errors are told as ours."""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from ghatana import errors
from ghatana.errors import GhatanaError, RunStopped
from ghatana.run.interrupt import Interrupt
from ghatana.run.progress import Progress
from ghatana.run.shards import Shard
from ghatana.run.spark.tasks import CARRIED, Job

POLL_SECONDS = 2.0
Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Watch:
    """Runs the actions of one run, each in a thread, so that this one can look after it."""

    def __init__(self, spark: Any, job: Job, progress: Progress, interrupt: Interrupt) -> None:
        """Shards that appear in the job's folder are counted as progress."""
        self._spark, self._job, self._progress, self._interrupt = spark, job, progress, interrupt
        self._seen: set[str] = set()

    def __call__(self, action: Callable[[], Result]) -> Result:
        """What the action gives.

        Raises:
            GhatanaError: what a task raised.
            RunStopped: if Spark gave up, or a stop was asked for.
        """
        result: list[Result] = []
        failed: list[Exception] = []

        def act() -> None:
            try:
                result.append(action())
            except Exception as error:
                failed.append(error)  # raised below, by the thread that waits

        thread = threading.Thread(target=act, name="ghatana-spark", daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(POLL_SECONDS)
            self._count()
            if self._interrupt.asked:
                self._spark.sparkContext.cancelAllJobs()
                thread.join()
                raise RunStopped(
                    f"Interrupted after {self._progress.documents:,} documents; --resume continues the run."
                )
        self._count()
        if failed:
            raise told(failed[0]) from failed[0]
        return result[0]

    def _count(self) -> None:
        for path in sorted(self._job.shards.iterdir()):
            if path.name not in self._seen and path.suffix != ".part":
                self._seen.add(path.name)
                counts = self._job.store().counts(Shard(path.name, ()))
                self._progress.add(*counts)
                log.info("shard %s finished: %d documents", path.name, counts[0])


def told(error: Exception) -> GhatanaError:
    r"""A failure of Spark as an error of ours: what a task raised, or that Spark gave up.

    >>> told(ValueError('Traceback…\nRuntimeError: ghatana-carried ["RunStopped", "disk full"]')).message
    'disk full'
    """
    text = str(error)
    if found := re.search(re.escape(CARRIED) + r"(\[.*\])", text):
        kind, message = json.loads(found[1])
        made: GhatanaError = getattr(errors, kind)(message)
        return made
    # Of a Python error the last line says what it was, of a Java one the first.
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("\tat ")]
    what = (lines or [type(error).__name__])[-1 if "Traceback" in text else 0]
    return RunStopped(
        f"Spark gave up: {what[:300]}. The log of the executors says more; --resume continues the run."
    )
