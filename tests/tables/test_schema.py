"""The schema: one source, in the shape the contract gives it."""

from __future__ import annotations

import pyarrow as pa
import pytest

from ghatana.tables.schema import (
    ACROSS,
    BY_NAME,
    KINDS,
    ON_REQUEST,
    SCHEMA_VERSION,
    TABLES,
    arrow_schema,
    describe,
)

# The tables and their columns as users hold on to them. A change here is a change for every user: it needs a
# note in the changelog, and a new schema version if a name or a meaning goes.
PROMISED = {
    "documents": "doc_id duplicate_of source url title publisher lang published published_basis relevant n_chars "
    "n_sentences n_tokens n_events text_sha256 text meta",
    "sentences": "doc_id sentence_id start end text",
    "tokens": "doc_id sentence_id token_id start end text lemma upos head deprel case_suffix",
    "entities": "doc_id mention_id sentence_id start end text stem_end case label canonical kb_id engine score",
    "timexes": "doc_id timex_id sentence_id start end text type value mod edtf earliest latest basis alternatives",
    "events": "doc_id event_id type subtype status trigger trigger_start trigger_end sentence_id evidence "
    "evidence_start evidence_end date_text date_start date_end date_edtf date_mod date_earliest date_latest "
    "date_basis sources published url confidence extractor review",
    "arguments": "doc_id event_id role start end text stem_end canonical kb_id basis score",
    "station_phases": "event_id doc_id program subtype phase phase_no milestones location operators status "
    "date_edtf date_earliest date_latest sources evidence published url confidence review",
    "launches": "event_id doc_id subtype payloads vehicle operators site destination status date_edtf "
    "date_earliest date_latest sources evidence published url confidence review",
    "agreements": "event_id doc_id action parties n_parties ordinal instrument subject status date_edtf "
    "date_earliest date_latest sources evidence published url confidence review",
    "corrections": "event_id doc_id line action column before value note applied trigger evidence",
    "quarantine": "source position doc_id stage error message text_sha256 raw",
}

# Made across documents, by `ghatana timeline`.
PROMISED_ACROSS = {
    "timeline": "happening_id name type subtype status date_edtf date_earliest date_latest payloads vehicle operators "
    "site destination program phase milestones location parties instrument subject n_claims n_documents n_publishers "
    "first_reported last_reported evidence doc_id event_id conflicts confidence",
    "claims": "happening_id event_id doc_id type subtype status published publisher sources date_edtf date_earliest "
    "date_latest values keys evidence url confidence agrees differs duplicate_of text_sha256",
    "slips": "happening_id type subtype name announced_on announced_by event_id doc_id status date_edtf date_earliest "
    "date_latest previous_edtf previous_earliest previous_latest previous_event_id days_moved days_moved_min "
    "days_moved_max",
}


def test_the_tables_are_the_promised_ones() -> None:
    assert {t.name: " ".join(t.names) for t in ACROSS} == PROMISED_ACROSS
    assert not {t.name for t in ACROSS} & set(BY_NAME)
    assert {t.name: " ".join(t.names) for t in TABLES} == PROMISED
    assert ON_REQUEST == ("tokens", "corrections")


@pytest.mark.parametrize("table", [*TABLES, *ACROSS], ids=lambda t: t.name)
def test_every_column_has_a_known_type_and_a_meaning(table: object) -> None:
    columns = table.columns  # type: ignore[attr-defined]
    assert len({c.name for c in columns}) == len(columns)
    for column in columns:
        assert column.kind in KINDS
        assert len(column.meaning) > 3


def test_arrow_schemas_carry_types_nullability_and_meaning() -> None:
    schema = arrow_schema(BY_NAME["launches"])
    assert schema.field("payloads").type == pa.list_(pa.string())
    assert schema.field("date_earliest").type == pa.date32()
    assert schema.field("date_earliest").nullable
    assert not schema.field("status").nullable
    assert schema.field("vehicle").metadata[b"description"] == b"the rocket"
    assert schema.metadata[b"schema_version"] == SCHEMA_VERSION.encode()


def test_the_description_names_every_table_and_column() -> None:
    text = describe()
    for table in (*TABLES, *ACROSS):
        assert f"\n{table.name}: one row per " in text
        for column in table.columns:
            assert f"  {column.name}" in text
            assert column.meaning in text
