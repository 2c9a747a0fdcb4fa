"""Which mentions are one act of agreement."""

from __future__ import annotations

import pytest

from claims import apart, claim, groups, together
from ghatana.timeline.mentions import Mention

ILRS = "International Lunar Research Station"


def pact(event: str, *args: str | None, **roles: str | list[str]) -> Mention:
    return claim(event, *args, kind="agreement", **roles)  # type: ignore[arg-type]


ONE = {
    "agencies for their states": [
        pact(
            "a",
            "completed",
            "2021-03-09",
            "2021-03-10",
            party=["Roscosmos", "China National Space Administration"],
            subject=ILRS,
        ),
        pact("b", "completed", "2021-03", "2021-06-18", party=["Russia", "China"], subject=ILRS),
        pact(
            "c",
            "completed",
            "2021-03-09",
            "2021-03-11",
            party=["Government of Russia", "China"],
            subject=ILRS,
        ),
    ],
    "who joins, with the host or without": [
        pact(
            "a",
            "completed",
            "2023-06-21",
            "2023-06-22",
            sub="accession",
            party=["India", "United States"],
            instrument="Artemis Accords",
        ),
        pact(
            "b",
            "completed",
            "2023-06",
            "2024-12-24",
            sub="accession",
            party="India",
            instrument="Artemis Accords",
        ),
        pact(
            "c",
            "completed",
            "2023-06-21",
            "2023-06-22",
            sub="signing",
            party="India",
            instrument="Artemis Accords",
        ),
    ],
    "planned and done": [
        pact(
            "a",
            "planned",
            "2024-12-16",
            "2024-12-13",
            sub="accession",
            party="Thailand",
            instrument="Artemis Accords",
        ),
        pact(
            "b",
            "completed",
            "2024-12-16",
            "2024-12-17",
            sub="accession",
            party="Thailand",
            instrument="Artemis Accords",
        ),
    ],
    "one day and the same party": [
        pact("a", "completed", "2021-08-18", "2021-08-19", party="BRICS", subject="~ఉపగ్రహ సమూహం"),
        pact("b", "completed", "2021-08-18", "2021-08-20", party="BRICS", instrument="~ఒప్పందం"),
    ],
    "two companies, the subject told once": [
        pact("a", "completed", "2025-02-03", "2025-02-04", party=["Skyroot Aerospace", "Axiom Space"]),
        pact(
            "b",
            "completed",
            "2025-02-03",
            "2025-02-05",
            party=["Axiom Space", "Skyroot Aerospace"],
            subject="~ప్రయోగ సేవలు",
        ),
    ],
}

OTHER = {
    "one party in common": [
        pact("a", "completed", "2024-05-03", "2024-05-04", party=["ISRO", "NASA"]),
        pact("b", "completed", "2024-05-03", "2024-05-04", party=["ISRO", "JAXA"]),
    ],
    "who joins one paper": [
        pact(
            country,
            "completed",
            "2024-12-11",
            "2024-12-13",
            sub="accession",
            party=country,
            instrument="Artemis Accords",
        )
        for country in ("Panama", "Austria")
    ],
    "papers": [
        pact(
            "a", "completed", "2024-04-05", "2024-04-06", sub="accession", party="Thailand", instrument=ILRS
        ),
        pact(
            "b",
            "completed",
            "2024-12-16",
            "2024-12-17",
            sub="accession",
            party="Thailand",
            instrument="Artemis Accords",
        ),
    ],
    "subjects": [
        pact("a", "completed", "2024-04-05", "2024-04-06", party=["ISRO", "JAXA"], subject="Chandrayaan-5"),
        pact("b", "completed", "2024-04-05", "2024-04-06", party=["ISRO", "JAXA"], subject="NISAR"),
    ],
    "signed and approved": [
        pact("a", "completed", "2024-04-05", "2024-06-13", party=["Russia", "China"], subject=ILRS),
        pact(
            "b",
            "completed",
            "2024-06-12",
            "2024-06-13",
            sub="approval",
            party=["Russia", "China"],
            subject=ILRS,
        ),
    ],
    "years apart": [
        pact("a", "completed", "2014-09-30", "2014-10-01", party=["ISRO", "NASA"]),
        pact("b", "completed", "2023-06-21", "2023-06-22", party=["ISRO", "NASA"]),
    ],
    "approved here, to be approved there": [
        pact(
            "a",
            "completed",
            "2024-06-12",
            "2024-06-16",
            sub="approval",
            doc="d",
            party=["Russia", "China"],
            subject=ILRS,
        ),
        pact(
            "b",
            "proposed",
            "../2024",
            "2024-06-16",
            sub="approval",
            doc="d",
            party=["Russia", "China"],
            subject=ILRS,
        ),
    ],
    "no party that is named": [
        pact("a", "completed", "2024-06-12", "2024-06-16", party="~రెండు దేశాలు", subject=ILRS),
        pact("b", "completed", "2024-06-12", "2024-06-16", party="~రెండు దేశాలు", subject=ILRS),
    ],
}


@pytest.mark.parametrize("case", ONE)
def test_one_act(case: str) -> None:
    assert together(*ONE[case]), groups(ONE[case])


@pytest.mark.parametrize("case", OTHER)
def test_acts_apart(case: str) -> None:
    assert apart(*OTHER[case]), groups(OTHER[case])


def test_a_kind_of_paper_is_no_paper() -> None:
    """Every second pact is a memorandum: that two are says nothing."""
    assert apart(
        pact(
            "a",
            "completed",
            "2024-01-10",
            "2024-01-11",
            party=["ISRO", "Boeing"],
            instrument="Memorandum of Understanding",
        ),
        pact(
            "b",
            "completed",
            "2024-03-10",
            "2024-03-11",
            party=["ISRO", "Boeing"],
            instrument="Memorandum of Understanding",
        ),
    )
