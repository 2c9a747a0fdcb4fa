"""What can fill a role: names with heads, nouns with modifiers, lists, coreference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ghatana.document import Document, Entity, Sentence
from ghatana.languages import load as load_language
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.reading import Reading, read
from stages.events.event_tags import STAGE, parse

LEXICON = load(load_language("te"))


def reading(tagged: str) -> Reading:
    return read(parse(tagged), LEXICON)


def said(tagged: str) -> list[tuple[str, str]]:
    found = reading(tagged)
    return [(m.label, m.of(found.document.text)) for m in found.mentions]


# text, label and surface of its mentions
SPANS = [
    ("[LAUNCHER|Falcon 9:ఫాల్కన్ 9] రాకెట్‌ను పంపారు", [("LAUNCHER", "ఫాల్కన్ 9 రాకెట్‌ను")]),
    ("[LAUNCHER|Long March 5:లాంగ్ మార్చ్-5] క్యారియర్ రాకెట్‌ లేచింది", [("LAUNCHER", "లాంగ్ మార్చ్-5 క్యారియర్ రాకెట్‌")]),
    ("[SPACECRAFT|Soraya:సొరయా] అనే ఉపగ్రహాన్ని పంపారు", [("SPACECRAFT", "సొరయా అనే ఉపగ్రహాన్ని")]),
    ("[SPACECRAFT|Luna 25:లూనా-25ని] ఉపగ్రహం చూసింది", [("SPACECRAFT", "లూనా-25ని ఉపగ్రహం")]),
    ("[ORG|Skyroot Aerospace:స్కైరూట్‌] సంస్థ చెప్పింది", [("ORG", "స్కైరూట్‌ సంస్థ")]),
    ("మరో మూడు చిన్న ఉపగ్రహాలను పంపారు", [("craft", "మరో మూడు చిన్న ఉపగ్రహాలను")]),
    ("104 ఉపగ్రహాలను పంపారు", [("craft", "104 ఉపగ్రహాలను")]),
    ("ఈ రాకెట్‌ లేచింది", [("rocket", "రాకెట్‌")]),
    ("మొదటి దశ పూర్తయింది", [("phase", "మొదటి దశ")]),
    ("అవగాహన ఒప్పందంపై సంతకం చేశారు", [("pact", "అవగాహన ఒప్పందంపై")]),
    ("కోర్ మాడ్యూల్ [SPACECRAFT|Tianhe:టియాన్హేను] పంపారు", [("SPACECRAFT", "టియాన్హేను")]),
    # A centre is a station unless it is one of rockets or antennas; nouns of several words take any ending.
    ("రెండో రాకెట్‌ కేంద్రం సిద్ధమైంది", [("pad", "రెండో రాకెట్‌ కేంద్రం")]),
    ("ప్రయోగ కేంద్రానికి చేరింది", [("pad", "ప్రయోగ కేంద్రానికి")]),
    ("[SITE|Wenchang Space Launch Site:వెన్చాంగ్] ప్రయోగ కేంద్రం నుంచి", [("SITE", "వెన్చాంగ్ ప్రయోగ కేంద్రం")]),
    ("గ్రౌండ్ స్టేషన్‌ను ప్రారంభించారు", []),
    ("రెండో కేంద్రం సిద్ధమైంది", [("station", "రెండో కేంద్రం")]),
]


@pytest.mark.parametrize(("tagged", "expected"), SPANS)
def test_span(tagged: str, expected: list[tuple[str, str]]) -> None:
    assert said(tagged) == expected


# text, case of its first mention
CASES = [
    ("[LOC|China:చైనాతో] ఒప్పందం", "com"),
    ("[ORG|NASA:నాసాకు] చెందిన", "of"),
    ("[SITE|Sriharikota:శ్రీహరికోట] నుంచి", "abl"),
    ("[LAUNCHER|PSLV:పీఎస్‌ఎల్‌వీ] ద్వారా", "ins"),
    ("[BODY|Moon:చంద్రునిపై] దిగింది", "sup"),
    ("[SITE|Sriharikota:శ్రీహరికోటలోని] అధికారి", "gen"),
    ("[PROGRAM|International Space Station:ఐఎస్‌ఎస్‌కు] వెళ్లారు", "dat"),
    ("[SPACECRAFT|Luna 25:లూనా-25ను] పంపారు", "acc"),
    ("[ORG|TASS:టాస్] ప్రకారం", "acc_to"),
    ("[ORG|ISRO:ఇస్రో] చెప్పింది", "nom"),
]


@pytest.mark.parametrize(("tagged", "case"), CASES)
def test_case(tagged: str, case: str) -> None:
    assert reading(tagged).mentions[0].case == case


@pytest.mark.parametrize(("text", "stem"), [("టర్కీ చేరింది", 5), ("అపోలో ఎగిరింది", 5), ("టర్కీ నుంచి వెళ్లింది", 5)])
def test_a_known_name_that_ends_like_a_case_has_none(text: str, stem: int) -> None:
    """Its own suffix is split off by whoever knows the name; టర్కీ is no dative. What stands behind it counts."""
    document = Document("d", text).with_layer("sentences", (Sentence(0, len(text)),))
    names = (Entity(0, stem, "LOC", stem, canonical="Turkey", kb_id="turkey"),)
    document = document.with_layer("entities", names).with_layer("timexes", ())
    assert read(document, LEXICON).mentions[0].case == ("abl" if "నుంచి" in text else "nom")


class TestLabels:
    @pytest.mark.parametrize(
        ("tagged", "label"),
        [
            ("[LOC|Russia:రష్యా] చెప్పింది", "country"),
            ("[LOC|Beijing:బీజింగ్] చెప్పింది", "LOC"),
            ("[ORG|Xinhua:జిన్హువా] చెప్పింది", "media"),
            ("[ORG|State Duma:డూమా] చెప్పింది", "body"),
            ("[ORG|NASA:నాసా] చెప్పింది", "agency"),
            ("[ORG|Vast:వాస్ట్] చెప్పింది", "ORG"),
            ("[PROGRAM|Artemis:ఆర్టెమిస్] ఒప్పందంపై", "accord"),
            ("[PROGRAM|Artemis:ఆర్టెమిస్] మిషన్", "PROGRAM"),
        ],
    )
    def test_finer_than_the_entity(self, tagged: str, label: str) -> None:
        assert reading(tagged).mentions[0].label == label

    def test_the_accords_have_a_name_of_their_own(self) -> None:
        assert reading("[PROGRAM|Artemis:ఆర్టెమిస్] ఒప్పందంపై").mentions[0].canonical == "Artemis Accords"

    def test_an_ascender_is_told_by_the_first_of_its_nouns(self) -> None:
        found = reading("[SPACECRAFT|Chang'e 6:చాంగే-6] దిగింది. ¶ ఆరోహక భాగం పైకి లేచింది.")
        assert [(m.canonical, m.head) for m in found.mentions][-1] == ("Chang'e 6 ascender", "ascender")

    def test_an_ascender_is_named_after_its_craft(self) -> None:
        mention = reading("[SPACECRAFT|Chang'e 6:చాంగ్'ఇ-6] ఆరోహణ వాహనం ఎగిరింది").mentions[0]
        assert (mention.canonical, mention.head) == ("Chang'e 6 ascender", "ascender")

    def test_a_government_is_its_country(self) -> None:
        mention = reading("రష్యన్ ప్రభుత్వం బిల్లును సమర్పించింది").mentions[0]
        assert (mention.label, mention.canonical) == ("state", "Russia")


class TestNumbers:
    @pytest.mark.parametrize(
        ("tagged", "canonical"),
        [("మొదటి దశ", "Phase 1"), ("రెండో దశ", "Phase 2"), ("తొలి దశలో", "Phase 1"), ("నిర్మాణ దశ", None)],
    )
    def test_phase(self, tagged: str, canonical: str | None) -> None:
        assert reading(tagged).mentions[0].canonical == canonical

    @pytest.mark.parametrize(
        ("tagged", "canonical"),
        [
            ("తొలి దశ పనులు", "Phase 1"),
            ("రెండో దశ నిర్మాణం", "Phase 2"),
            ("ఫస్ట్ ఫేజ్", "Phase 1"),
            ("సెకండ్ ఫేజ్‌లో", "Phase 2"),
            ("తొలి పనులు", None),
        ],
    )
    def test_the_works_of_a_phase_and_english_ordinals(self, tagged: str, canonical: str | None) -> None:
        assert [m.canonical for m in reading(tagged).mentions] == [canonical]


class TestCoreference:
    def test_a_bare_noun_is_the_last_name_of_its_kind(self) -> None:
        found = reading("[SPACECRAFT|Luna 25:లూనా-25] [SPACECRAFT|Luna 26:లూనా-26] వెళ్లాయి. ¶ ప్రోబ్ దిగింది.")
        assert found.mentions[-1].canonical == "Luna 26"

    def test_another_one_is_not(self) -> None:
        found = reading("[SPACECRAFT|Luna 25:లూనా-25] వెళ్లింది. ¶ మరో ప్రోబ్ దిగింది.")
        assert found.mentions[-1].canonical is None

    def test_a_rocket_is_no_craft(self) -> None:
        found = reading("[SPACECRAFT|Luna 25:లూనా-25] వెళ్లింది. ¶ రాకెట్ లేచింది.")
        assert found.mentions[-1].canonical is None

    def test_a_name_far_back_is_forgotten_where_there_are_others(self) -> None:
        """What a document names but once is remembered (`test_coreference`)."""
        filler = " ¶ ".join(["వాన పడింది."] * 5)
        found = reading(
            f"[SPACECRAFT|Luna 25:లూనా-25] [SPACECRAFT|Luna 26:లూనా-26] వెళ్లాయి. ¶ {filler} ¶ ప్రోబ్ దిగింది."
        )
        assert found.mentions[-1].canonical is None

    def test_a_station_is_no_exploration_programme(self) -> None:
        found = reading("[PROGRAM|Gaganyaan:గగన్‌యాన్‌] సాగుతోంది. ¶ స్టేషన్ వస్తుంది.")
        assert found.mentions[-1].canonical is None


class TestLists:
    def test_members_take_the_case_of_the_last(self) -> None:
        found = reading("[ORG|ISRO:ఇస్రో], [ORG|JAXA:జాక్సా] మరియు [ORG|NASA:నాసాతో] ఒప్పందం")
        assert [m.case for m in found.mentions[:3]] == ["com", "com", "com"]
        assert len({m.group for m in found.mentions[:3]}) == 1

    def test_names_of_two_kinds_are_no_list(self) -> None:
        found = reading("[ORG|ISRO:ఇస్రో], [BODY|Moon:చంద్రుడిపై] దిగింది")
        assert len({m.group for m in found.mentions}) == 2

    def test_a_list_ends_with_the_sentence(self) -> None:
        found = reading("[ORG|ISRO:ఇస్రో] ¶ [ORG|NASA:నాసా] వచ్చాయి")
        assert len({m.group for m in found.mentions}) == 2


def test_mentions_by_sentence() -> None:
    found = reading("[ORG|ISRO:ఇస్రో] చెప్పింది. ¶ [ORG|NASA:నాసా] విన్నది. ¶ [ORG|JAXA:జాక్సా] వచ్చింది.")
    assert [m.canonical for m in found.mentions_in(1, 2)] == ["NASA", "JAXA"]
    assert found.mentions_in(5, 9) == []


def test_words_and_clauses_between() -> None:
    found = reading("[ORG|ISRO:ఇస్రో] రాకెట్‌ను పంపిందని చెప్పిన సంస్థ వచ్చింది.")
    assert found.between(0, len(found.words) - 1) == 1
    assert found.between(3, 3) == 0
    assert list(found.word_range(0)) == list(range(len(found.words)))


ADITYA = "[SPACECRAFT|Aditya-L1:Aditya-L1]"


@pytest.mark.parametrize(
    ("tagged", "found"),
    [
        (f"The first solar observatory, {ADITYA}, will fly.", ["Aditya-L1"]),
        (f"The first solar observatory, {ADITYA} and a rover will fly.", ["observatory", "Aditya-L1", "rover"]),
        (f"Two satellites, {ADITYA}, and a rover will fly.", ["satellites", "Aditya-L1", "rover"]),
        (f"The satellite flew, {ADITYA}, said he.", ["satellite", "Aditya-L1"]),
    ],
)  # fmt: skip
def test_a_name_between_commas_speaks_for_the_noun_before_it(tagged: str, found: list[str]) -> None:
    document = parse(tagged)
    crafts = [
        m for m in read(document, load(load_language("en"))).mentions if m.label in ("craft", "SPACECRAFT")
    ]
    assert [document.text[: m.end].split()[-1].strip(",") for m in crafts] == found


def test_the_argument_of_a_known_name_has_the_stem_that_its_mention_has() -> None:
    document = parse("[SPACECRAFT|Apollo 8:అపోలో] [t|1968-12-21:1968 డిసెంబరు 21న] నింగిలోకి దూసుకెళ్లింది.")
    (name,) = document.entities
    known = replace(document, entities=(replace(name, kb_id="apollo-8"),))
    (event,) = STAGE.annotate([known])[0]
    assert [(a.role, a.stem_end) for a in event.arguments] == [("payload", name.end)]
