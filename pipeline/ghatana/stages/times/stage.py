"""The stages: time expressions of documents, and publication dates from datelines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ghatana.document import Document, Published, Timex
from ghatana.languages import Language
from ghatana.stages.times.dateline import dateline
from ghatana.stages.times.tagger import Tagger, tagger_for


class TimeStage:
    """Finds and resolves time expressions."""

    name = "times"
    needs = frozenset({"sentences"})
    gives = "timexes"

    def __init__(self, language: Language) -> None:
        """Build the tagger from a language pack."""
        self.tagger: Tagger = tagger_for(language)

    def annotate(self, documents: Sequence[Document]) -> list[tuple[Timex, ...]]:
        """The time expressions of each document, flat and in text order."""
        return [self.tagger.tag(d.text, d.published, tuple(s.start for s in d.sentences)) for d in documents]


class DatelineStage:
    """Gives a publication date: the metadata's, else that of a dateline with day, month and year, else the option's."""

    name = "dateline"
    needs: frozenset[str] = frozenset()
    gives = "published"

    def __init__(self, language: Language) -> None:
        """Build the tagger from a language pack."""
        self.tagger: Tagger = tagger_for(language)

    def annotate(self, documents: Sequence[Document]) -> list[Published]:
        """The publication date of each document and how it is known."""
        return [self._published(d) for d in documents]

    def _published(self, document: Document) -> Published:
        known = Published(document.published, document.published_basis)
        if known.date is not None and known.basis != "option":
            return known
        found = dateline(document.text, self.tagger)
        if found is not None:
            return Published(found, "dateline")
        return known if known.date is not None else Published(None, "none")


def tag(text: str, published: date | None, language: Language) -> tuple[Timex, ...]:
    """The time expressions of a text.

    Args:
        text: any text; line ends, dandas and full stops end sentences.
        published: the reference date; None leaves relative times unresolved.
        language: the pack.

    >>> from ghatana.languages import load
    >>> [(t.value, t.edtf) for t in tag("2035 నాటికి పూర్తవుతుంది.", None, load("te"))]
    [('2035', '../2035')]

    """
    return tagger_for(language).tag(text, published)


__all__ = ["DatelineStage", "TimeStage", "tag"]
