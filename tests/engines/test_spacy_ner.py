"""`--ner spacy:PIPELINE` on small pipelines that are built here."""

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import ghatana
from ghatana.document import Document, Entity, Sentence
from ghatana.engines.names import ner
from ghatana.engines.spacy_ner import SpacyNer
from ghatana.errors import EngineUnavailable, UsageError
from ghatana.stages.sentences import SentenceStage

PATTERNS = [
    {"label": "PERSON", "pattern": "లక్ష్మి"},
    {"label": "GPE", "pattern": "మిట్టపల్లిలో"},
    {"label": "ORG", "pattern": [{"TEXT": "గ్రామీణ"}, {"TEXT": "పరిశోధనశాలతో"}]},
    {"label": "LAUNCHER", "pattern": [{"TEXT": "నేత్ర"}, {"TEXT": "-"}, {"TEXT": "7"}]},
    {"label": "DATE", "pattern": "సోమవారం"},
]
TEXT = "శీర్షిక\n\nమిట్టపల్లిలో లక్ష్మి సోమవారం మాట్లాడారు. గ్రామీణ పరిశోధనశాలతో కలిసి నేత్ర-7ను నిర్మించారు. లక్ష్మి!"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    nlp = spacy.blank("te")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "mine")
    return tmp_path / "mine"


def split(text: str, doc_id: str = "d") -> Document:
    document = Document(doc_id, text)
    return document.with_layer("sentences", SentenceStage("te").annotate([document])[0])


def surfaces(engine: Any, text: str) -> list[tuple[str, str]]:
    return [(m.of(text), m.label) for m in engine.entities([split(text)])[0]]


def test_names_with_exact_offsets_in_the_untouched_text(folder: Path) -> None:
    found = surfaces(ner(f"spacy:{folder}", "te"), TEXT)
    assert found == [
        ("మిట్టపల్లిలో", "LOC"),
        ("లక్ష్మి", "PER"),
        ("గ్రామీణ పరిశోధనశాలతో", "ORG"),
        ("లక్ష్మి", "PER"),
    ], "DATE is no name, and spaCy's token '7ను' is not the '7' of the pattern"


def test_the_layer_is_valid_and_says_who_found_it(folder: Path) -> None:
    document = split(TEXT)
    (mentions,) = SpacyNer(str(folder)).entities([document])
    assert {m.engine for m in document.with_layer("entities", mentions).entities} == {"spacy"}


@pytest.mark.parametrize("text", ["", "\n\n", "…", "a" * 5])
def test_texts_without_names(folder: Path, text: str) -> None:
    assert surfaces(SpacyNer(str(folder)), text) == []


def test_what_it_says_of_a_document_does_not_depend_on_the_others(folder: Path) -> None:
    engine = SpacyNer(str(folder))
    documents = [split(TEXT, "a"), split("లక్ష్మి వచ్చారు.", "b"), split(TEXT, "c")]
    alone = [engine.entities([d])[0] for d in documents]
    assert engine.entities(documents) == alone
    assert engine.entities(documents[::-1]) == alone[::-1]


def test_the_vocabulary_does_not_grow_with_what_was_read(folder: Path) -> None:
    engine = SpacyNer(str(folder))
    surfaces(engine, "మొదటి వాక్యం.")
    before = len(engine._nlp.vocab.strings)
    surfaces(engine, " ".join(f"కొత్త{n}" for n in range(500)))
    assert len(engine._nlp.vocab.strings) == before


def test_a_sentence_longer_than_spacy_allows(folder: Path) -> None:
    engine = SpacyNer(str(folder))
    engine._nlp.max_length = 10
    text = "లక్ష్మి " * 20
    document = Document("d", text).with_layer("sentences", (Sentence(0, len(text)),))
    assert len(engine.entities([document])[0]) == 20


@Language.component("names_inside_words")
def names_inside_words(doc: Doc) -> Doc:
    """Sets an entity of four signs: the tokens of this pipeline are single signs."""
    doc.ents = (Span(doc, 0, 4, label="GPE"),)
    return doc


def test_a_name_that_ends_inside_a_word_is_widened(tmp_path: Path) -> None:
    nlp = spacy.blank("te")
    nlp.add_pipe("names_inside_words")
    nlp.to_disk(tmp_path)
    engine = SpacyNer(str(tmp_path))
    engine._nlp.tokenizer = lambda text: Doc(engine._nlp.vocab, words=list(text), spaces=[False] * len(text))
    text = "చైనాతో"
    document = Document("d", text).with_layer("sentences", (Sentence(0, len(text)),))
    (mention,) = engine.entities([document])[0]
    assert mention == Entity(0, len(text), "LOC", len(text), engine="spacy")


def test_a_span_ruler_that_sets_entities_will_do(tmp_path: Path) -> None:
    nlp = spacy.blank("te")
    ruler: Any = nlp.add_pipe("span_ruler", config={"annotate_ents": True})
    ruler.add_patterns(PATTERNS)
    nlp.to_disk(tmp_path)
    assert surfaces(SpacyNer(str(tmp_path)), "లక్ష్మి వచ్చారు.") == [("లక్ష్మి", "PER")]


@pytest.mark.parametrize("components", [[], ["sentencizer"], ["span_ruler"]])
def test_a_pipeline_that_finds_no_names_is_refused(tmp_path: Path, components: list[str]) -> None:
    nlp = spacy.blank("te")
    for component in components:
        nlp.add_pipe(component)
    nlp.to_disk(tmp_path)
    with pytest.raises(UsageError, match="finds no names: none of its components") as caught:
        ner(f"spacy:{tmp_path}", "te")
    assert not isinstance(caught.value, EngineUnavailable)
    assert (", ".join(components) or "it has none") in str(caught.value)


def test_a_pipeline_that_is_not_installed_is_named_with_the_command() -> None:
    with pytest.raises(EngineUnavailable) as caught:
        ner("spacy:xx_ent_nothing_sm", "te")
    assert "python -m spacy download xx_ent_nothing_sm" in str(caught.value)
    assert "E050" in str(caught.value)
    assert caught.value.context == {"pipeline": "xx_ent_nothing_sm"}


@pytest.mark.parametrize("name", ["empty", "not/there"])
def test_a_folder_without_a_pipeline_is_no_download(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EngineUnavailable) as caught:
        ner(f"spacy:{tmp_path / name}", "te")
    assert "spacy download" not in str(caught.value)
    assert "config.cfg and meta.json" in str(caught.value)


def test_a_pipeline_whose_component_is_not_installed(folder: Path) -> None:
    config = folder / "config.cfg"
    config.write_text(
        config.read_text("utf-8").replace('factory = "entity_ruler"', 'factory = "not_here"'), "utf-8"
    )
    with pytest.raises(EngineUnavailable, match=r"could not be opened .*not_here") as caught:
        ner(f"spacy:{folder}", "te")
    assert "spacy validate" in str(caught.value)


def test_the_names_reach_the_tables(folder: Path) -> None:
    tables = ghatana.extract(["మిట్టపల్లిలో లక్ష్మి మాట్లాడారు."], ner=f"spacy:{folder}", gate=False)
    rows = tables["entities"]
    assert {"మిట్టపల్లిలో", "లక్ష్మి"} <= set(rows["text"])
    village = rows[rows["text"] == "మిట్టపల్లిలో"].iloc[0]
    assert (village["engine"], village["label"], village["case"]) == ("spacy", "LOC", "loc")
    assert tables["quarantine"].empty
