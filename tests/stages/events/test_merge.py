"""One event per happening."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Argument, Event, EventDate
from ghatana.stages.events.merge import compatible, merge, richness, same_happening


def launch(
    start: int, names: str = "A", edtf: str | None = "2024-05-03", status: str = "completed", **more: object
) -> Event:
    arguments = tuple(Argument(start + n, start + n + 1, "payload", name) for n, name in enumerate(names))
    when = EventDate(start, start + 1, edtf) if edtf else None
    return replace(Event(start + 10, start + 15, "launch", "liftoff", status, when, arguments), **more)  # type: ignore[arg-type]


class TestSame:
    def test_same_name_and_date(self) -> None:
        assert same_happening(launch(0), launch(100))

    def test_another_name(self) -> None:
        assert not same_happening(launch(0, "A"), launch(100, "B"))

    def test_another_status(self) -> None:
        assert not same_happening(launch(0), launch(100, status="denied"))

    def test_two_claims_about_the_date_stay_two(self) -> None:
        assert not same_happening(launch(0, edtf="2026"), launch(100, edtf="2028"))

    def test_no_names_no_judgement(self) -> None:
        assert not same_happening(launch(0, ""), launch(100, ""))

    def test_a_part_of_the_names_is_enough(self) -> None:
        assert same_happening(launch(0, "AB"), launch(100, "A"))

    def test_two_delays_without_a_new_date_are_two(self) -> None:
        one = launch(0, edtf=None, status="delayed")
        assert not same_happening(one, launch(100, edtf=None, status="delayed"))


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("2024-05-03", "2024-05", True),
        ("2024", "2024-05-03", True),
        ("2024-05", "2024-06", False),
        ("../2030", "2030", False),
    ],
)
def test_a_coarser_date_is_compatible(one: str, other: str, fits: bool) -> None:
    assert compatible(launch(0, edtf=one), launch(100, edtf=other)) is fits
    assert compatible(launch(100, edtf=other), launch(0, edtf=one)) is fits


class TestMerge:
    def test_the_richer_stays(self) -> None:
        rich = launch(100, "A")
        rich = replace(rich, arguments=(*rich.arguments, Argument(120, 125, "site", "S")))
        assert [e.start for e in merge([launch(0), rich])] == [110]

    def test_of_equals_the_surer_stays(self) -> None:
        assert [e.start for e in merge([launch(0, confidence=0.5), launch(100, confidence=0.9)])] == [110]

    def test_of_equals_the_earlier_stays(self) -> None:
        assert [e.start for e in merge([launch(100), launch(0)])] == [10]

    def test_it_takes_over_open_roles(self) -> None:
        other = launch(100)
        other = replace(
            other, arguments=(*other.arguments, Argument(120, 125, "vehicle", "R", basis="document"))
        )
        kept = merge([launch(0, confidence=1.0), other])
        assert len(kept) == 1
        assert [a.basis for a in kept[0].fillers("vehicle")] == ["document"]

    def test_it_keeps_its_own_roles(self) -> None:
        def with_vehicle(event: Event, name: str) -> Event:
            return replace(
                event, arguments=(*event.arguments, Argument(event.end, event.end + 1, "vehicle", name))
            )

        kept = merge([with_vehicle(launch(0), "R"), with_vehicle(launch(100), "R")])
        assert [[a.canonical for a in e.fillers("vehicle")] for e in kept] == [["R"]]

    def test_a_finer_date_is_taken_over(self) -> None:
        kept = merge(
            [launch(0, edtf="2024-05", confidence=1.0), launch(100, edtf="2024-05-03", confidence=0.5)]
        )
        assert [e.date.edtf for e in kept if e.date] == ["2024-05-03"]

    def test_a_phase_is_not_the_programme(self) -> None:
        program = (Argument(0, 1, "program", "ILRS"),)
        phase = (*program, Argument(2, 3, "phase", "Phase 1"))
        whole = Event(10, 15, "station_phase", "programme", "planned", None, program)
        part = Event(30, 35, "station_phase", "programme", "planned", None, phase)
        assert len(merge([whole, part])) == 2

    def test_two_verbs_of_one_step_are_one(self) -> None:
        program = (Argument(0, 1, "program", "ILRS"),)
        phase = (*program, Argument(2, 3, "phase", "Phase 1"))
        when = EventDate(4, 8, "../2035")
        built = Event(10, 15, "station_phase", "phase", "planned", when, phase)
        seen = Event(30, 35, "station_phase", "phase", "planned", when, program)
        assert merge([seen, built]) == [built]
        assert len(merge([replace(seen, start=300, end=305), built])) == 2
        assert len(merge([replace(seen, date=EventDate(4, 8, "2035")), built])) == 2
        assert len(merge([replace(seen, date=None), built])) == 2


def test_the_same_words_announce_one_family() -> None:
    sure = launch(0, confidence=0.9)
    other = replace(sure, type="station_phase", subtype="milestone", confidence=0.6, arguments=())
    assert merge([other, sure]) == [sure]
    assert merge([replace(other, start=200, end=205), sure]) != [sure]


def test_richness_counts_the_sentence_and_the_date() -> None:
    event = launch(0, "A")
    far = replace(event, arguments=(*event.arguments, Argument(50, 55, "site", "S", basis="document")))
    assert richness(event) == richness(far) == 2
    assert richness(launch(0, "A", edtf=None)) == 1


@given(
    st.lists(
        st.tuples(
            st.integers(0, 20), st.sampled_from(["A", "B", "AB"]), st.sampled_from([None, "2024", "2025"])
        ),
        max_size=8,
    )
)
def test_merging_twice_changes_nothing_more(rows: list[tuple[int, str, str | None]]) -> None:
    events = [launch(200 * n + start, names, edtf) for n, (start, names, edtf) in enumerate(rows)]
    once = merge(events)
    assert len(once) <= len(events)
    assert merge(list(reversed(events))) == once
