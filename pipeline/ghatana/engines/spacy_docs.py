"""Between ghatana's documents and spaCy's.

A spaCy `Doc` is a row of tokens and a name here may be part of one, so spans are widened to whole tokens;
the exact offsets stay beside each span group in `attrs["offsets"]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from ghatana.document import Document, Sentence, Span, Token


def to_spacy(doc: Document, nlp: Language | None = None) -> Doc:
    """A spaCy Doc with the same text, and with the tokens, sentences and annotations of `doc`.

    Args:
        doc: a document; without a layer `tokens` the text is tokenized by `nlp`.
        nlp: whose vocabulary to use; a blank pipeline of the document's language if None.

    Returns:
        A Doc whose `text` is `doc.text`, with the span groups `entities`, `timexes` and `triggers`. Labels are
        the entity's label, the timex's type and `type/subtype` of the event.

    >>> d = Document("d", "ఇస్రో  నేడు.").with_layer("tokens", (Token(0, 5), Token(7, 11), Token(11, 12)))
    >>> to_spacy(d).text == d.text, [t.text for t in to_spacy(d)]
    (True, ['ఇస్రో', ' ', 'నేడు', '.'])

    """
    nlp = nlp if nlp is not None else _blank(doc.lang)
    out = _with_tokens(doc, nlp) if "tokens" in doc.layers else nlp.make_doc(doc.text)
    out.user_data["doc_id"] = doc.doc_id
    put_spans(
        out, "entities", doc.entities, [e.label for e in doc.entities], [e.kb_id or "" for e in doc.entities]
    )
    put_spans(out, "timexes", doc.timexes, [t.type for t in doc.timexes])
    put_spans(out, "triggers", doc.events, [f"{e.type}/{e.subtype}" for e in doc.events])
    return out


def put_spans(
    doc: Doc, name: str, items: Sequence[Span], labels: Sequence[str], kb_ids: Sequence[str] | None = None
) -> None:
    """Set the span group `name` of a spaCy Doc, each span widened to whole tokens."""
    spans = []
    for item, label, kb_id in zip(items, labels, kb_ids or [""] * len(items), strict=True):
        span = doc.char_span(item.start, item.end, label=label, kb_id=kb_id, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    offsets = [[item.start, item.end] for item in items]
    doc.spans[name] = SpanGroup(doc, name=name, spans=spans, attrs={"offsets": offsets})


def from_spacy(doc: Doc, doc_id: str) -> Document:
    """A document with the text of a spaCy Doc, its sentences if they were set, and its tokens.

    Args:
        doc: any spaCy Doc; its white-space tokens are left out, its lemmas and UPOS kept where set.
        doc_id: the id to give.

    >>> from_spacy(spacy.blank("te")("చైనా, రష్యా"), "d").tokens[1]
    Token(start=4, end=5, stem_end=None, case=None, lemma=None, upos=None, head=None, deprel=None)

    """
    out = Document(doc_id, doc.text, lang=doc.lang_ or "te")
    if doc.has_annotation("SENT_START"):
        out = out.with_layer("sentences", tuple(_sentences(doc)))
    tokens = [
        Token(t.idx, t.idx + len(t.text), lemma=t.lemma_ or None, upos=t.pos_ or None)
        for t in doc
        if not t.is_space
    ]
    return out.with_layer("tokens", tokens)


def _sentences(doc: Doc) -> Iterator[Sentence]:
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        if words:
            yield Sentence(words[0].idx, words[-1].idx + len(words[-1].text))


def _with_tokens(doc: Document, nlp: Language) -> Doc:
    """SpaCy keeps at most one space behind a token; any other white space is a token of its own."""
    words: list[str] = []
    spaces: list[bool] = []
    source: list[Token | None] = []
    place = 0
    for token in (*doc.tokens, None):
        gap = doc.text[place : token.start if token else len(doc.text)]
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        for word, origin in ((gap, None), (token.of(doc.text) if token else "", token)):
            if word:
                words.append(word)
                spaces.append(False)
                source.append(origin)
        place = token.end if token else place
    extra: dict[str, Any] = {}
    if doc.sentences:
        starts = _first_tokens(doc)
        extra["sent_starts"] = [i == 0 or (t is not None and t.start in starts) for i, t in enumerate(source)]
    if any(t.lemma for t in doc.tokens):
        extra["lemmas"] = [(t.lemma if t else None) or "" for t in source]
    if any(t.upos for t in doc.tokens):
        extra["pos"] = [(t.upos if t else None) or "" for t in source]
    return Doc(nlp.vocab, words=words, spaces=spaces, **extra)


def _first_tokens(doc: Document) -> frozenset[int]:
    """The start of the first token of each sentence."""
    pending: Iterable[int] = iter([s.start for s in doc.sentences])
    starts = set()
    sentence = next(iter(pending), None)
    for token in doc.tokens:
        if sentence is not None and token.start >= sentence:
            starts.add(token.start)
            while sentence is not None and sentence <= token.start:
                sentence = next(iter(pending), None)
    return frozenset(starts)


@cache
def _blank(language: str) -> Language:
    try:
        return spacy.blank(language)
    except ImportError:  # spaCy has no rules for it: the multi-language ones will do for a vocabulary
        return spacy.blank("xx")
