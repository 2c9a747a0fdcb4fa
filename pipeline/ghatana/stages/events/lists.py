"""Lists that share a verb: one event per item with its own date."""

from __future__ import annotations

from dataclasses import replace

from ghatana.document import Argument, Event, EventDate

ITEMS = {"payload", "vehicle", "party", "phase", "milestone", "program", "site", "operator"}


def split(event: Event, dates: list[EventDate]) -> list[Event]:
    """One event per date.

    Args:
        event: what the trigger announces, without a date.
        dates: the dates that belong to it, in text order.

    Of the arguments between the dates each goes with its own: with the date after it where the list opens
    with an item ("A in 2026, B in 2028"), with the date before it where it opens with a date ("in January
    A, in March B"). All others are shared.
    """
    if len(dates) < 2:
        return [replace(event, date=dates[0] if dates else None)]
    listed = [a for a in event.arguments if a.role in ITEMS and a.end <= event.start]
    between = [a for a in listed if dates[0].end <= a.start and a.end <= dates[-1].start]
    if not between:
        return [replace(event, date=date) for date in dates]
    trailing = any(a.role == between[0].role and a.start >= dates[-1].end for a in listed)
    owner = {a: _owner(a, dates, trailing) for a in listed}
    roles = {a.role for a in between}
    return [
        replace(
            event,
            date=date,
            arguments=tuple(a for a in event.arguments if _goes_with(a, number, owner, roles)),
        )
        for number, date in enumerate(dates)
    ]


def _owner(argument: Argument, dates: list[EventDate], trailing: bool) -> int:
    """The index of the date that an item goes with."""
    if trailing:
        return max((n for n, d in enumerate(dates) if d.start < argument.start), default=0)
    return min((n for n, d in enumerate(dates) if d.start > argument.start), default=len(dates) - 1)


def _goes_with(argument: Argument, number: int, owner: dict[Argument, int], roles: set[str]) -> bool:
    return argument.role not in roles or argument not in owner or owner[argument] == number
