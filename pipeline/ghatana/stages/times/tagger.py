"""The three steps put together: find, partial value, resolve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from weakref import WeakKeyDictionary

from ghatana.document import Timex
from ghatana.languages import Language
from ghatana.stages.times import calendar as cal
from ghatana.stages.times.festivals import Festivals
from ghatana.stages.times.find import Finder, Found
from ghatana.stages.times.amounts import amount, recurring
from ghatana.stages.times.clock import clock
from ghatana.stages.times.context import Context, Resolved
from ghatana.stages.times.partial import Partial, date_partial, range_partial
from ghatana.stages.times.resolve import Resolver
from ghatana.stages.times.roles import Bounds, bounds_of, within
from ghatana.stages.times.tense import REACH, Tense
from ghatana.stages.times.tokens import BREAK, Tokens

GOING_ON = ("present",)
FORWARD = frozenset(["AFTER"])


class Tagger:
    """Tags texts of one language. It holds no state between texts."""

    def __init__(self, language: Language) -> None:
        """Build the three steps from the pack."""
        self.finder = Finder(language)
        self.tense = Tense(language)
        self.resolver = Resolver(Festivals(language))

    def tag(self, text: str, published: date | None, sentences: tuple[int, ...] = ()) -> tuple[Timex, ...]:
        """The time expressions of a text, flat and in text order.

        Args:
            text: the text; never changed.
            published: the reference date, None if unknown.
            sentences: where sentences start, ascending; () if they are to be told by line ends and stops.
        """
        tokens, found = self.finder.find(text)
        context = Context(published)
        self._noted = 0
        out: list[Timex] = []
        spans: list[Found] = []
        for number, item in enumerate(found):
            following = found[number + 1] if number + 1 < len(found) else None
            timex = self._timex(tokens, item, following, context)
            if timex is not None:
                out.append(timex)
                spans.append(item)
        return tuple(_paired(out, spans))

    def partial(self, tokens: Tokens, item: Found) -> Partial:
        """Step two for one find."""
        names = [self.finder.names.get(c, "") for c in tokens.classes[item.first : item.core]]
        if names and names[0] == "APPROX":
            names = names[1:]
        partial = partial_of(item, names)
        if item.time is not None:
            time_names = [
                self.finder.names.get(c, "") for c in tokens.classes[item.time.first : item.time.core]
            ]
            timed = clock(item.time, Partial(), time_names)
            partial = replace(partial, type="TIME", hour=timed.hour, minute=timed.minute, second=timed.second,
                              daypart=timed.daypart, zone=timed.zone, past_midnight=timed.past_midnight)  # fmt: skip
        return partial

    def _timex(self, tokens: Tokens, item: Found, following: Found | None, context: Context) -> Timex | None:
        partial = self.partial(tokens, item)
        tail = item.time.tail if item.time is not None else item.tail
        tense = self._tense(tokens, item, tail)
        if partial.type == "DURATION" and self._is_offset(item, partial, tail, tense):
            partial = replace(partial, type="DATE", shift=1)
        if (
            partial.day is not None
            and partial.month is None
            and partial.anchor is None
            and context.day is not None
        ):
            near = 3 if item.kind == "date" else 10_000
            if item.first - self._noted <= near and BREAK not in tokens.classes[self._noted : item.first]:
                partial = replace(partial, anchor="context")
        found = self.resolver.resolve(partial, context, tense)
        bounds = self._bounds(tokens, item, following, partial, found, tail, tense, context)
        if partial.type in ("DATE", "TIME") and found.known:
            context.note(found.value)
            if found.basis == "explicit" or found.basis == "relative":
                explicit = found.basis == "explicit" and context.day is not None
                context.told_year = context.year if explicit else None
            if partial.hour is not None:
                clock_text = found.value.partition("T")[2]
                context.afternoon = clock_text[:2] >= "12" if clock_text else None
            self._noted = item.last
        alternatives = tuple(a for a in found.alternatives if a != found.value)
        return Timex(
            item.start, item.end, partial.type, found.value, bounds.mod, bounds.edtf, bounds.earliest, bounds.latest,
            found.basis, alternatives,
        )  # fmt: skip

    _noted = 0

    def _tense(self, tokens: Tokens, item: Found, tail: tuple[str, ...]) -> str | None:
        tense = self.tense.after(tokens, item.last)
        roles = set(tail)
        if item.kind == "festival" and "AS" in roles:
            return self._last_tense(tokens, item.last)
        if tense is None and item.time is None and roles & {"BY", "UNTIL"}:
            return "future"
        if item.time is None and item.kind == "date" and roles & {"DAT", "UNTIL"} and tense == "past":
            # "postponed to March": the verb is past, what it names lies ahead
            if not {"month", "weekday"} & item.slots.keys():
                return tense
            return (
                "moved" if self._noted and BREAK not in tokens.classes[self._noted : item.first] else "future"
            )
        return tense

    def _last_tense(self, tokens: Tokens, index: int) -> str | None:
        """The tense of the last verb of the sentence: a participle before it tells of something else."""
        tense = None
        for at in range(index, min(index + REACH, len(tokens.classes))):
            if tokens.classes[at] == BREAK:
                break
            tense = self.tense.of_word(tokens.text[tokens.starts[at] : tokens.words[at]]) or tense
        return tense

    @staticmethod
    def _is_offset(item: Found, partial: Partial, tail: tuple[str, ...], tense: str | None) -> bool:
        """True for "two years later" said of the future; of the past, the years count from something else."""
        if item.kind != "duration" or "AFTER" not in tail or tense != "future" or not partial.amounts:
            return False
        number, unit = partial.amounts[0]
        return number > 0 and unit not in ("H", "MI", "S")

    def _bounds(
        self, tokens: Tokens, item: Found, following: Found | None, partial: Partial, found: Resolved,
        tail: tuple[str, ...], tense: str | None, context: Context,
    ) -> Bounds:  # fmt: skip
        if partial.type in ("SET",):
            return Bounds()
        if partial.type == "DURATION":
            mod = "APPROX" if item.approx or "ABOUT" in tail else None
            inside = bool({"LOC", "BY"} & set(tail))
            if inside and tense != "past" and partial.amounts and context.published is not None:
                return replace(within(partial, context.published), mod=mod)
            return Bounds(mod)
        if not found.known:
            return Bounds(partial.part)
        if partial.amounts:
            tail = tuple(r for r in tail if r not in FORWARD)
        denied = bool({"BEFORE", "UNTIL"} & set(tail)) and self.tense.denied(tokens, item.last)
        paired = following is not None and "UNTIL" in following.tail and following.first - item.last <= 2
        since = "FROM" in tail and not paired and tense in GOING_ON
        word = tokens.surface(item.last) if item.last < len(tokens.starts) else ""
        moved = bool({"UNTIL", "DAT"} & set(tail)) and word.startswith(self.finder.moved)
        moved = (
            moved
            or "FROM" in tail
            and tense == "past"
            and len(found.value) == len("2024-06-13")
            and not paired
        )
        return bounds_of(
            found.value, partial, tail, approx=item.approx, denied=denied, since=since, moved=moved
        )


def _paired(timexes: list[Timex], spans: list[Found]) -> list[Timex]:
    """Both ends of "from … to …" and "between …" carry the EDTF and the days of the whole."""
    for index in range(1, len(timexes)):
        first, last = spans[index - 1], spans[index]
        between = "BETWEEN" in last.tail and last.first - first.last <= 1
        from_to = "FROM" in first.tail and "UNTIL" in last.tail and last.first - first.last <= 1
        begin, end = timexes[index - 1], timexes[index]
        if not (between or from_to) or not begin.edtf or not end.edtf:
            continue
        head, tail = begin.edtf.split("/")[0].rstrip("~"), end.edtf.split("/")[-1].rstrip("~")
        low, high = cal.bounds(begin.value)[0], cal.bounds(end.value)[1]
        if low is None or high is None or low > high or ".." in (head, tail):
            continue
        whole = {"edtf": f"{head}/{tail}", "earliest": low, "latest": high}
        timexes[index - 1], timexes[index] = replace(begin, **whole), replace(end, **whole)  # type: ignore[arg-type]
    return timexes


_taggers: WeakKeyDictionary[Language, Tagger] = WeakKeyDictionary()


def tagger_for(language: Language) -> Tagger:
    """The tagger of a language pack, built once for each."""
    tagger = _taggers.get(language)
    if tagger is None:
        tagger = _taggers[language] = Tagger(language)
    return tagger
