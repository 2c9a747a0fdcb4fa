"""What makes two mentions one launch.

In order of weight: the number of a flight (PSLV-C52), a payload that flies once (Chang'e 6, Europa Clipper), the stem
of a programme (Gaganyaan), a payload that flies again and again (Starlink), the rocket, who launches. The weaker the
name, the closer the days must lie.
"""

from __future__ import annotations

from ghatana.timeline.days import Days
from ghatana.timeline.kinds import (
    is_frequent,
    is_name,
    is_programme,
    is_recurring,
    same_place,
    same_vehicle,
    without_tail,
)
from ghatana.timeline.names import family, is_flight
from ghatana.timeline.profile import Profile, Rule, agree, contradict_in_one_document

FLIGHT = Rule(twice=None, again=None, late=None)
NUMBERED = Rule(twice=None, again=1, late=None)
NAMED = Rule(twice=31, again=1, late=31)
PROGRAMME = Rule(twice=1, again=1, late=7, anew=True, early=730, promises=1100)
RECURRING = Rule(twice=0, again=0, late=1, anew=True, early=3, promises=3)
PUT_OFF = Rule(twice=0, again=0, late=1, anew=True, early=30, promises=45)
OF_A_DAY = Rule(twice=1, again=1, overlap=True, widest=31)
OF_ONE_DAY = Rule(twice=0, again=0, overlap=True, widest=2)
LEAST = 4.0
SURE = 5.0
BRIDGE = 4.4


def keys(p: Profile) -> list[str]:
    """Under what a launch is kept and looked for: names, with the month or year where the name alone says little."""
    flights, payloads, others, vehicles = _flights(p), _payloads(p), _others(p), p.of_role("vehicle")
    out = [f"flight {k}" for k in flights] + [f"payload {k}" for k in payloads]
    out += [f"programme {k}" for k in others if not is_recurring(k)]
    out += [f"vehicle {k}" for k in vehicles if is_name(k) and not is_frequent(k) and not is_flight(k)]
    dated = [f"payload {k}" for k in others if is_recurring(k)]
    dated += [f"vehicle {k}" for k in {*vehicles, *_families(flights)} if is_name(k)]
    dated += [f"operator {k}" for k in p.of_role("operator") if is_name(k)]
    return sorted(f"{p.subtype} {k}" for k in (*out, *(f"{k} {t}" for k in dated for t in _spans(p))))


def strong(p: Profile) -> bool:
    """True if the names alone tell which launch it is."""
    return bool(_flights(p) or _payloads(p))


def fit(a: Profile, b: Profile) -> float | None:
    """How well two mentions, or happenings, go together: None where they cannot be one launch; one from `LEAST` on."""
    flights_a, flights_b = _flights(a), _flights(b)
    same_flight = flights_a & flights_b
    if a.subtype != b.subtype or (flights_a and flights_b and not same_flight):
        return None
    one, other = _payloads(a), _payloads(b)
    shared = one & other
    if one and other and not shared and not same_flight:
        return None
    if shared and _siblings_apart(a, b):
        return None
    score, rule = _shared(a, b, bool(same_flight), shared)
    vehicles = _agree(a.of_role("vehicle"), b.of_role("vehicle"), same_vehicle)
    sites = _agree(a.of_role("site"), b.of_role("site"), same_place)
    if rule is None or (vehicles is False and score < SURE):
        return None
    if score < SURE and (sites is False or contradict_in_one_document(a, b)):
        return None
    days = agree(a, b, rule)
    if days is None:
        return None
    return score + days + (0.5 if vehicles else 0) + (0.5 if sites else 0) - (1 if vehicles is False else 0)


def _shared(a: Profile, b: Profile, flight: bool, payloads: set[str]) -> tuple[float, Rule | None]:
    """The weight of the strongest name in common, and how far the days may lie apart for it."""
    if flight:
        return 10.0, FLIGHT
    if any(family(k)[1] for k in payloads):
        return 8.0, NUMBERED
    if payloads:
        return 7.0, NAMED
    others = _others(a) & _others(b)
    if any(not is_recurring(k) for k in others):
        return 4.5, PROGRAMME
    if others:
        return 4.5, (PUT_OFF if "delayed" in a.statuses | b.statuses else RECURRING)
    vehicles = [
        k for k in a.of_role("vehicle") for n in b.of_role("vehicle") if is_name(k) and same_vehicle(k, n)
    ]
    if vehicles:
        if _put_off_before(a, b):
            return 4.5, NAMED
        if any(map(is_frequent, vehicles)):
            return 2.0, OF_ONE_DAY
        bare = not (_payloads(a) or _payloads(b) or _others(a) or _others(b))
        return (4.5, PROGRAMME) if bare else (2.0, OF_A_DAY)
    if a.of_role("operator") & b.of_role("operator"):
        return 1.5, OF_ONE_DAY
    return 0.0, None


def _put_off_before(a: Profile, b: Profile) -> bool:
    """Whether one only says, in a document that tells of the other, that the launch had been put off."""
    for one, other in ((a, b), (b, a)):
        told = [m for mentions in one.documents.values() for m in mentions]
        bare = all(m.status == "delayed" and not m.days.known and not m.keys("payload") for m in told)
        if bare and one.documents.keys() & other.documents.keys():
            return True
    return False


def _flights(p: Profile) -> set[str]:
    """The numbers of flights."""
    return p.trait(
        "flights", lambda p: {k for role in ("vehicle", "payload") for k in p.of_role(role) if is_flight(k)}
    )


def _payloads(p: Profile) -> set[str]:
    """The payloads that fly once."""
    return p.trait(
        "payloads",
        lambda p: {k for k in _cut(p) if not (is_flight(k) or is_recurring(k) or is_programme(k))},
    )


def _others(p: Profile) -> set[str]:
    """The payloads of which there are several: programmes and what flies again and again."""
    return p.trait("others", lambda p: {k for k in _cut(p) if is_recurring(k) or is_programme(k)})


def _cut(p: Profile) -> set[str]:
    return {without_tail(k, p.subtype) for k in p.of_role("payload") if is_name(k)}


def payload_set(p: Profile) -> frozenset[str]:
    """The identifying payloads of one mention, for `Profile.payloads`."""
    return frozenset(_payloads(p))


def _siblings_apart(a: Profile, b: Profile) -> bool:
    """Whether one names Chandrayaan-4 alone and the other Chandrayaan-5 alone, on days that are not the same.

    A mention of both would chain them otherwise.
    """
    if any(x.is_day and x in b.happened for x in a.happened):
        return False
    for s in a.payloads:
        for t in b.payloads:
            if s and t and not s & t:
                families = {family(k)[0] for k in s if family(k)[1]}
                if families & {family(k)[0] for k in t if family(k)[1]}:
                    return True
    return False


def _families(flights: set[str]) -> set[str]:
    """The rocket of a flight: the letters before its first figure, without those of the flight."""
    out = set()
    for flight in flights:
        stem = family(flight)[0]
        out.add(stem[:-1] if len(stem) > 3 else stem)
    return out


def _spans(p: Profile) -> list[str]:
    found: set[str] = set()
    for days in p.days():
        found.update(days.months() or Days.years(days))
    return sorted(found)


def _agree(one: set[str], other: set[str], same: object) -> bool | None:
    """True if any pair is one, False if none is; None where either says nothing."""
    xs, ys = [k for k in one if is_name(k)], [k for k in other if is_name(k)]
    if not xs or not ys:
        return None
    return any(same(x, y) for x in xs for y in ys)  # type: ignore[operator]
