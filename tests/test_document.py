"""The core: spans, layers and their invariants."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import (
    Argument,
    Document,
    Entity,
    Event,
    EventDate,
    Published,
    Sentence,
    Span,
    Timex,
)
from ghatana.errors import LayerError

TEXT = "చైనా మే 3న చాంగ్ఇ-6 ప్రయోగించింది."


def doc(text: str = TEXT) -> Document:
    return Document("d1", text)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_is_never_empty_reversed_or_negative(start: int, end: int) -> None:
    with pytest.raises(LayerError, match="0 <= start < end"):
        Span(start, end)


@given(st.text(min_size=1), st.data())
def test_a_span_reads_back_what_it_covers(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span(start, end).of(text) == text[start:end]


@given(st.tuples(st.integers(0, 9), st.integers(1, 9)), st.tuples(st.integers(0, 9), st.integers(1, 9)))
def test_overlap_is_what_two_ranges_share(a: tuple[int, int], b: tuple[int, int]) -> None:
    one, two = Span(a[0], a[0] + a[1]), Span(b[0], b[0] + b[1])
    shared = set(range(one.start, one.end)) & set(range(two.start, two.end))
    assert one.overlaps(two) == two.overlaps(one) == bool(shared)
    assert one.contains(two) == (shared == set(range(two.start, two.end)))


def test_a_layer_is_attached_once_and_the_document_stays_as_it_was() -> None:
    before = doc()
    after = before.with_layer("sentences", [Sentence(0, len(TEXT))])
    assert before.sentences == ()
    assert before.layers == frozenset()
    assert after.sentences == (Sentence(0, len(TEXT)),)
    with pytest.raises(LayerError, match="attached once"):
        after.with_layer("sentences", [])


def test_an_empty_layer_is_told_from_one_that_was_not_run() -> None:
    assert "events" not in doc().layers
    assert "events" in doc().with_layer("events", []).layers


def test_unknown_layers_are_refused_by_name() -> None:
    with pytest.raises(LayerError, match="Unknown layer 'lemmas'"):
        doc().with_layer("lemmas", [])


BROKEN = {
    "beyond the text": ("sentences", [Sentence(0, 99)], "ends beyond the text"),
    "out of order": ("sentences", [Sentence(5, 9), Sentence(0, 4)], "text order"),
    "overlapping": (
        "timexes",
        [Timex(5, 9, "DATE", "2024"), Timex(7, 10, "DATE", "2024")],
        "must not overlap",
    ),
    "unknown label": ("entities", [Entity(0, 4, "TEAM", 4)], "unknown label 'TEAM'"),
    "unknown case": ("entities", [Entity(0, 4, "LOC", 4, "vocative")], "unknown case"),
    "stem outside": ("entities", [Entity(0, 4, "LOC", 5)], "stem_end 5"),
    "empty stem": ("entities", [Entity(0, 4, "LOC", 0)], "stem_end 0"),
    "unknown type": ("timexes", [Timex(5, 9, "MOMENT", "2024")], "unknown type"),
    "unknown mod": ("timexes", [Timex(5, 9, "DATE", "2024", mod="LATE")], "unknown mod"),
    "unknown basis": ("timexes", [Timex(5, 9, "DATE", "2024", basis="guessed")], "unknown basis"),
    "bounds reversed": (
        "timexes",
        [Timex(5, 9, "DATE", "2024", earliest=date(2024, 2, 1), latest=date(2024, 1, 1))],
        "is after latest",
    ),
    "unknown subtype": ("events", [Event(20, 30, "launch", "landing", "completed")], "unknown event"),
    "unknown status": ("events", [Event(20, 30, "launch", "liftoff", "done")], "unknown status"),
    "role of another family": (
        "events",
        [Event(20, 30, "launch", "liftoff", "completed", arguments=(Argument(0, 4, "party"),))],
        "no role 'party'",
    ),
    "argument beyond the text": (
        "events",
        [Event(20, 30, "launch", "liftoff", "completed", arguments=(Argument(0, 99, "operator"),))],
        "ends beyond",
    ),
    "date beyond the text": (
        "events",
        [Event(20, 30, "launch", "liftoff", "completed", EventDate(5, 99, "2024"))],
        "ends beyond",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_layer_is_refused_with_the_place(name: str) -> None:
    layer, items, message = BROKEN[name]
    with pytest.raises(LayerError, match=message) as caught:
        doc().with_layer(layer, items)
    assert "d1" in caught.value.message


def test_events_may_share_a_trigger() -> None:
    one = Event(20, 30, "launch", "liftoff", "completed")
    assert len(doc().with_layer("events", [one, one]).events) == 2


def test_publication_date_and_relevance_are_layers_too() -> None:
    dated = doc().with_layer("published", Published(date(2024, 6, 13), "dateline")).with_layer("relevant", 1)
    assert (dated.published, dated.published_basis) == (date(2024, 6, 13), "dateline")
    assert dated.relevant is True


def test_an_offset_finds_its_sentence() -> None:
    two = doc("ఒకటి. రెండు.").with_layer("sentences", [Sentence(0, 5), Sentence(6, 12)])
    assert [two.sentence_index(i) for i in (0, 4, 5, 6, 11, 99)] == [0, 0, 0, 1, 1, 1]
    assert doc().sentence_index(3) == 0


def test_within_gives_what_lies_wholly_inside() -> None:
    layer = [Span(0, 2), Span(3, 5), Span(6, 9)]
    assert doc().within(layer, Span(0, 8)) == (Span(0, 2), Span(3, 5))
    assert doc().within(layer, Span(1, 9)) == (Span(3, 5), Span(6, 9))


def test_fillers_come_in_text_order() -> None:
    parties = (Argument(8, 9, "party", "China"), Argument(2, 4, "party", None), Argument(2, 3, "source"))
    event = Event(20, 30, "agreement", "signing", "completed", arguments=parties)
    assert [a.start for a in event.fillers("party")] == [2, 8]
