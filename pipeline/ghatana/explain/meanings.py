"""What the names of evidence mean."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ghatana.languages import parse_tsv


@cache
def meanings() -> dict[tuple[str, str], str]:
    """By decision (`event`, `role`, `date`, `status`, `subtype`) and name, what is observed under it."""
    text = files("ghatana.explain").joinpath("evidence.tsv").read_text("utf-8")
    return {(row["decision"], row["name"]): row["meaning"] for row in parse_tsv(text, "explain/evidence.tsv")}


def meaning(decision: str, item: str) -> str:
    """What an item of evidence means; empty where the name is not known.

    >>> meaning("status", "E=ఇంది")
    "the verb's ending"
    """
    return meanings().get((decision, item.partition("=")[0]), "")
