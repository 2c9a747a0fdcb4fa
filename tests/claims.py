"""Event claims for tests, in a line each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

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


PAYLOADS = ["Chang'e 6", "Chang'e 7", "Starlink", "Malligyong-1", "Gaganyaan", "~ఒక ఉపగ్రహం"]
VEHICLES = ["Falcon 9", "Long March 5", "PSLV-C52", "PSLV-C53", "Nuri"]


@st.composite
def launches(draw: st.DrawFn) -> list[Mention]:
    """Claims of launches that share names and days in every way."""
    out = []
    for n in range(draw(st.integers(1, 9))):
        day = date(2024, 5, 1) + timedelta(draw(st.integers(0, 40)))
        status = draw(st.sampled_from(["planned", "delayed", "completed", "failed", "denied"]))
        on = draw(st.sampled_from([day.isoformat(), f"{day:%Y-%m}", "2024", "../2025", None]))
        roles = {
            role: value
            for role, names in (("payload", PAYLOADS), ("vehicle", VEHICLES), ("operator", ["China", "ISRO"]))
            if (value := draw(st.sampled_from([*names, None])))
        }
        published = (day + timedelta(draw(st.integers(-30, 30)))).isoformat()
        doc = f"d{draw(st.integers(0, 5))}"
        out.append(claim(f"e{n}", status, on, draw(st.sampled_from([published, None])), doc=doc, **roles))  # type: ignore[arg-type]
    return out
