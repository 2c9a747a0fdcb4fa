"""The names of the knowledge base in a text: Aho–Corasick over match keys, with borders that know suffixes.

All spellings go into one automaton (Aho and Corasick 1975), which reads the key of a text once. A hit counts
if it begins a word and what is left of the word is nothing or a glued suffix.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

from ghatana.knowledge import Entry, Knowledge, Series
from ghatana.languages import Language
from ghatana.stages.names.spelling import spelling_variants
from ghatana.stages.suffixes import AM, VIRAMA, WHOLE, SuffixSplitter
from ghatana.text.borders import starts_word
from ghatana.text.keys import Key, KeyFolder
from ghatana.text.scripts import LATIN, OTHER, SCRIPT_OF, holds, script_counts

# A name written without a space may be met with one ("Star ship") only if its key is as long as this.
LONG_ENOUGH_TO_DIVIDE = 7
_PLAIN = KeyFolder(())
# Shorter keys must be met in their own spelling: with vowels folded they are too much like ordinary words.
LONG_ENOUGH_TO_FOLD = 6
# Spellings in another script, brought into the language's own, are met if their keys are as long as this.
LONG_ENOUGH_TO_BORROW = 6
# Keys as long as this are also met with one vowel written otherwise: `spelling_variants`.
LONG_ENOUGH_TO_VARY = 9


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling of an entry or family, in one of the shapes that suffixes join.

    `after` is how suffixes join (`ghatana.stages.suffixes`), `alone` the relation without one, and `spelt` the
    entry's own spelling where this is an oblique stem of it.
    """

    surface: str
    meant: Entry | Series
    after: str = WHOLE
    alone: str = "nom"
    spelt: str = ""

    @property
    def is_latin(self) -> bool:
        """True for a spelling in Latin letters: capitals count."""
        return self.surface.isascii()


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling found: the name is `[start, stem_end)`, with its suffix `[start, end)`."""

    start: int
    stem_end: int
    end: int
    case: str
    alias: Alias


class Lexicon:
    """Finds the spellings of a knowledge base.

    Args:
        language: gives the oblique stems (`names.toml`).
        knowledge: entries and families.
        folder: makes match keys.
        splitter: knows the suffixes.
    """

    def __init__(
        self, language: Language, knowledge: Knowledge, folder: KeyFolder, splitter: SuffixSplitter
    ) -> None:
        self.folder = folder
        said = language.settings("names", needed=False)
        self._strict = key_folder(language, short=True)
        self._spellings: dict[Alias, str] = {}
        self.splitter = splitter
        self._oblique = [
            (
                o["ending"],
                {**dict.fromkeys(o["forms"], "gen"), **dict.fromkeys(o.get("accusative", ()), "acc")},
            )
            for o in said.get("oblique", ())
        ]
        self._as_words = frozenset(said.get("written_as_words", ()))
        shapes: dict[str, list[Alias]] = {}
        articles = tuple(f"{word} " for word in said.get("articles", ()))
        own, borrows = SCRIPT_OF.get(language.code), "key_script" in said
        words = frozenset(self.folder.fold(word) for word in said.get("ordinary", ()))
        for alias in (*_aliases(knowledge), *_own_aliases(language, knowledge)):
            foreign = own is not None and _in_another_script(alias.surface, own)
            if alias.surface.startswith(articles) or (foreign and not borrows):
                continue
            for shape, spelling in self._shapes(alias):
                key = self.folder.fold(spelling)
                if key and not (foreign and (len(key) < LONG_ENOUGH_TO_BORROW or key in words)):
                    shapes.setdefault(key, []).append(shape)
                if len(key) < LONG_ENOUGH_TO_FOLD:
                    self._spellings[shape] = self._strict.fold(spelling)
        by_key = {key: tuple(dict.fromkeys(found)) for key, found in shapes.items()}
        pairs = [tuple(pair) for pair in said.get("vowel_swaps", ())]
        self._automaton = ahocorasick.Automaton()
        for key, aliases in {**_varied(by_key, pairs), **by_key}.items():
            self._automaton.add_word(key, (len(key), aliases))
        self._automaton.make_automaton()

    def lookup(self, surface: str) -> tuple[Entry | Series, ...]:
        """What a whole spelling may mean, in order of preference."""
        _, aliases = self._automaton.get(self.folder.fold(surface), (0, ()))
        return tuple(alias.meant for alias in aliases if alias.after == WHOLE)

    def _shapes(self, alias: Alias) -> Iterator[tuple[Alias, str]]:
        """The alias and the stems that some suffixes ask for, each with its spelling."""
        surface, meant = alias.surface, alias.meant
        yield alias, surface
        if self.splitter.virama and surface.endswith(self.splitter.virama):
            yield Alias(surface, meant, after=VIRAMA), surface[: -len(self.splitter.virama)]
        elif self.splitter.am and surface.endswith(self.splitter.am):
            yield Alias(surface, meant, after=AM), surface[: -len(self.splitter.am)]
        for ending, forms in self._oblique:
            if surface.endswith(ending):
                for form, case in forms.items():
                    spelling = surface[: -len(ending)] + form
                    yield Alias(spelling, meant, alone=case, spelt=surface), spelling

    def find(self, text: str, key: Key) -> Iterator[Hit]:
        """Every hit with sound borders, overlapping ones too, by where they end."""
        starts, ends = key.starts, key.ends
        if len(self._automaton) == 0:
            return
        for last, (length, aliases) in self._automaton.iter(key.text):
            start = starts[last - length + 1]
            if starts_word(text, start):
                yield from self.fit(text, start, ends[last], aliases, length)

    def _exact(self, surface: str, aliases: tuple[Alias, ...]) -> tuple[Alias, ...]:
        """Of spellings that folding made one, those that the text has, if any: సీఎన్ఎస్ఏ is not సీఎంఎస్ఏ."""
        out = aliases
        # A family and one of its members are no rivals: "షెంజౌ" may be the entry, and what "షెన్‌జౌ-15" begins with.
        for kind in (Entry, Series):
            rivals = {a.meant.id for a in out if isinstance(a.meant, kind)} if len(out) > 1 else set()
            if len(rivals) > 1:
                bare = _bare(surface)
                exact = rivals & {a.meant.id for a in out if _bare(self._shape_of(a)) == bare}
                out = tuple(
                    a for a in out if not exact or a.meant.id in exact or not isinstance(a.meant, kind)
                )
        return out

    def _shape_of(self, alias: Alias) -> str:
        cut = {VIRAMA: self.splitter.virama, AM: self.splitter.am}.get(alias.after, "")
        return alias.surface[: len(alias.surface) - len(cut)]

    def fit(
        self, text: str, start: int, stem_end: int, aliases: tuple[Alias, ...], length: int
    ) -> Iterator[Hit]:
        """The hits of spellings that share the stem `[start, stem_end)`, if the word ends as a word may."""
        end = self.splitter.word_end(text, stem_end)
        rest = text[stem_end:end]
        surface = text[start:stem_end]
        divided = " " in surface or "-" in surface
        for alias in self._exact(surface, aliases):
            case = self.splitter.case_of(rest, alias.after)
            if case is None and isinstance(alias.meant, Series) and alias.after == WHOLE:
                # Glued to the stem ("Falcon9") may be a number; whether it is, is the family's affair.
                case = "other"
            if case is None or (divided and not _may_divide(alias, length)):
                continue
            if alias.is_latin and not (surface in self._as_words or _same_capitals(alias.surface, surface)):
                continue
            short = length < LONG_ENOUGH_TO_FOLD and isinstance(alias.meant, Entry)
            if short and self._strict.fold(surface) != self._spellings.get(alias):
                continue
            if case == "nom" and not rest.strip("\u200b\u200c\u200d\u00ad"):
                yield Hit(start, end, end, alias.alone, alias)
            else:
                yield Hit(start, stem_end, end, case, alias)


def _varied(
    by_key: Mapping[str, tuple[Alias, ...]], pairs: list[tuple[str, ...]]
) -> dict[str, tuple[Alias, ...]]:
    """Variants of long keys that are no key of their own and stand for one entry alone."""
    found: dict[str, tuple[Alias, ...]] = {}
    unclear: set[str] = set()
    for key, aliases in by_key.items():
        if len(key) >= LONG_ENOUGH_TO_VARY and not key.isascii() and aliases[0].after == WHOLE:
            for variant in spelling_variants(key, pairs):
                others = found.setdefault(variant, aliases)
                if others is not aliases and _ids(others) != _ids(aliases):
                    unclear.add(variant)
    return {key: aliases for key, aliases in found.items() if key not in unclear}


def _ids(aliases: tuple[Alias, ...]) -> set[str]:
    return {alias.meant.id for alias in aliases}


def _bare(spelling: str) -> str:
    """A spelling as letters and digits alone, no fold of the language applied."""
    return _PLAIN.fold(spelling)


def key_folder(language: Language, *, short: bool = False) -> KeyFolder:
    """What makes the match keys of a language.

    Args:
        language: a pack with `folds.tsv`, and `key_script` in `names.toml` where names in the other scripts of India
            are to be met in its own.
        short: with the folds of short names alone.
    """
    rows = (r for r in language.rows("folds", needed=False) if not short or r["short"] == "yes")
    return KeyFolder(
        ((r["form"], r["key"]) for r in rows), language.settings("names", needed=False).get("key_script")
    )


def _in_another_script(surface: str, own: str) -> bool:
    """True for a spelling in a script that is neither Latin nor the language's own."""
    if surface.isascii() or holds(own, surface):
        return False
    return bool(script_counts(surface).keys() - {LATIN, OTHER})


def _aliases(knowledge: Knowledge) -> Iterator[Alias]:
    for entry in knowledge.entries:
        for surface in (entry.name, *entry.names, *entry.aliases):
            yield Alias(surface, entry)
    for series in knowledge.series:
        for surface in series.stems:
            yield Alias(surface, series)


def _own_aliases(language: Language, knowledge: Knowledge) -> Iterator[Alias]:
    """What the pack's language alone calls somebody or something (`aliases.tsv`: id, alias)."""
    for row in language.rows("aliases", needed=False):
        entry = knowledge.by_id.get(row["id"])
        if entry is not None:
            yield Alias(row["alias"], entry)


def _may_divide(alias: Alias, length: int) -> bool:
    return length >= LONG_ENOUGH_TO_DIVIDE or any(c in alias.surface for c in " -.")


def _same_capitals(name: str, surface: str) -> bool:
    """Latin names are told from words by their capitals: acronyms in full, others by the first letter."""
    first = next((c for c in name if c.isalpha()), "")
    found = next((c for c in surface if c.isalpha()), "")
    if name.isupper():
        return surface.isupper()
    return not first.isupper() or found.isupper()
