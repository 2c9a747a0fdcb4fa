"""Lists that share a verb."""

from __future__ import annotations

from ghatana.document import Argument, Event, EventDate
from ghatana.stages.events.lists import split

VERB = (100, 110)


def event(*arguments: Argument) -> Event:
    return Event(*VERB, "launch", "liftoff", "planned", None, arguments)


def craft(start: int, name: str) -> Argument:
    return Argument(start, start + 5, "payload", name)


def when(start: int, edtf: str) -> EventDate:
    return EventDate(start, start + 4, edtf)


def said(events: list[Event]) -> list[tuple[list[str | None], str | None]]:
    return [([a.canonical for a in e.fillers("payload")], e.date.edtf if e.date else None) for e in events]


def test_no_date() -> None:
    assert said(split(event(craft(0, "A")), [])) == [(["A"], None)]


def test_one_date_is_shared() -> None:
    assert said(split(event(craft(0, "A"), craft(10, "B")), [when(20, "2026")])) == [(["A", "B"], "2026")]


def test_item_then_date() -> None:
    events = split(event(craft(0, "A"), craft(20, "B")), [when(10, "2026"), when(30, "2028")])
    assert said(events) == [(["A"], "2026"), (["B"], "2028")]


def test_date_then_item() -> None:
    events = split(event(craft(10, "A"), craft(30, "B")), [when(0, "2026"), when(20, "2028")])
    assert said(events) == [(["A"], "2026"), (["B"], "2028")]


def test_three_items() -> None:
    items = (craft(0, "A"), craft(20, "B"), craft(40, "C"))
    events = split(event(*items), [when(10, "2026"), when(30, "2027"), when(50, "2028")])
    assert said(events) == [(["A"], "2026"), (["B"], "2027"), (["C"], "2028")]


def test_dates_side_by_side_share_the_items() -> None:
    events = split(event(craft(0, "A")), [when(10, "2023-05-31"), when(20, "2023-08-24")])
    assert said(events) == [(["A"], "2023-05-31"), (["A"], "2023-08-24")]


def test_what_follows_the_verb_is_shared() -> None:
    source = Argument(120, 130, "source", "Wu")
    events = split(event(craft(0, "A"), craft(20, "B"), source), [when(10, "2026"), when(30, "2028")])
    assert [[a.canonical for a in e.fillers("source")] for e in events] == [["Wu"], ["Wu"]]


def test_roles_without_a_place_in_the_list_are_shared() -> None:
    operator = Argument(0, 5, "operator", "China")
    events = split(event(operator, craft(6, "A"), craft(26, "B")), [when(16, "2026"), when(36, "2028")])
    assert [[a.canonical for a in e.fillers("operator")] for e in events] == [["China"], ["China"]]
    assert said(events) == [(["A"], "2026"), (["B"], "2028")]
