"""Text to time tokens and to the string of their classes that patterns run over.

Every token is one character of the class string, so a pattern is a regular expression over a string about
a tenth as long as the text, and the words of no interest are all the same character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ghatana.stages.times.lexicon import JOINERS, Lexicon, Pieces
from ghatana.stages.times.signs import OTHER, ends_sentence, joins, number_kind
from ghatana.text.digits import ascii_digits

__all__ = ["BREAK", "OTHER", "Edit", "Tokenizer", "Tokens"]

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
        rules = lexicon.rules.get("veto", {})
        self.things, self.year_roles = frozenset(rules.get("things", ())), frozenset(rules.get("years", ()))
        self.letters = re.compile(rf"{_LETTER}++")
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
        previous_end, blocked, thing = -1, False, False
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
                blocked, thing = key in self.veto, key in self.things
            elif kind == "mark":
                code = self._mark(text, match[0], start, end, begins, joined)
                if code is not None:
                    out.add(classes, code, start, end, match[0], end)
                blocked, thing = blocked and match[0] == ".", False
            elif kind == "short":
                if self.lexicon.folded(match[0]) in phrases:
                    openers.append(len(classes))
                word, ends = match[0], match[0][-1] == "." and ends_sentence(text, end - 1, end, begins)
                if self.lexicon.stops and word.count(".") == 1 and (ends or not text[end:].strip()):
                    word, end = word.removesuffix("."), end - word.endswith(".")
                self._add_word(out, classes, analyse(word), start, end)
                if begins and ends:
                    out.add(classes, BREAK, end, end, "", end)
            else:
                value = ascii_digits(match[0])
                if kind == "grouped":
                    value = value.replace(",", "")
                named = (
                    blocked
                    or (thing and not self._year(text, kind or "", value, end))
                    or (joined and not self._headed(classes) and joins(text, start, classes[-1]))
                )
                cls = None if named else number_kind(kind or "", value)
                out.add(classes, self.codes[cls] if cls else OTHER, start, end, value, end)
                blocked = thing = False
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

    def _year(self, text: str, kind: str, value: str, end: int) -> bool:
        """True for a year by its suffix or postposition, behind a thing with numbers: "Artemis in 2028"."""
        if number_kind(kind, value) != "YEAR":
            return False
        if suffix := self.letters.match(text, end):
            pieces = self.lexicon.glued(suffix[0])
        else:
            following = self.letters.match(text, end + 1) if text[end : end + 1] == " " else None
            pieces = self.lexicon.analyse(following[0]) if following else ()
        return bool(pieces) and pieces[0].cls in self.year_roles

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
            return BREAK if mark != "." or ends_sentence(text, start, end, begins) else OTHER
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
