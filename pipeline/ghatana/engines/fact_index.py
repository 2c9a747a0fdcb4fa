"""The numbers by which the heads of the shipped model know facts and places of spans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ghatana.stages.events.model import Questions

SPANS = ("triggers", "mentions", "times")
OTHER = "?"


class Index:
    """The numbers of facts and places; what was never seen in training has the number of `?`.

    >>> index = Index({"mention_place": [["?", "b0.1"]]})
    >>> index.place("mention", "b0.1"), index.place("mention", "a3.9")
    (1, 0)
    """

    def __init__(self, known: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Take the lists of words by kind, one list a fact."""
        self.known = known
        self._at = {
            (kind, n, word): i
            for kind, lists in known.items()
            for n, words in enumerate(lists)
            for i, word in enumerate(words)
        }

    def sizes(self, kind: str) -> list[int]:
        """How many words each fact of a kind may be."""
        return [len(words) for words in self.known[kind]]

    def facts(self, kind: str, facts: Sequence[str]) -> list[int]:
        """The numbers of a span's facts."""
        return [self._at.get((kind, n, fact), 0) for n, fact in enumerate(facts)]

    def place(self, kind: str, place: str) -> int:
        """The number of a place (`kind` is `mention` or `time`)."""
        return self._at.get((f"{kind}_place", 0, place), 0)

    @classmethod
    def of(cls, questions: Sequence[Questions]) -> Index:
        """The index of all that stands in some questions."""
        told: list[tuple[str, Sequence[str]]] = []
        for one in questions:
            told += [(kind, asked.facts) for kind in SPANS for asked in getattr(one, kind)]
            for kind, pairs in (("mention_place", one.near), ("time_place", one.dated)):
                told += [(kind, (place,)) for row in pairs for _, place in row]
        return cls.of_facts(told)

    @classmethod
    def of_facts(cls, told: Iterable[tuple[str, Sequence[str]]]) -> Index:
        """The index of some facts, each list with its kind.

        >>> Index.of_facts([("noun", ("craft", "dem")), ("noun", ("firm", "dem"))]).known
        {'noun': [['?', 'craft', 'firm'], ['?', 'dem']]}
        """
        seen: dict[tuple[str, int], set[str]] = {}
        for kind, facts in told:
            for n, fact in enumerate(facts):
                seen.setdefault((kind, n), set()).add(fact)
        known: dict[str, list[list[str]]] = {}
        for (kind, _), words in sorted(seen.items()):
            known.setdefault(kind, []).append([OTHER, *sorted(words)])
        return cls(known)
