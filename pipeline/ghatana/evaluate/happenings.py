"""How well mentions are put together to happenings: B³ on gold whose events say which happening they are of.

Twice: of the gold's own events, which measures the putting together alone, and of the events that were found, each
standing for the gold event that it answers, which measures everything before it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ghatana.evaluate.events import answers
from ghatana.evaluate.names import Names
from ghatana.stages.times.edtf import days_of
from ghatana.timeline.bcubed import BCubed, bcubed
from ghatana.timeline.cluster import cluster
from ghatana.timeline.mentions import Mention, from_run, unique

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


def gold_tables(gold: Sequence[Row]) -> dict[str, list[dict[str, Any]]]:
    """The gold's events as rows of `documents`, `events` and `arguments`, as a flawless extractor would write them.

    Ids of events are those of the gold, made unique by the document's.
    """
    out: dict[str, list[dict[str, Any]]] = {"documents": [], "events": [], "arguments": []}
    for d in gold:
        doc, text = str(d["doc_id"]), str(d["text"])
        published = _day(d.get("published"))
        out["documents"].append(
            {
                "doc_id": doc,
                "lang": d.get("lang", "te"),
                "publisher": d.get("publisher"),
                "published": published,
            }
        )
        for e in d["events"]:
            edtf = (e.get("date") or {}).get("edtf")
            first, last = days_of(edtf) if edtf else (None, None)
            sources = [a.get("canonical") or a["text"] for a in e["args"] if a["role"] == "source"]
            event_id = f"{doc}/{e['id']}"
            out["events"].append(
                {
                    "doc_id": doc, "event_id": event_id, "type": e["type"], "subtype": e["subtype"],
                    "status": e["status"], "date_edtf": edtf, "date_earliest": first, "date_latest": last,
                    "sources": list(dict.fromkeys(sources)), "published": published, "url": d.get("url"),
                    "confidence": 1.0, "evidence": _sentence(text, int(e["trigger"]["start"])),
                }
            )  # fmt: skip
            out["arguments"] += [
                {
                    "doc_id": doc, "event_id": event_id, "role": a["role"], "start": a["start"], "end": a["end"],
                    "text": a["text"], "stem_end": None, "canonical": a.get("canonical"), "kb_id": None,
                }
                for a in e["args"]
            ]  # fmt: skip
    return out


def happenings_of(gold: Sequence[Row]) -> dict[str, str]:
    """The happening of each gold event that says it, by `doc_id/id`."""
    return {
        f"{d['doc_id']}/{e['id']}": str(e["happening"])
        for d in gold
        for e in d.get("events", ())
        if e.get("happening")
    }


def score_gold(gold: Sequence[Row]) -> BCubed:
    """B³ of the gold's own events."""
    tables = gold_tables(gold)
    return bcubed(happenings_of(gold), _groups(from_run(*tables.values())))


def score_found(gold: Sequence[Row], tables: Tables, names: Names) -> tuple[BCubed, BCubed]:
    """B³ of the events found: of those that answer a gold event, and of all gold events, missing ones as alone."""
    found = _groups(from_run(tables["documents"], tables["events"], tables["arguments"]))
    of_doc: dict[str, list[Row]] = {}
    arguments: dict[str, list[Row]] = {}
    for event in tables["events"]:
        of_doc.setdefault(str(event["doc_id"]), []).append(event)
    for argument in tables["arguments"]:
        arguments.setdefault(argument["event_id"], []).append(argument)
    answered: dict[str, int] = {}
    for d in gold:
        doc = str(d["doc_id"])
        predicted = of_doc.get(doc, [])
        for i, j, _ in answers(d["events"], predicted, arguments, names):
            answered[f"{doc}/{d['events'][i]['id']}"] = found[predicted[j]["event_id"]]
    truth = happenings_of(gold)
    return bcubed({m: h for m, h in truth.items() if m in answered}, answered), bcubed(truth, answered)


def _groups(mentions: Any) -> dict[str, int]:
    groups: list[list[Mention]] = cluster(unique(mentions))
    return {m.event_id: i for i, group in enumerate(groups) for m in group}


def _day(value: Any) -> Any:
    from ghatana.sources.record import parse_published

    return parse_published(value, "Asia/Kolkata")


def _sentence(text: str, at: int) -> str:
    """The line of the text that holds an offset: what stands for the evidence where no sentence is annotated."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : len(text) if end < 0 else end].strip()
