"""How far a phrase reaches: from a name right to its head noun, from a common noun left over what modifies it."""

from __future__ import annotations

from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.mentions import REACH, plain_gap
from ghatana.stages.events.relations import CALLED, LINKS, OF, Marks

MANNED = ("crewed", "uncrewed")
WITH, CREW = "with", "crew"  # the modifier that joins a crew and its craft: "సిబ్బందితో కూడిన నౌక"
OWN = "own"  # the modifier that says whose a thing is
FLYING, LUNAR = "flying", "lunar"  # where a station is
DESCRIBING = {"adj", OWN, FLYING, LUNAR, *MANNED}
MANY = ("num", "other")  # kinds of quantity of what is more than one
BOTH = "both"  # a numeral that may mean two that were named
JOINING = DESCRIBING | {*LINKS, BOTH, "num", "ord"}  # what may stand between a name and its head noun
LAUNCH = "launchn"  # the noun for a launch, and for a mission where it says who flies: "తొలి మానవరహిత ప్రయోగం"
CALLED_SO = {"craft", "module", "rocket", "station", "base"}  # what a name is said to be: "తియాంగాంగ్‌-1 అనే మాడ్యూల్‌"
TELLING = {"ascender"}  # head nouns that change the name, whatever noun follows
# The classes of common nouns that may fill a role.
FILLERS = {
    "craft", "rocket", "station", "phase", "pact", "orbit", "pole", "space", "firm", "media", "state", "office", "crew",
    "module", "work", "pad", "ground", "base", "ascender", "talks", "one",
}  # fmt: skip


def extend_right(lexicon: Lexicon, marks: Marks, last: int, heads: set[str]) -> tuple[int, str]:
    """The last word of the head noun after a name, and its class; "crewed" or "uncrewed" for such missions."""
    best, head, manned = last, "", ""
    called = False
    for at in range(last + 1, min(last + 1 + REACH, len(marks.words))):
        if not plain_gap(marks.words, at) or marks.names[at] >= 0 or marks.times[at] >= 0:
            break
        noun = marks.nouns[at]
        flown = manned and noun == LAUNCH and not _in_trigger(lexicon, marks, at)
        if noun in heads or flown or (called and noun in CALLED_SO):
            best, head = at, head if head in TELLING else manned or str(noun)
            if lexicon.cases.get(marks.words[at].key) is not None:
                break
        else:
            kind = lexicon.modifiers.get(marks.words[at].key)
            if kind not in JOINING and not marks.words[at].key.isdigit():
                break
            manned = kind if kind in MANNED else manned
            called = called or kind == CALLED
    return best, head


def _in_trigger(lexicon: Lexicon, marks: Marks, at: int) -> bool:
    """True if a word begins a trigger of several words ("ప్రయోగం జరుగుతుంది")."""
    keys = [word.key for word in marks.words[at : at + REACH]]
    return any(len(row.pattern) > 1 and row.matches(keys, 0) for row in lexicon.trigger_rows(keys[0]))


def manned_before(lexicon: Lexicon, marks: Marks, first: int) -> str:
    """What the word before a name says of its crew ("crewed", "uncrewed"); empty where it says nothing."""
    if not first or marks.sentences[first - 1] != marks.sentences[first] or not plain_gap(marks.words, first):
        return ""
    kind = lexicon.modifiers.get(marks.words[first - 1].key)
    if _with_crew(marks, first - 1, kind):
        return MANNED[0]
    return kind if kind in MANNED and common(marks, first - 1, marks.sentences[first]) else ""


def _with_crew(marks: Marks, at: int, kind: str | None) -> bool:
    """True if the modifier at a word joins the crew before it to what follows."""
    return kind == WITH and marks.joined(at) and marks.nouns[at - 1] == CREW


def extend_left(lexicon: Lexicon, marks: Marks, first: int) -> tuple[int, str]:
    """The first word of the modifiers before a common noun, and the kind of quantity among them."""
    number = ""
    sentence = marks.sentences[first]
    at = first
    while at > 0 and first - at < REACH + 1 and plain_gap(marks.words, at):
        previous = at - 1
        key = marks.words[previous].key
        kind = lexicon.modifiers.get(key)
        # A name that the table knows as a modifier is one too ("lunar base").
        known = kind in ("adj", FLYING, LUNAR) and marks.sentences[previous] == sentence
        if not known and not common(marks, previous, sentence):
            break
        if kind == BOTH or (kind is None and key.isdigit()):
            kind = "num"
        if kind is None and lexicon.modifies(key):
            kind = "adj"
        if kind == OF and previous > 0 and plain_gap(marks.words, previous):
            whose = previous - 1  # "the first phase of the expansion", but not the module of a station
            if common(marks, whose, sentence) and marks.nouns[whose] not in FILLERS:
                at = whose
                continue
        if _with_crew(marks, previous, kind):
            at = previous - 1
            continue
        if kind is None or kind in (*LINKS, WITH):
            break
        if kind not in DESCRIBING:
            number = kind if number != "other" else number
        at = previous
    return at, number


def common(marks: Marks, at: int, sentence: int) -> bool:
    """True for a word of a sentence that is of no name and no time."""
    return marks.sentences[at] == sentence and marks.names[at] < 0 and marks.times[at] < 0
