"""What somebody has one of, so that no text has to name it: a country its space station, a programme its crewed flight.

"చైనా అంతరిక్ష కేంద్రం" is Tiangong, "వ్యోమగాములతో కూడిన యాత్ర" in a text on Gaganyaan is its crewed mission, "మరో 36
ఉపగ్రహాలు" of a company with one constellation are of it. `compounds.tsv` has them: whose (`canonical`), what (`head`, one
of the kinds below), and its name (`whole`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.phrases import FLYING, LUNAR, MANNED, MANY, OWN, WITH
from ghatana.stages.events.relations import Marks

STATION, BASE, SATELLITES = "own station", "own base", "own satellites"
KINDS = (STATION, BASE, SATELLITES, *MANNED)
MOON = "Moon"
NEAR_MOON = 3  # sentences around a station in which the Moon is spoken of
ONE = ("", "dem", "adj")
CLOSE = 1  # sentences back to one of several owners


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which kind a common noun is; `said` tells that it is called somebody's own."""

    kind: str
    said: bool = False


def wanted(lexicon: Lexicon, marks: Marks, mentions: Sequence[Mention]) -> dict[int, Wanted]:
    """By where they start, the common nouns that may be what somebody has one of."""
    moon = {m.sentence for m in mentions if m.label == "BODY" and m.canonical == MOON}
    out: dict[int, Wanted] = {}
    for mention in mentions:
        if mention.canonical is not None or mention.label not in ("station", "base", "craft"):
            continue
        words = [marks.words[at].key for at in range(mention.first, mention.last)]
        kinds = {lexicon.modifiers.get(word) for word in words}
        if mention.label != "craft":
            near = not kinds & {FLYING, OWN} and any(abs(mention.sentence - at) <= NEAR_MOON for at in moon)
            kind = BASE if mention.label == "base" or LUNAR in kinds or near else STATION
            if OWN in kinds or mention.number in ONE:
                out[mention.start] = Wanted(kind, OWN in kinds)
        elif mention.number in MANY:
            out[mention.start] = Wanted(SATELLITES)
        elif manned := MANNED[0] if WITH in kinds else next((kind for kind in MANNED if kind in kinds), None):
            out[mention.start] = Wanted(manned)
    return out


class Owners:
    """Who in a document has one of which kind."""

    def __init__(self, lexicon: Lexicon, mentions: Sequence[Mention]) -> None:
        """Read the document's mentions, in text order."""
        self._compounds = lexicon.compounds
        self._canonicals = {mention.canonical for mention in mentions}
        self._found: dict[str, list[tuple[Mention, str]]] = {}
        for mention in mentions:
            for kind in KINDS:
                name = lexicon.compounds.get((mention.canonical or "", kind))
                if name is not None:
                    self._found.setdefault(kind, []).append((mention, name))

    def beside(self, mention: Mention, kind: str) -> str | None:
        """What the one named right before a noun has of a kind ("China's station"); None where nobody is."""
        before = [(m, name) for m, name in self._found.get(kind, ()) if m.last + 1 == mention.first]
        return before[-1][1] if before and before[-1][0].sentence == mention.sentence else None

    def of(self, mention: Mention, kind: str) -> str | None:
        """What a noun is of the things of its kind: the only one of the document, or of an owner close before it.

        A base on the Moon has to be close: too many texts that tell of one name the United States or Russia.
        """
        found = self._found.get(kind)
        if not found:
            return None
        named = {name for (_, head), name in self._compounds.items() if head == kind} & self._canonicals
        names = named | {name for _, name in found}
        if len(names) == 1 and kind != BASE:
            return names.pop()
        before = [(m, name) for m, name in found if m.start < mention.start]
        return before[-1][1] if before and before[-1][0].sentence >= mention.sentence - CLOSE else None
