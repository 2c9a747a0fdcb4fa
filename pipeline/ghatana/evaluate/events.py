"""Events: which predicted event answers which gold one, and in what it is right.

A predicted event answers a gold one of its type if their triggers overlap, or if its evidence holds the gold
trigger and a core argument fits. The best one-to-one assignment per document decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ghatana.document import CORE_ROLES
from ghatana.errors import EngineUnavailable
from ghatana.evaluate.figures import Counts
from ghatana.evaluate.misses import Miss
from ghatana.evaluate.names import Names
from ghatana.text.context import Mark

Row = Mapping[str, Any]
Pair = tuple[Row, Row]
# A trigger longer than this covers a sentence, not a predicate.
LONGEST_TRIGGER = 60
# Arguments answer each other from this share of what they cover together.
LEAST_IOU = 0.4


def score_events(
    gold: Row, predicted: Sequence[Row], arguments: Mapping[str, Sequence[Row]], names: Names
) -> tuple[dict[str, Counts], list[Miss]]:
    """Counts by event type, of "arguments" and of "ALL" events; and what went wrong."""
    events: Sequence[Row] = gold["events"]
    counts = {"ALL": Counts(len(events), len(predicted)), "arguments": Counts()}
    counts["arguments"].gold = sum(len(e["args"]) for e in events)
    counts["arguments"].predicted = sum(len(arguments.get(p["event_id"], ())) for p in predicted)
    for e in events:
        counts.setdefault(e["type"], Counts()).gold += 1
    for p in predicted:
        counts.setdefault(p["type"], Counts()).predicted += 1
    pairs = answers(events, predicted, arguments, names)
    doc = str(gold["doc_id"])
    misses: list[Miss] = []
    for i, j, fitted in pairs:
        e, p = events[i], predicted[j]
        counts["ALL"].hit += 1
        counts[e["type"]].hit += 1
        counts["arguments"].hit += len(fitted)
        whole, missing, extra = _judge(e, p, fitted, arguments.get(p["event_id"], ()), counts, names)
        if not whole:
            cells = (
                doc, e["id"], e["type"], f"{e['subtype']}>{p['subtype']}", f"{e['status']}>{p['status']}",
                f"{_date(e)}>{p['date_edtf']}", f"extra {extra}",
                [(g["role"], g["text"], g.get("canonical")) for g in missing],
            )  # fmt: skip
            date = [] if _same_date(e, p) else _date_marks(e)
            marks = (_trigger(e), *date, *(_mark(g, str(g["role"])) for g in missing))
            misses.append(Miss(doc, cells, marks))
    found_i, found_j = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    for i, e in enumerate(events):
        if i not in found_i:
            marks = (_trigger(e), *_date_marks(e), *(_mark(g, str(g["role"])) for g in e["args"]))
            misses.append(Miss(doc, (doc, e["id"], e["type"], "MISSED", e["trigger"]["text"]), marks))
    for j, p in enumerate(predicted):
        if j not in found_j:
            mark = Mark(int(p["trigger_start"]), int(p["trigger_end"]), "trigger")
            misses.append(Miss(doc, (doc, p["event_id"], p["type"], "SPURIOUS", p.get("trigger")), (mark,)))
    return counts, misses


def whole_rows(
    gold: Row, predicted: Sequence[Row], arguments: Mapping[str, Sequence[Row]], names: Names
) -> frozenset[str]:
    """The ids of the predicted events of a document that are right as whole rows."""
    events: Sequence[Row] = gold["events"]
    counts = {name: Counts() for name in ("ALL", *CORE_ROLES)}
    return frozenset(
        str(predicted[j]["event_id"])
        for i, j, fitted in answers(events, predicted, arguments, names)
        if _judge(
            events[i], predicted[j], fitted, arguments.get(predicted[j]["event_id"], ()), counts, names
        )[0]
    )


def _trigger(event: Row) -> Mark:
    return _mark(event["trigger"], "trigger")


def _date_marks(event: Row) -> list[Mark]:
    date = event.get("date") or {}
    return [_mark(date, "date")] if date.get("end") else []


def _mark(span: Row, label: str) -> Mark:
    return Mark(int(span["start"]), int(span["end"]), label)


def answers(
    events: Sequence[Row], predicted: Sequence[Row], arguments: Mapping[str, Sequence[Row]], names: Names
) -> list[tuple[int, int, list[Pair]]]:
    """Which predicted event answers which gold one of a document: their places, and the arguments that fit."""
    weights: dict[tuple[int, int], int] = {}
    fitted: dict[tuple[int, int], list[Pair]] = {}
    for i, e in enumerate(events):
        for j, p in enumerate(predicted):
            if p["type"] != e["type"]:
                continue
            t, start, end = e["trigger"], int(p["trigger_start"]), int(p["trigger_end"])
            on_trigger = end - start <= LONGEST_TRIGGER and min(t["end"], end) > max(t["start"], start)
            pairs = _match_arguments(e["args"], arguments.get(p["event_id"], ()), names)
            core = any(g["role"] in CORE_ROLES[e["type"]] for g, _ in pairs)
            if on_trigger or (int(p["evidence_start"]) <= t["start"] < int(p["evidence_end"]) and core):
                weights[i, j] = 1 + 2 * on_trigger + len(pairs) + 2 * _same_date(e, p)
                fitted[i, j] = pairs
    return [(i, j, fitted[i, j]) for i, j in assign(weights)]


def _match_arguments(gold: Sequence[Row], predicted: Sequence[Row], names: Names) -> list[Pair]:
    """One-to-one, best overlap first: same role, and spans that share enough or another mention of the name."""
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if p["role"] == g["role"]:
                iou = _iou(g["start"], g["end"], int(p["start"]), int(p["end"]))
                if iou >= LEAST_IOU or names.same(g.get("canonical"), p.get("canonical")):
                    candidates.append((-iou, i, j))
    pairs, used_i, used_j = [], set[int](), set[int]()
    for _, i, j in sorted(candidates):
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def _judge(
    e: Row,
    p: Row,
    fitted: Sequence[Pair],
    arguments: Sequence[Row],
    counts: dict[str, Counts],
    names: Names,
) -> tuple[bool, list[Row], int]:
    core_roles = CORE_ROLES[e["type"]]
    linked = [(g, a) for g, a in fitted if g.get("canonical")]
    right = {
        id(g) for g, a in fitted if not g.get("canonical") or names.same(g["canonical"], a.get("canonical"))
    }
    missing = [g for g in e["args"] if g["role"] in core_roles and id(g) not in right]
    extra = sum(a["role"] in core_roles for a in arguments) - sum(g["role"] in core_roles for g, _ in fitted)
    subtype, status, date = e["subtype"] == p["subtype"], e["status"] == p["status"], _same_date(e, p)
    whole = subtype and status and date and extra == 0 and not missing
    for key in ("ALL", e["type"]):
        for name, value in (("subtype", subtype), ("status", status), ("date", date), ("whole", whole)):
            counts[key].mark(name, value)
        counts[key].mark("linkable", len(linked))
        counts[key].mark("linked", sum(names.same(g["canonical"], a.get("canonical")) for g, a in linked))
    return whole, missing, extra


def assign(weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The one-to-one assignment with the greatest total weight (Kuhn–Munkres, by scipy)."""
    if not weights:
        return []
    try:
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        raise EngineUnavailable("Scoring events needs scipy: pip install 'ghatana[evaluate]'.") from error
    import numpy as np

    matrix = np.zeros((1 + max(i for i, _ in weights), 1 + max(j for _, j in weights)))
    for (i, j), weight in weights.items():
        matrix[i, j] = weight
    rows, columns = linear_sum_assignment(-matrix)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if matrix[i, j] > 0]


def _iou(a: int, b: int, c: int, d: int) -> float:
    shared = min(b, d) - max(a, c)
    return shared / (max(b, d) - min(a, c)) if shared > 0 else 0.0


def _date(event: Row) -> str | None:
    edtf: str | None = (event.get("date") or {}).get("edtf")
    return edtf


def _same_date(e: Row, p: Row) -> bool:
    a, b = _date(e), p["date_edtf"]
    return a is b if a is None or b is None else str(a).strip() == str(b).strip()
