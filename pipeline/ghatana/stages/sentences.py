"""Sentences of newspaper text: rules over the untouched text, with exact offsets.

Candidates are runs of final punctuation, line breaks and list bullets; each is judged by the words around
it, as rule-based splitters do (an abbreviation list, then context). The words come from `sentences.toml` of
the language pack. Decisions worth knowing:

* A line break ends a sentence (headlines, paragraphs, list items), but not in hard-wrapped text.
* A quotation is split like any text, but its last sentence stays with the words that report it.
* Dots in a row end a sentence only after a finite verb; else they are a pause.
* A bracket in the middle of a sentence is never split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ghatana.document import Document, Sentence
from ghatana.languages import Language
from ghatana.stages.sentence_words import SentenceWords
from ghatana.stages.wrapping import wrapped_breaks
from ghatana.text.web import addresses

BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
DANDAS = "\u0964\u0965"  # they are nothing but ends of sentences
_BULLETS = "•▪●►‣◦➤■◆"
_CANDIDATE = re.compile(rf"[.!?…।॥‼⁇⁈⁉]++|[{BREAKS}]|(?<=\s)[{_BULLETS}]")
_WORDY = re.compile(r"[^\W_]")
_BRACKET = re.compile(rf"\([^(){BREAKS}]{{1,300}}\)")
_CLOSERS = re.compile(r"[”’»›)\]}]++")
_SPACED_CLOSERS = re.compile(rf"[^\S{BREAKS}][”’»]++")
_STRAIGHT = re.compile(r"[\"']++")
_BLANKS = re.compile(rf"[^\S{BREAKS}]*+")
_QUOTE_WINDOW = 60


class _Pass:
    """One pass over one text. It holds places that only move forwards, which keeps the pass linear."""

    def __init__(self, rules: SentenceWords, text: str) -> None:
        self.rules = rules
        self.text = text
        self.out: list[Sentence] = []
        self.start = 0  # of the sentence being read
        self.line = 0  # start of its line
        self.wordy = -1  # the sentence's first letter or digit, -1 while none was met
        self.searched = 0
        self.quotes_at, self.quotes_odd = 0, 0
        brackets = [(*m.span(), True) for m in _BRACKET.finditer(text)] if "(" in text else []
        self.shields = sorted(brackets + [(a, b, False) for a, b in addresses(text)])
        self.shield = 0

    def run(self) -> tuple[Sentence, ...]:
        wrapped = wrapped_breaks(self.text)
        for match in _CANDIDATE.finditer(self.text):
            at, stop = match.span()
            if at < self.start:
                continue
            sign = self.text[at]
            if sign in BREAKS:
                if at not in wrapped:
                    self._cut(at, stop)
                    self.line = stop
            elif sign in _BULLETS:
                self._cut(at, at)
            elif self._has_word(at) and not self._shielded(at):
                end = self._end(at, stop)
                if end:
                    self._cut(end, end)
        self._cut(len(self.text), len(self.text))
        return tuple(self.out)

    def _cut(self, end: int, following: int) -> None:
        """End the sentence at `end`. Marks without a word join the sentence before them on the line."""
        piece = self.text[self.start : end]
        body = piece.lstrip()
        if body:
            first = end - len(body)
            last = first + len(body.rstrip())
            if not self._has_word(end) and self.out and self.out[-1].start >= self.line:
                self.out[-1] = Sentence(self.out[-1].start, last)
            else:
                self.out.append(Sentence(first, last))
        self.start = self.searched = following
        self.wordy = -1

    def _has_word(self, before: int) -> bool:
        if self.wordy < 0:
            match = _WORDY.search(self.text, self.searched, before)
            self.wordy = match.start() if match else -1
            self.searched = before
        return self.wordy >= 0

    def _shielded(self, at: int) -> bool:
        """True inside an address, or inside a bracket that stands in the middle of a sentence."""
        while self.shield < len(self.shields) and self.shields[self.shield][1] <= at:
            self.shield += 1
        for start, end, bracket in self.shields[self.shield : self.shield + 3]:
            if start <= at < end and not (bracket and self.wordy > start):
                return True
        return False

    def _end(self, at: int, stop: int) -> int:
        """Where the sentence ends if the marks `text[at:stop]` end one, else 0."""
        text, rules = self.text, self.rules
        end, quoted = self._close(stop)
        place = _BLANKS.match(text, end).end()  # type: ignore[union-attr]  # it matches the empty string too
        if place == len(text) or text[place] in BREAKS:
            return end
        following = rules.next_word(text, place)
        glued = place == end
        if text[place] in ",;:)]}/" or rules.continues(following, quoted) or (quoted and glued and following):
            return 0
        run = text[at:stop]
        if run == ".":
            return end if quoted or self._full_stop(at, place, following) else 0
        if not run.strip(DANDAS):
            return end
        if not run.strip(".…"):
            before = at - 1 if text[at - 1] == " " else at
            return end if rules.is_finite(rules.word_before(text, before, self.start)[1]) else 0
        if quoted and self._opened_inside(at):
            return 0
        latin = (
            text[at - 1].isascii()
            and text[place].isascii()
            and text[at - 1].isalnum()
            and text[place].islower()
        )
        return 0 if glued and latin else end

    def _close(self, stop: int) -> tuple[int, bool]:
        """Past closing brackets and quotation marks, and whether there was a quotation mark."""
        text = self.text
        match = _CLOSERS.match(text, stop)
        end = match.end() if match else stop
        quoted = any(c in "”’»›" for c in text[stop : min(end, stop + 4)])
        for pattern in (_STRAIGHT, _SPACED_CLOSERS):
            match = pattern.match(text, end)
            if match is None:
                continue
            behind = text[match.end() : match.end() + 1]
            closes = (
                not behind
                or behind.isspace()
                or self.rules.continues(self.rules.next_word(text, match.end()), True)
            )
            if closes or (pattern is _STRAIGHT and self._quote_is_open(end)):
                end, quoted = match.end(), True
        return end, quoted

    def _quote_is_open(self, at: int) -> bool:
        """True if an odd number of straight double quotation marks stands on this line before `at`."""
        if self.quotes_at < self.line:
            self.quotes_at, self.quotes_odd = self.line, 0
        self.quotes_odd ^= self.text.count('"', self.quotes_at, at) & 1
        self.quotes_at = max(at, self.quotes_at)
        return bool(self.quotes_odd)

    def _opened_inside(self, at: int) -> bool:
        """True if the quotation that ends at `at` is short and opened after the sentence's first word."""
        low = max(self.start, at - _QUOTE_WINDOW)
        opener = max(self.text.rfind(mark, low, at) for mark in "‘“«\"'")
        return opener > self.wordy

    def _full_stop(self, at: int, place: int, following: str) -> bool:
        """True if the single full stop at `at` ends a sentence; `following` is the next word, at `place`."""
        text, rules = self.text, self.rules
        before, after = text[at - 1], text[place]
        glued = place == at + 1
        begin, word = rules.word_before(text, at, self.start)
        if glued and before.isdecimal() and after.isdecimal():
            return False
        if before.isdecimal() and at - self.wordy <= 3 and text[self.wordy : at].isdecimal():
            return self.line < self.start  # "1. …" at the start of a line is a list item
        if glued and before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
            return not (after.islower() or after.isdecimal() or len(word) == 1)
        if glued and rules.abbreviations.dotted(text, begin, at):
            return False
        kind = rules.abbreviations.kind(word) if word else None
        joined = text[begin - 1] if begin else " "
        if kind == "initial" and (joined in "-‐‑–'’" or joined.isalnum()):
            kind = None  # the last letter of a name such as PSLV-C, or of an ordinal
        if kind is None and joined == "." and len(word) == 1:
            kind = "initial"
        if kind == "title":
            return False
        if kind:
            return not glued and following in rules.starters
        return not glued or not (after == "-" or following in rules.domains)


@cache
def _words(language: Language | str) -> SentenceWords:
    return SentenceWords(language)


def split_sentences(text: str, language: Language | str) -> tuple[Sentence, ...]:
    """The sentences, headlines and list items of `text`, in order.

    Args:
        text: any string; it is not changed.
        language: a language pack or its code.

    Returns:
        Spans without white space at their ends; together they hold every sign that is not white space.

    >>> text = "పీఎస్‌ఎల్‌వీ ఉదయం 9.30 గంటలకు ఎగిరింది. ‘‘ఇది విజయం.’’ అని ఎస్‌.సోమనాథ్‌ చెప్పారు."
    >>> [s.of(text) for s in split_sentences(text, "te")]
    ['పీఎస్\u200cఎల్\u200cవీ ఉదయం 9.30 గంటలకు ఎగిరింది.', '‘‘ఇది విజయం.’’ అని ఎస్\u200c.సోమనాథ్\u200c చెప్పారు.']

    """
    return _Pass(_words(language), text).run()


class SentenceStage:
    """Gives `sentences`.

    Args:
        language: a language pack or its code.

    """

    name = "sentences"
    needs: frozenset[str] = frozenset()
    gives = "sentences"

    def __init__(self, language: Language | str) -> None:
        self._words = SentenceWords(language)

    def annotate(self, documents: Sequence[Document]) -> list[tuple[Sentence, ...]]:
        """The sentences of each document."""
        return [_Pass(self._words, d.text).run() for d in documents]
