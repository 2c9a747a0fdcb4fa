"""What the shipped model answers of a document: shaped as it was asked, and the same whatever was read before."""

from __future__ import annotations

import pytest

from engines.onnx_texts import TEXTS, document
from ghatana.document import EVENT_TYPES, ROLES, STATUSES
from ghatana.engines.event_head import NEVER
from ghatana.engines.onnx_tagger import OnnxTagger
from ghatana.engines.windows import words
from ghatana.stages.events.model import Asked, Questions


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
    assert {text for text, _ in tagger._vectors} == set(TEXTS[:3])
    for (text, _), (known, states) in tagger._vectors.items():
        assert known == words(text)
        assert len(states) == len(known)
    tagger.answers(document(TEXTS[4]), questions(TEXTS[4]))
    assert {text for text, _ in tagger._vectors} == {TEXTS[4]}


def test_a_document_of_many_windows_has_a_vector_for_each_word(tagger: OnnxTagger) -> None:
    text = " ".join(TEXTS * 12)
    edges = [i + 1 for i, c in enumerate(text) if c == "." and text[i + 1 : i + 2] == " "]
    long = document(text, cuts=tuple(edges))
    tagger.entities([long])
    known, states = tagger._vectors[text, long.sentences]
    assert known == words(text)
    assert len(states) == len(known) > tagger.limit


def test_what_cannot_be_read_announces_nothing(tagger: OnnxTagger) -> None:
    blank = " \n"
    asked = Questions((Asked(0, 1, ("launch", "launch.launch")),), (), (), ((),), ((),))
    assert tagger.answers(document(blank), asked).events == (NEVER,)


def test_the_same_text_in_other_sentences_is_another_document() -> None:
    """What was read before is used again for the same windows alone."""
    text = " ".join([SENTENCE] * 8)
    whole, parted = document(text), document(text, cuts=tuple(n * (len(SENTENCE) + 1) for n in range(1, 8)))
    alone = OnnxTagger().answers(parted, questions(text))
    warm = OnnxTagger()
    warm.answers(whole, questions(text))
    assert warm.answers(parted, questions(text)) == alone
