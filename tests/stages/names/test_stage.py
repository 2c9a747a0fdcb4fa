"""The entities layer on tagged sentences, and what must hold for any text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ghatana import knowledge
from ghatana.document import CASES, LABELS, Document, Entity, Sentence
from ghatana.languages import load
from ghatana.stages.names import NamesStage

Run = Callable[[str], tuple[Entity, ...]]

SENTENCES = [
    "<LOC com china>చైనా|తో</LOC> కలిసి <ORG nom roscosmos>రోస్కోస్మోస్</ORG> పనిచేస్తుంది.",
    "<ORG loc roscosmos>రోస్కోస్మోస్|లో</ORG> సమావేశం జరిగింది.",
    "<LOC dat india>భారత్|\u200cకు</LOC>, <ORG dat isro>ఇస్రో|కూ</ORG> లాభమే.",
    "<LOC com russia>రష్యా|తోనూ</LOC> <LOC com canada>కెనడా|లతో</LOC> చర్చలు జరిగాయి.",
    "<LOC nom china>చైనా</LOC>, <LOC nom russia>రష్యా|లు</LOC> ఒప్పందం చేసుకున్నాయి.",
    "వ్యోమనౌక <BODY loc moon>చంద్రుడి|పై</BODY> దిగింది; <BODY gen moon>చంద్రుని</BODY> నమూనాలు తెచ్చింది.",
    "<PROGRAM dat international-space-station>అంతర్జాతీయ అంతరిక్ష కేంద్ర|ానికి</PROGRAM> వెళ్లారు.",
    "<LAUNCHER nom pslv-c52>పీఎస్ఎల్వీ-సీ52</LAUNCHER> రాకెట్ <SITE abl sriharikota>శ్రీహరికోట|నుంచి</SITE> ఎగిరింది.",
    "<LAUNCHER com gslv-f14>జీఎస్\u200cఎల్\u200cవీ-ఎఫ్\u200c14|తో</LAUNCHER> "
    "<SPACECRAFT acc insat-3ds>ఇన్\u200cశాట్-3డీఎస్|ను</SPACECRAFT> పంపారు.",
    "<LAUNCHER nom lvm3-m4>ఎల్వీఎం3-ఎం4</LAUNCHER> "
    "<SPACECRAFT acc chandrayaan-3>చంద్రయాన్-3|ని</SPACECRAFT> మోసుకెళ్లింది.",
    "<LAUNCHER loc long-march-5b>లాంగ్ మార్చ్-5బి|పై</LAUNCHER> "
    "<SPACECRAFT nom mengtian>మెంగ్\u200cటియాన్</SPACECRAFT> వెళ్లింది.",
    "<LAUNCHER nom falcon-9>ఫాల్కన్\u200c-9</LAUNCHER> "
    "ద్వారా <SPACECRAFT nom spacex-crew-8>క్రూ-8</SPACECRAFT> వెళ్లింది.",
    "<SPACECRAFT nom change-6>చాంగ్'ఇ-6</SPACECRAFT> మిషన్ ప్రారంభమైంది.",
    "<SPACECRAFT nom change-6>చాంగే-6</SPACECRAFT> మిషన్ ప్రారంభమైంది.",
    "<SPACECRAFT nom change-6>Chang\u2019e-6</SPACECRAFT> మిషన్ ప్రారంభమైంది.",
    "<SPACECRAFT nom shenzhou-15>షెన్\u200cజౌ-15</SPACECRAFT> "
    "నౌక <PROGRAM acc tiangong>తియాంగాంగ్|ను</PROGRAM> చేరింది.",
    "<SPACECRAFT nom soyuz-ms-24>సోయుజ్ ఎంఎస్-24</SPACECRAFT> వ్యోమనౌక డాకింగ్ చేసింది.",
    "<SPACECRAFT nom artemis-ii>ఆర్టెమిస్ II</SPACECRAFT> "
    "మరియు <SPACECRAFT dat artemis-iii>ఆర్టెమిస్-3|కి</SPACECRAFT> సన్నాహాలు.",
    "<SPACECRAFT nom luna-25>లూనా-25</SPACECRAFT>, <SPACECRAFT nom luna-26>26</SPACECRAFT>, "
    "<SPACECRAFT nom luna-27>27</SPACECRAFT> "
    "మిషన్లు.",
    "<LAUNCHER nom pslv-c60>PSLV-C60</LAUNCHER> తర్వాత <LAUNCHER acc pslv-c61>C61|ను</LAUNCHER> ప్రయోగిస్తారు.",
    "తదుపరి వంతు <LAUNCHER gen pslv-c61>PSLV-C61|దేనని</LAUNCHER>, తర్వాత <LOC gen china>చైనా|దేనని</LOC> చెప్పారు.",
    "<ORG com spacex>SpaceX|తో</ORG> <ORG nom nasa>NASA</ORG> ఒప్పందం.",
    "<LAUNCHER nom starship>స్టార్ షిప్</LAUNCHER> ఎగిరింది.",
    "<ORG nom china-national-space-administration>సీఎన్ఎస్ఏ</ORG>, <ORG nom china-manned-space-agency>సీఎంఎస్ఏ</ORG> "
    "వేర్వేరు.",
    "<SPACECRAFT nom soyuz-tma-17m>సోయుజ్ TMA-17M</SPACECRAFT>, "
    "<SPACECRAFT nom soyuz-tma-05m>సోయుజ్ టీఎంఏ-05ఎం</SPACECRAFT> నౌకలు.",
    "<SPACECRAFT acc aayulsat-2>ఆయుల్శాట్-2|ను</SPACECRAFT>, <SPACECRAFT nom aayulsat>ఆయుల్శాట్</SPACECRAFT> ఉపగ్రహాలు.",
    "<SPACECRAFT loc shenzhou-11>షెంజౌ-11|పై</SPACECRAFT> ఇద్దరు వెళ్లారు.",
    "<SPACECRAFT nom soyuz-ms-11>ఎంఎస్-11</SPACECRAFT> నౌక, <SPACECRAFT nom new-shepard-ns-11>ఎన్ఎస్-11</SPACECRAFT> "
    "వేర్వేరు.",
    "<LOC nom tbilisi>టిబిలిసి</LOC>, జనవరి 5 (<ORG nom associated-press>ఏపీ</ORG>): విమానం కూలింది.",
    "<LOC loc andhra-pradesh>ఏపీ|లో</LOC> వర్షాలు.",
    "<LOC nom united-states>అమెరికా</LOC> అధ్యక్షుడు <PER nom joe-biden>జో బైడెన్</PER> చెప్పారు.",
    "<PER nom s-somanath>ఎస్\u200c.సోమనాథ్\u200c</PER> చెప్పారు.",
    "<PER nom vladimir-putin>వ్లాదిమిర్ పుతిన్</PER> వచ్చారు. <PER com vladimir-putin>పుతిన్|తో</PER> చర్చ.",
    "<PER nom wu-weiren>వు వీరెన్</PER> అన్నారు. <PER nom wu-weiren>వు</PER> వివరించారు.",
    "మంత్రి <PER nom ->అనిల్ కుమార్ సింఘాల్</PER> తెలిపారు.",
    "<PER dat ->కె.కన్నబాబు|కు</PER> లేఖ రాశారు.",
    "<LOC nom pakistan>పాకిస్థాన్</LOC> అంతరిక్ష సంస్థ <ORG nom suparco>సుపార్కో</ORG> తెలిపింది.",
    "<ORG nom ->తజికిస్థాన్ అంతరిక్ష సంస్థ</ORG> తెలిపింది.",
    "<SITE nom satish-dhawan-space-centre-second-launch-pad>రెండో లాంచ్\u200cప్యాడ్\u200c</SITE> సిద్ధం.",
    "<SPACECRAFT nom halo>హాలో</SPACECRAFT> మాడ్యూల్ <PROGRAM nom lunar-gateway>గేట్\u200cవే</PROGRAM> కోసం.",
    "అంతరిక్షం నుంచి <BODY acc earth>భూమి|ని</BODY> చూశారు.",
]
NOTHING = [
    "హాలో, మీరు ఎలా ఉన్నారు?",
    "మే నెలలో శని, ఆది వారాల్లో సెలవు.",
    "బుధ, గురు, శుక్ర వారాల్లో పరీక్షలు.",
    "రైతులు భూమిని కోల్పోయారు.",
    "ఎకరాల భూమి సాగులో ఉంది.",
    "అక్కడికి ముందే చేరారు; రెండు సార్లు ఆగారు.",
    "ఒప్పందం అమల్లోకి వచ్చింది.",
    "రసాలు, మామిడి పండ్లు అమ్ముతారు.",
    "ప్రత్యక్ష సాక్షి చెప్పాడు.",
    "బీమా వర్తిస్తుంది.",
    "ఆదిత్య అనే విద్యార్థి పాసయ్యాడు.",
    "change is vast and there is hope",
    "",
    "2024 5 3",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_names_of_a_tagged_sentence(sentence: str, names: Run, tagged: ModuleType) -> None:
    text, expected = tagged.parse(sentence)
    found = [tagged.Tagged(e.start, e.end, e.label, e.stem_end, e.case, e.kb_id) for e in names(text)]
    assert found == expected


@pytest.mark.parametrize("text", NOTHING)
def test_sentences_without_names(text: str, names: Run) -> None:
    assert [e.of(text) for e in names(text)] == []


CANONICAL = [
    ("లాంగ్\u200cమార్చ్\u200c-5బి వై3 రాకెట్", "Long March 5B Y3"),
    ("అట్లాస్-5 రాకెట్", "Atlas V"),
    ("శాటర్న్-5 రాకెట్", "Saturn V"),
    ("యాక్సియం మిషన్-4 ప్రయోగం", "Axiom Mission 4"),
    ("బీఏఎస్-01 మాడ్యూల్", "BAS-1"),
    ("హెచ్3 రాకెట్", "H3"),
    ("సోయుజ్-2.1బి రాకెట్", "Soyuz-2.1b"),
    ("గగన్\u200cయాన్ జీ1 ప్రయోగం", "Gaganyaan G1"),
    ("మంత్రి అనిల్ కుమార్ సింఘాల్ తెలిపారు", "Anil Kumar Singhal"),
    ("కె.కన్నబాబు చెప్పారు", "K. Kannababu"),
]


@pytest.mark.parametrize(("text", "canonical"), CANONICAL)
def test_canonical_names(text: str, canonical: str, names: Run) -> None:
    found = [e.canonical for e in names(text)]
    assert canonical in found


def test_an_acronym_in_brackets_means_what_stands_before_it(names: Run) -> None:
    text = "నార్వే అంతరిక్ష కమిషన్ (ఎన్ఎస్\u200cకే) ప్రకటించింది. ఎన్ఎస్కేతో ఒప్పందం."
    found = names(text)
    assert [e.canonical for e in found] == ["Norway Space Commission"] * 3
    assert found[2].of(text) == "ఎన్ఎస్కేతో"
    assert found[2].case == "com"


def test_no_name_crosses_a_sentence(stage: NamesStage) -> None:
    text = "ఇది స్పేస్. ఎక్స్ వచ్చింది."
    doc = Document("d", text).with_layer("sentences", (Sentence(0, 11), Sentence(12, len(text))))
    assert [e for e in stage.annotate([doc])[0] if e.start < 11 < e.end] == []


def test_documents_do_not_influence_one_another(stage: NamesStage) -> None:
    first, second = _doc("వ్లాదిమిర్ ఇవనోవిచ్ చెప్పారు. మంత్రి ఇగోర్ పెట్రోవ్ తెలిపారు."), _doc("పెట్రోవ్ వచ్చారు.")
    together = stage.annotate([first, second])
    assert together == [stage.annotate([first])[0], stage.annotate([second])[0]]
    assert together[1] == ()


def test_what_the_stage_needs_and_gives(stage: NamesStage) -> None:
    assert (stage.name, stage.needs, stage.gives) == ("names", frozenset({"sentences"}), "entities")
    assert stage.annotate([]) == []


def _doc(text: str) -> Document:
    return Document("d", text).with_layer("sentences", (Sentence(0, len(text)),))


class _Tagger:
    """An engine that says what it is told."""

    def __init__(self, *mentions: Entity) -> None:
        self._mentions = mentions

    def entities(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        return [self._mentions for _ in documents]


def _found(text: str, *told: Entity, lang: str = "te") -> tuple[Entity, ...]:
    """The names of a text of which a tagger says these."""
    return NamesStage(load(lang), knowledge.load(), _Tagger(*told)).annotate([_doc(text)])[0]


def test_a_tagger_fills_what_the_knowledge_base_does_not_know() -> None:
    text = "దూడపాక రమేశ్\u200cకు ఇస్రో సన్మానం"
    end = text.index(" ఇస్రో")
    told = Entity(0, end, "PER", end, engine="onnx", score=0.96)
    found = _found(text, told)
    assert [(e.of(text), e.label, e.case, e.engine) for e in found] == [
        ("దూడపాక రమేశ్\u200cకు", "PER", "dat", "onnx"),
        ("ఇస్రో", "ORG", "nom", "rules"),
    ]
    assert found[0].canonical == "Dudapaka Ramesh"
    assert text[found[0].start : found[0].stem_end] == "దూడపాక రమేశ్"


def test_a_taggers_mention_is_linked_by_match_key() -> None:
    text = "అక్కడ టార్గెట్ ఉంది"
    end = text.index(" ఉంది")
    told = Entity(6, end, "SPACECRAFT", end, engine="onnx", score=0.96)
    found = _found(text, told)
    assert [e.kb_id for e in found] == ["sdx02"]


def test_a_tagger_that_is_not_sure_is_not_heard() -> None:
    text = "దూడపాక రమేశ్\u200cకు ఇస్రో సన్మానం"
    end = text.index(" ఇస్రో")
    told = Entity(0, end, "PER", end, engine="onnx", score=0.65)
    found = _found(text, told)
    assert [e.engine for e in found] == ["rules"]


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("te", "చాంగ్ఇ-5 లాగా ఇదీ దిగింది", "లాగా"),
        ("te", "ఈ ఒప్పందం ద్వారా లాభం", "ద్వారా"),
        ("te", "ఇదే రాకెట్ ఇన్నే ఉపగ్రహాలను మోసుకెళ్లింది", "ఇన్నే"),
        ("en", "It lifted off at 12:01 pm IST on Wednesday", "IST"),
        ("en", "The agency said so", "The"),
        ("hi", "रॉकेट के द्वारा भेजा गया", "के द्वारा"),
    ],
)
def test_words_that_are_no_names_are_none_whatever_a_tagger_says(lang: str, text: str, word: str) -> None:
    start = text.index(word)
    told = Entity(start, start + len(word), "LAUNCHER", start + len(word), engine="onnx", score=0.99)
    found = _found(text, told, lang=lang)
    assert word not in [e.of(text) for e in found]


def test_a_name_of_which_one_word_is_none_stays_a_name() -> None:
    text = "The Vanguard Group said so"
    told = Entity(0, 18, "ORG", 18, engine="onnx", score=0.99)
    found = _found(text, told, lang="en")
    assert "The Vanguard Group" in [e.of(text) for e in found]


@pytest.mark.parametrize("label", ["PER", "ORG"])
def test_a_short_form_says_who_a_word_is_that_only_a_tagger_takes_for_a_name(label: str) -> None:
    text = "వు వీరెన్ మాట్లాడారు. వును విలేకరులు అడిగారు."
    start = text.index("వును")
    told = Entity(start, start + 4, label, start + 4, engine="onnx", score=0.99)
    found = _found(text, told)
    assert [(e.of(text), e.label, e.canonical) for e in found] == [
        ("వు వీరెన్", "PER", "Wu Weiren"),
        ("వును", "PER", "Wu Weiren"),
    ]


def test_a_tagger_may_be_spared_what_the_gate_held_back() -> None:
    text = "దూడపాక రమేశ్\u200cకు సన్మానం"
    end = text.index(" సన్మానం")
    told = Entity(0, end, "PER", end, engine="onnx", score=0.96)
    documents = [_doc(text).with_layer("relevant", said) for said in (False, True)] + [_doc(text)]
    everything = NamesStage(load("te"), knowledge.load(), _Tagger(told))
    spared = NamesStage(load("te"), knowledge.load(), _Tagger(told), tag_all=False)
    assert [len(found) for found in everything.annotate(documents)] == [1, 1, 1]
    assert [len(found) for found in spared.annotate(documents)] == [0, 1, 1]


PIECES = st.sampled_from(
    [
        "చైనా",
        "ఇస్రో",
        "పీఎస్ఎల్వీ",
        "-సి",
        "52",
        "తో",
        "లు",
        " ",
        "\u200c",
        ".",
        ",",
        "(",
        ")",
        "కె.",
        "మంత్రి ",
        "రెడ్డి",
        "చంద్రు",
        "డి",
        "ని",
        "్",
        "ం",
        "ానికి",
        "ఐఎల్ఆర్ఎస్",
        "PSLV",
        "C61",
        " II",
        "తెలిపారు",
        "\n",
        "౫",
        "రష్యా",
        "అంతరిక్ష సంస్థ",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_gives_a_sound_layer(text: str, names: Run) -> None:
    for mention in names(text):
        assert mention.of(text).strip() == mention.of(text) != ""
        assert mention.label in LABELS
        assert mention.case in CASES
        assert mention.start < mention.stem_end <= mention.end
        assert 0 < mention.score <= 1
        assert mention.canonical


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stem=st.sampled_from(["చైనా", "రోస్కోస్మోస్", "బైకనూర్", "జపాన్"]),
    suffix=st.sampled_from(["తో", "కు", "లోని", "నుంచి", ""]),
)
def test_a_planted_name_is_found_with_its_suffix(stem: str, suffix: str, names: Run) -> None:
    text = f"నిన్న {stem}{suffix} సమావేశం"
    assert [(e.of(text), text[e.start : e.stem_end]) for e in names(text)] == [(stem + suffix, stem)]
