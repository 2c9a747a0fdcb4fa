"""What can fill a role: names with their head nouns, and common nouns with their modifiers."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from ghatana.document import Span
from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.relations import Marks
from ghatana.stages.events.words import Word

ANTECEDENTS = {
    "craft": "SPACECRAFT",
    "module": "SPACECRAFT",
    "ascender": "SPACECRAFT",
    "rocket": "LAUNCHER",
    "station": "PROGRAM",
}
REACH = 3


@dataclass(frozen=True, slots=True, order=True)
class Mention(Span):
    """A possible argument.

    `first` and `last` are word indexes; `label` an entity label or, in lower case, the class of a common
    noun; `head` the class of the head noun; `case` the relation its ending or postposition states; `after`
    the class of the word that follows; `number` the kind of its quantity (`num`, `other`, `ord`, `dem`);
    `referent` tells which mentions are of one thing, `group` which stand in one list,
    `order` the number that an ordinal gives it; `bare` is true for a known name without a suffix.
    """

    first: int
    last: int
    sentence: int
    label: str
    head: str
    case: str
    after: str
    number: str
    canonical: str | None
    kb_id: str | None
    referent: str
    group: int = 0
    order: str = ""
    bare: bool = False


def covering(words: list[Word], layer: tuple[Span, ...]) -> list[int]:
    """For each word the index of the annotation that shares a code point with it, else -1."""
    starts = [w.start for w in words]
    out = [-1] * len(words)
    for number, span in enumerate(layer):
        at = max(0, bisect_left(starts, span.start) - 1)
        while at < len(words) and words[at].start < span.end:
            if words[at].end > span.start:
                out[at] = number
            at += 1
    return out


def after_class(lexicon: Lexicon, marks: Marks, last: int) -> str:
    """The class of the word after word `last`: a mark, `name`, `time`, that of a table, `word`, or `end`."""
    words = marks.words
    if last + 1 >= len(words) or marks.sentences[last + 1] != marks.sentences[last]:
        return "end"
    gap = words[last + 1].gap.strip("\u200c \n'‘’")
    if gap:
        return gap[0]
    key = words[last + 1].key
    if marks.names[last + 1] >= 0:
        return "name"
    if marks.times[last + 1] >= 0:
        return "time"
    return marks.nouns[last + 1] or lexicon.cues.get(key) or lexicon.postpositions.get(key) or "word"


def plain_gap(words: list[Word], at: int) -> bool:
    """True if nothing but space or a single quotation mark parts word `at` from the one before."""
    return not words[at].gap.strip(" \u200c‘’'")


def referent_key(canonical: str | None, surface: str) -> str:
    """What mentions of one thing share: its canonical name, else its surface."""
    return (canonical or surface).casefold()
