"""The named entities of a spaCy pipeline (Honnibal et al. 2020): any installed one, or a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from ghatana.document import Document, Entity, Sentence
from ghatana.engines.adopt import Found, adopt
from ghatana.engines.prints import installed_version
from ghatana.errors import EngineUnavailable, UsageError


class SpacyNer:
    """Finds names with `doc.ents` of a spaCy pipeline; meets `ghatana.stage.NerEngine`.

    One sentence is one call, so what it says of a sentence depends on that sentence alone.

    Args:
        pipeline: the name of an installed pipeline (such as `xx_ent_wiki_sm`), or a folder that holds one.

    Raises:
        EngineUnavailable: if there is no such pipeline, or it cannot be opened.
        UsageError: if no component of the pipeline finds entities.

    """

    def __init__(self, pipeline: str) -> None:
        """Load the pipeline; nothing is fetched."""
        self._nlp = _load(pipeline)
        if not any(_finds_entities(self._nlp, name) for name in self._nlp.pipe_names):
            raise UsageError(
                f"The spaCy pipeline {pipeline!r} finds no names: none of its components "
                f"({', '.join(self._nlp.pipe_names) or 'it has none'}) sets doc.ents. Name one that has a component "
                "such as ner or entity_ruler.",
                pipeline=pipeline,
            )

    def entities(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """The mentions of each document, flat and in text order; spans are whole words."""
        return [tuple(m for s in d.sentences for m in self._sentence(d, s)) for d in documents]

    def _sentence(self, document: Document, sentence: Sentence) -> Iterator[Entity]:
        surface = sentence.of(document.text)
        # spaCy refuses texts over a million signs for the sake of memory; how long a document may be is this
        # project's own setting.
        self._nlp.max_length = max(self._nlp.max_length, len(surface))
        with self._nlp.memory_zone():  # else the vocabulary grows with every new word
            found = [
                Found(sentence.start + e.start_char, sentence.start + e.end_char, e.label_)
                for e in self._nlp(surface).ents
            ]
        yield from adopt(document, sentence, found, "spacy")


def _finds_entities(nlp: Language, component: str) -> bool:
    """True if a component says that it sets entities, or does not say what it sets."""
    assigns = nlp.get_pipe_meta(component).assigns
    if any(what.startswith(("doc.ents", "token.ent_type")) for what in assigns):
        return True
    return not assigns or bool(getattr(nlp.get_pipe(component), "annotate_ents", False))


def _load(pipeline: str) -> Language:
    try:
        return spacy.load(pipeline)
    except OSError as error:  # spaCy's E050 and E052, and a folder that lacks a file
        where = Path(pipeline)
        if where.exists() or len(where.parts) > 1:
            advice = "Name the folder that holds its config.cfg and meta.json, as `nlp.to_disk` makes it."
        else:
            advice = (
                f"Install it, with a network, by\n    python -m spacy download {pipeline}\n"
                "or give the path of a folder that was made by `nlp.to_disk`."
            )
        raise EngineUnavailable(
            f"The spaCy pipeline {pipeline!r} is not installed here and could not be opened as a folder "
            f"({_first_line(error)}). {advice}",
            pipeline=pipeline,
        ) from error
    except (ValueError, ImportError) as error:  # it needs another package, or another version of spaCy
        raise EngineUnavailable(
            f"The spaCy pipeline {pipeline!r} could not be opened ({type(error).__name__}: {_first_line(error)}). "
            "Install what it needs, or make it anew with the spaCy that is installed here "
            f"({installed_version('spacy')}): `python -m spacy validate` lists what does not fit.",
            pipeline=pipeline,
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
