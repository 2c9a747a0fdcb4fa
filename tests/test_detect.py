"""The language of a text: what can be told is told, and what cannot is not guessed."""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.languages import parse_tsv
from ghatana.languages.detect import FILE, HEAD, detect
from ghatana.text.scripts import SCRIPT_OF, SCRIPTS, script_of

TEXTS = [
    ("చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది.", "te"),
    ("ISRO చైర్మన్ NASA తో MoU sign చేశారు; Gaganyaan mission 2025లో launch అవుతుంది.", "te"),
    ("ఇస్రో ఛైర్మన్ మాట్లాడారు https://isro.gov.in", "te"),
    ("ISRO launched the satellite from Sriharikota on Monday.", "en"),
    ("इसरो ने सोमवार को श्रीहरिकोटा से उपग्रह का प्रक्षेपण किया।", "hi"),
    ("इस्रोने सोमवारी श्रीहरिकोटा येथे उपग्रह प्रक्षेपित केला आहे आणि तो यशस्वी झाला.", "mr"),
    ("इसरोले सोमबार उपग्रह प्रक्षेपण गरेको छ र यो सफल भएको छ।", "ne"),
    ("இஸ்ரோ திங்கட்கிழமை செயற்கைக்கோளை ஏவியது.", "ta"),
    ("ಇಸ್ರೋ ಸೋಮವಾರ ಉಪಗ್ರಹವನ್ನು ಉಡಾವಣೆ ಮಾಡಿತು.", "kn"),
    ("ഐഎസ്ആർഒ തിങ്കളാഴ്ച ഉപഗ്രഹം വിക്ഷേപിച്ചു.", "ml"),
    ("ઇસરોએ સોમવારે ઉપગ્રહ લોન્ચ કર્યો.", "gu"),
    ("ਇਸਰੋ ਨੇ ਸੋਮਵਾਰ ਨੂੰ ਉਪਗ੍ਰਹਿ ਲਾਂਚ ਕੀਤਾ।", "pa"),
    ("ଇସ୍ରୋ ସୋମବାର ଉପଗ୍ରହ ଉତକ୍ଷେପଣ କଲା।", "or"),
    ("ইসরো সোমবার শ্রীহরিকোটা থেকে উপগ্রহ উৎক্ষেপণ করেছে।", "bn"),
    ("اسرو نے پیر کو سری ہری کوٹا سے سیٹلائٹ لانچ کیا۔", "ur"),
]
NOT_TOLD = [
    ("ISRO rocket prayogam vijayavantam ayyindi", "und-Latn"),  # Telugu in Latin letters
    ("SpaceX Falcon 9 Starlink launch చేసింది", "und-Latn"),
    ("Lancement réussi d'Ariane 6 depuis Kourou", "und-Latn"),
    ("इसरो चंद्रयान गगनयान", "und-Deva"),
    ("Роскосмос", "und"),
    ("中国国家航天局", "und"),
    ("12-06-2024 …", "und"),
    ("2024 2035 1,234", "und"),
    ("🚀🚀", "und"),
    ("", "und"),
    ("   \n", "und"),
]


@pytest.mark.parametrize(("text", "language"), TEXTS + NOT_TOLD)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


def test_one_english_word_in_much_else_is_not_english() -> None:
    assert detect("prayogam vijayavantam ayyindi " * 20 + "the") == "und-Latn"


def test_of_a_long_text_the_head_is_enough() -> None:
    assert detect("prayogam " * HEAD + "the and of " * HEAD) == "und-Latn"
    assert detect("The launch of the rocket is on Monday. " * 10 + "prayogam " * HEAD) == "en"


@given(st.text())
def test_any_text_has_one_answer_of_its_script(text: str) -> None:
    language, script = detect(text), script_of(text)
    if language in SCRIPT_OF:
        assert SCRIPT_OF[language] == script
    else:
        assert language in ("und", "ar", "fa", *(f"und-{code}" for code in SCRIPTS))


@given(st.sampled_from(TEXTS), st.text("0123456789 .,-–()", max_size=20))
def test_digits_and_marks_do_not_change_the_answer(known: tuple[str, str], rest: str) -> None:
    text, language = known
    assert detect(f"{rest} {text} {rest}") == language


def test_function_words_tell_languages_apart() -> None:
    rows = parse_tsv(files("ghatana.languages").joinpath("function_words.tsv").read_text("utf-8"), "words")
    for row in rows:
        for word in row["words"].split():
            assert script_of(word) == row["script"], (row["language"], word)
    for one, other in combinations(rows, 2):
        if one["script"] == other["script"]:
            shared = set(one["words"].split()) & set(other["words"].split())
            assert not shared, (one["language"], other["language"])


TULU = "script\tlanguage\twords\nKnda\ttcy\tಉಂಡು ಪಂಡ್ದ್ ಅವು\nKnda\tkn\tಇದೆ ಮತ್ತು ಎಂದು\n"


def test_words_of_ones_own_part_languages_that_share_a_script(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(TULU, "utf-8")
    packs = str(tmp_path)
    assert detect("ಅವು ಎಡ್ಡೆ ಉಂಡು", packs) == "tcy"
    assert detect("ರಾಕೆಟ್ ಮತ್ತು ಉಪಗ್ರಹ ಇದೆ", packs) == "kn"
    assert detect("ರಾಕೆಟ್ ಉಪಗ್ರಹ", packs) == "und-Knda"
    assert detect("ಅವು ಎಡ್ಡೆ ಉಂಡು") == "kn", "without them the script tells"


@pytest.mark.parametrize(("text", "lang"), TEXTS)
def test_words_of_ones_own_leave_other_scripts_alone(tmp_path: Path, text: str, lang: str) -> None:
    assert detect(text, str(tmp_path)) == detect(text)
    (tmp_path / FILE).write_text(TULU.replace("Knda\tkn", "Knda\tkon"), "utf-8")
    if lang != "kn":
        assert detect(text, str(tmp_path)) == lang
