"""The order of words in a language, as its pack describes it: prepositions, and what links a day to a clock time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ANY = "*"  # whatever the role of the first end
Links = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """`[order]` of rules.toml.

    Attributes:
        prepositions: the role of each class of words that stand before a time.
        passed: classes between a preposition and its time ("by about 2030").
        leading: classes at the head of an expression that say nothing of its kind ("the").
        to_time, to_day: what may stand between a day and its clock time, in either order, as strings of classes.
        pairs: the role of the second end of a span, by the role of its first and the class between them.

    """

    prepositions: Mapping[str, str]
    passed: frozenset[str]
    leading: frozenset[str]
    to_time: Links
    to_day: Links
    pairs: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, given: Mapping[str, Any], codes: Mapping[str, str], preposed: Mapping[str, str]) -> Order:
        """What the pack says; without a word of it, a language of suffixes and postpositions.

        Args:
            given: `[order]` of rules.toml.
            codes: the character of every class.
            preposed: the role of each class of words that stand before a time.

        """
        prepositions = {codes[name]: role for name, role in preposed.items()}
        links = {
            name: tuple("".join(codes[n] for n in link.split()) for link in given.get(name, default))
            for name, default in (("to_time", ["COMMA", ""]), ("to_day", []))
        }
        pairs = {(first, mark): second for first, mark, second in given.get("pairs", [])}
        return cls(
            prepositions,
            frozenset(given.get("passed", [])),
            frozenset(given.get("leading", ["APPROX"])),
            links["to_time"],
            links["to_day"],
            pairs,
        )

    @staticmethod
    def links(links: Links, classes: str, at: int) -> Iterator[int]:
        """The places behind the links that stand at a place, where something follows."""
        for link in links:
            if classes.startswith(link, at) and at + len(link) < len(classes):
                yield at + len(link)

    def second(self, head: tuple[str, ...], between: str, roles: list[str]) -> list[str]:
        """The roles of the second end of a span: "from 2028 to 2035", "between 2031 and 2035"."""
        named = [self.pairs[first, between] for first in (*head, ANY) if (first, between) in self.pairs]
        return named[:1] or roles
