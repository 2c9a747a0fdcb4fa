"""The mean of models that were taught apart."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module as recipe
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
mean: Any = recipe("average").mean
WEIGHTS = st.lists(st.floats(-100, 100), min_size=2, max_size=2).map(lambda x: torch.tensor(x))


@given(st.lists(WEIGHTS, min_size=1, max_size=4))
def test_each_weight_is_the_mean_of_its_kind(each: list[torch.Tensor]) -> None:
    found = mean([{"w": one} for one in each])["w"]
    assert torch.allclose(found, torch.stack(each).mean(0), atol=1e-3)


def test_one_model_is_its_own_mean() -> None:
    state = {"w": torch.tensor([1.5, -2.0]), "count": torch.tensor(3)}
    assert all(torch.equal(mean([state])[name], state[name]) for name in state)


def test_what_is_no_fraction_is_the_first_ones() -> None:
    found = mean([{"at": torch.tensor([0, 1, 2])}, {"at": torch.tensor([0, 1, 2])}])["at"]
    assert found.dtype == torch.int64
    assert found.tolist() == [0, 1, 2]


@pytest.mark.parametrize("other", [{"w": torch.zeros(3)}, {"w": torch.zeros(2), "v": torch.zeros(1)}, {}])
def test_models_of_other_shapes_are_refused(other: dict[str, torch.Tensor]) -> None:
    with pytest.raises(ValueError, match="not of one shape"):
        mean([{"w": torch.zeros(2)}, other])


def test_what_was_kept_is_joined(tmp_path: Path) -> None:
    for name, weight in (("one", 1.0), ("other", 2.0)):
        kept = {"state": {"w": torch.tensor([weight])}, "index": {"a": 1}, "seen": ["d"]}
        torch.save(kept, tmp_path / f"{name}.pt")
    command = [
        sys.executable,
        str(ROOT / "models/tagger/average.py"),
        "--models",
        "one.pt",
        "other.pt",
        "--save",
        "both.pt",
    ]
    subprocess.run(command, cwd=tmp_path, check=True)
    both = torch.load(tmp_path / "both.pt")
    assert both == {"state": {"w": torch.tensor([1.5])}, "index": {"a": 1}, "seen": ["d"]}


def test_an_earlier_one_gets_the_facts_that_it_lacks(joint: Any, tmp_path: Path) -> None:
    """A model taught on from a mean, with facts of new documents, is joined with those that the mean was made of."""
    models, distil, average = recipe("fold_models"), recipe("distil"), recipe("average")
    kind, lists = next((kind, lists) for kind, lists in joint.index.known.items() if lists and lists[0])
    further = {**joint.index.known, kind: [[*lists[0], "a fact of new documents"], *lists[1:]]}
    later = distil.grown(joint, type(joint.index)(further))
    models.save(joint, tmp_path / "one.pt", ["d"])
    models.save(later, tmp_path / "other.pt", ["d", "e"])
    one, other = torch.load(tmp_path / "one.pt"), torch.load(tmp_path / "other.pt")
    grown = average.state_of(one, other["index"])
    assert all(torch.equal(grown[name], value) for name, value in later.state_dict().items())
    assert average.state_of(other, other["index"]).keys() == grown.keys()
    with pytest.raises(ValueError, match="name the latest last"):
        average.state_of(other, one["index"])


def test_a_folder_that_ships_is_read_like_what_was_kept(folder: Path, joint: Any, tmp_path: Path) -> None:
    average, models = recipe("average"), recipe("fold_models")
    shipped, index = average.read(folder), joint.index.known
    assert shipped["index"] == index
    models.save(joint, tmp_path / "one.pt")
    kept = average.read(tmp_path / "one.pt")
    both = average.mean([average.state_of(one, index) for one in (shipped, kept)])
    for name, value in kept["state"].items():
        assert torch.allclose(both[name], (value + shipped["state"][name]) / 2)
