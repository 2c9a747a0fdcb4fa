"""Match keys: what is folded, what is not, and the way back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.languages import load
from ghatana.stages.names.lexicon import key_folder
from ghatana.text.keys import KeyFolder, one_script

TELUGU = KeyFolder((row["form"], row["key"]) for row in load("te").rows("folds"))
PLAIN = KeyFolder(())
HINDI = key_folder(load("hi"))

SAME = [
    ("భారత్\u200c", "భారత్"),
    ("స్పేస్\u200cఎక్స్", "స్పేస్ ఎక్స్"),
    ("ఫాల్కన్-9", "ఫాల్కన్\u200c 9"),
    ("ఫాల్కన్ ౯", "ఫాల్కన్9"),
    ("చాంగ్'ఇ-6", "చాంగ్\u2019ఇ 6"),
    ("టియాన్\u200cగాంగ్", "టియాంగాంగ్"),
    ("కాస్మోడ్రోమ్", "కాస్మోడ్రోం"),
    ("ఢిల్లీ", "దిల్లీ"),
    ("సతీశ్", "సతీష్"),
    ("బెంగళూరు", "బెంగలూరు"),
    ("బొరిసోవ్", "బోరిసోవ్"),
    ("కజకిస్థాన్", "కజకిస్తాన్"),
    ("ఝాంగ్", "జాంగ్"),
    ("CHANG\u2019E", "chang'e"),
    ("Pléiades", "Pleiades"),
    ("ISRO\u00ad", "isro"),
    ("ఎస్.సోమనాథ్", "ఎస్ సోమనాథ్"),
]
DIFFERENT = [
    ("రష్యా", "రష్య"),
    ("నాసా", "నస"),
    ("చంద్రుడు", "చంద్రుడి"),
    ("ఇస్రో", "ఇస్రా"),
    ("GSAT-6", "GSAT-7"),
    ("chang'e", "change"),
    ("రామ", "రామ\n"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_key_for_the_spellings_of_a_name(one: str, other: str) -> None:
    assert TELUGU.fold(one) == TELUGU.fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_keep_other_keys(one: str, other: str) -> None:
    assert TELUGU.fold(one) != TELUGU.fold(other)


def test_apostrophe_stays_only_between_latin_letters() -> None:
    assert PLAIN.fold("Chang'e") == "chang'e"
    assert PLAIN.fold("'Chang'") == "chang"
    assert PLAIN.fold("చాంగ్'ఇ") == "చాంగ్ఇ"


def test_line_breaks_stay_so_that_names_cannot_cross_them() -> None:
    assert PLAIN.fold("స్పేస్\nఎక్స్") == "స్పేస్\nఎక్స్"


def test_the_longest_fold_wins_and_results_are_not_folded_again() -> None:
    folder = KeyFolder([("అ", "ఆ"), ("ఆ", "ఇ"), ("అక", "గ"), ("అకఖ", "ఘ")])
    assert folder.fold("అ") == "ఆ"
    assert folder.fold("అక") == "గ"
    assert folder.fold("అకఖ") == "ఘ"


def test_a_fold_sees_through_zero_width_and_its_span_covers_it() -> None:
    text = "టియాన్\u200cగాంగ్"
    key = TELUGU.key(text)
    at = key.text.index("ం")
    assert key.span(at, at + 1) == (4, 6)
    assert key.span(at, at + 2) == (4, 8)


def test_span_of_a_name_in_a_sentence() -> None:
    text = "నేడు ఫాల్కన్\u200c -9 వచ్చింది"
    key = TELUGU.key(text)
    name = TELUGU.fold("ఫాల్కన్ 9")
    at = key.text.index(name)
    start, end = key.span(at, at + len(name))
    assert text[start:end] == "ఫాల్కన్\u200c -9"


@given(st.text() | st.text(alphabet="కఖగనమ్ంిీా \u200c\u200d-'’aEé9౯.क्ष"))
def test_a_key_alone_is_that_with_the_way_back(text: str) -> None:
    for folder in (TELUGU, PLAIN, HINDI, KeyFolder([("క", "గ"), ("కఖ", ""), ("'", "’")])):
        assert folder.fold(text) == folder.key(text).text
        assert folder.fold(text) == folder.key(text).text  # from what it remembers


@given(st.text())
def test_any_text_has_a_key_with_ordered_spans(text: str) -> None:
    key = TELUGU.key(text)
    assert len(key.text) == len(key.starts) == len(key.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(key.starts, key.ends, strict=True))
    assert key.starts == sorted(key.starts)
    assert key.ends == sorted(key.ends)


@given(st.text(alphabet="కగనమ్ంిీ \u200c-'aE9౯.", max_size=30), st.text(max_size=10), st.text(max_size=10))
def test_a_planted_name_is_found_where_it_was_put(name: str, before: str, after: str) -> None:
    before, after = before + "|", "|" + after
    wanted = TELUGU.fold(name)
    if not wanted:
        return
    text = before + name + after
    key = TELUGU.key(text)
    first = len(TELUGU.fold(before))
    assert key.text[first : first + len(wanted)] == wanted
    start, end = key.span(first, first + len(wanted))
    assert len(before) <= start < end <= len(before) + len(name)


@given(st.text())
def test_zero_width_characters_never_matter(text: str) -> None:
    spread = "\u200c".join(text)
    assert PLAIN.fold(spread) == PLAIN.fold(text)


def test_every_fold_of_the_pack_has_a_form_and_says_whether_short_names_take_it() -> None:
    rows = load("te").rows("folds")
    assert len({row["form"] for row in rows}) == len(rows)
    assert all(row["form"] and row["key"] and row["short"] in ("yes", "no") for row in rows)


ACROSS = [
    ("ఇస్రో", "इसरो"),
    ("ఇస్రో", "ईसरो"),
    ("రోస్కోస్మోస్", "रोस्कोस्मोस"),
    ("రోస్కోస్మోస్", "रोसकोसमोस"),
    ("చంద్రయాన్", "चंद्रयान"),
    ("చంద్రయాన్", "चन्द्रयान"),
    ("ఫాల్కన్", "फ़ाल्कन"),
    ("పీఎస్ఎల్వీ", "पीएसएलवी"),
    ("సీఎన్ఎస్ఏ", "सीएनएसए"),
    ("స్పేస్ఎక్స్", "स्पेस एक्स"),
    ("జీశాట్", "जीसैट"),
    ("ఇన్సాట్", "इनसैट"),
    ("ఐఎస్ఎస్", "आईएसएस"),
    ("హెచ్ఏఎల్", "एचएएल"),
    ("పుతిన్", "पुतिन"),
    ("నరేంద్ర మోదీ", "नरेन्द्र मोदी"),
    ("శ్రీహరికోట", "श्रीहरिकोट"),
    ("థుంబా", "थुम्बा"),
    ("ప్రజ్ఞాన్", "प्रग्यान"),
]


@pytest.mark.parametrize(("telugu", "devanagari"), ACROSS)
def test_spellings_in_two_scripts_meet_in_one_key(telugu: str, devanagari: str) -> None:
    assert HINDI.fold(telugu) == HINDI.fold(devanagari)


@pytest.mark.parametrize(
    ("one", "other"), [("नासा", "नस"), ("रूस", "रस"), ("चीन", "चना"), ("जीसैट-6", "जीसैट-7"), ("चांद", "चंद")]
)
def test_other_words_of_hindi_keep_other_keys(one: str, other: str) -> None:
    assert HINDI.fold(one) != HINDI.fold(other)


def test_telugu_keys_know_no_other_script() -> None:
    assert key_folder(load("te")).fold("इसरो") == "इसरो"


def test_a_sign_that_falls_belongs_to_the_letter_before_it() -> None:
    text = "सोयुज़ और नारायणन्"
    key = HINDI.key(text)
    assert text[slice(*key.span(0, 4))] == "सोयु"
    assert text[slice(*key.span(4, 5))] == "ज़"
    assert key.span(len(key.text) - 1, len(key.text)) == (16, 18)


def test_one_script_is_the_script_conversion_of_indic_nlp() -> None:
    transliterate = pytest.importorskip("indicnlp.transliterate.unicode_transliterate")
    convert = transliterate.UnicodeIndicTransliterator.transliterate
    table = one_script("Deva")
    for code in range(0x0C01, 0x0C4E):
        if code in table:
            assert chr(code).translate(table) == convert(chr(code), "te", "hi"), hex(code)


@pytest.mark.parametrize("script", ["Latn", "Arab", "none"])
def test_one_script_is_a_script_of_india(script: str) -> None:
    with pytest.raises(ValueError, match="not laid out like"):
        one_script(script)


@given(st.text(alphabet="ఇస్రోలాండ్రచయనకంి़ीूश्षअ आéA-9 ", max_size=30))
def test_hindi_offsets_point_into_the_text(text: str) -> None:
    key = HINDI.key(text)
    assert len(key.text) == len(key.starts) == len(key.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(key.starts, key.ends, strict=True))
    assert key.starts == sorted(key.starts)
