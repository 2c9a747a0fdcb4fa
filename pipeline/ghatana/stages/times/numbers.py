"""Number words: their values, what is derived from them, and the number that several of them spell.

"రెండు వేల ముప్పై ఐదు" is read as ((2 × 1000) + 30) + 5: units add up, scales multiply what stands before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ghatana.languages import Language

FRACTIONS = (("half", 0.5), ("quarter", 0.25), ("three_quarters", 0.75))


def variants(form: str, rules: list[list[str]]) -> Iterator[str]:
    """`form` with its ending changed by every rule (what it loses, what it takes) that fits."""
    for strip, add in rules:
        if form.endswith(strip):
            yield form[: len(form) - len(strip)] + add


def plain(number: float) -> str:
    """A number without a needless decimal point.

    >>> plain(2.5), plain(23.0)
    ('2.5', '23')
    """
    return str(int(number)) if number == int(number) else str(number)


def number_class(value: float, *, word: bool) -> str:
    """DAY, YEAR or NUM by what the number can be; `word` marks one written in words (DAYW …)."""
    suffix = "W" if word else ""
    if value == int(value) and 1 <= value <= 31:
        return "DAY" + suffix
    if value == int(value) and 1500 <= value <= 2199:
        return "YEAR" + suffix
    return "NUM" + suffix


class NumberForms:
    """The number words of a pack.

    Attributes:
        cardinals: with fractions and scales, by form.
        scales: the forms among them that multiply.
        ordinals: by form.
        hours: forms that only tell the hour ("ఆరింటి").
        link: the class of a word that stands inside a number ("two thousand and five"), "" if there is none.
        halves: whether a year may be read in two halves.
        joined: cardinals cut so that a unit beginning with `vowel` can be written onto them ("ఐదే…").
    """

    def __init__(self, language: Language, rules: Mapping[str, Any]) -> None:
        """Read `numbers.tsv` and `ordinals.tsv` and derive the rest by `rules`."""
        ones: dict[str, float] = {}
        self.scales: dict[str, float] = {}
        for row in language.rows("times/numbers", needed=False):
            (self.scales if row["kind"] == "scale" else ones)[row["form"]] = row.number("value")
        small = {f: v for f, v in ones.items() if 1 <= v <= 9}
        tens = {f: v for f, v in ones.items() if 20 <= v <= 90 and v % 10 == 0}
        joint = rules.get("joint", "")
        ones |= {ten + joint + one: v + w for ten, v in tens.items() for one, w in small.items()}
        self.cardinals = {**ones, **self.scales}
        self.ordinals = {
            o: v for f, v in self.cardinals.items() for o in variants(f, rules.get("ordinal", []))
        }
        self.ordinals |= {r["form"]: r.number("value") for r in language.rows("times/ordinals", needed=False)}
        self.hours = {
            h: v for f, v in ones.items() if 1 <= v <= 12 for h in variants(f, rules.get("hour", []))
        }
        for form, value in ones.items():
            for name, plus in FRACTIONS:
                for variant in variants(form, rules.get(name, [])):
                    self.cardinals.setdefault(variant, value + plus)
        self.vowel: str = rules.get("vowel", "")
        self.link: str = rules.get("link", "")
        self.halves: bool = rules.get("halves", False)
        self.joined = {
            j: v for f, v in self.cardinals.items() for j in variants(f, rules.get("vowel_unit", []))
        }


def read_number(values: list[float], scales: list[bool]) -> float | None:
    """The number that a run of number words spells, or None if they are not one number.

    >>> read_number([2, 1000, 30, 5], [False, True, False, False])
    2035
    >>> read_number([20, 3], [False, False])
    23
    >>> read_number([2, 3], [False, False]) is None
    True
    """
    total = current = last_scale = 0.0
    room = float("inf")  # what comes next must be smaller than this
    for value, scale in zip(values, scales, strict=True):
        if scale and value >= 1000:
            if total and value >= last_scale:
                return None
            total, current, room, last_scale = total + (current or 1) * value, 0.0, value, value
        elif scale:
            if current >= 100:
                return None
            current, room = (current or 1) * value, value
        else:
            if value >= room or value == 0:
                return None
            current += value
            room = 10 if value >= 20 and value % 10 == 0 else 0
    result = total + current
    return int(result) if result == int(result) else result
