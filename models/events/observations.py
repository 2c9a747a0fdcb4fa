"""What is asked of annotated documents, and the right answers: the evidence that `fit.py` and `believe.py` weigh."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from cases import Case, fits
from cases import dates as dates_event

from ghatana.annotations import ROLES
from ghatana.document import Event
from ghatana.evaluate.events import whole_rows
from ghatana.evaluate.names import Names
from ghatana.stages.events import dates, role_facts, roles
from ghatana.stages.events.confidence import about_row
from ghatana.stages.events.observed import event_evidence, status_evidence, subtype_evidence
from ghatana.stages.events.referents import referents
from ghatana.stages.events.stage import rated_events
from ghatana.tables.rows import document_rows
from ghatana.tables.schema import BY_NAME


def _gold_triggers(train: Sequence[Case]) -> Iterable[tuple[Case, int, dict[str, Any], list[Any]]]:
    """Every trigger that answers a gold event, with that event and who did what in the events before it."""
    for case in train:
        history: list[Any] = []
        for number, events in sorted(case.answers.items()):
            yield case, number, events[0], list(history)
            candidate = case.triggers[number]
            filled = {
                (argument["role"], referent.mention.referent)
                for referent in referents(case.reading, candidate)
                for event in events
                for argument in event["args"]
                if referent.mention.label in role_facts.FILLS[argument["role"]]
                and any(fits(argument, m) for m in referent.mentions)
            }
            history.append((candidate.row.type, frozenset(filled)))


def observe(train: Sequence[Case]) -> dict[str, tuple[list[Any], list[Any]]]:
    """Evidence and the right answer for roles, dates and statuses."""
    seen: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))

    def add(decision: str, observed: Any, right: Any) -> None:
        seen[decision][0].append(observed)
        seen[decision][1].append(right)

    for case, number, first, history in _gold_triggers(train):
        reading, candidate, events = case.reading, case.triggers[number], case.answers[number]
        kind = candidate.row.type
        them = roles.considered(reading, candidate, history)
        for role in ROLES[kind]:
            arguments = [a for e in events for a in e["args"] if a["role"] == role]
            for thing, observed in roles.weighable(candidate, role, them):
                right = any(fits(a, m) for a in arguments for m in thing.mentions)
                add(f"role.{kind}.{role}", observed, int(right))
        for timex, observed in dates.options(reading, candidate):
            right = any(dates_event(reading.document.timexes[timex], e) for e in events)
            add(f"date.{kind}", observed, int(right))
        mods = [str(t.mod) for t in reading.document.timexes if dates_event(t, first)][:1]
        add("status", status_evidence(reading, candidate, tuple(mods)), first["status"])
    return seen


def observe_subtypes(train: Sequence[Case]) -> dict[str, tuple[list[Any], list[Any]]]:
    """Evidence and the right answer for the subtypes of each type; who fills which role must be decided before."""
    seen: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for case, number, event, history in _gold_triggers(train):
        candidate = case.triggers[number]
        filled = roles.fill(case.reading, candidate, history).found
        observed, right = seen[f"subtype.{candidate.row.type}"]
        observed.append(subtype_evidence(case.reading, candidate, filled))
        right.append(event["subtype"])
    return seen


def observe_events(train: Sequence[Case]) -> tuple[list[Any], list[int]]:
    observed, right = [], []
    for case in train:
        history: list[Any] = []
        for number, candidate in enumerate(case.triggers):
            fillers = roles.fill(case.reading, candidate, history).found
            dated = dates.choose(case.reading, candidate)
            arguments = roles.arguments(case.reading, candidate, fillers)
            if number in case.answers:
                history.append(roles.remember(candidate, fillers))
            observed.append(event_evidence(case.reading, case.triggers, number, arguments, dated))
            right.append(int(number in case.answers))
    return observed, right


def observe_rows(some: Iterable[Case]) -> tuple[list[list[str]], list[int]]:
    """Evidence on the rows that are found in documents, and whether each is right as a whole."""
    observed: list[list[str]] = []
    right: list[int] = []
    for case in some:
        rated = rated_events(case.reading, case.triggers)
        whole = right_rows(case, [event for event, _ in rated])
        observed += [about_row(event, chances) for event, chances in rated]
        right += [int(event in whole) for event, _ in rated]
    return observed, right


def rows_of(case: Case, events: Sequence[Event]) -> dict[str, list[dict[str, Any]]]:
    """The table rows of a document with these events."""
    document = case.reading.document.with_layer("events", tuple(events))
    return {
        name: [dict(zip(BY_NAME[name].names, row, strict=True)) for row in rows]
        for name, rows in document_rows(document).items()
    }


def right_rows(case: Case, events: Sequence[Event]) -> list[Event]:
    """The events that are right as whole rows."""
    rows = rows_of(case, events)
    arguments: dict[str, list[Any]] = defaultdict(list)
    for argument in rows.get("arguments", []):
        arguments[argument["event_id"]].append(argument)
    found = rows.get("events", [])
    whole = whole_rows(case.gold, found, arguments, Names.known())
    return [event for event, row in zip(events, found, strict=True) if row["event_id"] in whole]
