"""Which way a time lies from the publication date: the tense of its verb, and what the words around it make of that."""

from __future__ import annotations

from ghatana.languages import Language
from ghatana.stages.times.clause import tense_of
from ghatana.stages.times.context import Context
from ghatana.stages.times.find import Finder, Found
from ghatana.stages.times.found import following_word
from ghatana.stages.times.heading import Heading
from ghatana.stages.times.tokens import Tokens

HEAD = 400  # within so many characters of a text a dateline is looked for
PASSED = frozenset(["LASTD", "LAST"])  # classes of words for units that are over: "the past decade"
BRACKETS = 6  # tokens in brackets behind a time: "(local time)"
SCHEDULED = frozenset(["weekday", "day", "month", "relday"])


class Direction:
    """Reads which way times lie.

    Attributes:
        tense: reads verbs.
        heading: how datelines look.

    """

    def __init__(self, language: Language, finder: Finder) -> None:
        """Read the pack's `[tense]` and `[dateline]`."""
        self.finder = finder
        codes, rules = finder.codes, language.settings("times/rules")
        self.tense = tense_of(language, frozenset(codes[c] for c in ("GEN",) if c in codes))
        self.scheduled: bool = rules.get("tense", {}).get("scheduled", False)
        self.begins: tuple[str, ...] = tuple(rules.get("tense", {}).get("begins", []))
        self.heading = Heading.of(rules.get("dateline", {}))

    def of(self, tokens: Tokens, item: Found, roles: frozenset[str], context: Context) -> str | None:
        """past, future, present, due (was or is to happen), moved (ahead of the time named before) or None."""
        if item.kind == "festival" and "AS" in roles:  # "the day declared as X": a participle follows
            return self.tense.last(tokens, item.last)
        if "SINCE" in roles or (
            item.kind == "duration" and self.finder.class_names(tokens, item)[0] in PASSED
        ):
            return "past"
        if self.tense.sure and self._in_dateline(tokens, item):
            return None  # the verb of the story says nothing of its dateline
        tense = self.tense.of(tokens, item)
        moved = self.finder.words.moved
        if moved and item.first and tokens.surface(item.first - 1).startswith(moved):
            return "moved"
        if "FROM" in roles and following_word(tokens, item).startswith(moved):
            return "future"
        if roles & {"UNTIL", "BETWEEN"} and context.started and not tokens.breaks(context.token, item.first):
            return "moved"  # the end of a span lies behind its start
        if tense == "present" and roles & {"BY", "UNTIL"}:
            return "future"
        if self.scheduled and tense == "present" and SCHEDULED & item.slots.keys():
            if "FROM" not in roles or following_word(tokens, item).startswith(self.begins):
                return "future"
            if "relday" in item.slots:
                return "past"
        if "BEFORE" in roles and ("THAN" in roles or item.head) and self.tense.denied(tokens, item):
            return "future"  # "not before": it lies ahead, whoever said so when
        if self.tense.sure and tense == "present" and "weekday" in item.slots:
            return "future"
        if self.tense.sure and tense == "past" and "FOR" in roles and SCHEDULED & item.slots.keys():
            return "due"  # "announced for this Saturday"
        if item.time is not None:
            return "future" if "DAT" in roles and self._put_off(tokens, item.last) else tense
        if tense is None and "FROM" in roles and "weekday" in item.slots:
            return "future"  # a headline without a verb announces
        if tense is None and roles & {"BY", "UNTIL"}:
            return "future"
        if tense in ("past", "due") and roles & {"DAT", "UNTIL"} and {"month", "weekday"} & item.slots.keys():
            # "postponed to March": the verb is past, what it names lies ahead; "was set for March": it may not
            if self.scheduled and "DAT" in item.tail and not following_word(tokens, item).startswith(moved):
                return "due"
            same = context.token > 0 and not tokens.breaks(context.token, item.first)
            return "moved" if same else "future"
        return tense

    def _in_dateline(self, tokens: Tokens, item: Found) -> bool:
        """True for a day and month behind a place at the head of a text."""
        dated = {"day", "month"} <= item.slots.keys() and item.first > 0 and item.start < HEAD
        return dated and self.heading.holds(tokens.text, item.start, item.end)

    def _put_off(self, tokens: Tokens, at: int) -> bool:
        """True if a word of postponing follows, behind brackets at most."""
        if self.finder.name_at(tokens, at) == "LPAR":
            close = next(
                (i for i in range(at, at + BRACKETS) if self.finder.name_at(tokens, i) == "RPAR"), at
            )
            at = close + 1
        return at < len(tokens.starts) and tokens.surface(at).startswith(self.finder.words.moved)
