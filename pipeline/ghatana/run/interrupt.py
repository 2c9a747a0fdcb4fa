"""Ctrl-C: the first stops the reading and lets what is in hand be finished; the second stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import Any, TypeVar

Item = TypeVar("Item")


class Interrupt:
    """Watches for SIGINT and SIGTERM while it is entered. Elsewhere than in the main thread it watches nothing."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Interrupt:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, _: int, __: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True

    def until_asked(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items until a stop is asked for."""
        for item in items:
            if self.asked:
                return
            yield item
