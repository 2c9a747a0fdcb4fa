"""Tokens of a sentence: rules that keep exact offsets, or an engine's.

The rules, with what was decided where practice differs:

* A word is a run of letters, marks, digits and invisible joiners (ZWNJ stays inside): `భారత్‌`, `2045నాటికి`.
* Hyphens and apostrophes join (`చాంగ్'ఇ-6`, `పీఎస్ఎల్వీ-సీ49`), unless the apostrophe closes a quotation
  (`‘ఎక్స్’లో` is four tokens). Stops, commas, colons and slashes join digits (`9.30`, `2,45,000`, `12-06-2024`).
* An abbreviation keeps its full stop and what is glued to it is the next token: `రూ.615` is `రూ.` and `615`,
  `ఎస్.సోమనాథ్` is `ఎస్.` and `సోమనాథ్`, `ని.లకు` is `ని.` and `లకు`; the parts of `కి.మీ.` stay together.
* Addresses, hashtags and handles are whole. A bracket is a token, and so is a run of one
  other sign (`..`, `‘‘`).

Every sign that is not white space is in exactly one token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from ghatana.document import Document, Sentence, Token
from ghatana.languages import Language
from ghatana.stage import TokenizerEngine
from ghatana.stages.abbreviations import Abbreviations
from ghatana.stages.packs import pack
from ghatana.text.web import ADDRESS, INVISIBLE, marks, may_hold_address

_QUOTE_WINDOW = 200
_KEPT_WORDS, _KEPT_LENGTH = 50_000, 64
_APOSTROPHE = re.compile("['’]")


class Split(Protocol):
    """Where a case suffix begins in a word, and its case."""

    @property
    def stem_end(self) -> int: ...  # noqa: D102
    @property
    def case(self) -> str: ...  # noqa: D102


class Splitter(Protocol):
    """Splits a glued case suffix off a word; None where there is none."""

    def split(self, word: str) -> Split | None:
        """Offsets are counted from the start of `word`."""
        ...


@cache
def _pattern(addresses: bool) -> re.Pattern[str]:
    """One token. Every part is possessive or bounded, so that a scan is linear."""
    sign = rf"[\w{marks()}]"
    word = rf"(?!_){sign}[\w{marks()}{INVISIBLE}]*+"
    digits = r"(?<=\d)(?:[.:/](?=\d)|,(?=\d{2,3}(?!\d))|–(?=\d))"
    initials = r"(?<=[A-Z])(?<![A-Za-z][A-Z])\.(?=[A-Z](?![A-Za-z]))|(?<=[A-Z])&(?=[A-Z])"
    latin = rf"(?<=[A-Za-z0-9])\.(?=[a-z0-9])|{initials}"
    acronym = r"(?<![A-Za-z.])(?:[A-Z]\.){2,12}(?![A-Za-z])"
    address = rf"(?i:{ADDRESS.pattern})|" if addresses else ""
    return re.compile(
        rf"{address}{acronym}|(?P<word>{word}(?:(?:[-‐‑'’](?={sign})|{digits}|{latin}){word})*+)"
        rf"|[#@]{sign}[\w{marks()}{INVISIBLE}]*+|[()\[\]{{}}]|(?P<run>\S)(?P=run)*+"
    )


class TokenRules:
    """The default tokenizer. Meets `TokenizerEngine`.

    Args:
        language: a language pack or its code.

    >>> text = "రూ.615 కోట్లు (ఐఎల్ఆర్ఎస్)తో 9.30కి"
    >>> [t.of(text) for t in TokenRules("te").tokenize(text, Sentence(0, len(text)))]
    ['రూ.', '615', 'కోట్లు', '(', 'ఐఎల్ఆర్ఎస్', ')', 'తో', '9.30కి']

    """

    def __init__(self, language: Language | str) -> None:
        self._abbreviations = Abbreviations(language)
        self._vowels = frozenset(pack(language).settings("tokens", needed=False).get("apostrophe_before", ""))

    def tokenize(self, text: str, sentence: Sentence) -> list[Token]:
        """The tokens of one sentence, without case suffixes."""
        return [Token(start, end) for start, end, _ in self.spans(text, sentence)]

    def spans(self, text: str, sentence: Sentence) -> Iterator[tuple[int, int, bool]]:
        """Start, end and whether it is a word, of each token."""
        place, stop = sentence.start, sentence.end
        pattern = _pattern(may_hold_address(text[place:stop]))
        for match in pattern.finditer(text, place, stop):
            start, end = match.span()
            if start < place:  # an abbreviation took the beginning, perhaps the whole
                if end <= place:
                    continue
                start = place
            if match.lastgroup != "word":
                yield start, end, False
            else:
                for at in self._closing_apostrophes(text, start, end, sentence):
                    yield start, at, True
                    yield at, at + 1, False
                    start = at + 1
                if end < stop and text[end] == ".":
                    end = self._with_stop(text, start, end, stop)
                yield start, end, True
            place = end

    def _with_stop(self, text: str, start: int, end: int, stop: int) -> int:
        """The end of the word with the full stop of an abbreviation, if it is one."""
        if text.startswith("..", end):
            return end
        dotted = self._abbreviations.dotted(text, start, end)
        if 0 < dotted <= stop:
            return dotted
        number = text[start].isdecimal()
        while start < end and number and not text[start].isalpha():
            start += 1  # a unit glued to its number
        kind = self._abbreviations.kind(text[start:end])
        if kind is None or end + 1 == stop or (kind == "initial" and number):
            return end  # the last stop of a sentence is its own
        return end + 1

    def _closing_apostrophes(self, text: str, start: int, end: int, sentence: Sentence) -> list[int]:
        """Where an apostrophe in a word is a closing quotation mark with a suffix glued to it."""
        surface = text[start:end]
        if "'" not in surface and "’" not in surface:
            return []
        return [
            start + m.start()
            for m in _APOSTROPHE.finditer(surface)
            if self._closes(text, start + m.start(), max(sentence.start, start - _QUOTE_WINDOW), start)
        ]

    def _closes(self, text: str, at: int, low: int, start: int) -> bool:
        after, before = text[at + 1], text[at - 1]
        if after in self._vowels or (after.isascii() and after.isalpha() and before.isascii()):
            return False
        if text[at] == "’":
            opened = text.rfind("‘", low, start)
            return opened >= 0 and text.rfind("’", low, start) < opened
        opened = text.rfind("'", low, start)
        return opened >= 0 and (
            opened == low or text[opened - 1].isspace() or text[opened - 1] in '([{"“‘,:-'
        )


class TokenStage:
    """Gives `tokens`.

    Args:
        language: a language pack or its code.
        engine: who splits sentences into tokens; the rules of this module if None.
        splitter: finds case suffixes; tokens carry none if None. It is not asked about marks.

    """

    name = "tokens"
    needs = frozenset({"sentences"})
    gives = "tokens"

    def __init__(
        self,
        language: Language | str,
        engine: TokenizerEngine | None = None,
        splitter: Splitter | None = None,
    ) -> None:
        self._rules = TokenRules(language)
        self._engine = engine
        self._splitter = splitter
        self._known: dict[str, tuple[int, str | None]] = {}

    def annotate(self, documents: Sequence[Document]) -> list[tuple[Token, ...]]:
        """The tokens of each document, sentence by sentence."""
        return [tuple(t for s in d.sentences for t in self._sentence(d.text, s)) for d in documents]

    def _sentence(self, text: str, sentence: Sentence) -> Iterator[Token]:
        if self._engine is not None:
            for token in self._engine.tokenize(text, sentence):
                word = token.case is None and any(c.isalpha() for c in token.of(text))
                yield self._analysed(text, token) if word else token
            return
        for start, end, word in self._rules.spans(text, sentence):
            if word and self._splitter is not None:
                stem, case = self._split(text[start:end])
                yield Token(start, end, start + stem, case)
            else:
                yield Token(start, end)

    def _analysed(self, text: str, token: Token) -> Token:
        """The token with its case suffix; its stem is the whole token where there is none."""
        if self._splitter is None:
            return token
        stem, case = self._split(token.of(text))
        return replace(token, stem_end=token.start + stem, case=case)

    def _split(self, word: str) -> tuple[int, str | None]:
        """Stem length and case; news repeats its words, so the last ones met are kept."""
        known = self._known.get(word)
        if known is None:
            found = self._splitter.split(word) if self._splitter is not None else None
            known = (len(word), None) if found is None else (found.stem_end, found.case)
            if len(word) <= _KEPT_LENGTH:
                if len(self._known) >= _KEPT_WORDS:
                    self._known.clear()
                self._known[word] = known
        return known
