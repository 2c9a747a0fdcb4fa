"""The stage that turns names, times and words into events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ghatana.document import Document, Event
from ghatana.languages import Language
from ghatana.stages.events import date_values, dates, evidence, roles
from ghatana.stages.events.antecedents import taken_up
from ghatana.stages.events.claims import approves_its_own, claims, keeps_its_date, settled
from ghatana.stages.events.confidence import Chances, confidence
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.lists import shares
from ghatana.stages.events.merge import merge
from ghatana.stages.events.model import EventModel
from ghatana.stages.events.observed import event_evidence
from ghatana.stages.events.own_triggers import load_with
from ghatana.stages.events.places import HEROES
from ghatana.stages.events.questions import ask
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.settled import NOTHING
from ghatana.stages.events.told import History
from ghatana.stages.events.triggers import Candidate, mark, marked, numbered, open_candidates
from ghatana.stages.events.weapons import is_of_a_weapon

# By family: beside a model by F1 on documents new to it; for rules alone on the training documents, held out.
THRESHOLDS = {"launch": 0.45, "agreement": 0.4, "station_phase": 0.52}
THRESHOLDS_ALONE = {"launch": 0.4, "agreement": 0.4, "station_phase": 0.32}
ON_TOPIC = {"SITE", "agency"}
SPACE_WORDS = 4
WORTH_A_LOOK = -1.5  # log-odds from which a verb that no table lists is weighed
# Log-odds below which nothing outweighs the model: of 2,310 events of documents that it had not learnt one is lost.
HOPELESS = -3.0
NEVER = 2.0  # no word of space at all
OFF_TOPIC = 0.6  # where a document names no spacecraft, rocket, programme or launch site


class EventStage:
    """Finds the events of documents that have sentences, entities and timexes.

    An event's `confidence` is the probability that its row is right as a whole (see `confidence`); `extractor` names
    what decided, rules alone or with a model, and the row of `triggers.tsv` that announced it (`open.` and its type for
    a verb that no row lists).

    >>> from ghatana.document import Document, Entity, Sentence
    >>> from ghatana.languages import load
    >>> text = "ఇస్రో చంద్రయాన్-3ను ప్రయోగించింది."
    >>> document = Document("d", text).with_layer("sentences", (Sentence(0, len(text)),))
    >>> names = (Entity(0, 5, "ORG", 5, canonical="ISRO"), Entity(6, 19, "SPACECRAFT", 17, "acc", "Chandrayaan-3"))
    >>> document = document.with_layer("entities", names).with_layer("timexes", ())
    >>> [(e.type, e.status, e.of(text)) for e in EventStage(load("te")).annotate([document])[0]]
    [('launch', 'completed', 'ప్రయోగించింది')]
    """

    name = "events"
    needs = frozenset({"sentences", "entities", "timexes"})
    gives = "events"

    def __init__(
        self, language: Language, triggers: Path | None = None, model: EventModel | None = None
    ) -> None:
        """Load the event tables of a language pack.

        Args:
            language: the pack.
            triggers: a file of the user's own triggers.
            model: is asked about every document; None leaves the decisions to the rules.

        Raises:
            UsageError: if the user's triggers are malformed.
        """
        evidence = "evidence_model" if model else "evidence"
        self._lexicon = load_with(language, triggers, evidence) if triggers else load(language, evidence)
        self._model = model

    def annotate(self, documents: Sequence[Document]) -> list[tuple[Event, ...]]:
        """The events of each document, in text order."""
        return [self._events(document) for document in documents]

    def read(self, document: Document) -> tuple[Reading, list[Candidate]]:
        """A document as the rules see it, with what the model says of it, and its triggers in text order."""
        return consult(*mark(read(document, self._lexicon)), self._model)

    def _events(self, document: Document) -> tuple[Event, ...]:
        return events_of(*self.read(document))


def events_of(reading: Reading, found: list[Candidate]) -> tuple[Event, ...]:
    """The events that the triggers of a document announce, in text order."""
    weights = reading.lexicon.weights.get("row", {})
    rated = rated_events(reading, found)
    return tuple(replace(event, confidence=round(confidence(weights, event, c), 4)) for event, c in rated)


def rated_events(reading: Reading, found: list[Candidate]) -> list[tuple[Event, Chances]]:
    """The events of a document in text order, `confidence` as drafted, with the chances of their decisions."""
    history: History = []
    drafts: list[Event] = []
    chances: dict[tuple[int, int, str], Chances] = {}
    for number in range(len(found)):
        claim = weigh_up(reading, found, number, history)
        if claim is not None:
            events = drafted(reading, claim)
            drafts += events
            chances[_place(events[0])] = claim.chances
    ordered = sorted(merge(drafts), key=lambda e: (e.start, e.end, e.type, e.subtype, e.arguments))
    return [(event, chances[_place(event)]) for event in ordered]


def _place(event: Event) -> tuple[int, int, str]:
    return event.start, event.end, event.type


def consult(
    reading: Reading, found: list[Candidate], model: EventModel | None
) -> tuple[Reading, list[Candidate]]:
    """The reading with what the model says of it, and its triggers.

    Verbs that no table lists become triggers where the model thinks that they may announce an event, and what it
    takes common nouns for is kept beside them.
    """
    if model is None:
        return reading, found
    verbs = open_candidates(reading, found)
    chances = model.answers(reading.document, ask(reading, verbs, related=False)).events if verbs else ()
    chosen = [verb for verb, chance in zip(verbs, chances, strict=True) if chance >= WORTH_A_LOOK]
    reading, found = marked(reading, numbered([*found, *chosen]))
    if not found:
        return reading, found
    reading = taken_up(reading, model)
    return replace(reading, answers=model.answers(reading.document, ask(reading, found))), found


def threshold(reading: Reading, family: str) -> float:
    """How sure an event must be: surer where little else in the document is about space."""
    totals = reading.totals
    if not totals.named and not totals.space and "agency" not in totals.kinds:
        return NEVER
    if (HEROES | ON_TOPIC) & totals.kinds.keys() or totals.space - totals.foreign >= SPACE_WORDS:
        if reading.answers is not None:
            return THRESHOLDS[family]
        return reading.lexicon.thresholds.get(family, THRESHOLDS_ALONE[family])
    return OFF_TOPIC


@dataclass(frozen=True, slots=True)
class Claim:
    """What was decided about a trigger that announces an event."""

    candidate: Candidate
    filled: roles.Filled
    dated: list[tuple[int, float]]
    status: str
    subtype: str
    chances: Chances


def draft(reading: Reading, found: list[Candidate], number: int, history: History) -> list[Event]:
    """The events that one trigger announces: none, one, or one per date of a list; see `weigh_up`."""
    claim = weigh_up(reading, found, number, history)
    return [] if claim is None else drafted(reading, claim)


def weigh_up(reading: Reading, found: list[Candidate], number: int, history: History) -> Claim | None:
    """The decisions about one trigger, None where it announces no event.

    Args:
        reading: the document.
        found: all its triggers, in text order.
        number: which of them.
        history: who did what in the events before; what is found here is added.
    """
    candidate = found[number]
    hopeless = reading.answers is not None and reading.answers.events[number] < HOPELESS
    if hopeless or is_of_a_weapon(reading, candidate) or (said := settled(reading, candidate)) == NOTHING:
        return None
    weights = reading.lexicon.weights
    filled = roles.fill(reading, candidate, history)
    arguments = roles.arguments(reading, candidate, filled.found)
    dated, date_chance = dates.choose_surely(reading, candidate)
    if keeps_its_date(candidate, said):
        dated = []
    observed = event_evidence(reading, found, number, arguments, dated)
    chance = evidence.probability(evidence.score(weights.get("event", {}).get("yes", {}), observed))
    if chance < threshold(reading, candidate.row.type):
        return None
    (status, status_chance), (subtype, subtype_chance) = claims(reading, candidate, filled.found, dated, said)
    if approves_its_own(subtype, filled.found, filled.rest):
        return None
    history.append(roles.remember(candidate, filled.found))
    called = roles.called(reading, candidate, filled.found)
    chances = Chances(chance, status_chance, subtype_chance, date_chance, filled.sure, called)
    return Claim(candidate, filled, dated, status, subtype, chances)


def drafted(reading: Reading, claim: Claim) -> list[Event]:
    """The events of a claim: one, or one per date of a list; `confidence` is that it is an event."""
    candidate, words = claim.candidate, reading.words
    event = Event(
        words[candidate.first].start,
        words[candidate.last].end,
        candidate.row.type,
        claim.subtype,
        claim.status,
        None,
        (),
        round(claim.chances.event, 4),
        f"{'rules' if reading.answers is None else 'model'}:{candidate.row.name}",
    )
    found = sorted(
        (
            date_values.event_date(reading, candidate, timex, claim.status),
            reading.spans[timex],
        )
        for timex, _ in claim.dated
    )
    # Two times may come to one date ("2026 or 2027").
    times = list({date.edtf: (date, place) for date, place in reversed(found)}.values())[::-1]
    each = shares(reading, candidate, claim.filled.found, claim.filled.rest, [place for _, place in times])
    own = [replace(event, arguments=roles.arguments(reading, candidate, fillers)) for fillers in each]
    if not times:
        counted = date_values.counted_date(reading, candidate, claim.status)
        return [replace(one, date=counted) for one in own]
    return [replace(one, date=date) for one, (date, _) in zip(own, times, strict=True)]
