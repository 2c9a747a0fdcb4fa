"""When a spelling is also an ordinary word, or means two things: what must stand near it, or must not.

`guards.tsv` of the language pack: `id` (of an entry or family), `alias` (a spelling, or empty for all of the
entry's), `test` and `words` (`|` between). A spelling with tests needs one of them met, and none that begins
with `not_`:

- `next`, `prev`: the neighbouring word begins with one of the words;
- `near`: a word of the sentence does; `document`: a word of the text;
- `then`: the text right after the mention, without spaces, does (punctuation);
- `bracketed`: the mention stands alone in brackets (words: any);
- `case`: the relation of the glued suffix is one of the words;
- `divided`: the mention is written with a space in it (words: any);
- `inside`: the mention does not open its sentence, where every word has a capital (words: any).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ghatana.errors import LanguageDataError
from ghatana.languages import Language
from ghatana.stages.names.lexicon import Alias
from ghatana.text.borders import DROP_ZERO_WIDTH, next_word, previous_word
from ghatana.text.keys import KeyFolder

TESTS = ("next", "prev", "near", "document", "then", "bracketed", "case", "divided", "inside")
OPENING = " \u00a0\n\"'“‘("
# Code points on either side that `near` looks at: longer than sentences are, so that a text without any stays linear.
NEAR = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a spelling was met.

    Its offsets, the relation of its suffix, the bounds of its sentence, and what was found out about the text so
    far (one dictionary for all places of a text, so that `document` tests read it once).
    """

    start: int
    end: int
    case: str
    sentence: tuple[int, int]
    memo: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Test:
    kind: str
    forbids: bool
    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def met(self, text: str, place: Place) -> bool:
        start, end = place.start, place.end
        if self.kind == "next":
            return next_word(text, end).startswith(self.words)
        if self.kind == "prev":
            return previous_word(text, start).startswith(self.words)
        if self.kind == "then":
            return text[end : end + 12].lstrip(" \u00a0").startswith(self.words)
        if self.kind == "bracketed":
            return text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        if self.kind == "case":
            return place.case in self.words
        if self.kind == "divided":
            return " " in text[start:end]
        if self.kind == "inside":
            return bool(text[place.sentence[0] : start].strip(OPENING))
        if self.kind == "document":
            known = place.memo.get(self.pattern.pattern)
            if known is None:
                known = self.pattern.search(text.translate(DROP_ZERO_WIDTH)) is not None
                place.memo[self.pattern.pattern] = known
            return known
        first, last = max(place.sentence[0], start - NEAR), min(place.sentence[1], end + NEAR)
        around = f"{text[first:start]} \n {text[end:last]}"
        return self.pattern.search(around.translate(DROP_ZERO_WIDTH)) is not None


class Guards:
    """The tests of one language.

    Raises:
        LanguageDataError: for an unknown test or an empty list of words.
    """

    def __init__(self, language: Language, folder: KeyFolder) -> None:
        self._folder = folder
        self._tests: dict[tuple[str, str], list[_Test]] = {}
        self._of: dict[Alias, tuple[_Test, ...]] = {}
        for row in language.rows("guards", needed=False):
            words = tuple(w for w in row["words"].split("|") if w)
            kind = row["test"].removeprefix("not_")
            if kind not in TESTS or not words:
                raise LanguageDataError(
                    f"languages/{language.code}/guards.tsv, {row['id']!r}: found test {row['test']!r} with "
                    f"{len(words)} words; expected one of {', '.join(TESTS)} and at least one word."
                )
            near = re.compile(r"(?:^|[\s(‘’'\"“”.,;:#-])(?:" + "|".join(map(re.escape, words)) + ")")
            test = _Test(kind, kind != row["test"], words, near)
            for form in row["alias"].split("|"):
                self._tests.setdefault((row["id"], folder.fold(form)), []).append(test)

    def ids(self) -> frozenset[str]:
        """The entries and families that tests name."""
        return frozenset(place[0] for place in self._tests)

    def allow(self, alias: Alias, text: str, place: Place) -> bool:
        """True if what the alias means may be meant at this place."""
        tests = self._of.get(alias)
        if tests is None:
            tests = self._of[alias] = (
                *self._tests.get((alias.meant.id, ""), ()),
                *self._tests.get((alias.meant.id, self._folder.fold(alias.spelt or alias.surface)), ()),
            )
        if not tests:
            return True
        if any(t.met(text, place) for t in tests if t.forbids):
            return False
        needed = [t for t in tests if not t.forbids]
        return not needed or any(t.met(text, place) for t in needed)
