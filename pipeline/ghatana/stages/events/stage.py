"""The stage that turns names, times and words into events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ghatana.document import Argument, Document, Event
from ghatana.languages import Language
from ghatana.stages.events import dates, evidence, opinions, roles
from ghatana.stages.events.about_claims import about_status, about_subtype
from ghatana.stages.events.about_events import about_event
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.lists import split
from ghatana.stages.events.merge import merge
from ghatana.stages.events.model import EventModel
from ghatana.stages.events.own_triggers import load_with
from ghatana.stages.events.places import HEROES
from ghatana.stages.events.questions import ask
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.triggers import Candidate, mark, marked, numbered, open_candidates

# By family, the best F1 on the training documents, cross-validated.
THRESHOLDS = {"launch": 0.4, "agreement": 0.4, "station_phase": 0.32}
HOME = "Earth"
ON_TOPIC = {"SITE", "agency"}
SPACE_WORDS = 4
WORTH_A_LOOK = -1.5  # log-odds from which a verb that no table lists is weighed
NEVER = 2.0  # no word of space at all
OFF_TOPIC = 0.65  # where a document names no spacecraft, rocket, programme or launch site


class EventStage:
    """Finds the events of documents that have sentences, entities and timexes.

    An event's `confidence` is the probability that its evidence gives it (see `evidence`); `extractor` names
    the row of `triggers.tsv` that announced it.

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
    history: roles.History = []
    drafts: list[Event] = []
    for number in range(len(found)):
        drafts += draft(reading, found, number, history)
    return tuple(sorted(merge(drafts), key=lambda e: (e.start, e.end, e.type, e.subtype, e.arguments)))


def consult(
    reading: Reading, found: list[Candidate], model: EventModel | None
) -> tuple[Reading, list[Candidate]]:
    """The reading with what the model says of it, and its triggers.

    Verbs that no table lists become triggers where the model thinks that they may announce an event.
    """
    if model is None:
        return reading, found
    verbs = open_candidates(reading, found)
    chances = model.answers(reading.document, ask(reading, verbs, related=False)).events if verbs else ()
    chosen = [verb for verb, chance in zip(verbs, chances, strict=True) if chance >= WORTH_A_LOOK]
    reading, found = marked(reading, numbered([*found, *chosen]))
    if not found:
        return reading, found
    return replace(reading, answers=model.answers(reading.document, ask(reading, found))), found


def threshold(reading: Reading, family: str) -> float:
    """How sure an event must be: surer where little else in the document is about space."""
    totals = reading.totals
    if not totals.named and not totals.space and "agency" not in totals.kinds:
        return NEVER
    if (HEROES | ON_TOPIC) & totals.kinds.keys() or totals.space - totals.foreign >= SPACE_WORDS:
        return THRESHOLDS[family]
    return OFF_TOPIC


def draft(reading: Reading, found: list[Candidate], number: int, history: roles.History) -> list[Event]:
    """The events that one trigger announces: none, one, or one per date of a list.

    Args:
        reading: the document.
        found: all its triggers, in text order.
        number: which of them.
        history: who did what in the events before; what is found here is added.
    """
    candidate = found[number]
    weights = reading.lexicon.weights
    fillers = roles.fill(reading, candidate, history)
    arguments = roles.arguments(candidate, fillers)
    dated = dates.choose(reading, candidate)
    observed = event_evidence(reading, found, number, arguments, dated)
    chance = evidence.probability(evidence.score(weights.get("event", {}).get("yes", {}), observed))
    if chance < threshold(reading, candidate.row.type):
        return []
    history.append(roles.remember(candidate, fillers))
    status, subtype = claim(reading, candidate, fillers, dated)
    event = Event(
        reading.words[candidate.first].start,
        reading.words[candidate.last].end,
        candidate.row.type,
        subtype,
        status,
        None,
        arguments,
        round(chance, 4),
        f"{'rules' if reading.answers is None else 'model'}:{candidate.row.name}",
    )
    return split(event, sorted(dates.event_date(reading, candidate, timex, status) for timex, _ in dated))


def event_evidence(
    reading: Reading,
    found: list[Candidate],
    number: int,
    arguments: Sequence[Argument],
    dated: list[tuple[int, float]],
) -> list[str]:
    """What is observed about a trigger as an event, what a model says of it included."""
    sense = f"{found[number].row.type[0]}.{found[number].row.sense}"
    return [
        *about_event(reading, found, number, arguments, dated[0][1] if dated else 0.0),
        *opinions.about_event(reading.answers, number, sense),
    ]


def status_evidence(reading: Reading, candidate: Candidate, mods: tuple[str, ...]) -> list[str]:
    """What is observed about the status of a claim, what a model says of it included."""
    return [
        *about_status(reading, candidate, mods),
        *opinions.about_status(reading.answers, candidate.number),
    ]


def subtype_evidence(reading: Reading, candidate: Candidate, fillers: list[roles.Filler]) -> list[str]:
    """What is observed about the subtype of an event, what a model says of it included."""
    return [
        *about_subtype(reading, candidate, [(filler.role, filler.mention) for filler in fillers]),
        *opinions.about_subtype(reading.answers, candidate.number, candidate.row.type),
    ]


def claim(
    reading: Reading, candidate: Candidate, fillers: list[roles.Filler], dated: list[tuple[int, float]]
) -> tuple[str, str]:
    """The status and subtype of an event; what the trigger's row says where there are no weights."""
    row = candidate.row
    weights = reading.lexicon.weights
    mods = tuple(str(reading.document.timexes[timex].mod) for timex, _ in dated[:1])
    status = evidence.best(weights.get("status", {}), status_evidence(reading, candidate, mods))
    subtype = evidence.best(
        weights.get(f"subtype.{row.type}", {}), subtype_evidence(reading, candidate, fillers)
    )
    if row.type == "launch" and leaves_another_body(fillers):
        subtype = "ascent"
    by_form = row.status or (candidate.form.status if candidate.form else "")
    return status or by_form or "completed", subtype or row.subtype


def leaves_another_body(fillers: list[roles.Filler]) -> bool:
    """True if the craft lifts off from a body other than the Earth, or is an ascent stage."""
    return any(
        (f.role == "site" and f.mention.label in ("BODY", "ground") and f.mention.canonical != HOME)
        or (f.role == "payload" and "ascender" in (f.mention.label, f.mention.head))
        for f in fillers
    )
