"""Step one: find the spans.

Patterns run over the class string from left to right; at each place the longest match that its guard lets
pass is taken, then the suffixes and postpositions behind it. A day and the clock time behind it are one
expression. Nothing is dated here.
"""

from __future__ import annotations

import re

from ghatana.languages import Language
from ghatana.stages.times.found import Apart, Found, Look, Words
from ghatana.stages.times.guards import GUARDS
from ghatana.stages.times.lexicon import Lexicon
from ghatana.stages.times.merge import merge_numbers
from ghatana.stages.times.order import Order
from ghatana.stages.times.patterns import Compiler, Pattern, class_codes
from ghatana.stages.times.tokens import BREAK, OTHER, Tokenizer, Tokens

__all__ = ["Finder", "Found"]

# what may stand before a postposition of this role, besides the time itself
LEADERS = {"BEFORE": ("DAT", "THAN", "EMPH", "OF"), "NOTBE": ("BEFORE",), "ABOVEW": ("DAT", "THAN")}
LINKS = ("EMPH", "OF", "DAT", "PLU")
MAX_TAIL = 5
MAY_BE_DUE = frozenset(["date", "year", "range", "festival", "lunar", "then", "vague"])
TILL = "TILL"  # a postposition that is both "by" and "until"
ON_A_DAY = frozenset(["ON", "OF", "NADU", "EMPH", "LOC", "GEN"])
DAY_SLOTS = frozenset(["day", "iso", "dmy", "weekday", "relday", "dayunit", "yearday"])
SKIPPED = "skip"  # the kind of patterns of what looks like a time and is none
DAY_KINDS = ("date", "festival")
NOT_A_DAY = frozenset(["week", "quarter", "yearhalf", "century"])


class Finder:
    """Finds time expressions with the words and patterns of one language pack."""

    def __init__(self, language: Language) -> None:
        """Build the lexicon, the tokenizer and the patterns."""
        self.lexicon = Lexicon(language)
        rules = self.lexicon.rules
        self.codes = class_codes(self.lexicon.classes())
        self.names = {c: n for n, c in self.codes.items()}
        self.order = Order.of(rules.get("order", {}), self.codes, self.lexicon.preposed)
        self.words = Words.of(rules, self.order.leading - {"APPROX"})
        self.apart = Apart.of(rules.get("tail", {}))
        self.tokenizer = Tokenizer(self.lexicon, self.codes, self.words.before)
        self.patterns = Compiler(rules, self.codes).compile_all()
        self.starters = re.compile("[" + "".join(sorted(self.patterns)) + "]")
        self._times = {c: [p for p in ps if p.kind == "time"] for c, ps in self.patterns.items()}
        self._suffix_names = frozenset(self.lexicon.suffixes.values())
        self._days = {c: [p for p in ps if p.kind in DAY_KINDS] for c, ps in self.patterns.items()}

    def class_names(self, tokens: Tokens, item: Found) -> list[str]:
        """The class names of the core tokens of a find, from the first one that is no introduction on."""
        names = [self.names.get(c, "") for c in tokens.classes[item.first : item.core]]
        while len(names) > 1 and names[0] in self.order.leading:
            names = names[1:]
        return names

    def name_at(self, tokens: Tokens, at: int) -> str:
        """The class name of a token, "" beyond the text."""
        return self.names.get(tokens.classes[at], "") if at < len(tokens.classes) else ""

    def find(self, text: str, sentences: tuple[int, ...] = ()) -> tuple[Tokens, list[Found]]:
        """The tokens of a text and the time expressions in it, in order and apart."""
        tokens = merge_numbers(self.tokenizer.tokenize(text, sentences), self.lexicon, self.codes)
        found: list[Found] = []
        at = 0
        while (match := self.starters.search(tokens.classes, at)) is not None:
            at = match.start()
            item = self._at(tokens, at, found[-1] if found else None)
            if item is None:
                at += 1
            elif item.kind == SKIPPED:
                at = item.tokens.get("resume", item.core)
            else:
                found.append(item)
                at = item.last
        return tokens, found

    def _at(self, tokens: Tokens, at: int, before: Found | None) -> Found | None:
        for item in self._candidates(tokens, at, self.patterns[tokens.classes[at]], before):
            self._read_head(tokens, item, before)
            look = Look(tokens, item, before, self.names, self.words)
            if look.granted and GUARDS[item.kind](look):
                self._widen(tokens, item, before)
                return self._with_day(tokens, item) or self._with_time(tokens, item)
        return None

    def _candidates(
        self, tokens: Tokens, at: int, patterns: list[Pattern], before: Found | None
    ) -> list[Found]:
        """Every match at a place, the longest first, the earlier pattern first among equals."""
        matches = [(m, p) for p in patterns if (m := p.regex.match(tokens.classes, at)) is not None]
        matches.sort(key=lambda mp: (-mp[0].end(), mp[1].order))
        return [self._build(tokens, pattern, match, before) for match, pattern in matches]

    def _build(self, tokens: Tokens, pattern: Pattern, match: re.Match[str], before: Found | None) -> Found:
        slots: dict[str, str] = {}
        where: dict[str, int] = {}
        for group, slot in pattern.slots:
            index = match.start(group)
            if index >= 0:
                name = slot if slot not in slots else f"{slot}~"
                slots[name] = tokens.values[index]
                where[name] = index
        first, core = match.span()
        last, end, tail = self._tail(tokens, core, self.apart.within(pattern.kind))
        if TILL in tail:
            by = self._by(tokens, first, last, before) if pattern.kind in MAY_BE_DUE else "UNTIL"
            by = (
                "LOC" if {"drange", "day2"} & slots.keys() else by
            )  # "5-9 April": the end of the span is named
            tail = tuple(by if role == TILL else role for role in tail)
        start = tokens.starts[first]
        if tail[:1] == ("AS",) and (pattern.kind == "festival" or {"dmy", "iso"} & slots.keys()):
            end = tokens.ends[core - 1]
        if pattern.kind == "time" and tokens.classes[first] == self.codes["ZONE"]:
            # a zone named before the clock time is read, but stays outside
            start = tokens.starts[min(i for s, i in where.items() if s != "zone")]
        approx = tokens.classes[first] == self.codes["APPROX"]
        return Found(
            pattern.kind, slots, first, core, last, start, end, tail, where, approx,
            outer=first, needs=pattern.needs, alone=pattern.alone, unnamed=pattern.unnamed,
        )  # fmt: skip

    def _widen(self, tokens: Tokens, item: Found, before: Found | None) -> None:
        """Take in a word of approximation right before the expression."""
        at = item.first - 1
        if at >= (before.last if before is not None else 0) and tokens.classes[at] == self.codes["APPROX"]:
            item.first, item.start, item.approx = at, tokens.starts[at], True
            item.outer = min(item.outer, at)

    def _read_head(self, tokens: Tokens, item: Found, before: Found | None) -> None:
        """The roles of the prepositions right before the expression."""
        if not self.order.prepositions:
            return
        low = before.last if before is not None else 0
        at = item.first - 1
        while at >= low and self.names.get(tokens.classes[at]) in self.order.passed:
            at -= 1
        roles: list[str] = []
        while at >= low and (role := self.order.prepositions.get(tokens.classes[at])) is not None:
            roles.append(role)
            at -= 1
            item.outer = at + 1
        if before is not None and item.first - before.last == 1 and before.head:
            roles = self.order.second(before.head, self.names.get(tokens.classes[item.first - 1], ""), roles)
        item.head = tuple(roles)

    def _by(self, tokens: Tokens, first: int, last: int, before: Found | None) -> str:
        """What a postposition for both means: "until" behind a start or before a word of moving, else "by"."""
        if last < len(tokens.classes) and tokens.surface(last).startswith(self.words.moved):
            return "UNTIL"
        if before is None or first - before.last > 1:
            return "BY"
        return "UNTIL" if "FROM" in (before.time or before).tail else "BY"

    def _tail(self, tokens: Tokens, at: int, inside: frozenset[str]) -> tuple[int, int, tuple[str, ...]]:
        """The index after the suffixes that follow token `at` - 1, the end of the span, and their roles.

        `inside` are the roles of postpositions that belong to the span where they are written apart.
        """
        roles: list[str] = []
        classes, words = tokens.classes, tokens.words
        end, size = words[at - 1], len(classes)
        closed = False  # a postposition outside the span was read
        for _ in range(MAX_TAIL):
            if at >= size or classes[at] in (OTHER, BREAK):
                break
            name = self.names[classes[at]]
            following = self.names.get(classes[at + 1]) if at + 1 < size else None
            glued = tokens.starts[at] == tokens.ends[at - 1]
            if (
                (glued and self._is_suffix(tokens, at, name))
                or (name in inside and _follows(roles, name))
                or (name == "THAN" and following in ("BEFORE", "ABOVEW"))
            ):
                roles.append(name)
            elif name == "OR" and following == "THENAFTER":  # "in 2030 or after that"
                roles.append("NOTBE")
                at += 1
            elif name in self.apart.last and not roles:
                roles.append(name)
                return at + 1, end, tuple(roles)
            elif name in self.apart.outside and _follows(roles, name):
                roles.append(name)
                closed = True
            else:
                break
            if not closed:
                end = words[at]
            at += 1
        return at, end, tuple(roles)

    def _is_suffix(self, tokens: Tokens, at: int, name: str) -> bool:
        """True if a piece written onto a time is no time of its own ("tonight" is today and a part of the day)."""
        same_word = tokens.words[at] == tokens.words[at - 1] and tokens.classes[at] not in self._times
        return same_word or name in self._suffix_names

    def _with_time(self, tokens: Tokens, item: Found) -> Found:
        """A day with the clock time that stands right behind it."""
        if not _is_day(item) or (item.tail and item.tail[-1] not in ON_A_DAY):
            return item
        for at in self.order.links(self.order.to_time, tokens.classes, item.last):
            for clock in self._candidates(tokens, at, self._times.get(tokens.classes[at], []), item):
                self._read_head(tokens, clock, item)
                if GUARDS["time"](Look(tokens, clock, item, self.names, self.words)):
                    item.time, item.last, item.end = clock, clock.last, clock.end
                    return item
        return item

    def _with_part(self, tokens: Tokens, day: Found, clock: Found) -> None:
        """Take in the part of the day behind the day of a clock time: "6:58 on Monday morning"."""
        at = day.last
        if at < len(tokens.classes) and tokens.classes[at] == self.codes.get("DAYPART"):
            clock.slots.setdefault("daypart", tokens.values[at])
            day.last, day.end = at + 1, tokens.words[at]

    def _with_day(self, tokens: Tokens, clock: Found) -> Found | None:
        """A clock time with the day that stands behind it, in languages with that order."""
        if clock.kind != "time" or not self.order.to_day or "rel" in clock.slots:
            return None
        for at in self.order.links(self.order.to_day, tokens.classes, clock.last):
            for day in self._candidates(tokens, at, self._days.get(tokens.classes[at], []), clock):
                self._read_head(tokens, day, clock)
                look = Look(tokens, day, clock, self.names, self.words)
                if _is_day(day) and look.granted and GUARDS[day.kind](look):
                    day.time, day.start, day.head, day.outer = clock, clock.start, clock.head, clock.outer
                    self._with_part(tokens, day, clock)
                    return day
        return None


def _follows(roles: list[str], name: str) -> bool:
    """True if a detached postposition may follow the roles already read."""
    if name in ("NOTBE", "ABOVEW"):
        return bool(roles) and roles[-1] in LEADERS[name]
    if name == "EMPH":
        return True
    return not roles or roles[-1] in LEADERS.get(name, LINKS)


def _is_day(item: Found) -> bool:
    keys = item.slots.keys()
    if item.kind in ("day", "festival"):
        return True
    return item.kind == "date" and (bool(DAY_SLOTS & keys) or ("ord" in keys and not NOT_A_DAY & keys))
