"""The mentions that the knowledge base alone decides: longest first, guards heard, numbers read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ghatana.document import Entity
from ghatana.knowledge import Entry, Knowledge, Series, slug
from ghatana.stages.names.guards import Guards, Place
from ghatana.stages.names.lexicon import Hit, Lexicon
from ghatana.stages.names.tails import Tail, TailReader, member
from ghatana.text.borders import starts_word
from ghatana.text.keys import Key

# Something that begins a word and has a digit after at most five characters.
_LETTER_NUMBER = re.compile(r"(?<![^\s(‘’'\"“”,;/-])[^\W\d_][^\s\d]{0,5}\d{1,3}")
_NUMBER = re.compile(r"\d{1,4}")
FIGURES = 2
Bounds = Callable[[int], tuple[int, int]]


class KnownNames:
    """Finds entries and members of families in a text.

    Args:
        knowledge: to link members of families that have entries of their own.
        lexicon: the spellings.
        tails: reads the numbers of families.
        guards: rejects ordinary words.
    """

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon, tails: TailReader, guards: Guards) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._tails = tails
        self._guards = guards

    def find(self, text: str, key: Key, bounds: Bounds) -> list[Entity]:
        """Flat mentions in text order. `bounds` gives the sentence around an offset; no mention leaves its own."""
        found: list[Entity] = []
        later: list[Entity] = []
        memo: dict[str, bool] = {}
        for hit in self._lexicon.find(text, key):
            sentence = bounds(hit.start)
            mention = self._mention(text, hit, sentence, memo)
            if mention is not None and mention.end <= sentence[1]:
                found.append(mention)
                found.extend(self._listed(text, hit, mention, sentence[1]))
                later.extend(self._successor(text, hit, mention, sentence[1]))
        found += later  # a family that knows the number comes first
        found = _without_descriptions(text, found)
        found.extend(self._echoes(text, found, bounds))
        # Of a family's member and an entry with one span the entry is meant.
        return longest(sorted(found, key=lambda m: m.kb_id not in self._knowledge.by_id))

    def _mention(
        self, text: str, hit: Hit, sentence: tuple[int, int], memo: dict[str, bool]
    ) -> Entity | None:
        meant = hit.alias.meant
        if isinstance(meant, Entry):
            if not self._guards.allow(hit.alias, text, Place(hit.start, hit.end, hit.case, sentence, memo)):
                return None
            if self._is_plural_description(text, hit):
                return None
            return Entity(hit.start, hit.end, meant.type, hit.stem_end, hit.case, meant.name, meant.id)
        if hit.alias.after != "any" or hit.alias.alone != "nom":
            return None
        tail = self._tails.read(text, hit.stem_end, meant)
        if tail is None:
            return None
        if not self._guards.allow(hit.alias, text, Place(hit.start, tail.end, tail.case, sentence, memo)):
            return None
        return self.numbered(hit.start, member(meant, tail), meant.type, tail)

    def _is_plural_description(self, text: str, hit: Hit) -> bool:
        """True for "రష్యా, ఇరాన్ అంతరిక్ష సంస్థల": the place before the plural is a name, the whole is none."""
        surface, rest = text[hit.start : hit.stem_end], text[hit.stem_end : hit.end]
        if " " not in surface or not self._lexicon.splitter.is_plural(rest):
            return False
        first = self._lexicon.lookup(surface.split(" ")[0])
        return any(isinstance(m, Entry) and m.type == "LOC" for m in first)

    def _echoes(self, text: str, found: list[Entity], bounds: Bounds) -> Iterator[Entity]:
        """Flights named by letter and number alone, in a text that names their family: "… ఆ తర్వాత సి54"."""
        ids = {m.kb_id for m in found}
        for series in self._knowledge.series:
            if series.letters and any(i and i.startswith(series.id.removesuffix("series")) for i in ids):
                for match in _LETTER_NUMBER.finditer(text):
                    if not starts_word(text, match.start()):
                        continue
                    tail = self._tails.alone(text, match.start())
                    if tail and tail.letters in series.letters and tail.end <= bounds(match.start())[1]:
                        yield self.numbered(match.start(), member(series, tail), series.type, tail)

    def flight(self, text: str, mention: Entity) -> Entity | None:
        """A rocket called by letter and number alone, where one family alone has that letter: "సీ39 రాకెట్".

        One figure is not enough: F9 is a Falcon.
        """
        tail = self._tails.alone(text, mention.start) if mention.label == "LAUNCHER" else None
        if tail is None or not tail.letters or len(tail.number) < FIGURES or tail.end != mention.end:
            return None
        able = [s for s in self._knowledge.series if s.type == "LAUNCHER" and tail.letters in s.letters]
        return (
            self.numbered(mention.start, member(able[0], tail), "LAUNCHER", tail) if len(able) == 1 else None
        )

    def _listed(self, text: str, hit: Hit, mention: Entity, limit: int) -> Iterator[Entity]:
        """Numbers that share the stem of the member before them: "లూనా-25, 26, 27", "PSLV-C60, C61"."""
        series = hit.alias.meant
        if isinstance(series, Entry) or mention.kb_id is None:
            return
        number = _NUMBER.search(text[mention.start : mention.end])
        at = mention.end
        while number is not None and (join := self._tails.join.match(text, at)):
            tail = self._tails.read(text, join.end() - 1, series)
            if tail is None or tail.end > limit or not _continues(number[0], tail, series):
                return
            yield self.numbered(join.end(), member(series, tail), series.type, tail)
            at = tail.end

    def _successor(self, text: str, hit: Hit, mention: Entity, limit: int) -> Iterator[Entity]:
        """A later craft of an entry that no family tells of: "ఆయుల్‌శాట్-2"."""
        meant, at = hit.alias.meant, mention.end
        if not isinstance(meant, Entry) or meant.type != "SPACECRAFT" or meant.name[-1].isdigit():
            return
        if at == mention.stem_end and text[at : at + 1] == "-":
            tail = self._tails.read(text, at, Series(meant.id, meant.type, f"{meant.name}-{{n}}", ()))
            if tail is not None and tail.end <= limit:
                yield self.numbered(mention.start, f"{meant.name}-{tail.number}", meant.type, tail)

    def numbered(self, start: int, name: str, label: str, tail: Tail) -> Entity:
        """The mention of a family's member; an entry of the same id says its usual name."""
        own = self._knowledge.by_id.get(slug(name))
        if own is None:
            own = next((m for m in self._lexicon.lookup(name) if isinstance(m, Entry)), None)
        if own is not None:
            return Entity(start, tail.end, own.type, tail.stem_end, tail.case, own.name, own.id)
        return Entity(start, tail.end, label, tail.stem_end, tail.case, name, slug(name))


def _continues(first: str, tail: Tail, series: Series) -> bool:
    """True if a number may be the next of a list: with its letters, or near the first and as long."""
    if series.needs_letters:
        return True
    same_length = len(tail.number) == len(first)
    return same_length and tail.number.isdecimal() and 0 < int(tail.number) - int(first) < 6


def _without_descriptions(text: str, found: list[Entity]) -> list[Entity]:
    """Drop a description before the name itself: in "పాకిస్థాన్ అంతరిక్ష సంస్థ సుపార్కో" the name is the last word."""
    begins = {(m.start, m.kb_id) for m in found if m.kb_id}
    return [
        m
        for m in found
        if not (
            m.kb_id
            and m.case == "nom"
            and text[m.end : m.end + 1] == " "
            and (m.end + 1, m.kb_id) in begins
            and " " in text[m.start : m.end]
        )
    ]


def longest(mentions: Iterable[Entity]) -> list[Entity]:
    """Of overlapping mentions the longest, of equals the one that came first; in text order."""
    kept: list[Entity] = []
    taken: set[int] = set()
    ordered = sorted(enumerate(mentions), key=lambda p: (p[1].start - p[1].end, p[1].start, p[0]))
    for _, mention in ordered:
        if mention.start in taken or mention.end - 1 in taken:
            continue
        taken.update(range(mention.start, mention.end))
        kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
