"""Built stages, ready to run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ghatana.languages import Language, known
from ghatana.stage import Stage


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What a recipe was built into.

    Attributes:
        stages: each with whether it runs on relevant documents only.
        pack: gives the pack of a language, None where there is none.

    >>> Pipeline(()).pack("te").code
    'te'
    """

    stages: tuple[tuple[Stage, bool], ...]
    pack: Callable[[str], Language | None] = known
