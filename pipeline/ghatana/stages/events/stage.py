"""The stage that turns names, times and words into events."""

from __future__ import annotations

from collections.abc import Sequence
from ghatana.document import Argument, Document, Event
from ghatana.languages import Language
from ghatana.stages.events import dates, evidence, observe, roles
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.lists import split
from ghatana.stages.events.merge import merge
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.triggers import Candidate, mark

THRESHOLD = 0.37
CORE = {
    "station_phase": {"program", "phase", "milestone"},
    "launch": {"payload", "vehicle"},
    "agreement": {"party"},
}


def context(reading: Reading, candidate: Candidate, arguments: Sequence[Argument], dated: float) -> list[str]:
    """Evidence for the event from what fills its roles and dates it."""
    kind = candidate.row.type[0]
    best: dict[str, float] = {}
    for argument in arguments:
        best[argument.role] = max(best.get(argument.role, 0.0), argument.score)
    out = [f"ARG={kind}|{role}|{int(chance * 4)}" for role, chance in sorted(best.items())]
    core = [a for a in arguments if a.role in CORE[candidate.row.type]]
    out.append(f"CORE={kind}|{min(len(core), 3)}|{any(a.basis == 'sentence' for a in core)}")
    out.append(f"DATE={kind}|{int(dated * 4)}")
    out.append(f"RD={candidate.row.id}|{dated > dates.THRESHOLD}")
    sense = f"{kind}.{candidate.row.sense}"
    out.append(f"ND={sense}|{dated > dates.THRESHOLD}|{any(a.basis == 'sentence' for a in core)}")
    out.append(f"RCORE={candidate.row.id}|{any(a.basis == 'sentence' for a in core)}")
    form, status = observe.shape(candidate)
    out.append(f"FD={kind}|{form}|{dated > dates.THRESHOLD}|{any(a.basis == 'sentence' for a in core)}")
    return out


class EventStage:
    """Finds the events of documents that have sentences, entities and timexes."""

    name = "events"
    needs = frozenset({"sentences", "entities", "timexes"})
    gives = "events"

    def __init__(self, language: Language) -> None:
        """Load the event tables of a language pack."""
        self._lexicon = load(language)

    def annotate(self, documents: Sequence[Document]) -> list[tuple[Event, ...]]:
        """The events of each document, in text order."""
        return [self._events(document) for document in documents]

    def _events(self, document: Document) -> tuple[Event, ...]:
        reading, found = mark(read(document, self._lexicon))
        history: roles.History = []
        drafts = [draft for number in range(len(found)) for draft in self._drafts(reading, found, number, history)]
        kept = merge(drafts)
        return tuple(sorted(kept, key=lambda e: (e.start, e.end, e.type, e.subtype, e.arguments)))

    def _drafts(self, reading: Reading, found: list[Candidate], number: int, history: roles.History) -> list[Event]:
        candidate = found[number]
        weights = reading.lexicon.weights
        fillers = roles.fill(reading, candidate, history)
        arguments = roles.arguments(candidate, fillers)
        dated = dates.choose(reading, candidate)
        items = observe.about_event(reading, candidate) + observe.among_triggers(reading, found, number) + context(reading, candidate, arguments, dated[0][1] if dated else 0.0)
        chance = evidence.probability(evidence.score(weights.get("event", {}).get("yes", {}), items))
        if chance < THRESHOLD:
            return []
        history.append(roles.remember(candidate, fillers))
        mods = tuple(str(reading.document.timexes[number].mod) for number, _ in dated[:1])
        status = evidence.best(weights.get("status", {}), observe.about_status(reading, candidate, mods))
        subtype = evidence.best(
            weights.get(f"subtype.{candidate.row.type}", {}), observe.about_subtype(reading, candidate, [(f.role, f.mention) for f in fillers])
        )
        event = Event(
            reading.words[candidate.first].start,
            reading.words[candidate.last].end,
            candidate.row.type,
            subtype or candidate.row.subtype,
            status or "completed",
            None,
            arguments,
            round(chance, 4),
            f"rules:{candidate.row.id}",
        )
        when = sorted(dates.event_date(reading, candidate, number, event.status) for number, _ in dated)
        return split(event, when)
