"""Missiles that are fired: no launch is of them, though the verbs are the same ("అగ్ని-5 క్షిపణిని ప్రయోగించారు")."""

from __future__ import annotations

from ghatana.stages.events.lexicon import MISSILE
from ghatana.stages.events.places import gap
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate

FLIES = {"SPACECRAFT", "LAUNCHER", "PROGRAM", "craft", "rocket", "module"}


def is_of_a_weapon(reading: Reading, candidate: Candidate) -> bool:
    """True for a launch whose sentence has a missile closer to the verb than anything that flies to space."""
    if candidate.row.type != "launch":
        return False
    words = reading.word_range(candidate.sentence)
    missiles = [gap(candidate, at, at) for at in words if reading.nouns[at] == MISSILE]
    things = reading.mentions_in(candidate.sentence, candidate.sentence)
    others = [gap(candidate, m.first, m.last) for m in things if m.label in FLIES]
    return bool(missiles) and min(missiles) < min(others, default=len(reading.words))
