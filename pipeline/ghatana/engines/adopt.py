"""Names that another library found, in this project's terms: its labels, whole words, flat, in text order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from ghatana.document import LABELS, Document, Entity, Sentence
from ghatana.engines.windows import words

# What the tag sets of the field call the same thing: OntoNotes 5 (spaCy), CoNLL-2003 and WikiNER spelt out, the
# IIIT tag set for Indian languages (NEP, NEL, NEO), SUC 3 (PRS) and NKJP (persName …), as spaCy's and stanza's
# packages use them. A label that is neither here nor in `LABELS` is no name in this project.
SAME_AS = {
    "CORPORATION": "ORG",
    "FAC": "LOC",
    "FACILITY": "LOC",
    "GEOGNAME": "LOC",
    "GPE": "LOC",
    "GPE_LOC": "LOC",
    "GPE_ORG": "ORG",
    "LOCATION": "LOC",
    "NEL": "LOC",
    "NEO": "ORG",
    "NEP": "PER",
    "ORGANISATION": "ORG",
    "ORGANIZATION": "ORG",
    "ORGNAME": "ORG",
    "PERS": "PER",
    "PERSNAME": "PER",
    "PERSON": "PER",
    "PLACENAME": "LOC",
    "PRS": "PER",
}


class Found(NamedTuple):
    """A stretch of the whole text that a library calls a name, and the library's own label for it."""

    start: int
    end: int
    label: str


def own_label(label: str) -> str | None:
    """One of `ghatana.document.LABELS`, or None where a label means no name here.

    >>> [own_label(x) for x in ("PERSON", "GPE", "persName", "LAUNCHER", "DATE")]
    ['PER', 'LOC', 'PER', 'LAUNCHER', None]
    """
    upper = label.upper()
    known = SAME_AS.get(upper, upper)
    return known if known in LABELS else None


def adopt(document: Document, sentence: Sentence, found: Iterable[Found], engine: str) -> list[Entity]:
    """The mentions of one sentence.

    A span that ends inside a word is widened to the word, because a glued suffix belongs to the mention; what
    lies outside the sentence or holds nothing but white space is dropped. Where two overlap, the earlier one
    stays, and of two that start together the longer. These libraries give no probability of a name, so the
    score is 1: asserted.

    Args:
        document: whose text the spans count in.
        sentence: the one that was read.
        found: spans in any order.
        engine: what to write into `Entity.engine`.

    >>> from ghatana.document import Document, Sentence
    >>> d = Document("d", "ఇస్రోతో చైనా")
    >>> [m.of(d.text) for m in adopt(d, Sentence(0, 12), [Found(0, 5, "ORG")], "spacy")]
    ['ఇస్రోతో']

    """
    borders = words(document.text, sentence.start, sentence.end)
    starts, ends = [w.start for w in borders], [w.end for w in borders]
    out: list[Entity] = []
    for start, end, label in sorted(found, key=lambda f: (f.start, -f.end)):
        known = own_label(label)
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1  # the words it touches
        if known is None or start >= end or first > last:
            continue
        start, end = starts[first], ends[last]
        if not out or out[-1].end <= start:
            out.append(Entity(start, end, known, end, engine=engine))
    return out
