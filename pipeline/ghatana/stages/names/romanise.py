"""Names that no one knows, in Latin letters.

ISO 15919 gives each letter its Latin form (`romanisation.tsv`: letter, iso, plain); a final or suppressed
vowel is left out as the script writes it. For reading, the plain column is used (ś and ṣ as sh, c as ch, no
diacritics), words get a capital, and initials a full stop: "S. Somanath". Where a language does not speak every
inherent vowel that its script implies (`schwa` in `names.toml`), the readable form leaves out those not spoken.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ghatana.languages import Language
from ghatana.text.borders import DROP_ZERO_WIDTH

SPELLED = 2  # pieces from which a word is spelled
CONSONANT, VOWEL, INHERENT, OTHER = "consonant", "vowel", "inherent", "other"


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of a romanised name and what it writes: a consonant, a vowel, an inherent one, or no letter."""

    written: str
    kind: str


class Romaniser:
    """Romanises names of one language.

    >>> from ghatana.languages import load
    >>> Romaniser(load("te")).readable("కె.కన్నబాబు")
    'K. Kannababu'
    >>> Romaniser(load("te")).iso("నెల్లూరు")
    'nellūru'
    """

    def __init__(self, language: Language) -> None:
        self._rows = {row["letter"]: row for row in language.rows("romanisation", needed=False)}
        parts = language.rows("name_parts", needed=False)
        self._parts = {row["form"]: row["latin"] for row in parts}
        fused = {row["form"]: row["fused"] for row in parts if row["fused"] in ("yes", "joined")}
        # Longest first, so that the table's order does not matter.
        self._fused = sorted(fused, key=lambda form: (-len(form), form))
        self._joined = frozenset(form for form, how in fused.items() if how == "joined")
        self._schwa = bool(language.settings("names", needed=False).get("schwa"))
        # A letter may be written in two code points.
        units = sorted(self._rows, key=lambda letter: (-len(letter), letter))
        self._unit = re.compile("|".join([*map(re.escape, units), r"[\s\S]"]))
        self._initials = {row["form"]: row["letter"] for row in language.rows("letters", needed=False)}
        names = "|".join(sorted(self._initials, key=lambda form: (-len(form), form))) or r"(?!)"
        # A letter's name that a vowel sign or virama goes on from is a syllable of another word.
        signs = "".join(c for c, row in self._rows.items() if row["kind"] not in ("consonant", "vowel"))
        goes_on = rf"(?![{re.escape(signs)}])" if signs else ""
        self._piece = re.compile(rf"(?:{names}){goes_on}|\d+")
        self._letters = re.compile(rf"(?:{self._piece.pattern})+")

    def iso(self, text: str) -> str:
        """`text` by ISO 15919; characters that the table lacks stay as they are."""
        return self._write(text, "iso")

    def readable(self, name: str) -> str:
        """A name as an English newspaper might print it: no diacritics, capitals, initials with full stops.

        As it stands where the language has no letters to write otherwise.
        """
        if not self._rows:
            return name.translate(DROP_ZERO_WIDTH)
        words: list[str] = []
        for piece in re.split(r"[\s\u00a0]+|(?<=\.)", name.translate(DROP_ZERO_WIDTH)):
            bare = piece.strip(".,")
            if not bare:
                continue
            if bare in self._initials and (piece.endswith(".") or not words):
                words.append(self._initials[bare] + ".")
            else:
                words.extend(self._word(bare))
        return " ".join(words)

    def _word(self, word: str) -> list[str]:
        """One written word: a part with a usual spelling, or such a part glued to a name, or letter by letter.

        What Telugu spells by the names of Latin letters ("వీఎన్ఐఐఈఎం") becomes those letters.
        """
        if word in self._parts:
            return [self._parts[word].capitalize() if word in self._joined else self._parts[word]]
        if "-" in word.strip("-"):
            return ["-".join(" ".join(self._word(part)) for part in word.split("-") if part)]
        if (letters := self._acronym(word)) is not None:
            return [letters]
        for part in self._fused:
            if word.endswith(part) and len(word) > len(part) + 1:
                before = self._word(word[: -len(part)])
                if part in self._joined:
                    return [*before[:-1], before[-1] + self._parts[part]]
                return [*before, self._parts[part]]
        plain = unicodedata.normalize("NFKD", self._write(word, "plain"))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
        return [plain[:1].upper() + plain[1:]]

    def _acronym(self, word: str) -> str | None:
        """A word of two or more names of Latin letters and figures, written so; None for any other."""
        found = self._letters.fullmatch(word)
        if found is None:
            return None
        pieces = self._piece.findall(word)
        if len(pieces) < SPELLED or all(piece.isdigit() for piece in pieces):
            return None
        return "".join(self._initials.get(piece, piece) for piece in pieces)

    def _write(self, text: str, column: str) -> str:
        sounds = self._sounds(unicodedata.normalize("NFC", text).translate(DROP_ZERO_WIDTH), column)
        if column == "plain" and self._schwa:
            sounds = _spoken(sounds)
        return "".join(sound.written for sound in sounds)

    def _sounds(self, text: str, column: str) -> list[Sound]:
        out: list[Sound] = []
        letters = self._unit.findall(text)
        for letter, following in zip(letters, [*letters[1:], ""], strict=True):
            row = self._rows.get(letter)
            if row is None:
                out.append(Sound(letter, OTHER))
                continue
            kind = row["kind"]
            after = self._rows.get(following)
            written = row[column]
            if kind == "nasal" and column == "plain" and after is not None and after["kind"] == "consonant":
                # Before a consonant the anusvara is its nasal: m before labials, n elsewhere.
                written = "m" if after["plain"][0] in "pbm" else "n"
            out.append(Sound(written, VOWEL if kind in ("vowel", "sign") else CONSONANT))
            if kind == "consonant" and (after is None or after["kind"] not in ("sign", "virama")):
                out.append(Sound("a", INHERENT))
        return [sound for sound in out if sound.written]


def _spoken(sounds: list[Sound]) -> list[Sound]:
    """The sounds without the inherent vowels that are written and not spoken, the last first.

    They fall at the end of a word after a single consonant, and between a vowel and a consonant before and a consonant
    and a vowel after (Ohala, Aspects of Hindi Phonology, 1983).

    >>> "".join(s.written for s in _spoken([Sound(c, VOWEL if c in "aiu" else CONSONANT) for c in "ram"]))
    'ram'
    """
    out = list(sounds)
    for at in range(len(out) - 1, -1, -1):
        if out[at].kind != INHERENT or [s.kind for s in out[max(0, at - 2) : at]][1:] != [CONSONANT]:
            continue
        before, after = out[at - 2].kind, [s.kind for s in out[at + 1 : at + 3]]
        inside = len(after) == 2 and after[0] == CONSONANT and after[1] in (VOWEL, INHERENT)
        ends = not after or after[0] == OTHER
        if before in (VOWEL, INHERENT) and (inside or ends):
            del out[at]
    return out
