"""Worker processes that can hang or die: each has a deadline, and is replaced when it misses it.

`concurrent.futures` has no way to end one worker and keep the others, so this is a small pool of our own: one pipe
per process, one batch at a time, results in the order of the batches.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
# Batches handed out per worker before results are waited for: it is never idle, and memory stays bounded.
AHEAD = 3
# Building the stages, at the start of a worker, may take this long.
WARM_UP_SECONDS = 300.0
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

_SPAWN = get_context("spawn")


@dataclass(slots=True)
class _Worker(Generic[Item, Result]):
    process: Any
    pipe: Connection
    deadline: float = float("inf")
    job: _Job[Item, Result] | None = None
    warm: bool = False  # it said that its stages are built


@dataclass(slots=True)
class _Job(Generic[Item, Result]):
    """A batch on its way: in one piece, or item by item after it failed as a whole."""

    items: list[Item]
    results: list[Result] = field(default_factory=list)
    alone: bool = False

    @property
    def done(self) -> bool:
        return len(self.results) == (len(self.items) if self.alone else 1)

    def next_items(self) -> list[Item]:
        return [self.items[len(self.results)]] if self.alone else self.items


class Pool(Generic[Item, Result]):
    """Processes that turn batches into results.

    Args:
        size: how many.
        start: called once in each process; returns the function from a batch to its result. Both are pickled.
        lost: what stands for the result of one item that a worker hung (True) or died (False) on.
        seconds: how long one item may take; a batch may take that long for each of its items.
    """

    def __init__(
        self,
        size: int,
        start: Callable[[], Callable[[list[Item]], Result]],
        lost: Callable[[Item, bool], Result],
        seconds: float,
    ) -> None:
        self._start, self._lost, self._seconds = start, lost, seconds
        self._workers: list[_Worker[Item, Result]] = [self._spawn() for _ in range(size)]

    def _spawn(self) -> _Worker[Item, Result]:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(theirs, self._start), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def map(self, batches: Iterable[Sequence[Item]]) -> Iterator[list[Result]]:
        """The results of each batch in order: one, or one per item where the batch failed as a whole."""
        source = iter(batches)
        order: deque[_Job[Item, Result]] = deque()
        waiting: deque[_Job[Item, Result]] = deque()
        exhausted = False
        while True:
            while not exhausted and len(order) < AHEAD * len(self._workers):
                batch = next(source, None)
                if batch is None:
                    exhausted = True
                elif batch:
                    job: _Job[Item, Result] = _Job(list(batch))
                    order.append(job)
                    waiting.append(job)
            self._hand_out(waiting)
            while order and order[0].done:
                yield order.popleft().results
            if exhausted and not order:
                return
            if order and not order[0].done:
                self._collect(waiting)

    def _hand_out(self, waiting: deque[_Job[Item, Result]]) -> None:
        for worker in self._workers:
            if worker.job is None and waiting:
                worker.job = waiting.popleft()
                items = worker.job.next_items()
                allowed = self._seconds * len(items) if worker.warm else WARM_UP_SECONDS
                worker.deadline = time.monotonic() + allowed
                try:
                    worker.pipe.send(items)
                except OSError:
                    worker.deadline = 0.0  # it died; found when results are collected

    def _collect(self, waiting: deque[_Job[Item, Result]]) -> None:
        """Wait until a worker answers, dies or misses its deadline, and deal with it."""
        busy = [w for w in self._workers if w.job is not None]
        left = max(0.0, min(w.deadline for w in busy) - time.monotonic())
        ready = set(wait([w.pipe for w in busy], left))
        for worker in busy:
            if worker.pipe in ready:
                self._receive(worker, waiting)
            elif time.monotonic() >= worker.deadline:
                self._failed(worker, waiting, hung=True)

    def _receive(self, worker: _Worker[Item, Result], waiting: deque[_Job[Item, Result]]) -> None:
        job = worker.job
        assert job is not None
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            self._failed(worker, waiting, hung=False)
            return
        if kind == "error":
            raise value
        if kind == "ready":  # its stages are built: from now on its batch is timed
            worker.warm = True
            worker.deadline = time.monotonic() + self._seconds * len(job.next_items())
            return
        worker.job, worker.deadline = None, float("inf")
        job.results.append(value)
        if not job.done:
            waiting.appendleft(job)

    def _failed(
        self, worker: _Worker[Item, Result], waiting: deque[_Job[Item, Result]], *, hung: bool
    ) -> None:
        """Replace a worker. Its batch goes on item by item; an item that fails alone is given up."""
        job = worker.job
        assert job is not None
        _end(worker)
        self._workers[self._workers.index(worker)] = self._spawn()
        if len(job.next_items()) == 1:
            job.alone = True
            job.results.append(self._lost(job.next_items()[0], hung))
        job.alone = True
        if not job.done:
            waiting.appendleft(job)

    def close(self) -> None:
        """End every process, busy or not."""
        for worker in self._workers:
            _end(worker)
        self._workers = []


def _end(worker: _Worker[Any, Any]) -> None:
    worker.pipe.close()
    worker.process.kill()  # it holds no file; to end in order would take it half a second
    worker.process.join()
    worker.process.close()


def _serve(pipe: Connection, start: Callable[[], Callable[[list[Any]], Any]]) -> None:
    """What a worker process does: build its stages once, then answer batches until the pipe is closed."""
    import gc
    import os
    import signal

    # One thread for each process: libraries of linear algebra would start one a core, which wait for one another
    # where every core has a worker. They read this when they are loaded, which is later.
    for name in THREADS:
        os.environ.setdefault(name, "1")
    # Ctrl-C reaches the whole process group; the main process decides what is still finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is built lives as long as the process: the collector need not walk over it, now or later.
    gc.disable()
    try:
        work = start()
    except Exception as error:
        # Whatever keeps the stages from being built must reach the user, not kill worker after worker.
        pipe.send(("error", error))
        return
    gc.freeze()
    gc.enable()
    pipe.send(("ready", None))
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(("result", work(batch)))
