"""Other libraries' names in this project's terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import LABELS, Document, Entity, Sentence
from ghatana.engines.adopt import SAME_AS, Found, adopt, own_label
from ghatana.engines.windows import words

TEXT = "అది. ఇస్రోతో  చైనా పీఎస్‌ఎల్‌వీ-సీ60ను ప్రయోగించింది."
SENTENCE = Sentence(5, len(TEXT))


def document(text: str = TEXT) -> Document:
    return Document("d", text)


def at(surface: str, label: str, text: str = TEXT) -> Found:
    start = text.index(surface)
    return Found(start, start + len(surface), label)


def adopted(*found: Found) -> list[tuple[str, str]]:
    return [(m.of(TEXT), m.label) for m in adopt(document(), SENTENCE, found, "spacy")]


@pytest.mark.parametrize("label", LABELS)
def test_our_own_labels_are_as_they_are(label: str) -> None:
    assert own_label(label) == label
    assert own_label(label.lower()) == label


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("PERSON", "PER"), ("persName", "PER"), ("NEP", "PER"), ("PRS", "PER"), ("GPE", "LOC"), ("FAC", "LOC"),
        ("NEL", "LOC"), ("GPE_LOC", "LOC"), ("GPE_ORG", "ORG"), ("NEO", "ORG"), ("Organization", "ORG"),
        ("DATE", None), ("NORP", None), ("MISC", None), ("MONEY", None), ("O", None), ("", None),
    ],
)  # fmt: skip
def test_labels_of_the_field(theirs: str, ours: str | None) -> None:
    assert own_label(theirs) == ours


def test_the_mapping_leads_to_our_labels_and_starts_from_none_of_them() -> None:
    assert set(SAME_AS.values()) <= set(LABELS)
    assert not set(SAME_AS) & set(LABELS)
    assert list(SAME_AS) == sorted(SAME_AS)
    assert all(key == key.upper() for key in SAME_AS), "own_label looks them up in capitals"


def test_a_span_inside_a_word_is_widened_to_it() -> None:
    assert adopted(at("ఇస్రో", "ORG"), at("సీ60", "LAUNCHER")) == [("ఇస్రోతో", "ORG"), ("సీ60ను", "LAUNCHER")]


def test_a_span_with_white_space_around_it_is_cut_to_its_words() -> None:
    assert adopted(at("  చైనా ", "GPE")) == [("చైనా", "LOC")]


def test_a_span_of_several_words_keeps_what_is_between_them() -> None:
    assert adopted(at("చైనా పీఎస్‌ఎల్‌వీ-సీ60", "LAUNCHER")) == [("చైనా పీఎస్‌ఎల్‌వీ-సీ60ను", "LAUNCHER")]


def test_what_holds_no_word_is_dropped() -> None:
    assert adopted(at("  ", "PER"), Found(9, 9, "PER"), Found(9, 7, "PER")) == []


def test_unknown_labels_are_dropped_and_free_the_place() -> None:
    assert adopted(at("ఇస్రోతో  చైనా", "EVENT"), at("చైనా", "LOC")) == [("చైనా", "LOC")]


def test_of_two_that_overlap_the_earlier_stays_and_of_two_that_start_together_the_longer() -> None:
    longer, shorter = at("ఇస్రోతో  చైనా", "ORG"), at("ఇస్రో", "LOC")
    assert adopted(shorter, longer, at("చైనా", "LOC")) == [("ఇస్రోతో  చైనా", "ORG")]


def test_two_names_in_one_word_are_one_mention() -> None:
    assert adopted(at("ఇస్", "ORG"), at("రోతో", "LOC")) == [("ఇస్రోతో", "ORG")]


def test_a_span_across_the_sentence_ends_with_it() -> None:
    assert adopted(Found(0, 10, "ORG")) == [("ఇస్రోతో", "ORG")]
    assert adopted(Found(0, 4, "ORG")) == []


def test_a_mention_says_who_found_it_and_that_it_is_asserted() -> None:
    (mention,) = adopt(document(), SENTENCE, [at("చైనా", "GPE")], "stanza")
    start, end = at("చైనా", "GPE")[:2]
    assert mention == Entity(start, end, "LOC", end, engine="stanza", score=1.0)


SPANS = st.lists(
    st.builds(Found, st.integers(0, 40), st.integers(0, 45), st.sampled_from([*LABELS, "GPE", "X"]))
)


@given(st.text(st.sampled_from("అకం్ -.\u200c\n12"), min_size=2, max_size=40), SPANS, st.data())
def test_mentions_are_a_flat_layer_of_whole_words(text: str, found: list[Found], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    sentence = Sentence(start, data.draw(st.integers(start + 1, len(text))))
    mentions = adopt(document(text), sentence, found, "spacy")
    document(text).with_layer("entities", mentions)  # raises if they overlap, are out of order or mislabelled
    borders = words(text, sentence.start, sentence.end)
    assert {m.start for m in mentions} <= {w.start for w in borders}
    assert {m.end for m in mentions} <= {w.end for w in borders}
    assert mentions == adopt(document(text), sentence, list(reversed(found)), "spacy") or any(
        a[:2] == b[:2] and a is not b for a in found for b in found
    ), "the order of the input matters only between equal spans"
