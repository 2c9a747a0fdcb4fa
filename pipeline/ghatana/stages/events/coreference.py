"""Mentions tied together: common nouns that stand for a name, and members of one list."""

from __future__ import annotations

from dataclasses import replace

from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.mentions import ANTECEDENTS, REACH, Marks, Mention, referent_key


def resolve(lexicon: Lexicon, mentions: list[Mention]) -> list[Mention]:
    """Common nouns that stand for a name before them ("the probe") take its canonical name."""
    out: list[Mention] = []
    recent: dict[str, Mention] = {}
    only = _only_ones(lexicon, mentions)
    for mention in sorted(mentions):
        wanted = ANTECEDENTS.get(mention.label)
        antecedent = recent.get(wanted) if wanted else None
        if antecedent is None or antecedent.sentence < mention.sentence - REACH:
            antecedent = only.get(wanted or "")
        ordinal = _ordinal_part(lexicon, mention, only)
        if ordinal is not None:
            mention = replace(mention, canonical=ordinal, referent=referent_key(ordinal, ""))
        elif antecedent is not None and mention.number in ("", "dem", "adj"):
            template = lexicon.compounds.get(("*", mention.label), "{}")
            name = antecedent.canonical and template.format(antecedent.canonical)
            same = name == antecedent.canonical
            mention = replace(
                mention,
                canonical=name,
                kb_id=antecedent.kb_id if same else None,
                referent=antecedent.referent if same else referent_key(name, ""),
            )
        if _antecedes(lexicon, mention):
            recent[mention.label] = mention
        out.append(mention)
    return out


def _antecedes(lexicon: Lexicon, mention: Mention) -> bool:
    """True for names that a common noun may take up again."""
    return mention.label in ANTECEDENTS.values() and (
        mention.label != "PROGRAM" or _station(lexicon, mention)
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
    if (
        one.sentence != other.sentence
        or one.label != other.label
        or one.case not in ("nom", "com", other.case)
    ):
        return False
    if one.case == "com" and other.case == "com":
        return False
    between = other.first - one.last - 1
    if between == 0:
        return "," in marks.words[other.first].gap or marks.words[other.first].gap.strip() == "-"
    return between == 1 and marks.joins[one.last + 1]


def _station(lexicon: Lexicon, mention: Mention) -> bool:
    return mention.head == "station" or any(
        kind == "station" and mention.canonical and part in mention.canonical
        for part, kind in lexicon.programs
    )
