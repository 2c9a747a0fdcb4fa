"""Rules beside the schema: of columns that there are, with the values that their meanings name."""

from __future__ import annotations

import re

import pytest

from ghatana.tables import rules
from ghatana.tables.rules import EVERY
from ghatana.tables.schema import ACROSS, TABLES


def test_every_table_is_there_in_order() -> None:
    assert list(EVERY.values()) == [*TABLES, *ACROSS]


@pytest.mark.parametrize("name", EVERY)
def test_rules_name_columns_of_the_table(name: str) -> None:
    columns = set(EVERY[name].names)
    assert set(rules.KEYS.get(name, ())) <= columns
    assert set(rules.order(EVERY[name])) <= columns
    assert set(rules.allowed(name)) <= columns
    assert {rules.DAYS.get(name)} - {None} <= columns
    for reference in rules.references(name):
        assert set(reference.columns) <= columns
        assert set(reference.to) <= set(EVERY[reference.table].names)
    for span in rules.spans(EVERY[name]):
        assert {span.start, span.end, span.text} <= columns
    for day in rules.dates(EVERY[name]):
        assert {day.edtf, day.earliest, day.latest} <= columns


@pytest.mark.parametrize("name", rules.KEYS)
def test_keys_are_never_null(name: str) -> None:
    assert not [c.name for c in EVERY[name].columns if c.name in rules.KEYS[name] and c.nullable]


@pytest.mark.parametrize("name", EVERY)
def test_without_a_key_all_columns_decide_the_order(name: str) -> None:
    if name not in rules.KEYS:
        assert set(rules.order(EVERY[name])) == set(EVERY[name].names)


# Columns whose meaning says where the values are told, and does not list them.
ELSEWHERE = {("timeline", "status"), ("agreements", "action"), ("events", "date_mod")}


def listed() -> list[tuple[str, str]]:
    pairs = [(table, column) for table, columns in rules.ALLOWED.items() for column in columns]
    told = {
        (t.name, c.name) for t in EVERY.values() for c in t.columns if re.search("guide|as in `", c.meaning)
    }
    return [pair for pair in pairs if pair not in told | ELSEWHERE]


@pytest.mark.parametrize(("table", "column"), listed(), ids=lambda v: str(v))
def test_meanings_list_the_allowed_values(table: str, column: str) -> None:
    """`ghatana schema` tells people the same values that validation holds to."""
    (meaning,) = (c.meaning for c in EVERY[table].columns if c.name == column)
    values = rules.allowed(table)[column]
    assert len(set(values)) == len(values)
    words = set(re.findall(r"\w+", meaning))
    assert not {v for v in values if not set(re.findall(r"\w+", v)) <= words}


def test_spans_of_every_table_that_has_offsets_are_known() -> None:
    for name, table in EVERY.items():
        starts = {c for c in table.names if c == "start" or c.endswith("_start")}
        assert starts == {s.start for s in rules.spans(table)}, name
