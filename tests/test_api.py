"""From Python: any way texts come in, DataFrames as the schema says, one document with every layer, dates alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ghatana
from ghatana.document import LAYERS
from ghatana.errors import UsageError
from ghatana.tables.schema import BY_NAME

TEXT = "చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది."
WAYS: dict[str, Any] = {
    "a string": TEXT,
    "strings": [TEXT],
    "a generator": (t for t in [TEXT]),
    "a mapping": {"text": TEXT},
    "mappings": [{"text": TEXT, "id": None}],
    "a frame": pd.DataFrame({"text": [TEXT], "published": [pd.NaT]}),
}


@pytest.mark.parametrize("way", WAYS)
def test_texts_come_in_any_way(way: str) -> None:
    tables = ghatana.extract(WAYS[way], published="2024-06-13")
    assert set(tables) == set(BY_NAME)
    assert tables["launches"]["date_edtf"].tolist() == ["2024-05-03"]
    assert tables["documents"]["published_basis"].tolist() == ["option"]
    for name, frame in tables.items():
        assert list(frame.columns) == list(BY_NAME[name].names)


def test_columns_can_be_mapped() -> None:
    frame = pd.DataFrame({"body": [TEXT], "day": ["2024-06-13"], "rank": [1]})
    tables = ghatana.extract(frame, columns={"text": "body", "published": "day"})
    assert tables["documents"]["meta"].tolist() == ['{"rank": 1}']
    assert tables["launches"]["published"].tolist() == [date(2024, 6, 13)]


def test_a_bad_text_is_a_row_of_quarantine_and_no_exception() -> None:
    tables = ghatana.extract([TEXT, "", None, "a\ud800", {"id": 1}])
    assert len(tables["documents"]) == 1
    assert tables["quarantine"]["position"].tolist() == [2, 3, 4, 5]


def test_a_hugging_face_dataset_comes_in_as_it_is_or_as_a_stream() -> None:
    datasets = pytest.importorskip("datasets")
    rows = {"text": [TEXT, ""], "id": ["a", "b"], "published": ["2024-06-13", None], "rank": [1, 2]}
    made = datasets.Dataset.from_dict(rows)
    for given_ in (made, made.to_iterable_dataset(), made.with_format("numpy"), made.with_format("pandas")):
        tables = ghatana.extract(given_)
        assert tables["documents"]["doc_id"].tolist() == ["a"]
        assert tables["documents"]["meta"].tolist() == ['{"rank": 1}']
        assert tables["launches"]["date_edtf"].tolist() == ["2024-05-03"]
        assert tables["quarantine"]["position"].tolist() == [2]
    mapped = ghatana.extract(made.rename_column("text", "body"), columns={"text": "body"})
    assert mapped["documents"]["text"].tolist() == [TEXT]


def test_a_dictionary_of_datasets_is_refused_with_its_splits() -> None:
    datasets = pytest.importorskip("datasets")
    made = datasets.Dataset.from_dict({"text": [TEXT]})
    for splits in (
        datasets.DatasetDict(train=made, test=made),
        datasets.IterableDatasetDict(train=made.to_iterable_dataset()),
    ):
        with pytest.raises(UsageError, match=r"DatasetDict with the splits 'train'.*texts\['train'\]"):
            ghatana.extract(splits)


def test_what_looks_like_a_dataset_needs_no_library() -> None:
    class Rows:
        column_names = ["text"]

        def with_format(self, kind: None) -> list[dict[str, str]]:
            return [{"text": TEXT}]

    assert len(ghatana.extract(Rows())["launches"]) == 1
    with pytest.raises(UsageError, match="splits 'a'"):
        ghatana.extract({"a": Rows()})


@pytest.mark.parametrize(
    "wrong",
    [
        {"published": "2024-02-30"},
        {"workers": -1},
        {"tokenizer": "nltk"},
        {"recipe": "none.toml"},
        {"knowledge": "none.tsv"},
    ],
)
def test_an_argument_that_cannot_be_used_is_said(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        ghatana.extract([TEXT], **wrong)


def test_what_is_no_text_at_all_is_refused() -> None:
    with pytest.raises(UsageError, match="given a int"):
        ghatana.extract(5)


def test_a_single_text_gets_every_layer_though_it_is_not_about_space() -> None:
    doc = ghatana.annotate("హైదరాబాద్‌లో సోమవారం వర్షం కురిసింది.", published=date(2024, 6, 13))
    assert doc.layers == frozenset(LAYERS)
    assert doc.relevant is False
    assert [t.value for t in doc.timexes] == ["2024-06-10"]


def test_own_names_are_found(tmp_path: Any) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("id\ttype\tname\tnames\taliases\nzorblat\tSPACECRAFT\tZorblat-1\t\tజోర్బ్లాట్-1\n", "utf-8")
    tables = ghatana.extract("ఇస్రో జోర్బ్లాట్-1ను ప్రయోగించింది.", knowledge=own)
    assert "Zorblat-1" in tables["entities"]["canonical"].tolist()


def test_dates_alone() -> None:
    frame = ghatana.times_table([TEXT, "నిన్న", ""], published="2024-06-13")
    assert frame[["index", "text", "value"]].values.tolist() == [
        [0, "మే 3న", "2024-05-03"],
        [1, "నిన్న", "2024-06-12"],
    ]
    assert [t.basis for t in ghatana.times("నిన్న")] == ["unresolved"]
    with pytest.raises(UsageError, match="no language pack"):
        ghatana.times(TEXT, lang="xx")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_string_goes_in_and_every_span_reads_back(text: str) -> None:
    tables = ghatana.extract([text], gate=False)
    assert len(tables["documents"]) + len(tables["quarantine"]) == 1
    for name in ("sentences", "tokens", "entities", "timexes", "arguments"):
        for row in tables[name].itertuples():
            assert text.removeprefix("\ufeff")[row.start : row.end] == row.text
