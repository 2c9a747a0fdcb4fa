"""How sure a whole row is: type, subtype, status, date and core arguments all right.

Each decision about an event comes with a probability of its own. They are not independent, and each is a little too
sure of itself; so they are evidence once more, for a last decision that is fitted on rows of documents that none of the
weights had seen (`models/events/fit.py`): stacking (Wolpert 1992) with Platt's scaling (1999) as the last step.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ghatana.annotations import CORE_ROLES, Event
from ghatana.stages.events.evidence import Weights, probability, score

LEAST = 1e-4
HALF = 2  # steps of log-odds a unit
MOST_CORE, SEVERAL = 3, 2


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each decision about an event is right: that it is one, its status, subtype, date, core arguments.

    `names` is that the core arguments that are common nouns stand for what they are called by.
    """

    event: float
    status: float
    subtype: float
    date: float
    core: float
    names: float = 1.0

    @property
    def all(self) -> float:
        """As if they were independent."""
        return self.event * self.status * self.subtype * self.date * self.core * self.names


def certainty(chances: Iterable[tuple[float, bool]]) -> float:
    """How likely several yes-or-no decisions are all right.

    >>> round(certainty([(0.9, True), (0.2, False)]), 2)
    0.72
    """
    return math.prod(chance if taken else 1.0 - chance for chance, taken in chances)


def share(scores: dict[str, float], outcome: str) -> float:
    """The probability of one of several outcomes, given their log-odds (softmax); 1 where there are none.

    >>> share({"a": 0.0, "b": 0.0}, "a")
    0.5
    """
    if outcome not in scores:
        return 1.0 if not scores else LEAST
    top = max(scores.values())
    powers = {name: math.exp(value - top) for name, value in scores.items()}
    return powers[outcome] / sum(powers.values())


def about_row(event: Event, chances: Chances) -> list[str]:
    """What is observed of a row as a whole.

    Args:
        event: with its arguments, after merging.
        chances: of the decisions about it.
    """
    core = [a for a in event.arguments if a.role in CORE_ROLES[event.type]]
    kind = event.type[0]
    away = any(a.basis == "document" for a in core)
    unnamed = sum(a.canonical is None for a in core)
    unlinked = any(a.canonical is not None and a.kb_id is None for a in core)
    roles = Counter(a.role for a in core)
    filled = "+".join(f"{role}{min(SEVERAL, count)}" for role, count in sorted(roles.items()))
    return [
        f"ALL={_level(chances.all)}",
        f"ALLK={kind}|{_level(chances.all) // HALF}",
        f"EVENT={_level(chances.event)}",
        f"STATUS={_level(chances.status)}",
        f"SUBTYPE={_level(chances.subtype)}",
        f"DATE={_level(chances.date)}|{event.date is not None}",
        f"CORE={_level(chances.core)}",
        f"CALLED={_level(chances.names)}",
        f"COUNT={kind}|{min(MOST_CORE, len(core))}",
        f"AWAY={kind}|{away}",
        f"NAMED={kind}|{min(2, unnamed)}|{unlinked}",
        f"ROLES={kind}|{filled}",
        f"SIZE={kind}|{_size(event)}",
        f"SUB={kind}|{event.subtype}",
    ]


def _size(event: Event) -> str:
    """How exact the date of an event is: none, an interval, a minute, or the length of its value."""
    if event.date is None:
        return "none"
    edtf = event.date.edtf
    return "interval" if "/" in edtf else "minute" if "T" in edtf else str(len(edtf))


def confidence(weights: Weights, event: Event, chances: Chances) -> float:
    """The probability that the row is right as a whole; that it is an event at all where there are no weights."""
    table = weights.get("yes")
    return chances.event if table is None else probability(score(table, about_row(event, chances)))


def _level(chance: float) -> int:
    """A probability in half steps of log-odds."""
    bounded = min(1 - LEAST, max(LEAST, chance))
    return round(HALF * math.log(bounded / (1 - bounded)))
