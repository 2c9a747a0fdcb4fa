"""The tables made across documents and runs, by `ghatana timeline`; a run has none of them. Part of the schema."""

from __future__ import annotations

from ghatana.tables.columns import DATES, Table, columns

ACROSS: tuple[Table, ...] = (
    Table("timeline", "happening, across documents", columns("""
happening_id string sha256 of the earliest claim's event_id, cut to 16: later reports leave it as it is
name string short name for people, of what tells it from others
type string station_phase, launch or agreement
subtype string see the annotation guide
status string what holds: what happened, by most independent voices, or else what was said last""" + DATES + """
payloads list<string> spacecraft, satellites, missions
vehicle list<string> the rocket, as exactly as any source names it
operators list<string> who launches or builds
site list<string> from where
destination list<string> to where
program list<string> the station or programme
phase list<string> the phase
milestones list<string> what is built or done
location list<string> where
parties list<string> who takes part
instrument list<string> the paper: accord, memorandum, bill
subject list<string> what it is about
n_claims int32 event claims: rows of `claims`
n_documents int32 documents
n_publishers int32 independent publishers that are named, copies of a text counted once; 1 where none is named
first_reported date32? publication date of the first document
last_reported date32? publication date of the last document
evidence string the sentence that shows it best
doc_id string the document of the evidence
event_id string the event of the evidence
conflicts list<string> cells in which sources disagree, what is held first, voices in brackets: "column: a (2) | b (1)"
confidence float64 0-1, four places: that one of the agreeing voices is right, if they err independently""")),
    Table("claims", "event claim, with its happening", columns("""
happening_id string the happening, as in `timeline`
event_id string the event, as in the run's `events`
doc_id string the document, as in the run's `documents`
type string as in `events`
subtype string as in `events`
status string as in `events`
published date32? publication date of the document
publisher string? publisher of the document
sources list<string> whom the claim is attributed to""" + DATES + """
values list<string> its arguments, "role: name"
keys list<string> what each of the values was compared by, in the same order
evidence string the sentence of the trigger
url string? address of the document
confidence float64 0-1, four places
agrees bool whether it contradicts nothing that `timeline` holds
differs list<string> the columns of `timeline` in which it does
duplicate_of string? as in the run's `documents`
text_sha256 string sha256 of the document's text in UTF-8; empty: unknown""")),
    Table("slips", "promised date that said something new, of a launch or station phase whose date moved", columns("""
happening_id string the happening, as in `timeline`
type string as in `timeline`
subtype string as in `timeline`
name string as in `timeline`
announced_on date32? publication date of the claim
announced_by list<string> whom it is attributed to, or else who published it
event_id string the claim, as in `claims`
doc_id string its document
status string planned, proposed or delayed
date_edtf string? the promise, EDTF (ISO 8601-2); null: put off without a new date
date_earliest date32? first day promised; null: open or unknown
date_latest date32? last day promised; null: open or unknown
previous_edtf string? what had been promised before; null: nothing
previous_earliest date32? its first day
previous_latest date32? its last day
previous_event_id string? the claim that promised it
days_moved int32? days moved, negative if brought forward; null unless both promises are single days
days_moved_min int32? at least so many: first day promised less the last day before; null: open
days_moved_max int32? at most so many: last day promised less the first day before; null: open""")),
)  # fmt: skip
