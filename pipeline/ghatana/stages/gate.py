"""The domain gate: is a text about space at all? Cheap, so that plain news costs next to nothing.

One pass of an Aho–Corasick automaton (Aho and Corasick 1975) over the folded text; the terms, their weights
and the threshold are `gate.tsv` of the language pack. The gate is there to save time, not to judge: it is
tuned to let every article with an event pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import ahocorasick

from ghatana.document import Document
from ghatana.errors import LanguageDataError
from ghatana.languages import Language
from ghatana.stages.packs import pack
from ghatana.text.scripts import is_mostly
from ghatana.text.web import INVISIBLE, marks

BORDERS = ("", "any", "latin", "word")
_DROP = re.compile(f"[{INVISIBLE}]+")


class GateStage:
    """Gives `relevant`: False for a text that is not in the language or has too few terms of the domain.

    Args:
        language: a language pack or its code.

    Raises:
        LanguageDataError: if `gate.tsv` has an unknown kind or border, a bad number or no threshold.

    >>> gate = GateStage("te")
    >>> gate.annotate([Document("a", "ఇస్రో రాకెట్ ఎగిరింది."), Document("b", "ధరలు పెరిగాయి.")])
    [True, False]

    """

    name = "gate"
    needs: frozenset[str] = frozenset()
    gives = "relevant"

    def __init__(self, language: Language | str) -> None:
        language = pack(language)
        self._language = language.code
        rows = language.rows("gate")
        where = language.where("gate.tsv")
        for row in rows:
            if row["kind"] not in ("threshold", "fold", "term") or row["border"] not in BORDERS:
                raise LanguageDataError(
                    f"{where}: found kind {row['kind']!r} with border {row['border']!r}; expected kind threshold, "
                    "fold or term, and border any, latin, word or nothing."
                )
        # The fold leaves one sign a sign (or drops it), so it is one call of str.translate.
        self._folds = str.maketrans({r["term"]: r["value"] for r in rows if r["kind"] == "fold"})
        self._automaton = ahocorasick.Automaton()
        for row in rows:
            if row["kind"] == "term":
                term = self._fold(row["term"].replace("_", " "))
                self._automaton.add_word(term, (term, _number(row["value"], where), row["border"]))
        thresholds = [_number(r["value"], where) for r in rows if r["kind"] == "threshold"]
        if len(thresholds) != 1 or not len(self._automaton):
            raise LanguageDataError(
                f"{where}: found {len(thresholds)} threshold rows; expected one, and terms."
            )
        self.threshold = thresholds[0]
        self._automaton.make_automaton()
        self._inside = re.compile(rf"[\w{marks()}]")

    def annotate(self, documents: Sequence[Document]) -> list[bool]:
        """Whether each document is worth reading on."""
        return [self.passes(d.text, d.lang) for d in documents]

    def passes(self, text: str, lang: str) -> bool:
        """True for a text in the gate's language and script that reaches the threshold."""
        return lang == self._language and self.score(text) >= self.threshold and is_mostly(text, lang)

    def score(self, text: str) -> float:
        """The sum of the weights of the different terms in `text`; it stops at the threshold."""
        return sum(self._weights(text).values())

    def _weights(self, text: str) -> dict[str, float]:
        folded = self._fold(text)
        found: dict[str, float] = {}
        total = 0.0
        for last, (term, weight, border) in self._automaton.iter(folded):
            if term in found or not self._bordered(folded, last + 1 - len(term), last + 1, border):
                continue
            found[term] = weight
            total += weight
            if total >= self.threshold:
                break
        return found

    def _bordered(self, text: str, start: int, end: int, border: str) -> bool:
        if border != "any" and start and self._inside.match(text, start - 1):
            return False
        if border == "word":
            return self._inside.match(text, end) is None
        following = text[end : end + 1]
        return not (border == "latin" and following.isascii() and following.isalnum())

    def _fold(self, text: str) -> str:
        return _DROP.sub("", text).translate(self._folds).lower()


def _number(cell: str, where: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise LanguageDataError(f"{where}: found the value {cell!r}; expected a number.") from None
