"""How much two texts resemble each other, from a sketch of fixed size for each: MinHash and the numbers they hold.

The resemblance of two texts is the share of their shingles (stretches of `SHINGLE` letters) that both have (Broder
1997, "On the resemblance and containment of documents"). The smallest hash of a text's shingles is the same for two
texts with just that probability, so `HASHES` such minima estimate it with a standard error of about 0.04. The hashes
are linear permutations (Broder et al. 1998, "Min-wise independent permutations", 5) of a mixed polynomial over the
code points. datasketch would do the same; this is thirty lines of integer arithmetic that no later version changes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from functools import cache
from typing import TYPE_CHECKING

from ghatana.text.digits import ascii_digits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sketch = NDArray[np.uint32]

SHINGLE = 12
HASHES = 120
# A text shorter than this is too short for "nearly": one word is the difference. It must be the same but for marks.
LEAST_LETTERS = 200
# Numbers kept of a text: those with the smallest hashes.
NUMBERS = 32
NO_NUMBER = 0xFFFFFFFF
WORDS = HASHES + NUMBERS
# Shingles hashed at a time, so that they stay in the processor's cache and a long text costs no more memory.
BLOCK = 256
_NUMBER = re.compile(r"[0-9]+")


def folded(text: str) -> str:
    """The letters, signs and digits of a text, without case: what two printings of one text have in common.

    >>> folded("న్యూఢిల్లీ, జూన్ ౧౩ (ISRO):")
    'న్యూఢిల్లీజూన్13isro'
    """
    return unicodedata.normalize("NFC", text).lower().translate(_FOLDED)


class _Folded(dict[int, str | None]):
    """What a character becomes: digits ASCII, what is no letter, sign or digit nothing. Worked out once for each."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        keep = unicodedata.category(char)[0] in "LMN"
        folded = self[code] = (ascii_digits(char) if char.isdecimal() else char) if keep else None
        return folded


_FOLDED = _Folded()


def sketch(text: str) -> Sketch:
    """What is kept of a text to compare it: `HASHES` minima, then `NUMBERS` hashes of its numbers, sorted.

    >>> a, b = sketch("ఇస్రో రాకెట్‌ను ప్రయోగించింది"), sketch("ఇస్రో రాకెట్ను ప్రయోగించింది.")
    >>> resemblance(a, b)
    1.0
    """
    import numpy as np

    letters = folded(text)
    whole = len(letters) < LEAST_LETTERS
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    shingles = _polynomials(codes, len(codes) if whole else SHINGLE)
    out = np.full(WORDS, NO_NUMBER, dtype=np.uint32)
    factors, addends = _constants()
    for start in range(0, len(shingles), BLOCK):
        hashes = factors * shingles[start : start + BLOCK] + addends
        out[:HASHES] = np.minimum(out[:HASHES], hashes.min(axis=1))
    numbers = sorted({zlib.crc32(n.encode()) for n in _NUMBER.findall(ascii_digits(text))} - {NO_NUMBER})
    kept = numbers[:NUMBERS]
    out[HASHES : HASHES + len(kept)] = kept
    return out


def resemblance(one: Sketch, other: Sketch) -> float:
    """The estimated share of shingles that two texts have in common, 0 to 1."""
    return int((one[:HASHES] == other[:HASHES]).sum()) / HASHES


def same_numbers(one: Sketch, other: Sketch) -> bool:
    """True if the text with fewer numbers has at most one, or a fifth of them, that the other lacks.

    Daily prices, tables of matches and serial launches are one wording with other numbers: not the same news. A
    dateline may differ, and a longer version may add some.
    """
    a, b = (set(s[HASHES:].tolist()) - {NO_NUMBER} for s in (one, other))
    if len(a) == NUMBERS or len(b) == NUMBERS:  # compare only up to where both are known
        known = min(max(s) for s in (a, b) if len(s) == NUMBERS)
        a, b = ({n for n in s if n <= known} for s in (a, b))
    fewer = min(len(a), len(b))
    return fewer - len(a & b) <= max(1, fewer // 5)


def _polynomials(codes: NDArray[np.uint32], length: int) -> Sketch:
    """A hash of every stretch of `length` code points, mixed as by splitmix64 (Steele et al. 2014)."""
    import numpy as np

    base = np.uint64(0x9E3779B97F4A7C15)
    if length == 0:
        return np.zeros(0, dtype=np.uint32)
    count = len(codes) - length + 1
    out = np.zeros(count, dtype=np.uint64)
    for i in range(length):
        out *= base
        out += codes[i : i + count]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        out ^= out >> np.uint64(shift)
        out *= np.uint64(factor)
    return (out >> np.uint64(32)).astype(np.uint32)


@cache
def _constants() -> tuple[Sketch, Sketch]:
    """The odd factors and the addends of the hashes, drawn from sha256 of their place."""
    import numpy as np

    digests = [hashlib.sha256(f"ghatana minhash {i}".encode()).digest() for i in range(HASHES)]
    factors = [int.from_bytes(d[:4], "little") | 1 for d in digests]
    addends = [int.from_bytes(d[4:8], "little") for d in digests]
    return np.array(factors, dtype=np.uint32)[:, None], np.array(addends, dtype=np.uint32)[:, None]
