"""Who speaks for himself: copies of one text count once, and so do texts of one publisher."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ghatana.text.keys import KeyFolder
from ghatana.timeline.mentions import Mention

# A sentence at least this long, word for word in two texts, was copied from one into the other or from an agency.
LEAST_COPIED = 60
_PLAIN = KeyFolder(())


class Voices:
    """Which independent voice each document of a happening is.

    Documents are copies of one text if one is `duplicate_of` the other (or both are of a third), if their texts are
    byte for byte the same (in different runs, too), or if they give the same long sentence as evidence. The voice of
    copies is the publisher of the first of them. A document without a publisher is a voice of its own when values are
    weighed, but adds nothing to the count of publishers: it may be of any of those that are named.

    Args:
        mentions: the claims of one happening.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        ordered = sorted(mentions, key=lambda m: m.order)
        self._parents: dict[str, str] = {}
        for m in ordered:
            for mark in _marks(m):
                self._link(m.doc_id, mark)
        publishers: dict[str, str] = {}
        for m in ordered:
            if m.publisher and (name := _PLAIN.fold(m.publisher)):
                publishers.setdefault(self._root(m.doc_id), name)
        self._voice = {m.doc_id: publishers.get(self._root(m.doc_id)) for m in ordered}

    def of(self, mention: Mention) -> str:
        """The voice of a mention: equal for those that are not independent."""
        return self._voice[mention.doc_id] or f"\0{self._root(mention.doc_id)}"

    def count(self, mentions: Iterable[Mention]) -> int:
        """How many voices the mentions are."""
        return len({self.of(m) for m in mentions})

    @property
    def publishers(self) -> int:
        """Independent publishers that are named; one where none is."""
        return len({v for v in self._voice.values() if v}) or 1

    def _root(self, mark: str) -> str:
        while (parent := self._parents.get(mark, mark)) != mark:
            mark = parent
        return mark

    def _link(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parents.setdefault(first, first)
        self._parents[second] = first


def _marks(m: Mention) -> list[str]:
    """What a document shares with its copies: ids of documents, and fingerprints apart from every id."""
    marks = [m.doc_id]
    if m.duplicate_of:
        marks.append(m.duplicate_of)
    if m.text_sha256:
        marks.append(f"\0text {m.text_sha256}")
    if len(sentence := _PLAIN.fold(m.evidence)) >= LEAST_COPIED:
        marks.append(f"\0sentence {sentence}")
    return marks
