"""The head that says what common nouns stand for: what it is taught, and that it answers as the shipped code does."""

from __future__ import annotations

import json
import math
import shutil
import sys
from importlib import import_module as recipe
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ghatana.engines.antecedent_head import AntecedentHead
from ghatana.engines.onnx_tagger import LAST_FILES, OnnxTagger, model_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def engine() -> OnnxTagger:
    return OnnxTagger()


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    """Some documents with nouns that stand for names."""
    lines = (ROOT / "corpus" / "train" / "entangled.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[:16]]


@pytest.fixture(scope="module")
def items(engine: OnnxTagger, documents: list[dict[str, Any]]) -> list[Any]:
    cases = recipe("cases")
    read = cases.cases(documents, cases.GoldNames(documents))
    return [item for case in read for item in recipe("lessons").lessons_of(case, engine)]


def test_lessons_are_nouns_that_an_argument_stands_at(
    items: list[Any], documents: list[dict[str, Any]]
) -> None:
    texts = {d["doc_id"]: d for d in documents}
    assert len(items) > 10
    for item in items:
        spans = [(a["start"], a["end"]) for e in texts[item.document]["events"] for a in e["args"]]
        assert any(min(item.noun.end, b) > max(item.noun.start, a) for a, b in spans)
        assert len(item.right) == len(item.noun.options)
        assert len(item.names) == len(item.groups) == sum(len(o.facts) for o in item.noun.options)
        assert item.named or not any(item.right)


def test_as_many_processes_read_the_same(
    tmp_path: Path, documents: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = recipe("lessons")
    monkeypatch.setattr(module, "PART", 3)
    monkeypatch.setattr(module, "LANGS", ("te",))
    lines = "".join(json.dumps(d) + "\n" for d in documents[:8])
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    one, two = (module.lessons(model_folder(), tmp_path, workers) for workers in (1, 2))
    assert [(item.document, item.noun, item.right) for item in one] == [
        (item.document, item.noun, item.right) for item in two
    ]
    assert all(
        (a.vector == b.vector).all() and (a.names == b.names).all() for a, b in zip(one, two, strict=True)
    )


def test_an_index_knows_the_facts_of_all(items: list[Any]) -> None:
    module = recipe("antecedents")
    index = module.index_of(items)
    for item in items:
        assert all(index.facts(module.NOUN, item.noun.facts))
        for option in item.noun.options:
            assert all(all(index.facts(module.PAIR, facts)) for facts in option.facts)


def test_teaching_makes_the_truth_likelier(items: list[Any]) -> None:
    module = recipe("antecedents")
    index = module.index_of(items)
    taught = [item for item in items if any(item.right) or not item.named]
    torch.manual_seed(module.SEED)
    heads = [module.AntecedentHead(index).eval(), module.trained(items, index)]
    with torch.no_grad():
        losses = [sum(float(module.loss_of(head(item), item)) for item in taught) for head in heads]
    assert losses[1] < 0.8 * losses[0]


def test_the_same_seed_gives_the_same_head(items: list[Any]) -> None:
    module = recipe("antecedents")
    index = module.index_of(items)
    one, other = (module.trained(items, index).state_dict() for _ in range(2))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_numpy_says_what_torch_says(
    items: list[Any], engine: OnnxTagger, documents: list[dict[str, Any]]
) -> None:
    module, cases = recipe("antecedents"), recipe("cases")
    index = module.index_of(items)
    head = module.trained(items, index)
    plain = AntecedentHead({k: v.numpy() for k, v in head.state_dict().items()}, index)
    for case in cases.cases(documents[:4], cases.GoldNames(documents)):
        own = [item for item in items if item.document == case.gold["doc_id"]]
        said = plain.scores(
            *engine.vectors(case.reading.document), case.reading.mentions, [item.noun for item in own]
        )
        for item, scores in zip(own, said, strict=True):
            with torch.no_grad():
                assert scores == pytest.approx(head(item).tolist(), abs=0.05)  # vectors are kept in 16 bits


def test_what_is_counted_of_a_noun(items: list[Any]) -> None:
    judged = recipe("antecedents").judged
    item = next(item for item in items if any(item.right))
    sure = [math.log(0.001), *(0.0 if right else -9.0 for right in item.right)]
    assert {"named", "head right"} <= set(judged(item, sure))
    nameless = next(item for item in items if not item.named)
    assert "head invented" in set(judged(nameless, [-9.0, *([0.0] * len(nameless.right))]))
    assert not any(
        count.startswith("head") for count in judged(nameless, [0.0, *([-9.0] * len(nameless.right))])
    )


def test_folds_are_told_as_figures(items: list[Any]) -> None:
    lines = recipe("antecedents").figures(items, 2).splitlines()
    assert [line.partition(":")[0] for line in lines[1:]] == ["rules", "head"]
    assert lines[0].startswith(f"{sum(item.named for item in items)} nouns that stand for a name")


def test_the_command_writes_a_head_that_loads(
    tmp_path: Path, documents: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    model, data = tmp_path / "model", tmp_path / "data"
    shutil.copytree(model_folder(), model)
    for name in LAST_FILES:
        (model / name).unlink()
    for lang in ("en", "hi"):
        (data / lang).mkdir(parents=True)
    (data / "a.jsonl").write_text("".join(json.dumps(d) + "\n" for d in documents), "utf-8")
    assert OnnxTagger(model)._antecedents is None
    monkeypatch.setattr(sys, "argv", ["antecedents.py", "--model", str(model), "--data", str(data)])
    recipe("antecedents").main()
    assert OnnxTagger(model)._antecedents is not None
    with np.load(model / LAST_FILES[0]) as stored:
        assert {stored[name].dtype for name in stored.files} == {np.dtype(np.float16)}
    assert LAST_FILES[0] in (model / "README.md").read_text("utf-8")
