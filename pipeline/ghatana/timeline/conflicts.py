"""Where sources disagree: by cell of a happening, and by claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from ghatana.timeline.canonical import COLUMNS, Canonical, same
from ghatana.timeline.days import gap, moved
from ghatana.timeline.kinds import is_name
from ghatana.timeline.mentions import Mention
from ghatana.timeline.voices import Voices

# Promises at most so far apart contradict each other; further apart, a date has moved.
AT_ONE_TIME = timedelta(days=30)
# Roles that one thing alone fills, so that another name contradicts.
ONE = ("vehicle", "site", "destination")
_OFF = frozenset({"cancelled", "denied"})


def conflicts(mentions: Sequence[Mention], held: Canonical, voices: Voices) -> list[str]:
    """The cells in which sources disagree, what is held first: "date_edtf: 2024-05-03 (3) | 2024-05-05 (1)".

    In brackets, how many independent voices say so. `parse` reads a line back.
    """
    out = []
    told = _at_one_time(mentions, held)
    by_status: dict[str, list[Mention]] = defaultdict(list)
    by_date: dict[str, list[Mention]] = defaultdict(list)
    for m in told:
        if m.status == held.status or _statuses_differ(m, held):
            by_status[m.status].append(m)
        if m.days.known and m.edtf and (m.happened or held.status not in ("completed", "failed")):
            away = _dates_differ(m, held)
            by_date[m.edtf if away else held.edtf or m.edtf].append(m)
    for column, first, found in (("status", held.status, by_status), ("date_edtf", held.edtf, by_date)):
        if first in found and len(found) > 1:
            counted = sorted(
                ((v != first, -voices.count(ms), v, voices.count(ms)) for v, ms in found.items()),
            )
            out.append(line(column, [(v, n) for *_, v, n in counted]))
    for role in ONE:
        if held.others[role]:
            out.append(
                line(COLUMNS[role], [(v.shown, v.voices) for v in held.names[role] + held.others[role]])
            )
    return out


def differs(m: Mention, held: Canonical) -> list[str]:
    """The cells in which one claim says otherwise than what is held."""
    out = []
    if _statuses_differ(m, held):
        out.append("status")
    if _dates_differ(m, held):
        out.append("date_edtf")
    for role in ONE:
        top = [v.key for v in held.names[role]]
        said = [k for k in m.keys(role) if is_name(k)]
        if top and said and not any(same(role, k, t) for k in said for t in top):
            out.append(COLUMNS[role])
    return out


def line(column: str, values: Sequence[tuple[str, int]]) -> str:
    """A disagreement as text.

    >>> line("status", [("completed", 2), ("failed", 1)])
    'status: completed (2) | failed (1)'
    """
    return f"{column}: " + " | ".join(f"{value} ({count})" for value, count in values)


def parse(text: str) -> tuple[str, list[tuple[str, int]]]:
    """The column, and each value with its voices, of a line of `conflicts`.

    >>> parse("status: completed (2) | failed (1)")
    ('status', [('completed', 2), ('failed', 1)])
    """
    column, _, rest = text.partition(": ")
    values = [v.rstrip(")").rpartition(" (") for v in rest.split(" | ")]
    return column, [(value, int(count)) for value, _, count in values]


def _statuses_differ(m: Mention, held: Canonical) -> bool:
    """A promise before the deed, or a date not yet moved, contradicts nothing."""
    if held.status in ("completed", "failed"):
        after = m.published and held.days.earliest and m.published >= held.days.earliest
        return m.status != held.status and (m.happened or (m.status in _OFF and bool(after)))
    return (m.status in _OFF) != (held.status in _OFF)


def _dates_differ(m: Mention, held: Canonical) -> bool:
    if not m.days.known or not held.days.known:
        return False
    if m.happened or held.status in ("completed", "failed"):
        return gap(m.days, held.days) > 0
    return moved(m.days, held.days)


def _at_one_time(mentions: Sequence[Mention], held: Canonical) -> list[Mention]:
    """The claims that can contradict each other: of what happened, all that say so; else those of the last days."""
    if held.status in ("completed", "failed"):
        first = min((m.days.latest for m in mentions if m.happened and m.days.latest), default=None)
        later = [m for m in mentions if m.status in _OFF and m.published and first and m.published >= first]
        return [m for m in mentions if m.happened] + later
    last = max((m.published for m in mentions if m.published), default=None)
    near = [m for m in mentions if m.published is None or last is None or last - m.published <= AT_ONE_TIME]
    # A delay replaces what stood before it.
    delays = [m.published for m in near if m.status == "delayed" and m.published]
    since = max(delays, default=None)
    return [m for m in near if since is None or m.published is None or m.published >= since]
