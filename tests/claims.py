"""Event claims for tests, in a line each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ghatana.stages.times.edtf import days_of
from ghatana.timeline.cluster import cluster
from ghatana.timeline.days import Days
from ghatana.timeline.mentions import Mention
from ghatana.timeline.names import Name, name_key

SUBTYPES = {"launch": "liftoff", "station_phase": "phase", "agreement": "signing"}


def name(role: str, shown: str) -> Name:
    """A name, or, after a tilde, words that are none."""
    words = shown.startswith("~")
    text = shown.removeprefix("~")
    return Name(role, text, name_key(None if words else text, text))


def claim(
    event: str,
    status: str = "completed",
    on: str | None = None,
    pub: str | None = None,
    *,
    kind: str = "launch",
    sub: str | None = None,
    doc: str | None = None,
    publisher: str | None = None,
    by: tuple[str, ...] = (),
    copy_of: str | None = None,
    sha: str = "",
    evidence: str = "",
    confidence: float = 0.9,
    **roles: str | list[str],
) -> Mention:
    """A claim; `on` is EDTF, `roles` names by role."""
    first, last = days_of(on) if on else (None, None)
    names = [name(role, n) for role, ns in roles.items() for n in ([ns] if isinstance(ns, str) else ns)]
    return Mention(
        event, doc or f"doc-{event}", kind, sub or SUBTYPES[kind], status, on, Days(first, last),
        date.fromisoformat(pub) if pub else None, publisher, None, copy_of, sha, by, tuple(names), evidence, confidence,
    )  # fmt: skip


def groups(claims: Iterable[Mention]) -> set[frozenset[str]]:
    """The event ids of each happening."""
    return {frozenset(m.event_id for m in group) for group in cluster(list(claims))}


def together(*claims: Mention) -> bool:
    """Whether all are of one happening."""
    return len(groups(claims)) == 1


def apart(*claims: Mention) -> bool:
    """Whether each is of a happening of its own."""
    return len(groups(claims)) == len(claims)
