"""The tables of a language pack that the event rules read, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ghatana.languages import Language
from ghatana.stages.events.evidence import weights_of
from ghatana.stages.events.groups import VerbGroups
from ghatana.stages.events.lookup import Endings, Folds, Table
from ghatana.stages.events.settled import Settlements
from ghatana.stages.events.trigger_rows import Trigger, by_start, pattern_of, trigger_of
from ghatana.stages.events.words import Alternatives, fits, key_of
from ghatana.stages.suffixes import APOSTROPHES, SuffixSplitter

MOST_KEPT = 50_000  # words whose rows are remembered
Phrases = tuple[tuple[tuple[str, ...], str], ...]
LongNoun = tuple[tuple[Alternatives, ...], str]  # the words after the first, and the class


@dataclass(frozen=True, slots=True)
class Form:
    """What a verb's ending says: `form`, `status` and `clause` as in endings.tsv; `quoted` is reported speech."""

    ending: str
    form: str
    status: str
    clause: bool
    quoted: bool


MISSILE = "missile"  # the class of nouns that are weapons, and of the names of weapons


@dataclass(frozen=True)
class Lexicon:
    """All tables of `languages/<code>/events`.

    What not every language has: `words` are whole words with a verb's form (`forms.tsv`), `groups` the words about a
    verb, `settlements` what a verb's words settle, `marks` the cases of endings after an apostrophe, `prepositions` and
    `long_postpositions` words about a noun, the longest first, `long_nouns` what follows the first word of a noun of
    several, `articles`, and `particles`: they and prepositions of one word. `attributive`, `matter` and `alternative`
    are patterns of endings (`docs/language.md`). `order` is where subject and object stand about the verb (`SVO`,
    `SOV`; empty where endings tell them), `head` which word of a trigger is the verb (`first` or `last`). `thresholds`
    say how sure rules alone must be of an event, by its type.
    """

    folds: Folds
    triggers: dict[str, tuple[Trigger, ...]]
    nouns: Table
    modifiers: Table
    cues: Table
    postpositions: Table
    cases: Endings
    endings: Endings
    quotatives: Endings
    ordinals: Table
    programs: tuple[tuple[str, str], ...]
    compounds: dict[tuple[str, str], str]
    wholes: dict[str, Table]
    parts: Table
    passive: str
    splitter: SuffixSplitter
    actors: dict[str, str]
    nations: dict[str, str]
    words: dict[str, Form]
    groups: VerbGroups
    settlements: Settlements
    marks: dict[str, str]
    prepositions: Phrases
    long_postpositions: Phrases
    long_nouns: dict[str, tuple[LongNoun, ...]]
    articles: frozenset[str]
    particles: frozenset[str] = frozenset()
    order: str = ""
    head: str = "last"
    attributive: re.Pattern[str] | None = None
    matter: re.Pattern[str] | None = None
    alternative: re.Pattern[str] | None = None
    thresholds: dict[str, float] = field(default_factory=dict)
    weights: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    _begun: dict[str, tuple[Trigger, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def form(self, key: str) -> Form | None:
        """The verb form of a word, by the table of words or its ending; None where neither fits."""
        if key in self.words:
            return self.words[key] if self.words[key].form else None
        quoted = False
        report = self.quotatives.get(key)
        if report is not None:
            key = key[: -len(report[0])] + report[1][0]
            quoted = True
        found = self.endings.get(key)
        if found is None:
            return None
        ending, (form, status, clause) = found
        return Form(ending, form, status, clause == "yes", quoted)

    def trigger_rows(self, key: str) -> tuple[Trigger, ...]:
        """The rows whose first word fits `key` (to be checked with `Trigger.matches`)."""
        if key not in self._begun:
            if len(self._begun) >= MOST_KEPT:
                self._begun.clear()
            self._begun[key] = tuple(r for r in self.triggers.get(key[:2], ()) if fits(key, r.pattern[0]))
        return self._begun[key]

    def modifies(self, key: str) -> bool:
        """True if a word that no table lists may stand before a noun as a part of its phrase."""
        return (
            self.attributive is not None
            and self.attributive.search(key) is not None
            and self.cues.get(key) in (None, "space", "other")
            and self.postpositions.get(key) is None
            and key not in self.particles
            and (not self.words or self.form(key) is None)
        )

    def begins_trigger(self, key: str) -> bool:
        """True if a row's first word fits `key`."""
        return any(fits(key, row.pattern[0]) for row in self.trigger_rows(key))


@cache
def load(language: Language, evidence: str = "evidence") -> Lexicon:
    """The compiled tables of a language pack.

    Args:
        language: the pack.
        evidence: the table of weights: `evidence` for rules alone, `evidence_model` beside a model.
    """
    folds: Folds = tuple((r["from"], r["to"]) for r in language.rows("events/folds", needed=False))

    def table(stem: str, word: str, kind: str) -> Table:
        return Table(((r[word], r[kind]) for r in language.rows(f"events/{stem}", needed=False)), folds)

    def endings(stem: str, *columns: str, unless: tuple[str, ...] = ()) -> Endings:
        rows = (
            r
            for r in language.rows(f"events/{stem}", needed=False)
            if not unless or not r["ending"].startswith(unless)
        )
        return Endings(((r["ending"], tuple(r[c] for c in columns)) for r in rows), folds)

    def longest_first(stem: str, least: int) -> Phrases:
        rows = language.rows(f"events/{stem}", needed=False)
        phrases = [(tuple(key_of(w, folds) for w in r["word"].split(" ")), r["case"]) for r in rows]
        return tuple(sorted((p for p in phrases if len(p[0]) >= least), key=lambda p: -len(p[0])))

    long_nouns: dict[str, list[LongNoun]] = {}
    for row in sorted(language.rows("events/nouns", needed=False), key=lambda r: -r["stem"].count(" ")):
        first, _, rest = row["stem"].partition(" ")
        if rest:
            long_nouns.setdefault(key_of(first, folds), []).append((pattern_of(rest, folds), row["class"]))
    settings = language.settings("events/settings", needed=False)

    def pattern(name: str) -> re.Pattern[str] | None:
        return re.compile(settings[name]) if name in settings else None

    weapons = [(f"{name}*", MISSILE) for name in language.settings("names", needed=False).get("weapons", ())]
    wholes: dict[str, list[tuple[str, str]]] = {}
    for row in language.rows("events/wholes", needed=False):
        wholes.setdefault(row["class"], []).append((row["contains"], row["whole"]))
    prepositions = longest_first("prepositions", 1)
    articles = frozenset(key_of(r["word"], folds) for r in language.rows("events/articles", needed=False))
    return Lexicon(
        folds=folds,
        triggers=by_start(trigger_of(row, folds) for row in language.rows("events/triggers")),
        nouns=Table(
            [*((r["stem"], r["class"]) for r in language.rows("events/nouns", needed=False)), *weapons], folds
        ),
        modifiers=table("modifiers", "word", "kind"),
        cues=table("cues", "word", "class"),
        postpositions=table("postpositions", "word", "case"),
        cases=endings("suffixes", "case", unless=APOSTROPHES),
        endings=endings("endings", "form", "status", "clause"),
        quotatives=endings("quotatives", "bare"),
        ordinals=table("ordinals", "word", "number"),
        programs=tuple((r["contains"], r["kind"]) for r in language.rows("events/programs")),
        compounds={(r["canonical"], r["head"]): r["whole"] for r in language.rows("events/compounds")},
        actors={r["canonical"].casefold(): r["kind"] for r in language.rows("events/actors")},
        nations={
            key_of(r["word"], folds): r["canonical"] for r in language.rows("events/nations", needed=False)
        },
        wholes={noun: Table(pairs, folds) for noun, pairs in wholes.items()},
        parts=table("parts", "word", "part"),
        splitter=SuffixSplitter(language),
        passive=settings.get("passive", ""),
        words={
            key_of(r["word"], folds): Form(r["word"], r["form"], r["status"], r["clause"] == "yes", False)
            for r in language.rows("events/forms", needed=False)
        },
        groups=VerbGroups(language, folds),
        settlements=Settlements(language),
        marks={
            r["ending"]: r["case"]
            for r in language.rows("events/suffixes", needed=False)
            if r["ending"].startswith(APOSTROPHES)
        },
        prepositions=prepositions,
        long_postpositions=longest_first("postpositions", 2),
        long_nouns={first: tuple(pairs) for first, pairs in long_nouns.items()},
        articles=articles,
        particles=articles | {words[0] for words, _ in prepositions if len(words) == 1},
        order=settings.get("order", ""),
        head=settings.get("head", "last"),
        attributive=pattern("attributive"),
        matter=pattern("matter"),
        alternative=pattern("alternative"),
        thresholds=settings.get("thresholds", {}),
        weights=weights_of(language.rows(f"events/{evidence}")),
    )
