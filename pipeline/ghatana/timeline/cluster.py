"""Mentions put together to happenings.

Mentions are taken one by one, those first that say most (a name that tells which happening it is, and the day on
which it happened). Each is compared with the happenings that share a key with it and with no other, joins the best
that it fits, or begins a new one; where it fits two that fit each other, they are joined too (union-find, Tarjan
1975). A happening is compared as a whole, so a chain of likenesses cannot join what contradicts itself. The order in
which documents or runs come plays no part: mentions are sorted first.

Time is linear in mentions times the happenings that share a key; a key that more than `MOST` happenings share says
nothing of which one is meant and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import ModuleType

from ghatana.timeline import agreements, launches, stations
from ghatana.timeline.kinds import is_name, is_programme
from ghatana.timeline.mentions import Mention
from ghatana.timeline.profile import Profile

KINDS: dict[str, ModuleType] = {
    "launch": launches,
    "station_phase": stations,
    "agreement": agreements,
}
MOST = 64


class Happenings:
    """Happenings being put together."""

    def __init__(self, mentions: Iterable[Mention] = ()) -> None:
        """Begin with no happening; `mentions` are those to come, for what their documents tell of all of them."""
        self._programmes = _programmes(mentions)
        self._parents: list[int] = []
        self._profiles: list[Profile] = []
        self._index: dict[str, list[int]] = {}

    def add(self, mention: Mention) -> int:
        """Put a mention to the happening that it is of; returns the mention's place."""
        kind = KINDS[mention.type]
        profile = self._profile(mention)
        if mention.type == "launch":
            profile.payloads = {launches.payload_set(profile)}
        keys = kind.keys(profile)
        fits = self._fitting(kind, profile, keys)
        place = len(self._parents)
        self._parents.append(place)
        self._profiles.append(profile)
        if fits:
            self._join(fits[0][1], place)
            for score, other in fits[1:]:
                root, other = self.root(place), self.root(other)
                again = kind.fit(self._profiles[root], self._profiles[other]) if root != other else None
                if score >= kind.BRIDGE and again is not None and again >= kind.BRIDGE:
                    self._join(root, other)
        self._keep(place, keys)
        return place

    def _profile(self, mention: Mention) -> Profile:
        """A mention's profile; "the station" is the one that the document names, if it names one alone."""
        profile = Profile.of(mention)
        named = self._programmes.get(mention.doc_id, set())
        if mention.type == "station_phase" and not any(map(is_name, profile.of_role("program"))):
            profile.names["program"] = set(named) if len(named) == 1 else set()
        return profile

    def root(self, place: int) -> int:
        """The happening that a place belongs to (path halving)."""
        parents = self._parents
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    def _fitting(self, kind: ModuleType, profile: Profile, keys: Sequence[str]) -> list[tuple[float, int]]:
        """The happenings that it fits, best first; of equals the one begun first."""
        roots: set[int] = set()
        for key in keys:
            held = self._index.get(key, ())
            if len(held) <= MOST:
                roots.update(self.root(place) for place in held)
        fits = []
        for root in sorted(roots):
            score = kind.fit(self._profiles[root], profile)
            if score is not None and score >= kind.LEAST:
                fits.append((score, root))
        return sorted(fits, key=lambda f: (-f[0], f[1]))

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parents[second] = first
        self._profiles[first].take(self._profiles[second])

    def _keep(self, place: int, keys: Sequence[str]) -> None:
        root = self.root(place)
        for key in keys:
            held = self._index.setdefault(key, [])
            if len(held) <= MOST and not any(self.root(h) == root for h in held):
                held.append(place)


def cluster(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions grouped by happening, each group and the list of groups in the order of `Mention.order`.

    The result depends on the set of mentions alone.

    Raises:
        KeyError: for an event type that is none of launch, station_phase and agreement.
    """
    happenings = Happenings(mentions)
    ordered = sorted(mentions, key=_first)
    places = [happenings.add(m) for m in ordered]
    groups: dict[int, list[Mention]] = {}
    for mention, place in zip(ordered, places, strict=True):
        groups.setdefault(happenings.root(place), []).append(mention)
    for group in groups.values():
        group.sort(key=lambda m: m.order)
    return sorted(groups.values(), key=lambda g: g[0].order)


def _programmes(mentions: Iterable[Mention]) -> dict[str, set[str]]:
    """The stations and programmes that each document names, as such or as what an agreement is about."""
    out: dict[str, set[str]] = {}
    for m in mentions:
        named = m.keys("program") | {k for k in m.keys("subject") if is_programme(k)}
        out.setdefault(m.doc_id, set()).update(k for k in named if is_name(k))
    return out


def _first(mention: Mention) -> tuple[object, ...]:
    """Those first that say most: which happening, then on which day it was, then by publication."""
    profile = Profile.of(mention)
    weak = not KINDS[mention.type].strong(profile)
    vague = not (mention.happened and mention.days.is_day)
    return (weak, vague, *mention.order)
