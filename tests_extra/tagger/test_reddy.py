"""The tagger for measuring: the paper's four classes, and labels of which none begins inside a name."""

from __future__ import annotations

import gzip
import json
from importlib import import_module as recipe
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

reddy: Any = recipe("reddy")
Example: Any = recipe("data").Example


@pytest.mark.parametrize(
    ("full", "four"),
    [
        ("B-PER", "B-PER"),
        ("I-LOC", "I-LOC"),
        ("B-ORG", "B-ORG"),
        ("O", "O"),
        *[
            (f"{place}-{name}", f"{place}-MISC")
            for place in "BI"
            for name in ("DATE", "TIME", "PERIOD", "NUM", "MONEY")
        ],
    ],
)
def test_dates_and_numbers_are_one_class(full: str, four: str) -> None:
    assert reddy.four_classes([full]) == [four]


def test_sentences_are_read_with_a_space_before_each_word_and_empty_ones_left_out(tmp_path: Path) -> None:
    rows = [
        {"tokens": ["ఒబామా", "చెప్పారు"], "ner_tags_full": ["B-PER", "O"]},
        {"tokens": [], "ner_tags_full": []},
        {"tokens": ["పది"], "ner_tags_full": ["B-NUM"]},
    ]
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    found = reddy.read(path)
    assert [e.words for e in found] == [[" ఒబామా", " చెప్పారు"], [" పది"]]
    assert [e.tags for e in found] == [["B-PER", "O"], ["B-MISC"]]
    assert all(w == 1.0 for e in found for w in e.weights)


def test_the_likeliest_label_of_each_word_where_they_fit_together() -> None:
    rows = np.full((3, len(reddy.LABELS)), -9.0)
    for at, label in enumerate(("B-ORG", "I-ORG", "O")):
        rows[at, reddy.INDEX[label]] = 0.0
    assert reddy.best_path(rows) == ["B-ORG", "I-ORG", "O"]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_no_name_begins_inside(seed: int, length: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(length, len(reddy.LABELS)))
    path = reddy.best_path(rows)
    assert len(path) == length
    for before, label in zip(["O", *path], path, strict=False):
        assert label[0] != "I" or before[2:] == label[2:]


def test_teaching_goes_over_all_sentences_and_says_how_it_stands(
    encoder: Any, joint: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reddy, "PLAN", reddy.Plan(epochs=2, rate=1e-4, batch=2, warm_up=0.1))
    model = reddy.begun(joint.tagger.state_dict(), 1)
    before = model.classifier.bias.detach().clone()
    taught = [Example([" చైనా", " చెప్పింది"], ["B-LOC", "O"], [1.0, 1.0], [], "x")] * 3
    with caplog.at_level("INFO"):
        reddy.teach(model, taught, taught[:1], encoder, 1)
    assert not model.classifier.bias.equal(before)
    assert [m for m in caplog.messages if "kept aside" in m][-1].startswith("seed 1, epoch 2 of 2")


def test_what_the_warm_tagger_knows_is_where_the_new_one_begins(joint: Any) -> None:
    state = joint.tagger.state_dict()
    model = reddy.begun(state, 1)
    old, new = state["classifier.weight"], model.classifier.weight
    tags = recipe("data").TAGS
    for label in ("O", "B-PER", "I-LOC"):
        assert new[reddy.INDEX[label]].equal(old[tags.index(label)])
    assert model.config.num_labels == len(reddy.LABELS)
    name = "bert.encoder.layer.0.attention.self.query.weight"
    assert model.state_dict()[name].equal(state[name])


def test_a_sentence_of_words_without_pieces_has_no_name(encoder: Any, joint: Any) -> None:
    model = reddy.begun(joint.tagger.state_dict(), 1)
    words = [" చైనా", ""]
    (rows,) = reddy.chances(model, [Example(words, ["O", "O"], [1.0, 1.0], [], "x")], encoder)
    assert rows.shape == (2, len(reddy.LABELS))
    assert np.exp(rows[0]).sum() == pytest.approx(1.0, abs=1e-4)
    assert rows[1, 0] == 0.0


def test_nothing_that_is_trained_here_is_kept() -> None:
    assert "torch.save" not in Path(reddy.__file__).read_text("utf-8")
