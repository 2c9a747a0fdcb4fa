"""English names on tagged sentences: the knowledge base by its Latin names, and what capitals tell."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ghatana import knowledge
from ghatana.document import Document, Entity, Sentence, Timex
from ghatana.languages import Language, load
from ghatana.stages.names import NamesStage
from ghatana.stages.names.cased import CasedNames
from ghatana.stages.suffixes import SuffixSplitter

SENTENCES = [
    "<ORG nom isro>ISRO</ORG> and <ORG nom nasa>Nasa</ORG> agreed.",
    "<LOC gen india>India|'s</LOC> <BODY nom moon>Moon</BODY> probe "
    "<SPACECRAFT nom chandrayaan-3>Chandrayaan-3</SPACECRAFT> flew.",
    "<LOC gen china>China|’s</LOC> rover.",
    "The <BODY nom moon>Moon</BODY> is far.",
    "A <LAUNCHER nom falcon-9>Falcon 9</LAUNCHER> rocket rose.",
    "It flew aboard <LAUNCHER nom pslv-c52>PSLV-C52</LAUNCHER> from <SITE nom sriharikota>SRIHARIKOTA</SITE>.",
    "the <SPACECRAFT nom change-6>Chang'e-6</SPACECRAFT> probe and <SPACECRAFT nom luna-25>Luna-25</SPACECRAFT>, "
    "<SPACECRAFT nom luna-26>26</SPACECRAFT> and <SPACECRAFT nom luna-27>27</SPACECRAFT> fly.",
    "<ORG nom isro>ISRO</ORG> Chairman <PER nom s-somanath>S. Somanath</PER> said. "
    "<PER nom s-somanath>Somanath</PER> added.",
    "President <PER nom vladimir-putin>Vladimir Putin</PER> and <PER nom joe-biden>Biden</PER> met.",
    "\"Fine,\" said <PER nom ->Jane Q. Doe</PER>, a director.",
    "\"Fine,\" <PER nom ->Angela Hart</PER> said. Later <PER nom ->Hart</PER> left.",
    "Minister <PER gen ->Idris Vale|'s</PER> letter came.",
    "The <SPACECRAFT nom ->Qomora</SPACECRAFT> satellite works.",
    "The satellite <SPACECRAFT nom ->Qomora</SPACECRAFT> works.",
    "The rocket <LAUNCHER nom ->Zuljan</LAUNCHER> works.",
    "the <ORG nom ->Ministry of Science and Industry</ORG> agreed.",
    "the <ORG nom ->Bank of Kerala</ORG> agreed.",
    "He left <SITE nom ->Zanzala Cosmodrome</SITE> for good.",
]  # fmt: skip
# Sentences without a name.
PLAIN = [
    "Progress is slow, and hope is all we have.",
    "The prime minister said on Monday that talks go on.",
    "A Chinese satellite and an Indian rocket were made.",
    "A scientist working there said so.",
    "Later on, they said so; the moon was full.",
]


@pytest.fixture(scope="module")
def english() -> NamesStage:
    return NamesStage(load("en"), knowledge.load())


def found(stage: NamesStage, text: str) -> list[tuple[str, int, str, str, str | None]]:
    document = Document("d", text, lang="en").with_layer("sentences", (Sentence(0, len(text)),))
    entities = stage.annotate([document])[0]
    return [(e.of(text), e.stem_end - e.start, e.label, e.case, e.kb_id) for e in entities]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_tagged(english: NamesStage, tagged: ModuleType, sentence: str) -> None:
    text, mentions = tagged.parse(sentence)
    expected = [(text[m.start : m.end], m.stem_end - m.start, m.label, m.case, m.kb_id) for m in mentions]
    assert found(english, text) == expected


@pytest.mark.parametrize("text", PLAIN)
def test_words_are_no_names(english: NamesStage, text: str) -> None:
    assert found(english, text) == []


def test_names_that_no_one_knows_stay_as_they_are_written(english: NamesStage) -> None:
    text = "The Qomora-X2 satellite, said President Əli Çelik-Öz, works."
    document = Document("d", text, lang="en").with_layer("sentences", (Sentence(0, len(text)),))
    assert [e.canonical for e in english.annotate([document])[0]] == ["Qomora-X2", "Əli Çelik-Öz"]


def test_a_pack_without_the_file_has_no_such_rules(tmp_path: Path) -> None:
    telugu = load("te")
    rules = CasedNames(telugu, SuffixSplitter(telugu))
    assert list(rules.find("President Jane Doe said.", lambda _: (0, 24), [])) == []
    assert Language("te").settings("cased", needed=False) == {}


PIECES = st.lists(
    st.sampled_from(
        ["The", "President", "Jane", "Doe", "said", "satellite", "Bank", "of", "India's", "Moon", "S.", ",", ".",
         "Falcon", "9", "ISRO", "Qomora", "and", "’s", "(NASA)", "\n"]
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mentions_are_flat_and_read_back(english: NamesStage, pieces: list[str]) -> None:
    text = " ".join(pieces)
    document = Document("d", text, lang="en")
    document = document.with_layer("sentences", (Sentence(0, len(text)),) if text else ())
    entities: tuple[Entity, ...] = tuple(english.annotate([document])[0])
    document.with_layer("entities", entities)
    assert all(text[e.start : e.end].strip() == text[e.start : e.end] for e in entities)
    assert all(a.end <= b.start for a, b in pairwise(entities))


def test_a_time_is_no_name() -> None:
    text = "Its launch has slipped to mid-2031, and Mid-2031 it was."
    timex = Timex(text.index("mid-2031"), text.index("mid-2031") + 8, "DATE", "2031", "MID", "2031")
    document = Document("d", text, lang="en").with_layer("sentences", (Sentence(0, len(text)),))
    tagged = Engine([Entity(timex.start, timex.end, "SPACECRAFT", timex.end)])
    stage = NamesStage(load("en"), knowledge.load(), tagged)
    assert [e.of(text) for e in stage.annotate([document])[0]] == ["mid-2031"]
    assert stage.annotate([document.with_layer("timexes", (timex,))])[0] == ()


class Engine:
    """Says the same of every document."""

    def __init__(self, mentions: list[Entity]) -> None:
        self.mentions = tuple(mentions)

    def entities(self, documents: list[Document]) -> list[tuple[Entity, ...]]:
        return [self.mentions for _ in documents]
