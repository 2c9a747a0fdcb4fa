"""The rows of triggers.tsv: patterns of words that may announce an event, compiled and found by how they begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ghatana.languages import Row
from ghatana.stages.events.lookup import Folds
from ghatana.stages.events.words import Alternatives, alternative, lies_at


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of triggers.tsv; `pattern` holds, word by word, (key, open-ended?) alternatives.

    `id` is the row whose weights count, `name` the row's own id: a user's row (`own`) may lean on a shipped one.
    """

    id: str
    pattern: tuple[Alternatives, ...]
    type: str
    subtype: str
    kind: str
    status: str
    sense: str
    name: str
    own: bool = False

    def matches(self, keys: list[str], at: int) -> bool:
        """True if the words from `at` on fit the pattern."""
        return lies_at(self.pattern, keys, at)


def pattern_of(text: str, folds: Folds) -> tuple[Alternatives, ...]:
    """A pattern of words, each with its alternatives parted by `|`."""
    return tuple(
        tuple(alternative(entry, folds) for entry in word.split("|") if entry) for word in text.split(" ")
    )


def trigger_of(row: Row, folds: Folds) -> Trigger:
    """A row of triggers.tsv, compiled."""
    pattern = pattern_of(row["pattern"], folds)
    said = (row["type"], row["subtype"], row["kind"], row["status"], row["sense"])
    return Trigger(row["id"], pattern, *said, row["id"])


def by_start(rows: Iterable[Trigger]) -> dict[str, tuple[Trigger, ...]]:
    """Triggers by the first two code points of the words that may begin them, in their order."""
    out: dict[str, list[Trigger]] = {}
    for row in rows:
        for start in sorted({entry[:2] for entry, _ in row.pattern[0]}):
            out.setdefault(start, []).append(row)
    return {start: tuple(held) for start, held in out.items()}
