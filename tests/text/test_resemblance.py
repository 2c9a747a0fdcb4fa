"""Sketches: what does not change a text does not change its sketch, and the estimate is near the truth."""

from __future__ import annotations

import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copies import ARTICLES, EDITS, WORDS, report
from ghatana.run.near import THRESHOLD
from ghatana.text import resemblance as module
from ghatana.text.resemblance import (
    HASHES,
    LEAST_LETTERS,
    NUMBERS,
    SHINGLE,
    folded,
    resemblance,
    same_numbers,
    sketch,
)


def exact(one: str, other: str) -> float:
    """The resemblance itself, by sets of shingles."""
    a, b = ({f[i : i + SHINGLE] for i in range(len(f) - SHINGLE + 1)} for f in map(folded, (one, other)))
    return len(a & b) / len(a | b)


def words(count: int, seed: int) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


@pytest.mark.parametrize("share", [0, 10, 40, 70, 90, 100])
@pytest.mark.parametrize("seed", range(4))
def test_the_estimate_is_near_the_resemblance(share: int, seed: int) -> None:
    common, own, other = (
        words(4 * share, seed),
        words(400 - 4 * share, seed + 50),
        words(400 - 4 * share, seed + 90),
    )
    one, two = " ".join(common + own), " ".join(common + other)
    assert resemblance(sketch(one), sketch(two)) == pytest.approx(exact(one, two), abs=0.15)


def test_the_estimate_is_right_on_the_whole() -> None:
    off = []
    for seed in range(60):
        common, own, other = words(120, seed), words(30, seed + 100), words(30, seed + 200)
        one, two = " ".join(common + own), " ".join(common + other)
        off.append(resemblance(sketch(one), sketch(two)) - exact(one, two))
    assert abs(float(np.mean(off))) < 0.02
    assert float(np.std(off)) < 0.06


def test_different_articles_do_not_resemble_each_other() -> None:
    sketches = [sketch(a) for a in ARTICLES]
    assert max(resemblance(a, b) for i, a in enumerate(sketches) for b in sketches[:i]) < 0.1


def test_marks_spaces_case_joiners_and_digits_do_not_count() -> None:
    assert folded("ఇస్రో-రాకెట్\u200cను (ISRO) 2024_06") == folded("ఇస్రో రాకెట్ను isro: ౨౦౨౪ 06") != ""
    for text in ARTICLES:
        one, two = sketch(text), sketch(EDITS["typography"](text, random.Random(0)))
        assert (one == two).all()


def test_vowel_signs_count() -> None:
    assert folded("క కా కి") == "కకాకి"


def test_a_short_text_must_be_the_same_but_for_marks() -> None:
    text = "చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది"
    assert len(folded(text)) < LEAST_LETTERS
    assert resemblance(sketch(text), sketch(text + ".")) == 1
    assert resemblance(sketch(text), sketch(text.replace("3న", "4న"))) == 0
    assert resemblance(sketch(text), sketch("")) == 0
    assert resemblance(sketch(""), sketch("… 🚀 –")) == 1


def test_a_long_text_is_hashed_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(words(2000, 1))
    whole = sketch(text)
    for block in (1, 7, 10**6):
        monkeypatch.setattr(module, "BLOCK", block)
        assert (sketch(text) == whole).all()


def test_numbers_tell_reports_apart_and_datelines_do_not() -> None:
    one, two = sketch(report(1)), sketch(report(2))
    assert resemblance(one, two) >= THRESHOLD
    assert not same_numbers(one, two)
    assert same_numbers(one, one)
    text = "జూన్ 13, 2024: 40 దేశాలు 2035 నాటికి 5 ప్రయోగాలు. " + " ".join(words(60, 1))
    assert same_numbers(sketch(text), sketch(text.replace("13", "14")))
    assert same_numbers(sketch(text), sketch(text + " మరో 7, 8, 9, 10, 11 ఉపగ్రహాలు"))
    assert not same_numbers(sketch(text), sketch(text.replace("40", "41").replace("2035", "2036")))
    assert same_numbers(sketch("ఒకటి"), sketch("౨౦౨౪"))


def test_many_numbers_are_compared_by_those_that_both_keep() -> None:
    many = [str(n) for n in range(1000, 1200)]
    one = sketch(" ".join(many))
    assert same_numbers(one, sketch(" ".join(many[::-1])))
    assert same_numbers(one, sketch(" ".join([*many, "5", "6", "7"])))
    assert not same_numbers(one, sketch(" ".join(str(n) for n in range(5000, 5200))))
    assert not same_numbers(one, sketch(" ".join([*many[:100], *(str(n) for n in range(5000, 5100))])))


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_a_sketch_that_repeats(text: str) -> None:
    one = sketch(text)
    assert one.dtype == np.uint32
    assert one.shape == (HASHES + NUMBERS,)
    assert (one == sketch(text)).all()
    assert resemblance(one, one) == 1
    assert same_numbers(one, one)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_comparing_is_the_same_both_ways(a: str, b: str) -> None:
    one, two = sketch(a * 9), sketch(b * 9)
    assert resemblance(one, two) == resemblance(two, one)
    assert same_numbers(one, two) == same_numbers(two, one)


def test_a_sketch_is_the_same_in_every_process() -> None:
    code = (
        "import hashlib; from ghatana.text.resemblance import sketch;"
        "print(hashlib.sha256(sketch('ఇస్రో 2024 ' * 50).tobytes()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, encoding="utf-8", check=True,
        ).stdout.strip()
        for seed in ("0", "1")
    }  # fmt: skip
    assert seen == {"c63b478ab3a43dba4aa8d674a3b4add3d1aac951e2927f0df15e480fe4ec85ee"}
