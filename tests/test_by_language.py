"""A recipe of several languages: who reads what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document
from ghatana.errors import EngineUnavailable, RecipeError
from ghatana.recipe import Pipeline, Recipe
from ghatana.recipe.by_language import ByLanguage, stage_for
from ghatana.run.annotate import Failure, annotate

TWO = 'lang = ["te", "en"]\n[[stage]]\nuse = "sentences"\n'


@dataclass
class Named:
    """A stage that says which language it is of, and keeps what it was given."""

    lang: str
    name: str = "named"
    needs: frozenset[str] = frozenset()
    gives: str = "relevant"
    batches: list[list[str]] = field(default_factory=list)

    def annotate(self, documents: Sequence[Document]) -> list[str]:
        self.batches.append([d.doc_id for d in documents])
        return [f"{self.lang}:{d.doc_id}" for d in documents]


def docs(*langs: str) -> list[Document]:
    return [Document(str(n), "text", lang=lang) for n, lang in enumerate(langs)]


@given(st.lists(st.sampled_from(["te", "en", "hi", "kn", "und-Latn"])))
def test_each_document_is_read_by_its_own_language_in_order(langs: list[str]) -> None:
    stage = ByLanguage(("te", "en", "hi"), Named)
    wanted = [f"{lang if lang in ('te', 'en', 'hi') else 'te'}:{n}" for n, lang in enumerate(langs)]
    assert stage.annotate(docs(*langs)) == wanted


def test_documents_of_one_language_stay_one_batch() -> None:
    stage = ByLanguage(("te", "en"), Named)
    stage.annotate(docs("te", "en", "te", "kn", "en"))
    assert [stage_for(stage, lang).batches for lang in ("te", "en")] == [[["0", "2", "3"]], [["1", "4"]]]  # type: ignore[attr-defined]


def test_only_the_first_is_built_before_a_text_is_read() -> None:
    built: list[str] = []

    def build(lang: str) -> Named:
        built.append(lang)
        return Named(lang)

    stage = ByLanguage(("te", "en", "hi"), build)
    assert (stage.name, stage.needs, stage.gives, built) == ("named", frozenset(), "relevant", ["te"])
    stage.annotate(docs("te", "hi", "hi"))
    stage.annotate(docs("hi"))
    assert built == ["te", "hi"]


def test_what_another_language_lacks_concerns_its_documents_alone() -> None:
    def build(lang: str) -> Named:
        if lang == "hi":
            raise EngineUnavailable("No model for hi.", engine="toy")
        return Named(lang)

    pipeline = Pipeline(((ByLanguage(("te", "hi"), build), False),))
    first, second, third = annotate(pipeline, docs("te", "hi", "te"))
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert isinstance(second, Failure)
    assert (second.error, second.message) == ("EngineUnavailable", "No model for hi.")


def test_a_stage_of_one_language_reads_everything() -> None:
    stage = Named("te")
    assert stage_for(stage, "en") is stage


def test_a_recipe_names_one_language_or_several() -> None:
    one = Recipe.parse('lang = "te"\n[[stage]]\nuse = "sentences"\n', "one.toml")
    assert (one.langs, one.lang) == (("te",), "te")
    assert Recipe.parse(TWO.replace('["te", "en"]', '["te"]'), "list.toml") == one.__class__(
        **{**{f: getattr(one, f) for f in one.__slots__}, "name": "list.toml"}
    )


@pytest.mark.parametrize(("lang", "problem"), [
    ('["te", "te"]', "each once"), ("[]", "each once"), ('["te", "xx"]', "no language pack 'xx'"),
])  # fmt: skip
def test_languages_that_cannot_be_are_refused(lang: str, problem: str) -> None:
    with pytest.raises(RecipeError, match=problem):
        Recipe.parse(TWO.replace('["te", "en"]', lang), "two.toml")
