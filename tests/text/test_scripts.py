import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.text.scripts import BLOCKS, detect, is_mostly, script_counts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("చైనా రష్యా ఒప్పందం", "te"),
        ("ISRO చైర్మన్ NASA ప్రకటన", "te"),
        ("SpaceX Falcon 9 Starlink launch చేసింది", "en"),
        ("भारत और चीन", "hi"),
        ("Launch from Sriharikota", "en"),
        ("இஸ்ரோ", "other"),
        ("ఇస్రో इसरो भारत अंतरिक्ष", "hi"),
        ("12-06-2024 …", "und"),
        ("౨౦౨౪", "te"),
        ("", "und"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


def test_counts_are_of_letters_and_signs() -> None:
    assert script_counts("చైనా, ISRO भारत இ 12") == {"te": 4, "hi": 4, "en": 4, "other": 1}


def test_a_language_whose_script_is_not_known_is_not_refused() -> None:
    assert is_mostly("இஸ்ரோ", "ta")
    assert not is_mostly("இஸ்ரோ", "te")


@given(st.text())
def test_any_text_has_one_answer(text: str) -> None:
    assert detect(text) in (*BLOCKS, "other", "und")
    assert sum(script_counts(text).values()) <= len(text)


@given(st.text("అకచటతపా", min_size=1), st.text("0123456789 .,-"))
def test_digits_and_marks_do_not_change_the_answer(word: str, rest: str) -> None:
    assert detect(word + rest) == "te"
