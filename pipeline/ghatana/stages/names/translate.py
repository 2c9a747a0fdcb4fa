"""Organisations that no one knows by name, in English: those whose names are common words alone.

"జాతీయ అంతరిక్ష సంస్థ" is a National Space Agency, not a Jatiya Antariksha Sanstha. The words are in
`organisation_words.tsv` of a language pack.
"""

from __future__ import annotations

from ghatana.languages import Language
from ghatana.text.borders import DROP_ZERO_WIDTH

OF, WHOSE = "of", "whose"
LEAST = 2  # words of a name; one alone is anybody's


class Translator:
    """Translates names of organisations, word by word.

    >>> from ghatana.languages import load
    >>> Translator(load("te")).english("డిజిటల్ అభివృద్ధి మంత్రిత్వ శాఖ")
    'Ministry of Digital Development'
    """

    def __init__(self, language: Language) -> None:
        """Load the pack's words; without them nothing is translated."""
        rows = language.rows("organisation_words", needed=False)
        self._words = {tuple(row["form"].split(" ")): (row["latin"], row["place"]) for row in rows}
        self._longest = max(map(len, self._words), default=0)

    def english(self, name: str) -> str | None:
        """The name in English; None if it has a word that the table lacks, or is one word alone."""
        words = name.translate(DROP_ZERO_WIDTH).split()
        whose: list[str] = []
        out: list[str] = []
        at = 0
        while at < len(words):
            size = next(
                (n for n in range(self._longest, 0, -1) if tuple(words[at : at + n]) in self._words), None
            )
            if size is None:
                return None
            latin, place = self._words[tuple(words[at : at + size])]
            if place == WHOSE and not out:
                whose.append(latin)
            else:
                out = [f"{latin} of {' '.join(out)}"] if place == OF and out else [*out, latin]
            at += size
        return " ".join((*whose, *out)) if len(words) >= LEAST else None
