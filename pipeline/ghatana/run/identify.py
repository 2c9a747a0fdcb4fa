"""From records to documents with unique ids; what cannot be one is rejected."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

from ghatana.document import Document
from ghatana.languages import available, load
from ghatana.languages.detect import function_words, told_by
from ghatana.sources import Record, Rejected
from ghatana.sources.record import cut_raw
from ghatana.tables.rows import sha256

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def codes(packs: str | None = None) -> dict[str, str]:
    """What names the language of a pack: its code, and its code of three letters where the pack says it.

    >>> codes()["tel"], codes()["te"]
    ('te', 'te')
    """
    out = {code: code for code in available(packs)}
    for code in list(out):
        longer = load(code, packs).settings("pack", needed=False).get("iso639_3")
        if longer is not None:
            out.setdefault(str(longer), code)
    return out


def language(tag: str | None, known: Mapping[str, str]) -> str | None:
    """The known language that a BCP 47 tag names, else the tag; None where it is no tag.

    >>> [language(tag, {"te": "te"}) for tag in ("te-IN", "TE", "zh-Hant", "und-Latn", "Telugu", None)]
    ['te', 'te', 'zh-Hant', 'und-Latn', None, None]
    """
    found = _TAG.fullmatch(tag.strip()) if tag else None
    if found is None:
        return None
    return known.get(found[1].lower(), found[0])


class Identifier:
    """Gives each record its document id, in input order.

    A given id stays as it is, and the second document with it is rejected. A text without an id is known by
    the first 16 digits of its sha256, with -2, -3… where the same text comes again.
    """

    def __init__(
        self,
        *,
        max_chars: int,
        published: date | None = None,
        lang: str | None = None,
        packs: str | None = None,
    ) -> None:
        """`published` and `lang` are for records that carry none; `packs` helps to tell their language."""
        self._max_chars, self._published, self._lang = max_chars, published, lang
        self._words, self._codes = function_words(packs), codes(packs)
        self._seen: set[str] = set()
        self._repeats: Counter[str] = Counter()

    def entry(self, record: Record) -> tuple[int | None, Document] | Rejected:
        """The record's position and document, or why it cannot be one."""
        document = self.document(record)
        return document if isinstance(document, Rejected) else (record.position, document)

    def document(self, record: Record) -> Document | Rejected:
        """The record as a document, or why it cannot be one."""
        digest = sha256(record.text)
        if record.id is not None and record.id in self._seen:
            return self._rejected(record, digest, "DuplicateId", (
                f"The id {record.id!r} came before in this run; ids must be unique. Change one, or leave ids out "
                "to have them made from the text."
            ))  # fmt: skip
        if len(record.text) > self._max_chars:
            return self._rejected(record, digest, "TextTooLong", (
                f"The text has {len(record.text)} code points, more than the recipe's limits.max_chars of "
                f"{self._max_chars}. Split it into articles, or raise the limit."
            ))  # fmt: skip
        published = record.published or self._published
        basis = "metadata" if record.published else "option" if published else "none"
        doc_id = record.id if record.id is not None else self._id_of(digest)
        self._seen.add(doc_id)
        return Document(
            doc_id=doc_id,
            text=record.text,
            lang=language(record.lang or self._lang, self._codes) or told_by(record.text, self._words),
            published=published,
            published_basis=basis,
            title=record.title,
            url=record.url,
            publisher=record.publisher,
            source=record.source,
            meta=record.meta,
        )

    def _id_of(self, digest: str) -> str:
        while True:
            self._repeats[digest] += 1
            count = self._repeats[digest]
            doc_id = digest[:16] if count == 1 else f"{digest[:16]}-{count}"
            if doc_id not in self._seen:
                return doc_id

    def _rejected(self, record: Record, digest: str, error: str, message: str) -> Rejected:
        raw = cut_raw(record.text)
        return Rejected(record.source, record.position, error, message, raw, record.id, "identify", digest)
