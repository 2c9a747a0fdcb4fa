"""A bar marks where one sentence ends and the next begins; everything else is the text itself."""

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ghatana.document import Document
from ghatana.languages import load
from ghatana.stages.abbreviations import Abbreviations
from ghatana.stages.sentence_words import SentenceWords
from ghatana.stages.sentences import SentenceStage, split_sentences

ZWNJ = "\u200c"


def parts(text: str) -> list[str]:
    return [s.of(text) for s in split_sentences(text, "te")]


def check(tagged: str) -> None:
    pieces = tagged.split("|")
    assert parts("".join(pieces)) == [p.strip() for p in pieces if p.strip()]


STOPS = [
    "రాకెట్ ఎగిరింది. |ప్రయోగం ముగిసింది.",
    "ఉదయం 9.30 గంటలకు ఎగిరింది. |10.15కి ముగిసింది.",
    "గం. 2.35 ని.లకు బయల్దేరింది.| రూ.615 కోట్లు ఖర్చయింది.",
    "ఖర్చు రూ.2,45,000 అయింది. |రూ. 600 కోట్లు మిగిలాయి.",
    "119 కి.మీ. మేర నిర్మిస్తారు. |ఎత్తు 33 సెం.మీ. వరకు ఉంది.",
    "అది 600 కి.మీ. |ఇది చాలా దూరం.",
    "డా. వి. నారాయణన్ మాట్లాడారు. |డా.కలాం విన్నారు.",
    f"ఎస్{ZWNJ}.సోమనాథ్{ZWNJ} చెప్పారు. |కె. శివన్ విన్నారు.",
    "పి.వి.నరసింహారావు వచ్చారు. |ఎన్.వి.ఎస్. రెడ్డి వెళ్లారు.",
    "ఐ.ఎల్.ఆర్.ఎస్.లో చేరింది. |అది పెద్ద కేంద్రం.",
    "ప్రయోగించిన రాకెట్ పీఎస్ఎల్వీ-సి. |తర్వాత మరొకటి.",
    "ప్రయోగం 2035. |ఆ తర్వాత విస్తరణ.",
    "క్రీ.శ. 1610లో చూశారు. |క్రీ.పూ. 200లోనూ చూశారు.",
    "Dr. Smith met A. P. Rao at 5 p.m. on Monday. |He left the U.S. mission at 2.1b level.",
    "వివరాలు isro.gov.in లో ఉన్నాయి. |ఇస్రో.కామ్ చూడండి.",
    "అది అయింది.|ఐదు గంటల తర్వాత మరొకటి జరిగింది.|ISRO చెప్పింది.|2035లో మరొకటి.",
    "అది జరిగింది।| ఇది జరగలేదు॥ |మరొకటి",
    "వస్తున్నారా? |వస్తున్నారు! |ఎగిరింది!!|షాక్",
]
QUOTES = [
    "‘‘ఇది విజయం.’’ అని ఎస్.సోమనాథ్ చెప్పారు. |తర్వాత వెళ్లారు.",
    "“ఇది మొదటిది. |అది రెండోది.”అని పుతిన్ చెప్పారు. |అంతే.",
    '"ఇవి ఉన్నాయి. |అవి ఆసక్తికరంగా ఉన్నాయి, ”అని పుతిన్ అన్నారు.',
    '"ఇవి ఉన్నాయి. |అవి లేవు. ”అని పుతిన్ అన్నారు. |అంతే.',
    'ఆయన అన్నారు. |"చంద్రుని వైపు వెళ్తాం." |ఆమె విన్నారు.',
    'ఆయన అన్నారు."వెళ్తాం" అని విన్నాం.'.replace('."', '.|"'),
    '"వెళ్తాం."అంటూ ఆయన వెళ్లారు. |తిరిగి రాలేదు.',
    "‘‘వస్తారా?’’ అన్న ప్రశ్నకు జవాబు లేదు. |అన్న వచ్చారు.",
    "వస్తారా? అని అడిగారు. |అవును అన్నారు.",
    "వారు ‘ఎవరు?’ సినిమా చూశారు. |బాగుంది.",
    "‘యాహూ!’లో చేరారు. |తర్వాత మానేశారు.",
    "‘‘అది ఇదే.’’ |ఆయన తిరిగి వచ్చారు.",
]
PAUSES = [
    "ఆయన మాట్లాడుతూ.. ఇది మొదటిది అన్నారు. |అంతే.",
    "ఇస్రో ఉపగ్రహం.. మస్క్ రాకెట్!",
    "రాకెట్ ఎగిరింది.. |బూస్టర్ పడింది..|ప్రయోగం ముగిసింది…| మరొకటి",
    "రంగంలోకి వారు.. వీరు.. అందరూ. |అంతే",
    "సూపర్ సక్సెస్..! |అందరూ సంతోషించారు..!!| మరొకటి",
    f"పనులు మొదలెట్టాయ్{ZWNJ}..|ప్రతి రోజూ నడుస్తుంది.",
]
LAYOUT = [
    "గేట్‌వేలో ఎవరి వాటా\n|• ఐరోపా: నిర్మిస్తోంది. |మొదటిది 2028లో.\n|• జపాన్: చేరింది",
    "శీర్షిక ఇదీ\r\n|మొదటి పేరా.\r\n\r\n|రెండో పేరా",
    "జాబితా: |• ఒకటి |• రెండు",
    "1. చైనా చేరింది. |అంతే.\n|2. రష్యా చేరింది.",
    "బీజింగ్, జూన్ 16 (జిన్హువా) - చైనా ప్రకటించింది. |అంతే.",
    "వోస్టోచ్నీ, ఆగస్టు 11. /టాస్/. |రాకెట్ ఎగిరింది.",
    "కేంద్రం (ఇది కొత్తది. పెద్దది!) 2035లో పూర్తవుతుంది. |అంతే.",
    "అది జరిగింది. |(ఇది అందరికీ తెలుసు.) |తర్వాత మరొకటి.",
    "చూడండి https://www.isro.gov.in/a?b=1.2!x వివరాలు. |మెయిల్ a.b@isro.gov.in కు రాయండి.",
    "అద్భుతం ! |ఇది నిజం ? |అవును .",
    "... అయితే ఏమైంది? |***",
]


@pytest.mark.parametrize("tagged", STOPS + QUOTES + PAUSES)
def test_borders(tagged: str) -> None:
    check(tagged)


@pytest.mark.parametrize("tagged", LAYOUT[:-1])
def test_layout(tagged: str) -> None:
    check(tagged)


def test_marks_without_a_word_join_the_sentence_before_them() -> None:
    assert parts("... అయితే ఏమైంది? ***") == ["... అయితే ఏమైంది? ***"]
    assert parts("ఏమైంది?\n***") == ["ఏమైంది?", "***"]


SENTENCES = [
    "బీజింగ్: రష్యా అధ్యక్షుడు చైనాతో కలిసి అంతర్జాతీయ చంద్ర పరిశోధనా కేంద్రాన్ని నిర్మించే ప్రణాళికను ఆమోదించారు.",
    "ఇది గతంలో ప్రకటించిన ప్రతిష్ఠాత్మక అంతరిక్ష ప్రాజెక్టు.",
    "దీన్ని రెండు దశల్లో నిర్మించనున్నారు.",
]
WRAPPED = textwrap.fill(" ".join(SENTENCES), 60)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_hard_wrapped_text_is_read_across_its_line_ends(line_end: str) -> None:
    text = "శీర్షిక" + 2 * line_end + WRAPPED.replace("\n", line_end)
    assert [s.replace(line_end, " ") for s in parts(text)] == ["శీర్షిక", *SENTENCES]


def test_short_lines_are_not_wrapped_text() -> None:
    assert parts("చైనా\nరష్యా\nఅమెరికా\nజపాన్\nభారత్") == ["చైనా", "రష్యా", "అమెరికా", "జపాన్", "భారత్"]


def test_empty_and_blank_texts_have_no_sentence() -> None:
    assert split_sentences("", "te") == ()
    assert split_sentences(" \n\t\u2028 ", "te") == ()


def test_stage_annotates_each_document_by_itself() -> None:
    stage = SentenceStage(load("te"))
    one, two = Document("1", "అది అయింది. ఇది కాలేదు."), Document("2", "ఒకటే")
    layers = stage.annotate([one, two])
    assert [len(layer) for layer in layers] == [2, 1]
    assert layers == [stage.annotate([one])[0], stage.annotate([two])[0]]
    assert (stage.name, stage.needs, stage.gives) == ("sentences", frozenset(), "sentences")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("డా", "title"),
        (f"ఎస్{ZWNJ}", "initial"),
        ("మీ", "unit"),
        ("A", "initial"),
        ("a", None),
        ("కలం", None),
        ("", None),
    ],
)
def test_kinds_of_abbreviations(word: str, kind: str | None) -> None:
    assert Abbreviations("te").kind(word) == kind


def test_every_word_of_the_pack_is_written_without_invisible_signs() -> None:
    for words in load("te").settings("sentences").values():
        assert len(words) == len(set(words)), "a word is listed twice"
        assert not any(sign in word for word in words for sign in "\u200b\u200c\u200d ")


def test_finite_verbs() -> None:
    rules = SentenceWords("te")
    assert all(rules.is_finite(w) for w in ("చెప్పారు", "ఎగిరింది", "చేరాయి", "లేదు", "నిర్మిస్తోంది"))
    assert not any(rules.is_finite(w) for w in ("వారు", "మాట్లాడుతూ", "ప్రశ్నించగా", "నాయుడు", "చేరిన", ""))


PIECES = st.sampled_from(
    [
        *".!?…।'\"’‘”“()[]•-–,:/@# \n\r\u2028\x00\u202e\ufeff",
        ZWNJ,
        "\u200d",
        "్",
        "ా",
        "అ",
        "కలం",
        "12",
        "రూ.",
        "ఎస్.",
        "కి.మీ.",
        "అని",
        "అన్నారు",
        "www.",
        "http://a",
        "U.S.",
        "a@b.c",
        "౩",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.characters())).map("".join)


@given(TEXTS)
@example("\u0c4d\u0c3e.\u200c.")
@example("\ud800. అ")
@example("అ. )\n”.")
def test_every_sign_is_in_a_sentence_and_none_is_in_two(text: str) -> None:
    sentences = split_sentences(text, "te")
    held = [False] * len(text)
    place = 0
    for sentence in sentences:
        assert place <= sentence.start < sentence.end <= len(text)
        assert sentence.of(text) == sentence.of(text).strip()
        held[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
        place = sentence.end
    assert all(h or c.isspace() for h, c in zip(held, text, strict=True))


FLOODS = {
    "marks": "\u0c3e" * 100_000,
    "no space": "అ" * 1_000_000,
    "joiners": "\u200d" * 100_000,
    "stops": ". " * 100_000,
    "stops and words": "అమ్మ. " * 30_000,
    "brackets": "(" * 100_000,
    "brackets and stops": "(అ. " * 50_000,
    "quotes": '."అ' * 50_000,
    "curly quotes": "‘అ.’అ " * 30_000,
    "addresses": "a@" * 100_000,
    "dotted": "a." * 100_000,
    "numbers": "1. " * 50_000,
    "exclaimed quotes": "‘అ!’అ " * 30_000,
    "lines": "అ\n" * 50_000,
}


@pytest.mark.parametrize("flood", FLOODS)
def test_floods_are_read_to_their_end(flood: str) -> None:
    text = FLOODS[flood]
    sentences = split_sentences(text, "te")
    assert sentences[0].start == 0
    assert sentences[-1].end == len(text.rstrip())
