"""Match keys: one spelling for the many ways a name is written, with the way back to the text.

A key is for comparing only; the text is never changed. `KeyFolder.key` returns the folded string and, for
each of its characters, the offsets of the code points it came from, so that a match found in the key can be
shown as an exact span of the text.

What every key drops: characters of no width (category Cf: ZWNJ, ZWJ, soft hyphen, …), spaces but not line
breaks, full stops, hyphens, and apostrophes that do not stand between Latin letters. What it folds: decimal
digits of any script to ASCII, Latin letters to their lower-case base letter. What else is one spelling is a
fact of the language, so the caller brings it as `(form, key)` pairs (`languages/<code>/folds.tsv`).

Where a language asks for it, letters of the other scripts of India are first brought into its own: Unicode lays
those scripts out alike (Devanagari at U+0900, Telugu at U+0C00, each in a block of 128), so that the place of a
letter in its block says which letter it is. That is the script conversion of indic-nlp-library
(`UnicodeIndicTransliterator`; Kunchukuttan 2020), here without a change of length, for the way back to the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ghatana.text.scripts import SCRIPTS

Folded = TypeVar("Folded")
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
APOSTROPHES = frozenset("'`\u2018\u2019\u02bc\u02bb\u00b4\u2032\uff07")


@dataclass(frozen=True, slots=True)
class Key:
    """A folded text and where it came from.

    `starts[i]` and `ends[i]` are the offsets, in code points of the original, of what became `text[i]`.
    """

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that became `text[start:end]`; `start < end`.

        >>> key = KeyFolder([]).key("Chang\u2019e-6")
        >>> key.text, key.span(0, 6)
        ("chang'e6", (0, 6))
        """
        return self.starts[start], self.ends[end - 1]


LONGEST_KEPT, MOST_KEPT = 40, 100_000  # code points of a word, words
# The scripts of India that Unicode lays out alike, from Devanagari to Malayalam; the places in a block that mean the
# same letter in all of them (not the letters that one script has for itself, nor the danda).
FIRST, LAST, BLOCK = 0x0900, 0x0D7F, 0x80
ALIKE = frozenset((*range(0x01, 0x4E), *range(0x60, 0x64), *range(0x66, 0x70)))


class _Characters(dict[str, str]):
    """What a single character becomes; worked out once for each character."""

    def __missing__(self, char: str) -> str:
        folded = self[char] = _fold_character(char)
        return folded


class _Codes(dict[int, str]):
    """The same by code point, as `str.translate` asks for it."""

    def __init__(self, characters: Mapping[str, str]) -> None:
        super().__init__()
        self._characters = characters

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._characters[chr(code)]
        return folded


def _fold_character(char: str) -> str:
    if char in HYPHENS or char == ".":
        return ""
    if char in APOSTROPHES:
        return "'"
    if char == "\n" or char == "\r":
        return "\n"
    category = unicodedata.category(char)
    if category in ("Cf", "Zs") or char == "\t":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    base = unicodedata.normalize("NFD", char)[0]
    if "LATIN" in unicodedata.name(base, ""):
        return base.lower()[0]
    return char


def one_script(script: str) -> dict[int, int]:
    """A table for `str.translate` from the letters of the other scripts of India to those of `script`.

    Args:
        script: ISO 15924 code of one of the scripts that Unicode lays out alike, from Devanagari to Malayalam.

    Raises:
        ValueError: for a script that is none of them.

    >>> "ఇస్రో".translate(one_script("Deva"))
    'इस्रो'
    """
    own = ord(SCRIPTS[script][0]) & -BLOCK if script in SCRIPTS else 0
    if not FIRST <= own <= LAST:
        raise ValueError(f"The letters of {script!r} are not laid out like those of the scripts of India.")
    return {
        code: own + code % BLOCK
        for code in range(FIRST, LAST + 1)
        if code & -BLOCK != own
        and code % BLOCK in ALIKE
        and unicodedata.category(chr(code)) != "Cn"
        and unicodedata.category(chr(own + code % BLOCK)) != "Cn"
    }


class KeyFolder:
    r"""Makes keys with the spelling folds of one language.

    Args:
        folds: pairs of a form (one to four characters, no space) and what it becomes in the key. The longest form
            that fits wins; a result is not folded again.
        script: ISO 15924 code of the script that letters of the other scripts of India are brought into before they
            are folded (see `one_script`); None leaves them alone.

    A fold sees the text without characters of no width in it, so that "న్\u200cగ" and "న్గ" are one. A sign that a
    fold drops belongs to the letter before it. Time is linear in the text.

    >>> folder = KeyFolder([("న్", "ం"), ("మ్", "ం"), ("ఢ", "డ")])
    >>> folder.fold("టియాన్‌గాంగ్") == folder.fold("టియాంగాంగ్")
    True
    >>> folder.fold("ఫాల్కన్-9"), folder.fold("ఫాల్కన్ ౯")
    ('ఫాల్కం9', 'ఫాల్కం9')
    """

    def __init__(self, folds: Iterable[tuple[str, str]], script: str | None = None) -> None:
        self._letters = one_script(script) if script else None
        self._single = _Characters()
        self._codes = _Codes(self._single)
        self._words: dict[str, Key] = {}
        self._texts: dict[str, str] = {}
        longer: dict[str, dict[int, dict[str, str]]] = {}
        for form, key in folds:
            if len(form) == 1:
                self._single[form] = key
            elif form:
                longer.setdefault(form[0], {}).setdefault(len(form), {})[form] = key
        # Longest first, as tuples: the loop below is the hot one of the names stage.
        self._longer = {
            first: tuple(sorted(by_size.items(), reverse=True)) for first, by_size in longer.items()
        }
        self._forms = {
            form: key for sizes in longer.values() for forms in sizes.values() for form, key in forms.items()
        }
        by_length = sorted(self._forms, key=len, reverse=True)
        self._divided = re.compile(f"({'|'.join(map(re.escape, by_length))})") if by_length else None

    def fold(self, text: str) -> str:
        """The key of `text` alone, several times as fast: a start folds tens of thousands of names."""
        folded = "".join(map(self._bare, text.split(" ")))
        # An apostrophe is kept or not by what is around it.
        return self.key(text).text if "'" in folded else folded

    def _bare(self, word: str) -> str:
        known = self._texts.get(word)
        if known is None:
            chars = _visible(word)[0]
            if self._letters is not None and not chars.isascii():
                chars = chars.translate(self._letters)
            parts = self._divided.split(chars) if self._divided else [chars]
            # What stands between the longer forms goes character by character; every second part is such a form.
            parts[::2] = [part.translate(self._codes) for part in parts[::2]]
            parts[1::2] = [self._forms[form] for form in parts[1::2]]
            known = "".join(parts)
            _keep(self._texts, word, known)
        return known

    def key(self, text: str) -> Key:
        """The key of `text` and the offsets behind each of its characters.

        Word by word, and words come again: what a short one becomes is kept. No fold reaches over a space.
        """
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for word in text.split(" "):
            if word:
                key = self._word(word)
                parts.append(key.text)
                starts += [at + n for n in key.starts]
                ends += [at + n for n in key.ends]
            at += len(word) + 1
        return Key("".join(parts), starts, ends)

    def _word(self, word: str) -> Key:
        known = self._words.get(word)
        if known is None:
            known = self._folded(word)
            _keep(self._words, word, known)
        return known

    def _folded(self, text: str) -> Key:
        chars, places = _visible(text)
        if self._letters is not None and not chars.isascii():
            chars = chars.translate(self._letters)
        single, longer = self._single, self._longer
        out: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at, size = 0, len(chars)
        while at < size:
            char = chars[at]
            folded, width = single[char], 1
            for length, forms in longer.get(char, ()):
                form = chars[at : at + length]
                if form in forms:
                    folded, width = forms[form], length
                    break
            if folded == "'" and not _between_latin(chars, at):
                folded = ""
            if folded:
                start, end = places[at], places[at + width - 1] + 1
                for piece in folded:
                    out.append(piece)
                    starts.append(start)
                    ends.append(end)
            elif ends and unicodedata.category(char) == "Mn":
                ends[-1] = places[at + width - 1] + 1
            at += width
        return Key("".join(out), starts, ends)


def _keep(words: dict[str, Folded], word: str, folded: Folded) -> None:
    """Remember what a word becomes, unless it is long; forget all when there are too many."""
    if len(word) <= LONGEST_KEPT:
        if len(words) >= MOST_KEPT:
            words.clear()
        words[word] = folded


def _visible(text: str) -> tuple[str, list[int] | range]:
    """`text` without its characters of no width, and the offset of each that is left."""
    if text.isprintable():
        return text, range(len(text))
    hidden = {c for c in set(text) if not c.isascii() and unicodedata.category(c) == "Cf"}
    if not hidden:
        return text, range(len(text))
    places = [i for i, c in enumerate(text) if c not in hidden]
    return text.translate({ord(c): None for c in hidden}), places


def _between_latin(chars: str, at: int) -> bool:
    around = chars[at - 1 : at] + chars[at + 1 : at + 2]
    return at > 0 and len(around) == 2 and around.isascii() and around.isalpha()
