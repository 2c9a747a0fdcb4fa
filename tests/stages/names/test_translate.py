"""Names of organisations that are common words alone, in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana import knowledge
from ghatana.document import Document, Entity
from ghatana.languages import load
from ghatana.stages.names import NamesStage
from ghatana.stages.names.translate import Translator

TELUGU, HINDI = Translator(load("te")), Translator(load("hi"))
FORMS = [row["form"] for row in load("te").rows("organisation_words")]


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("జాతీయ అసెంబ్లీ", "National Assembly"),
        ("జాతీయ అంతరిక్ష పరిపాలన", "National Space Administration"),
        ("మంత్రుల మండలి", "Council of Ministers"),
        ("సైన్స్ మంత్రిత్వ శాఖ", "Ministry of Science"),
        ("కజఖ్ డిజిటల్ అభివృద్ధి శాఖ", "Kazakh Ministry of Digital Development"),
        ("భారత రాయబార కార్యాలయం", "Indian Embassy"),
        ("ఫిలిప్పీన్\u200c అంతరిక్ష సంస్థ", "Philippine Space Agency"),
    ],
)
def test_word_by_word(name: str, english: str) -> None:
    assert TELUGU.english(name) == english


def test_hindi() -> None:
    assert HINDI.english("रूसी विज्ञान मंत्रालय") == "Russian Ministry of Science"


@pytest.mark.parametrize("name", ["శాఖ", "సంస్థ", "వినువీధి అంతరిక్ష సంస్థ", "ఎగువ వాతావరణ కమిషన్ లిమిటెడ్", "", " "])
def test_a_word_alone_or_one_that_no_table_has_is_left(name: str) -> None:
    assert TELUGU.english(name) is None


def test_a_language_without_the_table_translates_nothing() -> None:
    assert Translator(load("en")).english("National Assembly") is None


@given(st.lists(st.sampled_from(FORMS), min_size=1, max_size=6))
def test_what_is_made_of_the_words_is_in_latin_letters(words: list[str]) -> None:
    english = TELUGU.english(" ".join(words))
    assert english is None or english.isascii()


class Found:
    """A `NerEngine` that finds the whole text."""

    def __init__(self, label: str) -> None:
        self.label = label

    def entities(self, documents: list[Document]) -> list[tuple[Entity, ...]]:
        return [
            (Entity(0, len(d.text), self.label, len(d.text), engine="test", score=1.0),) for d in documents
        ]


@pytest.mark.parametrize(("label", "name"), [("ORG", "National Assembly"), ("LOC", "Jatiya Assembly")])
def test_organisations_alone_are_translated(label: str, name: str) -> None:
    text = "జాతీయ అసెంబ్లీ"
    document = Document("d", text, relevant=True).with_layer("sentences", ()).with_layer("timexes", ())
    stage = NamesStage(load("te"), knowledge.load(), Found(label))
    assert [e.canonical for e in stage.annotate([document])[0]] == [name]
