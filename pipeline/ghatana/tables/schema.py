"""Every table, column, type and meaning: the one source of all of them.

`ghatana schema` prints this module, the writers take their Arrow schemas from it, and the tests hold every
run against it. Columns may be added; names and meanings do not change without a note in the changelog.
"""

from __future__ import annotations

from typing import Any

from ghatana.tables.across import ACROSS
from ghatana.tables.columns import DATES, KINDS, Column, Table, columns

__all__ = [
    "ACROSS",
    "BY_NAME",
    "KEPT",
    "KINDS",
    "ON_REQUEST",
    "REVIEW",
    "SCHEMA_VERSION",
    "SKETCHES",
    "TABLES",
    "Column",
    "Table",
    "arrow_schema",
    "describe",
]
SCHEMA_VERSION = "1.2"
REVIEW = "review"  # the basis of an argument or date that a corrector gave and the document does not
_DOC = "doc_id string the document, as in `documents`\n"
_SPAN = """
start int32 first code point in the document's text
end int32 one past the last code point
text string the surface, text[start:end]
"""
_EVENT_TAIL = """
sources list<string> whom the claim is attributed to
evidence string the sentence of the trigger
published date32? publication date of the document
url string? address of the document
confidence float64 0-1, four places
review string? what a corrector did: accepted, corrected, or both joined by a comma; null: nothing
"""

TABLES: tuple[Table, ...] = (
    Table("documents", "input document", columns("""
doc_id string id: given, or sha256 of the text cut to 16, with -2, -3 where a text without an id repeats
duplicate_of string? the earliest (by `published`, then id) document whose text is the same or nearly so
source string the input it came from, as named by the user
url string? address, as given, or of a web page
title string? title, as given, the first line of a text file, or of a web page
publisher string? publisher, as given, or as a web page names its site
lang string language (BCP 47): given, or told from script and function words; und-Latn and the like: script alone
published date32? publication date
published_basis string how it is known: metadata, dateline, option or none
relevant bool whether the gate let it pass as space news
n_chars int32 code points
n_sentences int32 sentences
n_tokens int32 tokens
n_events int32 events
text_sha256 string sha256 of the text in UTF-8
text string the text as it came; of a web page, its main text
meta string other fields of the record, or of a web page what else is known of it, as JSON""")),
    Table("sentences", "sentence", columns(_DOC + "sentence_id int32 position in the document, from 0" + _SPAN)),
    Table("tokens", "token (on request)", columns(_DOC + """
sentence_id int32 the sentence, as in `sentences`
token_id int32 position in the sentence, from 1""" + _SPAN + """
lemma string? lemma, where the engine knows it
upos string? Universal Dependencies part of speech, where the engine knows it
head int32? token_id of the head, 0 for the root, where the engine knows it
deprel string? dependency relation, where the engine knows it
case_suffix string? the glued case suffix; null where there is none""")),
    Table("entities", "mention of a name", columns(_DOC + """
mention_id int32 position in the document, from 0
sentence_id int32 the sentence, as in `sentences`""" + _SPAN + """
stem_end int32 where a glued case suffix begins; `end` where there is none
case string the suffix's relation: nom, acc, dat, loc, abl, ins, com, gen, other
label string PER, ORG, LOC, SPACECRAFT, LAUNCHER, PROGRAM, SITE or BODY
canonical string? usual English name, or a romanisation
kb_id string? entry of the knowledge base; null: not linked
engine string who found it
score float64 0-1, four places""")),
    Table("timexes", "time expression", columns(_DOC + """
timex_id int32 position in the document, from 0
sentence_id int32 the sentence, as in `sentences`""" + _SPAN + """
type string DATE, TIME, DURATION or SET
value string TIMEX3 value
mod string? TIMEX3 mod: START, MID, END, BEFORE, AFTER, APPROX, ON_OR_BEFORE, ON_OR_AFTER
edtf string? EDTF value; null: none can be given
earliest date32? first day it may be; null: open or unknown
latest date32? last day it may be; null: open or unknown
basis string explicit, relative, inherited or unresolved
alternatives list<string> other TIMEX3 values where the language is ambiguous""")),
    Table("events", "event claim", columns(_DOC + """
event_id string sha256 of document, type, trigger span and rank among events of that trigger, cut to 16
type string station_phase, launch or agreement
subtype string see the annotation guide
status string completed, ongoing, planned, proposed, delayed, cancelled, failed or denied
trigger string the words that say it happened
trigger_start int32 first code point of the trigger
trigger_end int32 one past its last code point
sentence_id int32 the trigger's sentence
evidence string the trigger's sentence
evidence_start int32 first code point of the evidence
evidence_end int32 one past its last code point
date_text string? the words of the date
date_start int32? first code point of the date
date_end int32? one past its last code point
date_edtf string? when it happened or is to happen, EDTF (ISO 8601-2)
date_mod string? START, MID or END of the date, or another TIMEX3 mod
date_earliest date32? first day it may be; null: open or unknown
date_latest date32? last day it may be; null: open or unknown
date_basis string? explicit, relative, inherited or unresolved; review: a corrector gave it, no words do
sources list<string> whom the claim is attributed to
published date32? publication date of the document
url string? address of the document
confidence float64 0-1, four places
extractor string the rule or model that found it
review string? what a corrector did: accepted, corrected, or both joined by a comma; null: nothing""")),
    Table("arguments", "argument of an event", columns(_DOC + """
event_id string the event, as in `events`
role string what it is to the event; see the annotation guide""" + _SPAN + """
stem_end int32 where a glued case suffix begins; `end` where there is none
canonical string? usual English name, or a romanisation
kb_id string? entry of the knowledge base; null: not linked
basis string sentence or document: where it was found; review: a corrector gave it, the span is the evidence
score float64 0-1, four places""")),
    Table("station_phases", "station_phase event, wide", columns("""
event_id string the event, as in `events`
doc_id string the document, as in `documents`
program string? the station or programme
subtype string phase, milestone or programme
phase string? the phase as named
phase_no int32? its number, where it has one
milestones list<string> what is built or done
location string? where
operators list<string> who builds
status string as in `events`""" + DATES + _EVENT_TAIL)),
    Table("launches", "launch event, wide", columns("""
event_id string the event, as in `events`
doc_id string the document, as in `documents`
subtype string liftoff or ascent
payloads list<string> spacecraft, satellites, missions
vehicle string? the rocket
operators list<string> who launches
site string? from where
destination string? to where
status string as in `events`""" + DATES + _EVENT_TAIL)),
    Table("agreements", "agreement event, wide", columns("""
event_id string the event, as in `events`
doc_id string the document, as in `documents`
action string the subtype
parties list<string> who takes part
n_parties int32 the count the text gives or the parties named, whichever is larger
ordinal int32? which party to join it is, where the text says so (the 40th)
instrument string? the paper: accord, memorandum, bill
subject string? what it is about
status string as in `events`""" + DATES + _EVENT_TAIL)),
    Table("corrections", "correction that met an event (with --corrections)", columns("""
event_id string the event, as in `events` unless it was rejected
doc_id string the document, as in `documents`
line int32 line of the corrections file
action string accept, reject or override
column string? what was overridden: a column of `events`, or a role
before string? what stood there; names joined by " | "
value string? what the corrector put there
note string? the corrector's note
applied bool false: the value fits no event of this type, and nothing was changed
trigger string the event's trigger
evidence string the event's sentence""")),
    Table("quarantine", "input that could not be processed", columns("""
source string the input it came from, as named by the user
position int32? line, row or record in it, from 1; null for a whole file
doc_id string? the document's id, where one is known
stage string where it failed: read, or a stage
error string the kind of error
message string what happened, what was expected, what to do
text_sha256 string? sha256 of the text in UTF-8, where a text was read
raw string the input as it came, cut to 10 kB; bytes that are not UTF-8 as \\xNN""")),
)  # fmt: skip

BY_NAME = {table.name: table for table in TABLES}
# What shards keep beside the tables while a run goes on, so that the workers do it and not the one process at the end.
SKETCHES = Table("sketches", "document of a shard", columns("""
doc_id string the document
published date32? its publication date
text_sha256 string sha256 of its text in UTF-8
sketch string what near copies are told by (`ghatana.text.resemblance`), in hexadecimal
"""))  # fmt: skip
KEPT = {**BY_NAME, SKETCHES.name: SKETCHES}
ON_REQUEST = ("tokens", "corrections")


def arrow_schema(table: Table) -> Any:
    """The `pyarrow.Schema` of a table; column meanings are field metadata (`description`)."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "int32": pa.int32(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
        "date32": pa.date32(),
        "list<string>": pa.list_(pa.string()),
    }
    fields = [
        pa.field(c.name, kinds[c.kind], c.nullable, metadata={"description": c.meaning})
        for c in table.columns
    ]
    return pa.schema(fields, metadata={"table": table.name, "schema_version": SCHEMA_VERSION})


def describe() -> str:
    """The schema as text: what `ghatana schema` prints."""
    lines = [f"ghatana tables, schema version {SCHEMA_VERSION}"]
    for table in (*TABLES, *ACROSS):
        lines += ["", f"{table.name}: one row per {table.row}"]
        for c in table.columns:
            kind = c.kind + ("?" if c.nullable else "")
            lines.append(f"  {c.name:<16} {kind:<13} {c.meaning}")
    return "\n".join(lines) + "\n"
