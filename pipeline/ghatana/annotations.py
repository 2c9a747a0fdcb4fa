"""Spans and what they are annotated as, with the values that are allowed.

Offsets are Unicode code points into a document's text, end exclusive, so `text[start:end]` is always the surface.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ghatana.errors import LayerError

CASES = ("nom", "acc", "dat", "loc", "abl", "ins", "com", "gen", "other")
LABELS = ("PER", "ORG", "LOC", "SPACECRAFT", "LAUNCHER", "PROGRAM", "SITE", "BODY")
TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
MODS = ("START", "MID", "END", "BEFORE", "AFTER", "APPROX", "ON_OR_BEFORE", "ON_OR_AFTER")
DATE_BASES = ("explicit", "relative", "inherited", "unresolved")
EVENT_TYPES = {
    "station_phase": ("phase", "milestone", "programme"),
    "launch": ("liftoff", "ascent"),
    "agreement": (
        "signing",
        "approval",
        "submission",
        "accession",
        "announcement",
        "negotiation",
        "withdrawal",
    ),
}
STATUSES = ("completed", "ongoing", "planned", "proposed", "delayed", "cancelled", "failed", "denied")
CORE_ROLES = {
    "station_phase": ("program", "phase", "milestone"),
    "launch": ("payload", "vehicle"),
    "agreement": ("party",),
}
ROLES = {
    "station_phase": ("program", "phase", "milestone", "location", "operator", "source"),
    "launch": ("payload", "vehicle", "operator", "site", "destination", "source"),
    "agreement": ("party", "instrument", "subject", "source"),
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text.

    Args:
        start: first code point.
        end: one past the last code point; greater than `start`.

    Raises:
        LayerError: if the span is empty, reversed or negative.

    >>> Span(4, 9).of("చైనా మే 3న")
    ' మే 3'

    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise LayerError(f"A span must have 0 <= start < end; found [{self.start}, {self.end}).")

    def of(self, text: str) -> str:
        """The surface of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True if `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence, headline or list item, without the white space around it."""


@dataclass(frozen=True, slots=True)
class Token(Span):
    """A word, number or mark.

    `stem_end` is where a glued case suffix begins (equal to `end` where there is none) and `case` its
    relation (one of `CASES`, None where the token was not analysed). `lemma`, `upos`, `head` (1-based index
    within the sentence, 0 for the root) and `deprel` come from an engine that knows them, else None.
    """

    stem_end: int | None = None
    case: str | None = None
    lemma: str | None = None
    upos: str | None = None
    head: int | None = None
    deprel: str | None = None


@dataclass(frozen=True, slots=True)
class Entity(Span):
    """A mention of a name, its glued case suffix included.

    `text[start:stem_end]` is the name without its suffix; `case` is one of `CASES`; `label` one of `LABELS`;
    `canonical` the usual English name or a romanisation; `kb_id` the knowledge-base entry, if linked;
    `engine` who found it; `score` is 0–1.
    """

    label: str
    stem_end: int
    case: str = "nom"
    canonical: str | None = None
    kb_id: str | None = None
    engine: str = "rules"
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Timex(Span):
    """A time expression: TIMEX3 `type`, `value` and `mod`; EDTF; and the days it may cover.

    `earliest` and `latest` are the first and last possible day (None: open or unknown). `basis` is one of
    `DATE_BASES`. `alternatives` holds other values (TIMEX3) where the language is ambiguous. `otherwise` is no column:
    where words leave open which week, month or year ("on Monday", "in May"), it has EDTF value, first and last day of
    the one on the other side of the day of publication, for whoever knows better what is over and what is to come; of a
    duration, those of the date that it comes to from the last date named ("two days later", "put off by two days").
    """

    type: str
    value: str
    mod: str | None = None
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    basis: str = "explicit"
    alternatives: tuple[str, ...] = ()
    otherwise: tuple[str | None, date | None, date | None] | None = None


@dataclass(frozen=True, slots=True)
class EventDate(Span):
    """When an event happened or is to happen, and the words that say so.

    Usually a copy of a timex, but not always: "not before September 2026" is `2026-09/..` for the event.
    """

    edtf: str
    mod: str | None = None
    earliest: date | None = None
    latest: date | None = None
    basis: str = "explicit"


@dataclass(frozen=True, slots=True)
class Argument(Span):
    """Who or what fills a `role` of an event.

    `basis` is `sentence` or `document` (where it was found); `text[start:stem_end]` is the filler without its
    glued case suffix (None: not analysed, the whole span).
    """

    role: str
    canonical: str | None = None
    kb_id: str | None = None
    basis: str = "sentence"
    score: float = 1.0
    stem_end: int | None = None


@dataclass(frozen=True, slots=True)
class Event(Span):
    """A claim that something happened or is to happen. The span is the trigger's."""

    type: str
    subtype: str
    status: str
    date: EventDate | None = None
    arguments: tuple[Argument, ...] = ()
    confidence: float = 1.0
    extractor: str = "rules"

    def fillers(self, role: str) -> tuple[Argument, ...]:
        """The arguments with this role, in text order."""
        return tuple(sorted((a for a in self.arguments if a.role == role), key=lambda a: (a.start, a.end)))


def check_layer(items: Sequence[Span], size: int, where: str) -> None:
    """Raise LayerError unless `items` are in order, within a text of `size` code points and, but for events, flat."""
    previous: Span | None = None
    for item in items:
        place = f"{where}, [{item.start}, {item.end})"
        if item.end > size:
            raise LayerError(f"{place}: the span ends beyond the text of {size} code points.")
        if previous is not None:
            if item.start < previous.start:
                raise LayerError(f"{place}: annotations must come in text order.")
            if not isinstance(item, Event) and item.start < previous.end:
                raise LayerError(f"{place}: annotations of this layer must not overlap.")
        previous = item
        for problem in _problems(item):
            raise LayerError(f"{place}: {problem}.")
        if isinstance(item, Event):
            parts: Iterable[Span] = (*item.arguments, *([item.date] if item.date else []))
            for part in parts:
                if part.end > size:
                    raise LayerError(f"{place}: {part} ends beyond the text of {size} code points.")


def _problems(item: Span) -> Iterable[str]:
    if isinstance(item, Entity):
        if item.label not in LABELS:
            yield f"unknown label {item.label!r}"
        if item.case not in CASES:
            yield f"unknown case {item.case!r}"
        if not item.start < item.stem_end <= item.end:
            yield f"stem_end {item.stem_end} lies outside the mention"
    elif isinstance(item, Timex):
        if item.type not in TIMEX_TYPES:
            yield f"unknown type {item.type!r}"
        if item.mod is not None and item.mod not in MODS:
            yield f"unknown mod {item.mod!r}"
        if item.basis not in DATE_BASES:
            yield f"unknown basis {item.basis!r}"
        if item.earliest and item.latest and item.earliest > item.latest:
            yield f"earliest {item.earliest} is after latest {item.latest}"
    elif isinstance(item, Event):
        if item.subtype not in EVENT_TYPES.get(item.type, ()):
            yield f"unknown event {item.type!r}/{item.subtype!r}"
        if item.status not in STATUSES:
            yield f"unknown status {item.status!r}"
        for argument in item.arguments:
            if argument.role not in ROLES[item.type]:
                yield f"{item.type} has no role {argument.role!r}"
