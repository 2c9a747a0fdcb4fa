"""Any text at all: no error, sound layers, the same answer every time; and a known time planted in noise is found."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ghatana.document import Document, Sentence
from ghatana.languages import load
from ghatana.stages.times import TimeStage, tag
from ghatana.stages.times.calendar import bounds
from ghatana.stages.times.tagger import Tagger, tagger_for
from stages.times.tagged import times_in, values

TE = load("te")
LEXICON = tagger_for(TE).finder.lexicon
FORMS = sorted(
    {
        r["form"].replace("|", "")
        for f in ("words", "festivals", "numbers", "suffixes", "ordinals", "zones")
        for r in TE.rows(f"times/{f}")
    }
)
NUMBERS = [
    "0",
    "1",
    "3",
    "12",
    "31",
    "32",
    "99",
    "2024",
    "1899",
    "2035",
    "౨౦౩౫",
    "24.5",
    "11.50",
    "5:27",
    "10.00.15",
    "25:61",
    "12-6-24",
    "99-99-99",
    "2024-13-45",
    "00/00/0000",
    "2024-25",
    "2024-23",
    "5-9",
    "9-5",
    "1,50,000",
    "9999999999",
    "0000",
    "12:06 p.m.",
]
MARKS = [
    " ",
    " ",
    " ",
    "\u200c",
    ",",
    ".",
    "-",
    "–",
    "(",
    ")",
    "\n",
    ":",
    "/",
    "'",
    "‘",
    "।",
    "",
    "",
    "రూ",
    "రాకెట్",
    "జరిగింది",
    "ఉంటుంది",
]
pieces = st.lists(st.sampled_from([*FORMS, *NUMBERS, *MARKS, *MARKS, *MARKS]), max_size=25)
published = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)), st.just(date(2024, 2, 29)))
VALUE = re.compile(r"[\dXPTWQHFASUIOREVNMDYLG./:_+-]+")


def check(text: str, day: date | None) -> None:
    times = times_in(text, day)
    Document("d", text).with_layer("timexes", times)
    for timex in times:
        assert text[timex.start : timex.end] == text[timex.start : timex.end].strip()
        assert VALUE.fullmatch(timex.value)
        if timex.basis == "unresolved":
            assert (timex.edtf, timex.earliest, timex.latest) == (None, None, None)
            assert timex.alternatives == ()
        if timex.edtf is not None:
            assert "X" not in timex.edtf[:2]
            assert timex.earliest is not None or timex.latest is not None
        assert timex.value not in timex.alternatives


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(pieces, st.sampled_from(["", " "]), published)
def test_any_mixture_of_time_words(words: list[str], glue: str, day: date | None) -> None:
    check(glue.join(words), day)


@given(st.text(max_size=80), published)
def test_any_text(text: str, day: date | None) -> None:
    check(text, day)


@given(st.text(st.sampled_from("మేజన123౪ంి్ \u200c.-,:/"), max_size=40), published)
def test_any_letters_of_the_script(text: str, day: date | None) -> None:
    check(text, day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\u200c",
        "\u200c\u200c5",
        "5",
        "-",
        "()",
        ".",
        "\ufeffమే 3న",
        "మే\u200c\u200c3\u200cన",
        "మే 3న\x00",
        "౫" * 50,
        "(" * 50,
    ],
)
def test_vicious_text(text: str) -> None:
    check(text, date(2024, 6, 13))


NOISE = st.text(st.sampled_from("కగచజటడతదపబయరలవసహ ాిుెొంx,;!?"), max_size=30)
PLANTS = [
    ("2035 నాటికి", "2035"),
    ("2024-06-12న", "2024-06-12"),
    ("నిన్న", "2024-06-12"),
    ("ఐదేళ్లపాటు", "P5Y"),
    ("౨౦౨౮ జూన్‌లో", "2028-06"),
]


@given(NOISE, st.sampled_from(PLANTS), NOISE)
def test_a_planted_time_is_found_exactly(left: str, plant: tuple[str, str], right: str) -> None:
    text = f"{left}\n{plant[0]}\n{right}"
    hits = [t for t in times_in(text) if t.value == plant[1]]
    assert [(t.start, t.of(text)) for t in hits] == [(len(left) + 1, plant[0])]


@given(pieces)
def test_the_answer_does_not_depend_on_what_was_tagged_before(words: list[str]) -> None:
    text = " ".join(words)
    first = times_in(text)
    times_in("1969 జులై 20న. సోమవారం రాత్రి 9 గంటలకు.", date(2001, 1, 1))
    assert times_in(text) == first


def test_a_fresh_tagger_says_the_same() -> None:
    text = "గత సోమవారం ఒప్పందం కుదిరింది; 2030 నుంచి 2035 వరకు నిర్మిస్తారు. రాత్రి 9 గంటలకు ముగిసింది."
    assert Tagger(TE).tag(text, date(2024, 6, 13)) == tag(text, date(2024, 6, 13), TE)


def test_a_document_is_tagged_on_its_own() -> None:
    texts = ["2019 సెప్టెంబరు 7న కూలింది.", "ఆ రోజు నిరాశ.", "మరుసటి రోజు ప్రయోగం."]
    docs = [
        Document(str(n), t, published=date(2024, 6, 13)).with_layer("sentences", (Sentence(0, len(t)),))
        for n, t in enumerate(texts)
    ]
    stage = TimeStage(TE)
    together = stage.annotate(docs)
    assert together == [stage.annotate([d])[0] for d in docs]
    assert together[1][0].basis == "unresolved"


def test_patterns_have_no_unbounded_repetition() -> None:
    for patterns in tagger_for(TE).finder.patterns.values():
        for pattern in patterns:
            assert not set("*+{") & set(pattern.regex.pattern)


def test_the_work_grows_with_the_length_and_not_faster() -> None:
    """Counts finds instead of time: a sentence repeated gives its finds, repeated."""
    sentence = "2024 మే 3న సాయంత్రం 5:27 గంటలకు రాకెట్ ఎగిరింది. "
    assert values(sentence * 300) == values(sentence) * 300
    endless = "ఈ ఏడాది " * 3000
    assert len(values(endless)) == 3000
    assert values("౨౦౨౪ " * 2000 + "మే 3న") != []
    assert values("రెండు వేల " * 2000) == []
    assert values("మే" * 20_000) == []
    assert values("2" * 20_000 + " " + "లో" * 5000) == []


def test_bounds_hold_the_value() -> None:
    for value in (
        "2024",
        "2024-06",
        "2024-W24",
        "2024-Q2",
        "203",
        "20",
        "2024-02-29",
        "2024-H1",
        "2033/2035",
    ):
        first, last = bounds(value)
        assert first is not None
        assert last is not None
        assert first <= last


PATTERNS = sorted({p for ps in tagger_for(TE).finder.patterns.values() for p in ps}, key=lambda p: p.order)
SAMPLES = {
    "DAY": "7",
    "DAYW": "ఏడు",
    "YEAR": "2031",
    "YEARW": "రెండు వేల ముప్పై",
    "NUM": "45",
    "NUMW": "నలభై",
    "DEC": "10.20",
    "CLOCK": "10:20",
    "HMS": "10:20:30",
    "ISO": "2024-05-03",
    "DMY": "3-5-2024",
    "YRANGE": "2024-25",
    "DRANGE": "5-9",
    "COMMA": ",",
    "LPAR": "(",
    "RPAR": ")",
    "DASH": "-",
}


def surfaces() -> dict[str, str]:
    """A surface for the character of every class."""
    finder = tagger_for(TE).finder
    out = {finder.codes[name]: text for name, text in SAMPLES.items()}
    for form in [*FORMS, *finder.lexicon.suffixes]:
        found = finder.lexicon.analyse(form)
        if len(found) == 1:
            out.setdefault(finder.codes[found[0].cls], form)
    return out


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: f"{p.kind}-{p.order}")
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_whatever_a_pattern_can_read_is_tagged_without_error(pattern, data) -> None:
    known = surfaces()
    classes = data.draw(st.from_regex(pattern.regex, fullmatch=True))
    text = " ".join(known.get(c, "రాకెట్") for c in classes)
    for tail in ("", "న", " నాటికి", " తర్వాత"):
        check(text + tail + " జరిగింది.", date(2024, 6, 13))
        check(text + tail + " జరుగుతుంది.", None)
