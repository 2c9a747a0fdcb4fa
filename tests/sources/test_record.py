"""Records: fields, publication dates, and what is refused with what message."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.errors import ReadError
from ghatana.sources.record import RAW_LIMIT, FieldMap, Record, cut_raw, parse_published

ZONE = "Asia/Kolkata"


def record(values: dict[str, object], **columns: str) -> Record:
    return FieldMap(columns).record(values, "a.jsonl", 3, ZONE)


def test_fields_are_taken_by_name_and_the_rest_is_carried_along() -> None:
    made = record({"text": "వార్త", "id": 7, "title": "శీర్షిక", "section": "సైన్స్", "rank": 2})
    assert (made.id, made.title, made.source, made.position) == ("7", "శీర్షిక", "a.jsonl", 3)
    assert made.meta == '{"rank": 2, "section": "సైన్స్"}'


def test_columns_can_be_mapped() -> None:
    made = record({"body": "వార్త", "date": "2024-06-13", "text": "summary"}, text="body", published="date")
    assert (made.text, made.published) == ("వార్త", date(2024, 6, 13))
    assert made.meta == '{"text": "summary"}'


def test_a_byte_order_mark_is_dropped_and_nothing_else() -> None:
    assert record({"text": "\ufeffఒకటి\r\nరెండు\r"}).text == "ఒకటి\r\nరెండు\r"


@pytest.mark.parametrize("values", [{}, {"text": None}, {"text": 5}, {"body": "వార్త"}, {"text": ["వార్త"]}])
def test_a_record_without_text_is_refused_with_its_columns(values: dict[str, object]) -> None:
    with pytest.raises(ReadError, match=r"no text: column 'text' holds .*--text-column"):
        record(values)


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="empty or white space"):
        record({"text": text})


@pytest.mark.parametrize("field", ["text", "title", "section"])
def test_a_lone_surrogate_is_refused_with_its_field_and_place(field: str) -> None:
    with pytest.raises(ReadError, match=r"lone surrogate \(U\+D800\)"):
        record({"text": "వార్త", field: "ab\ud800"})


@pytest.mark.parametrize("value", [True, ["a"], {"a": 1}])
def test_a_field_of_another_kind_is_refused(value: object) -> None:
    with pytest.raises(ReadError, match="where text or a number was expected"):
        record({"text": "వార్త", "publisher": value})


PUBLISHED = [
    ("2024-06-13", date(2024, 6, 13)),
    (" 2024-06-13 ", date(2024, 6, 13)),
    ("20240613", date(2024, 6, 13)),
    ("2024-06-13T23:00:00", date(2024, 6, 13)),
    ("2024-06-13 09:30:00+05:30", date(2024, 6, 13)),
    ("2024-06-12T18:29:59Z", date(2024, 6, 12)),
    ("2024-06-12T18:30:00Z", date(2024, 6, 13)),
    ("Wed, 12 Jun 2024 20:00:00 +0000", date(2024, 6, 13)),
    (date(2024, 6, 13), date(2024, 6, 13)),
    (datetime(2024, 6, 12, 20, tzinfo=UTC), date(2024, 6, 13)),
    (pd.Timestamp("2024-06-13 10:00"), date(2024, 6, 13)),
    (None, None),
    ("", None),
    (float("nan"), None),
    (pd.NaT, None),
]


@pytest.mark.parametrize(("value", "expected"), PUBLISHED, ids=lambda v: str(v))
def test_publication_dates(value: object, expected: date | None) -> None:
    assert parse_published(value, ZONE) == expected


@pytest.mark.parametrize(
    "value", ["2024-02-30", "2023-02-29", "2024-13-01", "13/06/2024", "జూన్ 13", "yesterday", 20240230]
)
def test_an_impossible_publication_date_is_refused_with_what_is_expected(value: object) -> None:
    with pytest.raises(ReadError, match="no day of the calendar; expected ISO 8601"):
        parse_published(value, ZONE)


@pytest.mark.parametrize("value", ["0001-01-01", "1799-12-31", "2200-01-01", "9999-12-31"])
def test_a_publication_date_of_no_newspaper_is_refused(value: str) -> None:
    with pytest.raises(ReadError, match="from 1800 to 2199"):
        parse_published(value, ZONE)


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert parse_published(day.isoformat(), ZONE) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    refused = ""
    try:
        found = parse_published(text, ZONE)
    except ReadError as error:
        found, refused = None, error.message
    assert isinstance(found, date | None)
    assert not refused or "expected" in refused


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_what_is_shown_of_raw_input_can_always_be_written(raw: str | bytes) -> None:
    cut_raw(raw).encode("utf-8")


def test_raw_input_is_cut_and_shows_bad_bytes() -> None:
    assert cut_raw(b"ab\xff") == "ab\\xff"
    assert cut_raw("a\ud800") == "a\\ud800"
    assert len(cut_raw(b"x" * (RAW_LIMIT + 5))) == RAW_LIMIT


@pytest.mark.parametrize(
    ("value", "meta"),
    [
        (float("nan"), "null"),
        (float("-inf"), '"-Infinity"'),
        ([1, float("nan")], "[1, null]"),
        ({"b": 1, "a": {"c": float("inf")}}, '{"a": {"c": "Infinity"}, "b": 1}'),
        (date(2024, 6, 13), '"2024-06-13"'),
    ],
)
def test_what_is_no_field_is_kept_as_json(value: object, meta: str) -> None:
    made = FieldMap().record({"text": "వార్త", "x": value}, "s", 1, "Asia/Kolkata")
    assert made.meta == f'{{"x": {meta}}}'
    json.loads(made.meta, parse_constant=pytest.fail)


def circle() -> list[object]:
    held: list[object] = []
    held.append(held)
    return held


@pytest.mark.parametrize(
    "value", [circle(), {1: "a", "b": 2}, {(1, 2): "a"}], ids=["circle", "mixed", "tuple"]
)
def test_what_is_no_json_rejects_the_record(value: object) -> None:
    with pytest.raises(ReadError, match="cannot be kept as JSON"):
        FieldMap().record({"text": "వార్త", "x": value}, "s", 1, "Asia/Kolkata")


@pytest.mark.parametrize("name", ["url", "title", "published"])
def test_an_array_is_no_field(name: str) -> None:
    with pytest.raises(ReadError):
        FieldMap().record({"text": "వార్త", name: np.array([1, 2])}, "s", 1, "Asia/Kolkata")
