"""What agreements are about, and how far phrases reach: activities, purposes, modifiers that no table lists."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghatana.annotations import ROLES
from ghatana.document import Document, Entity, Sentence
from ghatana.languages import load as load_language
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.matters import LONGEST, MATTER
from ghatana.stages.events.mentions import REACH as REACH_LEFT
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.role_facts import FILLING, FILLS
from ghatana.stages.events.together import Filler, apart
from stages.events.event_tags import parse

LEXICON = {lang: load(load_language(lang)) for lang in ("te", "en", "hi")}


def reading(tagged: str, lang: str = "te") -> Reading:
    return read(parse(tagged), LEXICON[lang])


def surfaces(tagged: str, label: str, lang: str = "te") -> list[str]:
    found = reading(tagged, lang)
    return [m.of(found.document.text) for m in found.mentions if m.label == label]


# A sentence, and the phrases in it that an agreement may be about.
MATTERS = [
    ("ఉపగ్రహ సమాచార మార్పిడికి ఒప్పందం కుదిరింది.", "ఉపగ్రహ సమాచార మార్పిడికి"),
    ("[ORG|ISRO:ఇస్రో], [ORG|ESA:ఈఎస్ఏ] వ్యోమగాముల శిక్షణపై ఒప్పందం చేసుకున్నాయి.", "వ్యోమగాముల శిక్షణపై"),
    ("[ORG|ISRO:ఇస్రోతో] అంతరిక్ష సహకారంపై సంతకాలు చేశారు.", "అంతరిక్ష సహకారంపై"),
    ("రెండు ప్రయోగాలకు ఒప్పందం కుదిరింది.", "రెండు ప్రయోగాలకు"),
    ("[ORG|NASA:నాసాతో] డేటాను పంచుకునేందుకు ఒప్పందం కుదిరింది.", "డేటాను పంచుకునేందుకు"),
    ("ఉపగ్రహాలను తయారు చేయడానికి ఒప్పందం కుదిరింది.", "ఉపగ్రహాలను తయారు చేయడానికి"),
    ("చంద్ర అన్వేషణలో సహకారంపై ఒప్పందం కుదిరింది.", "చంద్ర అన్వేషణలో సహకారంపై"),
    ("చంద్ర అన్వేషణలో సహకారంపై ఒప్పందం కుదిరింది.", "సహకారంపై"),
    # what no table lists, where its own ending says it
    ("[PROGRAM|Mir:మిర్] స్టేషన్ యొక్క వాణిజ్య లీజుపై ఒప్పందం కుదిరింది.", "వాణిజ్య లీజుపై"),
    ("[ORG|NASA:నాసాతో] ఉమ్మడి విమానాలపై సంతకం చేసింది.", "ఉమ్మడి విమానాలపై"),
]


@pytest.mark.parametrize(("tagged", "phrase"), MATTERS)
def test_a_phrase_that_no_thing_heads_is_a_mention(tagged: str, phrase: str) -> None:
    assert phrase in surfaces(tagged, MATTER)


@pytest.mark.parametrize(
    ("lang", "tagged", "phrase"),
    [
        ("hi", "दोनों देशों ने प्रशिक्षण पर समझौता किया।", "प्रशिक्षण"),
        ("hi", "उपकरण ले जाने के लिए करार हुआ।", "उपकरण ले जाने"),
        ("en", "The two signed an agreement on satellite data sharing.", "satellite data sharing"),
        ("en", "They signed a deal on astronaut training.", "astronaut training"),
    ],
)
def test_other_languages_say_it_with_their_tables_alone(lang: str, tagged: str, phrase: str) -> None:
    assert phrase in surfaces(tagged, MATTER, lang)


@pytest.mark.parametrize(
    "tagged",
    [
        "ఉపగ్రహ సమాచార మార్పిడికి కొత్త కేంద్రం వచ్చింది.",  # nobody agrees on anything here
        "వ్యోమగాముల శిక్షణ మొదలైంది. ¶ ఒప్పందం కుదిరింది.",  # the agreement is in another sentence
        "ఒప్పందాన్ని ఆమోదించేందుకు బిల్లు వచ్చింది.",  # the bill is about the agreement, not about approving it
        "ఒప్పందాన్ని ధ్రువీకరించడానికి చర్చలు జరిపారు.",
        "చేరడానికి చర్చలు జరిపారు.",  # what is joined, it does not say
        "[LOC|Russia:రష్యా] చేరేందుకు ఒప్పందం కుదిరింది.",
    ],
)
def test_only_sentences_that_speak_of_an_agreement_have_one(tagged: str) -> None:
    assert surfaces(tagged, MATTER) == []


def test_a_clause_begins_after_those_who_agree_and_after_a_time() -> None:
    after_actors = "[ORG|ISRO:ఇస్రో], [ORG|JAXA:జాక్సా] రోవర్‌ను పంపేందుకు ఒప్పందం చేసుకున్నాయి."
    assert surfaces(after_actors, MATTER) == ["రోవర్‌ను పంపేందుకు"]
    after_partner = "[ORG|NASA:నాసాతో] రోవర్‌ను పంపేందుకు ఒప్పందం చేసుకుంది."
    assert surfaces(after_partner, MATTER) == ["రోవర్‌ను పంపేందుకు"]
    finite = "ఒప్పందం కుదిరింది రోవర్‌ను పంపేందుకు."
    assert surfaces(finite, MATTER) == ["రోవర్‌ను పంపేందుకు"]


def test_a_matter_is_in_no_list_and_is_a_thing_of_its_own() -> None:
    found = reading("డేటా మార్పిడికి, శిక్షణకు ఒప్పందం కుదిరింది.")
    held = [m for m in found.mentions if m.label == MATTER]
    others = [m for m in found.mentions if m.label != MATTER]
    assert len(held) == 2
    assert len({m.group for m in held}) == len({m.referent for m in held}) == 2
    assert not {m.group for m in held} & {m.group for m in others}


# A phrase with modifiers that no table lists, and the class of its noun.
REACH = [
    ("వ్యూహాత్మక ముసాయిదా ఒప్పందం కుదిరింది", "pact", "వ్యూహాత్మక ముసాయిదా ఒప్పందం"),
    ("భూపరిశీలన ఉపగ్రహం వెళ్లింది", "craft", "భూపరిశీలన ఉపగ్రహం"),
    ("36 ఇంటర్నెట్ ఉపగ్రహాలను పంపారు", "craft", "36 ఇంటర్నెట్ ఉపగ్రహాలను"),
    ("శక్తివంతమైన వాహనం వెళ్లింది", "craft", "శక్తివంతమైన వాహనం"),
    ("విస్తరణ యొక్క మొదటి దశ ముగిసింది", "phase", "విస్తరణ యొక్క మొదటి దశ"),
    ("[BODY|Moon:చంద్ర] స్థావరం పూర్తయింది", "base", "చంద్ర స్థావరం"),
]


@pytest.mark.parametrize(("tagged", "label", "phrase"), REACH)
def test_a_noun_takes_the_modifiers_before_it(tagged: str, label: str, phrase: str) -> None:
    assert surfaces(tagged, label) == [phrase]


@pytest.mark.parametrize(
    ("tagged", "label", "phrase"),
    [
        ("నిన్న పంపిన ఉపగ్రహం పనిచేస్తోంది", "craft", "ఉపగ్రహం"),  # a participle is no modifier
        ("కుదుర్చుకున్న ఒప్పందం రద్దయింది", "pact", "ఒప్పందం"),
        ("గురువారంగా ఉపగ్రహం వెళ్లింది", "craft", "ఉపగ్రహం"),  # nor an adverb
        ("స్టేషన్ యొక్క మాడ్యూల్ చేరింది", "module", "మాడ్యూల్"),  # what a station has is not called by it
    ],
)
def test_and_nothing_else(tagged: str, label: str, phrase: str) -> None:
    assert surfaces(tagged, label) == [phrase]


def test_a_name_with_a_case_suffix_ends_its_phrase() -> None:
    text = "ఐఎస్‌ఎస్‌కు సంయుక్త మిషన్‌ను పంపారు"
    whole = Document("d", text, lang="te").with_layer("sentences", [Sentence(0, len(text))])
    end = text.index(" ")
    for case, stem_end, phrase in (
        ("dat", end - 2, "ఐఎస్‌ఎస్‌కు"),
        ("nom", end, "ఐఎస్‌ఎస్‌కు సంయుక్త మిషన్‌ను"),
    ):
        name = Entity(0, end, "PROGRAM", stem_end, case, "International Space Station")
        found = read(whole.with_layer("entities", [name]).with_layer("timexes", []), LEXICON["te"])
        assert next(m.of(text) for m in found.mentions if m.label == "PROGRAM") == phrase


def test_works_of_a_station_are_beside_the_station() -> None:
    found = reading("సొంత స్టేషన్ పనులు మొదలయ్యాయి")
    said = {m.label: m.of(found.document.text) for m in found.mentions}
    assert said["station"] == "సొంత స్టేషన్"
    assert said["work"].endswith("స్టేషన్ పనులు")


def test_only_what_fills_a_role_of_a_type_is_weighed_for_it() -> None:
    for kind, roles in ROLES.items():
        assert FILLING[kind] == set().union(*(FILLS[role] for role in roles))
    assert MATTER in FILLING["agreement"]
    assert MATTER not in FILLING["launch"]


def test_what_flies_is_not_what_it_flies_on() -> None:
    found = reading("[LAUNCHER|PSLV:పీఎస్‌ఎల్‌వీ] రాకెట్ ఉపగ్రహాన్ని ప్రయోగించింది")
    name, thing = (next(m for m in found.mentions if m.label == label) for label in ("LAUNCHER", "craft"))
    fillers = [
        Filler("payload", name, 0.5), Filler("vehicle", name, 0.9), Filler("payload", thing, 0.6),
        Filler("operator", name, 0.4),
    ]  # fmt: skip
    assert apart(fillers) == [fillers[1], fillers[2], fillers[3]]
    assert apart(fillers[:1]) == fillers[:1]


WORDS = st.sampled_from(
    [
        "ఇస్రో",
        "నాసాతో",
        "ఒప్పందం",
        "సహకారంపై",
        "శిక్షణ",
        "పంపేందుకు",
        "డేటా",
        ",",
        ".",
        "ఉపగ్రహాలను",
        "యొక్క",
        "నిర్మించే",
        "ప్రాజెక్టు",
        "2028లో",
        "కుదిరింది",
        "చర్చలు",
        "ప్రయోగానికి",
        "చేసుకున్న",
        "అంతరిక్ష",
        "the",
        "agreement",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=30))
def test_whatever_is_said_mentions_are_whole_words_of_one_sentence_in_order(words: list[str]) -> None:
    found = reading(" ".join(words))
    assert found.mentions == sorted(found.mentions)
    for m in found.mentions:
        assert found.words[m.first].start <= m.start < m.end <= found.words[m.last].end
        assert found.sentences[m.first] == found.sentences[m.last] == m.sentence
        if m.label == MATTER:
            assert m.last - m.first <= LONGEST + REACH_LEFT


def test_what_is_agreed_is_not_what_that_is_about() -> None:
    found = reading("[PROGRAM|ILRS:ఐఎల్‌ఆర్‌ఎస్] స్టేషన్‌పై భారత్ ఒప్పందాన్ని ఆమోదించింది")
    station, pact = (next(m for m in found.mentions if m.label == label) for label in ("PROGRAM", "pact"))
    both = [Filler("instrument", pact, 0.7), Filler("subject", pact, 0.5), Filler("party", pact, 0.6)]
    assert apart(both) == [both[0], both[2]]
    two = [Filler("instrument", pact, 0.7), Filler("subject", station, 0.5)]
    assert apart(two) == two


def test_a_station_is_not_what_is_built_of_it() -> None:
    found = reading("[PROGRAM|Tiangong:టియాంగాంగ్] స్టేషన్ నిర్మాణం పూర్తయింది")
    name = next(m for m in found.mentions if m.label == "PROGRAM")
    roles = ("program", "milestone", "phase", "operator")
    fillers = [Filler(role, name, chance) for role, chance in zip(roles, (0.9, 0.6, 0.5, 0.4), strict=True)]
    assert apart(fillers) == [fillers[0], fillers[3]]
