"""`--ner`: which engine a name stands for, what a wrong one is told, what a fingerprint holds."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy

from ghatana.engines import tokenizer, tokenizer_fingerprint
from ghatana.engines.names import KNOWN, event_model, ner, ner_fingerprint, shipped
from ghatana.errors import EngineUnavailable, UsageError
from ghatana.languages import load
from ghatana.recipe import Recipe


def pipeline(folder: Path, pattern: str) -> Path:
    nlp = spacy.blank("te")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": pattern}])  # type: ignore[attr-defined]
    nlp.to_disk(folder)
    return folder


def test_rules_need_no_engine() -> None:
    assert ner("rules", "te") is None
    assert ner("rules", load("te")) is None
    assert ner_fingerprint("rules", "te") == "rules"


@pytest.mark.parametrize("name", ["flair", "", "rules:x", "flair:model", ":model"])
def test_an_unknown_engine_is_told_the_known_ones(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        ner(name, "te")
    assert KNOWN in str(caught.value)
    assert caught.value.exit_status == 2


@pytest.mark.parametrize("name", ["onnx:", "stanza:", "spacy:", "transformers:", "rules:"])
def test_a_colon_wants_a_model(name: str) -> None:
    with pytest.raises(UsageError, match="a colon and no model"):
        ner(name, "te")


@pytest.mark.parametrize(
    ("name", "wanted"), [("spacy", "spacy:PIPELINE"), ("transformers", "PATH_OR_HUB_NAME")]
)
def test_engines_that_cannot_do_without_a_model(name: str, wanted: str) -> None:
    with pytest.raises(UsageError, match=f"--ner .*{wanted}"):
        ner(name, "te")


def test_a_missing_spacy_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ghatana.engines.spacy_ner", raising=False)
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(EngineUnavailable, match="pip install spacy"):
        ner("spacy:mine", "te")


def test_the_name_a_message_gives_is_one_that_the_factory_takes(tmp_path: Path) -> None:
    for part in KNOWN.split(", "):
        name = part.partition("[")[0].partition(":")[0]
        if name != "rules":
            with pytest.raises((EngineUnavailable, UsageError)) as caught:
                ner(f"{name}:{tmp_path / 'nothing'}", "te")
            assert "Unknown name engine" not in str(caught.value)


def test_a_fingerprint_follows_the_model_and_not_its_place(tmp_path: Path) -> None:
    one, same = pipeline(tmp_path / "one", "ఇస్రో"), pipeline(tmp_path / "same", "ఇస్రో")
    other = pipeline(tmp_path / "other", "నాసా")
    prints = [ner_fingerprint(f"spacy:{folder}", "te") for folder in (one, same, other)]
    assert prints[0] == prints[1] != prints[2]
    assert f"spacy={spacy.__version__}" in prints[0]


def test_a_fingerprint_of_what_is_not_installed_says_so() -> None:
    assert ner_fingerprint("spacy:xx_nothing", "te").endswith("xx_nothing=none")


def test_a_checkpoint_in_a_folder_and_one_by_its_hub_name(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    name = f"transformers:{tmp_path}"
    before = ner_fingerprint(name, "te")
    (tmp_path / "config.json").write_text('{"a": 1}')
    assert ner_fingerprint(name, "te") != before
    assert ner_fingerprint("transformers:ai4bharat/IndicNER", "te").startswith(
        "transformers:ai4bharat/IndicNER "
    )


def test_the_recipe_has_the_engines_in_its_fingerprint(tmp_path: Path) -> None:
    folder = pipeline(tmp_path / "mine", "ఇస్రో")
    recipe = Recipe.default().changed(ner=f"spacy:{folder}")
    before = recipe.fingerprint()
    pipeline(folder, "నాసా")
    assert recipe.fingerprint() != before
    assert Recipe.default().changed(tokenizer="spacy").fingerprint() != Recipe.default().fingerprint()


class TestEventModels:
    @pytest.fixture
    def loaded(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path | None]]:
        """The folders of the models that were loaded, by a stand-in that loads nothing."""
        folders: list[Path | None] = []

        class Stand:
            def __init__(self, folder: Path | None = None) -> None:
                folders.append(folder)

        monkeypatch.setattr("ghatana.engines.onnx_tagger.OnnxTagger", Stand)
        shipped.cache_clear()
        yield folders
        shipped.cache_clear()

    def test_none_is_no_model(self, loaded: list[Path | None]) -> None:
        assert event_model("none") is None
        assert loaded == []

    def test_names_and_events_share_one_model(self, loaded: list[Path | None]) -> None:
        assert event_model("onnx") is ner("onnx", "te")
        assert event_model("onnx") is event_model("onnx")
        assert loaded == [None]

    def test_each_folder_has_its_own(self, loaded: list[Path | None], tmp_path: Path) -> None:
        own = event_model(f"onnx:{tmp_path}")
        assert own is ner(f"onnx:{tmp_path}", "te")
        assert own is not event_model("onnx")
        assert loaded == [tmp_path, None]

    @pytest.mark.parametrize(
        "name", ["", "rules", "onnx:", ":x", "none:x", "torch", "transformers:x", "ONNX"]
    )
    def test_an_unknown_one_is_told_the_known(self, name: str, loaded: list[Path | None]) -> None:
        with pytest.raises(UsageError, match=r"known: none, onnx\[:FOLDER\]") as caught:
            event_model(name)
        assert repr(name) in caught.value.message
        assert caught.value.exit_status == 2
        assert loaded == []

    def test_a_folder_without_one_says_what_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(EngineUnavailable, match=r"lacks .*heads\.npz, heads\.json"):
            event_model(f"onnx:{tmp_path}")

    def test_a_model_that_was_not_there_is_looked_for_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(EngineUnavailable):
            event_model(f"onnx:{tmp_path}")
        monkeypatch.setattr("ghatana.engines.onnx_tagger.OnnxTagger", lambda folder: "made since")
        assert event_model(f"onnx:{tmp_path}") == "made since"


class TestTokenizers:
    @pytest.mark.parametrize("name", ["rules:x", "spacy:xx_model", "indicnlp:x"])
    def test_those_that_take_no_models_say_so(self, name: str) -> None:
        with pytest.raises(UsageError, match="takes no models"):
            tokenizer(name, "te")

    @pytest.mark.parametrize("name", ["stanza:", "rules:"])
    def test_a_colon_wants_a_folder(self, name: str) -> None:
        with pytest.raises(UsageError, match="no folder follows the colon"):
            tokenizer(name, "te")

    def test_fingerprints(self) -> None:
        assert tokenizer_fingerprint("rules", "te") == "rules"
        assert tokenizer_fingerprint("spacy", load("te")) == f"spacy spacy={spacy.__version__}"
        assert tokenizer_fingerprint("indicnlp", "te").startswith("indicnlp indic-nlp-library=")
