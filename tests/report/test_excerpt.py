"""Excerpts: what of a text is carried, and offsets as a browser counts them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ghatana.report.excerpt import AROUND, NEAR, WHOLE, Excerpt, Piece

# Astral characters, combining marks, line ends of every kind, a lone ZWJ.
TEXTS = st.text(
    st.one_of(st.sampled_from("చైనా 🚀🛰\ufe0f\r\n\u2028\u200d😀𐍈.,"), st.characters(exclude_categories=["Cs"])),
    max_size=60,
)


def units(text: str, start: int, end: int) -> str:
    """What JavaScript's `text.slice(start, end)` gives."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@st.composite
def spans_in(draw: st.DrawFn, text: str) -> list[tuple[int, int]]:
    size = len(text)
    if size == 0:
        return []
    starts = draw(st.lists(st.integers(0, size - 1), max_size=6))
    return [(s, draw(st.integers(s + 1, min(size, s + 40)))) for s in starts]


@given(st.data(), TEXTS)
def test_a_browser_reads_back_what_python_does(data: st.DataObject, text: str) -> None:
    spans = data.draw(spans_in(text))
    excerpt = Excerpt(text, spans)
    assert excerpt.whole
    for start, end in spans:
        found = excerpt.locate(start, end)
        assert found is not None
        assert units("".join(excerpt.texts()), *found) == text[start:end]


@given(st.data(), st.integers(2, 60), TEXTS.filter(len))
def test_of_a_long_text_the_pieces_hold_every_span(data: st.DataObject, times: int, text: str) -> None:
    # Long enough that six spans with what is around them cannot be all of it.
    long = (text + " ") * (times * WHOLE // (len(text) * 10) + 3 * WHOLE // len(text) + 1)
    spans = data.draw(spans_in(long))
    excerpt = Excerpt(long, spans)
    joined = "".join(excerpt.texts())
    assert not excerpt.whole
    for start, end in spans:
        found = excerpt.locate(start, end)
        assert found is not None
        assert units(joined, *found) == long[start:end]
    ends = [p.end for p in excerpt.pieces]
    assert all(p.start < p.end for p in excerpt.pieces)
    assert all(after.start > end + NEAR for end, after in zip(ends, excerpt.pieces[1:], strict=False))


def test_an_astral_character_is_two_units() -> None:
    assert Excerpt("🚀 నాసా 🛰 ఇస్రో", []).locate(2, 6) == (3, 7)
    assert Excerpt("🚀 నాసా 🛰 ఇస్రో", []).locate(9, 14) == (11, 16)
    assert Excerpt("🚀", []).locate(0, 1) == (0, 2)


def test_of_a_long_text_paragraphs_are_kept() -> None:
    paragraph = "చైనా ప్రయోగించింది."
    text = "\n".join(["మొదటి పేరా. " * 300, paragraph, "చివరి పేరా. " * 300])
    start = text.index("ప్రయోగించింది")
    excerpt = Excerpt(text, [(start, start + 5)])
    assert excerpt.texts() == [paragraph]
    assert excerpt.locate(0, 3) is None


def test_of_a_long_paragraph_words_around_are_kept_whole() -> None:
    text = "అంతరిక్షం " * 2_000
    (piece,) = Excerpt(text, [(10_000, 10_009)]).pieces
    assert 2 * AROUND <= piece.end - piece.start + 2 * len("అంతరిక్షం ") <= 2 * AROUND + 60
    assert text[piece.start : piece.end].startswith("అంతరిక్షం")
    assert text[piece.start : piece.end].endswith("అంతరిక్షం")


def test_text_without_spaces_is_cut_where_it_must_be() -> None:
    (piece,) = Excerpt("x" * 20_000, [(10_000, 10_001)]).pieces
    assert piece == Piece(10_000 - AROUND, 10_001 + AROUND)


def test_spans_beyond_the_text_or_empty_are_nowhere() -> None:
    excerpt = Excerpt("నాసా", [(2, 90), (3, 3)])
    assert excerpt.locate(2, 90) is None
    assert excerpt.locate(3, 3) is None
    assert Excerpt("నాసా" * 3_000, [(2, 90_000), (-4, 2), (5, 5)]).pieces == ()
    assert Excerpt("", []).locate(0, 1) is None
