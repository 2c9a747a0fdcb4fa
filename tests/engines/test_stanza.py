"""The stanza engines against a stand-in for stanza; `tests_extra/stanza` tries the real one."""

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import pytest

from fake_stanza import (
    FakeEntity,
    FakePipeline,
    FakeStanza,
    FakeToken,
    FakeWord,
    white_space_pipeline,
)
from ghatana.document import Document, Sentence, Token
from ghatana.engines import tokenizer, tokenizer_fingerprint
from ghatana.engines.names import ner, ner_fingerprint
from ghatana.engines.stanza_models import NAMES, TOKENS, lemmatizes, model_files
from ghatana.engines.stanza_ner import StanzaNer
from ghatana.engines.stanza_tokenizer import StanzaTokenizer
from ghatana.errors import EngineUnavailable

# The shape of the Telugu entry in stanza's own index.
INDEX = {
    "te": {
        "tokenize": {"mtg": {}},
        "packages": {
            "default": {
                "tokenize": "mtg",
                "pos": "mtg",
                "lemma": "identity",
                "depparse": "mtg",
                "ner": "ilner",
            }
        },
    },
    "tel": {"alias": "te"},
    "xx": {"packages": {"default": {"pos": "y"}}},
    "yy": {"packages": {"default": {"tokenize": "y", "optional": {"ner": "z"}}}},
}


def resources(folder: Path) -> Path:
    (folder / "resources.json").write_text(json.dumps(INDEX), "utf-8")
    return folder


def trained(folder: Path, *endings: str) -> Path:
    for ending in endings:
        (folder / f"te_own_{ending}.pt").write_bytes(ending.encode())
    return folder


def surfaces(engine: Any, text: str) -> list[str]:
    return [t.of(text) for t in engine.tokenize(text, Sentence(0, len(text)))]


class TestWhatIsMissing:
    def test_the_package(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "stanza", None)
        with pytest.raises(EngineUnavailable) as caught:
            tokenizer("stanza", "te")
        assert "pip install 'ghatana[stanza]'" in str(caught.value)
        assert "stanza.download('te', processors='tokenize,pos,lemma,depparse')" in str(caught.value)
        with pytest.raises(EngineUnavailable, match=r"stanza\.download\('te', processors='tokenize,ner'\)"):
            ner("stanza", "te")

    def test_the_package_for_a_fingerprint(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "stanza", None)
        with pytest.raises(EngineUnavailable, match="pip install"):
            tokenizer_fingerprint("stanza", "te")
        with pytest.raises(EngineUnavailable, match=r"pip install .*\n.*\n.*processors='tokenize,ner'"):
            ner_fingerprint("stanza", "te")

    @pytest.mark.parametrize("name", ["stanza", "stanza:{}"])
    def test_the_models(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
        fake = FakeStanza(monkeypatch, white_space_pipeline, tmp_path)
        with pytest.raises(EngineUnavailable) as caught:
            tokenizer(name.format(tmp_path), "te")
        message = str(caught.value)
        assert f"{tmp_path} holds neither resources.json nor a trained" in message
        assert "pip install" not in message
        assert "stanza.download('te', processors='tokenize,pos,lemma,depparse'" in message
        assert (f"model_dir='{tmp_path}'" in message) is (name != "stanza")
        assert not fake.asked, "stanza was not even asked"

    @pytest.mark.parametrize("error", [FileNotFoundError("mtg.pt"), ConnectionError("no network")])
    def test_a_model_that_the_index_lists(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: OSError
    ) -> None:
        FakeStanza(monkeypatch, error, resources(tmp_path))
        for ask in (tokenizer, ner):
            with pytest.raises(EngineUnavailable) as caught:
                ask("stanza", "te")
            assert f"{type(error).__name__}: {error}" in str(caught.value)
            assert "stanza.download('te'" in str(caught.value)

    @pytest.mark.parametrize(
        "error", [RuntimeError("bad zip"), pickle.UnpicklingError("x"), KeyError("config"), ValueError("v")]
    )
    def test_a_broken_model_is_not_said_to_be_absent(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
    ) -> None:
        FakeStanza(monkeypatch, error)
        with pytest.raises(
            EngineUnavailable, match=r"could not be opened .*another version than stanza 1\.0"
        ) as caught:
            tokenizer(f"stanza:{trained(tmp_path, 'tokenizer')}", "te")
        assert type(error).__name__ in str(caught.value)

    @pytest.mark.parametrize("language", ["xx", "qq"])
    def test_a_language_without_a_tokenizer(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
    ) -> None:
        FakeStanza(monkeypatch, white_space_pipeline, resources(tmp_path))
        with pytest.raises(EngineUnavailable, match=f"lists no tokenizer for the language '{language}'"):
            tokenizer("stanza", language)

    def test_a_name_tagger(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        FakeStanza(monkeypatch, white_space_pipeline)
        with pytest.raises(EngineUnavailable, match="there is no name tagger for 'te' in") as caught:
            ner(f"stanza:{trained(tmp_path, 'tokenizer', 'tagger')}", "te")
        assert "processors='tokenize,ner'" in str(caught.value)

    def test_a_tagger_that_the_parser_needs(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        FakeStanza(monkeypatch, white_space_pipeline)
        with pytest.raises(EngineUnavailable, match=r"a …_parser\.pt, but no …_tagger\.pt"):
            tokenizer(f"stanza:{trained(tmp_path, 'tokenizer', 'parser')}", "te")


class TestWhatIsOpened:
    def test_installed_models(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        fake = FakeStanza(monkeypatch, white_space_pipeline, resources(tmp_path))
        assert surfaces(tokenizer("stanza", "te"), "చైనా రష్యా") == ["చైనా", "రష్యా"]
        assert fake.asked == {
            "language": "te",
            "processors": "tokenize,pos,lemma,depparse",
            "dir": str(tmp_path),
            "download_method": None,
            "use_gpu": False,
            "verbose": False,
            "tokenize_no_ssplit": True,
        }
        assert fake.threads == [1]

    @pytest.mark.parametrize(
        ("language", "chosen"), [("te", "tokenize,ner"), ("tel", "tokenize,ner"), ("yy", "tokenize,ner")]
    )
    def test_installed_name_taggers(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, chosen: str
    ) -> None:
        fake = FakeStanza(monkeypatch, white_space_pipeline)
        ner(f"stanza:{resources(tmp_path)}", language)
        assert (fake.asked["processors"], fake.asked["dir"]) == (chosen, str(tmp_path))

    def test_trained_files(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        fake = FakeStanza(monkeypatch, white_space_pipeline)
        tokenizer(f"stanza:{trained(tmp_path, 'tokenizer', 'tagger', 'nertagger')}", "te")
        assert fake.asked["processors"] == "tokenize,pos"
        assert fake.asked["tokenize_model_path"] == str(tmp_path / "te_own_tokenizer.pt")
        assert fake.asked["pos_model_path"] == str(tmp_path / "te_own_tagger.pt")
        assert "ner_model_path" not in fake.asked
        assert fake.asked["download_method"] is None
        assert fake.asked["allow_unknown_language"] is True
        assert fake.index == "{}"
        assert not Path(fake.asked["resources_filepath"]).exists(), "the index stanza wanted is gone again"

    def test_a_trained_parser_brings_the_lemmatizer_that_stanza_wants(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        fake = FakeStanza(monkeypatch, white_space_pipeline)
        tokenizer(f"stanza:{trained(tmp_path, 'tokenizer', 'tagger', 'parser')}", "te")
        assert fake.asked["processors"] == "tokenize,pos,depparse,lemma"
        assert fake.asked["lemma_use_identity"] is True

    def test_what_a_trained_file_needs_is_found_beside_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        fake = FakeStanza(monkeypatch, white_space_pipeline)
        names = ("tokenizer", "nertagger", "tagger", "pretrain", "forward_charlm", "backward_charlm")
        ner(f"stanza:{trained(tmp_path, *names)}", "te")
        assert fake.asked["processors"] == "tokenize,ner"
        for kind in ("pretrain", "forward_charlm", "backward_charlm"):
            assert fake.asked[f"ner_{kind}_path"] == str(tmp_path / f"te_own_{kind}.pt")
        assert "pos_pretrain_path" not in fake.asked

    def test_of_two_trained_files_the_last_by_name(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        fake = FakeStanza(monkeypatch, white_space_pipeline)
        (trained(tmp_path, "tokenizer") / "tokenizer.pt").write_bytes(b"")
        tokenizer(f"stanza:{tmp_path}", "te")
        assert fake.asked["tokenize_model_path"] == str(tmp_path / "tokenizer.pt")


class TestFiles:
    def test_of_a_folder_of_trained_files(self, tmp_path: Path) -> None:
        trained(tmp_path, "tokenizer", "tagger", "nertagger", "pretrain", "checkpoint")
        assert [f.stem.removeprefix("te_own_") for f in model_files("te", TOKENS, tmp_path)] == [
            "pretrain", "tagger", "tokenizer",
        ]  # fmt: skip
        assert [f.stem.removeprefix("te_own_") for f in model_files("te", NAMES, tmp_path)] == [
            "nertagger", "pretrain", "tokenizer",
        ]  # fmt: skip

    def test_of_a_resources_folder(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        FakeStanza(monkeypatch, white_space_pipeline, resources(tmp_path))
        for name in (
            "te/tokenize/mtg",
            "te/ner/ilner",
            "te/backward_charlm/oscar",
            "hi/tokenize/hdtb",
            "te/pos/mtg",
        ):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / f"{name}.pt").write_bytes(b"")
        found = [f.relative_to(tmp_path).as_posix() for f in model_files("te", NAMES)]
        assert found == ["te/backward_charlm/oscar.pt", "te/ner/ilner.pt", "te/tokenize/mtg.pt"]

    def test_a_fingerprint_follows_the_files(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        FakeStanza(monkeypatch, white_space_pipeline, tmp_path)
        trained(tmp_path, "tokenizer")
        before = tokenizer_fingerprint(f"stanza:{tmp_path}", "te")
        assert before == tokenizer_fingerprint("stanza", "te"), "stanza's own folder, here"
        assert ner_fingerprint("stanza", "te") == before
        trained(tmp_path, "nertagger")
        assert tokenizer_fingerprint("stanza", "te") == before
        assert ner_fingerprint("stanza", "te") != before


class TestTokens:
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
        for head in (1, 2):
            words = [FakeToken(0, 4, [FakeWord(1, 0), FakeWord(2, 1)]), FakeToken(5, 10, [FakeWord(3, head)])]
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

    def test_a_lemmatizer_that_repeats_the_word_is_none(self) -> None:
        words = [FakeToken(0, 4, [FakeWord(1, 0, lemma="చైనా")])]
        identity, true = FakePipeline(words, identity=True), FakePipeline(words)
        assert (lemmatizes(identity), lemmatizes(true), lemmatizes(white_space_pipeline)) == (
            False,
            True,
            True,
        )
        assert [t.lemma for t in StanzaTokenizer("te", identity).tokenize("చైనా", Sentence(0, 4))] == [None]
        assert [t.lemma for t in StanzaTokenizer("te", true).tokenize("చైనా", Sentence(0, 4))] == ["చైనా"]

    def test_without_a_parser_there_is_no_head(self) -> None:
        words = [
            FakeToken(0, 4, [FakeWord(1, None, lemma=None)]),
            FakeToken(5, 10, [FakeWord(2, None, lemma=None)]),
        ]
        tokens = StanzaTokenizer("te", FakePipeline(words)).tokenize("చైనా రష్యా", Sentence(0, 10))
        assert [(t.head, t.lemma, t.upos) for t in tokens] == [(None, None, "NOUN")] * 2


class TestNames:
    def test_offsets_count_from_the_start_of_the_text_and_labels_are_ours(self) -> None:
        text = "అది. చైనాతో రామ్ నేడు"
        document = Document("d", text).with_layer("sentences", (Sentence(0, 4), Sentence(5, len(text))))
        by_sentence = {
            "అది.": FakePipeline(),
            text[5:]: FakePipeline(
                ents=(FakeEntity(0, 4, "GPE"), FakeEntity(7, 11, "PERSON"), FakeEntity(12, 16, "TIME"))
            ),
        }
        (found,) = StanzaNer("te", lambda sentence: by_sentence[sentence]).entities([document])
        assert [(m.of(text), m.label, m.engine) for m in found] == [
            ("చైనాతో", "LOC", "stanza"),
            ("రామ్", "PER", "stanza"),
        ]

    def test_one_answer_for_each_document(self) -> None:
        pipeline = FakePipeline(ents=(FakeEntity(0, 4, "LOC"),))
        documents = [
            Document(i, "చైనా").with_layer("sentences", s) for i, s in (("a", ()), ("b", (Sentence(0, 4),)))
        ]
        assert [len(found) for found in StanzaNer("te", pipeline).entities(documents)] == [0, 1]
        assert StanzaNer("te", pipeline).entities([]) == []
