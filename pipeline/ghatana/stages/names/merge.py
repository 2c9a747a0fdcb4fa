"""One flat layer from what the knowledge base, a tagger and the rules say.

The policy, in order:

1. Exact knowledge first: a mention of the knowledge base keeps its boundaries, label and link.
2. A tagger's mention fills what is free. It replaces a mention of the knowledge base only where it is a person's
   full name around a surname (whose link is kept): on held-out documents it was wrong about larger organisations
   around a known name as often as right.
3. The rules fill what is still free. An organisation that they know to be named after a place takes the place in, a
   person's name by initials may grow a surname, and a title with a full name that only ends like a known surname is
   another person.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from ghatana.document import Entity

# Whoever overrules the knowledge base must be this sure.
SURE = 0.6
RULES = "rules"


def merged(known: Iterable[Entity], others: Iterable[Entity]) -> list[Entity]:
    """Flat mentions in text order.

    Args:
        known: flat mentions, which are kept unless one of `others` names something larger.
        others: further mentions, in order of trust.

    >>> surname = Entity(7, 12, "PER", 12, canonical="Vladimir Putin", kb_id="vladimir-putin")
    >>> [m.start for m in merged([surname], [Entity(0, 12, "PER", 12, score=0.9)])]
    [0]
    """
    kept = sorted(known, key=lambda m: m.start)
    for other in others:
        first = bisect_right(kept, other.start, key=lambda m: m.end)
        last = bisect_left(kept, other.end, key=lambda m: m.start)
        crossed = kept[first:last]
        if not crossed or (len(crossed) == 1 and _is_namesake(other, crossed[0])):
            kept[first:last] = [other]
        elif other.score >= SURE and all(_is_larger(other, m) for m in crossed):
            same = [m for m in crossed if m.label == other.label]
            if same:
                other = replace(other, canonical=same[-1].canonical, kb_id=same[-1].kb_id)
            kept[first:last] = [other]
    return kept


def _is_namesake(other: Entity, known: Entity) -> bool:
    """True where the rules see a full name that ends in the surname of someone known: another person."""
    same_end = other.label == known.label == "PER" and other.end == known.end
    return same_end and other.start < known.start and other.score < SURE


def _is_larger(other: Entity, known: Entity) -> bool:
    if not other.contains(known) or (other.start, other.end) == (known.start, known.end):
        return False
    if other.label == known.label:
        return other.label == "PER"
    larger = other.label in ("ORG", "PER", "SITE") and known.label in ("LOC", "PER", "BODY", "ORG")
    return larger and other.engine == RULES
