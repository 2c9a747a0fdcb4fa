"""Which pieces of the 250,000 stay: Telugu, Devanagari, Latin letters, digits and punctuation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SPECIALS = 4
METASPACE = "\u2581"
QUOTA = {"telugu": 4000, "devanagari": 4500, "latin": 6800, "digits": 900, "marks": 400}


def kind(piece: str) -> str | None:
    """The group a piece belongs to, None if it holds anything else.

    >>> kind("▁ISRO"), kind("2024"), kind("▁("), kind("ж")
    ('latin', 'digits', 'marks', None)
    """
    body = piece.removeprefix(METASPACE)
    if not body:
        return "marks"
    if all("\u0c00" <= c <= "\u0c7f" for c in body):
        return "telugu"
    if all("\u0900" <= c <= "\u097f" for c in body):
        return "devanagari"
    if body.isascii() and body.isalpha():
        return "latin"
    if body.isascii() and all(c.isdigit() or c in ".,:/-%" for c in body) and any(c.isdigit() for c in body):
        return "digits"
    if all((c.isascii() and not c.isalnum()) or c in "‘’“”–—…•·°₹×«»" for c in body):
        return "marks"
    return None


def keep(pieces: Sequence[str], scores: Sequence[float], quota: dict[str, int] = QUOTA) -> list[int]:
    """Ids of the pieces that stay, in their old order: the specials and the likeliest of every group.

    Single characters come first in their group, so that no word of these scripts becomes unknown.
    """
    groups: dict[str, list[int]] = {name: [] for name in quota}
    for index in range(SPECIALS, len(pieces)):
        name = kind(pieces[index])
        if name is not None:
            groups[name].append(index)
    chosen = set(range(SPECIALS))
    for name, members in groups.items():
        members.sort(key=lambda i: (len(pieces[i].removeprefix(METASPACE)) > 1, -scores[i], i))
        chosen.update(members[: quota[name]])
    return sorted(chosen)


def prune(tensors: dict[str, np.ndarray], kept: Sequence[int]) -> dict[str, np.ndarray]:
    """The tensors with only the kept rows of the word embeddings."""
    name = "embeddings.word_embeddings.weight"
    return {**tensors, name: np.ascontiguousarray(tensors[name][list(kept)])}
