"""stanza's name tagger (Qi et al. 2020), such as its Telugu package trained on IL-NER (Bahad et al. 2024).

stanza and its models are installed by who wants them; nothing is downloaded here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ghatana.document import Document, Entity, Sentence
from ghatana.engines.adopt import Found, adopt
from ghatana.engines.stanza_models import NAMES, Pipeline, given_or_opened


class StanzaNer:
    """Finds names with stanza; meets `ghatana.stage.NerEngine`.

    One sentence is one call, so what it says of a sentence depends on that sentence alone.

    Args:
        language: code of a language that stanza has a name tagger for.
        models: a folder of models (see `stanza_models`), a ready `stanza.Pipeline` (or what behaves like one),
            or None for the models that stanza itself has installed.

    Raises:
        EngineUnavailable: if stanza or its models are not installed.

    """

    def __init__(self, language: str, models: Path | Pipeline | None = None) -> None:
        self._pipeline = given_or_opened(language, NAMES, models)

    def entities(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """The mentions of each document, flat and in text order; spans are whole words."""
        return [tuple(m for s in d.sentences for m in self._sentence(d, s)) for d in documents]

    def _sentence(self, document: Document, sentence: Sentence) -> Iterator[Entity]:
        found = [
            Found(sentence.start + e.start_char, sentence.start + e.end_char, e.type)
            for e in self._pipeline(sentence.of(document.text)).ents
        ]
        yield from adopt(document, sentence, found, "stanza")
