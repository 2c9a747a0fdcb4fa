"""The three steps put together: find, partial value, resolve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import zip_longest
from weakref import WeakKeyDictionary

from ghatana.document import Timex
from ghatana.languages import Language
from ghatana.stages.times import calendar as cal
from ghatana.stages.times.amounts import OF_A_DAY, amount, recurring
from ghatana.stages.times.clause import tense_of
from ghatana.stages.times.clock import clock, half_day
from ghatana.stages.times.context import Context, Resolved
from ghatana.stages.times.festivals import Festivals
from ghatana.stages.times.find import Finder, Found
from ghatana.stages.times.heading import Heading
from ghatana.stages.times.partial import Partial, date_partial
from ghatana.stages.times.ranges import range_partial
from ghatana.stages.times.resolve import Resolver
from ghatana.stages.times.roles import Bounds, Said, agree, bounds_of, pair_up, within
from ghatana.stages.times.spelling import Spelling
from ghatana.stages.times.tokens import Tokens

ERA = range(1000, 9001)  # no publication date lies outside; beyond it calendar arithmetic has no room
UNITS_TOLD = ("day", "week", "month", "year", "decade")
HEAD = 400  # within so many characters of a text a dateline is looked for
PASSED = "LASTD"  # the class of a word for units that are over: "the past decade"
BRACKETS = 6  # tokens in brackets behind a time: "(local time)"
SCHEDULED = frozenset(["weekday", "day", "month", "relday"])
LIST_GAP = 3  # tokens between a day and the next one of a list: "ఆగస్టు 23 లేదా 24 తేదీల్లో"


class Tagger:
    """Tags texts of one language. It holds no state between texts."""

    def __init__(self, language: Language) -> None:
        """Build the three steps from the pack."""
        self.spelling = Spelling(language.settings("times/rules").get("folds", {}))
        language = self.spelling.pack(language)
        self.finder = Finder(language)
        codes = self.finder.codes
        self.tense = tense_of(language, frozenset(codes[c] for c in ("GEN",) if c in codes))
        tenses = language.settings("times/rules").get("tense", {})
        self.scheduled: bool = tenses.get("scheduled", False)
        self.goes_on: bool = tenses.get("goes_on", False)
        self.resolver = Resolver(Festivals(language))
        self.heading = Heading.of(language.settings("times/rules").get("dateline", {}))

    def tag(self, text: str, published: date | None, sentences: tuple[int, ...] = ()) -> tuple[Timex, ...]:
        """The time expressions of a text, flat and in text order.

        Args:
            text: the text; never changed.
            published: the reference date, None if unknown (as is one outside the years 1000–9000).
            sentences: where sentences start, ascending; () if line ends and stops are to tell.

        """
        folded = self.spelling.fold(text)
        times = self._tag(folded.text, published, tuple(folded.there(s) for s in sentences))
        if not folded.ends:
            return times
        return tuple(replace(t, start=folded.back(t.start), end=folded.back(t.end)) for t in times)

    def _tag(self, text: str, published: date | None, sentences: tuple[int, ...]) -> tuple[Timex, ...]:
        tokens, found = self.finder.find(text, sentences)
        _lead(found)
        known = published is not None and published.year in ERA
        context = Context(published if known else None, sure=self.tense.sure)
        out = [
            self._timex(tokens, item, following, context) for item, following in zip_longest(found, found[1:])
        ]
        return tuple(agree(pair_up(out, found), found))

    def partial(self, tokens: Tokens, item: Found) -> Partial:
        """Step two for one find."""
        names = self.finder.class_names(tokens, item)
        if item.kind in ("duration", "offset"):
            return amount(item, names)
        if item.kind == "set":
            return recurring(item, names)
        if item.kind == "vague":
            return Partial(value=item.slots["vague"])
        if item.kind == "then":
            return Partial(anchor="context", unit="then", shift=0)
        if item.kind == "time":
            return clock(item, Partial(type="TIME"))
        partial = range_partial(item) if item.kind == "range" else date_partial(item, names)
        if (
            item.slots.keys() == {"weekday"}
            and item.tail
            and tokens.values[item.core] in self.finder.words.plural
        ):
            return Partial(type="SET", value=f"XXXX-WXX-{item.slots['weekday']}")
        if partial.unit == "years" and self._next_word(tokens, item).startswith(self.finder.words.budget):
            partial = replace(partial, end=None, fiscal=True, unit="span")
        if item.time is None:
            return partial
        timed = clock(item.time, partial)
        return timed if timed.zone else replace(timed, zone=self._zone_before(tokens, item.first))

    def _zone_before(self, tokens: Tokens, at: int) -> str | None:
        """The zone named before the day of a clock time: "బీజింగ్ కాలమానం ప్రకారం మే 3న సాయంత్రం 5:27 గంటలకు"."""
        at -= 1
        for passed in ("COMMA", "PER", "DAT"):
            at -= at >= 0 and self._class(tokens, at) == passed
        named = at >= 1 and self._class(tokens, at) == "ZONEW" and self._class(tokens, at - 1) == "ZONE"
        return tokens.values[at - 1] if named else None

    def _timex(self, tokens: Tokens, item: Found, following: Found | None, context: Context) -> Timex:
        partial = self.partial(tokens, item)
        roles = item.roles
        tense = self._tense(tokens, item, roles, context)
        dated = self._dated(tokens, item, partial, roles, tense, context)
        if dated is not None:
            partial, roles = dated, frozenset()
        elif self._continues(tokens, item, partial, context) or self._told(
            tokens, item, partial, tense, context
        ):
            partial = replace(partial, anchor="context")
        found = self.resolver.resolve(partial, context, tense)
        bounds = self._bounds(tokens, item, following, partial, found, roles, tense, context)
        if partial.type in ("DATE", "TIME") and found.known:
            numbered = partial.day is not None or "iso" in item.slots
            context.note(found, item.last, partial.hour, roles, dated=numbered)
        elif partial.type == "SET":
            context.habitual = True
        others = tuple(dict.fromkeys(a for a in found.alternatives if a != found.value))
        return Timex(
            item.start, item.end, partial.type, found.value, bounds.mod, bounds.edtf, bounds.earliest, bounds.latest,
            found.basis, others,
        )  # fmt: skip

    def _dated(
        self,
        tokens: Tokens,
        item: Found,
        partial: Partial,
        roles: frozenset[str],
        tense: str | None,
        context: Context,
    ) -> Partial | None:
        """The date of "two years later": from now with a future verb, else from the day named before."""
        if item.kind != "duration" or "AFTER" not in roles or not self._from_now(tokens, item, partial):
            return None
        now, ahead = (
            replace(partial, type="DATE", shift=1),
            replace(partial, type="DATE", shift=1, anchor="context"),
        )
        day, published = context.day, context.published
        if tense == "future":
            told = self.goes_on and day is not None and published is not None and day > published
            return ahead if told else now
        if not self.goes_on or tense != "past" or day is None:
            return None
        first = cal.bounds(self.resolver.resolve(ahead, context, tense).value)[0]
        return ahead if first is not None and (published is None or first <= published) else None

    def _from_now(self, tokens: Tokens, item: Found, partial: Partial) -> bool:
        """True for "two years later" from the publication date: days or more, a known number, no event named."""
        if item.first and self._class(tokens, item.first - 1) in self.finder.words.anchors:
            return False
        return bool(partial.amounts) and partial.amounts[0][0] > 0 and partial.amounts[0][1] not in OF_A_DAY

    @staticmethod
    def _next_word(tokens: Tokens, item: Found) -> str:
        return tokens.surface(item.last) if item.last < len(tokens.starts) else ""

    def _continues(self, tokens: Tokens, item: Found, partial: Partial, context: Context) -> bool:
        """True for a day number that goes on with the month of a day named in the same sentence."""
        if (
            partial.day is None
            or partial.month is not None
            or partial.anchor is not None
            or context.day is None
        ):
            return False
        near = item.kind == "day" or item.first - context.token <= LIST_GAP
        return near and not tokens.breaks(context.token, item.first)

    def _told(
        self, tokens: Tokens, item: Found, partial: Partial, tense: str | None, context: Context
    ) -> bool:
        """True for "the next year" with a past verb in a story: it counts from the time named before."""
        introduced = self._class(tokens, item.first) in self.finder.words.leading
        ahead = partial.anchor == "dct" and (partial.shift or 0) > 0 and partial.unit in UNITS_TOLD
        return introduced and ahead and tense == "past" and context.value is not None

    def _tense(self, tokens: Tokens, item: Found, roles: frozenset[str], context: Context) -> str | None:
        if item.kind == "festival" and "AS" in roles:  # "the day declared as X": a participle follows
            return self.tense.last(tokens, item.last)
        if "SINCE" in roles or (
            item.kind == "duration" and self.finder.class_names(tokens, item)[0] == PASSED
        ):
            return "past"
        if self.tense.sure and self._in_dateline(tokens, item):
            return None  # the verb of the story says nothing of its dateline
        tense = self.tense.of(tokens, item)
        moved = self.finder.words.moved
        if moved and item.first and tokens.surface(item.first - 1).startswith(moved):
            return "moved"
        if "FROM" in roles and self._next_word(tokens, item).startswith(moved):
            return "future"
        if "UNTIL" in roles and context.started and not tokens.breaks(context.token, item.first):
            return "moved"  # the end of a span lies behind its start
        if tense == "present" and roles & {"BY", "UNTIL"}:
            return "future"
        if self.scheduled and tense == "present" and "FROM" not in roles and SCHEDULED & item.slots.keys():
            return "future"
        if "BEFORE" in roles and ("THAN" in roles or item.head) and self.tense.denied(tokens, item):
            return "future"  # "not before": it lies ahead, whoever said so when
        if item.time is not None:
            return "future" if "DAT" in roles and self._put_off(tokens, item.last) else tense
        if tense is None and "FROM" in roles and "weekday" in item.slots:
            return "future"  # a headline without a verb announces
        if tense is None and roles & {"BY", "UNTIL"}:
            return "future"
        if tense == "past" and roles & {"DAT", "UNTIL"} and {"month", "weekday"} & item.slots.keys():
            # "postponed to March": the verb is past, what it names lies ahead
            same = context.token > 0 and not tokens.breaks(context.token, item.first)
            return "moved" if same else "future"
        return tense

    def _in_dateline(self, tokens: Tokens, item: Found) -> bool:
        """True for a day and month behind a place at the head of a text."""
        dated = {"day", "month"} <= item.slots.keys() and item.first > 0 and item.start < HEAD
        return dated and self.heading.holds(tokens.text, item.start, item.end)

    def _put_off(self, tokens: Tokens, at: int) -> bool:
        """True if a word of postponing follows, behind brackets at most."""
        if self._class(tokens, at) == "LPAR":
            close = next((i for i in range(at, at + BRACKETS) if self._class(tokens, i) == "RPAR"), at)
            at = close + 1
        return at < len(tokens.starts) and tokens.surface(at).startswith(self.finder.words.moved)

    def _class(self, tokens: Tokens, at: int) -> str:
        return self.finder.names.get(tokens.classes[at], "") if at < len(tokens.classes) else ""

    def _bounds(
        self, tokens: Tokens, item: Found, following: Found | None, partial: Partial, found: Resolved,
        roles: frozenset[str], tense: str | None, context: Context,
    ) -> Bounds:  # fmt: skip
        if partial.type == "SET":
            return Bounds()
        if partial.type == "DURATION":
            mod = "APPROX" if item.approx or "ABOUT" in roles else None
            if (
                roles & {"LOC", "BY"}
                and tense != "past"
                and partial.amounts
                and context.published is not None
            ):
                return replace(within(partial, context.published), mod=mod)
            return Bounds(mod)
        if not found.known:
            return Bounds(partial.part)
        paired = (
            following is not None
            and "UNTIL" in following.head + following.tail
            and following.first - item.last <= 2
        )
        began = "FROM" in roles and tense == "past" and len(found.value) == len("2024-06-13") and not paired
        said = Said(
            roles=roles
            | ({"UNTIL"} if item.slots.get("then") == "by" and "BY" not in roles else frozenset()),
            approx=item.approx,
            denied=bool(roles & {"BEFORE", "UNTIL"}) and self.tense.denied(tokens, item),
            since="SINCE" in roles
            or (
                "FROM" in roles
                and not paired
                and tense == "present"
                and _long_ago(found.value, context.published)
            ),
            moved=began
            or (
                bool(roles & {"UNTIL", "DAT"})
                and self._next_word(tokens, item).startswith(self.finder.words.moved)
            ),
        )
        return bounds_of(found.value, partial, said)


def _lead(found: list[Found]) -> None:
    """Give a number that begins a span or list what stands behind its last one: "10 to 14 September", "6 to 8 p.m."."""
    for at in range(len(found) - 2, -1, -1):
        item, following = found[at], found[at + 1]
        if "lead" not in item.slots:
            continue
        if item.kind == "day":
            item.slots = {k: v for k, v in following.slots.items() if k in ("month", "year")} | {
                "day": item.slots["lead"]
            }
            continue
        clock = following.time or following
        half = clock.slots.get("ampm") or half_day(clock.slots.get("clock", ""))
        if clock.kind == "time" and half:
            item.slots = {**item.slots, "ampm": half}
            if following.time is not None:
                found[at] = replace(
                    following,
                    start=item.start,
                    end=item.end,
                    last=item.last,
                    time=item,
                    head=item.head,
                    outer=item.outer,
                )


def _long_ago(value: str, published: date | None) -> bool:
    """True for a year or month that was over before the publication date."""
    last = cal.bounds(value)[1]
    return len(value) <= len("2024-06") and last is not None and (published is None or last < published)


_taggers: WeakKeyDictionary[Language, Tagger] = WeakKeyDictionary()


def tagger_for(language: Language) -> Tagger:
    """The tagger of a language pack, built once for each."""
    tagger = _taggers.get(language)
    if tagger is None:
        tagger = _taggers[language] = Tagger(language)
    return tagger
