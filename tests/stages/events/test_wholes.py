"""What common nouns say in full, and names that change with the head noun beside them: their usual English names."""

from __future__ import annotations

import pytest

from ghatana.languages import load as load_language
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.reading import read
from stages.events.event_tags import RULES, events, names, only, parse

LEXICON = load(load_language("te"))
MOON, GAGANYAAN = "[BODY|Moon:చంద్ర]", "[PROGRAM|Gaganyaan:గగన్‌యాన్‌]"


def mentions(tagged: str) -> list[Mention]:
    return read(parse(tagged), LEXICON).mentions


def named(tagged: str, label: str) -> list[str | None]:
    """The canonical names of the mentions of a label."""
    return [m.canonical for m in mentions(tagged) if m.label == label]


PACTS = [
    "[ORG|ISRO:ఇస్రో] [ORG|JAXA:జాక్సాతో] అవగాహన ఒప్పందంపై సంతకం చేసింది.",
    "ఇరు దేశాల మధ్య అవగాహనా ఒప్పందం కుదిరింది.",
    "రెండు సంస్థలు ఎంఓయూపై సంతకాలు చేశాయి.",
    "వర్సిటీతో ఎంవోయూను కుదుర్చుకుంది.",
    "మెమోరాండం ఆఫ్ అండర్‌స్టాండింగ్‌పై సంతకం చేశారు.",
    "స్టార్టప్‌తో MoUపై సంతకం చేసింది.",
]
NO_MEMORANDUM = [
    "ఇరు దేశాలు ఒప్పందంపై సంతకం చేశాయి.",
    "సహకార ఒప్పందంపై సంతకం చేశారు.",
    "అంతరిక్షంపై అవగాహన పెంచేందుకు ఒప్పందం కుదిరింది.",
    "ఒప్పందంపై అవగాహన లేదు.",
]


@pytest.mark.parametrize("sentence", PACTS)
def test_a_memorandum_of_understanding(sentence: str) -> None:
    assert named(sentence, "pact") == ["Memorandum of Understanding"]


@pytest.mark.parametrize("sentence", NO_MEMORANDUM)
def test_other_agreements_have_no_such_name(sentence: str) -> None:
    assert named(sentence, "pact") == [None]


ORBITS = [
    ("భూనిమ్న కక్ష్యలోకి", "Low Earth orbit"),
    ("భూ నిమ్న కక్ష్యలోకి", "Low Earth orbit"),
    ("దిగువ భూకక్ష్యలోకి", "Low Earth orbit"),
    ("ధ్రువ కక్ష్యలోకి", "Polar orbit"),
    ("పోలార్ కక్ష్యలోకి", "Polar orbit"),
    ("జీటీవో కక్ష్యలోకి", "Geostationary transfer orbit"),
    ("జీటీఓ కక్ష్యలోకి", "Geostationary transfer orbit"),
    ("భూస్థిర బదిలీ కక్ష్యలోకి", "Geostationary transfer orbit"),
    ("భూస్థిర కక్ష్యలోకి", "Geostationary orbit"),
    ("భూసమకాలిక కక్ష్యలోకి", "Geosynchronous orbit"),
    ("భూ సమకాలిక కక్ష్యలోకి", "Geosynchronous orbit"),
    ("సూర్య సమకాలిక కక్ష్యలోకి", "Sun-synchronous orbit"),
    ("సూర్యానువర్తన కక్ష్యలోకి", "Sun-synchronous orbit"),
    ("సూర్య అనువర్తన కక్ష్యలోకి", "Sun-synchronous orbit"),
    ("సన్ సింక్రనస్ కక్ష్యలోకి", "Sun-synchronous orbit"),
    ("భూకక్ష్యలోకి", "Earth orbit"),
    ("భూ కక్ష్యలోకి", "Earth orbit"),
]


@pytest.mark.parametrize(("phrase", "name"), ORBITS)
def test_an_orbit(phrase: str, name: str) -> None:
    assert named(f"ఉపగ్రహాన్ని {phrase} పంపారు.", "orbit") == [name]


@pytest.mark.parametrize("phrase", ["కక్ష్యలోకి", "నిర్దేశిత కక్ష్యలోకి", "మూడో కక్ష్యలోకి", "సమకాలిక కక్ష్యలోకి"])
def test_an_orbit_that_nobody_named(phrase: str) -> None:
    assert named(f"ఉపగ్రహాన్ని {phrase} పంపారు.", "orbit") == [None]


def test_the_words_of_another_sentence_name_no_orbit() -> None:
    assert named("ఉపగ్రహం భూ ¶ సమకాలిక కక్ష్యలోకి వెళ్లింది.", "orbit") == [None]
    assert named("ఎగిరింది భూ, సమకాలిక కక్ష్యలోకి వెళ్లింది.", "orbit") == [None]


def test_each_word_of_the_table_can_be_reached() -> None:
    """Every row's word is one that a mention's span takes in: a modifier, a noun of the class, or glued of two."""
    for row in load_language("te").rows("events/wholes"):
        word = row["contains"].rstrip("*")
        noun = LEXICON.nouns.get(word) == row["class"]
        parts = [word[at:] for at in range(len(word) - 2)]
        ending = any(LEXICON.modifiers.get(part) or LEXICON.modifies(part) for part in parts)
        assert noun or ending, row


HEADS = [
    (f"{MOON} కక్ష్యలోకి చేరింది.", "Lunar orbit"),
    (f"{MOON} దక్షిణ ధ్రువంపై దిగింది.", "Lunar south pole"),
    ("[BODY|Moon:చంద్రుడి] దక్షిణ ధ్రువానికి పంపారు.", "Lunar south pole"),
    ("[BODY|Mars:అంగారక] కక్ష్యలోకి చేరింది.", "Mars orbit"),
    ("[BODY|Venus:శుక్ర] కక్ష్యలో ఉంది.", "Venus orbit"),
    ("[BODY|Earth:భూమి] కక్ష్యలో ఉంది.", "Earth orbit"),
    (f"{GAGANYAAN} మానవరహిత యాత్రను చేపడతారు.", "Gaganyaan G1"),
    (f"{GAGANYAAN} తొలి మానవరహిత మిషన్‌ను పంపుతారు.", "Gaganyaan G1"),
    (f"{GAGANYAAN} యొక్క మానవరహిత మిషన్ వెళ్తుంది.", "Gaganyaan G1"),
    (f"{GAGANYAAN} మానవసహిత యాత్రను చేపడతారు.", "Gaganyaan crewed mission"),
    (f"మానవసహిత {GAGANYAAN} 2027లో ఉంటుంది.", "Gaganyaan crewed mission"),
    (f"మానవరహిత {GAGANYAAN} వెళ్తుంది.", "Gaganyaan G1"),
]
NO_HEADS = [
    (f"{MOON} ఉపరితలంపై దిగింది.", "Moon"),
    ("[BODY|Moon:చంద్రుడి] చుట్టూ తిరిగింది.", "Moon"),
    (f"{MOON} ఉత్తర ధ్రువంపై దిగింది.", "Moon"),
    (f"{MOON}, కక్ష్యలోకి చేరింది.", "Moon"),
    (f"{GAGANYAAN} యాత్ర సాగుతోంది.", "Gaganyaan"),
    (f"{GAGANYAAN} కార్యక్రమం సాగుతోంది.", "Gaganyaan"),
    (f"{GAGANYAAN} సాగింది. ¶ మానవరహిత యాత్ర వేరే.", "Gaganyaan"),
    ("[PROGRAM|Artemis:ఆర్టెమిస్] మానవసహిత యాత్ర సాగుతోంది.", "Artemis"),
]


@pytest.mark.parametrize(("sentence", "name"), HEADS + NO_HEADS)
def test_a_name_with_its_head_noun(sentence: str, name: str) -> None:
    assert mentions(sentence)[0].canonical == name


@pytest.mark.parametrize(("sentence", "name"), HEADS)
def test_a_name_that_changed_is_of_another_thing(sentence: str, name: str) -> None:
    """The orbit of a body is not the body: neither the same referent nor the same id."""
    mention = mentions(sentence)[0]
    assert mention.referent == name.casefold()
    assert mention.kb_id is None


def test_a_crewed_flight_without_a_programme_has_no_name() -> None:
    assert named("మానవరహిత ఉపగ్రహాన్ని పంపారు.", "craft") == [None]
    assert named("మానవసహిత యాత్రను చేపడతారు.", "craft") == [None]


def test_the_modifiers_of_a_flight_are_no_quantity() -> None:
    assert [m.number for m in mentions("మానవరహిత ఉపగ్రహాన్ని పంపారు.")] == [""]
    assert [m.number for m in mentions("మరో మానవరహిత ఉపగ్రహాన్ని పంపారు.")] == ["other"]


def test_names_reach_the_events() -> None:
    _, launch = only(
        f"[ORG|ISRO:ఇస్రో] {GAGANYAAN} మానవరహిత యాత్రను [t|2026-03:మార్చిలో] [SITE|Sriharikota:శ్రీహరికోట] నుంచి ప్రయోగించనుంది."
    )
    assert names(launch, "payload") == ["Gaganyaan G1"]
    _, pact = only("[ORG|ISRO:ఇస్రో], [ORG|JAXA:జాక్సా] చంద్రయాత్రపై [t|2025-08-29:శుక్రవారం] అవగాహన ఒప్పందంపై సంతకాలు చేశాయి.")
    assert names(pact, "instrument") == ["Memorandum of Understanding"]


def test_a_government_without_a_country_has_no_name() -> None:
    document, found = events("[ORG|ISRO:ఇస్రో] బిల్లును పార్లమెంటుకు [t|2024-03:మార్చిలో] సమర్పించింది.")
    said = [a.canonical for e in found for a in e.arguments if "పార్లమెంట" in a.of(document.text)]
    assert all(name is None or "{" not in name for name in said)
    reading = RULES.read(document)[0]
    assert all("{" not in (m.canonical or "") for m in reading.mentions)
