"""Which fillers an event takes beside those that are likely: what it cannot do without, and no part of a list."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.languages import load as load_language
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.role_facts import CORE_LEAST, NEXT_LEAST
from ghatana.stages.events.together import Filler, at_least, both_states, pointed_at, whole_lists
from ghatana.stages.events.triggers import Candidate, mark
from stages.events.event_tags import parse

LEXICON = load(load_language("te"))
CHINA_RUSSIA = "[LOC|China:చైనా], [LOC|Russia:రష్యా] తలపెట్టిన కేంద్రంలో చేరేందుకు"
JOINS = f"{CHINA_RUSSIA} [LOC|Ethiopia:ఇథియోపియా] ఒప్పందంపై సంతకం చేసింది."
SIGNS = "[LOC|Ethiopia:ఇథియోపియా] కేంద్రంపై [LOC|Kenya:కెన్యా] పత్రంపై సంతకం చేసింది."
LAUNCH = "[LOC|India:భారత్], [LOC|Japan:జపాన్] సహకారంతో [LAUNCHER|GSLV:జీఎస్ఎల్వీ] [LAUNCHER|H3:హెచ్3] ప్రయోగించింది."


class Case(NamedTuple):
    """A sentence read, and its trigger."""

    reading: Reading
    candidate: Candidate

    def mention(self, name: str) -> Mention:
        return next(m for m in self.reading.mentions if m.canonical == name)

    def fillers(self, role: str, **chances: float) -> list[Filler]:
        return [Filler(role, self.mention(name), chance) for name, chance in chances.items()]

    def taken(self, found: list[Filler], rest: list[Filler]) -> list[str | None]:
        return [f.mention.canonical for f in at_least(self.reading, self.candidate, found, rest)]

    def pointed(self, found: list[Filler], rest: list[Filler]) -> list[str | None]:
        return [f.mention.canonical for f in pointed_at(self.reading, self.candidate, found, rest)]


def case(tagged: str, family: str = "agreement", subtype: str = "signing") -> Case:
    reading, found = mark(read(parse(tagged), LEXICON))
    one = next(c for c in found if c.row.type == family and c.row.subtype == subtype)
    return Case(reading, one)


class TestASigningHasTwo:
    def test_the_likeliest_of_the_rest_joins_the_one(self) -> None:
        it = case(SIGNS)
        assert it.taken(it.fillers("party", Ethiopia=0.9), it.fillers("party", Kenya=NEXT_LEAST)) == ["Kenya"]

    def test_one_that_is_unlikely_does_not(self) -> None:
        it = case(SIGNS)
        assert it.taken(it.fillers("party", Ethiopia=0.9), it.fillers("party", Kenya=NEXT_LEAST - 0.01)) == []

    def test_no_member_of_a_list_joins_it(self) -> None:
        it = case(JOINS)
        rest = it.fillers("party", China=0.5, Russia=0.52)
        assert it.taken(it.fillers("party", Ethiopia=0.9), rest) == []

    def test_the_last_of_a_list_joins_those_that_are_there(self) -> None:
        it = case(JOINS)
        assert it.taken(it.fillers("party", China=0.9), it.fillers("party", Russia=0.45)) == ["Russia"]

    def test_who_stands_alone_is_asked_after_a_list(self) -> None:
        it = case(JOINS + " [LOC|Kenya:కెన్యా] చూసింది.")
        rest = it.fillers("party", Russia=0.52, Kenya=0.45)
        assert it.taken(it.fillers("party", Ethiopia=0.9), rest) == ["Kenya"]

    def test_a_list_comes_as_a_whole_where_there_is_nobody(self) -> None:
        it = case(JOINS)
        taken = it.taken([], it.fillers("party", Russia=0.52, China=0.3, Ethiopia=0.2))
        assert sorted(map(str, taken)) == ["China", "Russia"]

    def test_two_of_the_rest_where_there_is_nobody(self) -> None:
        it = case(SIGNS)
        rest = it.fillers("party", Ethiopia=CORE_LEAST, Kenya=NEXT_LEAST)
        assert it.taken([], rest) == ["Kenya"]
        assert it.taken([], it.fillers("party", Ethiopia=0.5, Kenya=0.45)) == ["Ethiopia", "Kenya"]

    def test_nothing_is_missing(self) -> None:
        it = case(SIGNS)
        assert it.taken(it.fillers("party", Ethiopia=0.9, Kenya=0.8), []) == []


class TestALaunchHasOne:
    @pytest.mark.parametrize("role", ["payload", "vehicle"])
    def test_what_is_likeliest(self, role: str) -> None:
        it = case(LAUNCH, "launch", "liftoff")
        assert it.taken([], it.fillers(role, GSLV=0.2, H3=0.3)) == ["H3"]

    def test_nothing_that_is_hardly_likely(self) -> None:
        it = case(LAUNCH, "launch", "liftoff")
        assert it.taken([], it.fillers("vehicle", GSLV=CORE_LEAST - 0.01)) == []

    def test_another_role_does_not_count(self) -> None:
        it = case(LAUNCH, "launch", "liftoff")
        assert it.taken(it.fillers("operator", India=0.9), it.fillers("vehicle", GSLV=0.3)) == ["GSLV"]


PROBE = "[SPACECRAFT|Mangalyaan:మంగళ్‌యాన్] వార్షికోత్సవం నేడు. ¶ "
OTHER = "[SPACECRAFT|MAVEN:మావెన్‌] కూడా బాగుంది. ¶ "


class TestAPronounIsWhatIsLaunched:
    @pytest.mark.parametrize("pronoun", ["దీన్ని", "దాన్ని", "వాటిని"])
    def test_the_likeliest_before_it(self, pronoun: str) -> None:
        it = case(f"{PROBE}{OTHER}{pronoun} గత ఏడాది [LAUNCHER|PSLV:పీఎస్ఎల్వీ] ప్రయోగించింది.", "launch", "liftoff")
        rest = it.fillers("payload", Mangalyaan=0.4, MAVEN=0.2)
        assert it.pointed([], rest) == ["Mangalyaan"]
        assert it.pointed(it.fillers("payload", MAVEN=0.9), rest) == []
        assert it.pointed(it.fillers("vehicle", PSLV=0.9), rest) == ["Mangalyaan"]

    def test_nothing_that_is_hardly_likely(self) -> None:
        it = case(f"{PROBE}దాన్ని [LAUNCHER|PSLV:పీఎస్ఎల్వీ] ప్రయోగించింది.", "launch", "liftoff")
        assert it.pointed([], it.fillers("payload", Mangalyaan=CORE_LEAST - 0.01)) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "గత ఏడాది పీఎస్ఎల్వీ రాకెట్ ప్రయోగించింది.",  # no pronoun
            "దాన్ని చూశారు, గత ఏడాది రాకెట్ ప్రయోగించింది.",  # of another verb
        ],
    )
    def test_no_pronoun_of_the_verb(self, sentence: str) -> None:
        it = case(PROBE + sentence, "launch", "liftoff")
        assert it.pointed([], it.fillers("payload", Mangalyaan=0.4)) == []

    def test_what_comes_after_it_is_something_else(self) -> None:
        it = case("దాన్ని [SPACECRAFT|MAVEN:మావెన్‌] కంటే ముందు ప్రయోగించారు.", "launch", "liftoff")
        assert it.pointed([], it.fillers("payload", MAVEN=0.4)) == []


AGENCIES = "[ORG|NASA:నాసా], [ORG|Roscosmos:రోస్‌కాస్మోస్‌] మాట్లాడాయి. ¶ [LOC|Russia:రష్యా] చెప్పింది. ¶ "


class TestBoth:
    @pytest.mark.parametrize("both", ["రెండు సంస్థలు", "ఇరు ఏజెన్సీలు"])
    def test_agencies_are_no_states(self, both: str) -> None:
        it = case(f"{AGENCIES}{both} ఈ నెల 14న ఒప్పందంపై సంతకం చేశాయి.")
        found, rest = it.fillers("party", NASA=0.8, Russia=0.7), it.fillers("party", Roscosmos=0.2)
        taken = both_states(it.reading, it.candidate, found, rest)
        assert [f.mention.canonical for f in taken] == ["NASA", "Roscosmos"]

    def test_one_agency_alone_is_not_both(self) -> None:
        it = case(f"{AGENCIES}రెండు సంస్థలు ఒప్పందంపై సంతకం చేశాయి.")
        found = it.fillers("party", NASA=0.8, Russia=0.7)
        assert both_states(it.reading, it.candidate, found, []) == found

    def test_their_offices_are_others(self) -> None:
        it = case(f"{AGENCIES}రెండు సంస్థల అధికారులు ఒప్పందంపై సంతకం చేశారు.")
        found, rest = it.fillers("party", NASA=0.8, Russia=0.7), it.fillers("party", Roscosmos=0.2)
        assert both_states(it.reading, it.candidate, found, rest) == found


CHANCE = st.floats(0.0, 1.0)


@given(CHANCE, CHANCE, CHANCE, st.sets(st.sampled_from(["China", "Russia", "Ethiopia"])))
def test_a_list_is_never_divided(china: float, russia: float, ethiopia: float, likely: set[str]) -> None:
    it = case(JOINS)
    every = it.fillers("party", China=china, Russia=russia, Ethiopia=ethiopia)
    found = whole_lists(it.reading, [f for f in every if f.mention.canonical in likely])
    names = {f.mention.canonical for f in found}
    rest = [f for f in every if f.mention.canonical not in names]
    taken = names | set(it.taken(found, rest))
    assert ("China" in taken) == ("Russia" in taken)


@given(CHANCE, CHANCE)
def test_nobody_is_taken_twice(kenya: float, ethiopia: float) -> None:
    it = case(SIGNS)
    taken = it.taken([], it.fillers("party", Kenya=kenya, Ethiopia=ethiopia))
    assert len(taken) == len(set(taken))
