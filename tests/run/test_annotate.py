"""A stage that fails loses one document, not its batch."""

from __future__ import annotations

from typing import Any

from ghatana.document import Document
from ghatana.recipe import Pipeline, Recipe
from ghatana.run.annotate import Failure, annotate


def docs(*texts: str) -> list[Document]:
    return [Document(f"d{i}", text) for i, text in enumerate(texts)]


def test_the_bad_document_fails_alone_and_the_order_stays(small: Recipe, stage: Any) -> None:
    results = annotate(small.build(), docs("ఒకటి", "FAIL", "మూడు"))
    assert [type(r).__name__ for r in results] == ["Document", "Failure", "Document"]
    assert stage.batches == [3, 1, 1, 1]
    failure = results[1]
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.error) == ("sentences", "ValueError")
    assert "cannot read this" in failure.message
    assert "not affected" in failure.message


def test_a_layer_that_breaks_an_invariant_is_a_failure_with_the_reason(small: Recipe) -> None:
    broken = Recipe.parse('[[stage]]\nuse = "broken"\n', "b.toml")
    (failure,) = annotate(broken.build(), docs("ఒకటి"))
    assert isinstance(failure, Failure)
    assert failure.error == "LayerError"
    assert "ends beyond the text of 4 code points" in failure.message


def test_stages_for_relevant_documents_pass_the_others_by(stage: Any) -> None:
    class Gate:
        name, gives = "gate", "relevant"
        needs = frozenset[str]()

        def annotate(self, documents: Any) -> list[bool]:
            return ["అంతరిక్ష" in d.text for d in documents]

    pipeline = Pipeline(((Gate(), False), (stage, True)))
    space, other = annotate(pipeline, docs("అంతరిక్ష వార్త", "క్రికెట్"))
    assert isinstance(space, Document)
    assert isinstance(other, Document)
    assert (len(space.sentences), space.relevant) == (1, True)
    assert ("sentences" in other.layers, other.relevant) == (False, False)
    assert stage.batches == [1]


def test_nothing_runs_on_nothing(small: Recipe, stage: Any) -> None:
    assert annotate(small.build(), []) == []
    assert stage.batches == []
