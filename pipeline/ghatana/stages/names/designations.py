"""Craft and rockets that no table lists, known by the shape of their name: "జఫర్-1", "అనుశాట్".

`designations.toml` of the language pack has the endings, the words of that shape that name something else, and the
nouns that tell a rocket.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ghatana.document import Entity
from ghatana.languages import Language
from ghatana.stages.suffixes import SuffixSplitter
from ghatana.text.borders import DROP_ZERO_WIDTH, next_word, starts_word
from ghatana.text.scripts import SCRIPT_OF, SCRIPTS

SCORE = 0.75
LABELS = ("SPACECRAFT", "LAUNCHER")
LEAST = 2  # letters before the hyphen
_LETTER = r"[^\W\d_]"


class Designations:
    """Finds them in one language."""

    def __init__(self, language: Language, splitter: SuffixSplitter) -> None:
        facts = language.settings("designations", needed=False)
        self._splitter = splitter
        self._endings = tuple(facts.get("endings", ()))
        self._common = frozenset(facts.get("common", ()))
        self._other = tuple(facts.get("other_heads", ()))
        self._rocket = tuple(facts.get("rocket_heads", ()))
        # A letter, or a sign of the language's script.
        sign = rf"[{SCRIPTS.get(SCRIPT_OF.get(language.code, ''), '')}\u200b-\u200d]"
        word = rf"(?:{_LETTER}|{sign})++"
        # A word, a hyphen, and a number with letters about it; what follows the number may be a case suffix.
        self._numbered = re.compile(
            rf"(?P<stem>{word}(?:-{word})*?)-(?P<number>{_LETTER}?\d{{1,4}}{_LETTER}?)(?P<rest>(?:{_LETTER}|{sign}|\d)*+)"
        )
        self._word = re.compile(word)

    def find(self, text: str, mentions: Iterable[Entity] = ()) -> Iterator[Entity]:
        """The names of a text; they do not overlap.

        What stands right after the name of a craft or rocket among `mentions` is a part of that name.
        """
        ends = {m.end for m in mentions if m.label in LABELS and m.end == m.stem_end}
        spans = [m.span() for m in self._numbered.finditer(text) if self._is_name(m["stem"])]
        spans += [m.span() for m in self._word.finditer(text) if self._is_satellite(text, m)]
        for start, end in spans:
            alone = starts_word(text, start) and not (text[start - 1 : start] == " " and start - 1 in ends)
            found = self._entity(text, start, end) if alone else None
            if found is not None:
                yield found

    def _is_name(self, stem: str) -> bool:
        bare = stem.translate(DROP_ZERO_WIDTH)
        return len(bare) >= LEAST and bare not in self._common

    def _is_satellite(self, text: str, match: re.Match[str]) -> bool:
        """True for a word without a number that ends as names of satellites do."""
        if text[match.end() : match.end() + 1] == "-" or text[match.start() - 1 : match.start()] == "-":
            return False
        if not any(ending in match[0].translate(DROP_ZERO_WIDTH) for ending in self._endings):
            return False
        stem = match[0][: self._splitter.split(match[0]).stem_end]
        bare = stem.translate(DROP_ZERO_WIDTH)
        return bare.endswith(self._endings) and bare not in self._endings and self._is_name(stem)

    def _entity(self, text: str, start: int, end: int) -> Entity | None:
        """The name, None where the word after it says that it is something else."""
        following = next_word(text, end)
        if following.startswith(self._other):
            return None
        suffix = self._splitter.split(text[start:end])
        label = "LAUNCHER" if following.startswith(self._rocket) else "SPACECRAFT"
        return Entity(start, end, label, start + suffix.stem_end, suffix.case, score=SCORE)
