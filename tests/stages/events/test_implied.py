"""Names that a text need not say: what somebody has one of, parts of a whole, bodies of state without their state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.languages import load as load_language
from ghatana.stages.events.antecedents import nouns
from ghatana.stages.events.implied import Implied, home_of, implied, nation_of
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.reading import Reading, read
from stages.events.event_tags import parse

CHINA = "[LOC|China:చైనా]"
TARGET = "[PROGRAM|Tiangong-1:తియాంగాంగ్-1]"
GATEWAY = "[PROGRAM|Lunar Gateway:గేట్‌వే]"
INDIAN = "[PROGRAM|Bharatiya Antariksh Station:భారతీయ అంతరిక్ష స్టేషన్‌]"


def reading_of(tagged: str, lang: str = "te") -> Reading:
    return read(parse(tagged), load(load_language(lang)))


def noun(reading: Reading, surface: str) -> Mention:
    """The common noun whose phrase ends in a word."""
    (found,) = [
        m
        for m in reading.mentions
        if m.start in reading.unnamed and m.of(reading.document.text).split()[-1] == surface
    ]
    return found


def names(tagged: str, surface: str, lang: str = "te") -> dict[str, Implied]:
    reading = reading_of(tagged, lang)
    return implied(reading, noun(reading, surface))


@pytest.mark.parametrize(
    ("tagged", "surface", "name", "kind"),
    [
        (
            f"{CHINA} {TARGET} పంపింది. ¶ శాశ్వత అంతరిక్ష కేంద్రం 2022లో పూర్తవుతుంది.",
            "కేంద్రం",
            "Tiangong",
            "own station",
        ),
        (f"{INDIAN} తొలి మాడ్యూల్‌ సిద్ధం.", "మాడ్యూల్‌", "BAS-1", "module 1"),
        (f"{INDIAN} మూడో మాడ్యూల్‌ సిద్ధం.", "మాడ్యూల్‌", "BAS-3", "module 3"),
        ("[LOC|India:భారత్‌] స్టేషన్‌ కడుతోంది. ¶ రెండో మాడ్యూల్‌ సిద్ధం.", "మాడ్యూల్‌", "BAS-2", "module 2"),
        (f"{GATEWAY} కోసం ఎయిర్‌లాక్‌ కడతారు.", "ఎయిర్‌లాక్‌", "Gateway airlock", "airlock"),
        ("[PROGRAM|Tiangong:తియాంగాంగ్‌] కోర్ మాడ్యూల్‌ వెళ్లింది.", "మాడ్యూల్‌", "Tianhe", "core"),
        ("[PROGRAM|International Space Station:ఐఎస్‌ఎస్‌] సర్వీస్‌ మాడ్యూల్‌ వెళ్లింది.", "మాడ్యూల్‌", "Zvezda", "service"),
        (f"{CHINA} రెండో ప్రయోగశాలను పంపింది.", "ప్రయోగశాలను", "Tiangong-2", "lab 2"),
        ("[BODY|Moon:చంద్రుడిపై] అణు రియాక్టర్‌ కడతారు.", "రియాక్టర్‌", "Lunar nuclear power plant", "nuclear"),
        ("[LOC|Kenya:కెన్యా] చేరింది. ¶ మంత్రివర్గం ఆమోదించింది.", "మంత్రివర్గం", "Cabinet of Kenya", "body"),
    ],
)
def test_what_a_noun_may_be(tagged: str, surface: str, name: str, kind: str) -> None:
    assert names(tagged, surface)[name].kind == kind


def test_the_owners_are_their_mentions() -> None:
    reading = reading_of(f"{CHINA} {TARGET} పంపింది. ¶ {CHINA} అంతరిక్ష కేంద్రం కడుతుంది.")
    found = implied(reading, noun(reading, "కేంద్రం"))["Tiangong"]
    assert [reading.mentions[n].canonical for n in found.owners] == ["China", "China"]


@pytest.mark.parametrize(
    ("tagged", "beside"),
    [
        (f"{CHINA} అంతరిక్ష కేంద్రం కడుతుంది.", "name"),
        (f"{CHINA} యొక్క అంతరిక్ష కేంద్రం కడతారు.", "name"),
        (f"{CHINA} గత ఏడాది అంతరిక్ష కేంద్రం కట్టింది.", ""),
        ("చైనీస్ అంతరిక్ష కేంద్రం కడతారు.", "nation"),
        ("చైనీస్ యొక్క అంతరిక్ష కేంద్రం కడతారు.", "nation"),
    ],
)
def test_whose_it_is_may_stand_beside_it(tagged: str, beside: str) -> None:
    assert names(tagged, "కేంద్రం")["Tiangong"].beside == beside


@pytest.mark.parametrize(
    ("tagged", "surface"),
    [
        (f"{GATEWAY} పెద్దది. ¶ తొలి మిషన్‌ వెళ్లింది.", "మిషన్‌"),  # a part has another class
        (f"{INDIAN} ఏడో మాడ్యూల్‌ సిద్ధం.", "మాడ్యూల్‌"),  # no such number
        (f"{INDIAN} మాడ్యూల్‌ సిద్ధం.", "మాడ్యూల్‌"),  # nothing says which
        ("[LOC|Kenya:కెన్యా] చేరింది. ¶ దేశం సంతకం చేసింది.", "దేశం"),  # a country is no body of one
        ("[ORG|NASA:నాసా] చెప్పింది. ¶ మంత్రివర్గం ఆమోదించింది.", "మంత్రివర్గం"),
        ("అంతరిక్ష కేంద్రం కడతారు.", "కేంద్రం"),  # nobody's
    ],
)
def test_nothing_is_implied(tagged: str, surface: str) -> None:
    assert names(tagged, surface) == {}


def test_what_one_noun_says_in_full_the_next_may_take_up() -> None:
    reading = reading_of(f"{GATEWAY} ఎయిర్‌లాక్‌ను నిర్మిస్తారు. ¶ ఆ మాడ్యూల్‌ 2030లో వెళ్తుంది.")
    offered = {n.start: [o.name for o in n.options] for n in nouns(reading)}
    assert offered[noun(reading, "మాడ్యూల్‌").start] == ["Gateway airlock"]


def test_english_and_hindi_have_their_words() -> None:
    english = "[PROGRAM|Tiangong:Tiangong] grows. ¶ The core module flew."
    assert (
        implied(reading_of(english, "en"), noun(reading_of(english, "en"), "module"))["Tianhe"].kind == "core"
    )
    hindi = "[PROGRAM|Tiangong:तियांगोंग] बड़ा है। ¶ कोर मॉड्यूल गया।"
    assert names(hindi, "मॉड्यूल", "hi")["Tianhe"].kind == "core"


@pytest.mark.parametrize(
    ("tagged", "home"),
    [
        ("రష్యన్ స్టేషన్‌ సిద్ధం.", "RU"),
        ("[LOC|Japan:జపాన్‌] స్టేషన్‌ సిద్ధం.", None),  # no entry: the tag has no id
        ("సొంత స్టేషన్‌ సిద్ధం.", None),
    ],
)
def test_the_country_that_a_phrase_says(tagged: str, home: str | None) -> None:
    reading = reading_of(tagged)
    assert home_of(reading, noun(reading, "స్టేషన్‌")) == home


def test_a_name_is_no_adjective() -> None:
    reading = reading_of("[PER|Someone:రష్యన్] స్టేషన్‌ సిద్ధం.")
    assert nation_of(reading, noun(reading, "స్టేషన్‌")) is None


PIECES = (
    CHINA,
    TARGET,
    GATEWAY,
    INDIAN,
    "రష్యన్",
    "తొలి",
    "కోర్",
    "శాశ్వత",
    "మాడ్యూల్‌",
    "కేంద్రం",
    "యొక్క",
    "మంత్రివర్గం",
    "¶",
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_every_owner_is_named_and_has_what_is_implied(pieces: list[str]) -> None:
    reading = reading_of(" ".join(pieces))
    for mention in reading.mentions:
        if mention.start not in reading.unnamed:
            continue
        for name, found in implied(reading, mention).items():
            assert name
            assert found.kind
            assert found.owners or found.beside == "nation"
            for number in found.owners:
                owner = reading.mentions[number]
                assert owner.canonical is not None
                assert owner.start not in reading.unnamed
