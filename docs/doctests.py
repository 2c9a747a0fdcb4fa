"""Examples in docstrings as blocks of code: a Griffe extension, for `>>>` means nested quotations in Markdown."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

_EXAMPLE = re.compile(r"^>>> .*(?:\n(?!\s*$).*)*", re.MULTILINE)


def fenced(docstring: str) -> str:
    """The docstring with each example (from `>>>` to the next empty line) in a fence."""
    return _EXAMPLE.sub(lambda example: f"```pycon\n{example[0]}\n```", docstring)


class Doctests(Extension):
    """Fences the examples of every docstring that is loaded."""

    def on_instance(self, *, obj: Object, **_: Any) -> None:
        """Griffe's event: an object was made from the source."""
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)
