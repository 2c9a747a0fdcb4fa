"""ghatana (ఘటన, "event") reads Telugu news and writes tables of dated events about space.

>>> import ghatana
>>> [t.value for t in ghatana.times("మే 3న ప్రయోగించారు.", published="2024-06-13")]
['2024-05-03']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ghatana.api import annotate, extract, times, times_table
    from ghatana.display import Tables, show
    from ghatana.document import Document, Span
    from ghatana.errors import GhatanaError
    from ghatana.recipe import Recipe

__all__ = [
    "Document",
    "GhatanaError",
    "Recipe",
    "Span",
    "Tables",
    "annotate",
    "extract",
    "show",
    "times",
    "times_table",
]

# Loaded when first asked for, so that `import ghatana` costs nothing that is not used.
_HOMES = {
    "Document": "ghatana.document",
    "GhatanaError": "ghatana.errors",
    "Recipe": "ghatana.recipe",
    "Span": "ghatana.document",
    "Tables": "ghatana.display",
    "annotate": "ghatana.api",
    "extract": "ghatana.api",
    "show": "ghatana.display",
    "times": "ghatana.api",
    "times_table": "ghatana.api",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("ghatana")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'ghatana' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
