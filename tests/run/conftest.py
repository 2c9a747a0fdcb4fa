"""Recipes of small stages, for tests of the runner that must not depend on what the real stages find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ghatana import recipe as recipes
from ghatana.document import Document, Sentence
from ghatana.recipe import Recipe


class WholeText:
    """One sentence per document; fails on a text that says so."""

    name, gives = "sentences", "sentences"
    needs = frozenset[str]()

    def __init__(self) -> None:
        self.batches: list[int] = []

    def annotate(self, documents: Sequence[Document]) -> list[Any]:
        self.batches.append(len(documents))
        for doc in documents:
            if "FAIL" in doc.text:
                raise ValueError("cannot read this")
        return [(Sentence(0, len(doc.text)),) for doc in documents]


class BadLayer(WholeText):
    """Returns spans beyond the text."""

    def annotate(self, documents: Sequence[Document]) -> list[Any]:
        return [(Sentence(0, len(doc.text) + 1),) for doc in documents]


@pytest.fixture
def stage() -> WholeText:
    return WholeText()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, stage: WholeText) -> Recipe:
    """A recipe of one stage, which may fail."""
    monkeypatch.setitem(recipes.BUILDERS, "sentences", lambda *_: stage)
    monkeypatch.setitem(recipes.BUILDERS, "broken", lambda *_: BadLayer())
    return Recipe.parse(
        'name = "small"\n[limits]\nmax_chars = 50\n[[stage]]\nuse = "sentences"\n', "small.toml"
    )
