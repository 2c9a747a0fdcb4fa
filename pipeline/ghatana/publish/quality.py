"""How good the extraction is, as measured on the project's gold: `quality.json`, written by `tests/floors.py`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("quality.json")


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured of one kind of thing: precision, recall and F1 (0–1), and how many the gold has."""

    what: str
    precision: float
    recall: float
    f1: float
    gold: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures on one gold file: its name, the sha256 of its bytes, what its texts are, and how many documents."""

    gold: str
    sha256: str
    about: str
    documents: int
    figures: tuple[Figure, ...]


@cache
def measured() -> tuple[Measured, ...]:
    """What the shipped file says."""
    content = json.loads(FILE.read_text("utf-8"))
    return tuple(
        Measured(m["gold"], m["sha256"], m["about"], m["documents"], tuple(Figure(**f) for f in m["figures"]))
        for m in content
    )


def table() -> str:
    """The figures as a Markdown table: a row for each kind of thing and gold file."""
    lines = ["| gold | what | precision | recall | F1 | in the gold |", "|---|---|---|---|---|---|"]
    for m in measured():
        for f in m.figures:
            shown = " | ".join(f"{v:.2f}" for v in (f.precision, f.recall, f.f1))
            lines.append(f"| {m.about} ({m.documents} documents) | {f.what} | {shown} | {f.gold:,} |")
    return "\n".join(lines)
