"""Keys of names: one for the spellings of a referent, another for its neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana import knowledge
from ghatana.timeline import kinds, names
from ghatana.timeline.names import compact, family, is_flight, name_key, skeleton

SAME = [
    ("ISRO", "Indian Space Research Organisation"),
    ("Chang'e 6", "Chang’e 6"),
    ("Artemis II", "Artemis 2"),
    ("NVS-02", "NVS-2"),
    ("SpaceX Crew-10", "Crew-10"),
    ("Axiom Mission 4", "Ax-4"),
    ("LVM3", "GSLV Mk III"),
    ("OneWeb", "OneWeb satellites"),
    ("Suparvyu-3", "Suparvyoo 3"),
    ("ILRS", "International Lunar Research Station"),
    ("Pléiades Neo 5", "Pleiades Neo 5"),
]
OTHER = [
    ("Chang'e 6", "Chang'e 7"),
    ("PSLV-C52", "PSLV-C53"),
    ("GSAT-7A", "GSAT-7R"),
    ("Iran", "Oman"),
    ("Luna 25", "Luna 26"),
    ("EOS-09", "EOS-N1"),
    ("Long March 5", "Long March 5B"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one(one: str, other: str) -> None:
    assert name_key(one, "") == name_key(other, "")


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_neighbours(one: str, other: str) -> None:
    assert name_key(one, "") != name_key(other, "")


def test_every_name_of_the_knowledge_base_is_known_by_its_own() -> None:
    for entry in knowledge.load(None).entries:
        key = name_key(entry.name, "")
        assert kinds.is_name(key)
        assert not key.startswith(names.UNKNOWN)


def test_words_are_no_name() -> None:
    key = name_key(None, "రెండు ఉపగ్రహాలు")
    assert not kinds.is_name(key)
    assert (
        key
        == name_key(None, "రెండు  ఉపగ్రహాలు")
        == name_key("", "రెండు ఉపగ్రహాలు")
        == name_key("ఉ", "రెండు ఉపగ్రహాలు")
    )
    assert name_key(None, "deux satellites", "xx") == "~deux satellites"  # a language without a pack


def test_kinds() -> None:
    assert [
        k for k in ("pslvc52", "gslvf15", "lvm3m4", "falcon9", "longmarch5", "hiiaf47") if is_flight(k)
    ] == [
        "pslvc52",
        "gslvf15",
        "lvm3m4",
        "hiiaf47",
    ]
    assert kinds.is_recurring("starlink")
    assert not kinds.is_recurring("change6")
    assert kinds.is_programme("gaganyaan")
    assert not kinds.is_programme("starlab")
    assert kinds.is_frequent("longmarch2d")
    assert not kinds.is_frequent("nuri")
    assert kinds.is_paper("memorandumofunderstanding")
    assert kinds.is_paper("~ఒప్పందం")
    assert not kinds.is_paper("artemisaccords")


def test_states_of_bodies() -> None:
    assert {
        kinds.state_of(name_key(n, "")) for n in ("Roscosmos", "State Duma", "Government of Russia", "Russia")
    } == {"russia"}
    assert kinds.state_of(name_key("SpaceX", "")) == "spacex"
    assert kinds.state_of(name_key("European Space Agency", "")) == name_key("European Space Agency", "")


def test_places_and_vehicles_that_may_be_one() -> None:
    assert kinds.same_place("kennedyspacecenter", "kennedyspacecenterlaunchcomplex39a")
    assert kinds.same_place("moon", "lunarsouthpole")
    assert not kinds.same_place("kennedyspacecenter", "vandenbergspaceforcebase")
    assert kinds.same_vehicle("pslv", "pslvc52")
    assert not kinds.same_vehicle("gslvf10", "gslvf12")


@pytest.mark.parametrize("name", ["flights", "recurring", "stations", "frequent", "papers", "governments"])
def test_the_rules_are_in_the_form_of_keys(name: str) -> None:
    found = names.rules()[name]
    assert len(found) == len(set(found))
    if name != "flights":
        assert all(compact(rule) == rule for rule in found)


def test_places_are_in_the_form_of_keys() -> None:
    every = [place for group in names.rules()["places"] for place in group]
    assert all(compact(place) == place for place in every)
    assert len(every) == len(set(every))


LATIN = st.text(st.sampled_from("abcdeghikst-' 0123456789"), min_size=1, max_size=16)


@given(LATIN)
def test_keys_are_stable(name: str) -> None:
    key = compact(name)
    assert compact(key) == key
    assert "".join(family(key)) == key or family(key)[1] == ""
    assert skeleton(name) == skeleton(name.upper())


@given(LATIN, st.sampled_from(["satellite", "spacecraft", "probe"]))
def test_tails_may_be_left_out(name: str, tail: str) -> None:
    key = kinds.without_tail(compact(name), "liftoff")
    assert kinds.without_tail(key, "liftoff") == key
    if len(key) > 2:
        assert kinds.without_tail(key + tail, "liftoff") == key


def test_a_family_is_told_by_letters() -> None:
    """Stems in other scripts than Latin have no Latin key: what would be left of them is their number."""
    _, stems = names.spellings()
    assert [stem for stem in stems if stem.isdigit() or stem in ("iii", "unnamed")] == []
    assert name_key("3", "3") != name_key("LVM3-M3", "LVM3-M3")
