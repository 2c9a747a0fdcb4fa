"""What a run got wrong, and the sentence in which it did."""

from __future__ import annotations

from typing import Any, NamedTuple

from ghatana.document import Document, Span
from ghatana.languages import known
from ghatana.text.context import Mark


class Miss(NamedTuple):
    """One item missed, spurious or wrong: its document, the cells that tell it, and where it is in the text.

    The first mark is the item itself; the others are parts of it, shown where nothing before them is marked.
    """

    doc: str
    cells: tuple[Any, ...]
    marks: tuple[Mark, ...]

    def line(self) -> str:
        """The cells on one line."""
        return " | ".join(map(str, self.cells))


def sentences_of(text: str, lang: str, packs: str | None = None) -> tuple[Span, ...]:
    """The sentences of a text, by the rules of its language; the whole text where there is no pack.

    Args:
        text: the text.
        lang: its language.
        packs: a folder of the user's own packs.
    """
    pack = known(lang, packs)
    if pack is None:
        return (Span(0, len(text)),)
    from ghatana.stages.sentences import SentenceStage

    return tuple(SentenceStage(pack).annotate([Document("gold", text, lang=lang)])[0])
