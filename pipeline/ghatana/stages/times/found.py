"""What a find is, and what a guard may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ghatana.stages.times.tokens import Tokens


@dataclass(slots=True)
class Found:
    """A span with what its words said: `slots` by name, and the roles of the words around it.

    `tail` holds those of the suffixes and postpositions behind it, `head` those of the prepositions before it,
    the first of which is token `outer`;
    `needs` are the roles of which its pattern asks for one, `alone` says that no plain word may
    follow, `unnamed` that no name may, unless a preposition stands before.

    `first`, `last` are token indices (last exclusive, tail included); `core` ends before the tail; `tokens`
    has the token of each slot; `time` is the clock time right behind a day.
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
    head: tuple[str, ...] = ()
    outer: int = -1
    needs: frozenset[str] = frozenset()
    alone: bool = False
    unnamed: bool = False

    @property
    def roles(self) -> frozenset[str]:
        """What the words before it and behind it, or behind its clock time, make of it."""
        return frozenset(self.head + (self.time.tail if self.time is not None else self.tail))


def following_word(tokens: Tokens, item: Found) -> str:
    """The word behind a find, "" beyond the text."""
    return tokens.surface(item.last) if item.last < len(tokens.starts) else ""


@dataclass(frozen=True, slots=True)
class Apart:
    """Which roles of postpositions, written apart, go with a time: rules.toml, `[tail]`.

    `inside` belong to its span, `amounts` to that of a duration or distance; `outside` are read, but stay outside;
    so does one of `last`, behind which nothing is read.
    """

    inside: frozenset[str]
    amounts: frozenset[str]
    outside: frozenset[str]
    last: frozenset[str]

    @classmethod
    def of(cls, tail: Mapping[str, Any]) -> Apart:
        """The lists of a pack."""
        inside, outside, last = (frozenset(tail.get(name, ())) for name in ("inside", "outside", "last"))
        return cls(inside, inside | frozenset(tail.get("amounts", [])), outside, last)

    def within(self, kind: str) -> frozenset[str]:
        """The roles inside the span of a find of a kind."""
        return self.amounts if kind in ("duration", "offset") else self.inside


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of rules.toml that decide what is no time: `[veto]`, and roles by which a weak month is a month.

    `daypart` are roles that a part of the day without a clock time may have; `anchors` those of words before "ago" or
    "later" by which these are counted from an event; `leading` classes at the head of an expression that say nothing of
    its kind; `halves` tells that a clock time with its half of the day needs no other sign of being one.
    """

    before: frozenset[str]
    counted: frozenset[str]
    occasion: frozenset[str]
    both: frozenset[str]
    plural: frozenset[str]
    lasting: tuple[str, ...]
    moved: tuple[str, ...]
    budget: tuple[str, ...]
    emphatic: tuple[str, ...]
    soon: tuple[str, ...]
    daypart: frozenset[str]
    anchors: frozenset[str]
    lasting_roles: frozenset[str]
    weak_apart: frozenset[str]
    weak_glued: Mapping[str, frozenset[str]]
    leading: frozenset[str] = frozenset()
    halves: bool = False

    @classmethod
    def of(cls, rules: Mapping[str, Any], leading: frozenset[str] = frozenset()) -> Words:
        """The lists of a pack; `leading`: the classes at the head of an expression that say nothing of its kind."""
        veto, weak = rules.get("veto", {}), rules.get("weak_months", {})
        before, counted, occasion, both, plural = (
            frozenset(veto.get(name, ())) for name in ("before", "counted", "occasion", "both", "plural")
        )
        lasting, moved, budget, emphatic, soon = (
            tuple(veto.get(n, ())) for n in ("lasting", "moved", "budget", "emphatic", "soon")
        )
        daypart = frozenset(veto.get("daypart", ["EMPH"]))
        glued = {month: frozenset(roles) for month, roles in weak.get("glued", {}).items()}
        return cls(
            before, counted, occasion, both, plural, lasting, moved, budget, emphatic, soon, daypart,
            frozenset(veto.get("anchors", [])), frozenset(veto.get("lasting_roles", ["AFTER"])),
            frozenset(weak.get("apart", ())), glued, leading, bool(veto.get("halves", False)),
        )  # fmt: skip


class Look:
    """A find in its surroundings, for the guards."""

    __slots__ = ("before", "class_of", "item", "names", "roles", "slots", "tail", "tokens", "words")

    def __init__(
        self, tokens: Tokens, item: Found, before: Found | None, class_of: Mapping[str, str], words: Words
    ) -> None:
        """Look at `item`; `before` is the find before it, `class_of` the class name of a character."""
        self.tokens, self.item, self.before, self.class_of, self.words = tokens, item, before, class_of, words
        names = [class_of.get(c, "") for c in tokens.classes[item.first : item.core]]
        while len(names) > 1 and names[0] in words.leading:
            names = names[1:]
        self.names = names
        self.slots, self.tail, self.roles = item.slots, item.tail, frozenset(item.head + item.tail)

    def name(self, index: int) -> str:
        """The class name of a token: "" for a word of no interest, "END" beyond the text."""
        if not 0 <= index < len(self.tokens.classes):
            return "END"
        return self.class_of.get(self.tokens.classes[index], "")

    def word(self, index: int) -> str:
        """The surface of a token, "" beyond the text."""
        return self.tokens.surface(index) if 0 <= index < len(self.tokens.starts) else ""

    @property
    def begin(self) -> int:
        """The token of the first of `names`."""
        return self.item.core - len(self.names)

    @property
    def granted(self) -> bool:
        """True if what the pattern asks of the surroundings is there."""
        item = self.item
        if item.unnamed and not item.head and self.plain_word_follows and self.word(item.last)[:1].isupper():
            return False
        return (not item.needs or bool(item.needs & self.roles)) and not (
            item.alone and self.plain_word_follows
        )

    @property
    def glued(self) -> bool:
        """True if a suffix is written onto the core."""
        tokens, core = self.tokens, self.item.core
        return bool(self.tail) and tokens.starts[core] == tokens.ends[core - 1]

    @property
    def marked(self) -> bool:
        """True if a word or suffix beside it says that it is a time."""
        return bool(self.item.head or self.tail)

    @property
    def counts(self) -> bool:
        """True if the word behind it is one that a number counts."""
        return self.word(self.item.last) in self.words.counted

    @property
    def plain_word_follows(self) -> bool:
        """True if a word of no interest stands right behind it."""
        return self.name(self.item.last) == "" and not self.ends_sentence

    @property
    def heads_line(self) -> bool:
        """True if it begins a line, behind a bullet at most, and a colon or a dash set apart follows: "• 2027: …"."""
        first = self.item.first
        if first and not self.tokens.breaks(first - 1, first) and not self.word(first - 1)[:1].isalnum():
            first -= 1
        begins = first == 0 or self.tokens.breaks(first - 1, first)
        last, tokens = self.item.last, self.tokens
        apart = self.name(last) == "DASH" and tokens.starts[last] > tokens.ends[last - 1]
        return begins and (apart or self.word(last) == ":")

    @property
    def ends_sentence(self) -> bool:
        """True if a sentence or the text ends right behind it."""
        return self.item.last >= len(self.tokens.classes) or self.tokens.breaks(
            self.item.last, self.item.last + 1
        )
