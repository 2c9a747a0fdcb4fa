"""The steps on their own: words, tokens, numbers, patterns, partial values, tenses, roles."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.errors import LanguageDataError
from ghatana.languages import Language, load
from ghatana.stages.times.amounts import iso_duration, shifted
from ghatana.stages.times.clock import hour_of_day
from ghatana.stages.times.context import Context, Resolved
from ghatana.stages.times.days import chosen
from ghatana.stages.times.lexicon import Lexicon
from ghatana.stages.times.numbers import number_class, plain, read_number
from ghatana.stages.times.partial import Partial, short_year
from ghatana.stages.times.patterns import Compiler
from ghatana.stages.times.roles import Said, bounds_of, within
from ghatana.stages.times.tagger import tagger_for
from ghatana.stages.times.tense import Tense

TE = load("te")
TAGGER = tagger_for(TE)
LEXICON = TAGGER.finder.lexicon
DCT = date(2024, 6, 13)


def pieces(word: str) -> list[str]:
    return [f"{p.cls}:{p.length}" for p in LEXICON.analyse(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ఏప్రిల్‌లో", ["MONTH:8", "LOC:2"]),
        ("ఏప్రిల్లో", ["MONTH:7", "LOC:2"]),
        ("ఐదేళ్లలో", ["DAYW:3", "UY:3", "LOC:2"]),
        ("నాలుగున్నరేళ్ల", ["NUMW:11", "UY:3"]),
        ("సోమవారానికి", ["WDAY:6", "DAT:6"]),
        ("నెలాఖరుకల్లా", ["UM:3", "PART:5", "BY:5"]),
        ("రోజుల్లో", ["UD:4", "LOC:4"]),
        ("మార్చినాటికి", ["WMONTH:6", "BY:6"]),
        ("రాకెట్", []),
        ("మేము", []),
        ("వారు", []),
    ],
)
def test_words_are_cut_into_pieces(word: str, expected: list[str]) -> None:
    got = LEXICON.analyse(word)
    assert [p.cls for p in got] == [e.split(":")[0] for e in expected]
    assert sum(p.length for p in got) in (0, len(word))


@given(st.text(max_size=20))
def test_pieces_cover_the_word(word: str) -> None:
    got = LEXICON.analyse(word)
    assert not got or sum(p.length for p in got) == len(word)


@pytest.mark.parametrize(
    "form", sorted({r["form"].replace("|", "") for r in TE.rows("times/words") if " " not in r["form"]})
)
def test_every_listed_word_is_known_with_and_without_a_joiner_at_its_end(form: str) -> None:
    assert LEXICON.analyse(form)
    if not form.endswith("."):
        assert [p.cls for p in LEXICON.analyse(form + "\u200c")] == [p.cls for p in LEXICON.analyse(form)]


def test_a_word_list_with_a_row_out_of_shape_is_refused() -> None:
    broken = Language("te")
    broken._files["times/words.tsv"] = ({"form": "క", "class": "A", "value": "1|2"},)
    with pytest.raises(LanguageDataError, match=r"words\.tsv"):
        Lexicon(broken)


ONES = {
    r["form"]: int(r["value"])
    for r in TE.rows("times/numbers")
    if r["kind"] == "unit" and float(r["value"]) >= 1
}


@given(st.integers(1, 99_99_999))
def test_numbers_in_words(number: int) -> None:
    """Spells a number the Telugu way and reads it back."""
    by_value = {v: f for f, v in sorted(ONES.items(), reverse=True)}
    words: list[tuple[float, bool]] = []
    rest = number
    for scale in (100_000, 1000, 100):
        count, rest = divmod(rest, scale)
        if count:
            words += [*spell(count, by_value), (scale, True)]
    words += spell(rest, by_value) if rest else []
    assert read_number([w for w, _ in words], [s for _, s in words]) == number


def spell(number: int, by_value: dict[int, str]) -> list[tuple[float, bool]]:
    if number in by_value or number < 20:
        return [(number, False)]
    if number >= 100:
        return [
            *spell(number // 100, by_value),
            (100, True),
            *(spell(number % 100, by_value) if number % 100 else []),
        ]
    return [(number // 10 * 10, False), (number % 10, False)]


@pytest.mark.parametrize("values", [[2, 3], [20, 30], [3, 20], [10, 5], [0, 5], [5, 0]])
def test_neighbours_that_are_no_one_number(values: list[float]) -> None:
    assert read_number(values, [False] * len(values)) is None


@pytest.mark.parametrize(
    ("value", "cls"),
    [
        (1, "DAY"),
        (31, "DAY"),
        (32, "NUM"),
        (0, "NUM"),
        (2.5, "NUM"),
        (1499, "NUM"),
        (2035, "YEAR"),
        (2200, "NUM"),
    ],
)
def test_what_a_number_can_be(value: float, cls: str) -> None:
    assert number_class(value, word=False) == cls
    assert number_class(value, word=True) == cls + "W"
    assert float(plain(value)) == value


def classes(text: str) -> str:
    tokens = TAGGER.finder.tokenizer.tokenize(text)
    return " ".join(TAGGER.finder.names.get(c, "x" if c != "\n" else "|") for c in tokens.classes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("మే 3న", "WMONTH DAY ON"),
        ("2045నాటికి", "YEAR BY"),
        ("చంద్రయాన్-3", "x DASH x"),
        ("LVM3", "x x"),
        ("5జీ", "x x"),
        ("12-6-24గా", "DMY AS"),
        ("రూ.615", "x x x"),
        ("11.50 గంటలకు", "DEC UH DAT"),
        ("10.00.15", "HMS"),
        ("3-0-20", "x"),
        ("1,50,000", "NUM"),
        ("2033–2035లో", "YRANGE LOC"),
        ("5-9 తేదీల్లో", "DRANGE DATEW LOC"),
        ("అన్నారు.2024లో", "x | YEAR LOC"),
        ("వినాయక చవితి నాడు", "FEST NADU"),
        ("స్వాతంత్ర్య  దినోత్సవానికి", "FEST DAT"),
        ("ఎస్. సోమనాథ్", "x x x"),
        ("గం.4.33ని.లకు", "UH DEC UMI DAT"),
    ],
)
def test_classes_of_tokens(text: str, expected: str) -> None:
    assert classes(text) == expected


@given(st.text(max_size=60))
def test_tokens_are_in_order_and_apart(text: str) -> None:
    tokens = TAGGER.finder.tokenizer.tokenize(text)
    assert (
        len(tokens.classes)
        == len(tokens.starts)
        == len(tokens.ends)
        == len(tokens.values)
        == len(tokens.words)
    )
    for index in range(len(tokens.starts)):
        assert 0 <= tokens.starts[index] <= tokens.ends[index] <= tokens.words[index] <= len(text)
        if index:
            assert tokens.ends[index - 1] <= tokens.starts[index]


def test_patterns_refuse_what_they_do_not_know() -> None:
    compiler = Compiler({"macros": {"A": "@A"}, "sets": {}, "pattern": []}, {"DAY": "d"})
    with pytest.raises(LanguageDataError, match="never end"):
        compiler.regex("@A")
    with pytest.raises(LanguageDataError, match="NIGHT"):
        compiler.regex("DAY NIGHT")
    bad = Compiler({"macros": {}, "sets": {}, "pattern": [{"kind": "date", "seq": ["(DAY"]}]}, {"DAY": "d"})
    with pytest.raises(LanguageDataError, match="no pattern"):
        bad.compile_all()


def test_patterns_are_listed_under_what_they_begin_with() -> None:
    rules = {
        "macros": {"D": "(day:DAY|word:WORD)"},
        "sets": {"ANY": ["DAY", "WORD"]},
        "pattern": [{"kind": "k", "seq": ["END? @D", "ANY END"]}],
    }
    listed = Compiler(rules, {"DAY": "d", "WORD": "w", "END": "e"}).compile_all()
    assert {c: [p.order for p in ps] for c, ps in listed.items()} == {"d": [0, 1], "w": [0, 1], "e": [0]}


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("మే 3న", "XXXX-05-03"),
        ("2028లో", "2028"),
        ("జూన్‌లో", "XXXX-06"),
        ("24న", "XXXX-XX-24"),
        ("2024 మే 3న", "2024-05-03"),
        ("ఐదేళ్లు", "P5Y"),
    ],
)
def test_partial_values_keep_their_holes(text: str, notation: str) -> None:
    tokens, (item,) = TAGGER.finder.find(text)
    assert TAGGER.partial(tokens, item).notation() == notation


def test_partial_values_point_without_knowing_the_day() -> None:
    tokens, (item,) = TAGGER.finder.find("వచ్చే ఏడాది మార్చిలో")
    partial = TAGGER.partial(tokens, item)
    assert (partial.anchor, partial.shift, partial.unit, partial.month, partial.year) == (
        "dct",
        1,
        "year",
        3,
        None,
    )


@pytest.mark.parametrize(
    ("text", "year"), [("24", 2024), ("69", 2069), ("70", 1970), ("99", 1999), ("2031", 2031)]
)
def test_years_of_two_digits(text: str, year: int) -> None:
    assert short_year(text) == year


@pytest.mark.parametrize(
    ("word", "tense"),
    [
        ("జరిగింది", "past"),
        ("ప్రయోగించారు", "past"),
        ("చేరాయి", "past"),
        ("విడుదలైన", None),
        ("జరిగిన", "past"),
        ("ఎత్తారు", "past"),
        ("జరుగుతుంది", "future"),
        ("ప్రయోగించనుంది", "future"),
        ("ప్రయోగిస్తారు", "future"),
        ("ఉండొచ్చు", "future"),
        ("చేయాలి", "future"),
        ("జరగదు", "future"),
        ("జరిగే", "future"),
        ("ప్రయోగిస్తామని", "future"),
        ("ఉంటుందని", "future"),
        ("బలహీనపడుతుందన్నారు", "future"),
        ("జరిగిందని", "past"),
        ("చేపడుతోంది", "present"),
        ("జరుగుతున్న", "present"),
        ("జరగాల్సిన", "due"),
        ("రాకెట్", None),
        ("వారు", None),
        ("లేదా", None),
    ],
)
def test_tenses_of_words(word: str, tense: str | None) -> None:
    assert TAGGER.tense.of_word(word) == tense
    assert Tense(TE).of_word(word + "\u200c") == tense


@pytest.mark.parametrize(
    ("roles", "denied", "expected"),
    [
        (["BY"], False, ("ON_OR_BEFORE", "../2030", None, date(2030, 12, 31))),
        (["BEFORE"], False, ("BEFORE", "../2029", None, date(2029, 12, 31))),
        (["THAN", "BEFORE"], True, ("BEFORE", "2030/..", date(2030, 1, 1), None)),
        (["THAN", "BEFORE", "NOTBE"], False, ("ON_OR_AFTER", "2030/..", date(2030, 1, 1), None)),
        (["AFTER"], False, ("AFTER", "2030/..", date(2030, 1, 1), None)),
        (["UNTIL"], False, (None, "../2030", None, date(2030, 12, 31))),
        (["UNTIL"], True, (None, "2030/..", date(2030, 1, 1), None)),
        (["FROM"], False, (None, "2030/..", date(2030, 1, 1), None)),
        (["ABOUT"], False, ("APPROX", "2030~", date(2030, 1, 1), date(2030, 12, 31))),
        (["LOC"], False, (None, "2030", date(2030, 1, 1), date(2030, 12, 31))),
    ],
)
def test_roles(roles: list[str], denied: bool, expected: tuple[object, ...]) -> None:
    got = bounds_of("2030", Partial(year=2030), Said(frozenset(roles), denied=denied))
    assert (got.mod, got.edtf, got.earliest, got.latest) == expected


@pytest.mark.parametrize(
    ("part", "role", "edtf"),
    [("END", "BY", "../2025"), ("END", "DAT", "../2025"), ("MID", "DAT", "2025"), ("START", "LOC", "2025")],
)
def test_a_part_of_a_period_keeps_its_mod(part: str, role: str, edtf: str) -> None:
    got = bounds_of("2025", Partial(year=2025, part=part), Said(frozenset({role})))
    assert (got.mod, got.edtf) == (part, edtf)


def test_within_a_duration() -> None:
    assert within(Partial(amounts=((4.0, "Y"),)), date(2025, 5, 9)).edtf == "../2029"
    assert within(Partial(amounts=((6.0, "M"),)), date(2025, 5, 9)).edtf == "../2025-11"
    assert within(Partial(amounts=((-1.0, "D"),)), date(2025, 5, 9)).edtf is None


@pytest.mark.parametrize(
    ("hour", "part", "past", "expected"),
    [
        (5, "EV", False, 17),
        (12, "AF", False, 12),
        (1, "AF", False, 13),
        (11, "AF", False, 11),
        (9, "NI", False, 21),
        (2, "NI", False, 2),
        (12, "NI", False, 24),
        (12, "MID", False, 24),
        (12, "MID", True, 0),
        (2, "MID", True, 2),
        (12, "DAWN", False, 0),
        (9, "MO", False, 9),
        (14, None, False, 14),
    ],
)
def test_hours_of_the_day(hour: int, part: str | None, past: bool, expected: int) -> None:
    assert hour_of_day(hour, part, past) == expected


@given(st.integers(1, 10_000), st.sampled_from(["Y", "M", "W", "D", "H", "MI", "S"]))
def test_whole_durations(number: int, unit: str) -> None:
    text = iso_duration(((float(number), unit),))
    assert text == ("PT" if unit in ("H", "MI", "S") else "P") + f"{number}{unit[0]}"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 5000))
def test_offsets_there_and_back(day: date, number: int) -> None:
    assert shifted(date.fromisoformat(shifted(day, number, "D")), -number, "D") == str(day)
    assert shifted(day, 1e9, "Y") == "FUTURE_REF"
    assert shifted(day, -1e9, "D") == "PAST_REF"


def test_the_choice_between_years() -> None:
    options = [date(2023, 9, 2), date(2024, 9, 2), date(2025, 9, 2)]
    assert chosen(options, DCT, "past") == Resolved("2023-09-02", "relative")
    assert chosen(options, DCT, "future") == Resolved("2024-09-02", "relative")
    assert chosen(options, DCT, None) == Resolved("2024-09-02", "relative", ("2023-09-02",))
    assert chosen([], DCT, "past") is None


def test_the_context_remembers_what_fits_a_tense() -> None:
    context = Context(DCT)
    for value in ("2030", "2024-06-12", "PAST_REF"):
        context.note(Resolved(value, "explicit"), 1, None, frozenset())
    assert context.latest("future", days=False) == "2030"
    assert context.latest("past", days=True) == "2024-06-12"
    assert (context.day, context.year, context.month) == (date(2024, 6, 12), 2024, 6)


@pytest.mark.parametrize(
    ("lang", "text", "edtf"),
    [
        ("te", "ఈ దశాబ్దం ద్వితీయార్ధంలో పూర్తవుతుంది.", "2025/2029"),
        ("te", "వచ్చే దశాబ్దం ప్రథమార్ధంలో పూర్తవుతుంది.", "2030/2034"),
        ("te", "వచ్చే దశాబ్దం రెండో అర్ధభాగం నాటికి పూర్తవుతుంది.", "../2039"),
        ("en", "It will be ready in the second half of this decade.", "2025/2029"),
        ("en", "It will be ready in the latter half of 2030.", "2030-41"),
        ("hi", "इस दशक की दूसरी छमाही में तैयार होगा।", None),
    ],
)
def test_halves_of_a_decade(lang: str, text: str, edtf: str | None) -> None:
    """A half of a year is half a year in Hindi's word for it, and no half of a decade."""
    times = tagger_for(load(lang)).tag(text, date(2025, 8, 29))
    assert edtf is None or [t.edtf for t in times] == [edtf]
    for time in times:
        if time.edtf == "2025/2029":
            assert (time.value, time.earliest, time.latest) == ("202", date(2025, 1, 1), date(2029, 12, 31))
