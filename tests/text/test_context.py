"""Stretches shown in their sentences: what is marked reads back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Span
from ghatana.evaluate.misses import sentences_of
from ghatana.text.context import Mark, in_context

TEXT = "చైనా మే 3న చాంగ్ఇ-6ను ప్రయోగించింది. ఇస్రో 2035 నాటికి రాకెట్‌ను ప్రయోగించనుంది."


def test_marks_in_two_sentences() -> None:
    marks = [
        Mark(TEXT.index(w), TEXT.index(w) + len(w), label) for w, label in (("ఇస్రో", "who"), ("మే 3న", "when"))
    ]
    assert in_context(TEXT, sentences_of(TEXT, "te"), marks) == (
        "చైనా ⟦when: మే 3న⟧ చాంగ్ఇ-6ను ప్రయోగించింది. … ⟦who: ఇస్రో⟧ 2035 నాటికి రాకెట్‌ను ప్రయోగించనుంది."
    )


def test_of_marks_that_overlap_the_first_stays() -> None:
    assert in_context("abc def", [Span(0, 7)], [Mark(4, 7, "x"), Mark(2, 5, "y")]) == "abc ⟦x: def⟧"


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)), min_size=1, max_size=5))
def test_what_is_marked_reads_back(spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, min(len(TEXT), start + size), f"m{n}") for n, (start, size) in enumerate(spans)]
    shown = in_context(TEXT, sentences_of(TEXT, "te"), marks)
    assert f"⟦m0: {' '.join(TEXT[marks[0].start : marks[0].end].split())}" in shown.replace("  ", " ")
    assert shown.count("⟦") == shown.count("⟧") <= len(marks)


def test_a_text_without_sentences_is_shown_whole() -> None:
    assert in_context("abc def", (), [Mark(4, 7, "x")]) == "abc ⟦x: def⟧"
    assert in_context("abc def", [Span(0, 3)], [Mark(4, 7, "x")]) == "abc ⟦x: def⟧"
