"""What a verb's own words settle about its claim, whatever is weighed beside them.

"ప్రయోగించబోదు" will not be, "కక్ష్యను చేరలేకపోయింది" could not be; "ప్రయోగిస్తారా?" and "ప్రయోగించి ఉండేది" claim nothing. A model
that is sure of itself has read past each of them. `settled.tsv` of a pack holds such words:

- `family`: the type of events that it is said of; empty for any.
- `before`: what must stand among the words before the verb, in its sentence; empty for anything.
- `unless`: what must not stand there: "will not fly before May" says when it flies.
- `words`: the verb and the words after it.
- `says`: a status, or `none` where the words claim nothing.

All three are regular expressions over the words' keys: `before` and `unless` found anywhere, `words` from the trigger's
last word on to the end of a word. The first row that fits counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ghatana.errors import LanguageDataError
from ghatana.languages import Language, Row

BACK, ON = 8, 4  # words looked at before the verb's last word and after it
NOTHING = "none"
SAYS = {"denied", "failed", NOTHING}


@dataclass(frozen=True, slots=True)
class Settlement:
    """A row of settled.tsv."""

    id: str
    family: str
    before: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    words: re.Pattern[str]
    says: str

    def fits(self, family: str, before: str, words: str) -> bool:
        """True if the row is of the family and the words are as it says."""
        return (
            self.family in ("", family)
            and self.words.match(words) is not None
            and (self.before is None or self.before.search(before) is not None)
            and (self.unless is None or self.unless.search(before) is None)
        )


class Settlements:
    """The rows of a language pack; none where it has no `settled.tsv`.

    Raises:
        LanguageDataError: for a pattern that is no regular expression, or a status that no row may say.

    >>> from ghatana.languages import load
    >>> known = Settlements(load("te"))
    >>> known.of("launch", ["ఇస్రో", "ప్రయోగించబోదు"], 1).says
    'denied'
    >>> known.of("launch", ["మే", "కంటే", "ముందు", "ప్రయోగించబోదు"], 3) is None
    True
    """

    def __init__(self, language: Language) -> None:
        where = language.where("events/settled.tsv")
        self.rows = tuple(_compiled(row, where) for row in language.rows("events/settled", needed=False))

    def of(self, family: str, keys: Sequence[str], at: int) -> Settlement | None:
        """The first row that fits a trigger.

        Args:
            family: its type of event.
            keys: the words of its sentence.
            at: which of them is its last.
        """
        before, words = " ".join(keys[max(0, at - BACK) : at]), " ".join(keys[at : at + 1 + ON])
        return next((row for row in self.rows if row.fits(family, before, words)), None)


def _compiled(row: Row, where: str) -> Settlement:
    if row["says"] not in SAYS:
        raise LanguageDataError(
            f"{where}: row {row['id']!r} says {row['says']!r}. Expected one of: {', '.join(sorted(SAYS))}."
        )
    try:
        before, unless = (re.compile(row[name]) if row[name] else None for name in ("before", "unless"))
        words = re.compile(f"(?:{row['words']})(?= |$)")
    except re.error as error:
        raise LanguageDataError(f"{where}: row {row['id']!r} has no regular expression: {error}.") from error
    return Settlement(row["id"], row["family"], before, unless, words, row["says"])
