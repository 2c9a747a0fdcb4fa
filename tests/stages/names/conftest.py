"""What the tests of the names stage share: one stage with the shipped knowledge base, and a way to run it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from ghatana import knowledge
from ghatana.document import Document, Entity, Sentence
from ghatana.languages import load
from ghatana.stages.names import NamesStage

_SPEC = importlib.util.spec_from_file_location("tagged_names", Path(__file__).with_name("tagged.py"))


@pytest.fixture(scope="session")
def tagged() -> ModuleType:
    """The parser of tagged sentences."""
    assert _SPEC is not None
    assert _SPEC.loader is not None
    module = importlib.util.module_from_spec(_SPEC)
    import sys

    sys.modules["tagged_names"] = module
    _SPEC.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def stage() -> NamesStage:
    """The stage with rules alone."""
    return NamesStage(load("te"), knowledge.load())


def document(text: str, *sentences: tuple[int, int]) -> Document:
    """A document with these sentences, or one sentence that is the text."""
    doc = Document("d", text)
    spans = sentences or (((0, len(text)),) if text else ())
    return doc.with_layer("sentences", tuple(Sentence(a, b) for a, b in spans))


@pytest.fixture(scope="session")
def names(stage: NamesStage) -> Callable[[str], tuple[Entity, ...]]:
    """The mentions of a text that is one sentence; the layer's invariants are checked on the way."""

    def run(text: str) -> tuple[Entity, ...]:
        doc = document(text)
        return doc.with_layer("entities", stage.annotate([doc])[0]).entities

    return run
