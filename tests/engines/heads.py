"""A tiny event head with random weights, and documents and questions to ask it."""

from __future__ import annotations

from typing import Any

import numpy as np

from ghatana.annotations import STATUSES
from ghatana.engines.event_head import EventHead
from ghatana.engines.fact_index import SPANS, Index
from ghatana.engines.windows import Word
from ghatana.stages.events.model import FAMILIES, FAMILY_ROLES, SUBTYPES, Asked, Questions

HIDDEN, WIDTH = 5, 7
KNOWN = {
    "triggers": [["?", *FAMILIES], ["?", "agreement.sign", "launch.launch", "launch.open"]],
    "mentions": [["?", "ORG", "SPACECRAFT"], ["?", "acc", "nom"]],
    "times": [["?", "DATE.10", "DATE.4"]],
    "mention_place": [["?", "a0.1", "b0.0", "s1"]],
    "time_place": [["?", "b0.0"]],
}


def shapes(index: Index, hidden: int = HIDDEN, width: int = WIDTH) -> dict[str, tuple[int, ...]]:
    """The shape of every array of a head."""
    out: dict[str, tuple[int, ...]] = {}
    for name in (*SPANS, "claim"):
        out[f"{name}.weight"], out[f"{name}.bias"] = (width, 2 * hidden), (width,)
    for name in SPANS:
        for n, size in enumerate(index.sizes(name)):
            out[f"{name}_fact{n}.weight"] = (size, width)
    for side in ("triggers", "mentions"):
        out[f"news_{side}.weight"] = (width, width)
    for kind, count in (("news", 2), ("mention", len(FAMILY_ROLES)), ("time", len(FAMILIES))):
        places = index.sizes(f"{'time' if kind == 'time' else 'mention'}_place")[0]
        out[f"{kind}_place.weight"] = (places, width)
        for part in ("left", "right", "across", "along"):
            out[f"{kind}_{part}.weight"] = (width, width)
        out[f"{kind}_left.bias"] = (width,)
        out[f"{kind}_out.weight"], out[f"{kind}_out.bias"] = (count, width), (count,)
    count = 1 + len(STATUSES) + len(SUBTYPES)
    out["claim_out.weight"], out["claim_out.bias"] = (count, width), (count,)
    return out


def weights(seed: int = 1, index: Index | None = None) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    made = shapes(index or Index(KNOWN))
    return {name: rng.normal(scale=0.5, size=shape).astype(np.float32) for name, shape in made.items()}


def head(seed: int = 1) -> EventHead:
    return EventHead(weights(seed), Index(KNOWN))


def words(count: int) -> list[Word]:
    """Words of three code points with a space between."""
    return [Word(4 * n, 4 * n + 3, True) for n in range(count)]


def states(count: int, seed: int = 2) -> Any:
    return np.random.default_rng(seed).normal(size=(count, HIDDEN)).astype(np.float32)


def span(first: int, last: int, *facts: str) -> Asked:
    """Words `first` to `last`."""
    return Asked(4 * first, 4 * last + 3, facts)


QUESTIONS = Questions(
    triggers=(
        span(2, 2, "launch", "launch.launch"),
        span(4, 5, "agreement", "agreement.sign"),
        span(6, 6, "station_phase", "station_phase.never_seen"),
    ),
    mentions=(span(0, 1, "ORG", "nom"), span(3, 3, "SPACECRAFT", "acc"), span(7, 7, "crew", "loc")),
    times=(span(1, 1, "DATE.4"), span(7, 7, "SET.3")),
    near=(((0, "b0.0"), (1, "a0.1")), ((0, "b0.0"), (1, "s1"), (2, "a9.9")), ()),
    dated=(((0, "b0.0"),), (), ((0, "s-1"), (1, "b0.0"))),
)
