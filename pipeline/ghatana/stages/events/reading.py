"""A document as the event rules see it: words, verb forms, nouns, mentions and times."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from ghatana.document import Document
from ghatana.stages.events.lexicon import Form, Lexicon
from ghatana.stages.events.mentions import (
    Marks,
    Mention,
    coordinate,
    covering,
    name_mentions,
    noun_mentions,
    resolve,
)
from ghatana.stages.events.words import Word, split_words

CLAUSE_FORMS = {"fin", "rel", "conj", "inf", "hear"}
SHORTEST_ENDING = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read off a document once, for all rules.

    `verbs[i]` is the number of verb forms among the first `i` words, so that a difference tells how many
    clauses lie between two words; `times[i]` and `names[i]` the timex or entity that covers word `i`, or -1;
    `busy` counts the triggers of each family like `verbs`.
    """

    document: Document
    lexicon: Lexicon
    words: list[Word]
    keys: list[str]
    sentences: list[int]
    forms: list[Form | None]
    nouns: list[str | None]
    cues: list[str | None]
    names: list[int]
    times: list[int]
    verbs: list[int]
    mentions: list[Mention]
    quotes: list[int]
    busy: dict[str, list[int]] = field(default_factory=dict)

    def between(self, left: int, right: int) -> int:
        """How many verb forms stand strictly between two words."""
        return max(0, self.verbs[right] - self.verbs[left + 1]) if right > left else 0

    def rivals(self, family: str, left: int, right: int) -> int:
        """How many triggers of a family stand strictly between two words."""
        counts = self.busy.get(family)
        return max(0, counts[right] - counts[left + 1]) if counts and right > left else 0


def read(document: Document, lexicon: Lexicon) -> Reading:
    """Read a document that has sentences, entities and timexes."""
    words: list[Word] = []
    sentences: list[int] = []
    for number, sentence in enumerate(document.sentences):
        found = split_words(document.text, sentence.start, sentence.end, lexicon.folds)
        words += found
        sentences += [number] * len(found)
    names = covering(words, document.entities)
    times = covering(words, document.timexes)
    keys = [w.key for w in words]
    forms = [None if names[i] >= 0 or times[i] >= 0 else lexicon.form(k) for i, k in enumerate(keys)]
    nouns = [None if names[i] >= 0 or times[i] >= 0 else lexicon.nouns.get(k) for i, k in enumerate(keys)]
    cues = [None if names[i] >= 0 or times[i] >= 0 else lexicon.cues.get(k) for i, k in enumerate(keys)]
    verbal = [
        int(f is not None and f.form in CLAUSE_FORMS and len(f.ending) >= SHORTEST_ENDING and nouns[i] is None)
        for i, f in enumerate(forms)
    ]
    joins = [c == "and" for c in cues]
    marks = Marks(words, sentences, nouns, names, times, joins)
    named = name_mentions(document, lexicon, marks)
    everything = named + noun_mentions(document, lexicon, marks, named)
    mentions = coordinate(marks, resolve(lexicon, everything))
    quotes = list(accumulate((sum(w.gap.count(q) for q in "\"“”‘’") for w in words), initial=0))
    return Reading(
        document,
        lexicon,
        words,
        keys,
        sentences,
        forms,
        nouns,
        cues,
        names,
        times,
        [0, *accumulate(verbal)],
        mentions,
        quotes,
    )
