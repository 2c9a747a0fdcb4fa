"""A mention: one event claim with what tells which happening it is of. Read from a run's tables, or from `claims`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ghatana.timeline.days import Days
from ghatana.timeline.names import Name, name_key

Row = Mapping[str, Any]
HAPPENED = frozenset({"completed", "failed"})
PROMISES = frozenset({"planned", "proposed", "delayed"})
_KEYED = ": "


@dataclass(frozen=True, slots=True)
class Mention:
    """One event claim.

    Attributes:
        days: first and last day of the event's date; both None where there is none.
        published: publication date of the document, if known.
        names: its arguments but the sources.
    """

    event_id: str
    doc_id: str
    type: str
    subtype: str
    status: str
    edtf: str | None
    days: Days
    published: date | None
    publisher: str | None
    url: str | None
    duplicate_of: str | None
    text_sha256: str
    sources: tuple[str, ...]
    names: tuple[Name, ...]
    evidence: str
    confidence: float

    def keys(self, role: str) -> frozenset[str]:
        """The keys of the names in a role."""
        return frozenset(n.key for n in self.names if n.role == role)

    @property
    def happened(self) -> bool:
        """True if it is said to have happened, well or badly."""
        return self.status in HAPPENED

    @property
    def order(self) -> tuple[date, str, str]:
        """What mentions are sorted by: publication (unknown last), document, event."""
        return (self.published or date.max, self.doc_id, self.event_id)


def from_run(documents: Iterable[Row], events: Iterable[Row], arguments: Iterable[Row]) -> Iterator[Mention]:
    """The mentions of a run, from the rows of its tables."""
    by_doc = {d["doc_id"]: d for d in documents}
    by_event: dict[str, list[Row]] = {}
    for argument in arguments:
        by_event.setdefault(argument["event_id"], []).append(argument)
    for event in events:
        document = by_doc.get(event["doc_id"], {})
        lang = document.get("lang") or "te"
        held = sorted(by_event.get(event["event_id"], ()), key=lambda a: (a["start"], a["end"], a["role"]))
        yield Mention(
            event["event_id"],
            event["doc_id"],
            event["type"],
            event["subtype"],
            event["status"],
            event["date_edtf"],
            Days(event["date_earliest"], event["date_latest"]),
            event["published"],
            document.get("publisher"),
            event["url"],
            document.get("duplicate_of"),
            document.get("text_sha256") or "",
            tuple(event["sources"] or ()),
            tuple(dict.fromkeys(_name(a, lang) for a in held if a["role"] != "source")),
            event["evidence"],
            float(event["confidence"]),
        )


def from_claims(rows: Iterable[Row]) -> Iterator[Mention]:
    """The mentions that `claims` rows were made of: nothing that decides a happening is lost in them."""
    for row in rows:
        shown = [value.partition(_KEYED) for value in row["values"]]
        names = tuple(Name(role, text, key) for (role, _, text), key in zip(shown, row["keys"], strict=True))
        yield Mention(
            row["event_id"], row["doc_id"], row["type"], row["subtype"], row["status"], row["date_edtf"],
            Days(row["date_earliest"], row["date_latest"]), row["published"], row["publisher"], row["url"],
            row["duplicate_of"], row["text_sha256"], tuple(row["sources"]), names, row["evidence"],
            float(row["confidence"]),
        )  # fmt: skip


def values(mention: Mention) -> tuple[list[str], list[str]]:
    """The names as `claims` keeps them: "role: name", and beside it the key."""
    return [f"{n.role}{_KEYED}{n.shown}" for n in mention.names], [n.key for n in mention.names]


def unique(mentions: Iterable[Mention]) -> list[Mention]:
    """Each event once, in order; of two that share an id, the surer one, whatever order they came in."""
    best: dict[str, Mention] = {}
    for mention in mentions:
        held = best.get(mention.event_id)
        if held is None or _rank(mention) > _rank(held):
            best[mention.event_id] = mention
    return sorted(best.values(), key=lambda m: m.order)


def _rank(mention: Mention) -> tuple[float, str]:
    return mention.confidence, repr(mention)


def _name(argument: Row, lang: str) -> Name:
    text, end = argument["text"], argument["stem_end"]
    stem = text if end is None else text[: end - argument["start"]] or text
    canonical = argument["canonical"]
    return Name(argument["role"], canonical or stem, name_key(canonical, stem, lang))
