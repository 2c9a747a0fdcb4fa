"""What an agreement is about: phrases that no name and no thing heads ("training of astronauts", "to share data").

They are looked for only in sentences that speak of an agreement. A noun of an activity (`nouns.tsv`: `matter`,
`launchn`) takes the words before it that modify it, and besides, where it has a complement ("cooperation in training"),
its clause; so does, without the clause, a word that no table lists whose own ending says that it is agreed upon
("లీజుపై"). A verb of purpose (`matter` in the pack's settings) takes its clause, back to those who agree; alone, or with
nothing but who is to do it ("to join", "for Turkey to join"), it says nothing of what they agree on.
"""

from __future__ import annotations

from collections.abc import Iterable

from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.mentions import Mention, after_class
from ghatana.stages.events.phrases import extend_left
from ghatana.stages.events.relations import Marks, case_of
from ghatana.stages.events.role_facts import FILLS
from ghatana.stages.events.words import JOINTS

MATTER = "matter"
ACTIVITIES = (MATTER, "launchn")
PACTS = ("pact", "talks")
ACTING = "nom"
AGREEING = (ACTING, "com")  # the cases of those who agree
UPON = "sup"
COMPLEMENTS = ("loc", UPON, "dat", "acc")
LONGEST = 10  # words of a clause


def matter_mentions(lexicon: Lexicon, marks: Marks, named: Iterable[Mention]) -> list[Mention]:
    """A mention for each phrase that may be what an agreement is about.

    Args:
        lexicon: the tables of the language.
        marks: what they say of the words.
        named: the mentions of names.
    """
    spoken = _sentences(lexicon, marks)
    if not spoken:
        return []
    actors = [m for m in named if m.label in FILLS["source"]]
    agreeing = {m.last for m in actors if m.case in AGREEING}
    acting = {at for m in actors if m.case == ACTING for at in range(m.first, m.last + 1)}
    out: list[Mention] = []
    for at, word in enumerate(marks.words):
        if marks.sentences[at] not in spoken or marks.names[at] >= 0 or marks.times[at] >= 0:
            continue
        if marks.nouns[at] in ACTIVITIES and not _modifies(lexicon, marks, at):
            first, number = extend_left(lexicon, marks, at)
            firsts = [first]
            if _complemented(lexicon, marks, first):
                firsts.append(_clause(lexicon, marks, first, at, agreeing))
        elif marks.nouns[at] is None and lexicon.matter is not None and lexicon.matter.search(word.key):
            first, number = _clause(lexicon, marks, at, at, agreeing), ""
            firsts = [first] if set(range(first, at)) - acting else []
        elif marks.nouns[at] is None and _ending(lexicon, word.key) == UPON:
            first, number = extend_left(lexicon, marks, at)
            firsts = [first]
        else:
            continue
        out += [_mention(lexicon, marks, first, at, number) for first in sorted(set(firsts))]
    return out


def _mention(lexicon: Lexicon, marks: Marks, first: int, last: int, number: str) -> Mention:
    start, end = marks.words[first].start, marks.words[last].end
    case, after = case_of(lexicon, marks, first, last), after_class(lexicon, marks, last)
    # No list holds it: its group is its own, and no other mention's, which are numbered by where they start.
    return Mention(
        start, end, first, last, marks.sentences[last], MATTER, MATTER, case, after, number,
        canonical=None, kb_id=None, referent=f"#{start}-{end}", group=~start,
    )  # fmt: skip


def _ending(lexicon: Lexicon, key: str) -> str | None:
    """The case that a word's own ending states."""
    found = lexicon.cases.get(key)
    return found[1][0] if found else None


def _modifies(lexicon: Lexicon, marks: Marks, at: int) -> bool:
    """True if a noun is a part of the phrase of the next one ("data | exchange")."""
    following = marks.joined(at + 1, None) and marks.nouns[at + 1] in (*ACTIVITIES, "work")
    return following and lexicon.cases.get(marks.words[at].key) is None


def _complemented(lexicon: Lexicon, marks: Marks, first: int) -> bool:
    """True if the word before a phrase is its complement, in Telugu's order: "in exploration cooperation"."""
    if not marks.joined(first):
        return False
    key = marks.words[first - 1].key
    if marks.names[first - 1] < 0 and marks.nouns[first - 1] is None:
        form = lexicon.form(key)
        if form is not None and form.form == "rel":
            return True
    return _ending(lexicon, key) in COMPLEMENTS


def _sentences(lexicon: Lexicon, marks: Marks) -> set[int]:
    """The sentences that speak of an agreement."""
    keys = [word.key for word in marks.words]
    found = {marks.sentences[at] for at, noun in enumerate(marks.nouns) if noun in PACTS}
    for at, key in enumerate(keys):
        if marks.sentences[at] not in found and any(
            row.type == "agreement" and row.matches(keys, at) for row in lexicon.trigger_rows(key)
        ):
            found.add(marks.sentences[at])
    return found


def _clause(lexicon: Lexicon, marks: Marks, first: int, last: int, agreeing: set[int]) -> int:
    """The first word of a clause, back from word `first`: after those who agree, a time, an agreement, a full stop."""
    while last - first < LONGEST and marks.joined(first, JOINTS + ","):
        before = first - 1
        form = lexicon.form(marks.words[before].key) if marks.verbal[before] else None
        # What looks finite beside the verb is the noun of a compound.
        ends = form is not None and form.form not in ("rel", "inf", "conj") and before != last - 1
        if ends or before in agreeing or marks.times[before] >= 0 or marks.nouns[before] in PACTS:
            break
        first = before
    return first
