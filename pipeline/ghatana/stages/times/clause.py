"""The tense of the verb in languages whose verbs stand before a time: "will be launched on Friday", "was launched".

Words are read from the time leftwards to the first verb, then over the words that may part a verb from what leads it
("will also be", "to be"). A time that opens its clause ("On Friday, the rocket will …") goes with the first verb
behind it. What the words are, `tense.tsv` says:

* `word-past`, `word-future`, `word-none` and endings, as in `tense`;
* `word-planned`: set for a day to come, or behind a past verb or a word of kind `once` ("was scheduled", "originally
  scheduled") for one that may be over;
* `base`: a verb that tells no tense but behind a word of kind `infinitive` ("to launch"), which tells what is to come,
  unless a word of kind `carry` stands before that one ("failed to launch");
* `lead`: a word that makes what follows a verb of it future ("will", "may"); `link`: may stand between the two;
* `copula`: tells what is to come where the time follows at once, or before a participle ("is held on Friday");
* `determiner`: makes an adjective of a participle behind it; `done`: a link behind which an infinitive is over
  ("to have flown"); `opener`: begins a clause; `not`: denies.
"""

from __future__ import annotations

from ghatana.languages import Language
from ghatana.stages.times.found import Found
from ghatana.stages.times.lexicon import JOINERS
from ghatana.stages.times.tense import REACH, Tense
from ghatana.stages.times.tokens import BREAK, OTHER, Tokens

KINDS = (
    "base",
    "infinitive",
    "carry",
    "lead",
    "link",
    "link-ending",
    "opener",
    "once",
    "not",
    "copula",
    "determiner",
    "done",
)
NEXT_TO = 4  # words between a copula and the time that it tells: "the meeting is in Paris on Friday"
LINKED = 5  # words between a verb and what leads it
PLANNED = "planned"


class ClauseTense(Tense):
    """Reads tenses of verbs before a time."""

    sure = True

    def __init__(self, language: Language) -> None:
        """Load the pack's words."""
        super().__init__(language)
        rows = language.rows("times/tense", needed=False)
        self.kinds = {k: frozenset(r["ending"] for r in rows if r["tense"] == k) for k in KINDS}
        self.link_endings = tuple(sorted(self.kinds["link-ending"]))

    def of(self, tokens: Tokens, item: Found) -> str | None:
        """The tense of the verb before a time, or of the first one behind it where the time opens the clause."""
        words, at = Words(tokens), item.outer - 1
        if self._opens(tokens, words, at, item.last):
            return self._ahead(tokens, words, item.last) or self._back(tokens, words, at)
        return self._back(tokens, words, at) or self._ahead(tokens, words, item.last, within=True)

    def last(self, tokens: Tokens, index: int) -> str | None:
        """The tense of the first verb behind a token."""
        return self._ahead(tokens, Words(tokens), index)

    def denied(self, tokens: Tokens, item: Found) -> bool:
        """True if a word of denial stands between a time and the verb before it, or right before that verb."""
        words, seen = Words(tokens), 0
        for at in range(item.outer - 1, max(-1, item.outer - REACH), -1):
            if tokens.classes[at] == BREAK:
                return False
            word = words(at)
            if word in self.kinds["not"]:
                return True
            seen += bool(seen) or self.of_word(word) is not None or word in self.kinds["lead"]
            if seen > 2:
                return False
        return False

    def _opens(self, tokens: Tokens, words: Words, at: int, last: int) -> bool:
        """True if nothing but an opening word stands before a time in its clause."""
        if at < 0 or tokens.classes[at] == BREAK or words(at) in self.kinds["opener"]:
            return True
        mark = tokens.text[tokens.starts[at] : tokens.ends[at]]
        return mark == "," and last < len(tokens.starts) and tokens.text[tokens.starts[last]] == ","

    def _back(self, tokens: Tokens, words: Words, at: int) -> str | None:
        for place in range(at, max(-1, at - REACH), -1):
            if tokens.classes[place] == BREAK:
                return None
            if (
                words(place) in self.kinds["copula"]
            ):  # "the launch is on Friday", but "it is the third loss after …"
                return "future" if at - place < NEXT_TO else "present"
            tense = self._verb(tokens, words, place)
            if tense is not None:
                return tense
        return None

    def _ahead(self, tokens: Tokens, words: Words, at: int, *, within: bool = False) -> str | None:
        """The tense of the first verb behind a token; `within`: of the same clause."""
        for place in range(at, min(at + REACH, len(tokens.classes))):
            word = words(place)
            if tokens.classes[place] == BREAK or (within and (word == "," or word in self.kinds["opener"])):
                return None
            tense = "future" if word in self.kinds["copula"] else self._verb(tokens, words, place)
            if tense is not None:
                return tense
        return None

    def _verb(self, tokens: Tokens, words: Words, at: int) -> str | None:
        """The tense of a word, with the words before it that lead it."""
        word, kinds = words(at), self.kinds
        name = tokens.text[tokens.starts[at]].isupper()
        if not word or (name and tokens.classes[at] != OTHER):
            return None  # "May" is a month
        if word in kinds["lead"]:
            return "future"
        before = self._linked(tokens, words, at)
        if word in kinds["base"]:
            if words(before) in kinds["infinitive"]:
                return self._infinitive(tokens, words, before)
            return "future" if words(before) in kinds["lead"] else self.of_word(word)
        if (name and word not in self.words) or words(before) in kinds["determiner"]:
            return None  # a name that ends like a verb, or a participle before a noun
        tense = self.of_word(word)
        if tense == PLANNED:
            past = words(before) in kinds["once"] or self.of_word(words(before)) == "past"
            return "due" if past else "future"
        if tense != "past":
            return tense
        if words(before) in kinds["infinitive"]:
            done = any(words(place) in kinds["done"] for place in range(before + 1, at))
            led = self._infinitive(tokens, words, before)
            return "past" if done and led == "future" else led
        return "future" if words(before) in kinds["lead"] | kinds["copula"] else "past"

    def _infinitive(self, tokens: Tokens, words: Words, at: int) -> str | None:
        """The tense of a verb behind the word of the infinitive at a token, by the words before that."""
        leader = words(at - 1)
        for place in (at - 1, at - 2):  # "failed to reach", "forced it to give up"
            if words(place) in self.kinds["carry"]:
                return self.of_word(words(place))
        if leader in self.kinds["once"] and self.of_word(leader) == "past":
            return "due"  # "was to fly"
        return self._verb(tokens, words, at - 1) if self.of_word(leader) == PLANNED else "future"

    def _linked(self, tokens: Tokens, words: Words, at: int) -> int:
        """The token of the word before a verb that is no link."""
        for place in range(at - 1, max(-1, at - 1 - LINKED), -1):
            word = words(place)
            if tokens.classes[place] == BREAK or not (
                word in self.kinds["link"] or word.endswith(self.link_endings)
            ):
                return place
        return -1


class Words:
    """The words of tokens, in small letters; "" for the later pieces of a word and beyond the text."""

    __slots__ = ("tokens",)

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def __call__(self, at: int) -> str:
        """The word that begins at a token."""
        tokens = self.tokens
        if not 0 <= at < len(tokens.starts) or (
            at and tokens.words[at - 1] == tokens.words[at] > tokens.starts[at]
        ):
            return ""
        return tokens.text[tokens.starts[at] : tokens.words[at]].translate(JOINERS).lower()


def tense_of(language: Language, between: frozenset[str] = frozenset()) -> Tense:
    """The reader of tenses for a language, by `side` in `[tense]` of rules.toml ("after" if it says nothing).

    Args:
        language: the pack.
        between: the classes of what may stand between two words that tell a tense together.

    """
    side = language.settings("times/rules").get("tense", {}).get("side", "after")
    return ClauseTense(language) if side == "before" else Tense(language, between)
