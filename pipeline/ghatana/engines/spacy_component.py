"""`nlp.add_pipe("ghatana")`: events inside a spaCy pipeline.

spaCy imports this module whenever it starts a pipeline on a machine that has ghatana, so nothing but spaCy
is imported here; the rest is loaded when the first text is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

KEY = "ghatana"


@Language.factory(KEY, default_config={"recipe": None})
def make_ghatana(nlp: Language, name: str, recipe: str | None) -> Ghatana:  # noqa: ARG001 - spaCy calls it so
    """The component for `nlp.add_pipe("ghatana", config={"recipe": PATH})`.

    Args:
        nlp: the pipeline; only its text and tokens are used.
        name: the name the pipeline gives the component.
        recipe: path of a recipe; the shipped one if None.

    """
    if not Doc.has_extension(KEY):
        Doc.set_extension(KEY, getter=_document)
    return Ghatana(name, recipe)


class Ghatana:
    """Adds the span groups `ghatana_entities`, `ghatana_timexes`, `ghatana_events` and `doc._.ghatana`.

    The publication date is read from `doc.user_data["published"]` (ISO 8601, or none): with
    `nlp.pipe(…, as_tuples=True)` or a component before this one you can set it. Spans are widened to whole
    tokens of the pipeline; the exact offsets are in `doc.spans[…].attrs["offsets"]`.
    """

    def __init__(self, name: str, recipe: str | None) -> None:
        self.name = name
        self.recipe = recipe

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc in place."""
        # Imported here by name: ghatana.api lies above this layer, and this module must stay light.
        annotate = import_module("ghatana.api").annotate
        bridge = import_module("ghatana.engines.spacy_docs")
        options: dict[str, Any] = {} if self.recipe is None else {"recipe": self.recipe}
        found = annotate(doc.text, published=doc.user_data.get("published"), **options)
        labels, kb_ids = [e.label for e in found.entities], [e.kb_id or "" for e in found.entities]
        bridge.put_spans(doc, "ghatana_entities", found.entities, labels, kb_ids)
        bridge.put_spans(doc, "ghatana_timexes", found.timexes, [t.type for t in found.timexes])
        bridge.put_spans(doc, "ghatana_events", found.events, [f"{e.type}/{e.subtype}" for e in found.events])
        doc.user_data[KEY] = import_module("ghatana.engines.plain").to_plain(found)
        return doc


def _document(doc: Doc) -> Any:
    """The annotated document; kept as plain data, so that it survives `nlp.pipe(n_process=2)` and `DocBin`."""
    plain = doc.user_data.get(KEY)
    return None if plain is None else import_module("ghatana.engines.plain").from_plain(plain)
