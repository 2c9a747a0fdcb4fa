"""One event per happening: of claims that say the same thing, the one that says most stays."""

from __future__ import annotations

from dataclasses import replace

from ghatana.document import Argument, Event

CORE = {
    "station_phase": {"program", "phase", "milestone"},
    "launch": {"payload", "vehicle"},
    "agreement": {"party"},
}
LENT = {"vehicle", "site", "destination", "operator", "source", "instrument"}
MANY = {"source"}
NEAR = 120  # characters between the words of one attempt, where the text dates it once


def merge(events: list[Event]) -> list[Event]:
    """The events of a document without duplicates.

    Two events are one happening if type, subtype and status agree, one's core arguments are among the
    other's, and their dates do not contradict each other. The one that says most in its own sentence stays
    (then the surer, then the earlier) and takes over the roles that only the other fills.
    """
    kept: list[Event] = []
    for event in sorted(
        lost_flights(one_family(events)), key=lambda e: (-richness(e), -e.confidence, e.start, e.end)
    ):
        same = next((n for n, other in enumerate(kept) if same_happening(event, other)), None)
        if same is None:
            kept.append(event)
        else:
            kept[same] = lend(kept[same], event)
    return kept


def lost_flights(events: list[Event]) -> list[Event]:
    """Events without launches that are said to have happened and, on the same day, to have failed: one attempt."""
    failed = [e for e in events if e.type == "launch" and e.status == "failed"]
    return [
        e
        for e in events
        if not (e.type == "launch" and e.status == "completed" and any(_same_flight(e, f) for f in failed))
    ]


def _same_flight(one: Event, failed: Event) -> bool:
    mine, lost = core(one), core(failed)
    shared = set(mine) & set(lost)
    if not shared or any(not (mine[role] <= lost[role] or lost[role] <= mine[role]) for role in shared):
        return False
    if one.date is None or failed.date is None:
        return abs(one.start - failed.start) < NEAR
    return one.date.edtf.startswith(failed.date.edtf) or failed.date.edtf.startswith(one.date.edtf)


def one_family(events: list[Event]) -> list[Event]:
    """Of events of two families that the same words announce, those of the surer family."""
    return [
        e
        for e in events
        if not any(o.type != e.type and o.overlaps(e) and _surer(o) > _surer(e) for o in events)
    ]


def _surer(event: Event) -> tuple[float, str]:
    return event.confidence, event.type


def richness(event: Event) -> int:
    """How much an event says in its own sentence; its date counts as one."""
    return sum(a.basis == "sentence" for a in event.arguments) + (event.date is not None)


def core(event: Event) -> dict[str, set[str]]:
    """By role, the names (else the places) of the arguments that tell one happening from another."""
    out: dict[str, set[str]] = {}
    for argument in event.arguments:
        if argument.role in CORE[event.type]:
            out.setdefault(argument.role, set()).add(argument.canonical or f"#{argument.start}")
    return out


def same_happening(one: Event, other: Event) -> bool:
    """True if two events of a document claim the same thing."""
    if (one.type, one.subtype, one.status) != (other.type, other.subtype, other.status):
        return False
    left, right = core(one), core(other)
    shared = set(left) & set(right)
    if not shared or any(not (left[role] <= right[role] or right[role] <= left[role]) for role in shared):
        return False
    if one.type == "station_phase" and set(left) != set(right) and not _in_one_breath(one, other):
        return False
    return compatible(one, other)


def _in_one_breath(one: Event, other: Event) -> bool:
    """True for two verbs of one step: "by 2035 the first phase will see a basic station built"."""
    return one.date is not None and one.date == other.date and abs(one.start - other.start) < NEAR


def compatible(one: Event, other: Event) -> bool:
    """True unless two dates contradict each other; one may be a coarser form of the other."""
    if one.date is None or other.date is None:
        return one.status in ("completed", "planned") and one.type != "agreement"
    a, b = one.date.edtf, other.date.edtf
    return a.startswith(b) or b.startswith(a)


def lend(event: Event, other: Event) -> Event:
    """`event` with the arguments of `other` for roles that it leaves open."""
    filled = {a.role for a in event.arguments} - MANY
    known = {(a.role, a.canonical) for a in event.arguments}
    lent: list[Argument] = []
    for argument in other.arguments:
        if (
            argument.role in LENT
            and argument.role not in filled
            and (argument.role, argument.canonical) not in known
        ):
            lent.append(replace(argument, basis="document"))
    arguments = sorted((*event.arguments, *lent), key=lambda a: (a.start, a.end, a.role))
    date = event.date
    if other.date is not None and (date is None or len(other.date.edtf) > len(date.edtf)):
        date = other.date
    return replace(event, arguments=tuple(arguments), date=date)
