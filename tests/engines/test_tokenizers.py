"""What every tokenizer engine promises, tried on each that can run here; stanza stands in by a fake pipeline."""

import importlib
import sys
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana import engines
from ghatana.document import Document, Sentence, Token
from ghatana.engines import stanza_tokenizer
from ghatana.engines.stanza_tokenizer import StanzaTokenizer
from ghatana.errors import EngineUnavailable, UsageError
from ghatana.languages import load
from ghatana.stages.sentences import SentenceStage
from ghatana.stages.tokens import TokenStage

TEXT = "9.30కి చాంగ్'ఇ-6 … https://isro.gov.in రూ.615 ‘‘అని’’  భారత్\u200cలో (2,45,000)తో."


@dataclass
class FakeWord:
    id: int
    head: int
    lemma: str = "lemma"
    upos: str = "NOUN"
    deprel: str = "nmod"


@dataclass
class FakeToken:
    start_char: int
    end_char: int
    words: list[FakeWord] = field(default_factory=list)


@dataclass
class FakeSentence:
    tokens: list[FakeToken]


class FakePipeline:
    """Has the attributes of a `stanza.Pipeline` and its output that the adapter reads, and nothing else."""

    def __init__(self, *sentences: list[FakeToken]) -> None:
        self.sentences = [FakeSentence(s) for s in sentences]

    def __call__(self, text: str) -> Any:
        return self


def white_space_pipeline(text: str) -> Any:
    tokens, place = [], 0
    for number, piece in enumerate(text.split(), 1):
        start = text.index(piece, place)
        place = start + len(piece)
        tokens.append(FakeToken(start, place, [FakeWord(number, number - 1)]))
    return FakePipeline(tokens)(text)


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


class TestStanza:
    def test_absent_package(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "stanza", None)
        with pytest.raises(EngineUnavailable) as caught:
            engines.tokenizer("stanza", "te")
        assert "pip install 'ghatana[stanza]'" in str(caught.value)
        assert "stanza.download('te', processors='tokenize,pos,lemma,depparse')" in str(caught.value)

    @pytest.mark.parametrize("error", [FileNotFoundError("resources.json"), ConnectionError("no network")])
    def test_absent_models(self, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
        asked: dict[str, Any] = {}

        class Stanza:
            @staticmethod
            def Pipeline(language: str, **options: Any) -> None:
                asked.update(options, language=language)
                raise error

        monkeypatch.setattr(stanza_tokenizer, "import_module", lambda name: Stanza)
        with pytest.raises(EngineUnavailable) as caught:
            engines.tokenizer("stanza", "te")
        assert f"{type(error).__name__}: {error}" in str(caught.value)
        assert "pip install" not in str(caught.value)
        assert "stanza.download('te'" in str(caught.value)
        assert asked["download_method"] is None, "nothing is downloaded unless asked"
        assert asked["tokenize_no_ssplit"] is True

    def test_installed_models(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Stanza:
            @staticmethod
            def Pipeline(language: str, **options: Any) -> Any:
                return white_space_pipeline

        monkeypatch.setattr(stanza_tokenizer, "import_module", lambda name: Stanza)
        assert surfaces(engines.tokenizer("stanza", "te"), "చైనా రష్యా") == ["చైనా", "రష్యా"]

    def test_heads_follow_tokens_that_were_filled_in(self) -> None:
        text = "అది చైనా వెళ్లింది."
        words = [
            FakeToken(0, 3, [FakeWord(1, 2)]),
            FakeToken(9, 18, [FakeWord(2, 0, upos="VERB", deprel="root")]),
        ]
        tokens = StanzaTokenizer("te", FakePipeline(words)).tokenize(text, Sentence(0, len(text)))
        assert [(t.of(text), t.head, t.upos, t.deprel) for t in tokens] == [
            ("అది", 3, "NOUN", "nmod"),
            ("చైనా", None, None, None),
            ("వెళ్లింది", 0, "VERB", "root"),
            (".", None, None, None),
        ]

    def test_a_token_of_several_words_carries_nothing_but_may_be_a_head(self) -> None:
        words = [FakeToken(0, 4, [FakeWord(1, 0), FakeWord(2, 1)]), FakeToken(5, 10, [FakeWord(3, 1)])]
        first, second = StanzaTokenizer("te", FakePipeline(words)).tokenize("చైనా రష్యా", Sentence(0, 10))
        assert (first.lemma, first.upos, first.head) == (None, None, None)
        assert second.head == 1

    def test_sentences_that_stanza_makes_of_one_keep_their_heads_apart(self) -> None:
        one, two = (
            [FakeToken(0, 4, [FakeWord(1, 0)])],
            [FakeToken(5, 10, [FakeWord(1, 0)]), FakeToken(11, 13, [FakeWord(2, 1)])],
        )
        tokens = StanzaTokenizer("te", FakePipeline(one, two)).tokenize("చైనా రష్యా లే", Sentence(0, 13))
        assert [t.head for t in tokens] == [0, 0, 2]

    def test_offsets_beyond_the_sentence_are_dropped(self) -> None:
        words = [FakeToken(0, 40, [FakeWord(1, 0)]), FakeToken(3, 3, [FakeWord(2, 1)])]
        tokens = StanzaTokenizer("te", FakePipeline(words)).tokenize("చైనా రష్యా", Sentence(0, 10))
        assert tokens == [Token(0, 4), Token(5, 10)]


def test_engines_are_imported_only_when_asked_for() -> None:
    names = {module for module, _, _ in engines.TOKENIZERS.values()}
    assert names == {f"ghatana.engines.{n}_tokenizer" for n in ("indicnlp", "spacy", "stanza")}
    assert not any(hasattr(importlib.reload(engines), n) for n in ("spacy", "stanza", "indicnlp"))
