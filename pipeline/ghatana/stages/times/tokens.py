"""Text to time tokens and to the string of their classes that patterns run over.

Every token is one character of the class string, so a pattern is a regular expression over a string about
a tenth as long as the text, and the words of no interest are all the same character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ghatana.stages.times.lexicon import JOINERS, Lexicon, number_class
from ghatana.text.digits import ascii_digits

OTHER = "x"
BREAK = "\n"
_DASH = r"[-\u2010-\u2015]"
_NUMBER = (
    rf"(?P<iso>\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))|(?P<dmy>\d{{1,2}}([-/.])\d{{1,2}}\3(?:\d{{4}}|\d{{2}})(?!\d|-\d))"
    rf"|(?P<hms>\d{{1,2}}[:.]\d{{2}}[:.]\d{{2}}(?!\d))|(?P<clock>\d{{1,2}}:\d{{2}}(?!\d)(?:\s?[apAP]\.?[mM]\.?)?)"
    rf"|(?P<grouped>\d{{1,3}}(?:,\d{{2}})*+,\d{{3}}(?!\d))|(?P<dec>\d++\.\d++)"
    rf"|(?P<yrange>\d{{4}}{_DASH}(?:\d{{4}}|\d{{2}})(?!\d))|(?P<drange>\d{{1,2}}{_DASH}\d{{1,2}}(?!\d))|(?P<int>\d++)"
)
_LETTER = r"[^\s\d!-/:-@\[-`{-~\u0964\u0965\u2010-\u2027\u00ab\u00bb\u20b9]"
_MARKS = {",": "COMMA", "(": "LPAR", ")": "RPAR", "-": "DASH"} | {
    chr(c): "DASH" for c in range(0x2010, 0x2016)
}
_ENDS = frozenset(".!?\n\u0964\u0965;")
LONGEST_PHRASE = 5
_JOINER = "\u200c\u200d"
_QUIET = frozenset("\"'\u2018\u2019\u201c\u201d")


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one item a token, and `classes`, the string of their classes.

    `starts`, `ends` are offsets into the text; `values` the piece's value; `words` the end of the whole word
    that the token is part of.
    """

    text: str
    classes: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    words: list[int] = field(default_factory=list)

    def surface(self, index: int) -> str:
        """The text of a token, without joiners."""
        return self.text[self.starts[index] : self.ends[index]].translate(JOINERS)


class Tokenizer:
    """Cuts text into tokens with the words of one lexicon. `codes` maps a class name to its character."""

    def __init__(self, lexicon: Lexicon, codes: dict[str, str]) -> None:
        """Compile the token pattern; abbreviations with a stop come from the lexicon."""
        self.lexicon = lexicon
        self.codes = codes
        veto = lexicon.rules["veto"]
        self.veto = frozenset(veto["before"])
        short = sorted({a for a in lexicon.abbreviations if " " not in a}, key=lambda a: (-len(a), a))
        abbreviation = f"|(?P<short>(?:{'|'.join(map(re.escape, short))}){_LETTER}*+)" if short else ""
        self.pattern = re.compile(rf"{_NUMBER}{abbreviation}|(?P<word>{_LETTER}++)|(?P<mark>\n|[^\s\w])")

    def tokenize(self, text: str) -> Tokens:
        """The tokens of a text, in order."""
        out = Tokens(text)
        classes: list[str] = []
        starts, ends, values, words = out.starts, out.ends, out.values, out.words
        codes, analyse, cache = self.codes, self.lexicon.analyse, self.lexicon._cache
        previous_end = -1
        blocked = False
        firsts = self.lexicon.phrases
        openers: list[int] = []

        def add(code: str, start: int, end: int, value: str, word_end: int) -> None:
            classes.append(code)
            starts.append(start)
            ends.append(end)
            values.append(value)
            words.append(word_end)

        for match in self.pattern.finditer(text):
            kind = match.lastgroup
            start, end = match.span()
            if kind == "word":
                word = match[0]
                glued = start == previous_end and classes and classes[-1] in self._digits
                if glued:
                    pieces = self.lexicon.glued(word)
                    if not pieces:
                        classes[-1] = OTHER
                else:
                    known = cache.get(word)
                    pieces = analyse(word) if known is None else known
                if word in firsts or (word[-1] in _JOINER and word.translate(JOINERS) in firsts):
                    openers.append(len(classes))
                if pieces:
                    at = start
                    for cls, value, length in pieces:
                        add(codes[cls], at, at + length, value, end)
                        at += length
                else:
                    add(OTHER, start, end, "", end)
                blocked = (word.translate(JOINERS) if word[-1] in _JOINER else word) in self.veto
            elif kind == "mark":
                mark = match[0]
                if mark in _MARKS:
                    add(codes[_MARKS[mark]], start, end, "", end)
                elif mark in _ENDS:
                    add(BREAK, start, end, "", end)
                    blocked = blocked and mark == "."
                elif mark not in _QUIET or start == previous_end:
                    add(OTHER, start, end, mark, end)
            elif kind == "short":
                at = start
                for cls, value, length in self.lexicon.analyse(match[0]) or ((None, "", end - start),):
                    add(codes[cls] if cls else OTHER, at, at + length, value, end)
                    at += length
            else:
                value = ascii_digits(match[0])
                joined = start == previous_end and self._joins(text, start, classes)
                cls = None if joined or blocked else _number_kind(kind or "", value)
                add(codes[cls] if cls else OTHER, start, end, value, end)
                blocked = False
            previous_end = end
        for opener in reversed(openers):
            self._join_phrase(out, classes, opener)
        out.classes = "".join(classes)
        return out

    def _join_phrase(self, out: Tokens, classes: list[str], first: int) -> None:
        """Make one token of the words of a phrase that begins at token `first`; its last word may be inflected."""
        ends: list[int] = []
        at = first
        while at < len(classes) and len(ends) < LONGEST_PHRASE:
            if ends and (classes[at] == BREAK or not out.text[out.ends[at - 1] : out.starts[at]].isspace()):
                break
            word_end = out.words[at]
            while at < len(classes) and out.words[at] == word_end:
                at += 1
            ends.append(at)
        start = out.starts[first]
        for stop in reversed(ends[1:]):
            end = out.ends[stop - 1]
            surface = out.text[start:end]
            pieces = self.lexicon.analyse(" ".join(surface.split()))
            if pieces:
                begins, at = [], start
                for piece in pieces:
                    begins.append(at)
                    at += piece.length
                classes[first:stop] = [self.codes[p.cls] for p in pieces]
                out.starts[first:stop] = begins
                out.ends[first:stop] = [*begins[1:], end]
                out.values[first:stop] = [p.value for p in pieces]
                out.words[first:stop] = [end] * len(pieces)
                return

    @property
    def _digits(self) -> frozenset[str]:
        return self._digit_codes

    def prepare(self) -> None:
        """Fix the set of digit classes once the codes are known."""
        names = ("DAY", "YEAR", "NUM", "DEC", "CLOCK", "HMS", "ISO", "DMY", "YRANGE", "DRANGE")
        self._digit_codes = frozenset(self.codes[n] for n in names) | {OTHER}

    def _joins(self, text: str, start: int, classes: list[str]) -> bool:
        """True if a number is part of a name or an amount: letters or a joined mark stand right before it."""
        before = text[start - 1]
        last = classes[-1]
        if before in "-\u2010\u2011\u2012\u2013\u2014/:'\u2019+%&":
            return start >= 2 and not text[start - 2].isspace()
        if before == ".":
            return start >= 2 and text[start - 2].isascii() and text[start - 2].isalnum() and last == BREAK
        return last == OTHER and before not in '"\u2018\u201c\u2026*' or before == "_"


def _number_kind(kind: str, value: str) -> str | None:
    if kind == "int":
        if len(value) == 4:
            return number_class(int(value), word=False)
        return number_class(int(value), word=False) if len(value) < 10 else None
    if kind == "grouped":
        return "NUM"
    if kind == "dmy":
        day, month = (int(p) for p in re.split(r"[-/.]", value)[:2])
        if len(value.rsplit(value[-3], 1)[-1]) == 2 and not (
            1 <= month <= 12 and 1 <= day <= 31 or 1 <= day <= 12 and 13 <= month <= 31
        ):
            return "HMS" if "." in value else None
        return "DMY"
    return {
        "iso": "ISO",
        "hms": "HMS",
        "clock": "CLOCK",
        "dec": "DEC",
        "yrange": "YRANGE",
        "drange": "DRANGE",
    }.get(kind)
