"""How far two annotations agree: what `agreement.py` counts, and what the corpus card says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from agreement import agreement, as_document

CORPUS = Path(__file__).parents[1] / "corpus"
FIRST, SECOND = CORPUS / "fresh" / "te_morning.jsonl", CORPUS / "second" / "te_morning.jsonl"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_annotation_agrees_with_itself() -> None:
    counts = agreement(FIRST, FIRST).counts["events"]["ALL"]
    assert counts.prf() == counts.prf("whole") == (1.0, 1.0, 1.0)


def test_the_card_says_how_far_two_agree() -> None:
    counts = agreement(FIRST, SECOND).counts["events"]["ALL"]
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    told = re.search(
        r"events F1 ([\d.]+), whole rows F1 ([\d.]+)", card[card.index("`te_morning` were annotated") :]
    )
    assert told is not None
    assert told.groups() == (f"{counts.prf()[2]:.3f}", f"{counts.prf('whole')[2]:.3f}")


def test_events_come_back_as_they_were_annotated() -> None:
    for gold in lines(SECOND):
        events = as_document(gold).events
        assert sorted((e.type, e.status, e.of(gold["text"])) for e in events) == sorted(
            (e["type"], e["status"], e["trigger"]["text"]) for e in gold["events"]
        )
        assert sum(len(e.arguments) for e in events) == sum(len(e["args"]) for e in gold["events"])


def test_a_change_of_status_is_counted(tmp_path: Path) -> None:
    changed = lines(FIRST)
    event = next(d for d in changed if d["events"])["events"][0]
    event["status"] = "denied" if event["status"] != "denied" else "planned"
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(d) + "\n" for d in changed), encoding="utf-8")
    counts = agreement(FIRST, tmp_path / "b.jsonl").counts["events"]["ALL"]
    assert counts.hit == counts.gold
    assert counts.prf("whole")[2] < 1.0


def test_other_texts_are_refused() -> None:
    with pytest.raises(ValueError, match="are not of the same texts"):
        agreement(FIRST, CORPUS / "fresh" / "te_business.jsonl")
