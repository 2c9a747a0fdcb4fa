"""Sentences with names tagged in them: `<ORG com isro>ఇస్రో|తో</ORG>` is the mention ఇస్రోతో, its stem ఇస్రో.

After the label come the relation and the id of the entry; `|` marks where the suffix begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(r"<([A-Z]+) ([a-z]+) (\S+?)>(.*?)</\1>")


@dataclass(frozen=True)
class Tagged:
    """What a tag says of a mention."""

    start: int
    end: int
    label: str
    stem_end: int
    case: str
    kb_id: str | None


def parse(tagged: str) -> tuple[str, list[Tagged]]:
    """The plain text and the mentions in it."""
    text, found, at = "", [], 0
    for match in _TAG.finditer(tagged):
        text += tagged[at : match.start()]
        label, case, kb_id, surface = match.groups()
        stem, _, suffix = surface.partition("|")
        start, stem_end = len(text), len(text) + len(stem)
        text += stem + suffix
        found.append(Tagged(start, len(text), label, stem_end, case, None if kb_id == "-" else kb_id))
        at = match.end()
    return text + tagged[at:], found
