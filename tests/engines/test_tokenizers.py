"""What every tokenizer engine promises, tried on each that can run here; stanza stands in by a fake pipeline."""

import importlib
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_stanza import white_space_pipeline
from ghatana import engines
from ghatana.document import Document, Sentence
from ghatana.engines.stanza_tokenizer import StanzaTokenizer
from ghatana.errors import EngineUnavailable, UsageError
from ghatana.languages import load
from ghatana.stages.sentences import SentenceStage
from ghatana.stages.tokens import TokenStage

TEXT = "9.30కి చాంగ్'ఇ-6 … https://isro.gov.in రూ.615 ‘‘అని’’  భారత్\u200cలో (2,45,000)తో."


ENGINES = {
    "indicnlp": engines.tokenizer("indicnlp", "te"),
    "spacy": engines.tokenizer("spacy", load("te")),
    "stanza, faked": StanzaTokenizer("te", white_space_pipeline),
}


def surfaces(engine: Any, text: str) -> list[str]:
    return [t.of(text) for t in engine.tokenize(text, Sentence(0, len(text)))]


@pytest.mark.parametrize("name", ENGINES)
@given(
    text=st.text(
        st.one_of(st.sampled_from("అకంగ్ .,'’…\n\u200c12-/:"), st.characters(exclude_categories=["Cs"]))
    )
)
def test_every_sign_is_in_exactly_one_token(name: str, text: str) -> None:
    document = Document("d", "మొదటిది. " + text)
    document = document.with_layer("sentences", SentenceStage("te").annotate([document])[0])
    stage = TokenStage("te", engine=ENGINES[name])
    held = [0] * len(document.text)
    for token in document.with_layer("tokens", stage.annotate([document])[0]).tokens:
        for place in range(token.start, token.end):
            held[place] += 1
    assert all(h == 1 for h, c in zip(held, document.text, strict=True) if not c.isspace())
    assert max(held) == 1


def test_indicnlp_keeps_its_own_segmentation() -> None:
    found = surfaces(ENGINES["indicnlp"], TEXT)
    assert found[:3] == ["9", ".", "30కి"]
    assert "‘‘అని’’" in found
    assert "భారత్\u200cలో" in found


def test_spacy_keeps_its_own_segmentation() -> None:
    found = surfaces(ENGINES["spacy"], TEXT)
    assert "https://isro.gov.in" in found
    assert "భారత్\u200cలో" in found
    assert not any(piece.isspace() for piece in found)


@pytest.mark.parametrize("name", ENGINES)
def test_offsets_count_from_the_start_of_the_text(name: str) -> None:
    text = "అది. చైనా వెళ్లింది"
    tokens = ENGINES[name].tokenize(text, Sentence(5, len(text)))
    assert [t.of(text) for t in tokens] == ["చైనా", "వెళ్లింది"]


def test_spacy_reads_a_sentence_of_a_million_signs() -> None:
    text = "అ" * 1_000_001
    assert surfaces(ENGINES["spacy"], text) == [text]


def test_rules_are_no_engine() -> None:
    assert engines.tokenizer("rules", "te") is None


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        engines.tokenizer("nltk", "te")
    assert (
        str(caught.value) == "There is no tokenizer 'nltk'. Known tokenizers: indicnlp, rules, spacy, stanza."
    )
    assert caught.value.exit_status == 2


def test_spacy_without_the_language_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no tokenizer for the language 'qq'"):
        engines.tokenizer("spacy", "qq")


def test_a_missing_package_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ghatana.engines.indicnlp_tokenizer", raising=False)
    for name in ("indicnlp", "indicnlp.tokenize"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(EngineUnavailable, match=r"pip install 'indic-nlp-library'"):
        engines.tokenizer("indicnlp", "te")


def test_engines_are_imported_only_when_asked_for() -> None:
    names = {module for module, _, _ in engines.TOKENIZERS.values()}
    assert names == {f"ghatana.engines.{n}_tokenizer" for n in ("indicnlp", "spacy", "stanza")}
    assert not any(hasattr(importlib.reload(engines), n) for n in ("spacy", "stanza", "indicnlp"))
