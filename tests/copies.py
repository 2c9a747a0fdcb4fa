"""Edited copies of texts, as outlets make them of one agency's, and texts that only look alike. For tests."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

ARTICLES = [
    p.read_text("utf-8") for p in sorted((Path(__file__).parents[1] / "corpus" / "articles").glob("*.txt"))
]
WORDS = [w for w in sorted({w for a in ARTICLES for w in a.split()}) if not re.search(r"\d", w)]
PARAGRAPHS = [p for a in ARTICLES for p in a.split("\n") if len(p) > 80]

Edit = Callable[[str, random.Random], str]


def dateline(text: str, _: random.Random) -> str:
    return f"హైదరాబాద్, జూన్ 14 (పీటీఐ): {text}"


def headline(text: str, draw: random.Random) -> str:
    return " ".join(draw.choices(WORDS, k=7)) + "\n\n" + text


def typography(text: str, _: random.Random) -> str:
    """Other quotes, dashes, spaces, joiners and digits: the same text."""
    table = {ord("\u200c"): "", ord("-"): "–", ord("'"): "’", ord('"'): "“", ord("."): " .", ord("1"): "౧"}
    return text.translate(table).replace("\n", "\r\n\r\n")


def added(text: str, draw: random.Random) -> str:
    """A paragraph of a sixth of the text more."""
    more = ""
    while len(more) < len(text) // 6:
        more += "\n" + draw.choice(PARAGRAPHS)
    return text + more[: len(text) // 6]


def cut(text: str, _: random.Random) -> str:
    """The last tenth cut off, at a word."""
    return text[: int(len(text) * 0.9)].rsplit(" ", 1)[0]


def reworded(text: str, draw: random.Random) -> str:
    """One word of twenty-five changed."""
    words = text.split(" ")
    for at in draw.sample([i for i, w in enumerate(words) if not re.search(r"\d", w)], len(words) // 25):
        words[at] = draw.choice(WORDS)
    return " ".join(words)


def moved(text: str, _: random.Random) -> str:
    """The last paragraph first."""
    *rest, last = text.strip().split("\n")
    return "\n".join([last, *rest])


def both(text: str, draw: random.Random) -> str:
    return dateline(reworded(headline(text, draw), draw), draw)


EDITS: dict[str, Edit] = {
    f.__name__: f for f in (dateline, headline, typography, added, cut, reworded, moved, both)
}


def report(day: int) -> str:
    """A daily report: one wording, other numbers."""
    draw = random.Random(day)
    cities = ("హైదరాబాద్", "విజయవాడ", "విశాఖపట్నం", "వరంగల్", "తిరుపతి", "గుంటూరు")
    prices = [f"{city}లో ధర {draw.randrange(60_000, 99_999)} రూపాయలు." for city in cities]
    return " ".join([*random.Random(0).choices(WORDS, k=120), *prices])
