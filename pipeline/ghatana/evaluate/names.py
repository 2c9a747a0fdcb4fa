"""When two canonical names are one: through a table of aliases, or one letter of transliteration apart."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ghatana import knowledge
from ghatana.errors import UsageError

_NUMERAL = re.compile(r"\w*\d\w*|\b[IVX]+\b")
# A transliteration may differ by a letter or so in names at least this long.
SHORTEST_FUZZY, FUZZY_RATIO = 6, 0.9


def name_key(name: str | None) -> str:
    """Latin letters and digits of a name, in lower case.

    >>> name_key("Chang'e 6")
    'change6'
    """
    return re.sub(r"[^a-z0-9]", "", (name or "").casefold())


class Names:
    """Names of which some mean the same.

    Args:
        aliases: the key of a name (see `name_key`) to the key of the name it stands for.
    """

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._aliases = aliases
        self._seen: dict[tuple[str | None, str | None], bool] = {}

    @classmethod
    @cache
    def known(cls) -> Names:
        """The names of the knowledge base."""
        aliases: dict[str, str] = {}
        for entry in knowledge.load(None).entries:
            key = name_key(entry.name)
            for name in (entry.name, *entry.names):
                aliases.setdefault(name_key(name), key)
        return cls(aliases)

    @classmethod
    def read(cls, path: Path) -> Names:
        """The names of a file: names that mean the same on one line, parted by tabs; `#` starts a comment line.

        Raises:
            UsageError: if the file cannot be read, or a line holds one name alone or a name without Latin letters.
        """
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            raise UsageError(f"The aliases {path} cannot be read as UTF-8 text: {problem}.") from problem
        aliases: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if not line or line.startswith("#"):
                continue
            names = line.split("\t")
            bad = [n for n in names if not name_key(n)]
            if len(names) < 2 or bad:
                found = f"the name {bad[0]!r}" if bad else f"one name, {line!r}"
                raise UsageError(
                    f"{path}, line {number}: found {found}; expected names in Latin letters that mean the same, "
                    "parted by tabs: ISRO<tab>Indian Space Research Organisation."
                )
            aliases.update({name_key(n): name_key(names[0]) for n in names})
        return cls(aliases)

    def same(self, a: str | None, b: str | None) -> bool:
        """True if both name the same referent.

        >>> Names.known().same("Yuri Borisov", "Yury Borisov"), Names.known().same("PSLV-C52", "PSLV-C53")
        (True, False)
        """
        if (a, b) not in self._seen:
            self._seen[a, b] = self._same(a, b)
        return self._seen[a, b]

    def _same(self, a: str | None, b: str | None) -> bool:
        x, y = name_key(a), name_key(b)
        if not x or not y or a is None or b is None:
            return False
        if self._aliases.get(x, x) == self._aliases.get(y, y):
            return True
        return (
            _numerals(a) == _numerals(b)
            and min(len(x), len(y)) >= SHORTEST_FUZZY
            and difflib.SequenceMatcher(None, x, y).ratio() >= FUZZY_RATIO
        )


def same_name(a: str | None, b: str | None) -> bool:
    """True if the knowledge base takes both for the same referent.

    >>> same_name("ISRO", "Indian Space Research Organisation"), same_name(None, None)
    (True, False)
    """
    return Names.known().same(a, b)


def _numerals(name: str) -> list[str]:
    return [n.casefold() for n in _NUMERAL.findall(name)]
