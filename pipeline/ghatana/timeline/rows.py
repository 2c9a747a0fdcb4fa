"""Rows of `timeline`, `claims` and `slips`, from mentions grouped by happening."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from math import prod
from typing import Any

from ghatana.tables.schema import ACROSS
from ghatana.timeline.canonical import COLUMNS, Canonical, canonical
from ghatana.timeline.conflicts import conflicts, differs
from ghatana.timeline.days import within
from ghatana.timeline.mentions import Mention, values
from ghatana.timeline.slips import SLIPPING, Promise, announced_by, has_slipped, history
from ghatana.timeline.voices import Voices

Row = tuple[Any, ...]
ID_LENGTH = 16
MOST_SURE = 0.9999


def rows_of(groups: Sequence[Sequence[Mention]]) -> dict[str, list[Row]]:
    """The rows of the three tables, by name, in the schema's column order.

    `timeline` is sorted by first report, type and id; the others by happening in that order, then by publication.
    """
    out: dict[str, list[Row]] = {table.name: [] for table in ACROSS}
    for group in groups:
        happening = happening_id(group)
        voices = Voices(group)
        held = canonical(group, voices)
        name = _called(held, group[0].type)
        agreeing = {m.event_id: differs(m, held) for m in group}
        out["timeline"].append(_timeline(happening, name, group, held, voices, agreeing))
        out["claims"] += [_claim(happening, m, agreeing[m.event_id]) for m in group]
        promises = history(group) if group[0].type in SLIPPING else []
        if has_slipped(promises):
            out["slips"] += [_slip(happening, name, p) for p in promises]
    return out


def happening_id(group: Sequence[Mention]) -> str:
    """sha256 of the earliest claim's event id, cut: later reports leave it as it is.

    >>> from datetime import date
    >>> from ghatana.timeline.days import Days
    >>> claims = [Mention(e, "d", "launch", "liftoff", "planned", None, Days(), date(2024, 5, day), None, None, None,
    ...     "", (), (), "", 1.0) for e, day in (("a", 1), ("b", 2))]
    >>> happening_id(claims) == happening_id(claims[:1])
    True
    """
    first = min(group, key=lambda m: m.order)
    return hashlib.sha256(f"happening {first.event_id}".encode()).hexdigest()[:ID_LENGTH]


def _timeline(
    happening: str,
    name: str,
    group: Sequence[Mention],
    held: Canonical,
    voices: Voices,
    agreeing: dict[str, list[str]],
) -> Row:
    published = [m.published for m in group if m.published]
    fitting = [m for m in group if not agreeing[m.event_id]] or list(group)
    best = max(fitting, key=lambda m: _worth(m, held))
    first = min(group, key=lambda m: m.order)
    subtype = best.subtype if first.type == "agreement" else first.subtype
    return (
        happening, name, first.type, subtype, held.status, held.edtf, held.days.earliest, held.days.latest,
        *(held.shown(r) for r in COLUMNS), len(group), len({m.doc_id for m in group}), voices.publishers,
        min(published, default=None), max(published, default=None),
        best.evidence, best.doc_id, best.event_id, conflicts(group, held, voices), _confidence(fitting, voices),
    )  # fmt: skip


def _confidence(fitting: Sequence[Mention], voices: Voices) -> float:
    """That at least one of the independent voices that agree is right, if they err independently."""
    best: dict[str, float] = {}
    for m in fitting:
        best[voices.of(m)] = max(m.confidence, best.get(voices.of(m), 0.0))
    return round(min(MOST_SURE, 1 - prod(1 - c for c in sorted(best.values()))), 4) if best else 0.0


def _worth(m: Mention, held: Canonical) -> tuple[object, ...]:
    """How much a claim shows of what is held; of equals, the earliest."""
    dated = m.days.known and held.days.known and within(m.days, held.days)
    early = -(m.published.toordinal() if m.published else 10**7)
    return (m.status == held.status, dated, round(m.confidence, 4), len(m.names), early, m.doc_id, m.event_id)


def _claim(happening: str, m: Mention, others: list[str]) -> Row:
    shown, keys = values(m)
    return (
        happening, m.event_id, m.doc_id, m.type, m.subtype, m.status, m.published, m.publisher, list(m.sources),
        m.edtf, m.days.earliest, m.days.latest, shown, keys, m.evidence, m.url, m.confidence, not others, others,
        m.duplicate_of, m.text_sha256,
    )  # fmt: skip


def _slip(happening: str, name: str, p: Promise) -> Row:
    m, before = p.claim, p.before
    return (
        happening, m.type, m.subtype, name, m.published, announced_by(m), m.event_id, m.doc_id, m.status, m.edtf,
        m.days.earliest, m.days.latest, before.edtf if before else None, before.days.earliest if before else None,
        before.days.latest if before else None, before.event_id if before else None, p.exactly, p.least, p.most,
    )  # fmt: skip


def _called(held: Canonical, kind: str) -> str:
    """A short name for people: what tells the happening from others."""
    if kind == "launch":
        payloads = held.shown("payload")[:2]
        parts = [*payloads, *held.shown("vehicle")] or held.shown("operator")[:1]
    elif kind == "station_phase":
        parts = [*held.shown("program"), *(held.shown("phase") or held.shown("milestone")[:1])]
    else:
        parts = [*held.shown("party")[:3], *(held.shown("subject") or held.shown("instrument"))]
    return " · ".join(parts) or kind
