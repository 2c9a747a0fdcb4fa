"""Recipes: every problem at once, wrong orders refused, and a fingerprint of all that decides the tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import ghatana
from ghatana.engines.onnx_tagger import FILES
from ghatana.errors import EngineUnavailable, RecipeError, UsageError
from ghatana.languages import load
from ghatana.recipe import BUILDERS, Recipe
from ghatana.recipe.by_language import stage_for
from ghatana.recipe.kept import stages_of
from ghatana.stages.events import EventStage

STAGE = '[[stage]]\nuse = "{}"\n'


def recipe(*stages: str, head: str = "") -> Recipe:
    return Recipe.parse(head + "".join(STAGE.format(s) for s in stages), "my.toml")


def test_the_default_recipe_has_every_stage_and_builds() -> None:
    default = Recipe.default()
    assert sorted(s.use for s in default.stages) == sorted(BUILDERS)
    built = default.build()
    assert [stage.gives for stage, _ in built.stages][-1] == "events"
    assert [only for _, only in built.stages] == [False] * 6 + [True]


def test_all_problems_come_at_once_and_sorted() -> None:
    text = 'lang = "xx"\ntimezone = "Mars/Olympus"\ncolour = 1\n[limits]\nmax_chars = 0\n' + STAGE.format(
        "lemmas"
    )
    with pytest.raises(RecipeError) as caught:
        Recipe.parse(text, "my.toml")
    problems = caught.value.message.splitlines()
    assert problems[0] == "my.toml cannot be used:"
    assert problems[1:] == sorted(problems[1:])
    for part in ("'xx'", "'Mars/Olympus'", "'colour'", "max_chars is 0", "unknown stage 'lemmas'"):
        assert any(part in p for p in problems), part


def test_a_recipe_without_stages_or_with_an_unknown_condition_is_refused() -> None:
    with pytest.raises(RecipeError, match=r"no \[\[stage\]\]"):
        Recipe.parse("", "my.toml")
    with pytest.raises(RecipeError, match='expected "always" or "relevant"'):
        Recipe.parse('[[stage]]\nuse = "times"\nwhen = "never"\n', "my.toml")


def test_a_setting_that_a_stage_does_not_take_is_refused() -> None:
    with pytest.raises(RecipeError, match="stage 'times' takes no setting 'engine'"):
        Recipe.parse('[[stage]]\nuse = "times"\nengine = "rules"\n', "my.toml")


def test_without_the_gate_everything_reads_everything() -> None:
    default, ungated = Recipe.default(), Recipe.default().changed(gate=False)
    assert [s.when for s in default.stages][-1] == "relevant"
    assert {s.when for s in ungated.stages} == {"always"}
    tags = [dict(s.settings).get("tag") for r in (default, ungated) for s in r.stages if s.use == "names"]
    assert tags == ["relevant", "always"]
    with pytest.raises(RecipeError, match="stage 'names': tag = 'never'"):
        Recipe.parse('[[stage]]\nuse = "names"\ntag = "never"\n', "my.toml")


def test_what_is_not_toml_or_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="is not TOML"):
        Recipe.parse("stage = [", "my.toml")
    with pytest.raises(RecipeError, match="cannot be read"):
        Recipe.read(tmp_path / "none.toml")


def test_a_wrong_order_names_what_is_met_and_what_is_missing() -> None:
    with pytest.raises(RecipeError) as caught:
        recipe("sentences", "events", "times").build()
    assert "stage 'events' needs" in caught.value.message
    assert "timexes" in caught.value.message
    assert "met: sentences" in caught.value.message


def test_a_layer_is_given_once() -> None:
    with pytest.raises(RecipeError, match="gives 'sentences', which an earlier stage gives already"):
        recipe("sentences", "sentences").build()


def test_the_fingerprint_follows_everything_that_decides_the_tables(tmp_path: Path) -> None:
    default = Recipe.default()
    own = tmp_path / "own.tsv"
    own.write_text("id\ttype\tname\naries\tORG\tARIES\n", "utf-8")
    made = [
        default,
        default.changed(gate=False),
        default.changed(tokenizer="indicnlp"),
        default.changed(knowledge=str(own)),
        recipe("sentences"),
        recipe("sentences", head="[limits]\nmax_chars = 9\n"),
    ]
    assert len({r.fingerprint() for r in made}) == len(made)
    assert default.fingerprint() == Recipe.default().fingerprint()
    before = default.changed(knowledge=str(own)).fingerprint()
    own.write_text("id\ttype\tname\naries\tORG\tAries\n", "utf-8")
    assert default.changed(knowledge=str(own)).fingerprint() != before


@pytest.mark.parametrize("choice", [{"tokenizer": "nltk"}, {"ner": "crf"}, {"ner": "transformers"}])
def test_an_unknown_engine_is_refused_with_the_known_ones(choice: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"[Kk]nown|needs a model"):
        Recipe.default().changed(**choice).build()


def test_an_engine_without_its_model_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="model"):
        Recipe.default().changed(ner=f"onnx:{tmp_path}").build()


def events_settings(made: Recipe) -> dict[str, object]:
    return next(dict(s.settings) for s in made.stages if s.use == "events")


def test_events_have_the_shipped_model_unless_names_are_by_rules() -> None:
    assert events_settings(Recipe.default()) == {"model": "onnx"}
    assert events_settings(Recipe.default().changed(ner="rules")) == {"model": "none"}
    assert events_settings(Recipe.default().changed(ner="spacy:mine")) == {"model": "onnx"}
    assert events_settings(recipe("sentences", "events")) == {}


def test_without_a_model_the_stage_asks_none() -> None:
    for made in (Recipe.default().changed(ner="rules"), recipe("sentences", "names", "times", "events")):
        for lang in made.langs:
            stage = stage_for(made.build().stages[-1][0], lang)
            assert isinstance(stage, EventStage)
            assert stage._model is None


def test_rules_and_triggers_of_ones_own_go_together(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("id\tpattern\tlike\nmy.tear\tచీల్చివేస*\tl.launch\n", "utf-8")
    assert events_settings(Recipe.default().changed(ner="rules", triggers=str(own))) == {
        "model": "none",
        "triggers": str(own),
    }


MODEL = '[[stage]]\nuse = "events"\nmodel = "{}"\n'


@pytest.mark.parametrize("name", ["torch", "onnx:", "rules", ""])
def test_an_unknown_event_model_is_refused_with_the_known_ones(name: str) -> None:
    made = Recipe.parse(MODEL.format(name), "my.toml")
    for use in (made.build, made.check_engines):
        with pytest.raises(UsageError, match="known: none, onnx"):
            use()


def test_an_event_model_that_is_not_there_is_noticed_before_a_text_is_read(tmp_path: Path) -> None:
    made = Recipe.parse(MODEL.format(f"onnx:{tmp_path}"), "my.toml")
    with pytest.raises(EngineUnavailable, match=r"heads\.npz"):
        made.check_engines()


def test_only_events_take_a_model() -> None:
    with pytest.raises(RecipeError, match="stage 'names' takes no setting 'model'"):
        Recipe.parse(MODEL.format("onnx").replace("events", "names"), "my.toml")


def test_the_fingerprint_follows_the_event_model(tmp_path: Path) -> None:
    prints = []
    for content in ("one", "two"):
        (tmp_path / content).mkdir()
        for name in FILES:
            (tmp_path / content / name).write_bytes(content.encode() if name == "heads.npz" else b"same")
        prints.append(Recipe.parse(MODEL.format(f"onnx:{tmp_path / content}"), "my.toml").fingerprint())
    prints.append(Recipe.parse(MODEL.format("none"), "my.toml").fingerprint())
    assert len(set(prints)) == len(prints)


def test_a_manifest_restores_the_event_model() -> None:
    for made in (Recipe.default(), Recipe.default().changed(ner="rules")):
        described = {"name": made.name, "lang": made.lang, **made.described()}
        assert events_settings(Recipe.restored(described)) == events_settings(made)


OWN = 'name = "own"\nlang = ["te", "kn"]\npacks = "mine"\n[[stage]]\nuse = "sentences"\n'


def own_pack(folder: Path, name: str = "my.toml", packs: str = "mine") -> Path:
    """A recipe file, and beside it a folder with a pack; the path of the recipe."""
    pack = folder / packs / "kn"
    pack.mkdir(parents=True)
    (pack / "sentences.toml").write_text('titles = ["x"]\n', "utf-8")
    (folder / name).write_text(OWN.replace("mine", packs), "utf-8")
    return folder / name


def test_packs_of_ones_own_count_from_the_recipes_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_pack(tmp_path / "deep")
    monkeypatch.chdir(tmp_path)
    for named in (path, Path("deep/my.toml")):
        made = Recipe.read(named)
        assert made.packs == str(named.parent / "mine")
        built = made.build()
        found = built.pack("kn")
        assert found is not None
        assert found.where("x").startswith(str(named.parent))
        assert built.pack("te") is load("te")
        assert built.pack("ta") is None


def test_a_folder_of_packs_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text(OWN, "utf-8")
    with pytest.raises(RecipeError) as caught:
        Recipe.read(tmp_path / "my.toml")
    assert f"- packs names no folder: {tmp_path / 'mine'}" in caught.value.message
    assert "- no language pack 'kn' (there are: " in caught.value.message


def test_a_key_that_is_unknown_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        RecipeError, match=r"unknown key 'pack' \(known: lang, limits, name, packs, stage, timezone\)"
    ):
        recipe("sentences", head='pack = "x"\n')


def test_the_fingerprint_follows_what_a_pack_holds_and_not_where_it_lies(tmp_path: Path) -> None:
    one, other = (Recipe.read(own_pack(tmp_path / n, packs=n)) for n in ("a", "b"))
    assert one.fingerprint() == other.fingerprint()
    seen = {one.fingerprint()}
    pack = Path(str(one.packs)) / "kn"
    for file, text in (
        ("sentences.toml", "titles = []\n"),
        ("more.tsv", "form\nx\n"),
        ("../function_words.tsv", "script\tlanguage\twords\n"),
    ):
        (pack / file).write_text(text, "utf-8")
        assert one.fingerprint() not in seen
        seen.add(one.fingerprint())
    (pack / "notes.txt").write_text("no data", "utf-8")
    (pack.parent / "ta").mkdir()
    (pack.parent / "ta" / "gate.tsv").write_text("kind\n", "utf-8")
    assert one.fingerprint() in seen, "what no stage of this recipe reads decides nothing"


def test_a_manifest_restores_packs_of_ones_own_and_names_their_files(tmp_path: Path) -> None:
    made = Recipe.read(own_pack(tmp_path))
    described = {"name": made.name, "lang": made.lang, **made.described()}
    assert list(described["files"]) == [str(tmp_path / "mine" / "kn" / "sentences.toml")]
    assert Recipe.restored(described) == replace(made, max_seconds=Recipe.restored(described).max_seconds)
    assert "packs" not in Recipe.default().described()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("stage = 5", r"stage is 5; expected tables \[\[stage\]\]"),
        ('stage = ["a"]', "expected tables"),
        ('limits = 5\n[[stage]]\nuse = "sentences"', r"limits is 5; expected a table \[limits\]"),
        (
            '[limits]\nmax_chars = 1.5\n[[stage]]\nuse = "sentences"',
            "max_chars is 1.5; expected a whole number",
        ),
        (
            '[limits]\nmax_chars = true\n[[stage]]\nuse = "sentences"',
            "max_chars is True; expected a whole number",
        ),
        ('[limits]\nseconds = "a"\n[[stage]]\nuse = "sentences"', "limits.seconds is 'a'; expected a number"),
        ('timezone = "America"\n[[stage]]\nuse = "sentences"', "unknown timezone 'America'"),
        (f"x = {'9' * 5000}", "is not TOML"),
        (f"x = {'[' * 5000}", "is not TOML"),
    ],
)
def test_a_recipe_of_another_shape_is_refused(text: str, message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        Recipe.parse(text, "mine.toml")


def test_a_byte_order_mark_before_a_recipe_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b'\xef\xbb\xbf[[stage]]\nuse = "sentences"\n')
    assert Recipe.read(tmp_path / "a.toml").stages[0].use == "sentences"


class TestKept:
    def test_stages_of_what_ships_are_built_once(self) -> None:
        rules = Recipe.default().changed(ner="rules")
        first = stages_of(rules)
        assert stages_of(Recipe.default().changed(ner="rules")) is first
        assert stages_of(rules.changed(gate=False)) is not first

    def test_a_file_of_the_users_own_is_read_again(self, tmp_path: Path) -> None:
        names = tmp_path / "names.tsv"
        header = "id\ttype\tname\tnames\taliases\tcountry\tnotes\n"
        text = "కొత్తపేరు రాకెట్‌ను పంపింది."
        found = []
        for name in ("First", "Second"):
            names.write_text(f"{header}x-own\tORG\t{name}\t\tకొత్తపేరు\tIN\t\n", "utf-8")
            tables = ghatana.extract([text], knowledge=names, ner="rules", gate=False)
            found += tables["entities"]["canonical"].tolist()
        assert found == ["First", "Second"]

    @pytest.mark.parametrize("engine", ["spacy:pipeline", "transformers:folder", "stanza:folder"])
    def test_a_model_of_the_users_own_is_opened_again(
        self, engine: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Recipe, "build", lambda self: object())
        recipe = Recipe.default().changed(ner=engine)
        assert stages_of(recipe) is not stages_of(recipe)
