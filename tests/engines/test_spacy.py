"""The bridge to spaCy and the pipeline component."""

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from ghatana.document import Argument, Document, Entity, Event, EventDate, Timex, Token
from ghatana.engines import spacy_component
from ghatana.engines.plain import from_plain, to_plain
from ghatana.engines.spacy_docs import from_spacy, to_spacy
from ghatana.stages.sentences import SentenceStage
from ghatana.stages.tokens import TokenStage

TEXT = "శీర్షిక\n\n చైనాతో  మే 3న రాకెట్ ఎగిరింది.  అంతే"


def tokenized(text: str) -> Document:
    document = Document("d", text)
    document = document.with_layer("sentences", SentenceStage("te").annotate([document])[0])
    return document.with_layer("tokens", TokenStage("te").annotate([document])[0])


def at(surface: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(surface)
    return start, start + len(surface)


def full() -> Document:
    document = tokenized(TEXT)
    china = Entity(*at("చైనా"), label="LOC", stem_end=at("చైనా")[1], canonical="China", kb_id="china", score=0.5)
    day = Timex(
        *at("మే 3న"), type="DATE", value="2024-05-03", edtf="2024-05-03", earliest=date(2024, 5, 3),
        latest=date(2024, 5, 3), alternatives=("2025-05-03",),
    )  # fmt: skip
    launch = Event(
        *at("ఎగిరింది"), type="launch", subtype="liftoff", status="completed",
        date=EventDate(*at("మే 3న"), edtf="2024-05-03", earliest=date(2024, 5, 3), latest=date(2024, 5, 3)),
        arguments=(Argument(*at("రాకెట్"), role="vehicle"),),
    )  # fmt: skip
    document = document.with_layer("timexes", (day,)).with_layer("entities", (china,))
    return document.with_layer("events", (launch,))


def test_text_tokens_and_sentences_survive() -> None:
    doc = to_spacy(full())
    assert doc.text == TEXT
    assert [t.text for t in doc if not t.is_space] == [t.of(TEXT) for t in full().tokens]
    starts = [t.idx for t in doc if t.is_sent_start and not t.is_space]
    assert starts == [s.start for s in full().sentences]


def test_spans_are_widened_to_tokens_and_exact_offsets_kept() -> None:
    doc = to_spacy(full())
    (china,) = doc.spans["entities"]
    assert (china.text, china.label_, china.kb_id_) == ("చైనాతో", "LOC", "china")
    assert doc.spans["entities"].attrs["offsets"] == [list(at("చైనా"))]
    (day,) = doc.spans["timexes"]
    assert (day.text, day.label_) == ("మే 3న", "DATE")
    (trigger,) = doc.spans["triggers"]
    assert (trigger.text, trigger.label_) == ("ఎగిరింది", "launch/liftoff")


def test_without_tokens_the_pipeline_makes_them() -> None:
    nlp = spacy.blank("te")
    doc = to_spacy(Document("d", "చైనా, రష్యా"), nlp)
    assert [t.text for t in doc] == ["చైనా", ",", "రష్యా"]
    assert doc.vocab is nlp.vocab
    assert doc.user_data["doc_id"] == "d"


def test_lemmas_and_parts_of_speech_go_along() -> None:
    document = Document("d", "చైనా వెళ్లింది").with_layer(
        "tokens", (Token(0, 4, lemma="చైనా", upos="PROPN"), Token(5, 14, lemma="వెళ్లు"))
    )
    doc = to_spacy(document)
    assert [(t.lemma_, t.pos_) for t in doc] == [("చైనా", "PROPN"), ("వెళ్లు", "")]
    assert from_spacy(doc, "d").tokens == document.tokens


def test_a_language_that_spacy_does_not_know_still_has_a_doc() -> None:
    assert to_spacy(Document("d", "x y", lang="qq")).lang_ == "xx"


def test_from_spacy_takes_sentences_only_where_set() -> None:
    nlp = spacy.blank("te")
    assert from_spacy(nlp("అది. ఇది."), "d").layers == {"tokens"}
    nlp.add_pipe("sentencizer")
    document = from_spacy(nlp(" అది.\n\n ఇది. "), "d")
    assert [s.of(document.text) for s in document.sentences] == ["అది.", "ఇది."]
    assert document.doc_id == "d"
    assert document.lang == "te"


@given(st.text(st.one_of(st.sampled_from("అకం. \n\t\u200c,"), st.characters(exclude_categories=["Cs"]))))
def test_there_and_back(text: str) -> None:
    document = tokenized(text)
    doc = to_spacy(document)
    assert doc.text == text
    back = from_spacy(doc, "d")
    assert back.text == text
    assert back.tokens == document.tokens
    if document.sentences:
        assert back.sentences == document.sentences


def test_signs_without_a_token_are_not_lost() -> None:
    document = Document("d", "అది, ఇది.").with_layer("tokens", (Token(0, 3), Token(5, 8)))
    assert to_spacy(document).text == "అది, ఇది."


def test_plain_documents_are_json_and_come_back() -> None:
    document = full()
    assert from_plain(json.loads(json.dumps(to_plain(document)))) == document


class FakeApi:
    """Stands where `ghatana.api` is, so that the component is tested alone."""

    asked: list[dict[str, Any]]

    def __init__(self) -> None:
        self.asked = []

    def annotate(self, text: str, **options: Any) -> Document:
        self.asked.append(options)
        return full() if text == TEXT else Document("e", text)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> FakeApi:
    fake = FakeApi()
    monkeypatch.setitem(sys.modules, "ghatana.api", fake)  # type: ignore[arg-type]
    return fake


def test_the_component_adds_span_groups_and_the_document(api: FakeApi) -> None:
    nlp = spacy.blank("te")
    nlp.add_pipe("ghatana")
    doc = nlp(TEXT)
    assert [s.label_ for s in doc.spans["ghatana_entities"]] == ["LOC"]
    assert [s.label_ for s in doc.spans["ghatana_timexes"]] == ["DATE"]
    assert [s.label_ for s in doc.spans["ghatana_events"]] == ["launch/liftoff"]
    assert doc._.ghatana == full()
    assert api.asked == [{"published": None}]


def test_the_component_is_told_the_date_and_the_recipe(api: FakeApi) -> None:
    nlp = spacy.blank("te")
    nlp.add_pipe("ghatana", config={"recipe": "mine.toml"})
    doc = nlp.make_doc("అది")
    doc.user_data["published"] = "2024-06-13"
    nlp(doc)
    assert api.asked == [{"published": "2024-06-13", "recipe": "mine.toml"}]


def test_annotated_docs_are_serialised_whole(api: FakeApi) -> None:
    nlp = spacy.blank("te")
    nlp.add_pipe("ghatana")
    doc = nlp(TEXT)
    (back,) = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)
    assert back._.ghatana == full()
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes()).spans["ghatana_events"].attrs == {
        "offsets": [list(at("ఎగిరింది"))]
    }


def test_a_doc_that_was_not_annotated_has_none(api: FakeApi) -> None:
    spacy.blank("te").add_pipe("ghatana")
    assert spacy.blank("te")("అది")._.ghatana is None


def test_the_entry_point_module_imports_nothing_but_spacy() -> None:
    code = (
        "import sys, spacy; before = set(sys.modules); import ghatana.engines.spacy_component;"
        "print(sorted(m.split('.')[0] for m in set(sys.modules) - before if not m.startswith('ghatana')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.replace("'", '"')))
    assert not loaded & {
        "indicnlp",
        "onnxruntime",
        "pandas",
        "pyarrow",
        "tokenizers",
        "ahocorasick",
        "stanza",
        "torch",
    }
    assert spacy_component.KEY == "ghatana"
