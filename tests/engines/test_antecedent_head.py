"""The head that says what common nouns stand for: what it computes, said again with plain loops."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.heads import HIDDEN, states, words
from engines.onnx_texts import TEXTS, document
from ghatana.document import Span
from ghatana.engines.antecedent_head import FACTS, NOUN, PAIR, WEIGHTS, AntecedentHead
from ghatana.engines.fact_index import Index
from ghatana.engines.onnx_tagger import OnnxTagger
from ghatana.stages.events.antecedents import PAIR_FACTS
from ghatana.stages.events.model import Noun, Option

WIDTH = 6
KNOWN = {
    NOUN: [["?", "craft", "firm"], ["?", "dem"]],
    PAIR: [["?", "ORG|firm", "SPACECRAFT|craft", "rule|craft"], ["?", "0", "1"], ["?", "-2", "3"]],
}
MENTIONS = [Span(4 * n, 4 * n + 3) for n in range(6)]
NOUNS = (
    Noun(
        2,
        8,
        11,
        ("craft", "dem"),
        (
            Option("A", (0, 4), (("SPACECRAFT|craft", "1", "3"), ("SPACECRAFT|craft", "0", "-2"))),
            Option("B", (1,), (("SPACECRAFT|craft", "1", "never seen"),)),
            Option("A's ascender", (), (("rule|craft", "", ""),)),
        ),
    ),
    Noun(5, 20, 23, ("firm", ""), (Option("C", (3,), (("ORG|firm", "0", "3"),)),)),
)


def weights(seed: int = 1) -> dict[str, Any]:
    index = Index(KNOWN)
    shapes: dict[str, tuple[int, ...]] = {
        "out.weight": (1, WIDTH),
        "none.weight": (1, WIDTH),
        "none.bias": (1,),
    }
    for name in ("noun", "name"):
        shapes[f"{name}.weight"], shapes[f"{name}.bias"] = (WIDTH, 2 * HIDDEN), (WIDTH,)
    for name in ("across", "along"):
        shapes[f"{name}.weight"], shapes[f"{name}.bias"] = (WIDTH, WIDTH), (WIDTH,)
    shapes["noun_fact0.weight"] = (index.sizes(NOUN)[0], WIDTH)
    for n, size in enumerate(index.sizes(NOUN)):
        shapes[f"none_fact{n}.weight"] = (size, 1)
    for n, size in enumerate(index.sizes(PAIR)):
        shapes[f"pair_fact{n}.weight"], shapes[f"alone_fact{n}.weight"] = (size, WIDTH), (size, 1)
    rng = np.random.default_rng(seed)
    return {name: rng.normal(scale=0.5, size=shape).astype(np.float32) for name, shape in shapes.items()}


def head(seed: int = 1) -> AntecedentHead:
    return AntecedentHead(weights(seed), Index(KNOWN))


class Reference:
    """The head a number at a time."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        self.w = {name: np.asarray(a, dtype=np.float64).tolist() for name, a in arrays.items()}
        self.index = Index(KNOWN)

    def linear(self, name: str, x: list[float]) -> list[float]:
        bias = self.w.get(f"{name}.bias") or [0.0] * len(self.w[f"{name}.weight"])
        return [
            sum(a * b for a, b in zip(row, x, strict=True)) + c
            for row, c in zip(self.w[f"{name}.weight"], bias, strict=True)
        ]

    def scores(self, vectors: Any, noun: Noun) -> list[float]:
        rows = vectors.astype(np.float64).tolist()
        at = noun.start // 4
        facts = self.index.facts(NOUN, noun.facts)
        kind = self.w["noun_fact0.weight"][facts[0]]
        own = [max(0.0, a + b) for a, b in zip(self.linear("noun", rows[at] * 2), kind, strict=True)]
        none = self.linear("none", own)[0] + sum(
            self.w[f"none_fact{n}.weight"][f][0] for n, f in enumerate(facts)
        )
        found = [none]
        for option in noun.options:
            each = []
            for mention, known in zip(option.mentions or (None,), option.facts, strict=True):
                ends = [0.0] * 2 * HIDDEN if mention is None else rows[mention] * 2
                name = [max(0.0, x) for x in self.linear("name", ends)]
                both = zip(self.linear("across", own), self.linear("along", name), own, name, strict=True)
                hidden, alone = [a * b + c + d for a, b, c, d in both], 0.0
                numbers = self.index.facts(PAIR, known)
                for n in range(len(KNOWN[PAIR])):
                    number = numbers[n] if n < len(numbers) else 0
                    hidden = [
                        a + b for a, b in zip(hidden, self.w[f"pair_fact{n}.weight"][number], strict=True)
                    ]
                    alone += self.w[f"alone_fact{n}.weight"][number][0]
                each.append(alone + self.linear("out", [max(0.0, x) for x in hidden])[0])
            found.append(max(each))
        total = math.log(sum(math.exp(x) for x in found))
        return [x - total for x in found]


@pytest.mark.parametrize("seed", range(5))
def test_it_computes_what_it_says(seed: int) -> None:
    vectors = states(6, seed)
    found = head(seed).scores(words(6), vectors, MENTIONS, NOUNS)
    plain = Reference(weights(seed))
    for scores, noun in zip(found, NOUNS, strict=True):
        assert scores == pytest.approx(plain.scores(vectors, noun), abs=0.0101)


def test_there_is_a_score_for_none_and_for_each_option() -> None:
    found = head().scores(words(6), states(6), MENTIONS, NOUNS)
    assert [len(scores) for scores in found] == [4, 2]
    for scores in found:
        assert sum(map(math.exp, scores)) == pytest.approx(1.0, abs=0.05)


def test_what_is_said_of_one_noun_does_not_depend_on_another() -> None:
    together = head().scores(words(6), states(6), MENTIONS, NOUNS)
    for number, noun in enumerate(NOUNS):
        (alone,) = head().scores(words(6), states(6), MENTIONS, (noun,))
        assert alone == pytest.approx(together[number], abs=0.0101)


@given(st.permutations(NOUNS[0].options))
def test_the_order_of_options_does_not_matter(options: list[Option]) -> None:
    (found,) = head().scores(words(6), states(6), MENTIONS, (replace(NOUNS[0], options=tuple(options)),))
    (first,) = head().scores(words(6), states(6), MENTIONS, (NOUNS[0],))
    by_name = dict(zip((o.name for o in NOUNS[0].options), first[1:], strict=True))
    assert found[1:] == pytest.approx([by_name[o.name] for o in options], abs=0.0101)


def test_another_mention_can_only_help() -> None:
    """The likeliest mention of a name counts."""
    one = replace(NOUNS[0].options[0], mentions=(0,), facts=NOUNS[0].options[0].facts[:1])
    (fewer,) = head().scores(words(6), states(6), MENTIONS, (replace(NOUNS[0], options=(one,)),))
    (more,) = head().scores(words(6), states(6), MENTIONS, (replace(NOUNS[0], options=NOUNS[0].options[:1]),))
    assert more[1] >= fewer[1]


def test_a_text_without_words_has_no_scores() -> None:
    assert head().scores([], states(0), [], ()) == ()


def test_it_is_read_from_a_folder(tmp_path: Path) -> None:
    np.savez(tmp_path / WEIGHTS, **weights())
    (tmp_path / FACTS).write_text(json.dumps(KNOWN), encoding="utf-8")
    found = AntecedentHead.load(tmp_path).scores(words(6), states(6), MENTIONS, NOUNS)
    assert found == head().scores(words(6), states(6), MENTIONS, NOUNS)


def test_the_shipped_model_has_one_and_says_the_same_whatever_was_read_before() -> None:
    text = TEXTS[2]
    mentions = [Span(0, 5), Span(6, 10)]
    noun = Noun(
        1,
        6,
        10,
        ("firm", "dem", "te", "False"),
        (Option("X", (0,), (("ORG|firm", *("",) * (PAIR_FACTS - 1)),)),),
    )
    tagger = OnnxTagger()
    alone = tagger.antecedents(document(text), mentions, (noun,))
    assert [len(scores) for scores in alone] == [2]
    tagger.entities([document(t) for t in TEXTS])
    assert tagger.antecedents(document(text), mentions, (noun,)) == alone
