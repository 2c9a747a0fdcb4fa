"""`ghatana explain`: what each cell of a row came from, and clear words where that cannot be told."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from ghatana.cli import main
from ghatana.errors import StageError, UsageError
from ghatana.explain import explain
from ghatana.explain.meanings import meaning, meanings
from ghatana.languages import load
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, run
from ghatana.tables.corrections import Corrections

RECORDS = [
    {"id": "launch", "published": "2024-06-13", "text": (
        "శ్రీహరికోట: ఇస్రో మే 3న పీఎస్‌ఎల్‌వీ-సి58 రాకెట్‌ను శ్రీహరికోట నుంచి ప్రయోగించింది. "
        "చంద్రయాన్-4ను 2028లో ప్రయోగించనుంది.")},
    {"id": "pact", "published": "2024-06-13", "text": (
        "అంతరిక్ష పరిశోధనపై నాసా, ఇస్రో జూన్ 5న ఒప్పందంపై సంతకం చేశాయి. ఆర్టెమిస్ ఒప్పందంలో చేరిన 40వ దేశంగా లిథువేనియా నిలిచింది.")},
    {"id": "dated", "text": "బీజింగ్, జూన్ 4 2024 (ఏఎన్ఐ): చైనా మంగళవారం చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది."},
    {"id": "weather", "text": "వాతావరణం బాగుంది."},
]  # fmt: skip
RULES = Recipe.default().changed(ner="rules")


def made(folder: Path, recipe: Recipe = RULES, **options: Any) -> Path:
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in RECORDS), "utf-8")
    run([str(source)], folder / "run", recipe, Options(**options), Progress(quiet=True))
    return folder / "run"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("plain"))


def events(path: Path) -> pd.DataFrame:
    return pd.read_parquet(path / "events.parquet")


def id_of(path: Path, doc: str, status: str = "completed") -> str:
    table = events(path)
    return str(table[(table["doc_id"] == doc) & (table["status"] == status)]["event_id"].iloc[0])


def command(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, args)])


def test_every_event_of_a_run_can_be_explained(plain: Path) -> None:
    table = events(plain)
    assert len(table) >= 4
    for row in table.to_dict("records"):
        found = explain(plain, row["event_id"])
        data = found.data()
        assert found.differing == {}
        assert (data["type"], data["confidence"]["value"]) == (row["type"], row["confidence"])
        assert (data["status"]["value"], data["subtype"]["value"]) == (row["status"], row["subtype"])
        assert data["date"]["value"] == (row["date_edtf"] if isinstance(row["date_edtf"], str) else None)
        arguments = pd.read_parquet(plain / "arguments.parquet")
        own = arguments[arguments["event_id"] == row["event_id"]]
        assert [a["role"] for a in data["arguments"]] == own["role"].tolist()
        assert [a["score"] for a in data["arguments"]] == own["score"].tolist()
        json.dumps(data)


def test_the_text_names_words_row_form_time_and_arguments(plain: Path) -> None:
    done = command(plain, id_of(plain, "launch"))
    assert done.exit_code == 0, done.output
    text = done.stdout
    assert text.startswith(
        f"event {id_of(plain, 'launch')} of document launch, published 2024-06-13 (metadata)\n"
    )
    assert "⟦trigger: ప్రయోగించింది⟧" in text
    assert "⟦date: మే 3న⟧" in text
    assert "row l.launch of triggers.tsv: verb, sense launch" in text
    assert re.search(r"verb form: ending \S+, fin, completed", text)
    assert re.search(r"an event: probability 0\.\d{4} \(log-odds [+-]\d+\.\d\d\), needed 0\.\d\d", text)
    assert re.search(r"for +\+\d\.\d\d  \S+=\S+  \(", text)
    assert "status completed\n  scores: completed +" in text
    assert "what set completed apart from " in text
    assert "date 2024-05-03 (2024-05-03 to 2024-05-03)" in text
    assert "DATE 2024-05-03, EDTF 2024-05-03, relative to 2024-06-13" in text
    assert "not taken: 2028లో" in text
    assert "= PSLV-C58 (pslv-c58), found in the sentence" in text
    assert done.stderr == ""


def test_json_holds_every_item(plain: Path) -> None:
    done = command(plain, id_of(plain, "launch"), "--json")
    data = json.loads(done.stdout)
    sure = data["confidence"]
    assert sum(e["weight"] for e in sure["evidence"]) + sure["bias"] == pytest.approx(
        sure["log_odds"], abs=0.01
    )
    assert all(e["meaning"] for e in sure["evidence"])
    assert data["trigger"]["row"]["pattern"].startswith("ప్రయోగించ*|")
    assert {t["text"]: t["chosen"] for t in data["date"]["candidates"]} == {"మే 3న": True, "2028లో": False}
    assert data["row"]["event_id"] == data["event_id"]


def test_the_cells_drawn_from_other_cells(plain: Path) -> None:
    table = events(plain)
    for event_id in table[table["type"] == "agreement"]["event_id"]:
        data = explain(plain, event_id).data()
        wide = pd.read_parquet(plain / "agreements.parquet").set_index("event_id").loc[event_id]
        derived = {d["column"]: d["value"] for d in data["derived"]}
        assert derived["n_parties"] == wide["n_parties"]
        assert derived.get("ordinal") == (
            int(wide["ordinal"]) if wide["ordinal"] == wide["ordinal"] else None
        )


def test_a_date_from_the_dateline_is_found_again(plain: Path) -> None:
    document = pd.read_parquet(plain / "documents.parquet").set_index("doc_id").loc["dated"]
    assert document["published_basis"] == "dateline"
    found = explain(plain, id_of(plain, "dated"))
    assert (found.document.published_basis, str(found.document.published)) == (
        "dateline",
        str(document["published"]),
    )


def test_a_beginning_that_one_event_has(plain: Path, tmp_path: Path) -> None:
    whole = id_of(plain, "launch")
    others = [i for i in events(plain)["event_id"] if i != whole]
    size = next(n for n in range(1, 17) if not any(o.startswith(whole[:n]) for o in others))
    assert explain(plain, whole[:size]).source.event_id == whole


@pytest.mark.parametrize("wrong", ["zzzz", "", "0" * 17, "a*"])
def test_an_unknown_id_is_status_2(plain: Path, wrong: str) -> None:
    done = command(plain, wrong)
    assert done.exit_code == 2
    assert f"has no event whose id begins with {wrong!r}" in done.stderr
    assert "column `event_id`" in done.stderr
    assert done.stdout == ""


def test_a_beginning_that_several_have_lists_them(tmp_path: Path, plain: Path) -> None:
    copy = shutil.copytree(plain, tmp_path / "run")
    table = pd.read_parquet(copy / "events.parquet")
    table["event_id"] = [f"abc{n}" + "0" * 12 for n in range(len(table))]
    table.to_parquet(copy / "events.parquet")
    with pytest.raises(
        UsageError, match=r"events of the run .* begins with 'abc': abc0000000000000, .*Give more of it"
    ):
        explain(copy, "abc")


def altered(run_path: Path, folder: Path, change: Any) -> Path:
    copy = shutil.copytree(run_path, folder / "copy")
    manifest = json.loads((copy / "run.json").read_text("utf-8"))
    change(manifest)
    (copy / "run.json").write_text(json.dumps(manifest), "utf-8")
    return copy


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda m: m.update(ghatana="0.0.1"),
            "was made by ghatana 0.0.1, this is .* Install ghatana 0.0.1, or extract",
        ),
        (lambda m: m["recipe"].update(fingerprint="f" * 64), "with other language data, knowledge or models"),
        (lambda m: m["recipe"].pop("stages"), "does not say with which stages"),
        (lambda m: m["recipe"]["stages"].append({"use": "verses"}), "unknown stage 'verses'"),
    ],
    ids=["version", "fingerprint", "stages", "stage"],
)
def test_a_run_of_another_making_is_refused(plain: Path, tmp_path: Path, change: Any, message: str) -> None:
    copy = altered(plain, tmp_path, change)
    done = command(copy, id_of(plain, "launch"))
    assert done.exit_code == 2
    assert re.search(message, done.stderr)


def test_a_run_without_the_text_or_without_parquet(plain: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(plain, tmp_path / "bare")
    table = pd.read_parquet(bare / "documents.parquet")
    table[table["doc_id"] != "launch"].to_parquet(bare / "documents.parquet")
    with pytest.raises(UsageError, match="does not hold the text of document 'launch'"):
        explain(bare, id_of(plain, "launch"))
    (tmp_path / "csv").mkdir()
    csv = made(tmp_path / "csv", formats=("csv",))
    with pytest.raises(
        UsageError, match=r"has no events\.parquet, which explain reads. Extract again with parquet"
    ):
        explain(csv, "abc")
    with pytest.raises(UsageError, match="holds no finished run"):
        explain(tmp_path, "abc")


def test_an_event_that_is_not_found_again(plain: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(plain, tmp_path / "copy")
    table = pd.read_parquet(copy / "documents.parquet")
    table.loc[table["doc_id"] == "launch", "text"] = "వేరే మాట."
    table.to_parquet(copy / "documents.parquet")
    with pytest.raises(StageError, match="gives no event"):
        explain(copy, id_of(plain, "launch"))


def test_a_cell_that_differs_is_said(plain: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(plain, tmp_path / "copy")
    event_id = id_of(plain, "launch")
    table = pd.read_parquet(copy / "events.parquet")
    table.loc[table["event_id"] == event_id, "status"] = "failed"
    table.to_parquet(copy / "events.parquet")
    found = explain(copy, event_id)
    assert found.differing == {"status": ("failed", "completed")}
    assert "the run's row differs in status: 'failed' in the run, 'completed' found now" in found.text()


def test_own_triggers_and_names_are_part_of_the_recipe(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("id\tpattern\tlike\nmy.launch\tప్రయోగించింది\tl.launch\n", "utf-8")
    names = tmp_path / "names.tsv"
    names.write_text("id\ttype\tname\naries\tORG\tARIES\n", "utf-8")
    path = made(tmp_path, RULES.changed(triggers=str(own), knowledge=str(names)))
    event_id = id_of(path, "launch")
    assert (
        "row my.launch of a user's triggers, weighed as l.launch: verb, sense launch"
        in explain(path, event_id).text()
    )
    own.write_text("id\tpattern\tlike\nmy.launch\tప్రయోగించిం*\tl.launch\n", "utf-8")
    with pytest.raises(
        UsageError, match=r"made with another content of .*own\.tsv\. Put the file back as it was"
    ):
        explain(path, event_id)
    own.unlink()
    with pytest.raises(UsageError, match=r"own\.tsv, which the recipe names, cannot be read"):
        explain(path, event_id)


def test_corrections_are_shown_and_a_rejected_event_can_be_explained(plain: Path, tmp_path: Path) -> None:
    kept, gone = id_of(plain, "launch"), id_of(plain, "dated")
    (tmp_path / "mine.csv").write_text(
        "event_id,action,column,value,note\n"
        f"{kept},override,status,failed,it fell back\n{kept},override,party,NASA,\n{gone},reject,,,a drill\n",
        "utf-8",
    )
    path = made(tmp_path, corrections=Corrections.read(tmp_path / "mine.csv"))
    text = explain(path, kept).text()
    assert "corrections:\n  line 2: override status: completed -> failed (it fell back)\n" in text
    assert "  line 3: override party: nothing -> NASA, not applied: it fits no event of this type\n" in text
    assert "status completed\n" in text  # what was found; the correction stands below
    rejected = explain(path, gone)
    assert rejected.source.row is None
    assert (
        "corrections: the event was rejected and has no row\n  line 4: reject (a drill)\n" in rejected.text()
    )
    assert rejected.data()["row"] is None


def test_the_default_recipe_and_no_gate(tmp_path: Path) -> None:
    path = made(tmp_path, Recipe.default().changed(gate=False))
    assert explain(path, id_of(path, "launch")).differing == {}


@pytest.mark.parametrize("table", ["evidence", "evidence_model"])
def test_every_name_of_evidence_has_a_meaning(table: str) -> None:
    for row in load("te").rows(f"events/{table}"):
        assert meaning(row["decision"].partition(".")[0], row["evidence"]), (row["decision"], row["evidence"])
    assert all(text and not text.endswith(".") for text in meanings().values())
    assert meaning("event", "unheard=1") == ""


def test_a_date_counted_from_another_says_so(tmp_path: Path) -> None:
    record = {"id": "late", "published": "2024-06-13", "text": (
        "శ్రీహరికోట: పీఎస్‌ఎల్‌వీ-సి58 ప్రయోగం జూన్ 20న జరగాల్సి ఉంది. వర్షం కారణంగా ఇస్రో పీఎస్‌ఎల్‌వీ-సి58 ప్రయోగాన్ని రెండు రోజులు "
        "వాయిదా వేసింది.")}  # fmt: skip
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    run([str(source)], tmp_path / "run", RULES, Options(), Progress(quiet=True))
    late = id_of(tmp_path / "run", "late", "delayed")
    assert explain(tmp_path / "run", late).data()["date"]["counted"]["text"] == "రెండు రోజులు"
    told = command(tmp_path / "run", late).output
    assert "⟦date: రెండు రోజులు⟧" in told
    assert "counted from the date named before it" in told
