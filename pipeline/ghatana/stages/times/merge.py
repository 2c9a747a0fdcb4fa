"""Numbers written in several words become one token."""

from __future__ import annotations

import re

from ghatana.stages.times.lexicon import Lexicon
from ghatana.stages.times.numbers import number_class, plain, read_number
from ghatana.stages.times.tokens import Edit, Tokens

NUMBERS = frozenset(["DAY", "DAYW", "NUM", "NUMW", "YEAR", "YEARW"])
UNITS = frozenset(["US", "UMI", "UH", "UD", "UW", "UM", "UY", "UDEC", "UCEN", "OCLOCK"])
ONES, TENS = range(1, 10), range(20, 100, 10)
HALVES = range(15, 22), range(10, 100)  # of a year: twenty thirty-five
FRACTION = "FRAC"  # the class of a word that adds to the number behind it, or to one: "a quarter more than"
LONGEST = 9  # words of one number: "తొంభై తొమ్మిది లక్షల తొంభై తొమ్మిది వేల …"


def merge_numbers(tokens: Tokens, lexicon: Lexicon, codes: dict[str, str]) -> Tokens:
    """The tokens with every run of number words as one token.

    Args:
        tokens: changed in place.
        lexicon: for the words that multiply.
        codes: the character of every class.
    """
    if FRACTION in codes:
        tokens.splice(_fractions(tokens, lexicon, codes))
    tokens.splice(_ordinals(tokens, codes))
    words = "".join(codes[c] for c in ("DAYW", "NUMW", "YEARW"))
    digits = "".join(codes[c] for c in ("DAY", "NUM", "DEC"))
    edits: list[Edit] = []
    link = codes.get(lexicon.numbers.link, "")
    linked = f"(?:{link}[{words}]++)*+" if link else ""
    for run in re.finditer(f"[{words}{digits}]?[{words}]++{linked}", tokens.classes):
        at, stop = run.span()
        while at < stop - 1:
            edit = _number(tokens, at, min(stop, at + LONGEST), lexicon, codes)
            if edit is not None:
                edits.append(edit)
            at = edit[1] if edit is not None else at + 1
    tokens.splice(edits)
    return tokens


def _number(tokens: Tokens, first: int, last: int, lexicon: Lexicon, codes: dict[str, str]) -> Edit | None:
    """The longest number that begins at a token and ends before `last`; None if that is one word."""
    link = codes.get(lexicon.numbers.link, "")
    scales = [lexicon.folded(tokens.surface(i)) in lexicon.numbers.scales for i in range(first, last)]
    links = [tokens.classes[i] == link for i in range(first, last)]
    values = [0.0 if links[i - first] else float(tokens.values[i]) for i in range(first, last)]
    for stop in range(last, first + 1, -1):
        size = stop - first
        if links[0] or links[size - 1] or any(links[i] and not scales[i - 1] for i in range(1, size)):
            continue
        said = [i for i in range(size) if not links[i]]
        number = read_number([values[i] for i in said], [scales[i] for i in said])
        if number is None and lexicon.numbers.halves and size == len(said) == len(HALVES):
            number = _year(values[:size], tokens.surface(first))
        whole = all(tokens.ends[i] == tokens.words[i] for i in range(first, stop - 1))
        if number is not None and whole:
            code = codes[number_class(number, word=True)]
            token = (code, tokens.starts[first], tokens.ends[stop - 1], plain(number), tokens.words[stop - 1])
            return first, stop, [token]
    return None


def _year(halves: list[float], first: str) -> float | None:
    """The year that two halves tell: "nineteen sixty-nine"."""
    century, rest = HALVES
    told = first.isalpha() and halves[0] in century and halves[1] in rest
    return 100 * halves[0] + halves[1] if told else None


def _fractions(tokens: Tokens, lexicon: Lexicon, codes: dict[str, str]) -> list[Edit]:
    """A fraction before a number, a scale or a unit: half more than three, a quarter more than a hundred."""
    edits: list[Edit] = []
    names = {code: name for name, code in codes.items()}
    for match in re.finditer(f"{codes[FRACTION]}(?!{codes[FRACTION]}|$)", tokens.classes):
        at = match.start()
        plus, name = float(tokens.values[at]), names.get(tokens.classes[at + 1], "")
        if name in NUMBERS:
            number = float(tokens.values[at + 1])
            scale = tokens.surface(at + 1) in lexicon.numbers.scales
            number, stop = (number * (1 + plus) if scale else number + plus), at + 2
        elif name in UNITS:
            number, stop = 1 + plus, at + 1
        else:
            continue
        code = codes[number_class(number, word=True)]
        end, word = tokens.ends[stop - 1], tokens.words[stop - 1]
        edits.append((at, stop, [(code, tokens.starts[at], end, plain(number), word)]))
    return edits


def _ordinals(tokens: Tokens, codes: dict[str, str]) -> list[Edit]:
    """A ten before an ordinal of one figure: "ఇరవై మూడో" is the 23rd."""
    edits: list[Edit] = []
    for match in re.finditer(codes["DAYW"] + codes["ORDW"], tokens.classes):
        at, stop = match.span()
        ten, one = float(tokens.values[at]), float(tokens.values[at + 1])
        if ten in TENS and one in ONES and tokens.ends[at] == tokens.words[at]:
            token = (
                codes["ORDW"],
                tokens.starts[at],
                tokens.ends[at + 1],
                plain(ten + one),
                tokens.words[at + 1],
            )
            edits.append((at, stop, [token]))
    return edits
