"""Which mentions are one launch: cases of the world, each as a pair that is one or two that are not."""

from __future__ import annotations

import pytest

from claims import apart, claim, groups, together
from ghatana.timeline.mentions import Mention

ONE: dict[str, list[Mention]] = {
    "a payload, whatever the promises": [
        claim("a", "planned", "2024", "2022-01-01", payload="Chang'e 6"),
        claim("b", "delayed", "2025", "2024-03-01", payload="Chang'e 6", vehicle="Long March 5"),
        claim("c", "completed", "2025-02-03", "2025-02-04", payload="Chang'e 6"),
    ],
    "a flight's number, with another payload or none": [
        claim("a", "completed", "2022-02-14", "2022-02-15", vehicle="PSLV-C52", payload="EOS-04"),
        claim("b", "planned", "2022-02", "2022-01-20", vehicle="PSLV-C52"),
        claim("c", "completed", "2022-02-14", "2022-02-16", vehicle="PSLV-C52", payload="INS-2TD"),
    ],
    "a rocket and a day, the payload told once": [
        claim("a", "completed", "2024-05-03", "2024-05-04", payload="Chang'e 6", vehicle="Long March 5"),
        claim("b", "completed", "2024-05-03", "2024-05-04", vehicle="Long March 5", operator="China"),
    ],
    "sources that err in the day of what flies once": [
        claim("a", "completed", "2024-05-03", "2024-05-04", payload="Chang'e 6"),
        claim("b", "completed", "2024-05-08", "2024-05-09", payload="Chang'e 6"),
    ],
    "failed to some, a success to others": [
        claim("a", "failed", "2026-03-05", "2026-03-06", payload="Nahid-9", vehicle="Simorgh"),
        claim("b", "completed", "2026-03-05", "2026-03-06", payload="Nahid-9", vehicle="Simorgh"),
        claim("c", "denied", "2026-03-05", "2026-03-07", payload="Nahid-9"),
    ],
    "three spellings of a name that the knowledge base lacks": [
        claim("a", "planned", "2026", "2025-01-01", payload="Lotassat-Kiran"),
        claim("b", "completed", "2026-02-01", "2026-02-02", payload="Lotus Sat Kiran"),
        claim("c", "completed", "2026-02-01", "2026-02-03", payload="Lotasshaat Kiraan"),
    ],
    "the night in one place, the morning in another": [
        claim("a", "completed", "2021-08-21T22:13", "2021-08-22", payload="OneWeb satellites"),
        claim("b", "completed", "2021-08-22", "2021-08-23", payload="OneWeb"),
    ],
    "a ferry put off again and again": [
        claim("a", "planned", "2024-05-06", "2024-05-01", payload="Boeing Starliner"),
        claim("b", "delayed", "2024-05-17", "2024-05-08", payload="Boeing Starliner"),
        claim("c", "delayed", "2024-06-01", "2024-05-25", payload="Boeing Starliner"),
        claim("d", "completed", "2024-06-05", "2024-06-06", payload="Boeing Starliner"),
    ],
    "a programme's next flight": [
        claim("a", "planned", "2024", "2023-01-01", payload="Gaganyaan"),
        claim("b", "delayed", "2025", "2024-06-01", payload="Gaganyaan"),
    ],
    "a new rocket's first flight": [
        claim("a", "planned", "2024", "2023-05-01", vehicle="Vikram-1", operator="Skyroot Aerospace"),
        claim("b", "delayed", "2025", "2024-09-01", vehicle="Vikram-1"),
    ],
    "a flight under way and over": [
        claim("a", "ongoing", "2025-07-30", "2025-07-30", payload="NISAR"),
        claim("b", "completed", "2025-07-30T17:40", "2025-07-31", payload="NISAR"),
    ],
    "who launched and the day alone": [
        claim("a", "completed", "2023-11-21", "2023-11-22", operator="North Korea", payload="Malligyong-1"),
        claim("b", "completed", "2023-11-21", "2023-11-23", operator="North Korea", payload="~ఒక ఉపగ్రహం"),
    ],
    "a delay that the same report tells of": [
        claim("a", "completed", "2023-09-07", "2023-09-08", doc="d", vehicle="H-IIA", payload="SLIM"),
        claim("b", "delayed", None, "2023-09-08", doc="d", vehicle="H-IIA"),
    ],
    "a pad, a spaceport, a coast": [
        claim("a", "completed", "2024-02-17", "2024-02-18", vehicle="Neutron", site="Sriharikota"),
        claim(
            "b",
            "completed",
            "2024-02-17",
            "2024-02-19",
            vehicle="Neutron",
            site="Satish Dhawan Space Centre Second Launch Pad",
        ),
    ],
}

OTHER: dict[str, list[Mention]] = {
    "two launches of a rocket in a week": [
        claim("a", "completed", "2024-05-03", "2024-05-04", vehicle="Falcon 9", payload="Galileo L12"),
        claim("b", "completed", "2024-05-06", "2024-05-07", vehicle="Falcon 9", payload="WorldView Legion"),
        claim("c", "completed", "2024-05-08", "2024-05-09", vehicle="Falcon 9"),
    ],
    "batches under one name": [
        claim("a", "completed", "2024-05-08", "2024-05-09", payload="Starlink", vehicle="Falcon 9"),
        claim("b", "completed", "2024-05-09", "2024-05-10", payload="Starlink", vehicle="Falcon 9"),
        claim("c", "planned", "2024-05-20", "2024-05-10", payload="Starlink", vehicle="Falcon 9"),
    ],
    "lift-off and ascent": [
        claim("a", "completed", "2024-05-03", "2024-06-05", payload="Chang'e 6", doc="d"),
        claim(
            "b", "completed", "2024-06-04", "2024-06-05", payload="Chang'e 6 ascender", sub="ascent", doc="d"
        ),
    ],
    "a failure and what flies on the same rocket after it": [
        claim("a", "failed", "2021-08-12", "2021-08-13", vehicle="GSLV-F10", payload="EOS-03"),
        claim("b", "completed", "2023-05-29", "2023-05-30", vehicle="GSLV-F12", payload="NVS-01"),
    ],
    "one satellite's three attempts": [
        claim("a", "failed", "2023-05-31", "2023-06-01", payload="Malligyong-1"),
        claim("b", "failed", "2023-08-24", "2023-08-25", payload="Malligyong-1"),
        claim("c", "completed", "2023-11-21", "2023-11-22", payload="Malligyong-1"),
    ],
    "a failure and the promise made after it": [
        claim("a", "failed", "2023-05-31", "2023-06-01", payload="Malligyong-1", doc="d"),
        claim("b", "planned", None, "2023-06-01", payload="Malligyong-1", doc="d"),
    ],
    "numbers of one family": [
        claim("a", "planned", "2028", "2024-01-01", payload="Chandrayaan-4"),
        claim("b", "planned", "2028", "2024-01-01", payload="Chandrayaan-5"),
    ],
    "one operator on one day from two places": [
        claim("a", "completed", "2024-05-08", "2024-05-09", payload="Starlink", site="Kennedy Space Center"),
        claim(
            "b",
            "completed",
            "2024-05-08",
            "2024-05-09",
            payload="Starlink",
            site="Vandenberg Space Force Base",
        ),
    ],
    "one goal and one country": [
        claim("a", "planned", "2026", "2025-01-01", operator="China", destination="Moon"),
        claim("b", "planned", "2026", "2025-01-01", operator="China", destination="Moon"),
    ],
    "flights of a rocket by number": [
        claim("a", "planned", "2025-06", "2025-01-01", vehicle="PSLV-C61"),
        claim("b", "planned", "2025-06", "2025-01-01", vehicle="PSLV-C62"),
    ],
    "a lander and the crew it waits for": [
        claim("a", "planned", "2027", "2025-01-01", payload="Artemis III"),
        claim("b", "planned", "2027", "2025-01-01", payload="Artemis III lander"),
    ],
}


@pytest.mark.parametrize("case", ONE)
def test_one_launch(case: str) -> None:
    assert together(*ONE[case]), groups(ONE[case])


@pytest.mark.parametrize("case", OTHER)
def test_launches_apart(case: str) -> None:
    assert apart(*OTHER[case]), groups(OTHER[case])


def test_a_list_does_not_chain_what_it_lists() -> None:
    both = claim("ab", "planned", "2028", "2024-01-02", payload=["Chandrayaan-4", "Chandrayaan-5"])
    found = groups(
        [
            both,
            claim("a", "planned", "2028", "2024-01-01", payload="Chandrayaan-4"),
            claim("b", "planned", "2029", "2024-01-03", payload="Chandrayaan-5"),
        ]
    )
    assert frozenset("a") not in found or frozenset("b") not in found  # the list goes with one of them
    assert not any({"a", "b"} <= group for group in found)


def test_satellites_that_fly_together_are_one_launch() -> None:
    assert together(
        claim("ab", "completed", "2024-12-30", "2024-12-31", payload=["SDX01", "SDX02"], vehicle="PSLV-C60"),
        claim("a", "completed", "2024-12-30", "2025-01-01", payload="SDX01"),
        claim("b", "completed", "2024-12-30", "2025-01-02", payload="SDX02"),
    )


def test_what_is_promised_goes_to_the_attempt_it_was_made_for() -> None:
    found = groups(
        [
            claim("p1", "planned", "2023-05-31/2023-06-11", "2023-05-29", payload="Malligyong-1"),
            claim("f1", "failed", "2023-05-31", "2023-06-01", payload="Malligyong-1"),
            claim("p2", "planned", "2023-08-24/2023-08-31", "2023-08-22", payload="Malligyong-1"),
            claim("f2", "failed", "2023-08-24", "2023-08-25", payload="Malligyong-1"),
            claim("p3", "planned", "2023-10", "2023-08-25", payload="Malligyong-1"),
            claim("c3", "completed", "2023-11-21", "2023-11-22", payload="Malligyong-1"),
        ]
    )
    assert found == {frozenset({"p1", "f1"}), frozenset({"p2", "f2"}), frozenset({"p3", "c3"})}


def test_a_report_without_a_day_goes_to_the_last_of_a_batch_before_it() -> None:
    found = groups(
        [
            claim("a", "completed", "2024-05-08", "2024-05-09", payload="Starlink"),
            claim("b", "completed", "2024-06-20", "2024-06-21", payload="Starlink"),
            claim("c", "completed", None, "2024-06-22", payload="Starlink"),
        ]
    )
    assert found == {frozenset("a"), frozenset({"b", "c"})}


def test_hubs_join_nothing() -> None:
    """Who launches, from where and where to is the same for very many launches."""
    many = [
        claim(
            f"{n:03}",
            "planned",
            f"{2000 + n}",
            f"{1999 + n}-01-01",
            operator="ISRO",
            site="Sriharikota",
            destination="Moon",
        )
        for n in range(60)
    ]
    assert apart(*many)
