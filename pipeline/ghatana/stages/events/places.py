"""Where things stand about a trigger: sentences, clauses and words between them."""

from __future__ import annotations

from dataclasses import dataclass

from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate

NEAR = (0, 1, 2, 4, 8)
FAR_BACK, FAR_ON, DEEP = -4, 3, 3
VERB_INSIDE = "SVO"
PASSIVE = "pas"  # what the names of passive forms begin with
HEROES = {"SPACECRAFT", "LAUNCHER", "PROGRAM", "accord"}


def bucket(distance: int) -> str:
    """A distance in words, coarsely.

    >>> bucket(0), bucket(3), bucket(40)
    ('0', '4', '9')
    """
    return next((str(n) for n in NEAR if distance <= n), "9")


def place(reading: Reading, candidate: Candidate, first: int, last: int, sentence: int) -> str:
    """Where words `first`..`last` stand.

    `s-1` one sentence before the trigger's; within it `b0`, `b1` … before the trigger with so many clauses
    between, `a0` … after it, `in` inside it.
    """
    if sentence != candidate.sentence:
        return f"s{max(FAR_BACK, min(FAR_ON, sentence - candidate.sentence))}"
    if last < candidate.first:
        edge = candidate.begin if last < candidate.begin else candidate.first
        return f"b{min(DEEP, reading.between(last, edge))}"
    if first > candidate.last:
        edge = candidate.end if first > candidate.end else candidate.last
        return f"a{min(DEEP, reading.between(edge, first))}"
    return "in"


def clauses_between(reading: Reading, candidate: Candidate, word: int) -> int:
    """How many verb forms stand between a trigger's first word and another word of the text, on either side."""
    return reading.between(*sorted((word, candidate.first)))


def gap(candidate: Candidate, first: int, last: int) -> int:
    """Words between the trigger, with the words about it, and words `first`..`last`."""
    if last < candidate.first:
        return max(0, candidate.begin - last - 1)
    return max(0, first - candidate.end - 1)


def relation(reading: Reading, candidate: Candidate, mention: Mention) -> str:
    """The relation of a mention to a trigger: what states it, else its place where the language goes by word order.

    Subject (`sub`) and object (`obj`) are those of the active verb: what a passive is said of is its object.
    """
    order = reading.lexicon.order
    if not order or mention.case != "nom" or mention.sentence != candidate.sentence:
        return mention.case
    passive = shape(candidate)[0].startswith(PASSIVE)
    if mention.first > candidate.last:
        return "obj" if order == VERB_INSIDE and not passive else "nom"
    if mention.last >= candidate.first:
        return "nom"
    if order == VERB_INSIDE:
        return "obj" if passive else "sub"
    rivals = reading.mentions_in(candidate.sentence, candidate.sentence)
    later = any(m.case == "nom" and mention.last < m.first and m.last < candidate.first for m in rivals)
    return "sub" if later else "obj"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mention stands about a trigger and in which relation: see `place` and `relation`."""

    where: str
    relation: str


def spot_of(reading: Reading, candidate: Candidate, mention: Mention) -> Spot:
    """The spot of a mention."""
    where = place(reading, candidate, mention.first, mention.last, mention.sentence)
    return Spot(where, relation(reading, candidate, mention))


def shape(candidate: Candidate) -> tuple[str, str]:
    """The form and status of the trigger's last word, `-` where it is no verb."""
    form = candidate.form
    return (form.form, form.status) if form else ("-", "-")


def following(reading: Reading, candidate: Candidate, count: int) -> list[str]:
    """The classes of up to `count` words after the trigger, up to a mark that ends the clause."""
    out: list[str] = []
    for at in range(candidate.last + 1, min(candidate.last + 1 + count, len(reading.words))):
        if reading.sentences[at] != candidate.sentence or any(c in reading.words[at].gap for c in ";…"):
            break
        out.append(word_class(reading, at))
    return out


def word_class(reading: Reading, at: int) -> str:
    """What a word is, coarsely: a name, a time, the class of a cue or noun, else `word`."""
    if reading.names[at] >= 0:
        return "name"
    if reading.times[at] >= 0:
        return "time"
    return reading.cues[at] or reading.nouns[at] or "word"
