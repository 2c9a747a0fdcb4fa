"""Which line breaks of a text end something, and which only wrap a paragraph."""

from __future__ import annotations

from itertools import pairwise


def wrapped_breaks(text: str) -> frozenset[int]:
    r"""Offsets of line breaks that only wrap a paragraph at a fixed width.

    A block of four lines or more was wrapped greedily if no line could have taken the first word of the
    next one within the width of the longest, and most of its lines end without final punctuation.

    >>> sorted(wrapped_breaks("శీర్షిక\n\nమొదటి పేరా"))
    []
    """
    if text.count("\n") < 3:
        return frozenset()
    out: list[int] = []
    block: list[tuple[int, str]] = []
    place = 0
    for line in (*text.split("\n"), ""):
        if line.strip():
            block.append((place, line.rstrip("\r")))
        else:
            if len(block) >= 4 and _is_wrapped([b for _, b in block]):
                for start, body in block[:-1]:
                    out += range(start + len(body), start + len(body) + 2)
            block = []
        place += len(line) + 1
    return frozenset(p for p in out if text[p] in "\r\n")


def _is_wrapped(lines: list[str]) -> bool:
    width = max(map(len, lines))
    if not 40 <= width <= 120:
        return False
    ended = sum(line.rstrip()[-1] in ".!?…।:" for line in lines[:-1])
    tight = all(len(a.rstrip()) + 1 + len(b.split(None, 1)[0]) > width for a, b in pairwise(lines))
    return tight and 2 * ended < len(lines)
