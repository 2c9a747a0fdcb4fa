"""Other spellings of one name: "సునీత", "సునిత"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def spelling_variants(key: str, pairs: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A key with one inner vowel sign changed for its partner; an empty partner is the inherent vowel.

    >>> sorted(spelling_variants("కాక", [("ా", "")]))
    ['కక']
    >>> sorted(spelling_variants("కకక", [("ా", "")]))
    ['కాకక']
    """
    partners: dict[str, list[str]] = {}
    for one, other in pairs:
        partners.setdefault(one, []).append(other)
        partners.setdefault(other, []).append(one)
    inherent = partners.pop("", [])
    after_letter = False
    for at, char in enumerate(key[:-1]):
        letter = not char.isascii() and char.isalpha()
        if at and char in partners:
            for partner in partners[char]:
                yield key[:at] + partner + key[at + 1 :]
        elif letter and after_letter:
            for partner in inherent:
                yield key[:at] + partner + key[at:]
        after_letter = letter
