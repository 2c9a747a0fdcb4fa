"""What can fill a role: names with their head nouns, and common nouns with their modifiers."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from ghatana.document import Document, Entity, Span
from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.words import Word

HEADS = {
    "SPACECRAFT": {"craft", "module", "ascender"},
    "LAUNCHER": {"rocket"},
    "PROGRAM": {"station", "pact", "base"},
    "ORG": {"firm", "state", "media"},
    "LOC": {"state", "pad"},
    "SITE": {"pad", "station"},
    "BODY": {"ground"},
}
ANTECEDENTS = {
    "craft": "SPACECRAFT",
    "module": "SPACECRAFT",
    "ascender": "SPACECRAFT",
    "rocket": "LAUNCHER",
    "station": "PROGRAM",
}
FILLERS = {
    "craft", "rocket", "station", "phase", "pact", "orbit", "space", "firm", "media", "state", "office", "crew",
    "module", "work", "pad", "ground", "base", "ascender", "talks", "one",
}  # fmt: skip
REACH = 3


@dataclass(frozen=True, slots=True, order=True)
class Mention(Span):
    """A possible argument.

    `first` and `last` are word indexes; `label` an entity label or, in lower case, the class of a common
    noun; `head` the class of the head noun; `case` the relation its ending or postposition states; `after`
    the class of the word that follows; `number` the kind of its quantity (`num`, `other`, `ord`, `dem`);
    `referent` tells which mentions are of one thing, `group` which
    stand in one list.
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


@dataclass(frozen=True, slots=True)
class Marks:
    """Words of a document with what the tables say of each."""

    words: list[Word]
    sentences: list[int]
    nouns: list[str | None]
    names: list[int]
    times: list[int]
    joins: list[bool]


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


def case_of(lexicon: Lexicon, marks: Marks, last: int, text: str) -> str:
    """The relation stated by the ending of word `last`, or by the free postposition after it."""
    words = marks.words
    following = last + 1
    if following < len(words) and not words[following].gap.strip() and marks.sentences[following] == marks.sentences[last]:
        free = lexicon.postpositions.get(words[following].key)
        if free is not None:
            return free
    found = lexicon.cases.get(words[last].key)
    return found[1][0] if found else "nom"


def _after(lexicon: Lexicon, marks: Marks, last: int) -> str:
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


def _plain_gap(words: list[Word], at: int) -> bool:
    return not words[at].gap.strip(" \u200c‘’'")


def _extend_right(lexicon: Lexicon, marks: Marks, last: int, heads: set[str]) -> tuple[int, str]:
    """The last word of the head noun after a name, and its class."""
    best, head = last, ""
    for at in range(last + 1, min(last + 1 + REACH, len(marks.words))):
        if not _plain_gap(marks.words, at) or marks.names[at] >= 0 or marks.times[at] >= 0:
            break
        noun = marks.nouns[at]
        if noun in heads:
            best, head = at, str(noun)
            if lexicon.cases.get(marks.words[at].key) is not None:
                break
        elif lexicon.modifiers.get(marks.words[at].key) not in ("adj", "link"):
            break
    return best, head


def _extend_left(lexicon: Lexicon, marks: Marks, first: int, sentence: int) -> tuple[int, str]:
    """The first word of the modifiers before a common noun, and the kind of quantity among them."""
    number = ""
    at = first
    while at > 0 and first - at < REACH + 1 and _plain_gap(marks.words, at):
        previous = at - 1
        if marks.sentences[previous] != sentence or marks.names[previous] >= 0 or marks.times[previous] >= 0:
            break
        key = marks.words[previous].key
        kind = lexicon.modifiers.get(key)
        if kind is None and key.isdigit():
            kind = "num"
        if kind is None or kind == "link":
            break
        if kind != "adj":
            number = kind if number != "other" else number
        at = previous
    return at, number


def _referent(canonical: str | None, surface: str) -> str:
    return (canonical or surface).casefold()


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
        last, head = _extend_right(lexicon, marks, last, HEADS.get(entity.label, set()))
        canonical = entity.canonical
        if canonical is not None:
            template = lexicon.compounds.get((canonical, head)) or lexicon.compounds.get(("*", head), "{}")
            canonical = template.format(canonical)
        end = entity.end if head == "" else words[last].end
        label = _label(lexicon, entity, canonical, head)
        out.append(
            Mention(
                entity.start,
                max(end, entity.end),
                first,
                last,
                marks.sentences[first],
                label,
                head,
                case_of(lexicon, marks, last, document.text),
                _after(lexicon, marks, last),
                "",
                canonical,
                entity.kb_id if canonical == entity.canonical else None,
                _referent(canonical, stem(document, entity)),
            )
        )
    return out


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
    """One mention for each common noun that can fill a role and heads no name."""
    taken = {at for m in names for at in range(m.first, m.last + 1)}
    out: list[Mention] = []
    for at, noun in enumerate(marks.nouns):
        if noun not in FILLERS or at in taken:
            continue
        following = at + 1
        compound = (
            following < len(marks.nouns)
            and marks.nouns[following] in FILLERS
            and _plain_gap(marks.words, following)
            and following not in taken
            and lexicon.cases.get(marks.words[at].key) is None
        )
        if compound and marks.nouns[following] not in ("office", "media"):
            continue
        if _apposed(document, lexicon, marks, at, str(noun)):
            continue
        first, number = _extend_left(lexicon, marks, at, marks.sentences[at])
        start, end = marks.words[first].start, marks.words[at].end
        if number == "dem" and first < at and lexicon.modifiers.get(marks.words[first].key) == "dem":
            start = marks.words[first + 1].start
        canonical = _ordinal(lexicon, marks, first, at, str(noun))
        nation = lexicon.nations.get(marks.words[at - 1].key) if at and noun == "state" and marks.names[at - 1] < 0 else None
        if nation is not None and _plain_gap(marks.words, at):
            canonical, first, start = nation, at - 1, marks.words[at - 1].start
        out.append(
            Mention(
                start,
                end,
                first,
                at,
                marks.sentences[at],
                str(noun),
                str(noun),
                case_of(lexicon, marks, at, document.text),
                _after(lexicon, marks, at),
                number,
                canonical,
                None,
                _referent(canonical, "") if canonical and noun == "state" else f"#{start}",
            )
        )
    return out


def _apposed(document: Document, lexicon: Lexicon, marks: Marks, at: int, noun: str) -> bool:
    """True if a name of the noun's own kind follows ("the rocket LVM3"): the name speaks for both."""
    following = at + 1
    if following >= len(marks.words) or marks.names[following] < 0 or not _plain_gap(marks.words, following):
        return False
    label = document.entities[marks.names[following]].label
    return ANTECEDENTS.get(noun) == label and lexicon.cases.get(marks.words[at].key) is None


def _ordinal(lexicon: Lexicon, marks: Marks, first: int, last: int, noun: str) -> str | None:
    template = lexicon.compounds.get(("", noun))
    if template is None:
        return None
    for at in range(first, last):
        number = lexicon.ordinals.get(marks.words[at].key)
        if number is not None:
            return template.format(number)
    return None


def resolve(lexicon: Lexicon, mentions: list[Mention]) -> list[Mention]:
    """Common nouns that stand for a name before them ("the probe") take its canonical name."""
    out: list[Mention] = []
    recent: dict[str, Mention] = {}
    for mention in sorted(mentions):
        wanted = ANTECEDENTS.get(mention.label)
        antecedent = recent.get(wanted) if wanted else None
        if antecedent is not None and mention.number in ("", "dem", "adj") and antecedent.sentence >= mention.sentence - REACH:
            template = lexicon.compounds.get(("*", mention.label), "{}")
            name = antecedent.canonical and template.format(antecedent.canonical)
            same = name == antecedent.canonical
            mention = replace(
                mention,
                canonical=name,
                kb_id=antecedent.kb_id if same else None,
                referent=antecedent.referent if same else _referent(name, ""),
            )
        if mention.label in ANTECEDENTS.values() and (mention.label != "PROGRAM" or _station(lexicon, mention)):
            recent[mention.label] = mention
        out.append(mention)
    return out


def coordinate(marks: Marks, mentions: list[Mention]) -> list[Mention]:
    """Members of a list ("A, B and C-with") take the case of its last member, and its number as group."""
    ordered = sorted(mentions)
    out: list[Mention] = []
    for mention in reversed(ordered):
        following = out[-1] if out else None
        if following is not None and _listed(marks, mention, following):
            mention = replace(mention, case=following.case, group=following.group)
        else:
            mention = replace(mention, group=mention.start)
        out.append(mention)
    return out[::-1]


def _listed(marks: Marks, one: Mention, other: Mention) -> bool:
    if one.sentence != other.sentence or one.label != other.label or one.case not in ("nom", "com", other.case):
        return False
    if one.case == "com" and other.case == "com":
        return False
    between = other.first - one.last - 1
    if between == 0:
        return "," in marks.words[other.first].gap or marks.words[other.first].gap.strip() == "-"
    return between == 1 and marks.joins[one.last + 1]


def _station(lexicon: Lexicon, mention: Mention) -> bool:
    return mention.head == "station" or any(
        kind == "station" and mention.canonical and part in mention.canonical for part, kind in lexicon.programs
    )
