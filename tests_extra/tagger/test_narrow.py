"""Hidden units that say least are taken out, and what they always said stays."""

from __future__ import annotations

from importlib import import_module as recipe
from typing import Any

import pytest
import torch

Gold = list[dict[str, Any]]


def hidden(joint: Any) -> int:
    return int(joint.tagger.bert.encoder.layer[0].output.dense.in_features)


def read(joint: Any, gold: Gold, encoder: Any) -> torch.Tensor:
    joint.eval()
    with torch.no_grad():
        return torch.cat(joint.read([recipe("data").from_gold(d) for d in gold], encoder, 506))


def test_all_units_are_the_model(joint: Any, gold: Gold, encoder: Any) -> None:
    same = recipe("narrow").narrowed(joint, hidden(joint), gold, encoder)
    torch.testing.assert_close(read(same, gold, encoder), read(joint, gold, encoder))


def test_it_has_the_width_that_was_asked_for_and_is_kept_with_it(
    joint: Any, gold: Gold, encoder: Any, tmp_path: Any
) -> None:
    small = recipe("narrow").narrowed(joint, 24, gold, encoder)
    assert hidden(small) == small.tagger.config.intermediate_size == 24
    recipe("fold_models").save(small, tmp_path / "a.pt")
    again = recipe("fold_models").restore(tmp_path / "a.pt")
    assert torch.equal(read(again, gold, encoder), read(small, gold, encoder))


def test_a_unit_that_always_says_the_same_is_not_missed(joint: Any, gold: Gold, encoder: Any) -> None:
    models = recipe("distil")
    changed = models.student_of(joint, range(len(joint.tagger.bert.encoder.layer)))
    with torch.no_grad():
        for layer in changed.tagger.bert.encoder.layer:
            layer.intermediate.dense.weight[:10] = 0.0  # says what its bias says, whatever is read
            layer.intermediate.dense.bias[:10] = 1.0
            layer.output.dense.weight[:, :10] *= 1e-3
    wanted = read(changed, gold, encoder)
    small = recipe("narrow").narrowed(changed, hidden(joint) - 10, gold, encoder)
    torch.testing.assert_close(read(small, gold, encoder), wanted, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("width", [8, 256])
def test_those_that_say_most_stay(joint: Any, gold: Gold, encoder: Any, width: int) -> None:
    narrow = recipe("narrow")
    small = narrow.narrowed(joint, width, gold, encoder)
    for number, (_, square) in enumerate(narrow.values_of(joint, gold, encoder)):
        layer = joint.tagger.bert.encoder.layer[number]
        worth = (square * layer.output.dense.weight.detach().square().sum(0)).sort().values
        kept = small.tagger.bert.encoder.layer[number].output.dense.weight.detach()
        own = {tuple(column.tolist()) for column in layer.output.dense.weight.detach().T}
        assert {tuple(column.tolist()) for column in kept.T} <= own
        assert kept.shape[1] == width < len(worth)


def test_the_model_itself_is_not_changed(joint: Any, gold: Gold, encoder: Any) -> None:
    before = {name: value.clone() for name, value in joint.state_dict().items()}
    recipe("narrow").narrowed(joint, 16, gold, encoder)
    assert all(torch.equal(value, before[name]) for name, value in joint.state_dict().items())


def test_weights_between_two_states() -> None:
    mixed = recipe("student").mixed
    before, after = {"a": torch.tensor([0.0, 2.0])}, {"a": torch.tensor([1.0, 4.0])}
    assert mixed(before, after, 0.25)["a"].tolist() == [0.25, 2.5]
    assert torch.equal(mixed(before, after, 0.0)["a"], before["a"])
    assert torch.equal(mixed(before, after, 1.0)["a"], after["a"])
