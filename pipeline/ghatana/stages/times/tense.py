"""The tense of the verb that a time goes with.

A weekday or a month without a year is the last one or the next one by the verb: "సోమవారం జరిగింది" (past),
"సోమవారం జరుగుతుంది" (future). Where verbs end the clause, the first word after the time that ends like a verb is the
one; `clause` reads languages in which they stand before it. Endings are data; quotative endings ("-అని") are cut
first, since they follow a finite verb.
A verb of several words is read to its end, where the pack names words that go along with one (`with`); endings with
a space in them (`pair-*`) are those of two words.
"""

from __future__ import annotations

from ghatana.languages import Language
from ghatana.stages.times.found import Found
from ghatana.stages.times.lexicon import JOINERS
from ghatana.stages.times.tokens import BREAK, OTHER, Tokens

REACH = 30
CACHE = 60_000
SHORTEST = 3
GROUP = 6  # words of one verb
AHEAD = frozenset(["future", "due", "coming"])


class Tense:
    """Reads tenses off word endings.

    Attributes:
        sure: a past tense that is read can be relied on.

    """

    sure = False

    def __init__(self, language: Language, between: frozenset[str] = frozenset()) -> None:
        """Load the pack's endings and the whole words that look like verbs and are none.

        Args:
            language: the pack.
            between: the classes of what may stand between the two words of a pair.

        """
        self.between = between
        rows = language.rows("times/tense", needed=False)
        self.endings = {
            r["ending"]: r["tense"]
            for r in rows
            if r["tense"] in ("past", "future", "present", "due", "none")
        }
        self.negative = tuple(r["ending"] for r in rows if r["tense"] == "negative")
        self.quotes = sorted((r["ending"] for r in rows if r["tense"] == "quote"), key=lambda e: (-len(e), e))
        self.words = {
            r["ending"]: r["tense"].removeprefix("word-") for r in rows if r["tense"].startswith("word-")
        }
        self.along = frozenset(r["ending"] for r in rows if r["tense"] == "with")
        self.pairs = {
            r["ending"]: r["tense"].removeprefix("pair-") for r in rows if r["tense"].startswith("pair-")
        }
        self.longest_pair = max(map(len, self.pairs), default=0)
        vowels = frozenset(language.settings("times/rules").get("tense", {}).get("elided", ()))
        # before a quotative ending a finite verb loses its last vowel sign
        self.elided = {
            **self.endings,
            **{e[:-1]: t for e, t in self.endings.items() if e[-1] in vowels and len(e) > 2},
        }
        self.longest = max(map(len, self.endings), default=0)
        self._cache: dict[str, str | None] = {}

    def of_word(self, word: str) -> str | None:
        """past, future, present, or None if the word is no verb that tells.

        >>> from ghatana.languages import load
        >>> tense = Tense(load("te"))
        >>> tense.of_word("జరిగింది"), tense.of_word("ప్రయోగిస్తామని"), tense.of_word("రాకెట్")
        ('past', 'future', None)
        """
        if word not in self._cache:
            if len(self._cache) > CACHE:
                self._cache.clear()
            self._cache[word] = self._of_word(word.translate(JOINERS))
        return self._cache[word]

    def _of_word(self, word: str) -> str | None:
        if word in self.words:
            return None if self.words[word] == "none" else self.words[word]
        found = None
        for quote in self.quotes:
            if len(quote) > 2 and word.endswith(quote):
                found = found or self._ending(word[: -len(quote)], self.elided)
        found = found or self._ending(word, self.endings)
        if found is None:
            for quote in self.quotes:
                if word.endswith(quote) and len(word) - len(quote) >= SHORTEST:
                    found = self._ending(word[: -len(quote)], self.elided)
                    if found is not None:
                        break
        return None if found == "none" else found

    def _ending(self, word: str, endings: dict[str, str]) -> str | None:
        if len(word) <= SHORTEST:
            return None
        for length in range(min(self.longest, len(word)), 0, -1):
            found = endings.get(word[-length:])
            if found is not None:
                return found
        return None

    def of(self, tokens: Tokens, item: Found) -> str | None:
        """The tense of the verb that a time goes with."""
        return self.after(tokens, item.last)

    def after(self, tokens: Tokens, index: int) -> str | None:
        """The tense of the first verb at or after a token, within its sentence."""
        classes = tokens.classes
        for at in range(index, min(index + REACH, len(classes))):
            if classes[at] == BREAK:
                return None
            if classes[at] != OTHER:
                continue
            tense = self._at(tokens, at, index)
            if tense is None:
                continue
            tense = self._group(tokens, at, tense) if self.along else tense
            if tense == "coming":
                return "due" if self.last(tokens, at) == "past" else "future"
            return tense
        return None

    def _at(self, tokens: Tokens, at: int, first: int) -> str | None:
        """What a word, and the word before it, tell."""
        pair = self._pair(tokens, at, first)
        if pair is not None:
            return None if pair == "none" else pair
        return self.of_word(tokens.text[tokens.starts[at] : tokens.words[at]])

    def _pair(self, tokens: Tokens, at: int, first: int) -> str | None:
        """What a word and the one before it, a postposition between them or none, tell together."""
        if not self.pairs:
            return None
        before = at - 2 if at - 2 >= first and tokens.classes[at - 1] in self.between else at - 1
        if before < first or tokens.classes[before] != OTHER:
            return None
        both = tokens.text[tokens.starts[before] : tokens.words[at]].translate(JOINERS)
        lengths = range(min(self.longest_pair, len(both)), 0, -1)
        return next((found for n in lengths if (found := self.pairs.get(both[-n:])) is not None), None)

    def _group(self, tokens: Tokens, at: int, tense: str) -> str:
        """The tense of a verb written in several words: the last one that tells, but what lies ahead stays so."""
        first = at
        for at in range(first + 1, min(first + GROUP, len(tokens.classes))):
            if tokens.classes[at] != OTHER or tense in AHEAD:
                break
            told = self._pair(tokens, at, first)
            if told is None and self._along(tokens, at):
                continue
            told = told or self.of_word(tokens.text[tokens.starts[at] : tokens.words[at]])
            if told is None:
                break
            tense = tense if told == "none" else told
        return tense

    def _along(self, tokens: Tokens, at: int) -> bool:
        """True for a word that goes with a verb before it and leaves its tense."""
        return tokens.text[tokens.starts[at] : tokens.words[at]].translate(JOINERS) in self.along

    def last(self, tokens: Tokens, index: int) -> str | None:
        """The tense of the last verb of the sentence: a participle before it may tell of something else."""
        tense = None
        for at in range(index, min(index + REACH, len(tokens.classes))):
            if tokens.classes[at] == BREAK:
                break
            if not self._along(tokens, at):
                tense = self.of_word(tokens.text[tokens.starts[at] : tokens.words[at]]) or tense
        return tense

    def denied(self, tokens: Tokens, item: Found) -> bool:
        """True if the verb that a time goes with is negative ("2028 కంటే ముందు ఎగరదు")."""
        index, classes = item.last, tokens.classes
        for at in range(index, min(index + REACH, len(classes))):
            if classes[at] == BREAK:
                return False
            word = tokens.text[tokens.starts[at] : tokens.words[at]].translate(JOINERS)
            if self._is_negative(word):
                return True
            if self.of_word(word) is not None:
                return False
        return False

    def _is_negative(self, word: str) -> bool:
        for quote in ("", *self.quotes):
            if (
                word.endswith(quote)
                and word[: len(word) - len(quote)].endswith(self.negative)
                and len(word) > SHORTEST
            ):
                return True
        return False
