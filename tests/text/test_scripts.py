import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.text.scripts import SCRIPT_OF, SCRIPTS, is_mostly, script_counts, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("చైనా రష్యా ఒప్పందం", "Telu"),
        ("ISRO చైర్మన్ NASA ప్రకటన", "Telu"),
        ("SpaceX Falcon 9 Starlink launch చేసింది", "Latn"),
        ("भारत और चीन", "Deva"),
        ("Launch from Sriharikota", "Latn"),
        ("இஸ்ரோ", "Taml"),
        ("ಇಸ್ರೋ", "Knda"),
        ("ഐഎസ്ആർഒ", "Mlym"),
        ("ইসরো", "Beng"),
        ("ઇસરો", "Gujr"),
        ("ਇਸਰੋ", "Guru"),
        ("ଇସ୍ରୋ", "Orya"),
        ("اسرو", "Arab"),
        ("Роскосмос", "other"),
        ("ఇస్రో इसरो भारत अंतरिक्ष", "Deva"),
        ("ఇస్రో ಇಸ್ರೋ ప్రయోగం", "Telu"),
        ("౨౦౨౪", "Telu"),
    ],
)
def test_the_script_of_a_text(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize("text", ["", " \n", "12-06-2024 …", "1,234.5 % ()", "।"])
def test_without_letters_there_is_no_script(text: str) -> None:
    assert script_of(text) is None


def test_counts_are_of_letters_and_signs() -> None:
    assert script_counts("చైనా, ISRO भारत Ж 12") == {"Telu": 4, "Deva": 4, "Latn": 4, "other": 1}


def test_the_share_of_a_script_beside_latin_letters() -> None:
    assert script_of("ఇ" * 3 + "x" * 7) == "Telu"
    assert script_of("ఇ" * 29 + "x" * 71) == "Latn"


def test_no_letter_is_of_two_scripts() -> None:
    for code in range(0x20, 0x2000):
        assert len(script_counts(chr(code))) <= 1, hex(code)


def test_a_language_whose_script_is_not_known_is_not_refused() -> None:
    assert is_mostly("ისრო", "ka")
    assert not is_mostly("இஸ்ரோ", "te")


def test_every_language_has_a_script_that_is_known() -> None:
    assert set(SCRIPT_OF.values()) == set(SCRIPTS)


@given(st.text())
def test_any_text_has_one_answer(text: str) -> None:
    assert script_of(text) in (*SCRIPTS, "other", None)
    assert sum(script_counts(text).values()) <= len(text)


@given(st.text("అకచటతపా", min_size=1), st.text("0123456789 .,-"))
def test_digits_and_marks_do_not_change_the_answer(word: str, rest: str) -> None:
    assert script_of(word + rest) == "Telu"
