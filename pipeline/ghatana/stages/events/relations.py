"""The relation in which a phrase stands: what is glued to it, a postposition after it, a preposition before it.

`suffixes.tsv`, `postpositions.tsv` and `prepositions.tsv` of a pack name the relation (`case`) that a form states. A
postposition or preposition may be of several words ("के साथ", "on board"). Between a preposition and the noun
stand articles (`articles.tsv`), modifiers and other names ("aboard SpaceX's Falcon 9 rocket").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.words import JOINTS, Word

REACH = 8  # words between a preposition and the name that it governs
OF = "of"  # the modifier that joins a thing and a part or step of it
CALLED = "called"  # the modifier between a name and what bears it: "తియాంగాంగ్‌-1 అనే మాడ్యూల్‌"
LINKS = ("link", OF, CALLED)
STRANGE = 1  # of them such as no table knows


@dataclass(frozen=True, slots=True)
class Marks:
    """Words of a document with what the tables say of each.

    `starts` has the first word of a noun of several words, by its last; `verbal` says which words close a clause;
    `articles` which are articles.
    """

    words: list[Word]
    sentences: list[int]
    nouns: list[str | None]
    names: list[int]
    times: list[int]
    joins: list[bool]
    starts: dict[int, int]
    verbal: list[bool]
    articles: list[bool]

    def joined(self, at: int, joints: str | None = JOINTS) -> bool:
        """True if word `at` and the one before are of one sentence, with nothing but `joints` (None: space) between."""
        same = 0 < at < len(self.words) and self.sentences[at] == self.sentences[at - 1]
        return same and not self.words[at].gap.strip(joints)


def case_of(lexicon: Lexicon, marks: Marks, first: int, last: int, *, bare: bool = False) -> str:
    """The relation of words `first` to `last`: `nom` where nothing states one.

    With `bare` the last word is known to have no suffix, though it may end like one: టర్కీ is no dative of టర్.
    """
    mark = marks.words[last].mark
    if mark:
        return lexicon.marks[mark]
    free = _phrase(marks, lexicon.long_postpositions, last + 1, 1)
    if free is None and marks.joined(last + 1, None):
        free = lexicon.postpositions.get(marks.words[last + 1].key)
    if free is None and lexicon.prepositions:
        free = _governed(lexicon, marks, first)
    if free is not None:
        return free
    found = None if bare else lexicon.cases.get(marks.words[last].key)
    return found[1][0] if found else "nom"


def _governed(lexicon: Lexicon, marks: Marks, first: int) -> str | None:
    """The relation that a preposition before a phrase states, over what may stand between."""
    strange = 0
    for at in range(first, max(0, first - REACH), -1):
        if not marks.joined(at) or marks.times[at - 1] >= 0:
            return None
        stated = _phrase(marks, lexicon.prepositions, at - 1, -1)
        if stated is not None:
            return stated
        if not _belongs(lexicon, marks, at - 1):
            strange += 1
            if strange > STRANGE or marks.verbal[at - 1] or lexicon.begins_trigger(marks.words[at - 1].key):
                return None
    return None


def _belongs(lexicon: Lexicon, marks: Marks, at: int) -> bool:
    """True for a word that may stand between a preposition and the noun that it governs."""
    word = marks.words[at]
    if marks.articles[at] or marks.names[at] >= 0 or marks.nouns[at] is not None or word.mark:
        return True
    return lexicon.modifiers.get(word.key) not in (None, *LINKS) or word.key.isdigit()


def _phrase(marks: Marks, phrases: Iterable[tuple[tuple[str, ...], str]], at: int, step: int) -> str | None:
    """The case of the longest phrase that begins (`step` 1) or ends (-1) with word `at`; None if there is none."""
    for words, case in phrases:
        first = at if step > 0 else at - len(words) + 1
        if first < 0 or first + len(words) > len(marks.words):
            continue
        if all(marks.words[first + n].key == word for n, word in enumerate(words)) and all(
            marks.joined(n) for n in range(first + (step < 0), first + len(words))
        ):
            return case
    return None
