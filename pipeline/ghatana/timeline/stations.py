"""What makes two mentions one phase, milestone or schedule of a station."""

from __future__ import annotations

from collections.abc import Iterable

from ghatana.timeline.kinds import is_name
from ghatana.timeline.names import WORDS
from ghatana.timeline.profile import Profile, Rule, agree, contradict_in_one_document

PHASE = Rule(twice=366, again=366, late=366)
MILESTONE = Rule(twice=31, again=31, late=31)
PROGRAMME = Rule(twice=366, again=366, late=366)
LEAST = 4.0
SURE = BRIDGE = 6.0
# Dice's coefficient of letter trigrams from which two descriptions are one.
ALIKE = 0.5
# So many letters at the start of a word are its stem, near enough to find likely partners by.
STEM = 4


def keys(p: Profile) -> list[str]:
    """Under what it is kept and looked for: programme and phase, a named milestone, words of a description."""
    programmes = sorted(p.of_role("program")) or [""]
    out = []
    if p.subtype == "phase":
        out += [f"phase {program} {k}" for program in programmes for k in _stems(p.of_role("phase"))]
    elif p.subtype == "milestone":
        out += [f"milestone {k}" for k in p.of_role("milestone") if is_name(k)]
        for program in programmes:
            out += [
                f"words {program} {k}" for k in _stems(k for k in p.of_role("milestone") if not is_name(k))
            ]
    if not out:
        out = [f"{p.subtype} of {program}" for program in programmes if program]
    return sorted(set(out))


def strong(p: Profile) -> bool:
    """True if the names alone tell which it is."""
    if p.subtype == "phase":
        return bool(p.of_role("program")) and any(is_name(k) for k in p.of_role("phase"))
    return p.subtype == "milestone" and any(is_name(k) for k in p.of_role("milestone"))


def fit(a: Profile, b: Profile) -> float | None:
    """How well two mentions, or happenings, go together: None where they cannot be one; one from `LEAST` on."""
    programmes = (a.of_role("program"), b.of_role("program"))
    if a.subtype != b.subtype or (all(programmes) and not programmes[0] & programmes[1]):
        return None
    what = _what(a, b)
    if what is None:
        return None
    rule = {"phase": PHASE, "milestone": MILESTONE}.get(a.subtype, PROGRAMME)
    if what < SURE and contradict_in_one_document(a, b):
        return None
    days = agree(a, b, rule)
    if days is None:
        return None
    return what + (1.0 if all(programmes) else 0.0) + days * 0.5


def _what(a: Profile, b: Profile) -> float | None:
    """How well phase or milestone agree."""
    role = {"phase": "phase", "milestone": "milestone"}.get(a.subtype)
    if role is None:
        return 4.5
    one, other = a.of_role(role), b.of_role(role)
    if not one or not other:
        return 4.5 if not one and not other else None
    named = {k for k in one if is_name(k)}, {k for k in other if is_name(k)}
    if named[0] & named[1]:
        return 7.0
    if all(named):
        return None
    likeness = max(dice(x, y) for x in one for y in other)
    return 3.5 + likeness * 2 if likeness >= ALIKE else None


def dice(one: str, other: str) -> float:
    """Dice's coefficient of the letter trigrams of two keys, 0-1.

    >>> dice("~abcd", "~abce"), dice("~abcd", "~xyz")
    (0.5, 0.0)
    """
    x, y = _grams(one), _grams(other)
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else float(one == other)


def within(one: str, other: str) -> float:
    """The share of the shorter key's letter trigrams that the other has too, 0-1; short keys count for little.

    >>> within("~దూర సంవేదన ఉపగ్రహాలు", "~దూర సంవేదన ఉపగ్రహాల సమూహం") > 0.8
    True
    """
    x, y = _grams(one), _grams(other)
    return len(x & y) / max(6, min(len(x), len(y)))


def _grams(key: str) -> set[str]:
    text = f"{key.removeprefix(WORDS)}"
    return {text[i : i + 3] for i in range(max(1, len(text) - 2))}


def _stems(found: Iterable[str]) -> list[str]:
    """Names whole, of descriptions the beginnings of words."""
    out: set[str] = set()
    for key in found:
        if is_name(key):
            out.add(key)
        else:
            out.update(word[:STEM] for word in key.removeprefix(WORDS).split())
    return sorted(out)
