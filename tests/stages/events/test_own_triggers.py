"""A user's own triggers: found beside the shipped ones, weighed as the row they are like, refused where malformed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import ghatana
from ghatana.cli import main
from ghatana.document import Event
from ghatana.errors import LanguageDataError, RecipeError, UsageError
from ghatana.languages import load
from ghatana.recipe import Recipe
from ghatana.stages.events import EventStage
from ghatana.stages.events.lexicon import load as load_lexicon
from ghatana.stages.events.own_triggers import COLUMNS, load_with, read, with_own
from stages.events.event_tags import RULES, parse

SHIPPED = load("te").rows("events/triggers")
FOLDS = load_lexicon(load("te")).folds
# "tore through the sky": no shipped row has the verb.
SENTENCE = (
    "[ORG|ISRO:ఇస్రో] [t|2023-07-14:శుక్రవారం] [SITE|Sriharikota:శ్రీహరికోట] నుంచి "
    "[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] {}."
)
NEW = SENTENCE.format("చీల్చివేసింది")
HEADER = "id\tpattern\ttype\tsubtype\tkind\tstatus\tsense\tlike\n"


def table(path: Path, *rows: str, header: str = "id\tpattern\tlike\n") -> Path:
    path.write_text("# mine\n" + header + "".join(r + "\n" for r in rows), "utf-8")
    return path


def found(tagged: str, triggers: Path) -> tuple[Event, ...]:
    return EventStage(load("te"), triggers).annotate([parse(tagged)])[0]


def test_a_new_trigger_is_found(tmp_path: Path) -> None:
    assert EventStage(load("te")).annotate([parse(NEW)])[0] == ()
    (event,) = found(NEW, table(tmp_path / "own.tsv", "my.tear\tచీల్చివేస*\tl.launch"))
    assert (event.type, event.subtype, event.status) == ("launch", "liftoff", "completed")
    assert event.extractor == "rules:my.tear"
    assert {(a.role, a.canonical) for a in event.arguments} >= {
        ("payload", "Chandrayaan-3"),
        ("operator", "ISRO"),
    }
    assert event.date is not None
    assert event.date.edtf == "2023-07-14"


def test_it_is_as_sure_as_the_row_it_is_like(tmp_path: Path) -> None:
    """The same clause with the shipped verb, and with a new verb of the same ending that is declared like it."""
    shipped = RULES.annotate([parse(SENTENCE.format("ప్రయోగించింది"))])[0][0]
    own = found(SENTENCE.format("ప్రయోగించింది"), table(tmp_path / "own.tsv", "my.same\tప్రయోగించింది\tl.launch"))[0]
    assert own.extractor == "rules:my.same"  # of two rows on the same words the user's stays
    assert (own.confidence, own.arguments, own.status) == (
        shipped.confidence,
        shipped.arguments,
        shipped.status,
    )


def test_without_a_model_row_sense_and_family_speak(tmp_path: Path) -> None:
    own = table(tmp_path / "own.tsv", "my.tear\tచీల్చివేస*\tlaunch\tliftoff\tverb\t\tlaunch\t", header=HEADER)
    alone = found(NEW, own)[0]
    like = found(NEW, table(tmp_path / "like.tsv", "my.tear\tచీల్చివేస*\tl.launch"))[0]
    assert alone.type == like.type == "launch"
    assert 0.0 < alone.confidence <= 1.0
    assert alone.confidence != like.confidence


def test_what_the_row_itself_says_of_the_status(tmp_path: Path) -> None:
    own = table(
        tmp_path / "own.tsv", "my.halt\tచీల్చివేస*\tcancelled\tl.launch", header="id\tpattern\tstatus\tlike\n"
    )
    row = next(r for rows in load_with(load("te"), own).triggers.values() for r in rows if r.own)
    assert (row.id, row.name, row.status, row.sense) == ("l.launch", "my.halt", "cancelled", "launch")


def test_a_row_with_a_shipped_id_takes_its_place(tmp_path: Path) -> None:
    own = table(tmp_path / "own.tsv", "l.launch\tచీల్చివేస*", header="id\tpattern\n")
    assert found(NEW, own)[0].extractor == "rules:l.launch"
    assert found(SENTENCE.format("ప్రయోగించింది"), own) == ()


def test_the_shipped_tables_are_not_touched(tmp_path: Path) -> None:
    before = load_lexicon(load("te"))
    load_with(load("te"), table(tmp_path / "own.tsv", "my.tear\tచీల్చివేస*\tl.launch"))
    assert load_lexicon(load("te")) is before
    assert not any(row.own for rows in before.triggers.values() for row in rows)
    again = with_own(before, []).triggers
    assert {start: set(rows) for start, rows in again.items()} == {
        k: set(v) for k, v in before.triggers.items()
    }


WRONG = {
    "no column": ("id\twords\n", ["a\tb"], "line 2: the columns must be among id, pattern"),
    "an empty pattern": ("id\tpattern\tlike\n", ["my.x\t\tl.launch"], "line 3: the cell 'pattern' is empty"),
    "an unknown prototype": ("id\tpattern\tlike\n", ["my.x\tఅఆ\tl.lanch"], "line 3: `like` names 'l.lanch', which is"),
    "no type": ("id\tpattern\n", ["my.x\tఅఆ"], "line 3: type is ''; expected one of station_phase, launch, agreement"),
    "an unknown subtype": (HEADER, ["my.x\tఅఆ\tlaunch\tlanding\tverb\t\tlaunch\t"], "subtype is 'landing'; expected"),
    "an unknown kind": (HEADER, ["my.x\tఅఆ\tlaunch\tliftoff\tadverb\t\tlaunch\t"], "kind is 'adverb'; expected"),
    "an unknown status": (HEADER, ["my.x\tఅఆ\tlaunch\tliftoff\tverb\tdone\tlaunch\t"], "status is 'done'; expected"),
    "an unknown sense": (HEADER, ["my.x\tఅఆ\tlaunch\tliftoff\tverb\t\ttear\t"], "sense is 'tear'; expected"),
    "another type": (HEADER, ["my.x\tఅఆ\tagreement\tsigning\tverb\t\tsign\tl.launch"], "but 'l.launch'"),
    "a comma": ("id\tpattern\tlike\n", ["my.x\tఅఆ,ఇ\tl.launch"], "holds 'అఆ,ఇ', which is not one word"),
    "two spaces": ("id\tpattern\tlike\n", ["my.x\tఅఆ  ఇ\tl.launch"], "holds '', which is not one word"),
    "a short beginning": ("id\tpattern\tlike\n", ["my.x\tఅ*\tl.launch"], "begins with 'అ\\*'"),
    "an odd id": ("id\tpattern\tlike\n", ["నా id\tఅఆ\tl.launch"], "the id 'నా id' may hold"),
    "an id twice": ("id\tpattern\tlike\n", ["my.x\tఅఆ\tl.launch"] * 2, "line 4: the id 'my.x' came before, on line 3"),
    "too many cells": ("id\tpattern\n", ["my.x\tఅఆ\tl.launch"], "line 3: 3 cells"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_malformed_file_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    header, rows, message = WRONG[name]
    with pytest.raises(UsageError, match=message) as caught:
        load_with(load("te"), table(tmp_path / "own.tsv", *rows, header=header))
    assert str(tmp_path / "own.tsv") in caught.value.message


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        load_with(load("te"), tmp_path / "none.tsv")
    (tmp_path / "own.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read as UTF-8"):
        load_with(load("te"), tmp_path / "own.tsv")


def test_every_shipped_row_passes_the_same_checks() -> None:
    """So a user may start from a copy of the shipped table."""
    lines = ["\t".join(row[c] for c in COLUMNS[:-1]) + f"\t{row['id']}" for row in SHIPPED]
    text = "\n".join(["\t".join(COLUMNS), *lines])
    rows = list(read(text, "copy.tsv", SHIPPED, FOLDS))
    assert [(r.id, r.name) for r in rows] == [(r["id"], r["id"]) for r in SHIPPED]


@given(st.text(alphabet="అఇకచ్ి|* ,.\t\u200c", max_size=12))
def test_any_pattern_is_taken_or_refused(pattern: str) -> None:
    try:
        (row,) = read(f"id\tpattern\tlike\nmy.x\t{pattern}\tl.launch\n", "own.tsv", SHIPPED, FOLDS)
    except LanguageDataError as error:
        message = error.message
    else:
        message = ""
    if message:
        assert message.startswith("own.tsv, line 2: ")
        return
    assert all(key for word in row.pattern for key, _ in word)
    assert row.matches([word[0][0] for word in row.pattern], 0)


RECIPE = '[[stage]]\nuse = "sentences"\n[[stage]]\nuse = "times"\n[[stage]]\nuse = "names"\n[[stage]]\nuse = "events"\n'
TEXT = "ఇస్రో మే 3న శ్రీహరికోట నుంచి చంద్రయాన్-3ను చీల్చివేసింది."


def test_a_recipe_may_name_the_file_from_its_own_folder(tmp_path: Path) -> None:
    own = table(tmp_path / "own.tsv", "my.tear\tచీల్చివేస*\tl.launch")
    (tmp_path / "my.toml").write_text(RECIPE + 'triggers = "own.tsv"\n', "utf-8")
    recipe = Recipe.read(tmp_path / "my.toml")
    assert dict(recipe.stages[-1].settings) == {"triggers": str(own)}
    tables = ghatana.extract([TEXT], published="2024-06-13", recipe=recipe)
    assert tables["events"]["extractor"].tolist() == ["rules:my.tear"]
    before = recipe.fingerprint()
    table(own, "my.tear\tచీల్చివేయ*\tl.launch")
    assert recipe.fingerprint() != before
    with pytest.raises(RecipeError, match="stage 'times' takes no setting 'triggers'"):
        Recipe.parse('[[stage]]\nuse = "times"\ntriggers = "own.tsv"\n', "my.toml")


def test_from_python_and_on_the_command_line(tmp_path: Path) -> None:
    own = table(tmp_path / "own.tsv", "my.tear\tచీల్చివేస*\tl.launch")
    tables = ghatana.extract([TEXT], published="2024-06-13", triggers=own, ner="rules")
    assert tables["events"]["extractor"].tolist() == ["rules:my.tear"]
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    args = [
        "extract",
        str(tmp_path / "a.txt"),
        "--out",
        str(tmp_path / "run"),
        "--ner",
        "rules",
        "--triggers",
        str(own),
    ]
    done = CliRunner().invoke(main, args)
    assert (done.exit_code, "1 launch" in done.stderr) == (0, True), done.output
    table(own, "my.tear\tచీల్చివేస*\tl.none")
    done = CliRunner().invoke(main, [*args[:2], "--out", str(tmp_path / "other"), *args[-4:]])
    assert (done.exit_code, "line 3: `like` names 'l.none'" in done.stderr) == (2, True)
    assert not (tmp_path / "other").exists()
