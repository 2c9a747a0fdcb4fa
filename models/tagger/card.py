"""The model card, filled from the files of the model's folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from string import Template
from typing import Any

from ghatana.engines.onnx_tagger import LAST_FILES

TEMPLATE = Path(__file__).with_name("card.md")
FILES = ("model.onnx", "heads.npz", "tokenizer.json", "config.json", "heads.json")


def score_table(scores: dict[str, dict[str, dict[str, float]]]) -> str:
    """One row per label, one column per corpus and precision.

    >>> print(score_table({"int8": {"dev": {"ALL": 0.5, "PER": 1.0}}}))
    | label | dev, int8 |
    |---|---|
    | PER | 1.0000 |
    | ALL | 0.5000 |
    """
    columns = [(corpus, kind) for kind in scores for corpus in scores[kind]]
    columns.sort(key=lambda c: c[0])
    labels = sorted({label for corpus, kind in columns for label in scores[kind][corpus]})
    labels.sort(key=lambda label: label == "ALL")
    lines = ["| label | " + " | ".join(f"{corpus}, {kind}" for corpus, kind in columns) + " |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for label in labels:
        cells = [scores[kind][corpus].get(label) for corpus, kind in columns]
        lines.append(f"| {label} | " + " | ".join("" if c is None else f"{c:.4f}" for c in cells) + " |")
    return "\n".join(lines)


def speed_text(bench: dict[str, Any] | None) -> str:
    """What `bench.py` measured, if it did."""
    if not bench:
        return ""
    return (
        "## Speed and memory\n\n"
        f"`bench.py`, {bench['sentences']} sentences, one thread of {bench['processor']}: "
        f"{bench['onnx_sentences_per_second']} sentences a second, its teacher of 12 layers in PyTorch fp32 through a "
        f"Transformers pipeline (batches of 16) {bench['pipeline_sentences_per_second']}: "
        f"{bench['times_faster']} times faster. Peak memory of the process {bench['onnx_peak_mb']} MB."
    )


def read(path: Path) -> Any:
    """The JSON of a file, None where there is none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def write(folder: Path) -> None:
    """Write `README.md` beside the model."""
    rows = []
    for name in (*FILES, *(name for name in LAST_FILES if (folder / name).exists())):
        raw = (folder / name).read_bytes()
        rows.append(f"| `{name}` | {len(raw):,} | `{hashlib.sha256(raw).hexdigest()}` |")
    config = read(folder / "config.json")
    vocabulary = len(read(folder / "tokenizer.json")["model"]["vocab"])
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        layers=config["layers"],
        vocabulary=f"{vocabulary:,}",
        files="\n".join(rows),
        scores=score_table(read(folder / "scores.json") or {}),
        speed=speed_text(read(folder / "bench.json")),
    )
    (folder / "README.md").write_text(text, encoding="utf-8")
