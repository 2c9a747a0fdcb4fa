"""What a stage is, and what an engine must meet.

A stage is given documents and returns one layer for each; it never changes a document. It says what it
needs and what it gives, so that a recipe with a wrong order is refused before a text is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from ghatana.document import Document, Entity, Sentence, Token


class Stage(Protocol):
    """Documents in, one new layer out.

    Attributes:
        name: as in the recipe and in `quarantine.stage`.
        needs: layers that must be attached before.
        gives: the one layer that `annotate` returns.

    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def needs(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def gives(self) -> str: ...  # noqa: D102

    def annotate(self, documents: Sequence[Document]) -> list[Any]:
        """One layer per document, in order; what it says of one must not depend on the others."""
        ...


class TokenizerEngine(Protocol):
    """Splits one sentence into tokens whose offsets are exact in the untouched text."""

    def tokenize(self, text: str, sentence: Sentence) -> list[Token]:
        """Tokens of `text[sentence.start:sentence.end]`, in order, offsets into `text`."""
        ...


class NerEngine(Protocol):
    """Finds names. What it says of a sentence must not depend on which others are in the batch."""

    def entities(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """The mentions of each document, flat and in text order; spans are whole words."""
        ...
