"""What is held of a happening: status, date, who and what took part, by what independent voices say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ghatana.timeline.days import Days, gap, within
from ghatana.timeline.kinds import is_name, same_place, same_vehicle
from ghatana.timeline.mentions import Mention
from ghatana.timeline.slips import standing
from ghatana.timeline.voices import Voices

# Role to column, in the order of the columns of `timeline`.
COLUMNS = {
    "payload": "payloads", "vehicle": "vehicle", "operator": "operators", "site": "site", "destination": "destination",
    "program": "program", "phase": "phase", "milestone": "milestones", "location": "location", "party": "parties",
    "instrument": "instrument", "subject": "subject",
}  # fmt: skip
SEVERAL = frozenset({"payload", "operator", "milestone", "party"})
# From this confidence on a claim is well supported (see the README on what confidence measures).
WELL_SUPPORTED = 0.5
# Of several, a name is kept from this share of the voices of the one named most.
LEAST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Value:
    """A name in a role, its key, and how many independent voices give it."""

    shown: str
    key: str
    voices: int


@dataclass(frozen=True, slots=True)
class Canonical:
    """What is held of a happening.

    Attributes:
        names: by role, what is held; of a role that only one thing fills, at most one.
        others: by role, what other voices give that cannot be the same.
    """

    status: str
    edtf: str | None
    days: Days
    names: dict[str, list[Value]]
    others: dict[str, list[Value]]

    def shown(self, role: str) -> list[str]:
        """The names held in a role."""
        return [v.shown for v in self.names.get(role, ())]


def canonical(mentions: Sequence[Mention], voices: Voices) -> Canonical:
    """What is held of the happening that `mentions` (at least one) tell of."""
    trusted = [m for m in mentions if m.confidence >= WELL_SUPPORTED] or list(mentions)
    status = current_status(trusted, voices)
    dated = _date(trusted, status, voices) or _date(mentions, status, voices)
    told = values(mentions, voices)
    names, others = {}, {}
    for role in COLUMNS:
        names[role], others[role] = _names(role, told.get(role, []))
    edtf, days = (dated.edtf, dated.days) if dated else (None, Days())
    return Canonical(status, edtf, days, names, others)


def current_status(mentions: Sequence[Mention], voices: Voices) -> str:
    """The status that holds: what happened, by most voices, once anyone says that it did; else what was said last."""
    happened = [m for m in mentions if m.happened]
    if happened:
        return _most(happened, voices)
    last = max((m.published for m in mentions if m.published), default=None)
    return _most([m for m in mentions if m.published == last], voices)


def _most(mentions: Sequence[Mention], voices: Voices) -> str:
    by_status: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions:
        by_status[m.status].append(m)

    def weight(status: str) -> tuple[object, ...]:
        held = by_status[status]
        known = [m.published.toordinal() for m in held if m.published]
        return (voices.count(held), max(known, default=0), max(m.confidence for m in held), status)

    return max(by_status, key=weight)


def _date(mentions: Sequence[Mention], status: str, voices: Voices) -> Mention | None:
    """The claim whose date holds."""
    if status in ("planned", "proposed", "delayed"):
        return standing(mentions)
    dated = [m for m in mentions if m.status == status and m.days.known]
    if not dated:
        return None if status in ("completed", "failed") else standing(mentions)
    best = dated
    while True:
        held = _best_days(best, dated, voices)
        exact = [m for m in dated if m.days != held and within(m.days, held)]
        if not exact:
            break
        best = exact

    def weight(m: Mention) -> tuple[object, ...]:
        same = voices.count(n for n in dated if n.edtf == m.edtf)
        published = m.published.toordinal() if m.published else 0
        return (len(m.edtf or ""), same, published, m.edtf or "", m.event_id)

    return max((m for m in dated if m.days == held), key=weight)


def _best_days(among: Sequence[Mention], dated: Sequence[Mention], voices: Voices) -> Days:
    """The days that most voices' days meet; of equals the most exact, then the latest."""

    def weight(days: Days) -> tuple[int, int, str]:
        width = 10**6 if days.width is None else days.width
        return (voices.count(m for m in dated if gap(m.days, days) == 0), -width, str(days))

    return max({m.days for m in among}, key=weight)


def _names(role: str, found: list[Value]) -> tuple[list[Value], list[Value]]:
    """What is held in a role, and what cannot be the same as it; of `found`, those of most voices first."""
    named = [v for v in found if is_name(v.key)] or found
    if not named:
        return [], []
    if role in SEVERAL and is_name(named[0].key):
        return [v for v in named if v.voices >= LEAST_SHARE * named[0].voices], []
    top = named[0]
    alike = [v for v in named if same(role, v.key, top.key)]
    # The most exact of what may be one: "PSLV-C52" where others say "PSLV".
    held = max(alike, key=lambda v: (v.key.startswith(top.key), len(v.key), v.voices, v.shown))
    return [held], [v for v in named if is_name(v.key) and not any(same(role, v.key, a.key) for a in alike)]


def values(mentions: Sequence[Mention], voices: Voices) -> dict[str, list[Value]]:
    """The names given, by role, those of most voices first."""
    told: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for m in mentions:
        voice = voices.of(m)
        for n in m.names:
            told[n.role, n.key][n.shown].add(voice)
    out: dict[str, list[Value]] = defaultdict(list)
    for (role, key), shown in told.items():
        best = min(shown, key=lambda s: (-len(shown[s]), s))
        out[role].append(Value(best, key, len(set().union(*shown.values()))))
    return {role: sorted(found, key=lambda v: (-v.voices, v.shown, v.key)) for role, found in out.items()}


def same(role: str, one: str, other: str) -> bool:
    """Whether two keys in a role may name one thing."""
    if role == "vehicle":
        return same_vehicle(one, other)
    return same_place(one, other) if role in ("site", "destination", "location") else one == other
