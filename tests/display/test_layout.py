"""Where the words, arcs and labels of an event stand."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given

from ghatana.annotations import ROLES, Event
from ghatana.display.layout import AROUND, DATE, TRIGGER, Layout, lay_out, parts_of
from ghatana.display.palette import ROLE_COLOURS
from ghatana.document import Document, Sentence
from shown_documents import TEXT, by_hand, documents, span_of


def words(doc: Document, layout: Layout) -> list[str]:
    return [doc.text[c.start : c.end] or "…" for c in layout.cells]


@given(documents())
def test_each_label_stands_under_its_words(doc: Document) -> None:
    for event in doc.events:
        layout = lay_out(doc, event)
        for placed in layout.labels:
            covered = layout.cells[(placed.left - 1) // 2 : (placed.right - 1) // 2]
            assert (covered[0].start, covered[-1].end) == (placed.part.start, placed.part.end)
            assert all(a.end == b.start for a, b in pairwise(covered))
        assert {p.part for p in layout.labels} == set(parts_of(event))


@given(documents())
def test_each_arc_joins_the_middle_of_the_trigger_and_of_its_part(doc: Document) -> None:
    for event in doc.events:
        layout = lay_out(doc, event)
        middle = {p.part: (p.left + p.right) // 2 for p in layout.labels}
        hub = middle[parts_of(event)[0]]
        for arc in layout.arcs:
            assert {arc.left, arc.right} == {hub, middle[arc.part]}
            assert (arc.part in layout.to_left) == (middle[arc.part] < hub)
        left_out = {p for p in middle if p not in {a.part for a in layout.arcs}}
        assert all(middle[p] == hub for p in left_out)


@given(documents())
def test_nothing_on_one_level_overlaps(doc: Document) -> None:
    for event in doc.events:
        layout = lay_out(doc, event)
        for placed in (layout.arcs, layout.labels):
            for a, b in combinations(placed, 2):
                assert a.level != b.level or a.right <= b.left or b.right <= a.left


def test_the_sentence_is_cut_at_its_parts_and_words_elsewhere_follow_a_gap() -> None:
    doc = by_hand()
    layout = lay_out(doc, doc.events[0])
    assert words(doc, layout) == [
        "చైనా", " ", "మే 3న", " ", "చాంగ్ఇ-6", " వ్యోమనౌకను ", "ప్రయోగించింది", ".", "…", "రష్యా", "…",
    ]  # fmt: skip
    assert [p.part.outside for p in layout.arcs].count(True) == 1
    (elsewhere,) = [p.part for p in layout.arcs if p.part.outside]
    assert (elsewhere.start, elsewhere.end) == span_of("రష్యా")
    assert elsewhere not in layout.to_left


def test_short_arcs_are_nearest_to_the_text() -> None:
    doc = by_hand()
    arcs = lay_out(doc, doc.events[0]).arcs
    left = [a for a in sorted(arcs, key=lambda a: a.level) if not a.part.outside]
    assert [a.part.role for a in left] == ["payload", DATE, "operator"]


def test_parts_say_what_they_mean() -> None:
    trigger, *others = parts_of(by_hand().events[0])
    assert (trigger.role, trigger.meaning) == (TRIGGER, "liftoff, completed")
    assert [(p.role, p.meaning) for p in others] == [
        ("operator", "China"),
        (DATE, "2024-05-03"),
        ("payload", "Chang'e 6"),
        ("operator", "Russia"),
    ]


def test_a_trigger_that_no_sentence_holds_is_shown_with_what_is_around_it() -> None:
    text = "క" * 300
    event = Event(150, 155, "launch", "liftoff", "planned")
    bare = Document("d", text).with_layer("events", [event])
    across = (
        Document("d", text)
        .with_layer("sentences", [Sentence(0, 152), Sentence(152, 300)])
        .with_layer("events", [event])
    )
    for doc in (bare, across):
        cells = lay_out(doc, event).cells
        assert (cells[1].start, cells[-2].end) == (150 - AROUND, 155 + AROUND)
        assert cells[0].start == cells[0].end
        assert cells[-1].start == cells[-1].end


def test_every_role_has_a_colour() -> None:
    assert {role for roles in ROLES.values() for role in roles} == set(ROLE_COLOURS)
    assert TEXT.endswith(".")
