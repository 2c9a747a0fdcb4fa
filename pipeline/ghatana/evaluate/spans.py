"""Names and times: which predicted span answers which gold one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ghatana.evaluate.figures import Counts
from ghatana.evaluate.misses import Miss
from ghatana.languages import known
from ghatana.text.context import Mark

Row = Mapping[str, Any]


def score_entities(gold: Row, predicted: Sequence[Row]) -> tuple[dict[str, Counts], list[Miss]]:
    """Exact spans with the right label, by label; "ALL" sums them."""
    wanted = {(e["start"], e["end"], e["label"]) for e in gold["entities"]}
    found = {(int(r["start"]), int(r["end"]), str(r["label"])) for r in predicted}
    counts: dict[str, Counts] = {}
    for items, attribute in ((wanted, "gold"), (found, "predicted"), (wanted & found, "hit")):
        for _, _, label in items:
            for key in (label, "ALL"):
                c = counts.setdefault(key, Counts())
                setattr(c, attribute, getattr(c, attribute) + 1)
    text, doc = gold["text"], str(gold["doc_id"])
    misses = [
        Miss(doc, (doc, what, label, text[start:end]), (Mark(start, end, label),))
        for what, spans in (("MISSED", wanted - found), ("SPURIOUS", found - wanted))
        for start, end, label in sorted(spans)
    ]
    return counts, misses


def score_timexes(
    gold: Row, predicted: Sequence[Row], lang: str, packs: str | None = None
) -> tuple[Counts, list[Miss]]:
    """Spans, values and mods. Each gold time takes the free predicted one that fits its span best.

    Args:
        gold: a gold document.
        predicted: the rows of `timexes` that answer it.
        lang: its language; what the pack lists as `detached` may end a span or not.
        packs: a folder of the user's own packs.
    """
    pack = known(lang, packs)
    detached = pack.settings("evaluate", needed=False).get("detached", ()) if pack else ()
    doc, text = str(gold.get("id", gold.get("doc_id"))), gold["text"]
    spans = gold["spans"] if "spans" in gold else gold["timexes"]
    counts = Counts(gold=len(spans), predicted=len(predicted))
    counts.mark("negative", not spans)
    counts.mark("false", not spans and bool(predicted))
    free = dict(enumerate(predicted))
    misses: list[Miss] = []
    for g in spans:
        answers = []
        for k, p in free.items():
            shared = min(int(p["end"]), g["end"]) - max(int(p["start"]), g["start"])
            if shared > 0:
                answers.append(
                    (_same_span(text, p, [[g["start"], g["end"]], *g.get("alt", [])], detached), shared, -k)
                )
        if not answers:
            misses.append(Miss(doc, (doc, "MISSED", g["text"], g["value"]), (_mark(g),)))
            continue
        exact, _, k = max(answers)
        p = free.pop(-k)
        value = (p["type"] == g["type"] and p["value"] == g["value"]) or p["value"] in g.get("alt_values", [])
        mod = (p.get("mod") or None) == (g.get("mod") or None)
        counts.hit += 1
        for key, right in (
            ("span", exact),
            ("value", value),
            ("both", exact and value),
            ("mod", mod and value),
        ):
            counts.mark(key, right)
        if not (exact and value and mod):
            cells = (doc, g["text"], g["value"], g.get("mod"), p["text"], p["value"], p.get("mod"))
            misses.append(Miss(doc, cells, (_mark(g),)))
    misses += [Miss(doc, (doc, "SPURIOUS", p["text"], p["value"]), (_mark(p),)) for p in free.values()]
    return counts, misses


def _mark(span: Row) -> Mark:
    return Mark(int(span["start"]), int(span["end"]), str(span["type"]))


def _same_span(text: str, p: Row, accepted: Sequence[Sequence[int]], detached: Collection[str]) -> bool:
    """One of the accepted spans, give or take a detached postposition at its end."""
    start, end = int(p["start"]), int(p["end"])
    for a, b in accepted:
        between = text[min(end, b) : max(end, b)]
        if start == a and (
            end == b or (re.fullmatch(r"[\s\u200c]+\S+", between) and between.strip(" \u200c") in detached)
        ):
            return True
    return False
