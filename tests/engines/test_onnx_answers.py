"""What the shipped model answers of a document: shaped as it was asked, and the same whatever was read before."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ghatana.document import EVENT_TYPES, ROLES, STATUSES, Document, Sentence
from ghatana.engines.event_head import NEVER
from ghatana.engines.onnx_tagger import OnnxTagger
from ghatana.engines.windows import words
from ghatana.stages.events.model import Asked, Questions

TEXTS = [
    "ఇస్రో చైర్మన్ సోమనాథ్ బెంగళూరులో విలేకరులతో మాట్లాడారు.",
    "హైదరాబాద్\u200cలో వర్షం కురిసింది.",
    "చైనా, రష్యా అంతరిక్ష సంస్థలు చంద్రునిపై స్థావరం నిర్మించేందుకు మాస్కోలో ఒప్పందం కుదుర్చుకున్నాయి.",
    "శ్రీహరికోటలోని సతీష్ ధావన్ స్పేస్ సెంటర్ నుంచి పీఎస్\u200cఎల్\u200cవీ-సి37 నింగిలోకి దూసుకెళ్లింది.",
    "ఈ రోజు ఆకాశం నిర్మలంగా ఉంది.",
    "NASA administrator Bill Nelson visited Washington.",
    "ముఖ్యమంత్రి చంద్రబాబునాయుడు అమరావతిలో సమీక్ష నిర్వహించారు.",
    "కె.విజయానంద్\u200c, పి.నారాయణ పాల్గొన్నారు.",
]


def document(text: str, name: str = "d", cuts: tuple[int, ...] = ()) -> Document:
    """A document with one sentence, or several ending at `cuts`."""
    edges = [0, *cuts, len(text)]
    spans = tuple(Sentence(a, b) for a, b in pairwise(edges) if a < b)
    return Document(name, text).with_layer("sentences", spans)


@pytest.fixture(scope="module")
def tagger() -> OnnxTagger:
    return OnnxTagger()


SENTENCE = TEXTS[2]


def questions(text: str) -> Questions:
    """One trigger, the last word, with the first two words near it and no times."""
    known = words(text)
    last, near = known[-2], known[:2]
    return Questions(
        (Asked(last.start, last.end, ("agreement", "agreement.sign")),),
        tuple(Asked(w.start, w.end, ("country", "nom")) for w in near),
        (),
        (((0, "b0.9"), (1, "b0.9")),),
        ((),),
    )


def test_answers_have_the_shape_of_the_questions(tagger: OnnxTagger) -> None:
    found = tagger.answers(document(SENTENCE), questions(SENTENCE))
    assert len(found.events) == 1
    assert len(found.statuses[0]) == len(STATUSES)
    assert len(found.subtypes[0]) == len(EVENT_TYPES["agreement"])
    assert {m: len(row) for m, row in found.roles[0].items()} == dict.fromkeys(
        (0, 1), len(ROLES["agreement"])
    )
    assert found.dates == ({},)


def test_answers_are_the_same_whether_names_were_read_before_or_not(tagger: OnnxTagger) -> None:
    asked = questions(SENTENCE)
    tagger.entities([document(TEXTS[0])])
    alone = tagger.answers(document(SENTENCE), asked)
    tagger.entities([document(text) for text in TEXTS])
    assert tagger.answers(document(SENTENCE), asked) == alone
    assert OnnxTagger().answers(document(SENTENCE), asked) == alone


def test_vectors_are_kept_of_what_was_read_last_alone(tagger: OnnxTagger) -> None:
    tagger.entities([document(text) for text in TEXTS[:3]])
    assert set(tagger._vectors) == set(TEXTS[:3])
    for text, (known, states) in tagger._vectors.items():
        assert known == words(text)
        assert len(states) == len(known)
    tagger.answers(document(TEXTS[4]), questions(TEXTS[4]))
    assert set(tagger._vectors) == {TEXTS[4]}


def test_a_document_of_many_windows_has_a_vector_for_each_word(tagger: OnnxTagger) -> None:
    text = " ".join(TEXTS * 12)
    edges = [i + 1 for i, c in enumerate(text) if c == "." and text[i + 1 : i + 2] == " "]
    tagger.entities([document(text, cuts=tuple(edges))])
    known, states = tagger._vectors[text]
    assert known == words(text)
    assert len(states) == len(known) > tagger.limit


def test_what_cannot_be_read_announces_nothing(tagger: OnnxTagger) -> None:
    blank = " \n"
    asked = Questions((Asked(0, 1, ("launch", "launch.launch")),), (), (), ((),), ((),))
    assert tagger.answers(document(blank), asked).events == (NEVER,)
