"""The stanza engines with stanza itself, on models that are trained here on fifty sentences."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ghatana
from ghatana.document import Document, Sentence, Token
from ghatana.engines import tokenizer, tokenizer_fingerprint
from ghatana.engines.names import ner, ner_fingerprint
from ghatana.engines.stanza_models import resources_folder
from ghatana.errors import EngineUnavailable

UPOS = frozenset(
    """ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X""".split()  # noqa: SIM905
)
MODELS = Path(__file__).parents[2] / "models" / "stanza"
RECIPE, TREEBANK = MODELS / "train.py", MODELS / "tiny.te.conllu"
# Sentences that are not in the treebank: glued suffixes, joiners, quotation marks, digits, two scripts.
TEXTS = [
    "జపాన్\u200cతో కలిసి భారత్ చంద్రుడిపైకి రోవర్\u200cను 2028లో పంపనుంది. ‘లూపెక్స్’ పేరుతో దీన్ని చేపడుతున్నారు.",
    "బెంగళూరు, మే 7: రూ.1,200 కోట్లు (14 శాతం) ఖర్చు చేశామని ISRO తెలిపింది.\n\nమరిన్ని వివరాలు రేపు!",
]
HARD = [
    "9.30కి", "‘‘అని’’", "\u200c", "రూ.615", "😀", "<UNK>", "a\tb", "చైనా\u00a0రష్యా", "…", "(2,45,000)తో", "్ా",
    "\ufeffఅది", "అ" * 3000, "- - -", "।", "https://isro.gov.in/x?y=1",
]  # fmt: skip


def tokens_of(engine: Any, text: str) -> list[Token]:
    found: list[Token] = engine.tokenize(text, Sentence(0, len(text)))
    return found


def held(text: str, spans: list[tuple[int, int]]) -> list[int]:
    """How many spans hold each sign of the text."""
    out = [0] * len(text)
    for start, end in spans:
        for place in range(start, end):
            out[place] += 1
    return out


@pytest.fixture(scope="session")
def engine(folder: Path) -> Any:
    return tokenizer(f"stanza:{folder}", "te")


@pytest.fixture(scope="session")
def tables(folder: Path) -> dict[str, Any]:
    return ghatana.extract(TEXTS, tokenizer=f"stanza:{folder}", gate=False)


class TestRecipe:
    def test_it_learns(self, card: dict[str, Any]) -> None:
        scores = card["scores"]
        assert scores["tokens_f1"] > 0.95, "on its own training text"
        assert scores["upos"] > 0.4, "more than NOUN everywhere, which is three in ten"
        assert set(scores) == {"tokens_f1", "sentences_f1", "upos", "uas", "las"}

    def test_it_writes_down_what_came_out(self, card: dict[str, Any], folder: Path) -> None:
        written = json.loads((folder / "scores.json").read_text("utf-8"))
        assert written == {k: v for k, v in card.items() if k != "folder"}
        assert set(written["files"]) == {f"te_tiny_{part}.pt" for part in ("tokenizer", "tagger", "parser")}
        for name, file in written["files"].items():
            content = (folder / name).read_bytes()
            assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())

    def test_several_files_are_one_treebank(self, recipe: Any, tmp_path: Path) -> None:
        target = tmp_path / "all.conllu"
        recipe.gather([TREEBANK, TREEBANK], target)
        found = target.read_text("utf-8")
        assert found.count("# text = ") == 2 * TREEBANK.read_text("utf-8").count("# text = ")
        assert found.endswith("\n\n")
        assert "# newdoc" not in found

    def test_each_part_has_its_steps(self, recipe: Any, capsys: pytest.CaptureFixture[str]) -> None:
        files = [word for split in ("train", "dev", "test") for word in (f"--{split}", "x.conllu")]
        command = [*files, "--out", "x", "--parts", "tagger", "parser"]
        assert recipe.arguments(command).steps == [recipe.STEPS["tagger"], recipe.STEPS["parser"]]
        assert recipe.arguments([*command, "--steps", "3", "4"]).steps == [3, 4]
        with pytest.raises(SystemExit):
            recipe.arguments([*command, "--steps", "3"])
        assert "--steps has 1 numbers for 2 parts" in capsys.readouterr().err

    def test_the_treebank_is_valid_by_the_rules_of_ud(self) -> None:
        validator = Path(sys.executable).with_name("udvalidate")  # stanza depends on the package that has it
        done = subprocess.run(
            [validator, "--lang", "te", TREEBANK], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def test_the_same_seed_gives_the_same_weights(self, tmp_path: Path) -> None:
        command = [sys.executable, str(RECIPE), "--tiny", "--parts", "tokenizer", "--steps", "30"]
        command += [word for split in ("train", "dev", "test") for word in (f"--{split}", str(TREEBANK))]
        weights, scores = [], []
        for run in ("one", "two"):
            done = subprocess.run([*command, "--out", str(tmp_path / run)], capture_output=True, check=True)
            scores.append(json.loads(done.stdout)["scores"])
            weights.append(torch.load(tmp_path / run / "te_own_tokenizer.pt", weights_only=True)["model"])
        assert scores[0] == scores[1]
        assert weights[0].keys() == weights[1].keys()
        assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])


class TestTokens:
    def test_offsets_are_exact_and_every_sign_is_in_one_token(self, tables: dict[str, Any]) -> None:
        assert tables["quarantine"].empty
        found = tables["tokens"]
        for doc_id, text in zip(tables["documents"]["doc_id"], TEXTS, strict=True):
            own = found[found["doc_id"] == doc_id]
            assert [text[a:b] for a, b in zip(own["start"], own["end"], strict=True)] == own["text"].tolist()
            counts = held(text, list(zip(own["start"], own["end"], strict=True)))
            assert counts == [0 if c.isspace() else 1 for c in text]

    def test_parts_of_speech_and_relations_are_filled(self, tables: dict[str, Any]) -> None:
        found = tables["tokens"]
        assert set(found["upos"]) <= UPOS
        assert len(set(found["upos"])) > 3
        assert found["deprel"].notna().all()
        assert found["lemma"].isna().all(), "these models have no lemmatizer"

    def test_heads_lie_in_the_sentence(self, tables: dict[str, Any]) -> None:
        for _, sentence in tables["tokens"].groupby(["doc_id", "sentence_id"]):
            heads = sentence["head"].tolist()
            assert all(0 <= head <= len(heads) for head in heads)
            assert 0 in heads
            assert all(head != number for number, head in enumerate(heads, 1)), "no word is its own head"

    def test_case_suffixes_are_split_on_its_tokens(self, tables: dict[str, Any]) -> None:
        found = tables["tokens"].set_index("text")
        assert found.loc["జపాన్\u200cతో", "case_suffix"].strip("\u200c") == "తో"

    def test_a_mark_is_a_token_of_its_own(self, engine: Any) -> None:
        text = "రష్యా కేంద్రాన్ని నిర్మించనుంది."
        assert [t.of(text) for t in tokens_of(engine, text)] == ["రష్యా", "కేంద్రాన్ని", "నిర్మించనుంది", "."]

    @pytest.mark.parametrize("hard", HARD)
    def test_hard_texts(self, engine: Any, hard: str) -> None:
        text = f"అది {hard} వచ్చింది."
        counts = held(text, [(t.start, t.end) for t in tokens_of(engine, text)])
        assert counts == [0 if c.isspace() else 1 for c in text]

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        text=st.text(
            st.one_of(st.sampled_from("అకంగ్ .,'’…\n\u200c12-/:"), st.characters(exclude_categories=["Cs"])),
            min_size=1,
        )
    )
    def test_any_text(self, engine: Any, text: str) -> None:
        text = f"ఇది {text}"
        counts = held(text, [(t.start, t.end) for t in tokens_of(engine, text)])
        assert counts == [0 if c.isspace() else 1 for c in text]

    def test_what_it_says_does_not_depend_on_what_it_read_before(self, engine: Any, folder: Path) -> None:
        first = tokens_of(engine, TEXTS[0])
        tokens_of(engine, TEXTS[1])
        assert tokens_of(engine, TEXTS[0]) == first
        assert tokens_of(tokenizer(f"stanza:{folder}", "te"), TEXTS[0]) == first


class TestFolders:
    def test_a_tokenizer_alone(self, folder: Path, tmp_path: Path) -> None:
        shutil.copy(folder / "te_tiny_tokenizer.pt", tmp_path)
        text = "చైనా వెళ్లింది."
        found = tokens_of(tokenizer(f"stanza:{tmp_path}", "te"), text)
        assert found[0] == Token(0, 4)
        assert found[0].of(text) == "చైనా"

    def test_a_resources_folder_as_stanza_lays_it_out(
        self, engine: Any, folder: Path, tmp_path: Path
    ) -> None:
        for processor, part in (("tokenize", "tokenizer"), ("pos", "tagger"), ("depparse", "parser")):
            (tmp_path / "te" / processor).mkdir(parents=True)
            shutil.copy(folder / f"te_tiny_{part}.pt", tmp_path / "te" / processor / "tiny.pt")
        packages = {"tokenize": "tiny", "pos": "tiny", "lemma": "identity", "depparse": "tiny"}
        entry: dict[str, Any] = {p: {"tiny": {}} for p in ("tokenize", "pos", "depparse")}
        entry |= {"lang_name": "Telugu", "packages": {"default": packages}}
        (tmp_path / "resources.json").write_text(json.dumps({"te": entry}), "utf-8")
        assert tokens_of(tokenizer(f"stanza:{tmp_path}", "te"), TEXTS[0]) == tokens_of(engine, TEXTS[0])
        (tmp_path / "te" / "pos" / "tiny.pt").unlink()
        with pytest.raises(EngineUnavailable, match=r"Could not find .*tiny\.pt") as caught:
            tokenizer(f"stanza:{tmp_path}", "te")
        assert "stanza.download('te', processors='tokenize,pos,lemma,depparse'" in str(caught.value)

    def test_a_broken_file(self, folder: Path, tmp_path: Path) -> None:
        shutil.copy(folder / "te_tiny_tokenizer.pt", tmp_path)
        (tmp_path / "te_tiny_tagger.pt").write_bytes(b"not a model")
        with pytest.raises(EngineUnavailable, match="could not be opened"):
            tokenizer(f"stanza:{tmp_path}", "te")

    def test_nothing_installed(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("stanza.resources.common.DEFAULT_MODEL_DIR", str(tmp_path))
        assert resources_folder() == tmp_path
        for ask in (tokenizer, ner):
            with pytest.raises(EngineUnavailable, match=r"stanza\.download\('te'"):
                ask("stanza", "te")

    def test_an_index_without_its_models(self, tmp_path: Path) -> None:
        index = {"te": {"tokenize": {"mtg": {}}, "packages": {"default": {"tokenize": "mtg"}}}}
        (tmp_path / "resources.json").write_text(json.dumps(index), "utf-8")
        with pytest.raises(EngineUnavailable, match="are not installed in"):
            tokenizer(f"stanza:{tmp_path}", "te")

    def test_fingerprints_follow_the_models(self, folder: Path, with_names: Path, tmp_path: Path) -> None:
        copied = shutil.copytree(folder, tmp_path / "copy")
        here = tokenizer_fingerprint(f"stanza:{folder}", "te")
        assert here == tokenizer_fingerprint(f"stanza:{copied}", "te")
        (copied / "te_tiny_tagger.pt").write_bytes(b"another")
        assert here != tokenizer_fingerprint(f"stanza:{copied}", "te")
        assert "te_tiny_nertagger.pt=" in ner_fingerprint(f"stanza:{with_names}", "te")


class TestNames:
    def test_names_with_exact_offsets(self, with_names: Path) -> None:
        text = "అది. చైనా, రష్యా కలిసి ఇస్రో తో సోమవారం మాట్లాడాయి."
        document = Document("d", text).with_layer("sentences", (Sentence(0, 4), Sentence(5, len(text))))
        (found,) = ner(f"stanza:{with_names}", "te").entities([document])  # type: ignore[union-attr]
        assert document.with_layer("entities", found).entities == found
        known = {(m.of(text), m.label) for m in found}
        assert {("చైనా", "LOC"), ("రష్యా", "LOC")} <= known
        assert {m.label for m in found} <= {"LOC", "ORG"}, "TIME is no name"
        assert {m.engine for m in found} == {"stanza"}

    def test_a_folder_without_a_name_tagger(self, folder: Path) -> None:
        with pytest.raises(EngineUnavailable, match="there is no name tagger for 'te'"):
            ner(f"stanza:{folder}", "te")

    def test_the_names_reach_the_tables(self, with_names: Path) -> None:
        tables = ghatana.extract(["విజయవాడ చేరుకున్నారు."], ner=f"stanza:{with_names}", gate=False)
        assert "విజయవాడ" in set(tables["entities"]["text"])
        assert tables["quarantine"].empty
