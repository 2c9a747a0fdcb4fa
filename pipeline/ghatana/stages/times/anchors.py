"""What a time that is not counted from the publication date is counted from: the time that the text named before."""

from __future__ import annotations

import re
from dataclasses import replace

from ghatana.languages import Language
from ghatana.stages.times import calendar as cal
from ghatana.stages.times.amounts import OF_A_DAY
from ghatana.stages.times.clock import half_day
from ghatana.stages.times.context import Context
from ghatana.stages.times.find import Finder, Found
from ghatana.stages.times.partial import Partial
from ghatana.stages.times.resolve import Resolver
from ghatana.stages.times.tokens import Tokens

UNITS_TOLD = ("day", "week", "month", "year", "decade")
MONTH = re.compile(r"\d{4}-\d\d")  # not a quarter or a season
MONTH_GAP = 6  # tokens between a month and the number of a day of it
LIST_GAP = 3  # tokens between a day and the next one of a list: "ఆగస్టు 23 లేదా 24 తేదీల్లో"


class Anchors:
    """Ties partial values to the times named before."""

    def __init__(self, language: Language, finder: Finder, resolver: Resolver) -> None:
        """Read whether the pack counts "two years later" from the day named before (`goes_on`)."""
        self.finder, self.resolver = finder, resolver
        self.goes_on: bool = language.settings("times/rules").get("tense", {}).get("goes_on", False)

    def tied(
        self, tokens: Tokens, item: Found, partial: Partial, tense: str | None, context: Context
    ) -> tuple[Partial, frozenset[str]]:
        """The partial value with its anchor, and the roles that are left to tell of it."""
        dated = self._dated(tokens, item, partial, item.roles, tense, context)
        if dated is not None:
            return dated, frozenset()
        if self._continues(tokens, item, partial, context) or self._told(
            tokens, item, partial, tense, context
        ):
            partial = replace(partial, anchor="context")
        elif self._of_the_month(item, partial, context):
            named = [int(part) for part in (context.value or "").split("-")]
            partial = replace(partial, year=named[0], month=named[1])
        elif _open_year(partial) and (year := self._year_before(tokens, item, tense, context)).isdigit():
            partial = replace(partial, year=int(year))
        return partial, item.roles

    def _year_before(self, tokens: Tokens, item: Found, tense: str | None, context: Context) -> str:
        """The year that the words before a day or month tell; "" where they tell none."""
        if context.counted is not None and context.counted[1] == item.outer:  # "two years later, on May 19"
            return context.counted[0][: len("YYYY")]
        if self._of_the_year(tokens, item, tense, context) or self._apposed(tokens, item, context):
            return (context.value or "")[: len("YYYY")]
        return ""

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
        if item.first and self.finder.name_at(tokens, item.first - 1) in self.finder.words.anchors:
            return False
        return bool(partial.amounts) and partial.amounts[0][0] > 0 and partial.amounts[0][1] not in OF_A_DAY

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

    def _of_the_month(self, item: Found, partial: Partial, context: Context) -> bool:
        """True for a day number close behind a month that is named as a whole: "… in January. On the 3rd, …"."""
        bare = partial.day is not None and (partial.year, partial.month, partial.anchor) == (None, None, None)
        return bare and bool(MONTH.fullmatch(context.value or "")) and item.first - context.token <= MONTH_GAP

    def _told(
        self, tokens: Tokens, item: Found, partial: Partial, tense: str | None, context: Context
    ) -> bool:
        """True for "the next year" with a past verb in a story: it counts from the time named before."""
        introduced = self.finder.name_at(tokens, item.first) in self.finder.words.leading
        ahead = partial.anchor == "dct" and (partial.shift or 0) > 0 and partial.unit in UNITS_TOLD
        return introduced and ahead and tense == "past" and context.value is not None

    def _of_the_year(self, tokens: Tokens, item: Found, tense: str | None, context: Context) -> bool:
        """True for a day with its month in a sentence that begins with its year: "In 2020, it flew on Dec. 3"."""
        year = context.value if context.sure and tense == "past" else None
        at = context.token - 2  # of the preposition before the year
        begins = at >= 0 and (at == 0 or tokens.breaks(at - 1, at)) and not tokens.breaks(at, item.first)
        placed = begins and self.finder.order.prepositions.get(tokens.classes[at]) == "LOC"
        return placed and year is not None and len(year) == len("2024") and year.isdigit()

    def _apposed(self, tokens: Tokens, item: Found, context: Context) -> bool:
        """True for a day that says again what "ago" counted to: "a year ago, July 14", "four years ago on July 22"."""
        at = context.token
        names = [self.finder.name_at(tokens, n) for n in range(at - 1, item.outer)] if at else []
        return names in (["AGO"], ["AGO", "COMMA"])


def _open_year(partial: Partial) -> bool:
    """True for a month, or a day of one, whose year is not said."""
    return partial.month is not None and partial.year is None and partial.anchor is None


def share_ends(found: list[Found]) -> None:
    """Give a number that begins a span or list what stands behind its last one: "10 to 14 September", "6 to 8 p.m."."""
    for at in range(len(found) - 2, -1, -1):
        item, following = found[at], found[at + 1]
        if _shares_day(item, following):
            found[at] = _on_the_day(item, following)
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
                found[at] = _on_the_day(item, following)


def _shares_day(item: Found, following: Found) -> bool:
    """True for a clock time that begins a span whose end has a day: "between 9.30 p.m. and 10.15 p.m. on Thursday"."""
    ends = following.time is not None and following.outer - item.last <= 1
    return item.kind == "time" and ends and bool({"FROM", "BETWEEN"} & set(item.head) and following.head)


def _on_the_day(item: Found, following: Found) -> Found:
    """A clock time on the day of the one behind it."""
    return replace(
        following, start=item.start, end=item.end, last=item.last, time=item, head=item.head, outer=item.outer
    )
