"""Loaded by every Python of the Spark tests, the workers' children too: trouble where a file or a text asks for it.

The stage `sentences` fails on FAIL, kills its process on DIE, and hangs on HANG while the file `hang` is there. While
the file `full` is there, shards cannot be written.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ghatana.document import Document
from ghatana.recipe.build import BUILDERS
from ghatana.run.shards import ShardStore

SWITCHES = Path(os.environ.get("GHATANA_TEST_SWITCHES", "/nonexistent"))


class Hostile:
    """The real stage, but for texts that ask for trouble."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.name, self.needs, self.gives = real.name, real.needs, real.gives

    def annotate(self, documents: Sequence[Document]) -> Any:
        for doc in documents:
            if "FAIL" in doc.text:
                raise ValueError("cannot read this")
            if "DIE" in doc.text:
                os._exit(9)
            if "HANG" in doc.text and (SWITCHES / "hang").exists():
                time.sleep(3600)
        return self._real.annotate(documents)


def _build(real: Any) -> Any:
    return lambda *args: Hostile(real(*args))


def _write(real: Any) -> Any:
    def write(self: ShardStore, *args: Any, **options: Any) -> None:
        if (SWITCHES / "full").exists():
            raise OSError(28, "No space left on device")
        real(self, *args, **options)

    return write


if SWITCHES.is_dir():
    BUILDERS["sentences"] = _build(BUILDERS["sentences"])
    ShardStore.write = _write(ShardStore.write)  # type: ignore[method-assign]
