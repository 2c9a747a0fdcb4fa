"""Numbers written in several words become one token."""

from __future__ import annotations

import re

from ghatana.stages.times.lexicon import Lexicon
from ghatana.stages.times.numbers import number_class, plain, read_number
from ghatana.stages.times.tokens import Tokens

ONES, TENS = range(1, 10), range(20, 100, 10)


def merge_numbers(tokens: Tokens, lexicon: Lexicon, codes: dict[str, str]) -> Tokens:
    """Tokens with every run of number words as one token; the same object where there is none."""
    _merge_ordinals(tokens, codes)
    words = "".join(codes[c] for c in ("DAYW", "NUMW", "YEARW"))
    digits = "".join(codes[c] for c in ("DAY", "NUM"))
    runs = [
        m for m in re.finditer(f"[{words}{digits}]?[{words}]++", tokens.classes) if m.end() - m.start() > 1
    ]
    for run in reversed(runs):
        first, last = run.span()
        while last - first > 1:
            surfaces = [tokens.surface(i) for i in range(first, last)]
            values = [float(tokens.values[i]) for i in range(first, last)]
            number = read_number(values, [s in lexicon.numbers.scales for s in surfaces])
            whole = all(tokens.ends[i] == tokens.words[i] for i in range(first, last - 1))
            if number is not None and whole:
                code = codes[number_class(number, word=True)]
                tokens.classes = tokens.classes[:first] + code + tokens.classes[last:]
                tokens.values[first:last] = [plain(number)]
                tokens.starts[first + 1 : last] = []
                tokens.ends[first:last] = [tokens.ends[last - 1]]
                tokens.words[first:last] = [tokens.words[last - 1]]
                break
            last -= 1
    return tokens


def _merge_ordinals(tokens: Tokens, codes: dict[str, str]) -> None:
    """A ten before an ordinal of one figure: "ఇరవై మూడో" is the 23rd."""
    for match in reversed(list(re.finditer(codes["DAYW"] + codes["ORDW"], tokens.classes))):
        at = match.start()
        ten, one = float(tokens.values[at]), float(tokens.values[at + 1])
        if ten not in TENS or one not in ONES or tokens.ends[at] != tokens.words[at]:
            continue
        tokens.classes = tokens.classes[:at] + codes["ORDW"] + tokens.classes[at + 2 :]
        tokens.values[at : at + 2] = [plain(ten + one)]
        del tokens.starts[at + 1], tokens.ends[at], tokens.words[at]
