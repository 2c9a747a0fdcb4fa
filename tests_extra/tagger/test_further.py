"""Going on from the shipped model: its weights out of the graph again, and what it is taught next."""

from __future__ import annotations

from importlib import import_module as recipe
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

Gold = list[dict[str, Any]]


class TestShipped:
    def test_every_weight_is_there_but_for_its_rounding(self, folder: Path, joint: Any) -> None:
        again, own = recipe("shipped").load(folder).state_dict(), joint.state_dict()
        assert again.keys() == own.keys()
        positions = "tagger.bert.embeddings.position_embeddings.weight"
        types = "tagger.bert.embeddings.token_type_embeddings.weight"
        for name, value in own.items():
            if name in (positions, types):
                continue
            assert (again[name] - value).abs().mean() <= 0.05 * value.abs().mean() + 1e-6, name
        both = own[positions] + own[types][0]
        assert torch.allclose(again[positions] + again[types][0], both, atol=1e-6)

    def test_it_knows_the_same_facts(self, folder: Path, joint: Any) -> None:
        assert recipe("shipped").load(folder).index.known == joint.index.known

    def test_it_reads_as_the_model_does_that_was_shipped(
        self, folder: Path, joint: Any, encoder: Any, told: tuple[list[Any], Any]
    ) -> None:
        again = recipe("shipped").load(folder).eval()
        (example, *_) = [story.example for story in told[0]]
        with torch.no_grad():
            ((one,), (other,)) = (model.read([example], encoder, 506) for model in (joint, again))
        assert (one - other).abs().mean() < 0.1 * one.abs().mean()

    def test_what_is_exported_again_holds_the_same_integers(
        self, folder: Path, gold: Gold, encoder: Any, tmp_path: Path
    ) -> None:
        onnx = recipe("onnx")
        before = onnx.load(folder / "model.onnx").graph
        joint = recipe("shipped").load(folder).eval()
        recipe("make").write_folder(folder, joint, recipe("calibrate").measure(joint, gold, encoder))
        after = onnx.load(folder / "model.onnx").graph
        array = onnx.numpy_helper.to_array
        held = {tensor.name: array(tensor) for tensor in before.initializer}
        assert set(held) == {tensor.name for tensor in after.initializer}
        assert np.array_equal(held["words"], next(array(t) for t in after.initializer if t.name == "words"))


@pytest.fixture
def corpus(gold: Gold) -> Any:
    module = recipe("material")
    facts = recipe("augment").Facts.load(Path(module.HERE) / "augment.toml")
    example = recipe("data").from_gold(gold[3])
    return module.Corpus(gold, [example], [example] * 6, [], facts)


class TestEpochs:
    @pytest.fixture
    def epochs(self, joint: Any, corpus: Any, encoder: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
        further = recipe("further")
        monkeypatch.setattr(further, "SHORT", 2)
        monkeypatch.setattr(further, "HINDI", 2)
        return further.epochs_of(joint, corpus, [], encoder, 2, 62)

    def test_each_holds_every_document(self, epochs: Any, gold: Gold) -> None:
        wholes = [[len(s.example.words) for s in epoch if s.target][: len(gold)] for epoch in epochs]
        assert wholes[0] == wholes[1]
        assert len(wholes[0]) == len(gold)

    def test_each_holds_other_sentences(self, epochs: Any, gold: Gold) -> None:
        cut = [["".join(s.example.words) for s in epoch if s.target][len(gold) :] for epoch in epochs]
        assert all(cut)
        assert not set(cut[0]) & set(cut[1])

    def test_each_holds_names_alone(self, epochs: Any) -> None:
        assert [sum(s.target is None for s in epoch) for epoch in epochs] == [3, 3]


class TestThinned:
    @pytest.mark.parametrize("count", [0, 1, 2, 5, 8])
    def test_all_that_is_new_and_half_of_the_rest(self, count: int) -> None:
        documents = [{"doc_id": str(n)} for n in range(count)]
        new = {"1", "4", "elsewhere"}
        kept = [d["doc_id"] for d in recipe("further").thinned(documents, new)]
        assert [n for n in kept if n in new] == [str(n) for n in (1, 4) if n < count]
        assert len(kept) - len(new & set(kept)) == (count - len(new & set(kept))) // 2
        assert len(set(kept)) == len(kept)

    def test_without_anything_new_it_is_half(self) -> None:
        documents = [{"doc_id": n} for n in "abcdef"]
        assert [d["doc_id"] for d in recipe("further").thinned(documents, set())] == ["b", "d", "f"]
