"""Mentions tied together: common nouns that stand for a name, and members of one list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.mentions import ANTECEDENTS, REACH, Mention, referent_key
from ghatana.stages.events.own import ONE, Owners, Wanted
from ghatana.stages.events.relations import Marks


def bracketed(marks: Marks, mentions: list[Mention]) -> tuple[list[Mention], frozenset[int]]:
    """Two ways to call one thing, the second in brackets: "the Science Power Module (NEM)", "INS-2B (BhutanSat)".

    Both are of one referent, called by the name that is known; so is whatever else bears one of the two names.

    Returns:
        The mentions, and where those start that have their name from what is in brackets.
    """
    settled: set[int] = set()
    called: dict[str, Mention] = {}
    ordered = sorted(mentions)
    for before, mention in pairwise(ordered):
        if before.referent != mention.referent and _in_brackets(marks, before, mention):
            unknown = before.kb_id is None and (mention.kb_id is not None or before.canonical is None)
            known = mention if unknown else before
            called[before.referent] = called[mention.referent] = known
            settled.add(before.start)
    named = [_called(m, called[m.referent]) if m.referent in called else m for m in ordered]
    return named, frozenset(settled)


def _called(mention: Mention, known: Mention) -> Mention:
    """The mention as one of a thing that has a name."""
    return replace(mention, canonical=known.canonical, kb_id=known.kb_id, referent=known.referent)


def _in_brackets(marks: Marks, one: Mention, other: Mention) -> bool:
    """True if `other` stands alone in brackets after `one`, and is a name of what `one` may be."""
    if other.first != one.last + 1 or other.last + 1 >= len(marks.words):
        return False
    opened = marks.words[other.first].gap.strip() == "("
    closed = marks.words[other.last + 1].gap.strip().startswith(")")
    kind = ANTECEDENTS.get(one.label, one.label)
    return opened and closed and kind == other.label and kind in ANTECEDENTS.values()


def resolve(
    lexicon: Lexicon,
    mentions: list[Mention],
    settled: frozenset[int] = frozenset(),
    wanted: Mapping[int, Wanted] | None = None,
) -> list[Mention]:
    """Common nouns that stand for a name before them ("the probe"), or for what somebody has one of, take its name.

    Args:
        lexicon: the tables.
        mentions: in any order.
        settled: where mentions start that have their name already (`bracketed`).
        wanted: which nouns may be what somebody has one of (`own.wanted`), by where they start.
    """
    ordered = sorted(mentions)
    out: list[Mention] = []
    recent: dict[str, Mention] = {}
    only = _only_ones(lexicon, ordered)
    owners = Owners(lexicon, ordered)
    for mention in ordered:
        kind = ANTECEDENTS.get(mention.label)
        antecedent = recent.get(kind) if kind else None
        if antecedent is None or antecedent.sentence < mention.sentence - REACH:
            antecedent = only.get(kind or "")
        asked = (wanted or {}).get(mention.start)
        if mention.start in settled:
            pass
        elif (name := _ordinal_part(lexicon, mention, only) or _owned(owners, mention, asked)) is not None:
            mention = replace(mention, canonical=name, referent=referent_key(name, ""))
        elif asked is not None and asked.said:
            pass  # somebody's own is none that was named before
        elif antecedent is not None and mention.number in ONE:
            template = lexicon.compounds.get(("*", mention.label), "{}")
            name = antecedent.canonical and template.format(antecedent.canonical)
            same = name == antecedent.canonical
            mention = replace(
                mention,
                canonical=name,
                kb_id=antecedent.kb_id if same else None,
                referent=antecedent.referent if same else referent_key(name, ""),
            )
        elif asked is not None and (name := owners.of(mention, asked.kind)) is not None:
            mention = replace(mention, canonical=name, referent=referent_key(name, ""))
        if _antecedes(lexicon, mention):
            recent[mention.label] = mention
        out.append(mention)
    return out


def _owned(owners: Owners, mention: Mention, asked: Wanted | None) -> str | None:
    """The name of what is surely somebody's: it says whose, or that it is own, or is no station.

    "రష్యా కేంద్రాన్ని వీడుతుంది" need not say whose: who stands before an object may be the subject.
    """
    if asked is None:
        return None
    beside = owners.beside(mention, asked.kind) if mention.case != "acc" else None
    if beside is not None or (mention.label in ("station", "base") and not asked.said):
        return beside
    return owners.of(mention, asked.kind)


def _antecedes(lexicon: Lexicon, mention: Mention) -> bool:
    """True for names that a common noun may take up again."""
    return mention.label in ANTECEDENTS.values() and (
        mention.label != "PROGRAM" or is_station(lexicon, mention)
    )


def _only_ones(lexicon: Lexicon, mentions: list[Mention]) -> dict[str, Mention]:
    """By label, the one name that common nouns of a document can stand for, wherever it is said."""
    named: dict[str, dict[str, Mention]] = {}
    for mention in sorted(mentions, reverse=True):
        if _antecedes(lexicon, mention):
            named.setdefault(mention.label, {})[mention.referent] = mention
    return {label: next(iter(found.values())) for label, found in named.items() if len(found) == 1}


def _ordinal_part(lexicon: Lexicon, mention: Mention, only: dict[str, Mention]) -> str | None:
    """The name of a numbered part of the one station that a document speaks of ("its first module")."""
    station = only.get("PROGRAM")
    if station is None or mention.canonical is not None or not mention.order:
        return None
    return lexicon.compounds.get((str(station.canonical), f"{mention.label} {mention.order}"))


def coordinate(marks: Marks, mentions: list[Mention], *, stated_first: bool = False) -> list[Mention]:
    """Members of a list take the case of the one that states it, and one number as group.

    Args:
        marks: the words.
        mentions: in any order.
        stated_first: the first member states it ("with A, B and C"), not the last ("A, B and C-with").
    """
    ordered = sorted(mentions, reverse=not stated_first)
    out: list[Mention] = []
    for mention in ordered:
        known = out[-1] if out else None
        if known is not None and _listed(marks, known, mention, stated_first=stated_first):
            mention = replace(mention, case=known.case, group=known.group)
        else:
            mention = replace(mention, group=mention.start)
        out.append(mention)
    return out if stated_first else out[::-1]


def _listed(marks: Marks, known: Mention, mention: Mention, *, stated_first: bool) -> bool:
    """True if a mention stands in a list with the one whose case is known."""
    if (
        known.sentence != mention.sentence
        or known.label != mention.label
        or mention.case not in ("nom", "com", known.case)
    ):
        return False
    if mention.case == "com" and known.case == "com":
        return False
    one, other = (known, mention) if stated_first else (mention, known)
    between = [at for at in range(one.last + 1, other.first) if not marks.articles[at]]
    if not between:
        gap = marks.words[one.last + 1].gap
        return "," in gap or gap.strip() == "-"
    return len(between) == 1 and marks.joins[between[0]]


def is_station(lexicon: Lexicon, mention: Mention) -> bool:
    """True for a programme that is a station or a base."""
    return mention.head == "station" or any(
        kind == "station" and mention.canonical and part in mention.canonical
        for part, kind in lexicon.programs
    )
