"""From an annotated document to table rows.

A row is a tuple in the schema's column order: no pandas here, Arrow tables are built once for many rows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ghatana.document import CORE_ROLES, Document, Event
from ghatana.languages import Language
from ghatana.tables.corrections import Corrections
from ghatana.tables.review import Reviewed, review
from ghatana.tables.schema import REVIEW
from ghatana.tables.wide import wide_row

Rows = dict[str, list[tuple[Any, ...]]]
SCORE_PLACES = 4


def sha256(text: str) -> str:
    """Hexadecimal sha256 of the UTF-8 bytes of `text`."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def event_ids(doc_id: str, events: Iterable[Event]) -> list[str]:
    """A stable id for each event, unique within a document.

    sha256 of document id, type, trigger span and rank among the events of that type that share the trigger
    (ordered by their first core argument), cut to 16.
    """
    events = list(events)
    sharing: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for i, event in enumerate(events):
        sharing[event.type, event.start, event.end].append(i)
    ids = [""] * len(events)
    for (kind, start, end), group in sharing.items():
        for rank, i in enumerate(sorted(group, key=lambda i: (_first_core(events[i]), i))):
            ids[i] = sha256(f"{doc_id}\x1f{kind}\x1f{start}\x1f{end}\x1f{rank}")[:16]
    return ids


def _first_core(event: Event) -> tuple[int, int]:
    core = [(a.start, a.end) for a in event.arguments if a.role in CORE_ROLES[event.type]]
    return min(core, default=(event.end, event.end))


def document_rows(
    doc: Document, corrections: Corrections | None = None, language: Language | None = None
) -> Rows:
    """The rows of one document in every table but `quarantine`, after what a corrector said of its events.

    Args:
        doc: the annotated document.
        corrections: what a corrector said.
        language: the document's pack; None for the shipped one of its language, if there is one.
    """
    rows: Rows = defaultdict(list)
    found = list(zip(event_ids(doc.doc_id, doc.events), doc.events, strict=True))
    events = [Reviewed(event_id, event, None) for event_id, event in found]
    if corrections:
        events, rows["corrections"] = review(doc, found, corrections)
    rows["documents"].append((
        doc.doc_id, None, doc.source, doc.url, doc.title, doc.publisher, doc.lang, doc.published,
        doc.published_basis, bool(doc.relevant), len(doc.text), len(doc.sentences), len(doc.tokens),
        len(events), sha256(doc.text), doc.text, doc.meta,
    ))  # fmt: skip
    for i, s in enumerate(doc.sentences):
        rows["sentences"].append((doc.doc_id, i, s.start, s.end, s.of(doc.text)))
    _token_rows(doc, rows)
    for i, e in enumerate(doc.entities):
        rows["entities"].append((
            doc.doc_id, i, doc.sentence_index(e.start), e.start, e.end, e.of(doc.text), e.stem_end, e.case,
            e.label, e.canonical, e.kb_id, e.engine, round(e.score, SCORE_PLACES),
        ))  # fmt: skip
    for i, t in enumerate(doc.timexes):
        rows["timexes"].append((
            doc.doc_id, i, doc.sentence_index(t.start), t.start, t.end, t.of(doc.text), t.type, t.value, t.mod,
            t.edtf, t.earliest, t.latest, t.basis, list(t.alternatives),
        ))  # fmt: skip
    for reviewed in events:
        _event_rows(doc, reviewed, rows, language)
    return rows


def _token_rows(doc: Document, rows: Rows) -> None:
    sentence, position = -1, 0
    for token in doc.tokens:
        here = doc.sentence_index(token.start)
        position = position + 1 if here == sentence else 1
        sentence = here
        glued = token.stem_end is not None and token.stem_end < token.end
        suffix = doc.text[token.stem_end : token.end] if glued else None
        rows["tokens"].append((
            doc.doc_id, here, position, token.start, token.end, token.of(doc.text), token.lemma, token.upos,
            token.head, token.deprel, suffix,
        ))  # fmt: skip


def _event_rows(doc: Document, reviewed: Reviewed, rows: Rows, language: Language | None) -> None:
    event_id, event, said = reviewed
    index = doc.sentence_index(event.start)
    evidence = doc.sentences[index]
    date = event.date
    words = date if date and date.basis != REVIEW else None
    arguments = sorted(event.arguments, key=lambda a: (a.start, a.end, a.role))
    for a in arguments:
        stem_end = a.end if a.stem_end is None else a.stem_end
        rows["arguments"].append((
            doc.doc_id, event_id, a.role, a.start, a.end, a.of(doc.text), stem_end, a.canonical, a.kb_id,
            a.basis, round(a.score, SCORE_PLACES),
        ))  # fmt: skip
    wide = wide_row(doc, event_id, event, evidence, arguments, said, language)
    rows["events"].append((
        doc.doc_id, event_id, event.type, event.subtype, event.status, event.of(doc.text), event.start, event.end,
        index, evidence.of(doc.text), evidence.start, evidence.end,
        words.of(doc.text) if words else None, words.start if words else None, words.end if words else None,
        date.edtf if date else None, date.mod if date else None, date.earliest if date else None,
        date.latest if date else None, date.basis if date else None,
        wide.sources, doc.published, doc.url, round(event.confidence, SCORE_PLACES), event.extractor,
        said,
    ))  # fmt: skip
    rows[wide.table].append(wide.row)
