"""The examples in the docstrings run."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

import ghatana.timeline

MODULES = sorted(f"ghatana.timeline.{m.name}" for m in iter_modules(ghatana.timeline.__path__))


@pytest.mark.parametrize("name", ["ghatana.timeline", *MODULES])
def test_examples(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
