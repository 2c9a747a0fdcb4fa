"""A model's answers as evidence among other evidence.

What the model says is weighed like anything else that was observed, by weights fitted on documents that the model had
not seen (`models/events/fit.py`): every decision can be explained by named evidence, and without a model the other
evidence decides alone. A model that is sure weighs more than all else together, but for what a verb's own words settle
(`settled`). What it takes for hopeless is not weighed at all: a trigger (`stage.HOPELESS`: a third of them, one of
2,310 events lost by it), a thing in a role (`roles.HOPELESS`: seven of 7,500 arguments change), and a verb that no
table lists (`stage.WORTH_A_LOOK`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ghatana.annotations import EVENT_TYPES, STATUSES
from ghatana.stages.events.model import Answers

MOST = 6  # log-odds beyond this are as good as sure
LIKELY, RANKS = 4, 2


def level(log_odds: float) -> int:
    """Log-odds in whole steps.

    >>> level(2.4), level(-0.6), level(-40.0)
    (2, -1, -6)
    """
    return round(max(-MOST, min(MOST, log_odds)))


def about_event(answers: Answers | None, trigger: int, sense: str) -> list[str]:
    """What the model says of a trigger: whether it announces an event."""
    if answers is None:
        return []
    step = level(answers.events[trigger])
    return [f"M={step}", f"MN={sense}|{step // 2}"]


def about_status(answers: Answers | None, trigger: int) -> list[str]:
    """What the model says of a claim's status."""
    return [] if answers is None else _choice(STATUSES, answers.statuses[trigger])


def about_subtype(answers: Answers | None, trigger: int, family: str) -> list[str]:
    """What the model says of an event's subtype."""
    return [] if answers is None else _choice(EVENT_TYPES[family], answers.subtypes[trigger])


def _choice(outcomes: Sequence[str], logs: Sequence[float]) -> list[str]:
    if not logs:
        return []
    best = max(range(len(logs)), key=lambda n: (logs[n], -n))
    said = [f"MP={name}|{level(log)}" for name, log in zip(outcomes, logs, strict=True) if log > -LIKELY]
    return [f"M={outcomes[best]}", *said]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a model says of several things about one trigger.

    Attributes:
        own: for each thing, by the roles of the trigger's family, the log-odds of its likeliest mention; empty where
            nothing was said of it.
        rival: gives the same of a thing by its number, the most in any other trigger of the family that is likely an
            event; empty where there is none that something was said of.
    """

    own: list[tuple[float, ...]]
    rival: Callable[[int], tuple[float, ...]]


def standing(
    answers: Answers | None, trigger: int, family: str, things: Sequence[Sequence[int]]
) -> Standing | None:
    """What a model says of things about a trigger; None without a model.

    Args:
        answers: what the model said, None without a model.
        trigger: number of the trigger.
        family: its type of event.
        things: for each thing the numbers of its mentions.
    """
    if answers is None:
        return None
    said = [answers.roles[trigger]]
    others = [
        row
        for number, row in enumerate(answers.roles)
        if number != trigger and answers.families[number] == family and answers.events[number] > 0
    ]
    return Standing([_most(said, numbers) for numbers in things], cache(lambda n: _most(others, things[n])))


def _most(rows: Sequence[Mapping[int, tuple[float, ...]]], numbers: Sequence[int]) -> tuple[float, ...]:
    """The highest of each column."""
    found = [row[m] for row in rows for m in numbers if m in row]
    if len(found) < 2:
        return found[0] if found else ()
    return tuple(map(max, *found))


def role_scores(said: Standing | None, column: int, able: Sequence[int]) -> list[float] | None:
    """What the model says of things in a role, as log-odds: the best of a thing's mentions; None without a model.

    Args:
        said: of all things.
        column: number of the role among those of the family.
        able: numbers of the things that are asked about.
    """
    if said is None:
        return None
    return [said.own[n][column] if said.own[n] else -float(MOST) for n in able]


def about_rivals(said: Standing | None, column: int, number: int) -> list[str]:
    """Evidence for a thing that may fill a role, from what else the model would have it do.

    `MO` compares with the thing's best other role in the same event; `MT` with the same role in another event of the
    family, the one that claims the thing most (`none` where no other trigger of the family is likely an event).

    Args:
        said: of all things.
        column: number of the role among those of the family.
        number: which thing.
    """
    if said is None:
        return []
    own, rivals = said.own[number], said.rival(number)
    mine = own[column] if own else -float(MOST)
    rest = max((*own[:column], *own[column + 1 :]), default=-float(MOST))
    rival = f"{level(mine - rivals[column])}|{mine > 0}" if rivals else "none"
    return [f"MO={level(mine - rest)}", f"MT={rival}"]


class Choices:
    """How things that may fill one place stand to each other: the log-odds of each, None without a model.

    >>> Choices([3.2, -1.0]).about(0, "agency")
    ['M=3', 'ML=agency|3', 'MR=0|3', 'MG=4']
    """

    def __init__(self, scores: Sequence[float] | None) -> None:
        self._scores = scores
        self._order = sorted(scores or (), reverse=True)

    def about(self, at: int, label: str) -> list[str]:
        """Evidence for one of them: how likely it is, and how it stands among the others.

        Args:
            at: its place among the log-odds.
            label: its kind.
        """
        if self._scores is None:
            return []
        score, order = self._scores[at], self._order
        step, rank = level(score), min(RANKS, order.index(score))
        best_other = order[1] if rank == 0 and len(order) > 1 else order[0]
        lead = level(score - best_other) if len(order) > 1 else MOST
        return [f"M={step}", f"ML={label}|{step}", f"MR={rank}|{step}", f"MG={lead}"]

    def hopeless(self, at: int, least: float) -> bool:
        """True if the model takes one of them for less likely than `least` log-odds."""
        return self._scores is not None and self._scores[at] < least
