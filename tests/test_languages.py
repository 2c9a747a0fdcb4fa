"""Language packs: reading tables, and what a malformed one says."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.errors import LanguageDataError, UsageError
from ghatana.languages import Language, Record, available, known, load, parse_tsv

CELL = st.text(
    st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"]), min_size=1, max_size=8
).filter(lambda s: s.strip() and not s.startswith("#"))


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_rows_come_back_as_written(pairs: list[tuple[str, str]]) -> None:
    text = "# a comment\nform\tvalue\n\n" + "".join(f"{a}\t{b}\n" for a, b in pairs)
    assert [(r["form"], r["value"]) for r in parse_tsv(text, "x.tsv")] == pairs


def test_missing_cells_at_the_end_are_empty() -> None:
    assert parse_tsv("a\tb\n1\n", "x.tsv") == ({"a": "1", "b": ""},)


def test_windows_line_ends_are_no_part_of_a_cell() -> None:
    assert parse_tsv("a\tb\r\n1\t2\r\n", "x.tsv") == ({"a": "1", "b": "2"},)


def test_a_row_with_too_many_cells_is_refused_with_its_line() -> None:
    with pytest.raises(LanguageDataError, match=r"x\.tsv, line 3: 3 cells, but the header has 2 \(a, b\)"):
        parse_tsv("a\tb\n1\t2\n1\t2\t3\n", "x.tsv")


def test_telugu_is_shipped() -> None:
    assert "te" in available()
    assert load("te") is load("te")
    assert load("te").settings("counts")["counted"]


def test_an_unknown_language_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"no language pack 'xx'.*te"):
        Language("xx")


def test_a_pack_that_is_being_written_is_opened_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "times").mkdir()
    (tmp_path / "times" / "numbers.tsv").write_text("form\tvalue\tkind\nondu\t1\tunit\n", "utf-8")
    pack = Language("kn", tmp_path)
    assert pack.code == "kn"
    assert pack.rows("times/numbers") == ({"form": "ondu", "value": "1", "kind": "unit"},)
    with pytest.raises(LanguageDataError, match=r"'kn' lacks gate\.tsv"):
        pack.rows("gate")
    assert "kn" not in available()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no folder .*none for the language pack 'kn'"):
        Language("kn", tmp_path / "none")


def test_a_file_that_a_pack_lacks_is_named() -> None:
    with pytest.raises(LanguageDataError, match=r"'te' lacks nothing\.tsv"):
        load("te").rows("nothing")


def test_what_is_about_english_names_alone_is_shared_by_all_packs(tmp_path: Path) -> None:
    shared = load("te").rows("events/actors")
    assert {"canonical": "ISRO", "kind": "agency"} in shared
    pack = Language("kn", tmp_path)
    assert pack.rows("events/actors") == shared
    assert "shared" not in available()


def test_a_pack_s_own_file_takes_the_place_of_the_shared_one(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "actors.tsv").write_text("canonical\tkind\nKSRO\tagency\n", "utf-8")
    assert Language("kn", tmp_path).rows("events/actors") == ({"canonical": "KSRO", "kind": "agency"},)


def test_what_not_every_language_has_may_be_absent(tmp_path: Path) -> None:
    (tmp_path / "there.tsv").write_text("form\nx\n", "utf-8")
    pack = Language("kn", tmp_path)
    assert pack.rows("nothing", needed=False) == ()
    assert pack.rows("there", needed=False) == ({"form": "x"},)


def test_a_column_that_a_table_lacks_is_named_with_those_it_has(tmp_path: Path) -> None:
    (tmp_path / "suffixes.tsv").write_text("form\tcase\nge\tdat\n", "utf-8")
    (row,) = Language("kn", tmp_path).rows("suffixes")
    assert (row["case"], row.get("after")) == ("dat", None)
    with pytest.raises(
        LanguageDataError, match=r"suffixes\.tsv lacks 'after'; it has form, case\. docs/language"
    ):
        row["after"]


def test_a_setting_that_a_file_lacks_is_named_with_its_table(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text('a = 1\n[tense]\nside = "before"\n[tense.more]\n', "utf-8")
    rules = Language("kn", tmp_path).settings("rules")
    assert rules["tense"]["side"] == "before"
    with pytest.raises(LanguageDataError, match=r"rules\.toml lacks 'order'; it has a, tense"):
        rules["order"]
    with pytest.raises(LanguageDataError, match=r"^\[tense\] of .*rules\.toml lacks 'scheduled'"):
        rules["tense"]["scheduled"]
    with pytest.raises(LanguageDataError, match=r"^\[more\] of \[tense\] of .*lacks 'x'; it has nothing"):
        rules["tense"]["more"]["x"]


@given(st.dictionaries(CELL, CELL))
def test_a_record_is_a_dictionary_and_crosses_processes(cells: dict[str, str]) -> None:
    record = Record(cells, "x.tsv")
    assert record == cells
    sent = pickle.loads(pickle.dumps(record))
    assert (sent, sent.where, type(sent)) == (record, "x.tsv", Record)


def test_a_cell_that_is_no_number_is_shown_in_its_row() -> None:
    row = Record({"form": "ondu", "value": "one"}, "numbers.tsv")
    with pytest.raises(
        LanguageDataError, match=r"numbers\.tsv: found 'one' as value in the row ondu, one; expected"
    ):
        row.number("value")
    with pytest.raises(LanguageDataError, match=r"numbers\.tsv lacks 'weight'"):
        row.number("weight")
    assert Record({"value": "-2.5"}, "x").number("value") == -2.5


@pytest.mark.parametrize(("name", "content", "message"), [
    ("names.toml", b"x =", r"names\.toml is not TOML"), ("names.toml", b"\xff", r"names\.toml is not UTF-8 text"),
    ("names.tsv", b"form\n\xff\n", r"names\.tsv is not UTF-8 text"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    pack = Language("kn", tmp_path)
    with pytest.raises(LanguageDataError, match=message):
        pack.rows("names") if name.endswith("tsv") else pack.settings("names")


def test_settings_that_a_pack_may_do_without(tmp_path: Path) -> None:
    pack = Language("kn", tmp_path)
    assert pack.settings("nothing", needed=False) == {}
    assert pack.name == "kn"
    (tmp_path / "pack.toml").write_text('name = "Kannada"\n', "utf-8")
    assert pack.name == "Kannada"


def test_packs_of_ones_own_lie_in_a_folder_by_their_codes(tmp_path: Path) -> None:
    for name in ("kn", "te", "kok", "notes", "Kn"):
        (tmp_path / name).mkdir()
    (tmp_path / "ta").write_text("a file", "utf-8")
    packs = str(tmp_path)
    assert available(packs) == sorted({*available(), "kn", "kok"})
    assert load("kn", packs).where("gate.tsv") == f"{tmp_path}/kn/gate.tsv"
    assert load("te", packs).where("gate.tsv").startswith(packs), (
        "one's own takes the place of the shipped one"
    )
    assert load("te", str(tmp_path / "none")) is load("te")
    with pytest.raises(UsageError, match="no language pack 'ta'"):
        load("ta", packs)


def test_a_pack_of_ones_own_is_opened_anew(tmp_path: Path) -> None:
    (tmp_path / "kn").mkdir()
    for name in ("Kannada", "Kanarese"):
        (tmp_path / "kn" / "pack.toml").write_text(f'name = "{name}"\n', "utf-8")
        assert load("kn", str(tmp_path)).name == name


def test_where_there_is_no_pack_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "kn").mkdir()
    assert known("te") is load("te")
    assert known("kn") is None
    assert known("und-Latn") is None
    found = known("kn", str(tmp_path))
    assert found is not None
    assert found.code == "kn"
