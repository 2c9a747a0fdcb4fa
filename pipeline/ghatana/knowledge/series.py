"""Numbered families: rockets, spacecraft and missions whose names are a stem and a number.

"PSLV-C52" and its Telugu spelling are not entries: a family says how its names are built
(`knowledge/data/series.tsv`), so that flights to come are known too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ghatana.document import LABELS
from ghatana.errors import LanguageDataError
from ghatana.languages import parse_tsv

_FIELDS = frozenset({"l", "n", "i", "r", "s", "y"})
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Series:
    """One family.

    Attributes:
        id: slug of the family.
        type: the label of its members, one of `ghatana.document.LABELS`.
        template: the English name of a member. `{l}` the letters before the number, `{n}` the number as
            written, `{i}` without leading zeros, `{r}` in Roman numerals, `{s}` the letters after it.
        stems: the spellings that stand before the number.
        letters: letters that a number may begin with where it stands without its family ("C61"); may be empty.
    """

    id: str
    type: str
    template: str
    stems: tuple[str, ...]
    letters: str = ""

    def __hash__(self) -> int:
        """The hash of the id, which is unique."""
        return hash(self.id)

    @property
    def needs_letters(self) -> bool:
        """True if a member's number has letters before it."""
        return "{l}" in self.template

    def name(self, letters: str, number: str, tail: str) -> str:
        """The English name of one member.

        >>> Series("pslv", "LAUNCHER", "PSLV-{l}{n}", ()).name("C", "52", "")
        'PSLV-C52'
        """
        return self.template.format(
            l=letters, n=number, i=number.lstrip("0") or "0", r=roman(number), s=tail, y=""
        )


def roman(number: str) -> str:
    """A small number in Roman numerals; larger ones (40 and up) and no numbers as they are.

    >>> roman("4"), roman("1957")
    ('IV', '1957')
    """
    if not number.isdecimal() or not 0 < int(number) < 40:
        return number
    left, out = int(number), []
    for value, sign in _ROMAN:
        count, left = divmod(left, value)
        out.append(sign * count)
    return "".join(out)


def number_of(numeral: str) -> str | None:
    """The number that a Roman numeral below 40 writes, or None.

    >>> number_of("IV"), number_of("IC")
    ('4', None)
    """
    return _NUMERALS.get(numeral)


_NUMERALS = {roman(str(n)): str(n) for n in range(1, 40)}


def slug(name: str) -> str:
    """The stable id of an English name.

    >>> slug("Chang'e 6"), slug("Pléiades Neo 5")
    ('change-6', 'pleiades-neo-5')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-") or "unnamed"


@cache
def families() -> tuple[Series, ...]:
    """The families that come with the package, in the order of the file: an earlier template is tried first.

    Raises:
        LanguageDataError: if a row's type or template is wrong.
    """
    path = files("ghatana.knowledge") / "data" / "series.tsv"
    out = []
    for row in parse_tsv(path.read_text(encoding="utf-8"), "knowledge/data/series.tsv"):
        fields = set(re.findall(r"\{(\w+)\}", row["template"]))
        if row["type"] not in LABELS or not fields or not fields <= _FIELDS:
            raise LanguageDataError(
                f"knowledge/data/series.tsv, {row['id']!r}: type {row['type']!r}, template {row['template']!r}; "
                f"expected a type of {', '.join(LABELS)} and fields of {', '.join(sorted(_FIELDS))}."
            )
        stems = tuple(
            s.strip() for cell in (row["names"], row["aliases"]) for s in cell.split("|") if s.strip()
        )
        out.append(Series(row["id"], row["type"], row["template"], stems, row["letters"]))
    return tuple(out)
