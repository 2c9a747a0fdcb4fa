"""What a notebook and a terminal are given: the text as it is, escaped, with marks at the right characters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from lxml import html as lxml_html

import ghatana
from ghatana.annotations import Entity
from ghatana.display import LAYERS, show
from ghatana.display.flat import marks_of
from ghatana.document import Document
from ghatana.engines.displacy import Highlight, highlighted
from ghatana.errors import UsageError
from shown_documents import TEXT, by_hand, documents, span_of

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;\"'"


def tree(html: str) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(f"<body>{html}</body>")


def with_class(root: lxml_html.HtmlElement, name: str) -> list[lxml_html.HtmlElement]:
    return root.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def text_shown(html: str) -> str:
    """The article's text as a browser would hold it: labels out, breaks as line breaks."""
    root = tree(html)
    (box,) = with_class(root, "entities")
    for label in with_class(root, "g-label"):
        label.drop_tree()
    for line_break in box.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return box.text_content()


@given(documents())
def test_the_text_is_whole_and_each_mark_holds_the_characters_it_names(doc: Document) -> None:
    shown = show(doc)
    assert text_shown(shown.html) == doc.text
    root = tree(shown.html)
    covered = set()
    for element in with_class(root, "g-mark"):
        start, end = int(element.get("data-start")), int(element.get("data-end"))
        for label in element.xpath("./span[@class='g-label']"):
            label.drop_tree()
        assert element.text_content() == doc.text[start:end]
        covered |= set(range(start, end))
    assert covered == {i for m in marks_of(doc) for i in range(m.start, m.end)}


@given(documents())
def test_words_of_an_event_are_those_at_their_offsets(doc: Document) -> None:
    root = tree(show(doc).html)
    cards = with_class(root, "g-event")
    assert len(cards) == len(doc.events)
    for element in with_class(root, "g-word"):
        start, end = int(element.get("data-start")), int(element.get("data-end"))
        assert element.text_content() == doc.text[start:end]


@given(documents())
def test_nothing_of_a_text_becomes_an_element(doc: Document) -> None:
    known = {"body", "div", "style", "section", "span", "mark", "p", "b", "br", "small"}
    root = tree(show(doc).html)
    assert {e.tag for e in root.iter()} <= known
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on")]


@given(documents())
def test_plain_text_holds_the_text(doc: Document) -> None:
    plain = show(doc, "entities").plain
    left = plain
    for entity in reversed(doc.entities):
        said = " ".join(filter(None, (entity.label, entity.canonical)))
        marked = f"[{entity.of(doc.text)}|{said}]"
        at = left.rindex(marked)
        left = left[:at] + entity.of(doc.text) + left[at + len(marked) :]
    assert left == doc.text


def test_hostile_text_and_names_run_nothing() -> None:
    name = Entity(0, len(HOSTILE), "ORG", len(HOSTILE), canonical=HOSTILE)
    doc = Document("d", HOSTILE, lang='te"><script>').with_layer("entities", [name])
    root = tree(doc._repr_html_())
    assert not list(root.iter("script", "img"))
    assert text_shown(show(doc).html) == HOSTILE
    (mark,) = with_class(root, "g-mark")
    assert mark.get("title") == f"ORG · {HOSTILE}"


def test_roles_and_english_names_stand_beside_the_words() -> None:
    root = tree(show(by_hand()).html)
    meanings = {
        (e.get("data-role"), int(e.get("data-start")), e.text_content())
        for e in with_class(root, "g-meaning")
    }
    assert meanings == {
        ("trigger", span_of("ప్రయోగించింది")[0], "trigger liftoff, completed"),
        ("date", span_of("మే 3న")[0], "date 2024-05-03"),
        ("operator", span_of("చైనా")[0], "operator China"),
        ("payload", span_of("చాంగ్ఇ-6")[0], "payload Chang'e 6"),
        ("operator", span_of("రష్యా")[0], "operator Russia"),
    }
    assert sorted(e.text_content() for e in with_class(root, "g-role")) == [
        "date", "operator", "operator", "payload",
    ]  # fmt: skip
    (dashed,) = with_class(root, "g-outside")
    assert dashed.text_content() == "operator"
    (head,) = with_class(root, "g-head")
    assert head.text_content() == "launch · liftoff · completed · 2024-05-03 · confidence 0.84"


def test_arcs_lie_above_the_words_and_labels_below() -> None:
    root = tree(show(by_hand()).html)

    def row(element: lxml_html.HtmlElement) -> int:
        found = re.search(r"grid-row: (\d+)", element.get("style"))
        assert found
        return int(found[1])

    words = {row(e) for e in with_class(root, "g-word")}
    assert len(words) == 1
    assert max(row(e) for e in with_class(root, "g-arc")) < min(words)
    assert min(row(e) for e in with_class(root, "g-meaning")) > max(words)


def test_a_terminal_gets_text() -> None:
    assert str(show(by_hand())) == repr(show(by_hand())) == show(by_hand()).plain
    assert show(by_hand()).plain == (
        "[చైనా|LOC China] [మే 3న|DATE 2024-05-03] [చాంగ్ఇ-6|SPACECRAFT Chang'e 6] వ్యోమనౌకను [ప్రయోగించింది|launch]. "
        "ఈ ప్రయోగానికి రష్యా సహకరించింది.\n\n"
        "launch · liftoff · completed · 2024-05-03 · confidence 0.84\n"
        "  trigger     ప్రయోగించింది\n"
        "  operator    చైనా = China\n"
        "  date        మే 3న = 2024-05-03\n"
        "  payload     చాంగ్ఇ-6 = Chang'e 6\n"
        "  operator    రష్యా = Russia (from elsewhere)"
    )


@pytest.mark.parametrize("layer", LAYERS)
def test_one_layer_alone(layer: str) -> None:
    root = tree(show(by_hand(), layer).html)
    assert len(with_class(root, "g-mark")) == {"entities": 2, "timexes": 1, "events": 1}[layer]
    assert bool(with_class(root, "g-event")) == (layer == "events")


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(UsageError, match="layer 'names'; expected one of entities, timexes, events"):
        show(by_hand(), ["entities", "names"])


def test_a_document_shows_itself_through_the_front_door() -> None:
    doc = by_hand()
    assert doc._repr_html_() == ghatana.show(doc).html == ghatana.show(doc)._repr_html_()
    bare = Document("d", TEXT)
    assert text_shown(bare._repr_html_()) == TEXT
    assert not with_class(tree(bare._repr_html_()), "g-mark")


def test_a_case_suffix_is_told_from_its_name() -> None:
    held = highlighted("రోస్కోస్మోస్లో", [Highlight(0, 14, 12, "ORG", "", "#eee")])
    (suffix,) = with_class(tree(held), "g-suffix")
    assert suffix.text_content() == "లో"


def test_an_annotated_article_is_shown() -> None:
    doc = ghatana.annotate(TEXT, published="2024-06-13")
    root = tree(ghatana.show(doc).html)
    assert {e.get("data-role") for e in with_class(root, "g-meaning")} >= {"trigger", "payload", "date"}
