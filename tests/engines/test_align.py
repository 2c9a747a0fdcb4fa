import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Sentence, Token
from ghatana.engines.align import cover, locate

TEXT = "చైనా,  రష్యా 2035."
WHOLE = Sentence(0, len(TEXT))


def surfaces(text: str, tokens: list[Token]) -> list[str]:
    return [t.of(text) for t in tokens]


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        (["చైనా", ",", "రష్యా", "2035", "."], ["చైనా", ",", "రష్యా", "2035", "."]),
        (["చైనా", "రష్యా"], ["చైనా", "రష్యా"]),
        (["<s>", "చైనా", "భారత్", "రష్యా", ""], ["చైనా", "రష్యా"]),
        ([" చైనా "], ["చైనా"]),
        ([], []),
    ],
)
def test_pieces_are_found_from_left_to_right(pieces: list[str], found: list[str]) -> None:
    assert [TEXT[a:b] for a, b in locate(TEXT, WHOLE, pieces)] == found


def test_a_piece_far_ahead_is_not_taken() -> None:
    text = "అ " * 60 + "చైనా"
    assert list(locate(text, Sentence(0, len(text)), ["చైనా"])) == []


def test_a_piece_beyond_the_sentence_is_not_taken() -> None:
    assert list(locate(TEXT, Sentence(0, 5), ["రష్యా"])) == []


def test_what_was_left_out_becomes_tokens() -> None:
    tokens = cover(TEXT, WHOLE, [Token(7, 12)])
    assert surfaces(TEXT, tokens) == ["చైనా,", "రష్యా", "2035."]


def test_overlaps_and_white_space_are_cut_away() -> None:
    tokens = cover(TEXT, WHOLE, [Token(0, 7), Token(3, 12), Token(13, 17, lemma="2035")])
    assert surfaces(TEXT, tokens) == ["చైనా,", "రష్యా", "2035", "."]
    assert tokens[2].lemma == "2035", "what an engine knew of a whole token is kept"


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda p: Token(p[0], p[0] + p[1])))


@given(st.text(st.sampled_from("అ కం. \n\u200c"), min_size=1, max_size=40), SPANS, st.data())
def test_every_sign_is_in_exactly_one_token(text: str, tokens: list[Token], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    sentence = Sentence(start, data.draw(st.integers(start + 1, len(text))))
    held = [0] * len(text)
    for token in cover(text, sentence, tokens):
        for place in range(token.start, token.end):
            held[place] += 1
    inside = range(sentence.start, sentence.end)
    assert all(held[i] == (0 if text[i].isspace() else 1) for i in inside if not text[i].isspace())
    assert all(held[i] == 0 for i in range(len(text)) if i not in inside)
    assert max(held) <= 1


@given(
    st.lists(st.sampled_from(["చైనా", "రష్యా", "x", "."])),
    st.text(st.sampled_from("చైనా రష్యx."), min_size=1, max_size=30),
)
def test_located_pieces_are_in_order_and_in_the_text(pieces: list[str], text: str) -> None:
    place = 0
    for start, end in locate(text, Sentence(0, len(text)), pieces):
        assert place <= start < end <= len(text)
        assert text[start:end] in pieces
        place = end
