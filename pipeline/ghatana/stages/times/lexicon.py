"""From a word to the time tokens it is made of.

A word of a time expression is a stem with glued suffixes ("2045నాటికి", "ఏప్రిల్‌లో"), a number fused with a
unit ("ఐదేళ్లలో") or a phrase of several words. The lexicon knows the forms from the language pack and cuts
a word into *pieces*: a class, a value and a length. Zero-width (non-)joiners are dropped before look-up and
counted back in afterwards, so offsets are those of the untouched text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ghatana.errors import LanguageDataError
from ghatana.languages import Language

JOINERS = {0x200C: None, 0x200D: None}
CACHE = 60_000


class Piece(NamedTuple):
    """A part of a word: its class, its value and how many code points of the word (joiners aside) it takes."""

    cls: str
    value: str
    length: int


Pieces = tuple[Piece, ...]


def _variants(form: str, rules: list[list[str]]) -> Iterator[str]:
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
    """DAY, YEAR or NUM by what the number can be; `word` marks one written in words."""
    if value == int(value) and 1 <= value <= 31:
        return "DAYW" if word else "DAY"
    if value == int(value) and 1500 <= value <= 2199:
        return "YEARW" if word else "YEAR"
    return "NUMW" if word else "NUM"


class Lexicon:
    """The words of one language pack, by form."""

    def __init__(self, language: Language) -> None:
        """Build the tables from the pack.

        Raises:
            LanguageDataError: if a row's classes and values do not have as many parts as its form.

        """
        self.rules: dict[str, Any] = language.settings("times/rules")
        self.stems: dict[str, Pieces] = {}
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        self.suffixes: dict[str, str] = {}
        self.detached: dict[str, str] = {}
        self.numbers: dict[str, float] = {}
        self.scales: dict[str, float] = {}
        self.abbreviations: list[str] = []
        self._cache: dict[str, Pieces] = {}
        self._words: dict[str, Pieces] = {}
        for row in language.rows("times/suffixes"):
            if "g" in row["glued"]:
                self.suffixes[row["form"]] = row["role"]
            if "d" in row["glued"]:
                self.detached[row["form"]] = row["role"]
        self._load_numbers(language)
        for name in ("words", "festivals"):
            for row in language.rows(f"times/{name}"):
                self._load_word(row, name)
        for row in language.rows("times/zones"):
            self._add(row["form"], (Piece("ZONE", row["offset"], len(row["form"])),))
        fusing = self.rules["numbers"]
        self.vowel: str = fusing["vowel"]
        self.joined = {j: v for f, v in self.numbers.items() for j in _variants(f, fusing["vowel_unit"])}
        self.joined_lengths = sorted({len(j) for j in self.joined}, reverse=True)
        self.lengths = sorted({len(s) for s in self.stems}, reverse=True)
        self.number_lengths = sorted({len(s) for s in self.numbers}, reverse=True)

    def _load_word(self, row: dict[str, str], name: str) -> None:
        forms, classes, values = (row[k].split("|") for k in ("form", "class", "value"))
        values += [""] * (len(classes) - len(values))
        if len(classes) != len(values):
            raise LanguageDataError(
                f"times/{name}.tsv: {row['form']!r} has {len(classes)} classes, {len(values)} values."
            )
        form = "".join(forms)
        if len(forms) == len(classes):
            lengths = [len(f) for f in forms]
        else:  # the parts are not told apart in the form: the last one takes what is left
            lengths = [0] * (len(classes) - 1) + [len(form)]
        pieces = tuple(Piece(c, v, n) for c, v, n in zip(classes, values, lengths, strict=True))
        self._add(form, pieces)
        for paradigm in self.rules["paradigm"]:
            strip = paradigm["strip"]
            if form.endswith(strip) and len(form) > 2:
                base = form[: len(form) - len(strip)]
                for add, role in paradigm["add"]:
                    self._add(base + add, _inflected(pieces, len(base + add), len(add), role), inflected=True)

    def _add(self, form: str, pieces: Pieces, *, inflected: bool = False) -> None:
        if " " in form:
            words = tuple(form.split(" "))
            known = self.phrases.setdefault(words[0], [])
            if words[1:] not in known:
                known.append(words[1:])
                known.sort(key=len, reverse=True)
        if "." in form:
            self.abbreviations.append(form)
        if inflected:
            if form not in self.detached:
                self._words.setdefault(form, pieces)
            return
        self._words[form] = pieces
        self.stems[form] = pieces

    def _load_numbers(self, language: Language) -> None:
        rules = self.rules["numbers"]
        ones: dict[str, float] = {}
        for row in language.rows("times/numbers"):
            value = float(row["value"])
            (self.scales if row["kind"] == "scale" else ones)[row["form"]] = value
        small = {f: v for f, v in ones.items() if 1 <= v <= 9}
        for form, value in list(ones.items()):
            if 20 <= value <= 90 and value % 10 == 0:
                for unit, add in small.items():
                    ones[form + unit] = value + add
        self.numbers = {**ones, **self.scales}
        for form, value in ones.items():
            for name, plus in (("half", 0.5), ("quarter", 0.25), ("three_quarters", 0.75)):
                for variant in _variants(form, rules[name]):
                    self.numbers.setdefault(variant, value + plus)
        for form, value in self.numbers.items():
            self._words[form] = self.stems[form] = (self._number(value, len(form)),)
        for form, value in {**ones, **self.scales}.items():
            for variant in _variants(form, rules["ordinal"]):
                self._add(variant, (Piece("ORDW", plain(value), len(variant)),))
            for variant in _variants(form, rules["hour"]):
                if 1 <= value <= 12:
                    self._add(
                        variant, (self._number(value, 0), Piece("UHX", rules["hour_value"], len(variant)))
                    )
        for row in language.rows("times/ordinals"):
            self._add(row["form"], (Piece("ORDW", row["value"], len(row["form"])),))

    def _fused(self, key: str) -> Pieces:
        """A number whose last vowel has merged with the first one of a unit: "ఐదేళ్లలో", "నాలుగున్నరేళ్ల"."""
        for length in self.joined_lengths:
            if length >= len(key):
                continue
            value = self.joined.get(key[:length])
            if value is None:
                continue
            rest = self._analyse(self.vowel + key[length:])
            if rest and rest[0].cls == "UY":
                head = Piece(rest[0].cls, rest[0].value, rest[0].length - len(self.vowel))
                return (self._number(value, length), head, *rest[1:])
        return ()

    @staticmethod
    def _number(value: float, length: int) -> Piece:
        return Piece(number_class(value, word=True), plain(value), length)

    def classes(self) -> set[str]:
        """Every class that a word can have."""
        found = {p.cls for pieces in self._words.values() for p in pieces}
        return found | set(self.suffixes.values()) | set(self.detached.values())

    def analyse(self, word: str) -> Pieces:
        """The pieces of a word, or () if it has nothing to do with time.

        >>> from ghatana.languages import load
        >>> [p.cls for p in Lexicon(load("te")).analyse("ఐదేళ్లలో")]
        ['DAYW', 'UY', 'LOC']
        """
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) > CACHE:
                self._cache.clear()
            key = word.translate(JOINERS)
            found = self._analyse(key)
            if found and len(key) != len(word):
                found = _with_joiners(word, found)
            self._cache[word] = found
        return found

    def glued(self, word: str) -> Pieces:
        """The pieces of what is glued to a number in digits: a suffix first of all, else any word of time."""
        key = word.translate(JOINERS)
        chain = self._chain(key)
        return _with_joiners(word, chain) if chain else self.analyse(word)

    def _analyse(self, key: str) -> Pieces:
        whole = self._words.get(key)
        if whole is not None:
            return whole
        role = self.detached.get(key)
        if role is not None:
            return (Piece(role, key, len(key)),)
        size = len(key)
        for length in self.lengths:
            if length < size:
                stem = self.stems.get(key[:length])
                if stem is not None:
                    chain = self._chain(key[length:])
                    if chain:
                        return stem + chain
        for length in self.number_lengths:
            if length < size:
                value = self.numbers.get(key[:length])
                if value is not None:
                    rest = self._words.get(key[length:]) or ()
                    if rest and rest[0].cls.startswith("U"):
                        return (self._number(value, length), *rest)
        return self._fused(key)

    def _chain(self, rest: str) -> Pieces:
        role = self.suffixes.get(rest)
        if role is not None:
            return (Piece(role, rest, len(rest)),)
        for cut in range(1, len(rest) - 1):
            first = self.suffixes.get(rest[:cut])
            if first is not None and rest[cut:] in self.suffixes:
                return (
                    Piece(first, rest[:cut], cut),
                    Piece(self.suffixes[rest[cut:]], rest[cut:], len(rest) - cut),
                )
        return ()


def _inflected(pieces: Pieces, size: int, ending: int, role: str) -> Pieces:
    """`pieces` of an inflected form: the last one loses what the ending takes, the ending gets its role."""
    used = sum(p.length for p in pieces[:-1])
    last = pieces[-1]
    if not role:
        return (*pieces[:-1], Piece(last.cls, last.value, size - used))
    return (*pieces[:-1], Piece(last.cls, last.value, size - used - ending), Piece(role, "", ending))


def _with_joiners(word: str, pieces: Pieces) -> Pieces:
    """Stretch piece lengths over the joiners that look-up left out; a joiner belongs to the piece before it."""
    out, at = [], 0
    for number, piece in enumerate(pieces):
        start, left = at, piece.length
        while at < len(word) and (left or (ord(word[at]) in JOINERS and at > 0)):
            left -= ord(word[at]) not in JOINERS
            at += 1
        if number == len(pieces) - 1:
            at = len(word)
        out.append(Piece(piece.cls, piece.value, at - start))
    return tuple(out)
