"""What the workers of `run/test_workers.py` do; a module of its own, so that spawned processes can import it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from ghatana.errors import EngineUnavailable

Values = list[int | str]


def doubling() -> Callable[[list[int]], Values]:
    return work


def work(batch: list[int]) -> Values:
    """Doubles numbers; hangs on 13, dies on 17, takes its time over 5."""
    for number in batch:
        if number == 13:
            time.sleep(600)
        if number == 17:
            os._exit(9)
        if number == 5:
            time.sleep(0.05)
    return [2 * number for number in batch]


def settings() -> Callable[[list[str]], list[str]]:
    return lambda names: [os.environ.get(name, "") for name in names]


def lost(item: int, hung: bool) -> Values:
    return [f"{'hung' if hung else 'died'} {item}"]


def unbuildable() -> Callable[[list[int]], Values]:
    raise EngineUnavailable("install it with …")
