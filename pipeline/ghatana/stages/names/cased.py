"""Names that no table lists in a script with capitals: a run of capitalised words, and the words in and about it.

`cased.toml` of the language pack says what they tell: the last word of a name ("… Space Agency", "… Cosmodrome"), the
word after it ("the Kowsar satellite") or before it ("the rocket Zuljanah"); a title, a verb of saying or an apposition
makes a person of two or three words. A pack without that file has no such rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ghatana.document import Entity
from ghatana.languages import Language
from ghatana.stages.names.known import Bounds
from ghatana.stages.suffixes import SuffixSplitter

SCORE, SCORE_PERSON = 0.8, 0.75
MOST_WORDS, MOST_OF_PERSON = 8, 4
_WORD = re.compile(r"[^\W_](?:\w|[-'’.](?=\w))*")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word: `[start, stem_end)` without a possessive, `[start, end)` with it."""

    start: int
    stem_end: int
    end: int
    text: str
    case: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


class CasedNames:
    """Finds them in one language; nothing where the pack has no `cased.toml`."""

    def __init__(self, language: Language, splitter: SuffixSplitter) -> None:
        facts = language.settings("cased", needed=False)
        self._splitter = splitter
        self._active = bool(facts)
        kinds: dict[str, set[str]] = {}
        for row in language.rows("titles", needed=False):
            kinds.setdefault(row["kind"], set()).add(row["form"])
        self._titles, self._never = kinds.get("title", set()), kinds.get("not", set())
        self._nations = kinds.get("nation", set())
        self._saying = kinds.get("after", set())
        self._joiners, self._inside = set(facts.get("joiners", ())), set(facts.get("inside", ()))
        self._first, self._apposed = set(facts.get("first", ())), set(facts.get("apposed", ()))
        self._articles = set(language.settings("names", needed=False).get("articles", ()))
        self._said_before = set(facts.get("said_before", ()))
        self._heads = _by_word(facts.get("heads", {}))
        self._after = _by_word(facts.get("after", {}))
        self._before = _by_word(facts.get("before", {}))

    def find(self, text: str, bounds: Bounds, taken: Iterable[Entity]) -> Iterator[Entity]:
        """The names of a text, in its order; none crosses a mention of `taken`, though one may hold it whole."""
        if not self._active:
            return
        known = sorted(taken, key=lambda m: m.start)
        words = [self._word(m) for m in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            end = self._run(text, words, at)
            if end > at:
                yield from self._names(text, words, at, end, bounds, known)
            at = max(end, at + 1)

    def _word(self, match: re.Match[str]) -> _Word:
        suffix = self._splitter.split(match[0])
        stem = match[0][: suffix.stem_end]
        return _Word(match.start(), match.start() + len(stem), match.end(), stem, suffix.case)

    def _run(self, text: str, words: list[_Word], at: int) -> int:
        """One past the last word of the run of capitalised words that begins at `at`."""
        end = at
        while (
            end < len(words)
            and end - at < MOST_WORDS
            and (words[end].capital or self._numbers(words, end, at))
        ):
            end += 1
            if words[end - 1].end != words[end - 1].stem_end or not self._beside(text, words, end):
                break
            over = self._over(text, words, at, end)
            if over and not words[end].capital:
                end = over
        while end > at and not (words[end - 1].capital or words[end - 1].text[:1].isdigit()):
            end -= 1
        return end

    def _numbers(self, words: list[_Word], at: int, first: int) -> bool:
        return at > first and words[at].text[:1].isdigit() and len(words[at].text) < MOST_OF_PERSON

    def _beside(self, text: str, words: list[_Word], at: int) -> bool:
        """True if word `at` follows the one before after a space alone, or after an initial's full stop."""
        if at >= len(words):
            return False
        gap = text[words[at - 1].stem_end : words[at].start]
        return gap in (" ", "\u00a0") or (gap == ". " and len(words[at - 1].text) == 1)

    def _over(self, text: str, words: list[_Word], first: int, at: int) -> int:
        """The place of the next capitalised word, if only words that join a name stand before it; else 0."""
        organisation = any(w.text in self._first for w in words[first:at])
        joiners = self._joiners | (self._inside if organisation else set())
        end = at
        while end < len(words) and words[end].text in joiners and self._beside(text, words, end + 1):
            end += 1
        return end if end > at and end < len(words) and words[end].capital else 0

    def _names(
        self, text: str, words: list[_Word], first: int, end: int, bounds: Bounds, known: list[Entity]
    ) -> Iterator[Entity]:
        """The names within a run: parted at titles, without words that are never part of a name."""
        start = first
        for at in range(first, end + 1):
            if at == end or words[at].text in self._titles:
                lo, hi = start, at
                while lo < hi and words[lo].text in self._never:
                    lo += 1
                while hi > lo and (words[hi - 1].text in self._never or words[hi - 1].text.islower()):
                    hi -= 1
                if lo < hi:
                    yield from self._classified(text, words, lo, hi, bounds, known)
                start = at + 1

    def _classified(
        self, text: str, words: list[_Word], first: int, end: int, bounds: Bounds, known: list[Entity]
    ) -> Iterator[Entity]:
        start, stop = words[first].start, words[end - 1].end
        inner = [m for m in known if m.start < stop and start < m.end]
        label = self._label(text, words, first, end, opens=start == bounds(start)[0], new=not inner)
        if label is None or any(not (start <= m.start and m.end <= stop) for m in inner):
            return
        if stop > bounds(start)[1] or any((m.start, m.end) == (start, stop) for m in inner):
            return
        if not (label == "ORG" or all(label == m.label == "PER" for m in inner)):
            return
        score = SCORE_PERSON if label == "PER" else SCORE
        yield Entity(start, stop, label, words[end - 1].stem_end, words[end - 1].case, score=score)

    def _label(
        self, text: str, words: list[_Word], first: int, end: int, *, opens: bool, new: bool
    ) -> str | None:
        size = end - first
        following = words[end] if self._beside(text, words, end) else None
        previous = words[first - 1] if first and self._beside(text, words, first) else None
        if size > 1:
            if words[end - 1].text in self._heads:
                return self._heads[words[end - 1].text]
            if words[first].text in self._first and any(w.text in self._inside for w in words[first:end]):
                return "ORG"
        if all(w.text in self._nations for w in words[first:end]):
            return None
        if following is not None and following.text in self._after and not (opens and size == 1 and not new):
            return self._after[following.text]
        if previous is not None and previous.text in self._before:
            return self._before[previous.text]
        return "PER" if self._is_person(text, words, first, end, previous, following) else None

    def _is_person(
        self,
        text: str,
        words: list[_Word],
        first: int,
        end: int,
        previous: _Word | None,
        following: _Word | None,
    ) -> bool:
        if end - first > MOST_OF_PERSON or any(w.text[:1].isdigit() for w in words[first:end]):
            return False
        if (
            first
            and words[first - 1].text in self._titles
            and text[words[first - 1].end : words[first].start] in (" ", ". ")
        ):
            return True
        if end - first < 2 or (first and words[first - 1].text.lower() in self._articles):
            return False
        if following is not None and following.text in self._saying:
            return True
        if previous is not None and previous.text in self._said_before:
            return True
        apposed = text[words[end - 1].stem_end : words[end].start] == ", " if end < len(words) else False
        return apposed and words[end].text in self._apposed


def _by_word(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: label for label, found in table.items() for word in found}
