"""Evidence from the order of words."""

from __future__ import annotations

import pytest

from ghatana.languages import Language
from ghatana.languages import load as load_language
from ghatana.stages.events.about_arguments import setting
from ghatana.stages.events.about_clauses import (
    about_argument_clause,
    about_event_clause,
    about_status_clause,
)
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.places import spot_of
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.referents import referents
from ghatana.stages.events.roles import evidence
from ghatana.stages.events.told import told_of
from ghatana.stages.events.triggers import Candidate, mark
from stages.events.event_tags import parse
from stages.events.toy_packs import english

SHIP, ROCKET, FIRM = "[SPACECRAFT|Luna 25:Luna 25]", "[LAUNCHER|Soyuz:Soyuz]", "[ORG|SpaceX:SpaceX]"


@pytest.fixture(scope="module")
def en(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return english(tmp_path_factory.mktemp("en"))


def first(pack: Language, tagged: str) -> tuple[Reading, Candidate]:
    reading, (one, *_) = mark(read(parse(tagged), load(pack)))
    return reading, one


def test_subject_object_and_what_follows(en: Language) -> None:
    observed = about_event_clause(*first(en, f"{FIRM} will launch {SHIP} aboard {ROCKET}"))
    assert {"SV=l.launch|ORG", "VO=l.launch|SPACECRAFT", "SVO=l|ORG|SPACECRAFT"} <= set(observed)
    assert {"VP=l|SPACECRAFT|obj", "VP=l|LAUNCHER|sup", "GR=l.launch|future", "PW=l.launch|name"} <= set(
        observed
    )


def test_nothing_about_it(en: Language) -> None:
    observed = about_event_clause(*first(en, "launch"))
    assert {"SV=l.launch|none", "VO=l.launch|none", "PW=l.launch|end", "NW=l.launch|end"} <= set(observed)


def test_a_subject_of_another_clause_is_marked_as_far(en: Language) -> None:
    observed = about_event_clause(*first(en, f"{FIRM} flew it and launched"))
    assert "SV=l.launch|ORG+" in observed


def test_cues_before_the_verb_bear_on_its_status(en: Language) -> None:
    observed = about_status_clause(*first(en, f"they said {SHIP} was launched"))
    assert {"CB=completed|say", "CG=passive|say", "GK=verb|passive", "PW=pas|name"} <= set(observed)


def beside(reading: Reading, one: Candidate, mention: Mention) -> list[str]:
    return about_argument_clause(one, setting(reading, one), mention, spot_of(reading, one, mention))


def test_what_owns_and_what_is_tied(en: Language) -> None:
    reading, one = first(en, f"[ORG|SpaceX:SpaceX's] {ROCKET} launched {SHIP}")
    owner, rocket, ship = reading.mentions
    assert "OWN=ORG|gen|LAUNCHER|b0" in beside(reading, one, owner)
    assert "TIED=LAUNCHER|sub|ORG|b0" in beside(reading, one, rocket)
    assert "TIED=SPACECRAFT|obj|none|a0" in beside(reading, one, ship)
    assert "NB=ORG|gen|b0|1" in beside(reading, one, owner)


def test_another_sentence_says_nothing(en: Language) -> None:
    reading, one = first(en, f"They launched it. ¶ {SHIP} flew")
    assert beside(reading, one, reading.mentions[0]) == []


def test_where_endings_tell_it_there_is_no_such_evidence() -> None:
    reading, one = first(load_language("te"), "[ORG|ISRO:ఇస్రో] [SPACECRAFT|X:ఎక్స్] ప్రయోగించింది")
    assert about_event_clause(reading, one) == about_status_clause(reading, one) == []
    ship = referents(reading, one)[0]
    observed = evidence(reading, one, setting(reading, one), ship, told_of(one, []))
    assert not [item for item in observed if item.startswith(("OWN", "TIED", "NB", "FS"))]
