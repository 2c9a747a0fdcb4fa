"""The relation of a phrase: prepositions, postpositions, apostrophes, and place about the verb."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghatana.languages import Language
from ghatana.languages import load as load_language
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.places import relation
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.triggers import mark
from stages.events.event_tags import parse
from stages.events.toy_packs import english, hindi

SHIP, ROCKET = "[SPACECRAFT|Luna 25:Luna 25]", "[LAUNCHER|Falcon 9:Falcon 9]"
SPACEX, CHINA, RUSSIA = "[ORG|SpaceX:SpaceX]", "[LOC|China:China]", "[LOC|Russia:Russia]"


@pytest.fixture(scope="module")
def en(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return english(tmp_path_factory.mktemp("en"))


@pytest.fixture(scope="module")
def hi(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return hindi(tmp_path_factory.mktemp("hi"))


def said(pack: Language, tagged: str) -> list[tuple[str, str]]:
    """Each mention of a text with its case."""
    reading = _read(pack, tagged)
    return [(reading.document.text[m.start : m.end], m.case) for m in reading.mentions]


def _read(pack: Language, tagged: str) -> Reading:
    return read(parse(tagged), load(pack))


BEFORE = [
    (f"It flew aboard {ROCKET}", [("Falcon 9", "sup")]),
    (f"It flew aboard a {ROCKET} rocket", [("Falcon 9 rocket", "sup")]),
    (f"It flew on board the second heavy {ROCKET}", [("Falcon 9", "sup")]),
    ("It flew aboard [ORG|SpaceX:SpaceX's] " + ROCKET, [("SpaceX's", "gen"), ("Falcon 9", "sup")]),
    (f"It flew aboard {SPACEX} {ROCKET}", [("SpaceX", "sup"), ("Falcon 9", "sup")]),
    ("It flew aboard the agency's reusable rocket", [("agency's", "gen"), ("rocket", "sup")]),
    ("It flew aboard the agency’s rocket", [("agency’s", "gen"), ("rocket", "sup")]),
    (f"In [t|2024:2024] {SPACEX}", [("SpaceX", "nom")]),
    (f"From there, {SPACEX}", [("SpaceX", "nom")]),
    (f"by launching {SHIP}", [("Luna 25", "nom")]),
    (f"by having built {SHIP}", [("Luna 25", "nom")]),
    (f"with {CHINA} and {RUSSIA}", [("China", "com"), ("Russia", "com")]),
    (f"between {CHINA}, and the {RUSSIA}", [("China", "between"), ("Russia", "between")]),
    (f"{CHINA} and {RUSSIA}", [("China", "nom"), ("Russia", "nom")]),
    (f"with {CHINA} by {RUSSIA}", [("China", "com"), ("Russia", "ins")]),
    ("of a second memorandum of understanding", [("second memorandum of understanding", "gen")]),
    (f"the launch of {SHIP} ago", [("Luna 25", "past")]),
    (f"It fell. ¶ From {SPACEX}", [("SpaceX", "abl")]),
    (f"It came from ¶ {SPACEX}", [("SpaceX", "nom")]),
]  # fmt: skip


@pytest.mark.parametrize(("tagged", "cases"), BEFORE, ids=lambda x: str(x)[:50])
def test_prepositions(en: Language, tagged: str, cases: list[tuple[str, str]]) -> None:
    assert said(en, tagged) == cases


AFTER = [
    ("[ORG|ISRO:इसरो] ने [SPACECRAFT|GSAT-20:जीसैट-20] को", [("इसरो", "agt"), ("जीसैट-20", "acc")]),
    ("[LOC|China:चीन] के साथ", [("चीन", "com")]),
    ("[LOC|China:चीन] के [LAUNCHER|CZ:रॉकेट] से", [("चीन", "gen"), ("रॉकेट", "abl")]),
    ("[LOC|China:चीन] और [LOC|Russia:रूस] के बीच", [("चीन", "between"), ("रूस", "between")]),
    ("[LAUNCHER|LVM3:एलवीएम3] रॉकेट से", [("एलवीएम3 रॉकेट", "abl")]),
    ("दूसरा उपग्रह", [("दूसरा उपग्रह", "nom")]),
    ("[LOC|China:चीन], के साथ", [("चीन", "nom")]),
]


@pytest.mark.parametrize(("tagged", "cases"), AFTER, ids=lambda x: str(x)[:50])
def test_postpositions_of_one_word_or_more(hi: Language, tagged: str, cases: list[tuple[str, str]]) -> None:
    assert said(hi, tagged) == cases


ORDERS = [
    ("en", f"{SPACEX} launched {SHIP}", ["sub", "obj"]),
    ("en", f"{SPACEX} will launch {SHIP}", ["sub", "obj"]),
    ("en", f"{SHIP} was launched by {SPACEX}", ["obj", "ins"]),
    ("en", f"{SHIP} launched by {SPACEX}", ["obj", "ins"]),
    ("en", f"{SHIP} was launched ¶ {SPACEX}", ["obj", "nom"]),
    ("hi", "[LOC|India:भारत] [SPACECRAFT|GSAT-20:जीसैट-20] लॉन्च किया", ["sub", "obj"]),
    ("hi", "[ORG|ISRO:इसरो] ने [SPACECRAFT|GSAT-20:जीसैट-20] लॉन्च किया", ["agt", "obj"]),
    ("hi", "[SPACECRAFT|GSAT-20:जीसैट-20] लॉन्च किया गया [ORG|ISRO:इसरो]", ["obj", "nom"]),
]


@pytest.mark.parametrize(("code", "tagged", "relations"), ORDERS, ids=lambda x: str(x)[:50])
def test_place_about_the_verb(
    request: pytest.FixtureRequest, code: str, tagged: str, relations: list[str]
) -> None:
    pack = request.getfixturevalue(code)
    reading, (trigger,) = mark(_read(pack, tagged))
    assert [relation(reading, trigger, m) for m in reading.mentions] == relations


def test_where_endings_tell_place_says_nothing() -> None:
    reading, (trigger, *_) = mark(_read(load_language("te"), "[ORG|ISRO:ఇస్రో] [SPACECRAFT|X:ఎక్స్] ప్రయోగించింది"))
    assert [relation(reading, trigger, m) for m in reading.mentions] == ["nom", "nom"]


PARTS = st.lists(
    st.sampled_from(["from", "aboard", "the", "a", "heavy", "and", ",", "flew", "rocket", SHIP, CHINA, "¶"]),
    max_size=10,
)  # fmt: skip
_TOY: list[Language] = []


@given(PARTS)
@settings(max_examples=150, deadline=None)
def test_a_relation_needs_a_word_that_states_it(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    if not _TOY:
        _TOY.append(english(tmp_path_factory.mktemp("toy")))
    reading = _read(_TOY[0], " ".join(parts))
    stating = {"abl": "from", "sup": "aboard"}
    for mention in reading.mentions:
        assert mention.case in {"nom", "gen", *stating}
        if mention.case in stating:
            start = reading.bounds[mention.sentence][0]
            assert stating[mention.case] in reading.keys[start : mention.first]


def test_a_pack_without_them_needs_no_files(tmp_path: Path) -> None:
    pack = english(tmp_path)
    for stem in ("prepositions", "articles", "verb_groups", "forms"):
        (tmp_path / "events" / f"{stem}.tsv").unlink()
    lexicon = load(Language("en", tmp_path))
    assert (lexicon.prepositions, lexicon.articles, lexicon.words) == ((), frozenset(), {})
    assert load(pack) is not lexicon
