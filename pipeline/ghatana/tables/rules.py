"""What must hold of the tables beyond types: keys, allowed values, ranges, references and spans.

Said once, by table and column of the schema; validation, the Data Package and Croissant are made from it. Values
come from `ghatana.annotations`, where the stages take them from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ghatana.annotations import CASES, DATE_BASES, EVENT_TYPES, LABELS, MODS, ROLES, STATUSES, TIMEX_TYPES
from ghatana.tables.corrections import ACTIONS
from ghatana.tables.review import ACCEPTED, CORRECTED
from ghatana.tables.schema import ACROSS, REVIEW, TABLES, Table

# Every table by name: a run's, then those made across runs.
EVERY: Mapping[str, Table] = {table.name: table for table in (*TABLES, *ACROSS)}
WIDE = {"station_phase": "station_phases", "launch": "launches", "agreement": "agreements"}
SUBTYPES = tuple(s for kinds in EVENT_TYPES.values() for s in kinds)
ALL_ROLES = tuple(dict.fromkeys(role for roles in ROLES.values() for role in roles))
PUBLISHED_BASES = ("metadata", "dateline", "option", "none")
PROMISES = ("planned", "proposed", "delayed")
REVIEWS = (ACCEPTED, CORRECTED, f"{ACCEPTED}, {CORRECTED}")

# What tells one row of a table from another. A table that is missing here has no key.
KEYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("doc_id",),
    "sentences": ("doc_id", "sentence_id"),
    "tokens": ("doc_id", "sentence_id", "token_id"),
    "entities": ("doc_id", "mention_id"),
    "timexes": ("doc_id", "timex_id"),
    "events": ("event_id",),
    "station_phases": ("event_id",),
    "launches": ("event_id",),
    "agreements": ("event_id",),
    "corrections": ("event_id", "line"),
    "timeline": ("happening_id",),
    "claims": ("event_id",),
    "slips": ("event_id",),
}
# The day that puts a row into a year, where it is not `published` or that of its document.
DAYS: Mapping[str, str] = {"timeline": "first_reported", "slips": "announced_on"}
# Rows of one document in the order of its text, where that is not the order of the key.
ORDERS: Mapping[str, tuple[str, ...]] = {
    "events": ("doc_id", "trigger_start", "trigger_end", "event_id"),
    "arguments": ("doc_id", "event_id", "start", "end", "role", "canonical"),
    "station_phases": ("doc_id", "event_id"),
    "launches": ("doc_id", "event_id"),
    "agreements": ("doc_id", "event_id"),
    "corrections": ("doc_id", "event_id", "line"),
    "quarantine": ("source", "position", "doc_id", "stage", "error", "message"),
}

_OF_EVENTS = {"status": STATUSES, "review": REVIEWS}
_ACROSS = {"type": tuple(EVENT_TYPES), "subtype": SUBTYPES, "status": STATUSES}
ALLOWED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "documents": {"published_basis": PUBLISHED_BASES},
    "entities": {"case": CASES, "label": LABELS},
    "timexes": {"type": TIMEX_TYPES, "mod": MODS, "basis": DATE_BASES},
    "events": {
        **_OF_EVENTS,
        "type": tuple(EVENT_TYPES),
        "subtype": SUBTYPES,
        "date_mod": MODS,
        "date_basis": (*DATE_BASES, REVIEW),
    },
    "arguments": {"role": ALL_ROLES, "basis": ("sentence", "document", REVIEW)},
    "station_phases": {**_OF_EVENTS, "subtype": EVENT_TYPES["station_phase"]},
    "launches": {**_OF_EVENTS, "subtype": EVENT_TYPES["launch"]},
    "agreements": {**_OF_EVENTS, "action": EVENT_TYPES["agreement"]},
    "corrections": {"action": ACTIONS},
    "timeline": _ACROSS,
    "claims": _ACROSS,
    "slips": {**_ACROSS, "status": PROMISES},
}
UNIT = ("confidence", "score")  # columns of numbers from 0 to 1
IDS = {"event_id": r"[0-9a-f]{16}", "happening_id": r"[0-9a-f]{16}", "text_sha256": r"[0-9a-f]{64}"}


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns of a table whose values are those of a row of another table, or null."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpanOf:
    """Columns that hold a span of the document's text: its first code point, one past its last, its surface."""

    start: str
    end: str
    text: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Columns that hold a date: its EDTF value, its first and its last possible day."""

    edtf: str
    earliest: str
    latest: str


_SPANS = {
    "events": (
        SpanOf("trigger_start", "trigger_end", "trigger"),
        SpanOf("evidence_start", "evidence_end", "evidence"),
        SpanOf("date_start", "date_end", "date_text"),
    )
}
_DATES = (Dates("date_edtf", "date_earliest", "date_latest"), Dates("edtf", "earliest", "latest"))


@cache
def allowed(table: str) -> Mapping[str, tuple[str, ...]]:
    """The values that columns of a table may have, by column."""
    return MappingProxyType(dict(ALLOWED.get(table, {})))


@cache
def references(name: str) -> tuple[Reference, ...]:
    """What the rows of a table refer to."""
    columns = EVERY[name].names
    found = []
    if name == "documents":
        found.append(Reference(("duplicate_of",), "documents", ("doc_id",)))
    elif "doc_id" in columns and name != "quarantine":
        found.append(Reference(("doc_id",), "documents", ("doc_id",)))
    if name not in {"documents", "sentences"} and {"doc_id", "sentence_id"} <= set(columns):
        found.append(Reference(("doc_id", "sentence_id"), "sentences", ("doc_id", "sentence_id")))
    if name in {"arguments", "timeline", "claims", "slips", *WIDE.values()}:
        found.append(Reference(("event_id", "doc_id"), "events", ("event_id", "doc_id")))
    if name in {"claims", "slips"}:
        found.append(Reference(("happening_id",), "timeline", ("happening_id",)))
    if name == "slips":
        found.append(Reference(("previous_event_id",), "claims", ("event_id",)))
    return tuple(found)


def spans(table: Table) -> tuple[SpanOf, ...]:
    """The spans that a table's rows hold."""
    plain = (SpanOf("start", "end", "text"),) if {"start", "end", "text"} <= set(table.names) else ()
    return _SPANS.get(table.name, plain)


def dates(table: Table) -> tuple[Dates, ...]:
    """The dates that a table's rows hold."""
    return tuple(d for d in _DATES if {d.edtf, d.earliest, d.latest} <= set(table.names))


def order(table: Table) -> tuple[str, ...]:
    """The columns that decide the order of a table's rows; without a key, all do, so that none is left to chance."""
    first = ORDERS.get(table.name) or KEYS.get(table.name) or ()
    return first if table.name in KEYS else (*first, *(c for c in table.names if c not in first))
