"""Windows of whole sentences: every word once, in order, within the limit; and spans of text as spans of words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document, Sentence, Span
from ghatana.engines.tagging import read_off
from ghatana.engines.windows import Word, pack, parts, surface, whole, word_span, word_spans, words

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
TELUGU = st.text(alphabet="ఇస్రోచైనా\u200c\u200d()-'‘’.,:;12 A\u00a0\n\t🚀।", max_size=60)
PACKED = [
    ([], [], 5, []),
    ([3], [], 5, [(0, 1)]),
    ([3], [0], 5, [(0, 1)]),
    ([2, 2, 3, 1, 1], [2, 4], 5, [(0, 2), (2, 5)]),
    ([2, 2, 1, 1], [1, 3], 9, [(0, 4)]),
    ([3, 2, 2, 2], [1], 5, [(0, 1), (1, 3), (3, 4)]),  # a sentence too long for a window of its own
    ([3, 2, 2], [1], 6, [(0, 1), (1, 3)]),  # one that fits goes whole to the next
    ([9], [], 5, [(0, 1)]),
    ([1, 9, 1], [1, 2], 5, [(0, 1), (1, 2), (2, 3)]),
    ([1, 1, 9, 1], [1], 5, [(0, 1), (1, 2), (2, 3), (3, 4)]),
]


@pytest.mark.parametrize(("sizes", "breaks", "limit", "expected"), PACKED)
def test_pack(sizes: list[int], breaks: list[int], limit: int, expected: list[tuple[int, int]]) -> None:
    assert list(pack(sizes, breaks, limit)) == expected


SIZES = st.lists(st.integers(1, 9), max_size=40)


@given(SIZES, st.sets(st.integers(0, 45)), st.integers(1, 25))
def test_packed_windows_cover_all_words_once_in_order_within_the_limit(
    sizes: list[int], breaks: set[int], limit: int
) -> None:
    found = list(pack(sizes, sorted(breaks), limit))
    assert [i for first, last in found for i in range(first, last)] == list(range(len(sizes)))
    assert all(sum(sizes[a:b]) <= limit or b - a == 1 for a, b in found)


@given(SIZES, st.sets(st.integers(0, 45)), st.integers(1, 25))
def test_packed_windows_start_where_sentences_do_and_are_full(
    sizes: list[int], breaks: set[int], limit: int
) -> None:
    edges = sorted({0, len(sizes), *(b for b in breaks if b < len(sizes))})
    sentences = [(a, b) for a, b in pairwise(edges)]
    found = list(pack(sizes, sorted(breaks), limit))
    for (first, _), (after, _) in pairwise(found):
        start, end = next((a, b) for a, b in sentences if a <= after < b)
        if after == start:  # the whole of the next sentence would not have fitted
            assert sum(sizes[first:end]) > limit
        else:
            assert sum(sizes[start:end]) > limit


@given(SIZES, st.integers(1, 25))
def test_without_sentences_packing_is_parting(sizes: list[int], limit: int) -> None:
    assert list(pack(sizes, [], limit)) == list(parts(sizes, limit))


SPANNED = [Word(0, 5, True), Word(6, 7, True), Word(7, 11, False), Word(14, 18, True)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 5, (0, 0)),
        (0, 18, (0, 3)),
        (4, 8, (0, 2)),
        (7, 8, (2, 2)),
        (5, 6, (0, 0)),  # white space: the word before
        (12, 13, (2, 2)),
        (30, 31, (3, 3)),
    ],
)
def test_word_span(start: int, end: int, expected: tuple[int, int]) -> None:
    assert word_span(SPANNED, start, end) == expected


def test_before_all_words_is_the_first() -> None:
    assert word_span([Word(3, 5, True), Word(6, 8, True)], 0, 2) == (0, 0)


@given(st.one_of(TELUGU, st.text(max_size=60)), st.integers(0, 60), st.integers(1, 30))
def test_a_word_span_holds_just_the_words_that_share_a_code_point(text: str, start: int, length: int) -> None:
    found, end = words(text), start + length
    if not found:
        return
    first, last = word_span(found, start, end)
    assert 0 <= first <= last < len(found)
    shared = [n for n, w in enumerate(found) if w.start < end and start < w.end]
    if shared:
        assert (first, last) == (shared[0], shared[-1])
    else:
        assert first == last


@given(TELUGU, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=5))
def test_many_spans_are_read_as_each_alone(text: str, places: list[tuple[int, int]]) -> None:
    found = words(text)
    if found:
        spans = [Span(start, start + length) for start, length in places]
        first, last = word_spans(found, spans)
        assert list(zip(first, last, strict=True)) == [word_span(found, s.start, s.end) for s in spans]


def lettered(word: str) -> list[int]:
    """A piece a letter; none for a joiner alone."""
    return [] if word.strip() == "\u200c" else [ord(c) for c in word.strip()]


def split_at(text: str, *cuts: int) -> Document:
    """A document whose sentences end at `cuts`."""
    edges = sorted({0, len(text), *(c for c in cuts if c < len(text))})
    return Document("d", text).with_layer("sentences", tuple(Sentence(a, b) for a, b in pairwise(edges)))


def test_whole_takes_as_many_sentences_as_fit_and_drops_words_without_pieces() -> None:
    text = "ఇస్రో \u200c వచ్చింది. చైనా. రష్యా వెళ్లింది."
    document = split_at(text, text.index("చైనా"), text.index("రష్యా"))

    def read(limit: int) -> list[list[str]]:
        return [[text[w.start : w.end] for w in cut.words] for cut in whole([document], lettered, limit)]

    assert read(99) == [["ఇస్రో", "వచ్చింది", ".", "చైనా", ".", "రష్యా", "వెళ్లింది", "."]]
    assert read(20) == [["ఇస్రో", "వచ్చింది", ".", "చైనా", "."], ["రష్యా", "వెళ్లింది", "."]]
    assert read(14) == [["ఇస్రో", "వచ్చింది", "."], ["చైనా", "."], ["రష్యా", "వెళ్లింది"], ["."]]


def test_whole_gives_each_window_its_document() -> None:
    documents = [split_at("చైనా. రష్యా.", 6), split_at(""), split_at("\u200c"), split_at("నాసా")]
    assert [window.document for window in whole(documents, lettered, 6)] == [0, 0, 3]


def test_whole_cuts_a_word_with_more_pieces_than_a_window() -> None:
    text = "అ " * 3 + "ఇ" * 50
    assert [w.size for w in whole([split_at(text)], lettered, 4)] == [3, 4]


@given(st.one_of(TELUGU, st.text(max_size=60)), st.sets(st.integers(1, 59), max_size=6), st.integers(1, 20))
def test_whole_reads_every_word_once(text: str, cuts: set[int], limit: int) -> None:
    document = split_at(text, *cuts)
    windows = whole([document], lettered, limit)
    assert [w for window in windows for w in window.words] == [
        w for w in words(text) if lettered(surface(text, w))
    ]
    assert all(window.size <= limit for window in windows)
    assert all(len(window.words) == len(window.pieces) for window in windows)


def test_a_window_of_several_sentences_gives_its_mentions_their_places() -> None:
    text = "వర్షం కురిసింది. ఢిల్లీలో ఎండ."
    document = split_at(text, text.index("ఢి"))
    (window,) = whole([document], lettered, 99)
    rows = np.array(
        [[0.1, 0, 0, 0.9, 0] if text[w.start] == "ఢ" else [1.0, 0, 0, 0, 0] for w in window.words]
    )
    ((entity,),) = read_off([document], [window], [rows], LABELS, "test")
    assert (entity.of(text), entity.label) == ("ఢిల్లీలో", "LOC")
