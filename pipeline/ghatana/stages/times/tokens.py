"""Text to time tokens and to the string of their classes that patterns run over.

Every token is one character of the class string, so a pattern is a regular expression over a string about
a tenth as long as the text, and the words of no interest are all the same character.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from ghatana.stages.times.lexicon import JOINERS, Lexicon, Pieces
from ghatana.stages.times.numbers import number_class
from ghatana.text.digits import ascii_digits

OTHER = "x"
BREAK = "\n"
_DASH = r"[-\u2010-\u2015]"
_NUMBER = (
    rf"(?P<iso>\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))|(?P<dmy>\d{{1,2}}([-/.])\d{{1,2}}\3(?:\d{{4}}|\d{{2}})(?!\d|-\d))"
    rf"|(?P<hms>\d{{1,2}}[:.]\d{{2}}[:.]\d{{2}}(?!\d))|(?P<clock>\d{{1,2}}:\d{{2}}(?!\d)(?:\s?[apAP]\.?[mM]\.?)?)"
    rf"|(?P<grouped>\d{{1,3}}(?:,\d{{2}}(?=,)){{0,5}},\d{{3}}(?!\d))|(?P<dec>\d++\.\d++)"
    rf"|(?P<yrange>\d{{4}}{_DASH}(?:\d{{4}}|\d{{2}})(?!\d))|(?P<drange>\d{{1,2}}{_DASH}\d{{1,2}}(?!\d))|(?P<int>\d++)"
)
_LETTER = r"[^\s\d!-/:-@\[-`{-~\u0964\u0965\u2010-\u2027\u00ab\u00bb\u20b9]"
_MARKS = {",": "COMMA", "(": "LPAR", ")": "RPAR", "-": "DASH"} | {
    chr(c): "DASH" for c in range(0x2010, 0x2016)
}
_ENDS = frozenset(".!?\n\u0964\u0965;")
# first and last token (exclusive) to go, and for each token to come its class, start, end, value and word end
Edit = tuple[int, int, list[tuple[str, int, int, str, int]]]
DIGIT_CLASSES = ("DAY", "YEAR", "NUM", "DEC", "CLOCK", "HMS", "ISO", "DMY", "YRANGE", "DRANGE")
LONGEST_PHRASE = 5
LONGEST_NUMBER = 9
INITIAL = 2  # letters of an initial before a full stop
VIRAMA = 9  # its canonical combining class
_NON_SPACE = re.compile(r"\S")
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

    def add(self, classes: list[str], code: str, start: int, end: int, value: str, word: int) -> None:
        """Append a token; its class goes to the list that becomes `classes`."""
        classes.append(code)
        self.starts.append(start)
        self.ends.append(end)
        self.values.append(value)
        self.words.append(word)

    def splice(self, edits: list[Edit]) -> None:
        """Put new tokens in the place of old ones, all edits in one pass; they come in order and apart."""
        if not edits:
            return
        columns: list[list[Any]] = [[], [], [], [], []]
        old: tuple[Any, ...] = (self.classes, self.starts, self.ends, self.values, self.words)
        at = 0
        for first, stop, tokens in edits:
            for column, (was, new) in zip(
                columns, zip(old, zip(*tokens, strict=True), strict=True), strict=True
            ):
                column.extend(was[at:first])
                column.extend(new)
            at = stop
        for column, was in zip(columns, old, strict=True):
            column.extend(was[at:])
        self.classes = "".join(columns[0])
        self.starts, self.ends, self.values, self.words = columns[1:]

    def breaks(self, first: int, last: int) -> bool:
        """True if a sentence ends between two tokens."""
        return BREAK in self.classes[first:last]

    def surface(self, index: int) -> str:
        """The text of a token, without joiners."""
        return self.text[self.starts[index] : self.ends[index]].translate(JOINERS)


class Tokenizer:
    """Cuts text into tokens with the words of one lexicon. `codes` maps a class name to its character."""

    def __init__(self, lexicon: Lexicon, codes: dict[str, str], veto: frozenset[str]) -> None:
        """Compile the token pattern; abbreviations with a stop come from the lexicon.

        Args:
            lexicon: the words.
            codes: a character for every class.
            veto: words after which a number is no time.

        """
        self.lexicon = lexicon
        self.codes = codes
        self.veto = veto
        self.digits = frozenset(codes[n] for n in DIGIT_CLASSES) | {OTHER}
        self.marks = {mark: codes[name] for mark, name in _MARKS.items()}
        heads = lexicon.rules.get("numbers", {}).get("heads", [])
        self.heads = frozenset(codes[name] for name in heads if name in codes)
        short = sorted(set(lexicon.abbreviations), key=lambda a: (-len(a), a))
        flag = "i" if lexicon.fold else ""
        # a form that ends in a figure is not the beginning of a longer number
        forms = "|".join(re.escape(a) + (r"(?!\d)" if a[-1].isdigit() else "") for a in short)
        abbreviation = f"|(?P<short>(?{flag}:{forms}){_LETTER}*+)" if short else ""
        clitics = "|".join(map(re.escape, lexicon.clitics))
        word = rf"{_LETTER}++(?:(?{flag}:{clitics})(?!{_LETTER}))?+" if clitics else rf"{_LETTER}++"
        self.pattern = re.compile(rf"{_NUMBER}{abbreviation}|(?P<word>{word})|(?P<mark>\n|[^\s\w])")

    def tokenize(self, text: str, sentences: tuple[int, ...] = ()) -> Tokens:
        """The tokens of a text, in order; `sentences` are where sentences start, if known."""
        out = Tokens(text)
        classes: list[str] = []
        openers: list[int] = []
        begins = frozenset(sentences)
        analyse, phrases = self.lexicon.analyse, self.lexicon.phrases
        previous_end, blocked = -1, False
        for match in self.pattern.finditer(text):
            kind, (start, end) = match.lastgroup, match.span()
            joined = start == previous_end and bool(classes)
            if kind == "word":
                word = match[0]
                if joined and classes[-1] in self.digits:
                    pieces = self.lexicon.glued(word)
                    if not pieces:
                        classes[-1] = OTHER
                else:
                    pieces = analyse(word)
                key = self.lexicon.folded(word.translate(JOINERS) if word[-1] in _JOINER else word)
                if key in phrases:
                    openers.append(len(classes))
                self._add_word(out, classes, pieces, start, end)
                blocked = key in self.veto
            elif kind == "mark":
                code = self._mark(text, match[0], start, end, begins, joined)
                if code is not None:
                    out.add(classes, code, start, end, match[0], end)
                blocked = blocked and match[0] == "."
            elif kind == "short":
                if self.lexicon.folded(match[0]) in phrases:
                    openers.append(len(classes))
                self._add_word(out, classes, analyse(match[0]), start, end)
                if begins and match[0][-1] == "." and _ends_sentence(text, end - 1, end, begins):
                    out.add(classes, BREAK, end, end, "", end)
            else:
                value = ascii_digits(match[0])
                if kind == "grouped":
                    value = value.replace(",", "")
                named = blocked or (joined and not self._headed(classes) and _joins(text, start, classes[-1]))
                cls = None if named else _number_kind(kind or "", value)
                out.add(classes, self.codes[cls] if cls else OTHER, start, end, value, end)
                blocked = False
            previous_end = end
        out.classes = "".join(classes)
        edits: list[Edit] = []
        for opener in openers:
            if not edits or opener >= edits[-1][1]:
                edits.extend(self._phrase(out, opener))
        out.splice(edits)
        return out

    def _add_word(self, out: Tokens, classes: list[str], pieces: Pieces, start: int, end: int) -> None:
        if not pieces:
            out.add(classes, OTHER, start, end, "", end)
        for cls, value, length in pieces:
            out.add(classes, self.codes[cls], start, start + length, value, end)
            start += length

    def _headed(self, classes: list[str]) -> bool:
        """True behind a word that a number may be written onto, with a dash or without: "mid-2030", "FY27"."""
        dash = classes[-1] == self.marks["-"]
        return len(classes) > dash and classes[-1 - dash] in self.heads

    def _mark(
        self, text: str, mark: str, start: int, end: int, begins: frozenset[int], joined: bool
    ) -> str | None:
        """The class of a punctuation mark; None for a quotation mark that opens."""
        if mark in self.marks:
            return self.marks[mark]
        if mark in _ENDS:
            return BREAK if mark != "." or _ends_sentence(text, start, end, begins) else OTHER
        return OTHER if joined or mark not in _QUIET else None

    def _phrase(self, out: Tokens, first: int) -> list[Edit]:
        """The tokens of the phrase whose first word is token `first`; its last word may be inflected."""
        stops: list[int] = []
        at, size = first, len(out.classes)
        while at < size and len(stops) < LONGEST_PHRASE:
            if stops and (
                out.classes[at] == BREAK or not out.text[out.ends[at - 1] : out.starts[at]].isspace()
            ):
                break
            word_end = out.words[at]
            while at < size and out.words[at] == word_end:
                at += 1
            stops.append(at)
        start = out.starts[first]
        for stop in reversed(stops[1:]):
            end = out.ends[stop - 1]
            pieces = self.lexicon.analyse(" ".join(out.text[start:end].split()))
            if pieces:
                begins = [start + sum(p.length for p in pieces[:n]) for n in range(len(pieces))]
                ends = [*begins[1:], end]
                columns = zip(pieces, begins, ends, strict=True)
                return [(first, stop, [(self.codes[p.cls], a, b, p.value, end) for p, a, b in columns])]
        return []


def _ends_sentence(text: str, start: int, end: int, begins: frozenset[int]) -> bool:
    """True if a full stop ends a sentence: a known one, else by what stands before it (initials do not end one)."""
    if begins:
        following = _NON_SPACE.search(text, end)
        return following is None or following.start() in begins
    word = text[max(0, start - 4) : start].split()
    last = word[-1] if word and not text[start - 1].isspace() else ""
    return len(last) > INITIAL + (last[-1:] != "" and unicodedata.combining(last[-1]) == VIRAMA)


def _joins(text: str, start: int, last: str) -> bool:
    """True if a number is part of a name or an amount: letters or a joined mark stand right before it.

    Args:
        text: the text.
        start: where the number starts, right behind another token.
        last: the class of that token.

    """
    before = text[start - 1]
    if before in "-\u2010\u2011\u2012\u2013\u2014/:'\u2019+%&":
        return start >= 2 and not text[start - 2].isspace()
    if before == ".":
        return start >= 2 and text[start - 2].isascii() and text[start - 2].isalnum()
    return (last == OTHER and before not in '"\u2018\u201c\u2026*') or before == "_"


def _number_kind(kind: str, value: str) -> str | None:
    """The class of a number, None for one that can be no part of a time."""
    if kind == "int":
        return number_class(int(value), word=False) if len(value) <= LONGEST_NUMBER else None
    if kind == "grouped":
        return "NUM"
    if kind != "dmy":
        return kind.upper()
    first, second, year = re.split(r"[-/.]", value)
    day, month = int(first), int(second)
    likely = (1 <= month <= 12 and 1 <= day <= 31) or (1 <= day <= 12 and 13 <= month <= 31)
    if len(year) == len("2024") or likely:  # with a full year even an impossible date is one
        return "DMY"
    return "HMS" if "." in value else None
