"""Mentions found: names with their head nouns, and common nouns with their modifiers."""

from __future__ import annotations

import re

from ghatana.document import Document, Entity
from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.mentions import (
    ANTECEDENTS,
    Mention,
    after_class,
    plain_gap,
    referent_key,
)
from ghatana.stages.events.phrases import (
    CREW,
    FILLERS,
    MANY,
    TELLING,
    common,
    extend_left,
    extend_right,
    manned_before,
)
from ghatana.stages.events.relations import Marks, case_of

HEADS = {
    "SPACECRAFT": {"craft", "module", "ascender"},
    "LAUNCHER": {"rocket"},
    "PROGRAM": {"station", "pact", "base", "craft"},
    "ORG": {"firm", "state", "media"},
    "LOC": {"state", "pad"},
    "SITE": {"pad", "station"},
    "BODY": {"ground", "orbit", "pole"},
}
OPEN_CASES = ("nom", "gen", "other")  # of a name that its head noun may follow
ACTORS = {"state", "firm"}
GLUED = re.compile(r"(\d{1,2})(?![\dA-Za-z])")  # "ఫేజ్-2లో"
APART = re.compile(r"(\d{1,2}|[A-F]|I{1,3}|IV)(?![\dA-Za-z])")
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
TITLES = {"office", "media"}  # nouns whose first noun says of what they are
PHASE, WORK = "phase", "work"
# The second nouns beside which the first is meant too: the station and the works in "station works".
BESIDE = dict.fromkeys(("station", "base"), {"work", "module", "phase", "crew"} | TITLES)


def name_mentions(document: Document, lexicon: Lexicon, marks: Marks) -> list[Mention]:
    """One mention for each entity, its head noun included."""
    out: list[Mention] = []
    words = marks.words
    spans: dict[int, list[int]] = {}
    for at, number in enumerate(marks.names):
        if number >= 0:
            spans.setdefault(number, []).append(at)
    for number, entity in enumerate(document.entities):
        if number not in spans:
            continue
        first, last = spans[number][0], spans[number][-1]
        heads = set() if _closed(entity) else HEADS.get(entity.label, set())
        last, head = extend_right(lexicon, marks, last, heads)
        manned = manned_before(lexicon, marks, first)
        if manned and head in ("", "craft") and (entity.canonical, manned) in lexicon.compounds:
            first, head = first - 1, manned
        canonical = entity.canonical
        if canonical is not None:
            template = lexicon.compounds.get((canonical, head)) or lexicon.compounds.get(("*", head))
            if template is None:
                template = _whole(lexicon, marks, last, last, head) or "{}"
            canonical = template.format(canonical)
            canonical = lexicon.compounds.get((canonical, ""), canonical)
        end = entity.end if head == "" else words[last].end
        label = _label(lexicon, entity, canonical, head)
        bare = head == "" and entity.kb_id is not None and entity.stem_end == entity.end
        out.append(
            Mention(
                min(entity.start, words[first].start),
                max(end, entity.end),
                first,
                last,
                marks.sentences[first],
                label,
                head,
                case_of(lexicon, marks, first, last, bare=bare),
                after_class(lexicon, marks, last),
                "",
                canonical,
                entity.kb_id if canonical == entity.canonical else None,
                referent_key(canonical, stem(document, entity)),
                bare=bare,
            )
        )
    return out


def _closed(entity: Entity) -> bool:
    """True for a name with a case suffix: what follows is another phrase ("to the ISS a mission")."""
    return entity.stem_end < entity.end and entity.case not in OPEN_CASES


def stem(document: Document, entity: Entity) -> str:
    """The surface of a name without its case suffix."""
    return document.text[entity.start : entity.stem_end]


def _label(lexicon: Lexicon, entity: Entity, canonical: str | None, head: str) -> str:
    """The entity's label, finer where the tables know more: accords, countries, media, bodies of state."""
    if entity.label == "PROGRAM" and _accord(lexicon, canonical, head):
        return "accord"
    if entity.label in ("LOC", "ORG"):
        return lexicon.actors.get((canonical or "").casefold(), entity.label)
    return entity.label


def _accord(lexicon: Lexicon, canonical: str | None, head: str) -> bool:
    kinds = {kind for part, kind in lexicon.programs if canonical and part in canonical}
    return head == "pact" or "accord" in kinds


def noun_mentions(document: Document, lexicon: Lexicon, marks: Marks, names: list[Mention]) -> list[Mention]:
    """One mention for each common noun that can fill a role and heads no name, but a crew in another phrase."""
    taken = {at for m in names for at in range(m.first, m.last + 1)}
    out: list[Mention] = []
    for at, noun in enumerate(marks.nouns):
        if noun not in FILLERS or at in taken:
            continue
        following = at + 1
        compound = (
            noun not in ACTORS
            and following < len(marks.nouns)
            and marks.nouns[following] in FILLERS
            and plain_gap(marks.words, following)
            and following not in taken
            and lexicon.cases.get(marks.words[at].key) is None
        )
        if compound and marks.nouns[following] not in BESIDE.get(str(noun), TITLES):
            continue
        if _apposed(document, lexicon, marks, at, str(noun)):
            continue
        first, number = extend_left(lexicon, marks, marks.starts.get(at, at))
        if number not in MANY and _set_apart(document, marks, at, str(noun)):
            continue
        # The works of a numbered phase are called by the phase: "తొలి దశ పనులు".
        within = PHASE if noun == WORK and PHASE in marks.nouns[first:at] else str(noun)
        template = lexicon.compounds.get(("", within))
        last, order = (
            _numbered(lexicon, marks, first, at) if template else (at, _order(lexicon, marks, first, at))
        )
        start, end = marks.words[first].start, marks.words[last].end
        if number == "dem" and first < at and lexicon.modifiers.get(marks.words[first].key) == "dem":
            start = marks.words[first + 1].start
        told = next((n for n in marks.nouns[first:at] if n in TELLING), noun)  # "ascent stage"
        canonical = (
            template.format(order) if template and order else _whole(lexicon, marks, first, at, str(noun))
        )
        if (
            canonical is not None and "{" in canonical
        ):  # "government of": nobody's, where no name stands before it
            canonical = None
        nation = (
            lexicon.nations.get(marks.words[at - 1].key)
            if at and noun == "state" and marks.names[at - 1] < 0
            else None
        )
        if nation is not None and plain_gap(marks.words, at):
            canonical, first, start = nation, at - 1, marks.words[at - 1].start
        out.append(
            Mention(
                start,
                end,
                first,
                last,
                marks.sentences[at],
                str(told),
                str(told),
                case_of(lexicon, marks, first, last),
                after_class(lexicon, marks, last),
                number,
                canonical,
                None,
                referent_key(canonical, "") if canonical and noun == "state" else f"#{start}",
                order=order,
            )
        )
    held = {(m.sentence, at) for m in out if m.label != CREW for at in range(m.first, m.last)}
    return [m for m in out if m.label != CREW or (m.sentence, m.last) not in held]


def _apposed(document: Document, lexicon: Lexicon, marks: Marks, at: int, noun: str) -> bool:
    """True if a name of the noun's own kind follows ("the rocket LVM3"): the name speaks for both."""
    following = at + 1
    if not _named(document, marks, following, noun) or not plain_gap(marks.words, following):
        return False
    return lexicon.cases.get(marks.words[at].key) is None


def _set_apart(document: Document, marks: Marks, at: int, noun: str) -> bool:
    """True if a name of the noun's own kind follows between commas ("the first observatory, Aditya-L1, flies")."""
    first = at + 1
    if not _named(document, marks, first, noun) or marks.words[first].gap.strip() != ",":
        return False
    after = first
    while after < len(marks.names) and marks.names[after] == marks.names[first]:
        after += 1
    return after < len(marks.words) and marks.words[after].gap.strip() == "," and not marks.joins[after]


def _named(document: Document, marks: Marks, at: int, noun: str) -> bool:
    """True if a name of a noun's own kind begins with a word."""
    if at >= len(marks.words) or marks.names[at] < 0:
        return False
    return ANTECEDENTS.get(noun) == document.entities[marks.names[at]].label


def _whole(lexicon: Lexicon, marks: Marks, first: int, last: int, noun: str) -> str | None:
    """The usual name of what a phrase says in full ("memorandum of understanding").

    Words that modify the noun come before the noun itself, those next to it first ("geostationary transfer orbit" is a
    transfer orbit). A word is looked up glued to the one before it too: compounds are written as one word or as two.
    """
    words = lexicon.wholes.get(noun)
    if words is None:
        return None
    for at in (*range(last - 1, first - 1, -1), last):
        key = marks.words[at].key
        follows = at > 0 and marks.sentences[at - 1] == marks.sentences[at] and plain_gap(marks.words, at)
        whole = words.get(key) or (words.get(marks.words[at - 1].key + key) if follows else None)
        if whole:
            return whole
    return None


def _numbered(lexicon: Lexicon, marks: Marks, first: int, at: int) -> tuple[int, str]:
    """The last word of a noun whose things are numbered, and its number: "the second phase", "phase-2", "Phase 2"."""
    order = _order(lexicon, marks, first, at)
    if order:
        return at, order
    if inside := GLUED.search(marks.words[at].key, 1):
        return at, inside[1]
    after = at + 1
    if (
        after < len(marks.words)
        and plain_gap(marks.words, after)
        and common(marks, after, marks.sentences[at])
    ):
        number = APART.match(marks.words[after].key)
        return (after, ROMAN.get(number[1], number[1])) if number else (at, "")
    return at, ""


def _order(lexicon: Lexicon, marks: Marks, first: int, last: int) -> str:
    """The number that an ordinal before word `last` gives it."""
    found = [lexicon.ordinals.get(marks.words[at].key) for at in range(first, last)]
    return next((number for number in found if number), "")
