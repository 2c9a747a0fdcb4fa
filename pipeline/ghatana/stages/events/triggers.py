"""Words that may announce an event, each with its row of the table and its verb form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ghatana.annotations import EVENT_TYPES
from ghatana.stages.events.groups import NONE, Line
from ghatana.stages.events.lexicon import Form
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.trigger_rows import Trigger

OPEN = "open"
IDIOM = 2  # words that a row has more than the one within it, for this to be none
PRINT = "print"  # the class of verbs of publishing: what a text appears in is no event of what it tells


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger in a text: word indexes `first`..`last`, its row, its verb's form, its number in the document.

    `around` are the first and last word with those about the verb that tell the form ("has not been launched").
    """

    first: int
    last: int
    row: Trigger
    form: Form | None
    sentence: int
    number: int = 0
    around: tuple[int, int] | None = None

    @property
    def begin(self) -> int:
        """The first word of the trigger or of the words about it."""
        return self.around[0] if self.around else self.first

    @property
    def end(self) -> int:
        """The last word of the trigger or of the words about it."""
        return self.around[1] if self.around else self.last


def candidates(reading: Reading) -> list[Candidate]:
    """All triggers of a document in text order; of rows of one family that overlap the longest stays.

    None is a word about the verb of another. Of rows as long as each other that begin at the same word, a user's own
    stays.
    """
    found: list[Candidate] = []
    keys = reading.keys
    for at, key in enumerate(keys):
        if reading.names[at] >= 0 or reading.times[at] >= 0 or at in reading.fixed:
            continue
        for row in reading.lexicon.trigger_rows(key):
            last = at + len(row.pattern) - 1
            if not row.matches(keys, at) or reading.sentences[last] != reading.sentences[at]:
                continue
            if any(reading.words[i].gap.strip(" \u200c‘’'") for i in range(at + 1, last + 1)):
                continue
            found.append(_formed(reading, Candidate(at, last, row, None, reading.sentences[at])))
    best: list[Candidate] = []
    for one in sorted(found, key=lambda c: (-(c.last - c.first), c.first, not c.row.own, c.row.id)):
        if not any(o.row.type == one.row.type and o.first <= one.last and one.first <= o.last for o in best):
            best.append(one)
    kept = [one for one in best if not any(_about(other, one) or _within(one, other) for other in best)]
    return sorted(kept, key=lambda c: (c.first, c.last, c.row.id))


def _about(other: Candidate, one: Candidate) -> bool:
    """True if a trigger is only a word about the verb of another of its family ("set" in "is set to launch")."""
    apart = one.last < other.first or other.last < one.first
    return apart and one.row.type == other.row.type and other.begin <= one.first and one.last <= other.end


def _within(one: Candidate, other: Candidate) -> bool:
    """True for a word of an idiom of another family ("leaves" in "leaves its service")."""
    size = (other.last - other.first) - (one.last - one.first)
    return not one.row.own and size >= IDIOM and other.first <= one.first and one.last <= other.last


def _formed(reading: Reading, one: Candidate) -> Candidate:
    """A candidate with the form of its verb, and with the words about the verb that tell it."""
    lexicon = reading.lexicon
    own = reading.forms[one.first if lexicon.head == "first" else one.last]
    line = Line(reading.words, reading.sentences, reading.times)
    found = lexicon.groups.about(line, one.first, one.last, own.form if own else NONE)
    if found is None:
        return replace(one, form=own)
    group = found.group
    form = Form(group.id, group.form, group.status, clause=True, quoted=bool(own and own.quoted))
    around = (min(one.first, found.outermost), max(one.last, found.outermost))
    first, last = around if group.span else (one.first, one.last)
    return replace(one, first=first, last=last, form=form, around=around)


def open_rows() -> tuple[Trigger, ...]:
    """A row for each family that stands for verbs which no table lists; only a model can choose them."""
    return tuple(
        Trigger(f"{OPEN}.{family}", (), family, subtypes[0], OPEN, "", OPEN, f"{OPEN}.{family}")
        for family, subtypes in EVENT_TYPES.items()
    )


def open_candidates(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
    """Every verb but those of publishing, once for each family whose table has no trigger there."""
    rows = open_rows()
    taken = {(one.row.type, at) for one in found for at in range(one.first, one.last + 1)}
    return [
        Candidate(at, at, row, form, reading.sentences[at])
        for at, form in enumerate(reading.forms)
        if form is not None and reading.cues[at] != PRINT
        for row in rows
        if (row.type, at) not in taken
    ]


def numbered(found: Iterable[Candidate]) -> list[Candidate]:
    """Candidates in text order, each with its number."""
    ordered = sorted(found, key=lambda c: (c.first, c.last, c.row.id))
    return [replace(one, number=number) for number, one in enumerate(ordered)]


def mark(reading: Reading) -> tuple[Reading, list[Candidate]]:
    """The candidates of a document, and its reading with their places noted."""
    return marked(reading, numbered(candidates(reading)))


def marked(reading: Reading, found: list[Candidate]) -> tuple[Reading, list[Candidate]]:
    """The reading with the places of some candidates noted, and the candidates."""
    busy: dict[str, list[int]] = {}
    for family in sorted({c.row.type for c in found}):
        lasts = {c.last for c in found if c.row.type == family}
        busy[family] = [0, *accumulate(int(at in lasts) for at in range(len(reading.words)))]
    return replace(reading, busy=busy), found
