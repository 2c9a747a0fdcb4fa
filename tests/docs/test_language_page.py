"""The Kannada pack of the page on languages, made of exactly its blocks, reads a corpus that the page does not have."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import ghatana
from ghatana import Document
from ghatana.cli import main
from ghatana.errors import LanguageDataError, UsageError
from ghatana.explain import explain
from ghatana.languages import Language, load
from ghatana.recipe import BUILDERS, Recipe

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
FILES = {title: body for _, title, body in BLOCKS if title}
WEIGHTS = next(body for kind, _, body in BLOCKS if kind == "python" and "evidence.tsv" in body)
NEEDED = ("gate.tsv", "times/words.tsv", "times/rules.toml", "events/triggers.tsv", "events/evidence.tsv")

NEWS = [
    {
        "id": "kn-launch",
        "published": "2025-05-20",
        "text": "ಇಸ್ರೋ 2025ರ ಮೇ 18ರಂದು ಶ್ರೀಹರಿಕೋಟಾದಿಂದ ಆದಿತ್ಯ-ಎಲ್2 ಉಪಗ್ರಹವನ್ನು ಉಡಾಯಿಸಿತು. ಇದು ದೊಡ್ಡ ಸಾಧನೆ.",
    },
    {"id": "kn-plan", "published": "2025-05-20", "text": "ಕಾವೇರಿ-1 ಉಪಗ್ರಹವನ್ನು ಇಸ್ರೋ ಮುಂದಿನ ವರ್ಷ ಉಡಾವಣೆ ಮಾಡಲಿದೆ."},
    {"id": "kn-plain", "published": "2025-05-20", "text": "ಬೆಂಗಳೂರಿನಲ್ಲಿ ಸೋಮವಾರ ಮಳೆ ಸುರಿಯಿತು. ಜನರು ಮನೆಯಲ್ಲಿ ಉಳಿದರು."},
    {
        "id": "te-launch",
        "published": "2024-02-18",
        "text": "ఇస్రో ఇన్‌శాట్-3డీఎస్ ఉపగ్రహాన్ని ఫిబ్రవరి 17న శ్రీహరికోట నుంచి ప్రయోగించింది.",
    },
    {"id": "te-plain", "published": "2024-02-18", "text": "హైదరాబాద్‌లో సోమవారం భారీ వర్షం కురిసింది."},
]
LAUNCH = Document("d", str(NEWS[0]["text"]), lang="kn", published=date(2025, 5, 20))


def write(folder: Path) -> Path:
    """The files of the page in a folder; its path."""
    for title, body in FILES.items():
        (folder / title).parent.mkdir(parents=True, exist_ok=True)
        (folder / title).write_text(body, "utf-8")
    return folder


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the page's files, the weights as the page begins with them, and the news above."""
    monkeypatch.chdir(write(tmp_path))
    exec(WEIGHTS, {"Path": Path})
    (tmp_path / "news.jsonl").write_text(
        "".join(json.dumps(n, ensure_ascii=False) + "\n" for n in NEWS), "utf-8"
    )
    return tmp_path


def kannada(work: Path) -> Recipe:
    """The page's recipe, for Kannada alone."""
    text = (work / "te-kn.toml").read_text("utf-8").replace('["te", "kn"]', '"kn"')
    return Recipe.parse(text, "kn.toml", work)


def recipe(work: Path) -> Recipe:
    return Recipe.read(work / "te-kn.toml").changed(knowledge=str(work / "names.tsv"))


def launches(work: Path, out: str = "run") -> dict[str, dict[str, object]]:
    import pyarrow.parquet as pq

    inputs = ["news.jsonl", "--recipe", "te-kn.toml", "--knowledge", "names.tsv", "--workers", "0"]
    result = CliRunner().invoke(main, ["extract", *inputs, "--out", out])
    assert result.exit_code == 0, result.output
    rows = pq.read_table(work / out / "launches.parquet").to_pylist()
    return {r["doc_id"]: r for r in rows}


def test_a_mixed_corpus_gives_the_launches_and_their_dates_in_both_languages(work: Path) -> None:
    found = launches(work)
    told = {
        doc: (r["payloads"], r["operators"], r["site"], r["status"], r["date_edtf"])
        for doc, r in found.items()
    }
    assert told == {
        "kn-launch": (["Aditya-L2"], ["ISRO"], "Sriharikota", "completed", "2025-05-18"),
        "kn-plan": (["Kaveri-1"], ["ISRO"], None, "planned", "2026"),
        "te-launch": (["INSAT-3DS"], ["ISRO"], "Sriharikota", "completed", "2024-02-17"),
    }
    assert found["kn-launch"]["date_earliest"] == date(2025, 5, 18)


def test_telugu_is_read_as_without_kannada(work: Path) -> None:
    alone = Recipe.parse(
        (work / "te-kn.toml").read_text("utf-8").replace('["te", "kn"]', '"te"'), "te.toml", work
    )
    both = ghatana.extract([n for n in NEWS if n["id"][:2] == "te"], recipe=recipe(work))
    only = ghatana.extract([n for n in NEWS if n["id"][:2] == "te"], recipe=alone)
    for name in both:
        assert both[name].equals(only[name]), name


def test_an_event_of_a_pack_of_ones_own_is_explained_until_the_pack_changes(work: Path) -> None:
    event = str(launches(work)["kn-launch"]["event_id"])
    assert "row l.launch of triggers.tsv" in explain(work / "run", event).text()
    with (work / "kn" / "gate.tsv").open("a", encoding="utf-8") as gate:
        gate.write("term\tಕ್ಷುದ್ರಗ್ರಹ\t3\t\n")
    with pytest.raises(UsageError, match=r"another content of .*gate\.tsv"):
        explain(work / "run", event)


def test_a_change_of_the_pack_is_seen_by_the_next_call(work: Path) -> None:
    text = str(NEWS[0]["text"])
    assert [e.status for e in ghatana.annotate(text, recipe=kannada(work)).events] == ["completed"]
    triggers = work / "kn" / "events" / "triggers.tsv"
    triggers.write_text(triggers.read_text("utf-8").replace("ಉಡಾಯಿಸ*", "ಉಡ್ಡಯನ*"), "utf-8")
    assert not ghatana.annotate(text, recipe=kannada(work)).events


IN_ORDER = [spec.use for spec in Recipe.default().stages]

PARTS = {
    "times": (["times"], ("sentences",)),
    "events": (["events"], ("sentences", "entities", "timexes")),
}


def through(pack: Language, file: str = "") -> Document:
    """A document that went through the stages of a pack: all, or those that read a file in this folder of it."""
    part, before = PARTS.get(file.split("/")[0], (IN_ORDER, ()))
    document = LAUNCH
    for layer in before:
        document = document.with_layer(layer, ())
    for name in part:
        stage = BUILDERS[name](None, pack, {})
        document = document.with_layer(stage.gives, stage.annotate([document])[0])
    return document


def test_five_files_are_a_pack(work: Path) -> None:
    for path in (work / "kn").rglob("*.t*"):
        if path.relative_to(work / "kn").as_posix() not in NEEDED:
            path.unlink()
    rules = work / "kn" / "times" / "rules.toml"
    rules.write_text(rules.read_text("utf-8").replace(" GEN?", ""), "utf-8")
    document = through(Language("kn", work / "kn"))
    assert document.relevant
    assert document.sentences
    assert document.tokens
    assert Language("kn", work / "kn").name == "kn"


OPTIONAL = sorted(t.removeprefix("kn/") for t in FILES if t.startswith("kn/") and t[3:] not in NEEDED)


@pytest.mark.parametrize("file", [f for f in OPTIONAL if f != "times/suffixes.tsv"])
def test_each_other_file_may_be_left_out(work: Path, file: str) -> None:
    (work / "kn" / file).unlink()
    document = through(Language("kn", work / "kn"), file)
    assert [t.value for t in document.timexes] == ([] if file.startswith("events/") else ["2025-05-18"])


@pytest.mark.parametrize("file", NEEDED)
def test_a_file_that_must_be_there_is_named(work: Path, file: str) -> None:
    (work / "kn" / file).unlink()
    expected = rf"'kn' lacks {re.escape(file)}: there is no .*kn/{re.escape(file)}\. Write it"
    with pytest.raises(LanguageDataError, match=expected):
        through(Language("kn", work / "kn"), file)


def test_a_pattern_with_a_class_that_no_word_has_says_what_to_do(work: Path) -> None:
    (work / "kn" / "times" / "suffixes.tsv").unlink()
    with pytest.raises(LanguageDataError, match=r"names GEN, a class no word has\. Give it to words of"):
        through(Language("kn", work / "kn"), "times/suffixes.tsv")


WRONG = [
    ("suffixes.tsv", "case", "relation", r"suffixes\.tsv lacks 'case'; it has form, relation"),
    ("times/words.tsv", "\tclass\t", "\tkind\t", r"words\.tsv lacks 'class'"),
    ("events/triggers.tsv", "sense", "group", r"triggers\.tsv lacks 'sense'"),
    ("times/rules.toml", "[[pattern]]", "[[patterns]]", r"rules\.toml lacks 'pattern'"),
    ("times/rules.toml", "rel:REL?", "@REL", r"has @REL; \[macros\] has nothing"),
    ("times/rules.toml", "[sets]", "sets", r"rules\.toml is not TOML"),
    (
        "events/evidence.tsv",
        "weight\n",
        "weight\nevent\tyes\tbias\tmuch\n",
        r"found 'much' as weight in the row",
    ),
    ("gate.tsv", "threshold\t\t3", "threshold\t\tthree", r"kn/gate\.tsv: found the value 'three'"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "message"), WRONG)
def test_what_is_wrong_with_a_file_is_said(
    work: Path, file: str, right: str, wrong: str, message: str
) -> None:
    path = work / "kn" / file
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), "utf-8")
    with pytest.raises(LanguageDataError, match=message):
        through(Language("kn", work / "kn"), file)


def test_what_is_wrong_is_in_quarantine_and_the_other_language_is_read(work: Path) -> None:
    (work / "kn" / "times" / "rules.toml").unlink()
    tables = ghatana.extract(NEWS, recipe=recipe(work))
    assert sorted(tables["documents"]["doc_id"]) == ["te-launch", "te-plain"]
    assert set(tables["quarantine"]["error"]) == {"LanguageDataError"}
    assert "lacks times/rules.toml" in tables["quarantine"]["message"][0]


def test_a_shipped_pack_may_do_without_all_that_is_not_needed(tmp_path: Path) -> None:
    telugu = Path(str(load("te")._folder))
    for file in NEEDED:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(telugu / file, tmp_path / file)
    pack = Language("te", tmp_path)
    for name in sorted(set(IN_ORDER) - {"dateline", "times"}):  # its patterns speak of roles and numbers
        stage = BUILDERS[name](None, pack, {})
        assert stage.gives


def test_the_page_speaks_of_every_class_of_file_that_it_writes() -> None:
    assert {t.split("/")[0] for t in FILES} == {"kn", "te-kn.toml", "names.tsv", "news.jsonl"}
    assert all(f in PAGE.split("## The files")[0] for f in OPTIONAL)
    assert "kn" not in {p.name for p in (Path(ghatana.__file__).parent / "languages").iterdir()}
