"""Runs for tests of the report: folders of tables as a run writes them, from documents annotated by hand or by gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ghatana.document import Argument, Document, Event, EventDate, Sentence
from ghatana.stages.sentences import split_sentences
from ghatana.stages.times.edtf import days_of
from ghatana.tables.corrections import Corrections
from ghatana.tables.rows import document_rows
from ghatana.tables.schema import BY_NAME, ON_REQUEST, SCHEMA_VERSION, arrow_schema
from ghatana.tables.write import arrow_table

ROOT = Path(__file__).parents[1]
PUBLISHED = date(2024, 6, 13)
HOSTILE = (
    '<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">\u2028</script>&amp;\u202e'
)
BAD_URL = "javascript:window.hacked=3"
Rows = dict[str, list[tuple[Any, ...]]]

# Sentence, type, subtype, status, (words of the trigger), (words of the date, EDTF), roles.
LAUNCH = "చైనా మే 3న చాంగ్ఇ-6ను లాంగ్ మార్చ్-5 రాకెట్ ద్వారా ప్రయోగించింది."
PHASE = "రెండో దశ 2026 నుంచి 2035 వరకు కొనసాగుతుందని వొరోనిన్ తెలిపారు."
SIGNING = "చైనా, రష్యా ఒప్పందంపై సంతకం చేశాయి."
BY = "ఐదు మాడ్యూళ్లు 2035 నాటికి సిద్ధమవుతాయి."


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def dated(text: str, words: str, edtf: str, basis: str = "explicit") -> EventDate:
    first, last = days_of(edtf)
    return EventDate(*span(text, words), edtf, None, first, last, basis)


def document(
    doc_id: str, text: str, events: Iterable[Event], sentences: Iterable[Sentence] = (), **kept: Any
) -> Document:
    given = tuple(sentences) or split_sentences(text, "te")
    kept = {"published": PUBLISHED, "published_basis": "metadata", **kept}
    doc = Document(doc_id, text, **kept).with_layer("relevant", True)
    doc = doc.with_layer("sentences", given)
    return doc.with_layer("events", sorted(events, key=lambda e: e.start))


def told(before: str = "", after: str = "") -> tuple[str, list[Event]]:
    """A text with four events, and whatever else before and after them."""
    text = f"{before}{LAUNCH} {PHASE}\n\n{SIGNING} {BY}{after}"

    def arg(words: str, role: str, name: str | None = None, suffix: int = 0, **more: Any) -> Argument:
        start, end = span(text, words)
        return Argument(start, end, role, name, stem_end=end - suffix, **more)

    launch = Event(
        *span(text, "ప్రయోగించింది"), "launch", "liftoff", "completed", dated(text, "మే 3న", "2024-05-03", "relative"),
        (
            arg("చైనా", "operator", "China", kb_id="china"), arg("చాంగ్ఇ-6ను", "payload", "Chang'e 6", 2),
            arg("లాంగ్ మార్చ్-5 రాకెట్", "vehicle", "Long March 5", score=0.75),
        ),
        confidence=0.81,
    )  # fmt: skip
    phase = Event(
        *span(text, "కొనసాగుతుందని"), "station_phase", "phase", "planned", dated(text, "2026 నుంచి 2035 వరకు", "2026/2035"),
        (arg("రెండో దశ", "phase", "Phase 2"), arg("వొరోనిన్", "source", "Alexey Voronin")),
        confidence=0.44,
    )  # fmt: skip
    signing = Event(
        *span(text, "సంతకం చేశాయి"), "agreement", "signing", "completed", None,
        (arg("రష్యా", "party", "Russia"), arg("చైనా", "party", "China", basis="document"),
         arg("ఒప్పందంపై", "instrument", suffix=2)),
        confidence=0.27,
    )  # fmt: skip
    milestone = Event(
        *span(text, "సిద్ధమవుతాయి"), "station_phase", "milestone", "proposed", dated(text, "2035 నాటికి", "../2035"),
        (arg("ఐదు మాడ్యూళ్లు", "milestone"),),
        confidence=0.6,
    )  # fmt: skip
    return text, [launch, phase, signing, milestone]


def four_events(doc_id: str = "d1", before: str = "", after: str = "", **kept: Any) -> Document:
    text, events = told(before, after)
    return document(doc_id, text, events, lang="te", **kept)


def write_run(
    path: Path,
    documents: Iterable[Document],
    *,
    quarantine: Sequence[tuple[Any, ...]] = (),
    corrections: Corrections | None = None,
    without: Sequence[str] = (),
    dropped: Sequence[str] = (),
) -> Path:
    """A finished run of these documents; `without` these tables, and with the columns `dropped` in none of them."""
    rows: Rows = {name: [] for name in BY_NAME}
    for doc in documents:
        for name, made in document_rows(doc, corrections).items():
            rows[name].extend(made)
    rows["quarantine"].extend(quarantine)
    path.mkdir(parents=True)
    for name, table in BY_NAME.items():
        if name in without or name in ON_REQUEST:
            continue
        made = arrow_table(table, rows[name]) if rows[name] else arrow_schema(table).empty_table()
        pq.write_table(
            made.drop_columns([c for c in dropped if c in made.column_names]), path / f"{name}.parquet"
        )
    write_manifest(path, rows)
    return path


def write_manifest(path: Path, rows: Rows) -> None:
    counts = {
        "in": len(rows["documents"]) + len(rows["quarantine"]),
        "documents": len(rows["documents"]),
        "quarantined": len(rows["quarantine"]),
        "events": len(rows["events"]),
    }
    manifest = {
        "ghatana": "0.1.0",
        "schema_version": SCHEMA_VERSION,
        "recipe": {
            "name": "default", "fingerprint": "f" * 64,
            "stages": [{"use": "names", "when": "always", "engine": "rules"}],
        },
        "inputs": [{"source": f"<b>{n}</b>.txt", "sha256": f"{n}" * 64} for n in (2, 1)],
        "counts": counts,
        "timings": {"seconds": 1.0},
    }  # fmt: skip
    (path / "run.json").write_text(json.dumps(manifest), "utf-8")


def in_parts(run: Path, table: str) -> None:
    """The table as a folder of two parts, as a cluster writes it."""
    file = run / f"{table}.parquet"
    held = pq.read_table(file)
    file.unlink()
    file.mkdir()
    half = held.num_rows // 2
    for n, part in enumerate((held.slice(0, half), held.slice(half))):
        pq.write_table(pa.table(part), file / f"part-{n}.parquet")


def gold_documents(count: int) -> Iterator[Document]:
    """Documents with at least `count` events in all, from the training gold, over and over under new ids."""
    records = []
    for path in sorted((ROOT / "corpus" / "train").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        records += [r for r in map(json.loads, lines) if r["events"]]
    events = 0
    for n, record in enumerate(islice(cycle(records), count)):
        if events >= count:
            return
        doc = gold_document(record, f"{record['doc_id']}-{n}")
        events += len(doc.events)
        yield doc


def gold_document(record: dict[str, Any], doc_id: str) -> Document:
    """A gold record as the document that would be found were every annotation found."""
    events = []
    for n, given in enumerate(record["events"]):
        said = given["date"]
        when = None
        if said and said["edtf"] and said.get("start") is not None:
            first, last = days_of(said["edtf"])
            when = EventDate(said["start"], said["end"], said["edtf"], said.get("mod"), first, last)
        arguments = tuple(
            Argument(a["start"], a["end"], a["role"], a.get("canonical"), score=0.5) for a in given["args"]
        )
        trigger = given["trigger"]
        events.append(
            Event(
                trigger["start"], trigger["end"], given["type"], given["subtype"], given["status"], when, arguments,
                confidence=(37 * n + len(record["text"])) % 100 / 100,
            )
        )  # fmt: skip
    published = date.fromisoformat(record["published"]) if record["published"] else None
    return document(
        doc_id, record["text"], events, lang="te", published=published, title=record["title"],
        publisher=record["publisher"], url="https://example.org/" + doc_id,
    )  # fmt: skip


def hostile_document(doc_id: str = "hostile") -> Document:
    """An article, its title, its names, its address: all of them attacks."""
    text, events = told(before=f"🚀🛰️ {HOSTILE} ", after=f" {HOSTILE}")
    named = [
        replace(
            e, arguments=tuple(replace(a, canonical=HOSTILE) if a.role != "party" else a for a in e.arguments)
        )
        for e in events
    ]
    # One sentence, so that the evidence holds the attack too.
    return document(
        doc_id, text, named, [Sentence(0, len(text))], lang="te", title=HOSTILE, publisher=HOSTILE, url=BAD_URL,
        source=HOSTILE,
    )  # fmt: skip


def quarantined(n: int = 1) -> list[tuple[Any, ...]]:
    return [
        (f"bad{i}.jsonl", i, None, "read", "ReadError", f"{HOSTILE} is not JSON", None, HOSTILE * 20)
        for i in range(1, n + 1)
    ]
