"""spaCy's displaCy, given character spans: a text as HTML with some stretches marked.

displaCy escapes the text but not the labels and parameters it is given; they are escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from spacy import displacy

_TEMPLATE = (
    '<mark class="g-mark" style="background: {bg}" data-start="{start}" data-end="{end}" title="{title}">'
    '{text}<span class="g-label">{label}</span></mark>'
)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of text to mark: code points, end exclusive.

    `suffix` is where a glued case suffix begins (equal to `end` where none does); `label` is shown behind the
    stretch, `title` when the pointer rests on it; `colour` is its background, as CSS takes it.
    """

    start: int
    end: int
    suffix: int
    label: str
    title: str
    colour: str


def highlighted(text: str, highlights: Sequence[Highlight]) -> str:
    """HTML of `text` with the highlights, which must not overlap, in text order.

    See https://spacy.io/usage/visualizers#ent: the entity visualizer with data given by hand.

    >>> "<b>" in highlighted("a <b>", [Highlight(0, 1, 1, "X", "", "#eee")])
    False
    """
    ents = [
        {
            "start": h.start,
            "end": h.end,
            "label": escape(h.label),
            "params": {
                "bg": escape(h.colour),
                "start": h.start,
                "end": h.end,
                "title": escape(h.title),
                "text": _with_suffix(text, h),
            },
        }
        for h in highlights
    ]
    # Told that this is no notebook, displaCy returns the HTML where it would otherwise display it itself.
    shown = displacy.render(
        {"text": text, "ents": ents}, style="ent", manual=True, jupyter=False, options={"template": _TEMPLATE}
    )
    return str(shown)


def _with_suffix(text: str, h: Highlight) -> str:
    stem, suffix = escape(text[h.start : h.suffix]), escape(text[h.suffix : h.end])
    return f'{stem}<span class="g-suffix">{suffix}</span>' if suffix else stem
