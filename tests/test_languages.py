"""Language packs: reading tables, and what a malformed one says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.errors import LanguageDataError, UsageError
from ghatana.languages import Language, available, load, parse_tsv

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
