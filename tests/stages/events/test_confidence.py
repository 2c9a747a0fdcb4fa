"""How sure a row is as a whole: what is observed of it, and the probability that comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Argument, Event, EventDate
from ghatana.stages.events.confidence import Chances, about_row, certainty, confidence, share

CHANCE = st.floats(0.0, 1.0)
SURE = Chances(0.9, 0.9, 0.9, 0.9, 0.9)


def event(*roles: str, kind: str = "launch", edtf: str | None = None) -> Event:
    date = EventDate(0, 1, edtf, None, None, None, "explicit") if edtf else None
    arguments = tuple(Argument(n, n + 1, role, f"Thing {n}", f"thing-{n}") for n, role in enumerate(roles))
    return Event(10, 12, kind, "liftoff", "completed", date, arguments)


def observed(one: Event, name: str) -> str:
    (found,) = [item.partition("=")[2] for item in about_row(one, SURE) if item.startswith(f"{name}=")]
    return found


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ((), "l|"),
        (("vehicle", "payload"), "l|payload1+vehicle1"),
        (("payload", "payload", "payload"), "l|payload2"),
        (("operator", "site", "payload"), "l|payload1"),
    ],
)
def test_which_core_roles_are_filled(roles: tuple[str, ...], said: str) -> None:
    assert observed(event(*roles), "ROLES") == said


@pytest.mark.parametrize(
    ("edtf", "size"),
    [
        (None, "none"),
        ("2025", "4"),
        ("2025-06", "7"),
        ("2025-06-01", "10"),
        ("2025-06-01T09:30", "minute"),
        ("2025/2026", "interval"),
        ("../2030", "interval"),
        ("203X", "4"),
    ],
)
def test_how_exact_the_date_is(edtf: str | None, size: str) -> None:
    assert observed(event("payload", edtf=edtf), "SIZE") == f"l|{size}"


@given(st.builds(Chances, CHANCE, CHANCE, CHANCE, CHANCE, CHANCE))
def test_every_observation_has_its_own_name(chances: Chances) -> None:
    items = about_row(event("payload", "vehicle", edtf="2025"), chances)
    assert len({item.partition("=")[0] for item in items}) == len(items)


@given(st.builds(Chances, CHANCE, CHANCE, CHANCE, CHANCE, CHANCE), st.sampled_from([-2.5, -0.2, 0.2, 2.5]))
def test_a_confidence_is_a_probability(chances: Chances, weight: float) -> None:
    one = event("payload")
    table = {"yes": {"bias": 0.1, "ROLES=l|payload1": weight}}
    assert 0.0 < confidence(table, one, chances) < 1.0
    assert (confidence(table, one, chances) > confidence({"yes": {"bias": 0.1}}, one, chances)) == (
        weight > 0
    )


def test_without_weights_a_row_is_as_sure_as_its_event() -> None:
    assert confidence({}, event("payload"), SURE) == 0.9


@given(st.lists(st.tuples(CHANCE, st.booleans()), max_size=6))
def test_decisions_together_are_no_surer_than_one(some: list[tuple[float, bool]]) -> None:
    assert 0.0 <= certainty(some) <= min([1.0, *(chance if taken else 1 - chance for chance, taken in some)])


@given(st.dictionaries(st.sampled_from("abcd"), st.floats(-20, 20), min_size=1))
def test_the_shares_of_all_outcomes_are_one(scores: dict[str, float]) -> None:
    assert sum(share(scores, name) for name in scores) == pytest.approx(1.0)
