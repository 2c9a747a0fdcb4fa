"""The run folder: everything that went in comes out in a table or in quarantine, and nothing half-written stays."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ghatana.errors import InputNotFound, OutputExists, RunStopped, UsageError
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, output, run
from ghatana.tables.schema import BY_NAME, ON_REQUEST, TABLES
from ghatana.tables.write import ParquetWriter


def lines(path: Path, *records: Any) -> str:
    path.write_text("".join(r if isinstance(r, str) else json.dumps(r) + "\n" for r in records), "utf-8")
    return str(path)


def go(inputs: list[str], out: Path, recipe: Recipe, **options: Any) -> Any:
    return run(inputs, out, recipe, Options(**options), Progress(quiet=True))


def table(out: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(out / f"{name}.parquet")


def test_every_table_is_written_and_listed(tmp_path: Path, small: Recipe) -> None:
    source = lines(tmp_path / "a.jsonl", {"text": "ఒకటి"}, {"text": "రెండు", "id": "b"})
    outcome = go([source], tmp_path / "run", small, formats=("parquet", "csv", "jsonl"))
    names = {f"{t.name}.{f}" for t in TABLES if t.name not in ON_REQUEST for f in ("parquet", "csv", "jsonl")}
    assert {p.name for p in (tmp_path / "run").iterdir()} == names | {"run.json"}
    manifest = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert set(manifest["files"]) == names
    assert manifest["files"]["documents.csv"]["rows"] == 2
    assert manifest["counts"] == {"in": 2, "documents": 2, "quarantined": 0, "events": 0}
    assert manifest["recipe"]["fingerprint"] == small.fingerprint()
    assert (outcome.documents, outcome.quarantined) == (2, 0)


def test_documents_in_are_documents_out_and_quarantined(tmp_path: Path, small: Recipe) -> None:
    records = [
        {"text": "ఒకటి"},
        "{broken\n",
        {"text": "FAIL"},
        {"no": 1},
        {"text": "x" * 51},
        {"text": "రెండు"},
    ]
    outcome = go([lines(tmp_path / "a.jsonl", *records)], tmp_path / "run", small)
    assert (outcome.documents, outcome.quarantined) == (2, 4)
    quarantine = table(tmp_path / "run", "quarantine")
    assert quarantine["position"].tolist() == [2, 3, 4, 5]
    assert quarantine["stage"].tolist() == ["read", "sentences", "read", "identify"]
    assert quarantine["error"].tolist() == ["ReadError", "ValueError", "ReadError", "TextTooLong"]
    assert quarantine["raw"].tolist()[1] == "FAIL"


def test_ids_come_from_the_text_and_repeat_with_a_number(tmp_path: Path, small: Recipe) -> None:
    records = [
        {"text": "ఒకటి"},
        {"text": "ఒకటి"},
        {"text": "ఒకటి"},
        {"text": "a", "id": "x"},
        {"text": "b", "id": "x"},
    ]
    go([lines(tmp_path / "a.jsonl", *records)], tmp_path / "run", small)
    ids = table(tmp_path / "run", "documents")["doc_id"].tolist()
    assert ids[1:] == [f"{ids[0]}-2", f"{ids[0]}-3", "x"]
    (refused,) = table(tmp_path / "run", "quarantine").to_dict("records")
    assert (refused["doc_id"], refused["error"], refused["position"]) == ("x", "DuplicateId", 5)


def test_the_same_text_is_marked_with_the_first_to_print_it(tmp_path: Path, small: Recipe) -> None:
    records = [
        {"text": "ఒకటి", "id": "late", "published": "2024-06-14"},
        {"text": "ఒకటి", "id": "undated"},
        {"text": "ఒకటి", "id": "early", "published": "2024-06-13"},
        {"text": "రెండు", "id": "other"},
    ]
    go([lines(tmp_path / "a.jsonl", *records)], tmp_path / "run", small)
    found = table(tmp_path / "run", "documents").set_index("doc_id")["duplicate_of"].to_dict()
    assert {k: v for k, v in found.items() if isinstance(v, str)} == {"late": "early", "undated": "early"}


def test_publication_dates_and_their_basis(tmp_path: Path, small: Recipe) -> None:
    records = [{"text": "ఒకటి", "published": "2024-06-13"}, {"text": "రెండు"}]
    go([lines(tmp_path / "a.jsonl", *records)], tmp_path / "with", small, published=date(2020, 1, 2))
    assert table(tmp_path / "with", "documents")["published_basis"].tolist() == ["metadata", "option"]
    go([lines(tmp_path / "a.jsonl", *records)], tmp_path / "without", small)
    assert table(tmp_path / "without", "documents")["published_basis"].tolist() == ["metadata", "none"]


def test_what_a_text_carries_itself_stands_before_the_option(tmp_path: Path) -> None:
    recipe = Recipe.parse('[[stage]]\nuse = "dateline"\n[[stage]]\nuse = "sentences"\n', "dates.toml")
    line = "బీజింగ్, 2021 జూన్ 13 (జిన్హువా): ప్రయోగం జరిగింది."
    records = [{"text": line}, {"text": f"{line} .", "published": "2020-05-06"}, {"text": "ప్రయోగం జరిగింది."}]
    go([lines(tmp_path / "a.jsonl", *records)], tmp_path / "run", recipe, published=date(2024, 1, 2))
    documents = table(tmp_path / "run", "documents")
    assert documents["published_basis"].tolist() == ["dateline", "metadata", "option"]
    assert documents["published"].astype(str).tolist() == ["2021-06-13", "2020-05-06", "2024-01-02"]


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("te-IN", "te"),
        ("tel", "te"),
        ("tel-Telu", "te"),
        ("TE", "te"),
        ("hi_IN", "hi"),
        ("ta", "ta"),
        ("zh-Hant", "zh-Hant"),
        ("und-Latn", "und-Latn"),
        ("Telugu", "te"),
        (" te ", "te"),
        (None, "te"),
    ],
)
def test_a_language_is_told_by_the_first_part_of_its_tag(
    tmp_path: Path, small: Recipe, said: str | None, lang: str
) -> None:
    go([lines(tmp_path / "a.jsonl", {"text": "ఉపగ్రహాన్ని ప్రయోగించారు.", "lang": said})], tmp_path / "run", small)
    assert table(tmp_path / "run", "documents")["lang"].tolist() == [lang]


@pytest.mark.parametrize("said", ["tel", "te", "te-IN", "HI"])
def test_a_language_may_be_named_by_either_of_its_codes(tmp_path: Path, small: Recipe, said: str) -> None:
    go([lines(tmp_path / "a.jsonl", {"text": "ఒకటి"})], tmp_path / "run", small, lang=said)
    assert table(tmp_path / "run", "documents")["lang"].tolist() == [said[:2].lower()]


@pytest.mark.parametrize("said", ["xx", "Telugu", ""])
def test_a_language_without_a_pack_is_refused_before_anything_is_read(
    tmp_path: Path, small: Recipe, said: str
) -> None:
    with pytest.raises(UsageError, match=r"no language pack\. Expected one of: en, hi, te; leave it out"):
        go([lines(tmp_path / "a.jsonl", {"text": "ఒకటి"})], tmp_path / "run", small, lang=said)
    assert not (tmp_path / "run").exists()


def test_strict_stops_at_the_first_bad_document_and_leaves_no_tables(tmp_path: Path, small: Recipe) -> None:
    source = lines(tmp_path / "a.jsonl", {"text": "ఒకటి"}, "{broken\n", {"text": "రెండు"})
    with pytest.raises(RunStopped, match=r"--strict\): .*a\.jsonl, record 2, stage 'read'"):
        go([source], tmp_path / "run", small, strict=True)
    assert [p.name for p in (tmp_path / "run").iterdir()] == [output.ASIDE]


def test_a_folder_that_holds_a_run_or_other_files_is_left_alone(tmp_path: Path, small: Recipe) -> None:
    source = lines(tmp_path / "a.jsonl", {"text": "ఒకటి"})
    go([source], tmp_path / "run", small)
    before = (tmp_path / "run" / "run.json").read_bytes()
    with pytest.raises(OutputExists, match="holds a run already"):
        go([source], tmp_path / "run", small)
    assert (tmp_path / "run" / "run.json").read_bytes() == before
    with pytest.raises(OutputExists, match=r"not empty \(a\.jsonl"):
        go([source], tmp_path, small)
    with pytest.raises(OutputExists, match="is a file"):
        go([source], tmp_path / "a.jsonl", small)


def test_a_disk_that_fails_stops_the_run_and_leaves_nothing_that_looks_whole(
    tmp_path: Path, small: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    source = lines(tmp_path / "a.jsonl", {"text": "ఒకటి"})
    with monkeypatch.context() as patch:
        patch.setattr(ParquetWriter, "write", full)
        with pytest.raises(RunStopped, match="No space left on device"):
            go([source], tmp_path / "run", small)
    assert [p.name for p in (tmp_path / "run").iterdir()] == [output.ASIDE]
    assert go([source], tmp_path / "run", small, resume=True).documents == 1
    assert not (tmp_path / "run" / output.ASIDE).exists()


def test_wrong_options_are_refused_before_anything_is_written(tmp_path: Path, small: Recipe) -> None:
    source = lines(tmp_path / "a.jsonl", {"text": "ఒకటి"})
    for options, message in [
        ({"formats": ("xlsx",)}, "Unknown format xlsx; known: parquet, csv, jsonl"),
        ({"tables": ("event",)}, "Unknown table event"),
        ({"workers": -1}, "expected 0"),
        ({"limit": 0}, "at least 1"),
    ]:
        with pytest.raises(UsageError, match=message):
            go([source], tmp_path / "run", small, **options)
    with pytest.raises(InputNotFound):
        go([str(tmp_path / "none.txt")], tmp_path / "run", small)
    assert not (tmp_path / "run").exists()


def test_limit_and_tables(tmp_path: Path, small: Recipe) -> None:
    source = lines(tmp_path / "a.jsonl", *({"text": f"వార్త {i}"} for i in range(9)))
    outcome = go([source], tmp_path / "run", small, limit=4, tables=("documents", "sentences"))
    assert outcome.documents == 4
    assert {p.name for p in (tmp_path / "run").iterdir()} == {
        "documents.parquet",
        "sentences.parquet",
        "run.json",
    }


def test_row_groups_do_not_depend_on_the_batch(
    tmp_path: Path, small: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ghatana.run import local

    source = lines(tmp_path / "a.jsonl", *({"text": f"వార్త {i}"} for i in range(70)))
    shas = []
    for size in (1, 7, 32):
        monkeypatch.setattr(local, "BATCH_DOCUMENTS", size)
        go([source], tmp_path / f"run{size}", small)
        shas.append(json.loads((tmp_path / f"run{size}" / "run.json").read_text("utf-8"))["files"])
    assert shas[0] == shas[1] == shas[2]
    assert len(table(tmp_path / "run1", "sentences")) == 70


def test_progress_writes_plain_lines_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from ghatana.run import progress

    monkeypatch.setattr(progress, "PLAIN_SECONDS", 0.0)
    stream = io.StringIO()
    shown = Progress(stream=stream)
    shown.add(3, 2, 1)
    shown.close()
    assert "3 documents" in stream.getvalue()
    assert "2 events, 1 quarantined" in stream.getvalue()


def test_an_empty_input_gives_empty_tables(tmp_path: Path, small: Recipe) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    outcome = go([str(tmp_path / "a.jsonl")], tmp_path / "run", small)
    assert outcome.documents == 0
    assert list(table(tmp_path / "run", "events").columns) == list(BY_NAME["events"].names)


def test_the_manifest_names_packages_and_models(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", {"text": "ఇస్రో ఉపగ్రహాన్ని ప్రయోగించింది."})
    go([source], tmp_path / "run", Recipe.default())
    manifest = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert manifest["packages"].keys() >= {"onnxruntime", "pyarrow", "tokenizers"}
    assert len(manifest["models"]["onnx"]) == 64
