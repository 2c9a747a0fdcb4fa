"""A document as the event rules see it: words, verb forms, nouns, mentions and times."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate

from ghatana.document import Document
from ghatana.stages.events.coreference import bracketed, coordinate, resolve
from ghatana.stages.events.fillers import name_mentions, noun_mentions
from ghatana.stages.events.lexicon import Form, Lexicon
from ghatana.stages.events.matters import matter_mentions
from ghatana.stages.events.mentions import Mention, covering
from ghatana.stages.events.model import Answers
from ghatana.stages.events.own import wanted
from ghatana.stages.events.relations import Marks
from ghatana.stages.events.words import Word, hyphens_between, lies_at, split_words

DOMAIN = {"SPACECRAFT", "LAUNCHER", "PROGRAM", "accord", "SITE", "BODY"}
QUOTES = '"“”‘’'


@dataclass(frozen=True, slots=True)
class Totals:
    """What a document holds as a whole.

    `kinds` counts the things of a label, `firsts` is where its first mention starts, `lists` holds the
    groups of more than one mention, `debuts` the sentence in which a thing is first mentioned, `foreign`
    and `space` count words of other domains and of this one, `named` the names of this one.
    """

    kinds: dict[str, int]
    firsts: dict[str, int]
    lists: frozenset[int]
    debuts: dict[str, int]
    foreign: int
    space: int
    named: int


@dataclass(frozen=True, slots=True)
class StandsFor:
    """What a model takes a common noun for: a name and its entry, how likely, and a mention of the name.

    All is None for a noun that stands for no name, `mention` for a name that the document does not have.
    """

    canonical: str | None
    kb_id: str | None
    chance: float
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read off a document once, for all rules.

    Lists are by word. `times` and `names` hold the number of the timex or entity that covers the word, or
    -1. `verbs[i]` is the number of verb forms among the first `i` words, so that a difference tells how
    many clauses lie between two words; `busy` counts the triggers of each family the same way, `quotes`
    the quotation marks. `spans` are the first and last word of each timex that covers one, by its number. `bounds` are
    the first word of each sentence and one past its last, `fixed` the words of nouns of several words, `unnamed` where
    common nouns start that their own words do not name. `answers` is what a model says, if asked,
    and `stand` what it takes common nouns for, by where they start and end.
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
    quotes: list[int]
    bounds: list[tuple[int, int]]
    mentions: list[Mention]
    totals: Totals
    busy: dict[str, list[int]] = field(default_factory=dict)
    numbers: dict[Mention, int] = field(default_factory=dict)
    answers: Answers | None = None
    fixed: frozenset[int] = frozenset()
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    unnamed: frozenset[int] = frozenset()
    stand: dict[tuple[int, int], StandsFor] = field(default_factory=dict)

    def between(self, left: int, right: int) -> int:
        """How many verb forms stand strictly between two words."""
        return max(0, self.verbs[right] - self.verbs[left + 1]) if right > left else 0

    def rivals(self, family: str, left: int, right: int) -> int:
        """How many triggers of a family stand strictly between two words."""
        counts = self.busy.get(family)
        return max(0, counts[right] - counts[left + 1]) if counts and right > left else 0

    def mentions_in(self, first: int, last: int) -> list[Mention]:
        """The mentions in sentences `first` to `last`, both inclusive, in text order."""
        start = bisect_left(self.mentions, first, key=lambda m: m.sentence)
        end = bisect_left(self.mentions, last + 1, key=lambda m: m.sentence)
        return self.mentions[start:end]

    def word_range(self, sentence: int) -> range:
        """The indexes of a sentence's words."""
        return range(*self.bounds[sentence])


def read(document: Document, lexicon: Lexicon) -> Reading:
    """Read a document that has sentences, entities and timexes."""
    words: list[Word] = []
    sentences: list[int] = []
    bounds: list[tuple[int, int]] = []
    cuts, endings = hyphens_between(document.text, document.entities), tuple(lexicon.marks)
    for number, sentence in enumerate(document.sentences):
        found = split_words(document.text, sentence.start, sentence.end, lexicon.folds, endings, cuts)
        bounds.append((len(words), len(words) + len(found)))
        words += found
        sentences += [number] * len(found)
    names = covering(words, document.entities)
    times = covering(words, document.timexes)
    keys = [w.key for w in words]
    free = [names[at] < 0 and times[at] < 0 for at in range(len(words))]
    forms = [lexicon.form(key) if free[at] else None for at, key in enumerate(keys)]
    nouns = [lexicon.nouns.get(key) if free[at] else None for at, key in enumerate(keys)]
    cues = [lexicon.cues.get(key) if free[at] else None for at, key in enumerate(keys)]
    verbal = [int(f is not None and f.clause and nouns[at] is None) for at, f in enumerate(forms)]
    starts = _long_nouns(lexicon, keys, free, nouns)
    joins = [cue == "and" for cue in cues]
    articles = [key in lexicon.articles for key in keys]
    marks = Marks(words, sentences, nouns, names, times, joins, starts, [v > 0 for v in verbal], articles)
    named = name_mentions(document, lexicon, marks)
    common = noun_mentions(document, lexicon, marks, named)
    called, settled = bracketed(marks, named + common)
    resolved = resolve(lexicon, called, settled, wanted(lexicon, marks, called))
    things = coordinate(marks, resolved, stated_first=bool(lexicon.prepositions))
    mentions = sorted([*things, *matter_mentions(lexicon, marks, named)])
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
        list(accumulate((sum(w.gap.count(q) for q in QUOTES) for w in words), initial=0)),
        bounds,
        mentions,
        _totals(mentions, nouns, cues),
        numbers={mention: number for number, mention in enumerate(mentions)},
        spans=_spans(times),
        fixed=frozenset(at for last, first in starts.items() for at in range(first, last + 1)),
        unnamed=frozenset(m.start for m in common if m.canonical is None) - settled,
    )


def _spans(times: list[int]) -> dict[int, tuple[int, int]]:
    out: dict[int, tuple[int, int]] = {}
    for at, number in enumerate(times):
        if number >= 0:
            out[number] = (out.get(number, (at, at))[0], at)
    return out


def _long_nouns(
    lexicon: Lexicon, keys: list[str], free: list[bool], nouns: list[str | None]
) -> dict[int, int]:
    """The first word of each noun of several words, by its last; the class is put at the last alone."""
    starts: dict[int, int] = {}
    for at, key in enumerate(keys):
        for rest, noun in lexicon.long_nouns.get(key, ()):
            last = at + len(rest)
            if lies_at(rest, keys, at + 1) and all(free[at : last + 1]) and last not in starts:
                nouns[at : last + 1] = [*[None] * len(rest), noun]
                starts[last] = at
    return starts


def _totals(mentions: list[Mention], nouns: list[str | None], cues: list[str | None]) -> Totals:
    kinds: dict[str, set[str]] = {}
    firsts: dict[str, int] = {}
    groups: dict[int, int] = {}
    debuts: dict[str, int] = {}
    for mention in mentions:
        kinds.setdefault(mention.label, set()).add(mention.referent)
        firsts.setdefault(mention.label, mention.start)
        debuts.setdefault(mention.referent, mention.sentence)
        groups[mention.group] = groups.get(mention.group, 0) + 1
    return Totals(
        {label: len(things) for label, things in kinds.items()},
        firsts,
        frozenset(group for group, size in groups.items() if size > 1),
        debuts,
        sum(cue == "other" for cue in cues),
        sum(cue == "space" for cue in cues) + sum(noun in ("craft", "rocket", "orbit") for noun in nouns),
        sum(mention.label in DOMAIN for mention in mentions),
    )
