"""From a word to the time tokens it is made of.

A word of a time expression is a stem with glued suffixes ("2045నాటికి", "ఏప్రిల్‌లో"), a number fused with a
unit ("ఐదేళ్లలో") or a phrase of several words. The lexicon knows the forms from the language pack and cuts
a word into *pieces*: a class, a value and a length. Zero-width (non-)joiners are dropped before look-up and
counted back in afterwards, so offsets are those of the untouched text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ghatana.errors import LanguageDataError
from ghatana.languages import Language
from ghatana.stages.times.numbers import NumberForms, number_class, plain

JOINERS = {0x200C: None, 0x200D: None}
CACHE = 60_000
PREPOSED = "PRE"  # begins the class of a word that stands before a time; its role follows
SIGNS = ".-'\u20190123456789"  # a form with one of these in it is a token of its own
HEAD = 2  # letters that forms are listed under
LONGEST = 120  # letters of a word or phrase; what is longer is none of time


class Piece(NamedTuple):
    """A part of a word: its class, its value and how many code points of the word (joiners aside) it takes."""

    cls: str
    value: str
    length: int


Pieces = tuple[Piece, ...]


def lengths_by_head(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of the forms that begin with the same two letters, the longest first; shorter forms are left out."""
    found: dict[str, set[int]] = {}
    for form in forms:
        if len(form) >= HEAD:
            found.setdefault(form[:HEAD], set()).add(len(form))
    return {head: tuple(sorted(sizes, reverse=True)) for head, sizes in found.items()}


class Lexicon:
    """The words of one language pack, by form."""

    def __init__(self, language: Language) -> None:
        """Build the tables from the pack.

        Raises:
            LanguageDataError: if a row's classes and values do not have as many parts as its form.

        """
        self.rules: dict[str, Any] = language.settings("times/rules")
        letters = self.rules.get("letters", {})
        self.fold: bool = letters.get("fold", False)
        self.clitics: list[str] = letters.get("clitics", [])
        self.stops: bool = letters.get("stops", False)  # a last stop may be the sentence's and not the word's
        self.stems: dict[str, Pieces] = {}
        self.phrases: set[str] = set()  # first words of phrases
        self.suffixes: dict[str, str] = {}
        self.detached: dict[str, str] = {}
        self.preposed: dict[str, str] = {}  # roles by the class of words that stand before a time
        self.numbers = NumberForms(language, self.rules.get("numbers", {}))
        self.abbreviations: list[str] = []
        self._cache: dict[str, Pieces] = {}
        self._words: dict[str, Pieces] = {}
        for row in language.rows("times/suffixes", needed=False):
            if "g" in row["glued"]:
                self.suffixes[row["form"]] = row["role"]
            if "d" in row["glued"]:
                self.detached[row["form"]] = row["role"]
                if " " in row["form"]:
                    self.phrases.add(self.folded(row["form"].split(" ", 1)[0]))
            if "p" in row["glued"]:
                name = PREPOSED + row["role"]
                self.preposed[name] = row["role"]
                self._add(row["form"], (Piece(name, "", len(row["form"])),))
        self._load_numbers()
        for name in ("words", "festivals"):
            for row in language.rows(f"times/{name}", needed=name == "words"):
                self._load_word(row, name)
        for row in language.rows("times/zones", needed=False):
            self._add(row["form"], (Piece("ZONE", row["offset"], len(row["form"])),))
        self._joined_lengths = lengths_by_head(self.numbers.joined)
        self._stem_lengths = lengths_by_head(self.stems)
        self._number_lengths = lengths_by_head(self.numbers.cardinals)

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
        for paradigm in self.rules.get("paradigm", ()):
            strip = paradigm["strip"]
            if form.endswith(strip) and len(form) > 2:
                base = form[: len(form) - len(strip)]
                for add, role in paradigm["add"]:
                    self._add(base + add, _inflected(pieces, len(base + add), add, role), inflected=True)

    def _add(self, form: str, pieces: Pieces, *, inflected: bool = False) -> None:
        if " " in form:
            self.phrases.add(self.folded(form.split(" ", 1)[0]))
        elif any(sign in form for sign in SIGNS):
            self.abbreviations.append(form)
        if inflected:
            if form not in self.detached:
                self._words.setdefault(form, pieces)
            return
        self._words[form] = pieces
        self.stems[form] = pieces

    def _load_numbers(self) -> None:
        forms = self.numbers
        for form, value in forms.cardinals.items():
            self._add(form, (_number(value, len(form)),))
        for form, value in forms.ordinals.items():
            self._add(form, (Piece("ORDW", plain(value), len(form)),))
        for form, value in forms.hours.items():
            self._add(form, (_number(value, 0), Piece("UHX", "s", len(form))))

    def _fused(self, key: str) -> Pieces:
        """A number whose last vowel has merged with the first one of a unit: "ఐదేళ్లలో", "నాలుగున్నరేళ్ల"."""
        for length in self._joined_lengths.get(key[:HEAD], ()):
            if length >= len(key):
                continue
            value = self.numbers.joined.get(key[:length])
            if value is None:
                continue
            rest = self._analyse(self.numbers.vowel + key[length:])
            if rest and rest[0].cls == "UY":
                head = Piece(rest[0].cls, rest[0].value, rest[0].length - len(self.numbers.vowel))
                return (_number(value, length), head, *rest[1:])
        return ()

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
            if len(word) > LONGEST:
                return ()
            if len(self._cache) > CACHE:
                self._cache.clear()
            key = word.translate(JOINERS)
            found = next((f for k in self._cases(key) if (f := self._analyse(k))), ())
            if found and len(key) != len(word):
                found = _with_joiners(word, found)
            self._cache[word] = found
        return found

    def folded(self, key: str) -> str:
        """The key of a word: in small letters, where the pack says that case tells nothing and length is kept."""
        low = key.lower() if self.fold else key
        return low if len(low) == len(key) else key

    def _cases(self, key: str) -> Iterator[str]:
        """The spellings to look a word up by: a form with a capital is met as it is or in capitals alone."""
        yield key
        if self.fold and not key.islower():
            yield self.folded(key)
            if key.isupper() and len(key) > 1:
                yield " ".join(word[:1] + self.folded(word[1:]) for word in key.split(" "))

    def glued(self, word: str) -> Pieces:
        """The pieces of what is glued to a number in digits: a suffix first of all, else any word of time."""
        key = self.folded(word.translate(JOINERS))
        chain = self._chain(key) if len(key) <= LONGEST else ()
        return _with_joiners(word, chain) if chain else self.analyse(word)

    def _analyse(self, key: str) -> Pieces:
        whole = self._words.get(key)
        if whole is not None:
            return whole
        role = self.detached.get(key)
        if role is not None:
            return (Piece(role, key, len(key)),)
        size = len(key)
        for length in self._stem_lengths.get(key[:HEAD], ()):
            if length < size:
                stem = self.stems.get(key[:length])
                if stem is not None:
                    chain = self._chain(key[length:])
                    if chain:
                        return stem + chain
        for length in self._number_lengths.get(key[:HEAD], ()):
            if length < size:
                value = self.numbers.cardinals.get(key[:length])
                if value is not None:
                    rest = self._words.get(key[length:]) or ()
                    if rest and rest[0].cls.startswith("U"):
                        return (_number(value, length), *rest)
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


def _number(value: float, length: int) -> Piece:
    return Piece(number_class(value, word=True), plain(value), length)


def _inflected(pieces: Pieces, size: int, added: str, role: str) -> Pieces:
    """`pieces` of an inflected form: the last one loses what the ending takes, the ending gets its role."""
    used, ending = sum(p.length for p in pieces[:-1]), len(added)
    last = pieces[-1]
    if not role:
        return (*pieces[:-1], Piece(last.cls, last.value, size - used))
    return (*pieces[:-1], Piece(last.cls, last.value, size - used - ending), Piece(role, added, ending))


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
