"""Sentences with tags in them: `<t v=2024-05-03 m=END>మే చివర్లో</t>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ghatana.document import Timex
from ghatana.languages import load
from ghatana.stages.times import tag

FOLDER = Path(__file__).parent
_TAG = re.compile(r"<t ([^>]*)>(.*?)</t>")
NAMES = {
    "v": "value",
    "k": "type",
    "m": "mod",
    "e": "edtf",
    "f": "earliest",
    "l": "latest",
    "b": "basis",
    "a": "alternatives",
}


@dataclass(frozen=True)
class Case:
    published: date | None
    tagged: str

    @property
    def text(self) -> str:
        return _TAG.sub(lambda m: m[2], self.tagged)

    @property
    def expected(self) -> list[tuple[str, dict[str, str]]]:
        """Surface and attributes of every tag; the type and the mod are always among them."""
        out = []
        for match in _TAG.finditer(self.tagged):
            given = dict(pair.split("=", 1) for pair in match[1].split())
            out.append((match[2], {"k": "DATE", "m": "-"} | given))
        return out


def cases(name: str) -> Iterator[Case]:
    """The cases of a file; `@ DATE` lines set the publication date."""
    published: date | None = None
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            day = line[1:].strip()
            published = None if day == "none" else date.fromisoformat(day)
        elif line and not line.startswith("#"):
            yield Case(published, line)


def shown(timex: Timex, names: list[str]) -> dict[str, str]:
    """The named attributes of a timex, as tags write them."""
    out = {}
    for name in names:
        value = getattr(timex, NAMES[name])
        out[name] = ",".join(value) if isinstance(value, tuple) else "-" if value is None else str(value)
    return out


def found(case: Case) -> list[tuple[str, dict[str, str]]]:
    """What the tagger finds, with the attributes that the tags name."""
    times = times_in(case.text, case.published)
    asked = [list(attributes) for _, attributes in case.expected]
    asked += [["k", "m", "v"]] * max(0, len(times) - len(asked))
    return [(t.of(case.text), shown(t, names)) for t, names in zip(times, asked, strict=False)]


@cache
def _language():
    return load("te")


def times_in(text: str, published: date | None = date(2024, 6, 13)) -> tuple[Timex, ...]:
    return tag(text, published, _language())


def values(text: str, published: date | None = date(2024, 6, 13)) -> list[str]:
    return [t.value for t in times_in(text, published)]


def the(text: str, published: date | None = date(2024, 6, 13)) -> Timex:
    (timex,) = times_in(text, published)
    return timex
