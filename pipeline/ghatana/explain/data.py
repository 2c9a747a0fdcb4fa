"""An explanation as plain values, for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ghatana.document import Document, Event, Span
from ghatana.explain.meanings import meaning
from ghatana.languages import Language
from ghatana.stages.events.evidence import Weighed
from ghatana.stages.events.trace import Choice, Filled, Sure, Time
from ghatana.tables.counts import count_of
from ghatana.tables.schema import BY_NAME
from ghatana.tables.wide import wide_row

if TYPE_CHECKING:
    from ghatana.explain import Explanation

PLACES = 4


def as_data(found: Explanation) -> dict[str, Any]:
    """The explanation, cell by cell; probabilities and weights rounded to four places."""
    trace, event, document, source = found.trace, found.event, found.document, found.source
    text = document.text
    return {
        "event_id": source.event_id,
        "doc_id": document.doc_id,
        "published": _plain(document.published),
        "published_basis": document.published_basis,
        "ghatana": source.manifest["ghatana"],
        "recipe": source.manifest["recipe"]["name"],
        "row": None if source.row is None else {k: _plain(v) for k, v in source.row.items()},
        "trigger": {
            **_span(text, event),
            "words": list(trace.words),
            "row": {
                "id": trace.row.name, "own": trace.row.own, "weights_of": trace.row.id, "type": trace.row.type,
                "subtype": trace.row.subtype, "kind": trace.row.kind, "status": trace.row.status,
                "sense": trace.row.sense,
                "pattern": " ".join("|".join(k + "*" * more for k, more in word) for word in trace.row.pattern),
            },
            "form": None if trace.form is None else {
                "ending": trace.form.ending, "form": trace.form.form, "status": trace.form.status,
                "quoted": trace.form.quoted,
            },
        },
        "type": event.type,
        "confidence": {"value": event.confidence, **_sure("row", trace.confidence)},
        "existence": _sure("event", trace.existence),
        "status": _choice("status", trace.status),
        "subtype": _choice("subtype", trace.subtype),
        "date": {
            "value": event.date.edtf if event.date else None,
            "earliest": _plain(event.date.earliest if event.date else None),
            "latest": _plain(event.date.latest if event.date else None),
            "mod": event.date.mod if event.date else None,
            "lent_by": _claim(text, trace.date_lender),
            "counted": _counted(document, event),
            "candidates": [_time(text, t) for t in trace.times],
        },
        "arguments": [_filled(text, f) for f in trace.arguments if f.argument],
        "not_taken": [_filled(text, f) for f in trace.arguments if not f.argument],
        "derived": list(_derived(document, event, found.language)),
        "merged_with": [_claim(text, e) for e in trace.merged],
        "corrections": [{k: _plain(v) for k, v in c.items()} for c in source.corrections],
        "differing": {k: {"run": _plain(a), "now": _plain(b)} for k, (a, b) in found.differing.items()},
    }  # fmt: skip


def _derived(document: Document, event: Event, language: Language | None) -> Iterator[dict[str, Any]]:
    """The cells of the wide tables that are drawn from the words of others."""
    sentence = document.sentences[document.sentence_index(event.start)]
    wide = wide_row(
        document,
        "",
        event,
        sentence,
        sorted(event.arguments, key=lambda a: (a.start, a.end, a.role)),
        language=language,
    )
    cells = dict(zip(BY_NAME[wide.table].names, wide.row, strict=True))
    if cells.get("phase_no") is not None:
        yield {"column": "phase_no", "value": cells["phase_no"], "because": f"the phase is {cells['phase']}"}
    if cells.get("ordinal") is not None:
        because = f"the sentence counts the party that joins: {sentence.of(document.text)}"
        yield {"column": "ordinal", "value": cells["ordinal"], "because": because}
    if "n_parties" in cells:
        counted = [
            f"{a.of(document.text)} [{a.start}:{a.end}]"
            for a in event.fillers("party")
            if count_of(a.of(document.text), language) == cells["n_parties"]
        ]
        because = f"the text says so: {', '.join(counted)}" if counted else "the parties named"
        yield {"column": "n_parties", "value": cells["n_parties"], "because": because}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _span(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _weighed(decision: str, weighed: Weighed) -> dict[str, Any]:
    return {
        "log_odds": round(weighed.total, PLACES),
        "bias": round(weighed.bias, PLACES),
        "evidence": [
            {"item": item, "weight": round(weight, PLACES), "meaning": meaning(decision, item)}
            for item, weight in weighed.items
        ],
    }


def _sure(decision: str, sure: Sure) -> dict[str, Any]:
    return {
        "probability": round(sure.chance, PLACES),
        "least": sure.least,
        **_weighed(decision, sure.weighed),
    }


def _choice(decision: str, choice: Choice) -> dict[str, Any]:
    return {
        "value": choice.value,
        "rule": choice.rule,
        "scores": {outcome: round(score, PLACES) for outcome, score in choice.scores},
        "runner_up": choice.scores[1][0] if len(choice.scores) > 1 else None,
        "lead": _weighed(decision, choice.lead),
    }


def _time(text: str, time: Time) -> dict[str, Any]:
    timex = time.timex
    said: Mapping[str, Any] = {
        name: getattr(timex, name) for name in ("type", "value", "mod", "edtf", "earliest", "latest", "basis")
    }
    return {
        **_span(text, timex),
        **{k: _plain(v) for k, v in said.items()},
        "alternatives": list(timex.alternatives),
        "chosen": time.chosen,
        "rule": time.rule,
        **_sure("date", time.sure),
    }


def _filled(text: str, filled: Filled) -> dict[str, Any]:
    argument = filled.argument
    return {
        "role": filled.role,
        **_span(text, Span(filled.start, filled.end)),
        "canonical": filled.canonical,
        "kb_id": argument.kb_id if argument else None,
        "basis": argument.basis if argument else None,
        "score": argument.score if argument else None,
        "how": filled.how,
        "lent_by": _claim(text, filled.lender),
        "stands_for": _stands_for(text, filled),
        **(_sure("role", filled.sure) if filled.sure else {}),
    }


def _stands_for(text: str, filled: Filled) -> dict[str, Any] | None:
    """What a common noun was taken for and how likely a model finds that, and where the name stands, if it does."""
    if filled.stands is None:
        return None
    stands, mention = filled.stands, filled.stands.mention
    said = {"canonical": stands.canonical, "probability": round(stands.chance, PLACES)}
    return {**said, **(_span(text, mention) if mention else {})}


def _counted(document: Document, event: Event) -> dict[str, Any] | None:
    """The duration that the event's date was counted by, from the date named before; None for any other date."""
    if event.date is None:
        return None
    place = (event.date.start, event.date.end)
    counted = (t for t in document.timexes if t.type == "DURATION" and t.edtf is None)
    return next((_span(document.text, t) for t in counted if (t.start, t.end) == place), None)


def _claim(text: str, event: Event | None) -> dict[str, Any] | None:
    if event is None:
        return None
    return {**_span(text, event), "extractor": event.extractor, "confidence": event.confidence}
