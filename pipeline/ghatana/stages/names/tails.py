"""What follows the stem of a numbered family: "-సి52", "-3డీఎస్", " IV", "-5బి వై3"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ghatana.knowledge import Series
from ghatana.knowledge.series import number_of
from ghatana.languages import Language
from ghatana.stages.suffixes import SuffixSplitter
from ghatana.text.borders import ZERO_WIDTH
from ghatana.text.digits import ascii_digits

_JOIN = r"[\u200b-\u200d\u00ad]*+(?:[ \u00a0]?[-\u2010-\u2014\u2212][ \u00a0]?|[ \u00a0])?"
_YEAR = re.compile(r"(?:19|20)\d\d")
_ZERO = r"[\u200b-\u200d\u00ad]*+"


@dataclass(frozen=True, slots=True)
class Tail:
    """The number of a family's member: letters, digits, letters; and where it and its suffix end."""

    letters: str
    number: str
    after: str
    stem_end: int
    end: int
    case: str


class TailReader:
    """Reads tails, with the letter names of one language (`letters.tsv`).

    Letters after the number are read only if the word may end there; a suffix is preferred to a letter name
    that it looks like.
    """

    def __init__(self, language: Language, splitter: SuffixSplitter) -> None:
        self._splitter = splitter
        rows = language.rows("letters", needed=False)
        self._letters: dict[str, str] = {row["form"]: row["letter"] for row in rows}
        forms = sorted(self._letters, key=lambda f: (-len(f), f))
        # ZWNJ may stand after any virama inside a letter's name.
        names = "|".join(_ZERO.join(map(re.escape, form)) for form in forms)
        letter = rf"(?:{names}|[A-Za-z])" if names else "[A-Za-z]"
        said = language.settings("names", needed=False)
        self._units = tuple(said.get("units", ()))
        joins = "|".join(map(re.escape, said.get("list_joins", ()))) or r"(?!)"
        self.join = re.compile(rf"(?:,[ \u00a0]|[ \u00a0](?:{joins})[ \u00a0])(?=[^ ])")
        self._letter = re.compile(letter)
        self._before = re.compile(rf"{_JOIN}((?:{letter}{_ZERO}){{1,3}}){_JOIN}(\d{{1,4}})")
        self._bare = re.compile(rf"({letter}){_ZERO}-?(\d{{1,3}})")
        self._number = re.compile(rf"{_JOIN}(\d{{1,4}}(?:\.\d)?(?:-\d{{1,2}}(?!\d))?)")
        self._roman = re.compile(r"[ \u00a0-]([IVX]{1,5})")
        self._after = re.compile(rf"{_ZERO}-?((?:{letter}{_ZERO}){{1,2}})")
        self._batch = re.compile(rf"[ \u00a0-]{{1,2}}({letter}){_JOIN}(\d{{1,3}})")

    def read(self, text: str, at: int, series: Series) -> Tail | None:
        """The tail that begins at `at`, or None if there is none or the word goes on after it."""
        if series.needs_letters:
            match = self._before.match(text, at)
            if match is None:
                return None
            return self._finish(text, match.end(), self._latin(match[1]), ascii_digits(match[2]), series)
        match = self._number.match(text, at)
        if match is not None:
            ahead = text[match.end() : match.end() + 16].lstrip(" \u00a0\u200c")
            # "Apollo 20 missions" and "Apollo 1969" name no Apollo 20 and no Apollo 1969.
            apart = text[at : at + 1] in " \u00a0"
            if apart and (ahead.startswith(self._units) or _YEAR.fullmatch(ascii_digits(match[1]))):
                return None
            return self._finish(text, match.end(), "", ascii_digits(match[1]), series)
        if (match := self._roman.match(text, at)) and (number := number_of(match[1])):
            return self._finish(text, match.end(), "", number, series)
        return None

    def alone(self, text: str, at: int) -> Tail | None:
        """The letter and number of a flight that stands without its family at `at`: "సి54", "C61"."""
        match = self._bare.match(text, at)
        if match is None or (case := self._case(text, match.end())) is None:
            return None
        return Tail(self._latin(match[1]), ascii_digits(match[2]), "", *case)

    def _finish(self, text: str, at: int, letters: str, number: str, series: Series) -> Tail | None:
        case = self._case(text, at)
        if case is None and "{s}" in series.template and (match := self._after.match(text, at)):
            found = match.end()
            if (later := self._case(text, found)) is not None:
                return self._with_batch(text, Tail(letters, number, self._latin(match[1]), *later), series)
        if case is None:
            return None
        return self._with_batch(text, Tail(letters, number, "", *case), series)

    def _case(self, text: str, at: int) -> tuple[int, int, str] | None:
        """Where stem and suffix end, and the relation, if a word may end at `at`."""
        end = self._splitter.word_end(text, at)
        case = self._splitter.case_of(text[at:end])
        if case is None:
            return None
        stem_end = end if case == "nom" and all(c in ZERO_WIDTH for c in text[at:end]) else at
        return stem_end, end, case

    def _with_batch(self, text: str, tail: Tail, series: Series) -> Tail:
        """The tail with the flight of a Chinese rocket after it: "-5బి వై3"."""
        if "{y}" not in series.template or tail.stem_end != tail.end:
            return tail
        match = self._batch.match(text, tail.end)
        if match is None or (case := self._case(text, match.end())) is None:
            return tail
        batch = f" {self._latin(match[1])}{ascii_digits(match[2])}"
        return Tail(tail.letters, tail.number, tail.after + batch, *case)

    def _latin(self, letters: str) -> str:
        """Letter names as Latin letters; Latin ones stay as they are."""
        plain = "".join(c for c in letters if c not in ZERO_WIDTH)
        return self._letter.sub(lambda m: self._letters.get(m[0], m[0]), plain)


def member(series: Series, tail: Tail) -> str:
    """The English name of the member that `tail` numbers.

    >>> from ghatana.knowledge import Series
    >>> member(Series("gsat", "SPACECRAFT", "GSAT-{n}{s}", ()), Tail("", "6", "A", 4, 4, "nom"))
    'GSAT-6A'
    """
    return series.name(tail.letters, tail.number, tail.after)
