"""Examples of docstrings become blocks of code, and nothing else changes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "docs" / "doctests.py"
spec = importlib.util.spec_from_file_location("docs_doctests", SOURCE)
assert spec is not None
assert spec.loader is not None
doctests = importlib.util.module_from_spec(spec)
spec.loader.exec_module(doctests)


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("What it does.", "What it does."),
        ("What.\n\n>>> f(1)\n2", "What.\n\n```pycon\n>>> f(1)\n2\n```"),
        ("What.\n\n>>> f(\n...     1)\n2\n\nMore.", "What.\n\n```pycon\n>>> f(\n...     1)\n2\n```\n\nMore."),
        (">>> a\n1\n\n>>> b\n2", "```pycon\n>>> a\n1\n```\n\n```pycon\n>>> b\n2\n```"),
        ("a >>> b", "a >>> b"),
    ],
)
def test_an_example_is_fenced_up_to_the_next_empty_line(docstring: str, expected: str) -> None:
    assert doctests.fenced(docstring) == expected
