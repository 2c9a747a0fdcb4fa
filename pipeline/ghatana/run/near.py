"""Which texts are nearly the same: candidates by locality-sensitive hashing, decided by their sketches.

A sketch is cut into bands; two texts that agree on a whole band are compared (Indyk and Motwani 1998; Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", 3.4). Texts that resemble each other by 0.7 are found with
probability 0.9997, and of different articles (below 0.1) one pair in three hundred at most is compared at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ghatana.text.resemblance import HASHES, WORDS, resemblance, same_numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ghatana.text.resemblance import Sketch

# Two texts are nearly the same if they have this share of their shingles in common: a paragraph of every four may be
# added, or one word of every fifteen changed. Chosen on made variants of the sample articles (test_near.py), between
# those (0.66 and more) and different articles (below 0.1).
THRESHOLD = 0.7
# Outlets edit one agency copy each in its own way, so two texts may be nearly the same as a third and less like each
# other. Through copies the firsts of two such sets may differ as far as this and no farther, lest a story that goes on
# from day to day become one text.
THROUGH_COPIES = 0.5
NEAR = THRESHOLD * HASHES
BAND = 4
BANDS = HASHES // BAND
# What bounds the work where thousands of texts share a wording (daily prices): a band remembers so many texts, and a
# text is joined with so many of the closest. Texts that are nearly the same agree on most bands, also on those that
# few others have, so that these bounds hardly ever cost one.
GROUP, CLOSEST = 64, 16


class NearTexts:
    """Collects sketches, 608 bytes a text, and finds the original of each text."""

    def __init__(self) -> None:
        """Start with no text."""
        self._held = bytearray()

    def __len__(self) -> int:
        """How many texts were added."""
        return len(self._held) // (4 * WORDS)

    def add(self, packed: bytes) -> int:
        """Take the sketch of a text, as bytes; returns the text's number, from 0."""
        self._held += packed
        return len(self) - 1

    def originals(self, order: Sequence[int]) -> list[int]:
        """For each text the number of its original, which may be itself; `order` names every text once.

        Texts that are nearly the same have one original, the first of them all in `order`. The result depends on
        nothing but the texts and their order.

        Near-linear in the number of texts: a sort for each band, and for each text a comparison with a bounded number
        of others.
        """
        import numpy as np

        sketches = unpacked(self._held)
        groups = _groups(sketches)
        likes = Likes(sketches, order)
        members: defaultdict[int, list[int]] = defaultdict(list)  # of a group: ranks in `order`
        for rank, number in enumerate(order):
            shared = groups.get(number, ())
            before = sorted({r for group in shared for r in members[group]})
            if before:
                numbers = np.array([order[r] for r in before])
                agree = agreement(sketches[numbers], sketches[number])
                near = np.flatnonzero(agree >= NEAR)
                closest = near[np.argsort(-agree[near], kind="stable")][:CLOSEST]
                for other in numbers[closest].tolist():
                    likes.join(number, other)
            for group in shared:
                if len(members[group]) < GROUP:
                    members[group].append(rank)
        return [likes.original(number) for number in range(len(self))]


def unpacked(packed: bytes | bytearray) -> NDArray[np.uint32]:
    """Sketches from their bytes, a row for each."""
    import numpy as np

    return np.frombuffer(packed, dtype=np.uint32).reshape(-1, WORDS)


def agreement(sketches: NDArray[np.uint32], sketch: Sketch) -> NDArray[np.intp]:
    """On how many hashes each of some sketches agrees with one; nearly the same are those with `NEAR` or more."""
    agree: NDArray[np.intp] = (sketches[:, :HASHES] == sketch[:HASHES]).sum(axis=1)
    return agree


def band_keys(sketches: NDArray[np.uint32]) -> Iterator[NDArray[np.uint64]]:
    """For each band a key of every sketch: equal for those that agree on the whole band."""
    import numpy as np

    for band in range(BANDS):
        keys = np.zeros(len(sketches), dtype=np.uint64)
        for column in range(band * BAND, (band + 1) * BAND):
            keys *= np.uint64(0x9E3779B97F4A7C15)
            keys += sketches[:, column]
            keys ^= keys >> np.uint64(29)
        yield keys


class Likes:
    """Sets of texts that are nearly the same, each known by its first (union-find; Tarjan 1975)."""

    def __init__(self, sketches: NDArray[np.uint32], order: Sequence[int]) -> None:
        self._sketches = sketches
        self._rank = {number: rank for rank, number in enumerate(order)}
        self._above = list(range(len(sketches)))

    def original(self, number: int) -> int:
        """The first of the texts that are like this one."""
        while (above := self._above[number]) != number:
            self._above[number] = self._above[above]
            number = above
        return number

    def join(self, one: int, other: int) -> None:
        """Make one set of those of two texts that are nearly the same, unless they are other news."""
        first, second = sorted((self.original(one), self.original(other)), key=self._rank.__getitem__)
        if first == second or not same_numbers(self._sketches[one], self._sketches[other]):
            return
        heads = self._sketches[first], self._sketches[second]
        if same_numbers(*heads) and resemblance(*heads) >= THROUGH_COPIES:
            self._above[second] = first


def _groups(sketches: NDArray[np.uint32]) -> dict[int, list[int]]:
    """The groups of texts that agree on a band, by text; texts that share none with any other are left out."""
    import numpy as np

    out: defaultdict[int, list[int]] = defaultdict(list)
    made = 0
    for keys in band_keys(sketches):
        _, group, count = np.unique(keys, return_inverse=True, return_counts=True)
        for number in np.flatnonzero(count[group] > 1).tolist():
            out[number].append(made + int(group[number]))
        made += len(count)
    return dict(out)
