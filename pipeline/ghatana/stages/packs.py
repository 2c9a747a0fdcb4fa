"""A stage may be given a language pack or its code."""

from __future__ import annotations

from ghatana.languages import Language, load


def pack(language: Language | str) -> Language:
    """The pack itself, or the shipped one with this code.

    >>> pack("te").code, pack(load("te")) is load("te")
    ('te', True)
    """
    return load(language) if isinstance(language, str) else language
