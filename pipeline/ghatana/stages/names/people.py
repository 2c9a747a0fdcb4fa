"""People whom the knowledge base does not know: initials, titles and surnames.

Three patterns, each sure enough to stand without a model (`titles.tsv` of the language pack):

- initials and what follows: "కె.కన్నబాబు", "వై.ఎస్.జగన్మోహన్ రెడ్డి";
- a title, one to three words, and something that ends a name: a verb of saying, a day, a comma, a case suffix;
- a surname that is written together with the given name, after a title or with the family name before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ghatana.document import Entity
from ghatana.languages import Language
from ghatana.stages.names.known import Bounds
from ghatana.stages.suffixes import Suffix, SuffixSplitter
from ghatana.text.borders import DROP_ZERO_WIDTH, ZERO_WIDTH, starts_word, word_end

# Longest name after a title, in words; least code points of a word that initials stand before.
MOST_WORDS, LEAST = 3, 3
# Relations in which people stand; a place would be in the locative.
PERSONAL = frozenset({"acc", "dat", "com", "ins"})
# A title's score is too low to overrule the knowledge base (`ghatana.stages.names.merge.SURE`).
SCORE_INITIALS, SCORE_TITLE = 0.9, 0.5
_ZERO = r"[\u200b-\u200d\u00ad]*+"
_SPACE = re.compile(r"[ \u00a0]")
_WORD = re.compile(r"[^\s()‘’'\"“”,;:.!?]+")


class PeopleRules:
    """Finds people by what stands around their names, in one language."""

    def __init__(self, language: Language, splitter: SuffixSplitter) -> None:
        self._splitter = splitter
        kinds: dict[str, list[str]] = {}
        for row in language.rows("titles", needed=False):
            kinds.setdefault(row["kind"], []).append(row["form"])
        self._titles = frozenset(kinds.get("title", ()))
        self._after = tuple(kinds.get("after", ()))
        self._words_after = frozenset(kinds.get("word", ()))
        self._endings = tuple(kinds.get("ending", ()))
        self._surnames = frozenset(kinds.get("surname", ()))
        self._fused = tuple(kinds.get("fused", ()))
        self._never = frozenset(kinds.get("not", ())) | self._titles
        self._plurals = tuple(kinds.get("plural", ()))
        self._letters = frozenset(row["form"] for row in language.rows("letters", needed=False))
        names = sorted(self._letters, key=lambda f: (-len(f), f))
        letter = "|".join([*(_ZERO.join(map(re.escape, f)) for f in names), "[A-Z]"])
        # One to four initials with full stops, then the name.
        self._initials = re.compile(rf"(?:(?:{letter}){_ZERO}\.[ \u00a0]?){{1,4}}")

    def find(self, text: str, bounds: Bounds, taken: frozenset[int]) -> Iterator[Entity]:
        """Mentions, by pattern; they may overlap one another, but none begins at an offset in `taken`."""
        for match in self._initials.finditer(text):
            if starts_word(text, match.start()) and match.start() not in taken:
                yield from self._after_initials(text, match, bounds(match.start())[1])
        for start, word in _words(text):
            if word in self._titles:
                yield from self._after_title(text, start, bounds(start)[1], taken)

    def _after_initials(self, text: str, match: re.Match[str], limit: int) -> Iterator[Entity]:
        end = word_end(text, match.end())
        if end > limit or len(text[match.end() : end].translate(DROP_ZERO_WIDTH)) < LEAST:
            return
        if not text[match.end()].isalpha() or text[match.end()].islower():
            return
        word = text[match.end() : end].translate(DROP_ZERO_WIDTH)
        # A letter after the letters makes an acronym ("F.R.L."), not a name.
        if word in self._never or word in self._letters or self._follows(word):
            return
        divided = self._divide(text, match.end(), end)
        while divided.case == "nom":
            following = self._surname_after(text, end)
            if following is None or following > limit:
                break
            end = following
            divided = self._divide(text, match.end(), end)
        yield _person(match.start(), match.end() + divided.stem_end, end, divided.case, SCORE_INITIALS)

    def _surname_after(self, text: str, end: int) -> int | None:
        """The end of the word after `end` if it is a surname, with a suffix or without."""
        if not _SPACE.match(text, end):
            return None
        later = word_end(text, end + 1)
        word = text[end + 1 : later]
        stem = word[: self._splitter.split(word).stem_end].translate(DROP_ZERO_WIDTH)
        return later if stem in self._surnames or word.translate(DROP_ZERO_WIDTH) in self._surnames else None

    def _after_title(self, text: str, start: int, limit: int, taken: frozenset[int]) -> Iterator[Entity]:
        at = word_end(text, start)
        if at < limit and text[at] == ".":
            at += 1
        while at < limit and text[at] in " \u00a0":
            at += 1
        first, words = at, 0
        while at < limit and words < MOST_WORDS and at not in taken:
            end = word_end(text, at)
            word = text[at:end].translate(DROP_ZERO_WIDTH)
            if len(word) < 2 or word in self._never or not word[0].isalpha() or self._follows(word):
                return
            if word.endswith(self._plurals) or word[0].islower():
                return
            words += 1
            divided = self._divide(text, at, end)
            if divided.case != "nom":
                if words == 2 and divided.case in PERSONAL:
                    yield _person(first, at + divided.stem_end, end, divided.case, SCORE_TITLE)
                return
            if self._ends(text, end, limit, words):
                yield _person(first, end, end, "nom", SCORE_TITLE)
                return
            if not _SPACE.match(text, end):
                return
            at = end + 1

    def _ends(self, text: str, end: int, limit: int, words: int) -> bool:
        """True if what follows `end` closes a name of so many words."""
        if end >= limit or text[end] in ",;)’'":
            return words > 1
        following = text[end + 1 : word_end(text, end + 1)].translate(DROP_ZERO_WIDTH)
        if self._follows(following):
            return words > 1 or text[:end].translate(DROP_ZERO_WIDTH).endswith(self._fused)
        return False

    def _follows(self, word: str) -> bool:
        """True for a word that stands after names and is no part of them, such as a finite verb."""
        if word in self._words_after or word.startswith(self._after):
            return True
        return len(word) > LEAST and word.endswith(self._endings)

    def _divide(self, text: str, start: int, end: int) -> Suffix:
        return self._splitter.split(text[start:end], least=LEAST)


def _person(start: int, stem_end: int, end: int, case: str, score: float) -> Entity:
    return Entity(start, end, "PER", end if case == "nom" else stem_end, case, score=score)


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Every word that stands after a space, a bracket or nothing: its offset and itself, no zero width in it."""
    hidden = any(c in text for c in ZERO_WIDTH)
    for match in _WORD.finditer(text):
        yield match.start(), match[0].translate(DROP_ZERO_WIDTH) if hidden else match[0]
