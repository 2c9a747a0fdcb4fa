"""Putting together: the order of mentions plays no part, hubs cost little, nothing is lost."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import claim, groups, launches
from ghatana.timeline import launches as launch_rules
from ghatana.timeline.cluster import MOST, Happenings, cluster
from ghatana.timeline.mentions import Mention


@given(launches(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_mentions_plays_no_part(claims: list[Mention], rng: random.Random) -> None:
    shuffled = rng.sample(claims, len(claims))
    assert cluster(claims) == cluster(shuffled)


@given(launches())
@settings(max_examples=150, deadline=None)
def test_each_mention_is_of_one_happening(claims: list[Mention]) -> None:
    found = [m.event_id for group in cluster(claims) for m in group]
    assert sorted(found) == sorted(m.event_id for m in claims)


@given(launches())
@settings(max_examples=150, deadline=None)
def test_no_happening_contradicts_itself(claims: list[Mention]) -> None:
    for group in cluster(claims):
        flights = {k for m in group for k in m.keys("vehicle") if k.startswith("pslvc")}
        assert len(flights) <= 1
        failed = {m.days for m in group if m.status == "failed" and m.days.is_day}
        done = {m.days for m in group if m.happened and m.days.is_day}
        if not flights:
            for x in failed:
                assert all(abs((x.earliest - y.earliest).days) <= 1 for y in done)  # type: ignore[operator]


def test_groups_come_in_the_order_of_their_first_report() -> None:
    late = claim("z", "completed", "2024-05-03", "2024-05-04", payload="Chang'e 6")
    early = claim("y", "planned", "2026", "2024-01-01", payload="Chang'e 7")
    unknown = claim("a", "planned", "2028", None, payload="Chang'e 8")
    assert [[m.event_id for m in g] for g in cluster([late, unknown, early])] == [["y"], ["z"], ["a"]]
    assert cluster([]) == []


def test_a_bridge_joins_what_it_is_of() -> None:
    """One report gives the flight's number, one the satellite, the third both."""
    found = groups(
        [
            claim("flight", "completed", "2025-05-18", "2025-05-18", vehicle="PSLV-C61"),
            claim("satellite", "completed", "2025-05-18", "2025-05-19", payload="EOS-09"),
            claim("both", "planned", "2025-05", "2025-04-01", vehicle="PSLV-C61", payload="EOS-09"),
        ]
    )
    assert found == {frozenset({"flight", "satellite", "both"})}


def test_what_too_many_share_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    fit = launch_rules.fit

    def counted(a: object, b: object) -> float | None:
        nonlocal compared
        compared += 1
        return fit(a, b)  # type: ignore[arg-type]

    monkeypatch.setattr(launch_rules, "fit", counted)
    size = 600
    cluster(
        [claim(f"{n}", "planned", "2026", None, operator="ISRO", destination="Moon") for n in range(size)]
    )
    assert compared <= size * (MOST + 1)


def test_place_and_root() -> None:
    held = Happenings()
    one = held.add(claim("a", "completed", "2024-05-03", "2024-05-04", payload="Chang'e 6"))
    two = held.add(claim("b", "completed", "2024-05-03", "2024-05-05", payload="Chang'e 6"))
    three = held.add(claim("c", "completed", "2024-05-03", "2024-05-05", payload="Chang'e 7"))
    assert held.root(two) == held.root(one) != held.root(three)


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(KeyError, match="landing"):
        cluster([claim("a", kind="landing", sub="soft")])
