"""`NamesStage`: the entities layer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ghatana.document import Document, Entity
from ghatana.knowledge import Entry, Knowledge
from ghatana.languages import Language
from ghatana.stage import NerEngine
from ghatana.stages.names.cased import CasedNames
from ghatana.stages.names.designations import Designations
from ghatana.stages.names.guards import Guards
from ghatana.stages.names.known import Bounds, KnownNames, longest
from ghatana.stages.names.lexicon import Lexicon, key_folder
from ghatana.stages.names.merge import merged
from ghatana.stages.names.namesakes import Namesakes
from ghatana.stages.names.organisations import PlacedOrganisations
from ghatana.stages.names.people import PeopleRules
from ghatana.stages.names.romanise import Romaniser
from ghatana.stages.names.short_forms import ShortForms
from ghatana.stages.names.tails import TailReader
from ghatana.stages.names.translate import Translator
from ghatana.stages.suffixes import SuffixSplitter

# Below this a tagger's mention costs more than it brings, measured on documents that it was not trained on: names of
# craft and rockets are seldom wrong, organisations and places often.
SURE_ENOUGH = {
    "SPACECRAFT": 0.7, "LAUNCHER": 0.5, "PROGRAM": 0.8, "SITE": 0.8, "BODY": 0.8, "PER": 0.7, "ORG": 0.9, "LOC": 0.85,
}  # fmt: skip
FLYING = {"SPACECRAFT", "LAUNCHER"}


class NamesStage:
    """Finds names and says who is meant.

    Args:
        language: the pack of the documents' language.
        knowledge: entries and numbered families (`ghatana.knowledge.load`).
        engine: a tagger whose mentions fill what the knowledge base does not know, or None.
        tag_all: False leaves documents that the gate held back to the knowledge base and the rules.

    >>> from ghatana.document import Document, Sentence
    >>> from ghatana.knowledge import load
    >>> from ghatana.languages import load as language
    >>> doc = Document("d", "చైనాతో రోస్కోస్మోస్").with_layer("sentences", (Sentence(0, 19),))
    >>> for e in NamesStage(language("te"), load()).annotate([doc])[0]:
    ...     print(e.of(doc.text), e.stem_end, e.case, e.canonical)
    చైనాతో 4 com China
    రోస్కోస్మోస్ 19 nom Roscosmos
    """

    name = "names"
    needs = frozenset({"sentences"})
    gives = "entities"

    def __init__(
        self,
        language: Language,
        knowledge: Knowledge,
        engine: NerEngine | None = None,
        *,
        tag_all: bool = True,
    ) -> None:
        self._folder = key_folder(language)
        self._splitter = SuffixSplitter(language)
        self._lexicon = Lexicon(language, knowledge, self._folder, self._splitter)
        tails = TailReader(language, self._splitter)
        self._known = KnownNames(knowledge, self._lexicon, tails, Guards(language, self._folder))
        self._people = PeopleRules(language, self._splitter)
        self._cased = CasedNames(language, self._splitter)
        self._placed = PlacedOrganisations(language, self._splitter)
        self._designations = Designations(language, self._splitter)
        self._short_forms = ShortForms(language, knowledge, self._splitter)
        self._namesakes = Namesakes(knowledge, self._lexicon.lookup)
        self._romaniser = Romaniser(language)
        self._translator = Translator(language)
        self._engine, self._tag_all = engine, tag_all
        settings = language.settings("names", needed=False)
        self._no_names = frozenset(settings.get("no_names", ()))
        self._weapons = tuple(self._folder.key(name).text for name in settings.get("weapons", ()))

    def annotate(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """The mentions of each document, flat and in text order."""
        tagged: dict[int, Iterable[Entity]] = {}
        if self._engine is not None:
            chosen = [i for i, d in enumerate(documents) if self._tag_all or d.relevant is not False]
            found = self._engine.entities([documents[i] for i in chosen])
            tagged = dict(zip(chosen, found, strict=True))
        return [tuple(self._mentions(d, tagged.get(i, ()))) for i, d in enumerate(documents)]

    def _mentions(self, document: Document, tagged: Iterable[Entity]) -> list[Entity]:
        text, bounds = document.text, sentence_bounds(document)
        found = self._known.find(text, self._folder.key(text), bounds)
        found = merged(found, self._placed.find(text, found))
        found = merged(found, [self._divided(text, m) for m in tagged if self._may_be_name(text, m)])
        taken = frozenset(m.start for m in found if m.label != "PER")
        found = merged(found, longest(self._people.find(text, bounds, taken)))
        cased = [m for m in self._cased.find(text, bounds, found) if not self._is_no_name(text, m)]
        found = merged(found, cased)
        if self._tag_all or document.relevant is not False:
            found = merged(found, self._designations.find(text, found))
        found = [m for m in found if m.kb_id or not (_is_time(document, m) or self._is_weapon(text, m))]
        found = [self._linked(text, m) for m in found]
        found = self._namesakes.settled(text, found)
        short = longest(self._short_forms.find(text, found))
        return merged(without_namesakes(text, found, short), short)

    def _may_be_name(self, text: str, mention: Entity) -> bool:
        """True for a tagger's mention that it is sure enough of."""
        return mention.score >= SURE_ENOUGH[mention.label] and not self._is_no_name(text, mention)

    def _is_weapon(self, text: str, mention: Entity) -> bool:
        """True for a missile, which is no rocket of ours."""
        return mention.label in FLYING and self._folder.key(mention.of(text)).text.startswith(self._weapons)

    def _is_no_name(self, text: str, mention: Entity) -> bool:
        """True for nothing but words that are no names."""
        return self._no_names.issuperset(mention.of(text).casefold().split())

    def _divided(self, text: str, mention: Entity) -> Entity:
        """A tagger's mention with stem and case, unless the tagger knew them."""
        if mention.stem_end != mention.end:
            return mention
        suffix = self._splitter.split(mention.of(text))
        return replace(mention, stem_end=mention.start + suffix.stem_end, case=suffix.case)

    def _linked(self, text: str, mention: Entity) -> Entity:
        """The mention with the entry that its whole stem spells, a translation of common words, or a romanisation."""
        if mention.canonical is not None:
            return mention
        stem = text[mention.start : mention.stem_end]
        for meant in self._lexicon.lookup(stem):
            if isinstance(meant, Entry) and meant.type == mention.label:
                return replace(mention, canonical=meant.name, kb_id=meant.id)
        if flight := self._known.flight(text, mention):
            return replace(mention, canonical=flight.canonical, kb_id=flight.kb_id)
        translated = self._translator.english(stem) if mention.label == "ORG" else None
        return replace(mention, canonical=translated or self._romaniser.readable(stem) or None)


def _is_time(document: Document, mention: Entity) -> bool:
    """True for what a time expression holds whole ("mid-2027" looks like a craft)."""
    at = bisect_right(document.timexes, mention.start, key=lambda t: t.start) - 1
    return at >= 0 and mention.end <= document.timexes[at].end


def without_namesakes(text: str, found: Iterable[Entity], short: Iterable[Entity]) -> list[Entity]:
    """The mentions but those of one unknown word where a short form of a name stands, which says who is meant."""
    meant = {m.start for m in short}
    return [
        m for m in found if m.kb_id is not None or m.start not in meant or " " in text[m.start : m.stem_end]
    ]


def sentence_bounds(document: Document) -> Bounds:
    """A function from an offset to the bounds of its sentence (of the text, where there are no sentences)."""
    starts = [s.start for s in document.sentences]
    ends = [s.end for s in document.sentences]

    def bounds(offset: int) -> tuple[int, int]:
        at = bisect_right(starts, offset) - 1
        if at < 0 or offset >= ends[at]:
            return 0, len(document.text)
        return starts[at], ends[at]

    return bounds
