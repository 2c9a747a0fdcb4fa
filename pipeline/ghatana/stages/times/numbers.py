"""Numbers written in several words become one token.

"రెండు వేల ముప్పై ఐదు" is read as ((2 × 1000) + 30) + 5: units add up, scales multiply what stands before them.
"""

from __future__ import annotations

import re

from ghatana.stages.times.lexicon import Lexicon, number_class, plain
from ghatana.stages.times.tokens import Tokens


def read_number(values: list[float], scales: list[bool]) -> float | None:
    """The number that a run of number words spells, or None if they are not one number.

    >>> read_number([2, 1000, 30, 5], [False, True, False, False])
    2035
    >>> read_number([20, 3], [False, False])
    23
    >>> read_number([2, 3], [False, False]) is None
    True
    """
    total = current = last_scale = 0.0
    room = float("inf")  # what comes next must be smaller than this
    for value, scale in zip(values, scales, strict=True):
        if scale and value >= 1000:
            if total and value >= last_scale:
                return None
            total, current, room, last_scale = total + (current or 1) * value, 0.0, value, value
        elif scale:
            if current >= 10:
                return None
            current, room = (current or 1) * value, value
        else:
            if value >= room or value == 0:
                return None
            current += value
            room = 10 if value >= 20 and value % 10 == 0 else 0
    result = total + current
    return int(result) if result == int(result) else result


def merge_numbers(tokens: Tokens, lexicon: Lexicon, codes: dict[str, str]) -> Tokens:
    """Tokens with every run of number words as one token; the same object where there is none."""
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
            number = read_number(values, [s in lexicon.scales for s in surfaces])
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
