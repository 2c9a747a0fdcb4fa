"""The three steps put together: find, partial value, resolve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import zip_longest
from weakref import WeakKeyDictionary

from ghatana.document import Timex
from ghatana.languages import Language
from ghatana.stages.times import calendar as cal
from ghatana.stages.times.amounts import amount, recurring
from ghatana.stages.times.anchors import Anchors, share_ends
from ghatana.stages.times.clock import clock
from ghatana.stages.times.context import Context, Resolved
from ghatana.stages.times.direction import Direction
from ghatana.stages.times.festivals import Festivals
from ghatana.stages.times.find import Finder, Found
from ghatana.stages.times.found import following_word
from ghatana.stages.times.partial import ANAPHORIC, Partial, date_partial
from ghatana.stages.times.ranges import range_partial
from ghatana.stages.times.resolve import Resolver
from ghatana.stages.times.roles import Bounds, Said, agree, bounds_of, pair_up, within
from ghatana.stages.times.spelling import Spelling
from ghatana.stages.times.tokens import Tokens

ERA = range(1000, 9001)  # no publication date lies outside; beyond it calendar arithmetic has no room


class Tagger:
    """Tags texts of one language. It holds no state between texts."""

    def __init__(self, language: Language) -> None:
        """Build the three steps from the pack."""
        self.spelling = Spelling(language.settings("times/rules").get("folds", {}))
        language = self.spelling.pack(language)
        self.finder = Finder(language)
        self.direction = Direction(language, self.finder)
        self.tense, self.heading = self.direction.tense, self.direction.heading
        self.resolver = Resolver(Festivals(language))
        self.anchors = Anchors(language, self.finder, self.resolver)

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
        share_ends(found)
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
            timed = clock(item, Partial(type="TIME"))
            told = "rel" in item.slots and bool(ANAPHORIC & set(names))
            return replace(timed, anchor="context") if told else timed
        partial = range_partial(item) if item.kind == "range" else date_partial(item, names)
        if (
            item.slots.keys() == {"weekday"}
            and item.tail
            and tokens.values[item.core] in self.finder.words.plural
        ):
            return Partial(type="SET", value=f"XXXX-WXX-{item.slots['weekday']}")
        if partial.unit == "years" and following_word(tokens, item).startswith(self.finder.words.budget):
            partial = replace(partial, end=None, fiscal=True, unit="span")
        if item.time is None:
            return partial
        timed = clock(item.time, partial)
        return timed if timed.zone else replace(timed, zone=self._zone_before(tokens, item.first))

    def _zone_before(self, tokens: Tokens, at: int) -> str | None:
        """The zone named before the day of a clock time: "బీజింగ్ కాలమానం ప్రకారం మే 3న సాయంత్రం 5:27 గంటలకు"."""
        at -= 1
        for passed in ("COMMA", "PER", "DAT"):
            at -= at >= 0 and self.finder.name_at(tokens, at) == passed
        named = (
            at >= 1
            and self.finder.name_at(tokens, at) == "ZONEW"
            and self.finder.name_at(tokens, at - 1) == "ZONE"
        )
        return tokens.values[at - 1] if named else None

    def _timex(self, tokens: Tokens, item: Found, following: Found | None, context: Context) -> Timex:
        partial = self.partial(tokens, item)
        tense = self.direction.of(tokens, item, item.roles, context)
        partial, roles = self.anchors.tied(tokens, item, partial, tense, context)
        found = self.resolver.resolve(partial, context, tense)
        bounds = self._bounds(tokens, item, following, partial, found, roles, tense, context)
        otherwise = None
        turned = self.resolver.turned(partial, context, found)
        counted = self.resolver.counted(partial, context, roles)
        if turned is not None:
            other = self._bounds(tokens, item, following, partial, turned, roles, tense, context)
            otherwise = (other.edtf, other.earliest, other.latest)
        elif counted is not None:
            otherwise = (cal.edtf(counted.value), *cal.bounds(counted.value))
            context.counted = (counted.value, item.last)
        if partial.type in ("DATE", "TIME") and found.known:
            numbered = partial.day is not None or "iso" in item.slots
            context.note(found, item.last, partial.hour, roles, dated=numbered)
        elif partial.type == "SET":
            context.habitual = True
        others = tuple(dict.fromkeys(a for a in found.alternatives if a != found.value))
        return Timex(
            item.start, item.end, partial.type, found.value, bounds.mod, bounds.edtf, bounds.earliest, bounds.latest,
            found.basis, others, otherwise,
        )  # fmt: skip

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
                and following_word(tokens, item).startswith(self.finder.words.moved)
            ),
        )
        return bounds_of(found.value, partial, said)


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
