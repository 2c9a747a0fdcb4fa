"""Where a dateline stands: at the head of a line, behind a place or a label, before a mark that opens the story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PLACE_WORDS = 6
CLOSERS = ("(", ":", "-", "\u2013", "\u2014", ".", "\n", ",", "/", "|", "")


@dataclass(frozen=True, slots=True)
class Heading:
    """How datelines of a language look: `[dateline]` of rules.toml.

    Attributes:
        openers: marks between the place and the date.
        labels: words before a date that say it is the one of publication ("Updated"), in small letters.

    """

    openers: tuple[str, ...] = (",",)
    labels: frozenset[str] = frozenset()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Heading:
        """What the pack says; a place and a comma if it says nothing."""
        return cls(tuple(given.get("openers", cls().openers)), frozenset(given.get("labels", ())))

    def holds(self, head: str, start: int, end: int) -> bool:
        """True if the date `head[start:end]` stands in a dateline.

        >>> text = "BEIJING, July 3, 2026 (Xinhua)"
        >>> Heading().holds(text, 9, 21), Heading().holds("On July 3, 2026 it rose.", 3, 15)
        (True, False)
        """
        line = head.rfind("\n", 0, start) + 1
        before = head[line:start].strip()
        label = before.rstrip(": -\u2013\u2014|").lower()
        if label in self.labels:
            return True
        if head[end : end + 2].strip(" ")[:1] not in CLOSERS:
            return False
        if not before:
            return not head[:line].strip()
        return before.endswith(self.openers) and before[0].isalpha() and len(before.split()) <= PLACE_WORDS
