"""From the fp32 model to files and back: fold models, calibration, and the int8 model that reads as fp32 does."""

from __future__ import annotations

import json
from importlib import import_module as recipe
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ghatana.document import Document, Sentence
from ghatana.engines.event_head import NEVER, EventHead
from ghatana.engines.onnx_tagger import FILES, OnnxTagger
from ghatana.engines.windows import words
from ghatana.stages.events.model import Asked, Questions
from ghatana.stages.sentences import split_sentences

Gold = list[dict[str, Any]]
LAYERS = 2  # of the fixture `joint`


def document(gold: dict[str, Any]) -> Document:
    spans = tuple(Sentence(s.start, s.end) for s in split_sentences(gold["text"], "te"))
    return Document(gold["doc_id"], gold["text"]).with_layer("sentences", spans)


def questions(gold: Gold) -> list[Questions]:
    return [asked for _, asked in recipe("stories").asked_cases(gold)]


class TestFoldModels:
    def test_a_model_comes_back_as_it_was_kept(self, joint: Any, tmp_path: Path) -> None:
        folds = recipe("fold_models")
        folds.save(joint, tmp_path / "a.pt", ["x"])
        again = folds.restore(tmp_path / "a.pt")
        assert again.index.known == joint.index.known
        assert again.state_dict().keys() == joint.state_dict().keys()
        for name, value in joint.state_dict().items():
            assert torch.equal(again.state_dict()[name], value)

    def test_a_document_is_read_by_a_model_that_has_not_seen_it(
        self, joint: Any, gold: Gold, tokenizer_file: Path, tmp_path: Path
    ) -> None:
        folds = recipe("fold_models")
        (tmp_path / "tokenizer.json").write_bytes(tokenizer_file.read_bytes())
        seen = [["a", "b", "d"], ["a", "c", "d"], ["b", "c", "d"]]
        for fold, names in enumerate(seen):
            folds.save(joint, tmp_path / f"fold{fold}.pt", names)
        readers = folds.Readers(tmp_path)
        assert len(readers.models) == 3
        chosen = {name: [readers.unseen(n, {"doc_id": name}) for n in range(4)] for name in "abcde"}
        assert chosen["a"] == [2] * 4
        assert chosen["b"] == [1] * 4
        assert chosen["c"] == [0] * 4
        assert chosen["d"] == [None] * 4  # every one has seen it
        assert chosen["e"] == [0, 1, 2, 0]  # none has: by turns
        (asked, *_) = questions(gold)
        assert readers.models[0].answers(document(gold[0]), asked).events

    def test_a_model_kept_without_its_documents_has_seen_none(self, joint: Any, tmp_path: Path) -> None:
        recipe("fold_models").save(joint, tmp_path / "a.pt")
        assert torch.load(tmp_path / "a.pt")["seen"] == []


class TestTorchTagger:
    def test_it_reads_every_word_and_answers_from_the_same_vectors(
        self, joint: Any, gold: Gold, encoder: Any
    ) -> None:
        tagger = recipe("torch_tagger").TorchTagger(joint, encoder)
        for given, asked in zip(gold, questions(gold), strict=True):
            known, states = tagger._read(document(given))
            assert known == words(given["text"])
            head = EventHead(recipe("torch_tagger").head_weights(joint), joint.index)
            assert tagger.answers(document(given), asked) == head.answers(known, states.numpy(), asked)

    def test_names_are_a_layer(self, joint: Any, gold: Gold, encoder: Any) -> None:
        tagger = recipe("torch_tagger").TorchTagger(joint, encoder)
        documents = [document(d) for d in gold]
        for given, found in zip(documents, tagger.entities(documents), strict=True):
            given.with_layer("entities", found)

    def test_a_text_without_words(self, joint: Any, encoder: Any) -> None:
        tagger = recipe("torch_tagger").TorchTagger(joint, encoder)
        assert tagger.entities([Document("e", " ")]) == [()]
        asked = Questions((Asked(0, 1, ("launch", "launch.launch")),), (), (), ((),), ((),))
        assert tagger.answers(Document("e", " "), asked).events == (NEVER,)


class TestMeasure:
    def test_every_place_has_its_range(self, joint: Any, gold: Gold, encoder: Any) -> None:
        calibrate = recipe("calibrate")
        found = calibrate.measure(joint, gold, encoder)
        assert set(found) == set(calibrate.places(joint.tagger))
        assert all(np.isfinite([p.low, p.high]).all() and p.low < p.high for p in found.values())
        assert all(np.isfinite(p.smooth).all() and p.smooth.min() == 1 for p in found.values())

    def test_a_column_that_is_wide_is_divided_by_more(self) -> None:
        reader = torch.nn.Linear(3, 2)
        torch.nn.init.constant_(reader.weight, 0.5)
        found = recipe("calibrate").place(np.array([[-1.0, -1.0, -50.0], [1.0, 1.0, 0.0]]), [reader])
        assert found.smooth[0] == found.smooth[1] < found.smooth[2]
        assert -50 < found.low < -1
        assert found.high == 1

    def test_more_documents_widen_the_ranges(
        self, joint: Any, gold: Gold, encoder: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # How columns are evened out follows from the documents too.
        monkeypatch.setattr(recipe("calibrate"), "smoothing", lambda values, *_: np.ones(len(values)))
        measure = recipe("calibrate").measure
        one, all_of_them = measure(joint, gold[:1], encoder), measure(joint, gold, encoder)
        assert all(p.low >= all_of_them[n].low and p.high <= all_of_them[n].high for n, p in one.items())

    def test_nothing_is_left_behind_in_the_model(self, joint: Any, gold: Gold, encoder: Any) -> None:
        recipe("calibrate").measure(joint, gold[:1], encoder)
        readers = recipe("calibrate").places(joint.tagger).values()
        assert not any(layer._forward_pre_hooks for layers in readers for layer in layers)

    def test_the_ranges_are_of_what_will_be_read(self, joint: Any, gold: Gold, encoder: Any) -> None:
        """What the classifier is given in the windows of the shipped tagger lies within the range of its place."""
        found = recipe("calibrate").measure(joint, gold, encoder)["out"]
        with torch.no_grad():
            for given in gold:
                _, states = recipe("torch_tagger").TorchTagger(joint, encoder)._read(document(given))
                even = states.numpy() / found.smooth
                assert found.low - 1e-3 <= even.min() <= even.max() <= found.high + 1e-3


class TestShipped:
    def test_the_folder_is_whole(self, folder: Path, joint: Any) -> None:
        assert all((folder / name).is_file() for name in FILES)
        assert json.loads((folder / "config.json").read_text("utf-8"))["layers"] == LAYERS
        assert json.loads((folder / "heads.json").read_text("utf-8")) == joint.index.known
        with np.load(folder / "heads.npz") as stored:
            assert set(stored.files) == set(joint.head.state_dict())

    def test_it_reads_as_the_fp32_model_does(
        self, folder: Path, joint: Any, gold: Gold, encoder: Any
    ) -> None:
        shipped, exact = OnnxTagger(folder), recipe("torch_tagger").TorchTagger(joint, encoder)
        for given, asked in zip(gold, questions(gold), strict=True):
            shipped.entities([document(given)])
            ((known, states),) = shipped._vectors.values()
            wanted_words, wanted = exact._read(document(given))
            assert known == wanted_words
            difference = np.abs(states - wanted.numpy())
            assert difference.mean() < 0.1 * np.abs(wanted.numpy()).mean()
            said, meant = shipped.answers(document(given), asked), exact.answers(document(given), asked)
            assert said.events == pytest.approx(meant.events, abs=0.3)
            assert [row.keys() for row in said.roles] == [row.keys() for row in meant.roles]

    def test_no_document_depends_on_another(self, folder: Path, gold: Gold) -> None:
        documents, asked = [document(d) for d in gold], questions(gold)
        tagger = OnnxTagger(folder)
        alone = [
            (tagger.entities([d])[0], tagger.answers(d, a)) for d, a in zip(documents, asked, strict=True)
        ]
        names = tagger.entities(documents)
        together = [(n, tagger.answers(d, a)) for n, d, a in zip(names, documents, asked, strict=True)]
        assert together == alone
        fresh = OnnxTagger(folder)
        assert [fresh.answers(d, a) for d, a in zip(documents, asked, strict=True)] == [a for _, a in alone]

    def test_windows_hold_whole_sentences(self, folder: Path, gold: Gold) -> None:
        tagger = OnnxTagger(folder)
        given = document(gold[0])
        cuts, read = tagger._read([given])
        assert [w for window in cuts for w in window.words] == words(given.text)
        assert all(
            len(logits) == len(states) == len(w.words) for w, (logits, states) in zip(cuts, read, strict=True)
        )
        starts = {s.start for s in given.sentences}
        assert all(b.words[0].start in starts or a.size + b.size > tagger.limit for a, b in pairwise(cuts))

    def test_the_same_weights_make_the_same_bytes(
        self, folder: Path, joint: Any, gold: Gold, encoder: Any
    ) -> None:
        before = {name: (folder / name).read_bytes() for name in ("model.onnx", "heads.json", "config.json")}
        recipe("make").write_folder(folder, joint, recipe("calibrate").measure(joint, gold, encoder))
        assert {name: (folder / name).read_bytes() for name in before} == before

    def test_no_operator_sums_in_an_order_of_the_processor(self, folder: Path) -> None:
        """Fused softmax adds up by the width of the processor's vectors, and a last digit can move a rounding."""
        graph = recipe("onnx").load(folder / "model.onnx").graph
        kinds = {node.op_type for node in graph.node}
        assert not kinds & {
            "MultiHeadAttention",
            "Attention",
            "Softmax",
            "SkipLayerNormalization",
            "ReduceSum",
        }

    def test_scores_that_would_overflow_are_bounded(
        self, joint: Any, gold: Gold, encoder: Any, tmp_path: Path, tokenizer_file: Path
    ) -> None:
        for layer in joint.tagger.bert.encoder.layer:
            layer.attention.self.query.weight.data *= 1_000
        (tmp_path / "tokenizer.json").write_bytes(tokenizer_file.read_bytes())
        recipe("make").write_folder(tmp_path, joint, recipe("calibrate").measure(joint, gold, encoder))
        tagger = OnnxTagger(tmp_path)
        _, read = tagger._read([document(gold[0])])
        assert all(np.isfinite(states).all() for _, states in read)
