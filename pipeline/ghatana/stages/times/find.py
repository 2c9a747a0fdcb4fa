"""Step one: find the spans.

Patterns run over the class string from left to right; at each place the longest match that its guard lets
pass is taken, then the suffixes and postpositions behind it. A day and the clock time behind it are one
expression. Nothing is dated here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ghatana.languages import Language
from ghatana.stages.times.guards import Guard, GUARDS
from ghatana.stages.times.lexicon import Lexicon
from ghatana.stages.times.numbers import merge_numbers
from ghatana.stages.times.patterns import Compiler, Pattern, class_codes
from ghatana.stages.times.tokens import BREAK, OTHER, Tokenizer, Tokens

# Postpositions apart from their time that belong to its span; the first letter of a longer chain must be one too.
DETACHED = (
    "LOC",
    "BETWEEN",
    "BY",
    "FROM",
    "UNTIL",
    "AFTER",
    "BEFORE",
    "NADU",
    "ABOUT",
    "ABOUTT",
    "OF",
    "FOR",
    "SPAN",
    "NOTBE",
    "ABOVEW",
    "AGOX",
)
SILENT = ("ON", "WITH", "GEN")  # written apart they tell the role, but stay outside the span
MAX_TAIL = 5


@dataclass(slots=True)
class Found:
    """A span with what its words said: `slots` by name, and `tail`, the roles of the suffixes behind it.

    `first`, `last` are token indices (last exclusive, tail included); `core` ends before the tail.
    """

    kind: str
    slots: dict[str, str]
    first: int
    core: int
    last: int
    start: int
    end: int
    tail: tuple[str, ...] = ()
    tokens: dict[str, int] = field(default_factory=dict)
    approx: bool = False
    time: Found | None = None


class Finder:
    """Finds time expressions with the words and patterns of one language pack."""

    def __init__(self, language: Language) -> None:
        """Build the lexicon, the tokenizer and the patterns."""
        self.lexicon = Lexicon(language)
        rules = self.lexicon.rules
        classes = {p.cls for ps in self.lexicon._words.values() for p in ps}
        classes |= set(self.lexicon.suffixes.values()) | set(self.lexicon.detached.values())
        self.codes = class_codes(rules, classes)
        self.names = {c: n for n, c in self.codes.items()}
        self.tokenizer = Tokenizer(self.lexicon, self.codes)
        self.tokenizer.prepare()
        self.patterns = Compiler(rules, self.codes).compile_all()
        self.starters = re.compile("[" + "".join(sorted(self.patterns)) + "]")
        self._times = {c: [p for p in ps if p.kind == "time"] for c, ps in self.patterns.items()}
        self._detached = {self.codes[n] for n in DETACHED if n in self.codes}
        self._silent = {self.codes[n] for n in SILENT if n in self.codes}
        self._than = self.codes["THAN"]
        self._after_than = {self.codes["BEFORE"], self.codes["ABOVEW"]}
        self.occasion = frozenset(rules["veto"]["occasion"])
        self.moved: tuple[str, ...] = tuple(rules["veto"]["moved"])
        self.lasting: tuple[str, ...] = tuple(rules["veto"]["lasting"])
        self.counted: frozenset[str] = frozenset(rules["veto"]["counted"])

    def find(self, text: str) -> tuple[Tokens, list[Found]]:
        """The tokens of a text and the time expressions in it, in order and apart."""
        tokens = merge_numbers(self.tokenizer.tokenize(text), self.lexicon, self.codes)
        found: list[Found] = []
        at = 0
        search = self.starters.search
        while True:
            match = search(tokens.classes, at)
            if match is None:
                return tokens, found
            at = match.start()
            item = self._at(tokens, at, found)
            if item is None:
                at += 1
            else:
                found.append(item)
                at = item.last

    def _at(self, tokens: Tokens, at: int, before: list[Found]) -> Found | None:
        for item in self._candidates(tokens, at, self.patterns[tokens.classes[at]]):
            guard: Guard = GUARDS[item.kind]
            if guard(self, tokens, item, before):
                return self._with_time(tokens, item, before)
        return None

    def _candidates(self, tokens: Tokens, at: int, patterns: list[Pattern]) -> list[Found]:
        matches = []
        for pattern in patterns:
            match = pattern.regex.match(tokens.classes, at)
            if match is not None:
                matches.append((-match.end(), pattern.order, pattern, match))
        matches.sort(key=lambda m: m[:2])
        return [self._build(tokens, pattern, match) for _, _, pattern, match in matches]

    def _build(self, tokens: Tokens, pattern: Pattern, match: re.Match[str]) -> Found:
        slots: dict[str, str] = {}
        where: dict[str, int] = {}
        for group, slot in pattern.slots:
            index = match.start(group)
            if index >= 0:
                name = slot if slot not in slots else f"{slot}~"
                slots[name] = tokens.values[index]
                where[name] = index
        first, core = match.start(), match.end()
        last, end, tail = self._tail(tokens, core)
        item = Found(pattern.kind, slots, first, core, last, tokens.starts[first], end, tail, where)
        if tail[:1] == ("AS",) and (pattern.kind == "festival" or "dmy" in slots or "iso" in slots):
            item.end = tokens.ends[core - 1]
        if pattern.kind == "time" and classes_of(tokens, first) == self.codes["ZONE"]:
            # a zone named before the clock time is read, but stays outside
            item.start = tokens.starts[min(i for s, i in where.items() if s != "zone")]
        return self._widen(tokens, item)

    def _widen(self, tokens: Tokens, item: Found) -> Found:
        """Take in a word of approximation right before the expression."""
        classes = tokens.classes
        if classes[item.first] == self.codes["APPROX"]:
            item.approx = True
        elif item.first and classes[item.first - 1] == self.codes["APPROX"]:
            item.first -= 1
            item.start = tokens.starts[item.first]
            item.approx = True
        return item

    def _tail(self, tokens: Tokens, at: int) -> tuple[int, int, tuple[str, ...]]:
        """The index after the suffixes that follow token `at` - 1, the end of the span, and their roles."""
        roles: list[str] = []
        classes, words = tokens.classes, tokens.words
        end = words[at - 1]
        size = len(classes)
        last = at
        for _ in range(MAX_TAIL):
            if at >= size or classes[at] in (OTHER, BREAK):
                break
            code = classes[at]
            if (
                tokens.starts[at] == tokens.ends[at - 1]
                and words[at] == words[at - 1]
                or (
                    tokens.starts[at] == tokens.ends[at - 1]
                    and self.names[code] in self.lexicon.suffixes.values()
                )
            ):
                roles.append(self.names[code])
                end = words[at]
            elif code in self._detached and self._follows(roles, code):
                roles.append(self.names[code])
                end = words[at]
            elif code == self._than and at + 1 < size and classes[at + 1] in self._after_than:
                roles.append("THAN")
                end = words[at]
            elif code == self.codes["OR"] and at + 1 < size and classes[at + 1] == self.codes["THENAFTER"]:
                roles.append("NOTBE")
                at += 1
                end = words[at]
            elif code in self._silent and not roles:
                roles.append(self.names[code])
            else:
                break
            at += 1
            last = at
        return last, end, tuple(roles)

    def _follows(self, roles: list[str], code: str) -> bool:
        """True if a detached postposition may follow the roles already read."""
        name = self.names[code]
        if name == "BEFORE":
            return not roles or roles[-1] in ("DAT", "THAN", "EMPH", "OF")
        if name == "NOTBE":
            return bool(roles) and roles[-1] == "BEFORE"
        if name == "ABOVEW":
            return bool(roles) and roles[-1] in ("DAT", "THAN")
        if name == "AGOX":
            return False
        return not roles or roles[-1] in ("EMPH", "OF", "DAT", "PLU")

    def _with_time(self, tokens: Tokens, item: Found, before: list[Found]) -> Found:
        """A day with the clock time that stands right behind it."""
        if (
            item.kind not in ("date", "day", "festival")
            or not _is_day(item)
            or item.last >= len(tokens.classes)
        ):
            return item
        if item.tail and item.tail[-1] not in ("ON", "OF", "NADU", "EMPH", "LOC"):
            return item
        at = item.last
        if tokens.classes[at] == self.codes["COMMA"] and at + 1 < len(tokens.classes):
            at += 1
        for clock in self._candidates(tokens, at, self._times.get(tokens.classes[at], [])):
            if GUARDS["time"](self, tokens, clock, [*before, item]):
                item.time = clock
                item.last, item.end = clock.last, clock.end
                break
        return item


def classes_of(tokens: Tokens, index: int) -> str:
    """The class character of a token."""
    return tokens.classes[index]


def _is_day(item: Found) -> bool:
    slots = item.slots
    return (
        item.kind in ("day", "festival")
        or bool({"day", "iso", "dmy", "weekday", "relday", "dayunit"} & slots.keys())
        or ("ord" in slots and "week" not in slots and not {"quarter", "yearhalf", "century"} & slots.keys())
    )
