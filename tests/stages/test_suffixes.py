"""Glued case suffixes: known stems, unknown words, and the data behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import CASES
from ghatana.errors import LanguageDataError
from ghatana.languages import Language, Record, load
from ghatana.stages.suffixes import AM, VIRAMA, WHOLE, Suffix, SuffixSplitter
from stages.events.toy_packs import english

SPLITTER = SuffixSplitter(load("te"))

# stem|suffix and the relation
WORDS = [
    ("రోస్కోస్మోస్|లో", "loc"),
    ("రోస్కోస్మోస్|తో", "com"),
    ("చైనా|తో", "com"),
    ("భారత్|\u200cకు", "dat"),
    ("ఇస్రో|కూ", "dat"),
    ("రష్యా|తోనూ", "com"),
    ("రష్యా|లోనూ", "loc"),
    ("కెనడా|లతో", "com"),
    ("జపాన్|\u200cలతో", "com"),
    ("నాసా|ను", "acc"),
    ("చంద్రుడి|పై", "loc"),
    ("చంద్రుడి|పైకి", "loc"),
    ("చంద్రుడి|మీద", "loc"),
    ("బీజింగ్|నుంచి", "abl"),
    ("మాస్కో|నుండి", "abl"),
    ("ఇస్రో|ద్వారా", "ins"),
    ("రష్యా|యొక్క", "gen"),
    ("శ్రీహరికోట|లోని", "loc"),
    ("చంద్రయాన్-3|కోసం", "other"),
    ("ఐఎస్ఎస్|లోకి", "loc"),
    ("కేంద్ర|ానికి", "dat"),
    ("కేంద్ర|ాన్ని", "acc"),
    ("కేంద్రం|లో", "loc"),
    ("2045|నాటికి", "other"),
    ("పుతిన్|కు", "dat"),
    ("మోదీ|గారితో", "com"),
    ("స్పేస్ఎక్స్|తోపాటు", "com"),
    # a quotative upon the emphatic: "that it is China's indeed"
    ("చైనా|దేనని", "gen"),
    ("నాసా|దేనన్న", "gen"),
    ("రష్యా|లోనేనని", "loc"),
    ("ఇస్రో|తోనేనని", "com"),
    ("శ్రీహరికోట|నుంచేనని", "abl"),
    ("జపాన్|\u200cకేనని", "dat"),
]
WHOLE_WORDS = ["చైనా", "మాస్కో", "చెన్నై", "తమిళనాడు", "ఇస్రో", "టోక్యో", "బ్యాంకు", "ఢిల్లీ", "నంద్యాల", "రష్యా", "కేరళ", "ISRO"]


@pytest.mark.parametrize(("tagged", "case"), WORDS)
def test_split(tagged: str, case: str) -> None:
    stem, suffix = tagged.split("|")
    assert SPLITTER.split(stem + suffix) == Suffix(len(stem), case)


@pytest.mark.parametrize("word", WHOLE_WORDS)
def test_words_that_only_look_like_stem_and_suffix_stay_whole(word: str) -> None:
    assert SPLITTER.split(word) == Suffix(len(word), "nom")


@pytest.mark.parametrize(
    ("rest", "after", "case"),
    [
        ("", WHOLE, "nom"),
        ("\u200c", WHOLE, "nom"),
        ("\u200cలో", WHOLE, "loc"),
        ("లు", WHOLE, "nom"),
        ("ల", WHOLE, "gen"),
        ("లకూ", WHOLE, "dat"),
        ("నే", WHOLE, "nom"),
        ("గానూ", WHOLE, "other"),
        ("ే", VIRAMA, "nom"),
        ("ుకు", VIRAMA, "dat"),
        ("ులో", VIRAMA, "loc"),
        ("ానికి", AM, "dat"),
        ("ాలకు", AM, "dat"),
        ("", VIRAMA, None),
        ("", AM, None),
        ("ానికి", WHOLE, None),
        ("యానం", WHOLE, None),
        ("abc", WHOLE, None),
    ],
)
def test_case_of_what_follows_a_known_stem(rest: str, after: str, case: str | None) -> None:
    assert SPLITTER.case_of(rest, after) == case


def test_the_least_stem_is_kept() -> None:
    assert SPLITTER.split("మనతో", least=3) == Suffix(4, "nom")
    assert SPLITTER.split("మనతో", least=2) == Suffix(2, "com")


def test_rows_have_a_known_case_and_way_of_joining() -> None:
    rows = load("te").rows("suffixes")
    assert {row["case"] for row in rows} <= set(CASES)
    assert {row["after"] for row in rows} == {WHOLE, VIRAMA, AM}
    assert len({(row["form"], row["after"]) for row in rows}) == len(rows)
    assert all(row["plural"] in ("yes", "no") and row["blind"] in ("yes", "no") for row in rows)


class _Broken(Language):
    """A pack with one wrong row."""

    def __init__(self) -> None:
        super().__init__("te")

    def rows(self, stem: str, *, needed: bool = True) -> tuple[Record[str], ...]:
        row = {"form": "తో", "case": "instrumental", "after": "any", "plural": "yes", "blind": "yes"}
        return (Record(row, self.where(f"{stem}.tsv")),)


def test_a_wrong_case_is_an_error_with_the_form() -> None:
    with pytest.raises(LanguageDataError, match=r"form 'తో': found case 'instrumental'"):
        SuffixSplitter(_Broken())


@given(st.text())
def test_any_string_is_divided_within_itself(word: str) -> None:
    suffix = SPLITTER.split(word)
    assert suffix.case in CASES
    assert 0 <= suffix.stem_end <= len(word)
    assert suffix.case == "nom" or 2 <= suffix.stem_end < len(word)


@given(st.sampled_from(["రోస్కోస్మోస్", "చైనా", "ఇస్రో", "నాసా", "బైకనూర్"]), st.sampled_from(["", "\u200c"]))
def test_planted_suffixes_come_back(stem: str, join: str) -> None:
    for row in load("te").rows("suffixes"):
        if row["after"] == WHOLE and row["blind"] == "yes":
            assert SPLITTER.split(stem + join + row["form"]) == Suffix(len(stem), row["case"])


@pytest.fixture(scope="module")
def english_splitter(tmp_path_factory: pytest.TempPathFactory) -> SuffixSplitter:
    return SuffixSplitter(english(tmp_path_factory.mktemp("en")))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("China's probe", 7),
        ("China’s probe", 7),
        ("China probe", 5),
        ("China'sx", 5),
        ("'s", 2),
        ("China'", 5),
        ("", 0),
    ],
)
def test_a_suffix_after_an_apostrophe_belongs_to_the_word(
    english_splitter: SuffixSplitter, text: str, end: int
) -> None:
    assert english_splitter.word_end(text, 0) == end


def test_case_and_stem_before_an_apostrophe(english_splitter: SuffixSplitter) -> None:
    assert english_splitter.case_of("'s") == "gen"
    assert english_splitter.case_of("’s") == "gen"
    assert english_splitter.case_of("s") is None
    assert english_splitter.split("China's") == Suffix(5, "gen")
    assert english_splitter.split("Chinas") == Suffix(6, "nom")


def test_no_plural_joins_a_name_where_a_pack_has_none(english_splitter: SuffixSplitter) -> None:
    assert not english_splitter.is_plural("s")
    assert SPLITTER.is_plural("లతో")
    assert not SPLITTER.is_plural("తో")


@pytest.mark.parametrize("rest", ["లో", "లోని", "లోకి", "\u200cలో", "లాంటి"])
def test_an_ending_that_begins_like_the_plural_is_none(rest: str) -> None:
    assert not SPLITTER.is_plural(rest)


@pytest.mark.parametrize("rest", ["లు", "ల", "లలో", "లతో", "లకు"])
def test_what_the_plural_begins_is_plural(rest: str) -> None:
    assert SPLITTER.is_plural(rest)
