"""Quality is gated like tests: no figure on the committed gold falls below its floor (`floors.json`)."""

from __future__ import annotations

import pytest

import floors
from ghatana.publish import quality


@pytest.mark.parametrize("name", floors.GOLD)
def test_no_figure_falls_below_its_floor(name: str) -> None:
    held = floors.read()["floors"][name]
    assert held["sha256"] == floors.fingerprint(name), "the gold changed: measure the floors again"
    measured = floors.measure(name)
    assert set(measured) == set(held["figures"])  # type: ignore[call-overload]
    fallen = {k: (v, measured[k]) for k, v in held["figures"].items() if measured[k] < v - floors.TOLERANCE}  # type: ignore[attr-defined]
    assert not fallen


@pytest.mark.parametrize("name", floors.ABOUT)
def test_dataset_cards_say_what_is_measured(name: str) -> None:
    """`python tests/floors.py --quality` writes the figures anew."""
    (held,) = (m for m in quality.measured() if m.gold == f"{name}.jsonl")
    measured = floors.precision_and_recall(name)
    assert (held.sha256, held.documents) == (measured["sha256"], measured["documents"])
    assert [f.what for f in held.figures] == [f["what"] for f in measured["figures"]]
    for shown, now in zip(held.figures, measured["figures"], strict=True):
        for key in ("precision", "recall", "f1"):
            assert getattr(shown, key) == pytest.approx(now[key], abs=floors.TOLERANCE), (shown.what, key)


def test_the_last_line_of_the_history_is_the_floors() -> None:
    content = floors.read()
    last = content["history"][-1]["figures"]  # type: ignore[index]
    assert last == {name: entry["figures"] for name, entry in content["floors"].items()}
