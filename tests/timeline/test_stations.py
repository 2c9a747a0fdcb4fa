"""Which mentions are one phase, milestone or schedule of a station."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import apart, claim, groups, together
from ghatana.timeline.mentions import Mention
from ghatana.timeline.stations import dice, within

ILRS, BAS = "International Lunar Research Station", "Bharatiya Antariksh Station"


def phase(event: str, *args: str | None, **roles: str | list[str]) -> Mention:
    return claim(event, *args, kind="station_phase", **roles)  # type: ignore[arg-type]


ONE = {
    "a numbered phase, whose date moves": [
        phase("a", "planned", "../2030", "2021-01-01", program=ILRS, phase="Phase 1"),
        phase("b", "planned", "../2035", "2024-01-01", program="ILRS", phase="Phase 1", location="Moon"),
    ],
    "a module, with the station or without": [
        phase("a", "planned", "2027", "2025-01-01", sub="milestone", program=BAS, milestone="BAS-1"),
        phase("b", "delayed", "2028", "2026-01-01", sub="milestone", milestone="BAS-1"),
    ],
    "a milestone in like words": [
        phase(
            "a",
            "planned",
            "2030",
            "2025-01-01",
            sub="milestone",
            program=BAS,
            milestone="~చివరి మాడ్యూల్ అనుసంధానం",
        ),
        phase(
            "b",
            "planned",
            "2030",
            "2025-02-01",
            sub="milestone",
            program=BAS,
            milestone="~చివరి మాడ్యూల్‌ను అనుసంధానం",
        ),
    ],
    "the whole station": [
        phase("a", "planned", "2035", "2024-01-01", sub="programme", program=BAS),
        phase(
            "b", "planned", "../2035", "2025-01-01", sub="programme", program="Bharatiya Antariksha Station"
        ),
    ],
    "the station, where the report names one alone": [
        phase("a", "planned", "../2035", "2024-01-01", doc="d", program="~ఈ కేంద్రం", phase="Phase 1"),
        phase("b", "planned", "2045", "2024-01-01", doc="d", program=ILRS, phase="Phase 2"),
        phase("c", "planned", "../2035", "2024-02-01", program=ILRS, phase="Phase 1"),
    ],
}

OTHER = {
    "phases": [
        phase("a", "planned", "2035", "2024-01-01", program=ILRS, phase="Phase 1"),
        phase("b", "planned", "2035", "2024-01-01", program=ILRS, phase="Phase 2"),
    ],
    "stations": [
        phase("a", "planned", "2035", "2024-01-01", program=ILRS, phase="Phase 1"),
        phase("b", "planned", "2035", "2024-01-01", program=BAS, phase="Phase 1"),
    ],
    "modules": [
        phase("a", "planned", "2028", "2024-01-01", sub="milestone", program=BAS, milestone="BAS-1"),
        phase("b", "planned", "2028", "2024-01-01", sub="milestone", program=BAS, milestone="BAS-2"),
    ],
    "a phase and the whole": [
        phase("a", "planned", "2035", "2024-01-01", program=ILRS, phase="Phase 1"),
        phase("b", "planned", "2035", "2024-01-01", sub="programme", program=ILRS),
    ],
    "milestones in other words": [
        phase(
            "a", "planned", "2030", "2024-01-01", sub="milestone", program=ILRS, milestone="~అణు విద్యుత్ కేంద్రం"
        ),
        phase("b", "planned", "2030", "2024-01-01", sub="milestone", program=ILRS, milestone="~మొదటి వ్యోమగాములు"),
    ],
    "begun and to be given up, in one report": [
        phase(
            "a",
            "completed",
            "1998",
            "2024-01-01",
            sub="programme",
            doc="d",
            program="International Space Station",
        ),
        phase(
            "b",
            "planned",
            "2030",
            "2024-01-01",
            sub="programme",
            doc="d",
            program="International Space Station",
        ),
    ],
    "stations without a name": [
        phase("a", "planned", "2035", "2024-01-01", phase="Phase 1", program="~కేంద్రం"),
        phase("b", "planned", "2040", "2024-01-01", phase="Phase 2", program="~కేంద్రం"),
    ],
}


@pytest.mark.parametrize("case", ONE)
def test_one_happening(case: str) -> None:
    claims = ONE[case]
    found = groups(claims)
    last = claims[-1].event_id
    assert frozenset({claims[0].event_id, last}) <= next(g for g in found if last in g), found


@pytest.mark.parametrize("case", OTHER)
def test_happenings_apart(case: str) -> None:
    assert apart(*OTHER[case]), groups(OTHER[case])


def test_a_done_phase_and_one_promised_years_later_are_two() -> None:
    assert together(
        phase("a", "completed", "2025", "2025-12-01", program=ILRS, phase="Phase 1"),
        phase("b", "planned", "2024", "2022-01-01", program=ILRS, phase="Phase 1"),
    )
    assert apart(
        phase("a", "completed", "2025", "2025-12-01", program=ILRS, phase="Phase 1"),
        phase("b", "planned", "2035", "2026-01-01", program=ILRS, phase="Phase 1"),
    )


TEXT = st.text(st.sampled_from("అణు విద్యుత్కేంద్రం"), min_size=3, max_size=12)


@given(TEXT, TEXT)
def test_likeness_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    for measure in (dice, within):
        assert 0 <= measure(one, other) <= 1
        assert measure(one, other) == measure(other, one)
    assert dice(one, one) == 1
