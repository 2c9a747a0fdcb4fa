"""Words, windows and mentions: offsets exact in any text, paths that BIO permits."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document, Entity, Sentence
from ghatana.engines.tagging import Mention, best_path, mentions, read_off, transitions
from ghatana.engines.windows import Window, Word, cut, parts, surface, words

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
TELUGU = st.text(alphabet="ఇస్రోచైనా\u200c\u200d()-'‘’.,:;12 A\u00a0\n\t🚀।", max_size=60)


def surfaces(text: str) -> list[str]:
    return [surface(text, word) for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t", []),
        ("చైనాతో రష్యా", [" చైనాతో", " రష్యా"]),
        ("పీఎస్\u200cఎల్\u200cవీ-సి37", [" పీఎస్\u200cఎల్\u200cవీ", "-", "సి37"]),
        ("భారత్\u200c, నేపాల్\u200c.", [" భారత్\u200c", ",", " నేపాల్\u200c", "."]),
        ("‘‘చాంగ్'ఇ’’", [" ‘", "‘", "చాంగ్", "'", "ఇ", "’", "’"]),
        ("2045నాటికి", [" 2045నాటికి"]),
        ("కె.విజయానంద్", [" కె", ".", "విజయానంద్"]),
        ("(SHAR)లోని", [" (", "SHAR", ")", "లోని"]),
        ("రూ.6.5%", [" రూ", ".", "6", ".", "5", "%"]),
        ("भारत।", [" भारत", "।"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@given(st.one_of(TELUGU, st.text(max_size=60)))
def test_words_cover_every_visible_character_once(text: str) -> None:
    found = words(text)
    assert all(w.start < w.end and not any(c.isspace() for c in text[w.start : w.end]) for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {i for w in found for i in range(w.start, w.end)}
    assert [c for i, c in enumerate(text) if i not in covered if not c.isspace()] == []


@given(TELUGU, st.integers(0, 20), st.integers(0, 60))
def test_words_of_a_stretch_stay_inside_it(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    found = words(text, start, end)
    assert all(start <= w.start < w.end <= end for w in found)
    if found:
        assert found[0].spaced


def test_a_word_after_white_space_says_so() -> None:
    assert words("ఇస్రో(నాసా) చైనా") == [
        Word(0, 5, True),
        Word(5, 6, False),
        Word(6, 10, False),
        Word(10, 11, False),
        Word(12, 16, True),
    ]


@pytest.mark.parametrize(
    ("sizes", "limit", "expected"),
    [
        ([], 5, []),
        ([3], 5, [(0, 1)]),
        ([3, 2], 5, [(0, 2)]),
        ([3, 3], 5, [(0, 1), (1, 2)]),
        ([9], 5, [(0, 1)]),
        ([1, 9, 1], 5, [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_parts(sizes: list[int], limit: int, expected: list[tuple[int, int]]) -> None:
    assert list(parts(sizes, limit)) == expected


@given(st.lists(st.integers(1, 9), max_size=30), st.integers(1, 20))
def test_parts_cover_all_words_in_order_within_the_limit(sizes: list[int], limit: int) -> None:
    found = list(parts(sizes, limit))
    assert [i for first, last in found for i in range(first, last)] == list(range(len(sizes)))
    assert all(sum(sizes[a:b]) <= limit or b - a == 1 for a, b in found)


def test_transitions_permit_an_inside_only_after_its_kind() -> None:
    allowed = transitions(LABELS)
    permitted = {(LABELS[i], LABELS[j]) for i, j in zip(*np.nonzero(allowed == 0), strict=True)}
    assert {a for a, b in permitted if b == "I-PER"} == {"B-PER", "I-PER"}
    assert {a for a, b in permitted if b == "B-LOC"} == set(LABELS)


def test_the_best_path_repairs_what_each_word_alone_would_get_wrong() -> None:
    alone = np.array([[0.3, 0.3, 0.4, 0.0, 0.0], [0.1, 0.0, 0.8, 0.0, 0.1]])
    path = best_path(np.log(np.maximum(alone, 1e-9)), transitions(LABELS))
    assert [LABELS[i] for i in path] == ["B-PER", "I-PER"]


def test_no_words_have_an_empty_path() -> None:
    assert best_path(np.zeros((0, 5)), transitions(LABELS)) == []


@given(st.lists(st.lists(st.floats(0.001, 1.0), min_size=5, max_size=5), min_size=1, max_size=12))
def test_a_best_path_is_always_well_formed(rows: list[list[float]]) -> None:
    path = [LABELS[i] for i in best_path(np.log(np.array(rows)), transitions(LABELS))]
    for before, after in pairwise(["O", *path]):
        assert not after.startswith("I-") or before[2:] == after[2:]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([], []),
        (["O", "O"], []),
        (["B-PER", "B-PER"], [(0, 0, "PER"), (1, 1, "PER")]),
        (["B-PER", "I-PER", "O", "B-LOC"], [(0, 1, "PER"), (3, 3, "LOC")]),
        (["I-LOC", "I-LOC"], [(0, 1, "LOC")]),
        (["B-PER", "I-LOC"], [(0, 0, "PER"), (1, 1, "LOC")]),
    ],
)
def test_mentions(path: list[str], expected: list[tuple[int, int, str]]) -> None:
    assert [m[:3] for m in mentions(path, [0.5] * len(path))] == expected


def test_a_score_is_the_mean_rounded_to_four_places() -> None:
    assert mentions(["B-PER", "I-PER", "I-PER"], [1.0, 0.5, 0.5]) == [Mention(0, 2, "PER", 0.6667)]


def test_cut_gives_each_sentence_a_window_and_drops_words_without_pieces() -> None:
    text = "ఇస్రో \u200c వచ్చింది. చైనా"
    stop = text.index(".") + 1
    layer = (Sentence(0, stop), Sentence(stop + 1, len(text)))
    document = Document("d", text).with_layer("sentences", layer)
    found = cut([document], lambda w: [] if w.strip() == "\u200c" else [7] * len(w.strip()), 100)
    assert [[text[w.start : w.end] for w in window.words] for window in found] == [
        ["ఇస్రో", "వచ్చింది", "."],
        ["చైనా"],
    ]
    assert [window.size for window in found] == [14, 4]


def test_cut_splits_a_long_sentence_and_a_long_word() -> None:
    text = "అ " * 5 + "ఇ" * 50
    document = Document("d", text).with_layer("sentences", (Sentence(0, len(text)),))
    found = cut([document], lambda w: [1] * len(w.strip()), 4)
    assert [window.size for window in found] == [4, 1, 4]


def test_read_off_gives_each_document_its_mentions() -> None:
    documents = [Document("a", "రామారావు"), Document("b", ""), Document("c", "ఢిల్లీలో వర్షం")]
    windows = [
        Window(0, (Word(0, 8, True),), ((1,),)),
        Window(2, (Word(0, 8, True), Word(9, 14, True)), ((1,), (2,))),
    ]
    rows = [np.array([[0.1, 0.9, 0, 0, 0]]), np.array([[0.2, 0, 0, 0.8, 0], [1.0, 0, 0, 0, 0]])]
    found = read_off(documents, windows, rows, LABELS, "test")
    assert found == [
        (Entity(0, 8, "PER", 8, "nom", engine="test", score=0.9),),
        (),
        (Entity(0, 8, "LOC", 8, "nom", engine="test", score=0.8),),
    ]
    for document, entities in zip(documents, found, strict=True):
        document.with_layer("entities", entities)
