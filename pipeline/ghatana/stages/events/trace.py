"""Why an event is as it is: the decisions about it, each with what was observed and what it weighed.

Nothing is decided here. The stage's own functions are called again for one trigger, in the state that the stage was
in when it came to it, and the sums that they made are taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ghatana.annotations import ROLES
from ghatana.document import Argument, Document, Event, EventDate, Timex
from ghatana.errors import StageError
from ghatana.stages.events import dates, role_facts, roles
from ghatana.stages.events.claims import claims, keeps_its_date, leaves_another_body, settled
from ghatana.stages.events.confidence import about_row
from ghatana.stages.events.evidence import Weighed, Weights, probability, score, weigh
from ghatana.stages.events.lexicon import Form
from ghatana.stages.events.merge import same_happening
from ghatana.stages.events.observed import event_evidence, status_evidence, subtype_evidence
from ghatana.stages.events.reading import Reading, StandsFor
from ghatana.stages.events.stage import EventStage, draft, rated_events, threshold
from ghatana.stages.events.told import History
from ghatana.stages.events.trigger_rows import Trigger
from ghatana.stages.events.triggers import Candidate

PLACES = 4  # of an argument's score
# How an argument came to its role.
LIKELY, LISTED, NEEDED, LENT = "likely", "listed", "needed", "lent"
OPENING_TIME = "it opens the sentence, set apart by a comma, before a finite verb"
SETTLED = "the verb's own words settle it (settled.tsv)"
LISTED_TIME = "it stands in a list with the time that dates the event"


@dataclass(frozen=True, slots=True)
class Sure:
    """A yes-or-no decision: how likely, from which probability on it is a yes, and why."""

    chance: float
    least: float
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice among outcomes: all with their scores, best first, and what set the best apart from the next.

    `value` is what the event says; it differs from the best outcome where a rule (`rule`) decides over the scores.
    """

    value: str
    scores: tuple[tuple[str, float], ...]
    lead: Weighed
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression that may date the event; `rule` names what chose it against its probability."""

    timex: Timex
    sure: Sure
    chosen: bool
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """An argument, or with `argument` None a thing that was weighed and not taken; how it came, and from where.

    `stands` tells what a model takes it for, if it was asked about the noun.
    """

    role: str
    start: int
    end: int
    canonical: str | None
    argument: Argument | None
    sure: Sure | None
    how: str | None = None
    lender: Event | None = None
    stands: StandsFor | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """All decisions about one event. `merged` are the claims of the document that say the same."""

    row: Trigger
    form: Form | None
    words: tuple[str, ...]
    existence: Sure
    confidence: Sure
    status: Choice
    subtype: Choice
    times: tuple[Time, ...]
    date: EventDate | None
    date_lender: Event | None
    arguments: tuple[Filled, ...]
    merged: tuple[Event, ...]


def trace(stage: EventStage, document: Document, event: Event) -> Trace:
    """The decisions that led to an event.

    Args:
        stage: the stage that found it.
        document: with the layers that the stage read.
        event: one of the events that the stage gives for the document.

    Raises:
        StageError: if no trigger of the document announces such an event.
    """
    reading, found = stage.read(document)
    number = _number(reading, found, event)
    history: History = []
    before: History = []
    drafts: list[list[Event]] = []
    for at in range(len(found)):
        before = list(history) if at == number else before
        drafts.append(draft(reading, found, at, history))
    own = max(drafts[number], key=lambda d: _likeness(d, event), default=event)
    others = [d for held in drafts for d in held if d is not own]
    candidate = found[number]
    fillers = roles.fill(reading, candidate, before).found
    said = settled(reading, candidate)
    dated = [] if keeps_its_date(candidate, said) else dates.choose(reading, candidate)
    (status, _), (subtype, _) = claims(reading, candidate, fillers, dated, said)
    observed = event_evidence(reading, found, number, roles.arguments(reading, candidate, fillers), dated)
    weights = reading.lexicon.weights
    mods = tuple(str(document.timexes[timex].mod) for timex, _ in dated[:1])
    by_rule = subtype == "ascent" and candidate.row.type == "launch" and leaves_another_body(fillers)
    return Trace(
        candidate.row,
        candidate.form,
        tuple(reading.keys[candidate.first : candidate.last + 1]),
        _sure(weights.get("event", {}).get("yes", {}), observed, threshold(reading, candidate.row.type)),
        _row(reading, found, event),
        _choice(
            weights.get("status", {}),
            status_evidence(reading, candidate, mods),
            status,
            SETTLED if said else None,
        ),
        _choice(
            weights.get(f"subtype.{candidate.row.type}", {}),
            subtype_evidence(reading, candidate, fillers),
            subtype,
            "it leaves a body other than the Earth" if by_rule else None,
        ),
        tuple(_times(reading, candidate, dated)),
        event.date,
        _lender_of_date(own, event, others),
        (*_taken(reading, candidate, before, own, event, others),),
        tuple(d for d in others if same_happening(event, d)),
    )


def _number(reading: Reading, found: list[Candidate], event: Event) -> int:
    for number, one in enumerate(found):
        span = (reading.words[one.first].start, reading.words[one.last].end)
        if (one.row.type, *span) == (event.type, event.start, event.end):
            return number
    raise StageError(
        f"No trigger at [{event.start}, {event.end}) of document {reading.document.doc_id!r} announces an event of "
        f"type {event.type}: the event was not found by these rules."
    )


def _row(reading: Reading, found: list[Candidate], event: Event) -> Sure:
    """That the row is right as a whole: no row is left out for it."""
    rated = rated_events(reading, found)
    chances = next(c for other, c in rated if replace(other, confidence=event.confidence) == event)
    table = reading.lexicon.weights.get("row", {}).get("yes", {})
    sure = _sure(table, about_row(event, chances), 0.0)
    return sure if table else replace(sure, chance=chances.event)


def _likeness(draft: Event, event: Event) -> tuple[bool, bool, int]:
    same = (draft.status, draft.subtype) == (event.status, event.subtype)
    return same, draft.date == event.date, len(set(draft.arguments) & set(event.arguments))


def _sure(table: dict[str, float], observed: list[str], least: float) -> Sure:
    return Sure(probability(score(table, observed)), least, weigh(table, observed))


def _choice(weights: Weights, observed: list[str], value: str, rule: str | None = None) -> Choice:
    scores = sorted(((o, score(weights[o], observed)) for o in weights), key=lambda pair: (-pair[1], pair[0]))
    if not scores:
        return Choice(value, (), Weighed(0.0, 0.0, ()), "there are no weights: the trigger's row says it")
    other = weights[scores[1][0]] if len(scores) > 1 else {}
    return Choice(value, tuple(scores), weigh(weights[scores[0][0]], observed, other), rule)


def _times(reading: Reading, candidate: Candidate, dated: list[tuple[int, float]]) -> Iterator[Time]:
    table = reading.lexicon.weights.get(f"date.{candidate.row.type}", {}).get("yes", {})
    chosen = {number for number, _ in dated}
    options = dict(dates.options(reading, candidate))
    for number in sorted(options, key=lambda n: (n not in chosen, -score(table, options[n]), n)):
        sure = _sure(table, options[number], dates.THRESHOLD)
        against = number in chosen and sure.chance < dates.THRESHOLD
        rule = (LISTED_TIME if number != dated[0][0] else OPENING_TIME) if against else None
        yield Time(reading.document.timexes[number], sure, number in chosen, rule)


def _lender_of_date(own: Event, event: Event, others: list[Event]) -> Event | None:
    if event.date == own.date:
        return None
    return next((d for d in others if d.date == event.date and same_happening(event, d)), None)


def _taken(
    reading: Reading, candidate: Candidate, history: History, own: Event, event: Event, others: list[Event]
) -> Iterator[Filled]:
    """The event's arguments in its own order, then what was weighed for its roles and not taken."""
    them = roles.considered(reading, candidate, history)
    weighed: dict[tuple[str, int, int], Sure] = {}
    names: dict[tuple[str, int, int], str | None] = {}
    for role in ROLES[candidate.row.type]:
        least = role_facts.least_chance(role, with_model=reading.answers is not None)
        table = reading.lexicon.weights.get(f"role.{candidate.row.type}.{role}", {}).get("yes", {})
        for filler, items in roles.rank(reading, candidate, role, them):
            key = (role, filler.mention.start, filler.mention.end)
            weighed[key] = Sure(filler.chance, least, weigh(table, items))
            names[key] = filler.mention.canonical
    for a in event.arguments:
        key = (a.role, a.start, a.end)
        lender = None if a in own.arguments else _lender(a, others)
        sure = weighed.pop(key, None)
        yield Filled(*key, a.canonical, a, sure, _how(a, own, sure), lender, reading.stand.get(key[1:]))
    for key, sure in sorted(weighed.items(), key=lambda pair: (-pair[1].chance, pair[0])):
        yield Filled(*key, names[key], None, sure, stands=reading.stand.get(key[1:]))


def _how(argument: Argument, own: Event, sure: Sure | None) -> str:
    if argument not in own.arguments:
        return LENT
    if sure is None or round(sure.chance, PLACES) != argument.score:
        return LISTED  # a member of a list has the chance of the one that brought it
    return LIKELY if sure.chance >= sure.least else NEEDED


def _lender(argument: Argument, others: list[Event]) -> Event | None:
    key = (argument.role, argument.start, argument.end)
    return next((d for d in others if key in {(a.role, a.start, a.end) for a in d.arguments}), None)
