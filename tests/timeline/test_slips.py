"""Promises that move."""

from __future__ import annotations

from typing import Any

import pytest

from claims import claim
from ghatana.timeline.mentions import Mention
from ghatana.timeline.slips import announced_by, has_slipped, history, standing

Told = list[tuple[str, str | None, str | None]]  # status, date, published


def told(claims: Told, **more: Any) -> list[Mention]:
    return [
        claim(f"e{n}", status, on, pub, payload="NISAR", **more) for n, (status, on, pub) in enumerate(claims)
    ]


# what is told; then each step: the promise, and what had been promised before it
HISTORIES: dict[str, tuple[Told, list[tuple[str | None, str | None]]]] = {
    "moves": (
        [
            ("planned", "2024-03", "2024-01-08"),
            ("delayed", "2025-03", "2024-07-15"),
            ("delayed", "2025-06", "2024-12-07"),
        ],
        [("2024-03", None), ("2025-03", "2024-03"), ("2025-06", "2025-03")],
    ),
    "repeated": (
        [
            ("planned", "2024-03", "2024-01-08"),
            ("planned", "2024-03", "2024-02-08"),
            ("planned", "2024-04", "2024-03-08"),
        ],
        [("2024-03", None), ("2024-04", "2024-03")],
    ),
    "made more exact, and less": (
        [
            ("planned", "2024", "2023-01-08"),
            ("planned", "2024-03", "2024-01-08"),
            ("planned", "2024", "2024-02-08"),
            ("delayed", "2024-04-02", "2024-03-08"),
        ],
        [("2024", None), ("2024-04-02", "2024-03")],
    ),
    "put off without a date, then with one": (
        [
            ("planned", "2024-03-01", "2024-01-08"),
            ("delayed", None, "2024-02-28"),
            ("planned", "2024-03-15", "2024-03-02"),
        ],
        [("2024-03-01", None), (None, "2024-03-01"), ("2024-03-15", "2024-03-01")],
    ),
    "brought forward": (
        [("planned", "2024-03-10", "2024-01-08"), ("planned", "2024-03-08", "2024-02-28")],
        [("2024-03-10", None), ("2024-03-08", "2024-03-10")],
    ),
    "contradicted on one day": (
        [("planned", "2024-03-10", "2024-01-08"), ("planned", "2024-03-15", "2024-01-08")],
        [("2024-03-10", None)],
    ),
    "told when it was over": (
        [
            ("planned", "2024-03-10", "2024-01-08"),
            ("completed", "2024-03-10", "2024-03-11"),
            ("planned", "2024-02-01", "2024-03-12"),
        ],
        [("2024-03-10", None)],
    ),
    "told nobody knows when": ([("planned", "2024-03-10", None)], []),
    "nothing told": ([("completed", "2024-03-10", "2024-03-11")], []),
}


@pytest.mark.parametrize("case", HISTORIES)
def test_history(case: str) -> None:
    claims, expected = HISTORIES[case]
    found = history(told(claims))
    assert [(p.claim.edtf, p.before.edtf if p.before else None) for p in found] == expected
    assert found == history(told(claims)[::-1])


def test_days_moved() -> None:
    exact, vague = (
        history(told([("planned", "2024-03-01", "2024-01-01"), ("delayed", "2024-03-15", "2024-02-01")]))[1],
        history(told([("planned", "2024-03", "2024-01-01"), ("delayed", "2024-05", "2024-02-01")]))[1],
    )
    assert (exact.exactly, exact.least, exact.most) == (14, 14, 14)
    assert (vague.exactly, vague.least, vague.most) == (None, 31, 91)


def test_what_stands() -> None:
    def stands(claims: Told) -> str | None:
        held = standing(told(claims))
        return held.edtf if held else None

    assert stands([]) is None
    assert (
        stands(
            [
                ("planned", "2024", "2023-01-01"),
                ("planned", "2024-03", "2024-01-01"),
                ("planned", None, "2024-02-01"),
            ]
        )
        == "2024-03"
    )
    assert stands([("planned", "2024-03", "2024-01-01"), ("planned", "2024", "2024-02-01")]) == "2024-03"
    assert stands([("planned", "2024-03", "2024-01-01"), ("delayed", None, "2024-02-01")]) is None
    assert stands([("planned", "2024-03", "2024-01-01"), ("delayed", "2024-06", "2024-02-01")]) == "2024-06"
    assert stands([("planned", "2024-03", None), ("delayed", "2024-06", "2024-02-01")]) == "2024-06"
    assert stands([("completed", "2024-03", "2024-01-01")]) is None


def test_slipped() -> None:
    assert not has_slipped(history(told([("planned", "2024-03-10", "2024-01-08")])))
    assert has_slipped(
        history(told([("delayed", "2024-03-10", "2024-01-08")]))
    )  # from a date that is not told
    assert has_slipped(
        history(told([("planned", "2024-03-10", "2024-01-08"), ("planned", "2024-04", "2024-01-09")]))
    )
    assert not has_slipped([])


def test_who_announced_it() -> None:
    assert announced_by(claim("a", by=("S. Somanath", "PTI"), publisher="ఈనాడు")) == ["S. Somanath", "PTI"]
    assert announced_by(claim("a", publisher="ఈనాడు")) == ["ఈనాడు"]
    assert announced_by(claim("a")) == []
