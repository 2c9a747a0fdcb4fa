"""The knowledge base: integrity of what is shipped, and a user's own entries."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest

from ghatana import knowledge
from ghatana.document import LABELS
from ghatana.errors import LanguageDataError, UsageError
from ghatana.knowledge import Entry, Knowledge, Series
from ghatana.knowledge.entries import COLUMNS, read
from ghatana.knowledge.series import families, number_of, roman, slug
from ghatana.languages import load, parse_tsv
from ghatana.text.keys import KeyFolder

BASE = knowledge.load()
FOLDER = KeyFolder((row["form"], row["key"]) for row in load("te").rows("folds"))
DATA = files("ghatana.knowledge") / "data"
TABLES = sorted(p.name for p in DATA.iterdir() if p.name.endswith(".tsv"))
# Entries of one type that may share a spelling: guards or the order of the files decide which is meant.
SHARED_BY_DESIGN = {
    ("krishna-district", "krishna-river"),
    ("crew-dragon-resilience", "resilience"),
}


def test_there_is_a_knowledge_base_worth_the_name() -> None:
    assert len(BASE.entries) >= 1500
    assert {entry.type for entry in BASE.entries} == set(LABELS)
    assert len(BASE.series) >= 100


def test_known_facts() -> None:
    assert BASE.by_id["isro"].name == "ISRO"
    assert "ఇస్రో" in BASE.by_id["isro"].aliases
    assert BASE.by_id["sriharikota"].type == "SITE"
    assert BASE.by_id["china"].country == "CN"


@pytest.mark.parametrize("table", [t for t in TABLES if t != "series.tsv"])
def test_tables_are_sorted_and_have_the_columns(table: str) -> None:
    rows = parse_tsv((DATA / table).read_text(encoding="utf-8"), table)
    assert tuple(rows[0]) == COLUMNS
    ids = [row["id"] for row in rows]
    assert ids == sorted(ids)


@pytest.mark.parametrize("table", TABLES)
def test_tables_say_where_they_come_from(table: str) -> None:
    assert (DATA / table).read_text(encoding="utf-8").startswith("# ")


def test_names_are_latin_and_aliases_indian_or_devanagari() -> None:
    indian = re.compile(r"[\u0900-\u097f\u0c00-\u0c7f]")
    for entry in BASE.entries:
        assert not any(indian.search(name) for name in (entry.name, *entry.names)), entry
        assert all(indian.search(alias) for alias in entry.aliases), entry


def test_spellings_are_clean() -> None:
    for entry in BASE.entries:
        spellings = (entry.name, *entry.names, *entry.aliases)
        assert len(set(spellings)) == len(spellings), entry
        for spelling in spellings:
            assert spelling == unicodedata.normalize("NFC", spelling).strip(), entry
            assert not re.search(r"[\u200b-\u200f\u00ad]|  ", spelling), entry
        assert entry.country == "" or re.fullmatch(r"[A-Z]{2}", entry.country), entry


def test_a_spelling_means_one_entry_of_a_type() -> None:
    """Within one type the exact spelling is unique; across types guards.tsv or the order decides."""
    meant: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
    for entry in BASE.entries:
        for spelling in (entry.name, *entry.names, *entry.aliases):
            meant[entry.type, spelling][entry.id] = entry
    for (label, spelling), entries in meant.items():
        if len(entries) == 1 or tuple(sorted(entries)) in SHARED_BY_DESIGN:
            continue
        # Bodies of one name: the country spoken of decides, else the usual one (`namesakes`).
        assert label == "ORG", (spelling, sorted(entries))
        assert len({e.country for e in entries.values()} - {""}) == len(entries), (spelling, sorted(entries))
        assert sum(e.notes == "usual" for e in entries.values()) == 1, (spelling, sorted(entries))


def test_every_guard_names_something_known() -> None:
    known = {e.id for e in BASE.entries} | {s.id for s in BASE.series}
    rows = load("te").rows("guards")
    assert {row["id"] for row in rows} <= known
    for row in rows:
        if row["alias"] and row["id"] in BASE.by_id:
            entry = BASE.by_id[row["id"]]
            have = {FOLDER.fold(s) for s in (entry.name, *entry.names, *entry.aliases)}
            assert {FOLDER.fold(a) for a in row["alias"].split("|")} & have, row


def test_an_own_file_comes_first_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(
        "\ufeffid\ttype\tname\taliases\nisro\tORG\tMy ISRO\tనా ఇస్రో\naries\tORG\tARIES\n", encoding="utf-8"
    )
    own = knowledge.load(path)
    assert [e.name for e in own.entries[:2]] == ["My ISRO", "ARIES"]
    assert own.by_id["isro"].aliases == ("నా ఇస్రో",)
    assert len(own.entries) == len(BASE.entries) + 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id\ttype\tname\nx\tORGAN\tX\n", r"line 2: unknown type 'ORGAN'; expected one of PER, ORG"),
        ("id\ttype\tname\n# c\n\nx\tORG\t\n", r"line 4: the cell 'name' is empty"),
        ("id\ttype\tname\nX Y\tORG\tX\n", r"line 2: the id 'X Y' is no slug"),
        ("id\ttype\nx\tORG\n", r"line 1: .*missing: name"),
        ("id\ttype\tname\tcolour\nx\tORG\tX\tred\n", r"line 1: .*Unknown: colour"),
        ("id\ttype\tname\nx\tORG\tX\ty\n", r"line 2: 4 cells"),
        ("id\ttype\tname\nx\tORG\tX\n# c\nx\tORG\tY\n", r"line 4: the id 'x' stands in line 2 already"),
    ],
)
def test_a_malformed_own_file_is_a_usage_error_with_the_line(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as caught:
        knowledge.load(path)
    assert str(path) in caught.value.message


def test_a_missing_or_unreadable_own_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        knowledge.load(tmp_path / "none.tsv")
    path = tmp_path / "latin.tsv"
    path.write_bytes(b"id\ttype\tname\nx\tORG\t\xff\n")
    with pytest.raises(UsageError, match="cannot be read as UTF-8"):
        knowledge.load(path)


def test_an_empty_table_has_no_entries() -> None:
    assert list(read("", "x.tsv")) == []
    assert list(read("id\ttype\tname\n", "x.tsv")) == []


def test_two_entries_with_one_id_are_refused() -> None:
    with pytest.raises(LanguageDataError, match="'x' twice"):
        Knowledge([Entry("x", "ORG", "X"), Entry("x", "ORG", "Y")])


def test_families_are_well_formed() -> None:
    ids = [series.id for series in families()]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(BASE.by_id)
    for series in families():
        assert series.stems
        assert series.name("C", "1", "A")
        assert not any("\u200c" in stem for stem in series.stems)


@pytest.mark.parametrize(
    ("template", "cells", "name"),
    [
        ("PSLV-{l}{n}", ("C", "052", ""), "PSLV-C052"),
        ("BAS-{i}", ("", "01", ""), "BAS-1"),
        ("Artemis {r}", ("", "4", ""), "Artemis IV"),
        ("GSAT-{n}{s}", ("", "6", "A"), "GSAT-6A"),
    ],
)
def test_names_of_members(template: str, cells: tuple[str, str, str], name: str) -> None:
    assert Series("s", "LAUNCHER", template, ("S",)).name(*cells) == name


def test_roman_numerals_and_back() -> None:
    assert [roman(str(n)) for n in (1, 4, 9, 14, 39)] == ["I", "IV", "IX", "XIV", "XXXIX"]
    assert [roman(n) for n in ("0", "40", "2.1")] == ["0", "40", "2.1"]
    assert all(number_of(roman(str(n))) == str(n) for n in range(1, 40))
    assert number_of("IIX") is None


def test_slugs() -> None:
    assert slug("Chang'e 6") == "change-6"
    assert slug("Pléiades Neo 5") == "pleiades-neo-5"
    assert slug("'") == "unnamed"
