"""Stages with a pack that says next to nothing: what is not said is not assumed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document, Sentence
from ghatana.errors import LanguageDataError
from ghatana.knowledge import Knowledge
from ghatana.knowledge.entries import Entry
from ghatana.languages import Language
from ghatana.stages.abbreviations import Abbreviations
from ghatana.stages.gate import GateStage
from ghatana.stages.names import NamesStage
from ghatana.stages.names.people import PeopleRules
from ghatana.stages.names.romanise import Romaniser
from ghatana.stages.sentences import SentenceStage
from ghatana.stages.suffixes import Suffix, SuffixSplitter
from ghatana.stages.times.festivals import Festivals
from ghatana.stages.times.numbers import NumberForms
from ghatana.stages.times.spelling import Spelling
from ghatana.stages.times.tense import Tense
from ghatana.stages.tokens import TokenRules

WORD = st.text(st.sampled_from("ಇಸ್ರೋಕಾವೇರಿನ್ನು"), min_size=1, max_size=12)
RULES = "[[pattern]]\nkind = 'year'\nseq = ['year:YEAR']\n"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return Language("kn", tmp_path_factory.mktemp("kn"))


def test_a_full_stop_ends_a_sentence_and_parts_no_word(empty: Language) -> None:
    doc = Document("d", "ಇಸ್ರೋ ರಾಕೆಟ್ ಹಾರಿತು. ಅದು 2.5 ಟನ್ ತೂಗುತ್ತದೆ.", lang="kn")
    (found,) = SentenceStage(empty).annotate([doc])
    assert [s.of(doc.text) for s in found] == ["ಇಸ್ರೋ ರಾಕೆಟ್ ಹಾರಿತು.", "ಅದು 2.5 ಟನ್ ತೂಗುತ್ತದೆ."]
    tokens = TokenRules(empty).tokenize(doc.text, found[0])
    assert [t.of(doc.text) for t in tokens] == ["ಇಸ್ರೋ", "ರಾಕೆಟ್", "ಹಾರಿತು", "."]


def test_no_word_is_an_abbreviation_but_a_single_letter(empty: Language) -> None:
    short = Abbreviations(empty)
    assert [short.kind(w) for w in ("ಡಾ", "ಕೆ", "ಇಸ್ರೋ", "x")] == ["initial", "initial", None, None]


@given(WORD)
def test_no_suffix_is_cut(word: str) -> None:
    splitter = SuffixSplitter(Language("kn", Path(__file__).parent))
    assert splitter.split(word) == Suffix(len(word), "nom")
    assert splitter.case_of(word) is None


def test_columns_of_suffixes_that_few_need_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "suffixes.tsv").write_text("form\tcase\tafter\nಗೆ\tdat\tany\n", "utf-8")
    splitter = SuffixSplitter(Language("kn", tmp_path))
    assert splitter.case_of("ಗೆ") == "dat"
    assert splitter.split("ಕಾವೇರಿಗೆ").case == "nom", "blind is no, where nothing says yes"


def test_a_suffix_of_an_unknown_case_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "suffixes.tsv").write_text("form\tcase\tafter\nಗೆ\tto\tany\n", "utf-8")
    with pytest.raises(LanguageDataError, match=rf"{tmp_path}/suffixes\.tsv, form 'ಗೆ': found case 'to'"):
        SuffixSplitter(Language("kn", tmp_path))


def test_names_are_those_of_the_knowledge_base(empty: Language) -> None:
    base = Knowledge([Entry("isro", "ORG", "ISRO", aliases=("ಇಸ್ರೋ",))])
    text = "ಡಾ. ಇಸ್ರೋ ಅಧ್ಯಕ್ಷ ರಾಮ್ ಮಾತನಾಡಿದರು. ಇಸ್ರೋಗೆ ಹೋದರು, ISRO ಮತ್ತು S. Ram."
    doc = Document("d", text, lang="kn").with_layer("sentences", (Sentence(0, len(text)),))
    (found,) = NamesStage(empty, base).annotate([doc])
    names = [(e.of(text), e.canonical) for e in found if e.kb_id]
    assert names == [("ಇಸ್ರೋ", "ISRO"), ("ISRO", "ISRO")]


@pytest.mark.parametrize("text", [". ಇಸ್ರೋ ಹಾರಿತು", "ಹಾರಿತು. ಇಸ್ರೋ", "... ಇಸ್ರೋ", "1. ಇಸ್ರೋ"])
def test_a_full_stop_alone_is_no_initial(empty: Language, text: str) -> None:
    rules = PeopleRules(empty, SuffixSplitter(empty))
    assert not list(rules.find(text, lambda _: (0, len(text)), frozenset()))


@given(WORD)
def test_a_name_stays_as_it_is_where_no_letter_is_romanised(name: str) -> None:
    romaniser = Romaniser(Language("kn", Path(__file__).parent))
    assert romaniser.readable(name) == name
    assert romaniser.iso(name) == name


def test_letters_without_names_are_romanised_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "romanisation.tsv").write_text(
        "letter\tkind\tiso\tplain\nಕ\tconsonant\tk\tk\nಾ\tsign\tā\ta\n", "utf-8"
    )
    assert Romaniser(Language("kn", tmp_path)).readable("ಕಾ") == "Ka"


def test_no_number_festival_or_tense_is_known(tmp_path: Path) -> None:
    (tmp_path / "times").mkdir()
    (tmp_path / "times" / "rules.toml").write_text(RULES, "utf-8")
    pack = Language("kn", tmp_path)
    assert not NumberForms(pack, {}).cardinals
    assert Festivals(pack).in_year("diwali", 2024) is None
    assert Tense(pack).of_word("ಹಾರಿತು") is None


def test_a_number_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "times").mkdir()
    (tmp_path / "times" / "numbers.tsv").write_text("form\tvalue\tkind\nಒಂದು\tone\tunit\n", "utf-8")
    with pytest.raises(
        LanguageDataError, match=r"numbers\.tsv: found 'one' as value in the row ಒಂದು, one, unit"
    ):
        NumberForms(Language("kn", tmp_path), {})


def test_a_pack_in_one_spelling_lacks_what_the_pack_lacks(tmp_path: Path) -> None:
    (tmp_path / "there.tsv").write_text("form\nಅಂಬ\n", "utf-8")
    (tmp_path / "set.toml").write_text('[part]\nwords = ["ಅಂಬ"]\n', "utf-8")
    folded = Spelling({"ಂ": ""}).pack(Language("kn", tmp_path))
    assert folded.rows("nothing", needed=False) == ()
    assert folded.settings("nothing", needed=False) == {}
    assert folded.rows("there", needed=False) == ({"form": "ಅಬ"},)
    assert folded.settings("set")["part"]["words"] == ["ಅಬ"]
    assert folded.where("there.tsv") == f"{tmp_path}/there.tsv"
    with pytest.raises(LanguageDataError, match=r"lacks nothing\.tsv"):
        folded.rows("nothing")
    with pytest.raises(LanguageDataError, match=r"^\[part\] of .*set\.toml lacks 'more'"):
        folded.settings("set")["part"]["more"]


def test_a_gate_is_needed_where_a_recipe_has_one(empty: Language) -> None:
    with pytest.raises(LanguageDataError, match=r"'kn' lacks gate\.tsv"):
        GateStage(empty)
