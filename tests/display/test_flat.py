"""Marks that overlap are cut into pieces that do not, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given

from ghatana.annotations import Event
from ghatana.display.flat import Mark, marks_of, pieces
from ghatana.display.palette import GREY, LABEL_COLOURS, TYPE_COLOURS, tint
from ghatana.document import LABELS, Document
from shown_documents import by_hand, documents, span_of


def mark(start: int, end: int, label: str = "ORG") -> Mark:
    return Mark(start, end, label, None, "#000000", end)


@given(documents())
def test_pieces_tile_the_text_and_each_says_what_covers_it(doc: Document) -> None:
    marks = marks_of(doc)
    cut = pieces(len(doc.text), marks)
    assert "".join(doc.text[p.start : p.end] for p in cut) == doc.text
    for piece in cut:
        covering = [m for m in marks if m.start <= piece.start and piece.end <= m.end]
        assert sorted(piece.marks, key=repr) == sorted(covering, key=repr)
        assert not [m for m in marks if m not in covering and m.start < piece.end and piece.start < m.end]


@given(documents())
def test_the_order_of_marks_does_not_matter(doc: Document) -> None:
    marks = marks_of(doc)
    assert [(p.start, p.end) for p in pieces(len(doc.text), marks)] == [
        (p.start, p.end) for p in pieces(len(doc.text), reversed(marks))
    ]


def test_the_longer_of_two_that_begin_together_is_outside() -> None:
    inner, outer = mark(0, 2, "DATE"), mark(0, 5)
    assert [p.marks for p in pieces(5, [inner, outer])] == [(outer, inner), (outer,)]


def test_marks_carry_label_meaning_and_where_the_suffix_begins() -> None:
    found = {m.label: m for m in marks_of(by_hand())}
    assert found["LOC"].meaning == "China"
    assert found["DATE"].meaning == "2024-05-03"
    assert (found["launch"].start, found["launch"].end) == span_of("ప్రయోగించింది")
    assert [m.label for m in marks_of(by_hand(), ["timexes"])] == ["DATE"]


def test_a_trigger_of_two_events_is_one_mark() -> None:
    same = [
        Event(0, 2, "launch", "liftoff", "planned"),
        Event(0, 2, "launch", "ascent", "planned"),
        Event(0, 2, "agreement", "signing", "planned"),
    ]
    (found,) = marks_of(Document("d", "కష").with_layer("events", same))
    assert found.label == "launch + agreement"
    assert found.colour == GREY


def test_every_label_has_a_colour_and_a_tint_is_css() -> None:
    assert set(LABEL_COLOURS) == set(LABELS)
    assert len(set(TYPE_COLOURS.values())) == 3
    assert tint("#0072B2", 1.0) == "#0072B2FF"


@pytest.mark.parametrize("size", [1, 3])
def test_without_marks_there_is_one_piece(size: int) -> None:
    assert [(p.start, p.end, p.marks) for p in pieces(size, [])] == [(0, size, ())]
