"""Glued case suffixes: where the name ends and which relation the rest marks.

Telugu writes case endings, many postpositions and emphatic clitics together with the word: "చైనాతో" is
"with China". The forms are data (`languages/<code>/suffixes.tsv`); here is only how they join:

- `any`: the form follows the whole stem (రష్యా + తోనూ);
- `virama`: the stem's final virama gives way to a vowel (గూగుల్ + ే, హైదరాబాద్ + ులో);
- `am`: the stem's final anusvara gives way (కేంద్రం, కేంద్ర + ానికి).

A form may begin with an apostrophe ("SpaceX's"): it follows the word as others write it, and belongs to it.
A language without a script of such signs leaves `virama`, `anusvara`, `linking_vowel` and `stackable` out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ghatana.document import CASES
from ghatana.errors import LanguageDataError
from ghatana.languages import Language
from ghatana.text.borders import word_end

WHOLE, VIRAMA, AM = "any", "virama", "am"
MINIMUM = 2
APOSTROPHES = ("'", "\u2019")
_ZERO_WIDTH = "\u200b\u200c\u200d\u00ad"
_DROP_ZERO_WIDTH = {ord(c): None for c in _ZERO_WIDTH}


@dataclass(frozen=True, slots=True)
class Suffix:
    """How a word form divides: `word[:stem_end]` is the stem, `case` the relation (one of `CASES`)."""

    stem_end: int
    case: str


class SuffixSplitter:
    """Divides word forms of one language.

    Args:
        language: its pack; without a `suffixes.tsv` nothing is glued to a word.

    Raises:
        LanguageDataError: if a row has an unknown case or way of joining.

    >>> from ghatana.languages import load
    >>> splitter = SuffixSplitter(load("te"))
    >>> splitter.split("రోస్కోస్మోస్లో")
    Suffix(stem_end=12, case='loc')
    >>> splitter.split("చైనా")
    Suffix(stem_end=4, case='nom')
    """

    def __init__(self, language: Language) -> None:
        marks = language.settings("names", needed=False)
        self.virama: str = marks.get("virama", "")
        self.am: str = marks.get("anusvara", "")
        stackable: Mapping[str, str] = marks.get("stackable", {})
        # What every plural ending begins with; empty where it joins no name.
        self.plural: str = stackable.get("plural", "")
        rows = language.rows("suffixes", needed=False)
        # Forms that the plural itself may stand before are none of its own.
        self._singular = {row["form"] for row in rows if row.get("plural") == "yes"}
        self.forms: dict[str, dict[str, str]] = {WHOLE: {}, VIRAMA: {}, AM: {}}
        self._blind: dict[str, dict[str, str]] = {WHOLE: {}, VIRAMA: {}, AM: {}}
        for row in rows:
            if row["case"] not in CASES or row["after"] not in self.forms:
                raise LanguageDataError(
                    f"{language.where('suffixes.tsv')}, form {row['form']!r}: found case {row['case']!r} and "
                    f"after {row['after']!r}; expected one of {', '.join(CASES)} and one of {', '.join(self.forms)}."
                )
            for form, case in _combined(row, stackable):
                self.forms[row["after"]].setdefault(form, case)
                if row.get("blind") == "yes":
                    self._blind[row["after"]].setdefault(form, case)
        # A vowel may replace the virama, and then any suffix follows.
        vowel: str = marks.get("linking_vowel", "")
        for form, case in self.forms[WHOLE].items():
            self.forms[VIRAMA].setdefault(vowel + form, case)
        self._longest = max((len(f) for forms in self._blind.values() for f in forms), default=0)
        marked = [f for f in self.forms[WHOLE] if f.startswith(APOSTROPHES)]
        self._marked = tuple(sorted(marked, key=lambda f: (-len(f), f)))

    def word_end(self, text: str, at: int) -> int:
        """The offset after the word that goes on at `at`, with a suffix after an apostrophe."""
        end = word_end(text, at)
        for form in self._marked:
            if text.startswith(form, end) and word_end(text, end + len(form)) == end + len(form):
                return end + len(form)
        return end

    def is_plural(self, rest: str) -> bool:
        """True if what follows a stem begins with a plural ending; a case ending that looks like one is none (-లో)."""
        rest = rest.translate(_DROP_ZERO_WIDTH)
        return bool(self.plural) and rest.startswith(self.plural) and rest not in self._singular

    def case_of(self, rest: str, after: str = WHOLE) -> str | None:
        """The relation of what follows a known stem (`nom` if nothing does), or None if it is no suffix.

        Args:
            rest: the rest of the word; characters of no width do not count.
            after: how it joins the stem: `any`, `virama` or `am`.
        """
        rest = rest.translate(_DROP_ZERO_WIDTH)
        if not rest:
            return "nom" if after == WHOLE else None
        return self.forms[after].get(rest)

    def split(self, word: str, least: int = 3) -> Suffix:
        """Divide a word that no one knows: the longest suffix that is safe to cut from any word.

        Args:
            word: one word form; it may hold characters of no width.
            least: the fewest code points that must be left as the stem.

        Time grows with the longest suffix, not with the word.
        """
        end = len(word.rstrip(_ZERO_WIDTH))
        for start in range(max(least, end - self._longest - 2), end):
            rest = word[start:end].translate(_DROP_ZERO_WIDTH)
            case = self._blind[WHOLE].get(rest)
            # "byāṅku" is a bank and no dative: stems in anusvara are oblique before these endings.
            if case in ("acc", "dat") and word[start - 1] == self.am:
                case = None
            if case is None:
                case = self._blind[AM].get(rest)
            if case is not None and len(word[:start].translate(_DROP_ZERO_WIDTH)) >= MINIMUM:
                return Suffix(_trim(word, start), case)
        return Suffix(len(word), "nom")


def _combined(row: Mapping[str, str], stackable: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The form alone and, where it may, after the plural and honorific endings."""
    yield row["form"], row["case"]
    if row.get("plural") == "yes":
        for ending in stackable.values():
            yield ending + row["form"], row["case"]


def _trim(word: str, end: int) -> int:
    """`end` without the characters of no width before it: they belong to the join, not to the name."""
    while end > 1 and word[end - 1] in _ZERO_WIDTH:
        end -= 1
    return end
