"""`ghatana models`: what is installed."""

import hashlib
import json
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path

import pytest

from fake_stanza import FakeStanza, white_space_pipeline
from ghatana.engines import installed as module
from ghatana.engines.installed import PACKAGES, Model, describe_models, installed, tagger_model
from ghatana.engines.onnx_tagger import FILES, model_folder
from ghatana.errors import EngineUnavailable

INT8 = {"b_corpus": {"PER": 0.5, "ALL": 0.75}, "a_corpus": {"ALL": 0.875}}


def tagger(folder: Path, config: dict[str, object], scores: bool = True) -> Path:
    (folder / "model.onnx").write_bytes(b"model")
    (folder / "heads.npz").write_bytes(b"heads")
    for name in ("tokenizer.json", "heads.json"):
        (folder / name).write_text("{}")
    (folder / "config.json").write_text(json.dumps(config))
    if scores:
        (folder / "scores.json").write_text(json.dumps({"fp32": {"a_corpus": {"ALL": 0.9}}, "int8": INT8}))
    return folder


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class TestTagger:
    def test_what_its_files_say(self, tmp_path: Path) -> None:
        model = tagger_model(
            tagger(tmp_path, {"name": "mine", "licence": "CC-BY-4.0", "revision": "r7"}), FILES
        )
        assert (model.name, model.kind, model.where) == ("mine", "name tagger", str(tmp_path))
        assert (model.revision, model.licence) == ("r7", "CC-BY-4.0")
        assert model.scores == {"a_corpus": 0.875, "b_corpus": 0.75}, "of the int8 model, over all labels"
        assert list(model.scores) == ["a_corpus", "b_corpus"]
        assert model.files["model.onnx"] == sha(b"model")
        assert set(model.files) == set(FILES)

    def test_what_is_not_known_is_not_made_up(self, tmp_path: Path) -> None:
        model = tagger_model(tagger(tmp_path, {}, scores=False), FILES)
        assert (model.name, model.licence, model.scores) == (tmp_path.name, None, {})
        assert model.revision == sha(b"model")[:12], "the state of the model's own file"

    def test_the_shipped_one(self) -> None:
        folder = model_folder()
        shipped = [m for m in installed() if m.kind == "name tagger"]
        assert [m.where for m in shipped] == [str(folder)]
        for name, digest in shipped[0].files.items():
            assert digest == sha((folder / name).read_bytes())

    def test_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing() -> Path:
            raise EngineUnavailable("not here")

        monkeypatch.setattr("ghatana.engines.onnx_tagger.model_folder", missing)
        assert not [m for m in installed() if m.kind == "name tagger"]


class FakeDistribution(Distribution):
    """A distribution that is its metadata."""

    def __init__(self, **fields: str | list[str]) -> None:
        self._fields = fields

    @property
    def metadata(self) -> Message:  # type: ignore[override]
        message = Message()
        message["Name"], message["Version"] = "thing", "1.2"
        for name, value in self._fields.items():
            for line in [value] if isinstance(value, str) else value:
                message[name.replace("_", "-")] = line
        return message

    def read_text(self, filename: str) -> None:
        return None

    def locate_file(self, path: object) -> Path:
        return Path("/site-packages")


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License_Expression": "MIT", "License": "whatever"}, "MIT"),
        ({"License": " Apache 2.0 "}, "Apache 2.0"),
        ({"License": "MIT\n\nPermission …", "Classifier": ["A :: B", "License :: OSI Approved :: MIT"]}, "MIT"),
        ({"Classifier": ["Programming Language :: Python"]}, None),
        ({"License": ""}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_the_licence_of_a_package(fields: dict[str, str | list[str]], licence: str | None) -> None:
    model = module._package(FakeDistribution(**fields))
    assert model == Model("thing", "package", "/site-packages", "1.2", licence)


class TestPackages:
    def test_versions_are_those_that_are_imported(self) -> None:
        import onnxruntime
        import spacy

        by_name = {m.name: m for m in installed() if m.kind == "package"}
        assert by_name["spacy"].revision == spacy.__version__
        assert by_name["onnxruntime"].revision == onnxruntime.__version__
        assert by_name["spacy"].licence == "MIT"

    def test_every_package_has_a_line_and_an_absent_one_its_command(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = module.distribution

        def without_transformers(name: str) -> Distribution:
            if name == "transformers":
                raise PackageNotFoundError(name)
            return real(name)

        monkeypatch.setattr(module, "distribution", without_transformers)
        text = describe_models()
        for name, (use, _) in PACKAGES.items():
            (line,) = [x for x in text.splitlines() if x.startswith(f"  {name} ")]
            assert use in line
            if name == "transformers":
                assert "not installed: pip install 'ghatana[train]'" in line


class TestStanza:
    @pytest.fixture
    def place(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
        FakeStanza(monkeypatch, white_space_pipeline, tmp_path)
        real = module.distribution
        thing = FakeDistribution()
        monkeypatch.setattr(module, "distribution", lambda name: thing if name == "stanza" else real(name))
        (tmp_path / "resources.json").write_text("{}")
        return tmp_path

    def test_what_stanza_downloaded(self, place: Path) -> None:
        for name in ("te/tokenize/mtg.pt", "te/ner/ilner.pt", "zz/tokenize/zz.pt"):
            (place / name).parent.mkdir(parents=True)
            (place / name).write_bytes(name.encode())
        found = [m for m in installed() if m.kind == "stanza model"]
        assert [m.name for m in found] == ["te/ner/ilner", "te/tokenize/mtg"], "languages that have a pack"
        assert found[1].files == {"mtg.pt": sha(b"te/tokenize/mtg.pt")}
        assert found[1].revision == sha(b"te/tokenize/mtg.pt")[:12]
        assert found[1].licence is None

    def test_nothing_downloaded(self, place: Path) -> None:
        assert not [m for m in installed() if m.kind == "stanza model"]


def test_spacy_pipelines_that_are_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        name = "xx_small"
        dist = FakeDistribution(License="CC-BY-4.0")

    monkeypatch.setattr(module, "entry_points", lambda group: [Entry] if group == "spacy_models" else [])
    (model,) = [m for m in installed() if m.kind == "spaCy pipeline"]
    assert model == Model("xx_small", "spaCy pipeline", "/site-packages", "1.2", "CC-BY-4.0")


def test_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Model("m", "name tagger", "/somewhere", "abc", None, {"dev": 0.87654}, {"model.onnx": "00ff"})
    monkeypatch.setattr(module, "installed", lambda: [model, Model("spacy", "package", "/p", "3.8", "MIT")])
    text = describe_models()
    assert text.startswith(
        "Models\n"
        "\n"
        "m (name tagger)\n"
        "  revision  abc\n"
        "  licence   not stated\n"
        "  where     /somewhere\n"
        "  F1        0.8765 on dev\n"
        "  sha256    00ff  model.onnx\n"
        "\n"
        "Packages\n"
    )
    assert "  spacy              3.8          MIT  (--ner spacy:PIPELINE, --tokenizer spacy)\n" in text
    assert text.endswith("\n")


def test_the_text_where_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "installed", list)
    assert "none; the shipped tagger comes with `pip install ghatana`" in describe_models()
    assert describe_models().count("not installed: pip install") == len(PACKAGES)
