"""Organisations named after a place: "నార్వే అంతరిక్ష సంస్థ" where the knowledge base knows only the country.

`organisations.tsv` of the language pack has the words that may stand right after a place, and the English name they
make with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ghatana.document import Entity
from ghatana.languages import Language
from ghatana.stages.suffixes import AM, VIRAMA, WHOLE, SuffixSplitter

SCORE = 0.8
_ZERO = r"[\u200b-\u200d\u00ad]*+"


class PlacedOrganisations:
    """Finds them in one language.

    The plural is left alone: "ఇరాన్, రష్యా అంతరిక్ష సంస్థల" names two agencies of two places.
    """

    def __init__(self, language: Language, splitter: SuffixSplitter) -> None:
        self._splitter = splitter
        self._heads: list[tuple[re.Pattern[str], str, str]] = []
        rows = sorted(
            language.rows("organisations", needed=False), key=lambda r: (-len(r["head"]), r["head"])
        )
        for row in rows:
            bare = row["head"].replace("\u200c", "")
            after = {splitter.virama: VIRAMA, splitter.am: AM}.get(bare[-1], WHOLE)
            for way, form in dict.fromkeys([(WHOLE, bare), (after, bare if after == WHOLE else bare[:-1])]):
                words = r"[ \u00a0]".join(_ZERO.join(map(re.escape, w)) for w in form.split(" "))
                self._heads.append((re.compile(rf"{_ZERO}[ \u00a0]({words})"), way, row["name"]))

    def find(self, text: str, mentions: Iterable[Entity]) -> Iterator[Entity]:
        """An organisation for each place of `mentions` that such words follow."""
        mentions = list(mentions)
        organisations = {m.start for m in mentions if m.label == "ORG"}
        for place in mentions:
            if place.label == "LOC" and place.case == "nom" and place.canonical:
                for found in self._after(text, place):
                    # "Pakistan space agency SUPARCO" is a description and then the name.
                    if found.end + 1 not in organisations or text[found.end] != " ":
                        yield found

    def _after(self, text: str, place: Entity) -> Iterator[Entity]:
        for pattern, way, name in self._heads:
            match = pattern.match(text, place.end)
            if match is None:
                continue
            end = self._splitter.word_end(text, match.end())
            case = self._splitter.case_of(text[match.end() : end], way)
            if case is not None and not self._splitter.is_plural(text[match.end() : end]):
                stem_end = end if case == "nom" else match.end()
                canonical = name.format(place.canonical)
                yield Entity(place.start, end, "ORG", stem_end, case, canonical, score=SCORE)
                return
