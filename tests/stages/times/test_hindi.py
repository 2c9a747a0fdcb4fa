"""Hindi times: a table of tagged sentences, what is no time, and what must not change an answer."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document, Timex
from ghatana.languages import load
from ghatana.stages.times import DatelineStage, TimeStage, almanac, tag
from ghatana.stages.times.festivals import Festivals
from ghatana.stages.times.lexicon import Lexicon
from ghatana.stages.times.numbers import NumberForms
from stages.times.tagged import Case, cases, shown

HI = load("hi")
CASES = list(cases("hi_sentences.txt"))
NONE = [c.tagged for c in cases("hi_not_times.txt")]
PUBLISHED = date(2024, 6, 13)
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
MONTHS = ["जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"]
# as papers print them, beside what the pack lists: the dot below, the chandrabindu, a nasal letter, a joiner
SPELLINGS = [
    ("फरवरी", "फ़रवरी"), ("सितंबर", "सितम्बर"), ("नवंबर", "नवम्बर"), ("दिसंबर", "दिसम्बर"), ("अगस्त", "अगस्\u200dत"),
    ("अक्टूबर", "अक्\u200dटूबर"), ("पांच", "पाँच"), ("हजार", "हज़ार"), ("हफ्ते", "हफ़्ते"), ("तारीख", "तारीख़"), ("डेढ़", "डेढ"),
    ("साढ़े", "साढे"), ("घंटे", "घण्टे"), ("सेकंड", "सेकण्ड"), ("अंत", "अन्त"), ("सन", "सन\u200c"), ("बजे", "बज\u200cे"),
]  # fmt: skip


def times_in(text: str, published: date | None = PUBLISHED) -> tuple[Timex, ...]:
    return tag(text, published, HI)


def the(text: str, published: date | None = PUBLISHED) -> Timex:
    (timex,) = times_in(text, published)
    return timex


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text[:40])
def test_a_tagged_sentence(case: Case) -> None:
    times = times_in(case.text, case.published)
    asked = [list(a) for _, a in case.expected] + [["k", "m", "v"]] * len(times)
    got = [(t.of(case.text), shown(t, names)) for t, names in zip(times, asked, strict=False)]
    assert got == case.expected


@pytest.mark.parametrize("sentence", NONE)
def test_what_looks_like_a_time_and_is_none(sentence: str) -> None:
    assert [t.of(sentence) for t in times_in(sentence)] == []


def test_the_files_are_full() -> None:
    assert len(CASES) > 200
    assert len(NONE) > 45
    assert len({c.published for c in CASES}) > 1


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text[:40])
def test_other_spellings_tell_the_same(case: Case) -> None:
    spelt = case.text
    for listed, printed in SPELLINGS:
        spelt = spelt.replace(listed, printed)
    assert [t.value for t in times_in(spelt, case.published)] == [
        t.value for t in times_in(case.text, case.published)
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text[:40])
def test_the_normal_form_tells_the_same(case: Case, form: str) -> None:
    text = unicodedata.normalize(form, case.text)
    assert [(t.of(text), t.value) for t in times_in(text, case.published)] == [
        (unicodedata.normalize(form, t.of(case.text)), t.value) for t in times_in(case.text, case.published)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text[:40])
def test_devanagari_digits_tell_the_same(case: Case) -> None:
    text = case.text.translate(DEVANAGARI)
    assert [(t.start, t.end, t.value) for t in times_in(text, case.published)] == [
        (t.start, t.end, t.value) for t in times_in(case.text, case.published)
    ]


@pytest.mark.parametrize("letter", ["\u0958", "\u0959", "\u095a", "\u095b", "\u095e"])
def test_a_letter_with_its_dot_in_one_code_point_keeps_its_place(letter: str) -> None:
    text = f"{letter}लम 3 मई को"
    assert [t.of(text) for t in times_in(text)] == ["3 मई"]


def test_a_precomposed_word_is_read() -> None:
    text = "डे\u095d साल और सा\u095dे नौ बजे"
    assert [(t.of(text), t.value) for t in times_in(text)] == [
        ("डे\u095d साल", "P1Y6M"),
        ("सा\u095dे नौ बजे", "2024-06-13T09:30"),
    ]


@given(st.integers(1, 12), st.integers(1, 28), st.integers(1900, 2100))
def test_every_full_date_is_read_in_every_order(month: int, day: int, year: int) -> None:
    name, value = MONTHS[month - 1], f"{year:04d}-{month:02d}-{day:02d}"
    for text in (
        f"{day} {name} {year}",
        f"{day} {name}, {year}",
        f"{name} {day}, {year}",
        f"{year} में {day} {name}",
    ):
        for printed in (text, text.translate(DEVANAGARI)):
            assert [(t.of(printed), t.value) for t in times_in(printed + " को हुआ।")] == [(printed, value)]


@given(st.integers(1, 12), st.integers(1, 28), st.dates(date(1990, 1, 1), date(2050, 12, 31)))
def test_the_verb_tells_the_year(month: int, day: int, published: date) -> None:
    past = the(f"यान {day} {MONTHS[month - 1]} को भेजा गया था।", published)
    future = the(f"यान {day} {MONTHS[month - 1]} को भेजा जाएगा।", published)
    near = 25  # days within which the nearest day is meant, whatever the verb
    assert past.latest is not None
    assert future.earliest is not None
    assert (past.latest - published).days <= near
    assert (future.earliest - published).days >= -near
    assert (past.value[5:], future.value[5:]) == (f"{month:02d}-{day:02d}",) * 2


@given(st.sampled_from(["कल", "परसों", "नरसों"]), st.dates(date(1990, 1, 1), date(2050, 12, 31)))
def test_yesterday_and_tomorrow_are_one_word(word: str, published: date) -> None:
    distance = {"कल": 1, "परसों": 2, "नरसों": 3}[word]
    back, ahead = the(f"{word} यान उतरा।", published), the(f"{word} यान उतरेगा।", published)
    assert back.earliest is not None
    assert ahead.earliest is not None
    assert (published - back.earliest).days == (ahead.earliest - published).days == distance
    untold = the(f"{word} बैठक", published)
    assert {untold.value, *untold.alternatives} == {back.value, ahead.value}


@given(st.integers(1, 11), st.sampled_from([("सवा", 15), ("साढ़े", 30), ("पौने", -15)]))
def test_fractions_of_the_hour(hour: int, fraction: tuple[str, int]) -> None:
    word, plus = fraction
    minutes = (hour if hour > 1 or plus > 0 else 13) * 60 + plus
    value = the(f"{word} {hour} बजे").value
    assert value == f"2024-06-13T{minutes // 60:02d}:{minutes % 60:02d}"
    assert the(f"शाम {word} {hour} बजे").value[-2:] == value[-2:]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("साढ़े तीन सौ साल", "P350Y"), ("सवा सौ साल", "P125Y"), ("पौने दो सौ साल", "P175Y"), ("ढाई हजार साल", "P2500Y"),
        ("सवा घंटे में", "PT1H15M"), ("पौन घंटे में", "PT45M"), ("डेढ़ सौ दिन", "P150D"), ("साढ़े चार लाख साल", "P450000Y"),
        ("निन्यानवे दिन", "P99D"), ("एक लाख दो हजार तीन साल", "P102003Y"), ("आधे घंटे", "PT30M"),
    ],
)  # fmt: skip
def test_numbers_in_words(text: str, value: str) -> None:
    assert the(text).value == value


def test_every_number_up_to_a_hundred_has_a_word() -> None:
    forms = NumberForms(HI, HI.settings("times/rules")["numbers"])
    assert set(range(1, 101)) <= {int(v) for v in forms.cardinals.values() if v == int(v)}
    assert forms.ordinals["इक्कीसवीं"] == 21


@pytest.mark.parametrize(
    "phrase",
    ["के बाद", "से पहले", "के दौरान", "के बीच", "तक के लिए", "के आसपास", "के भीतर", "से ही"],
)
def test_a_postposition_of_two_words_is_one(phrase: str) -> None:
    (piece,) = Lexicon(HI).analyse(phrase)
    assert piece.length == len(phrase)
    assert the(f"मेला 14 जुलाई {phrase} लगेगा।").value == "2024-07-14"


@pytest.mark.parametrize(
    ("first", "then", "value"),
    [
        ("14 जुलाई 2023 को यान उड़ा।", "उसी दिन संदेश आया।", "2023-07-14"),
        ("14 जुलाई 2023 को यान उड़ा।", "अगले दिन संदेश आया।", "2023-07-15"),
        ("14 जुलाई 2023 को यान उड़ा।", "दो दिन बाद संदेश आया।", "2023-07-16"),
        ("14 जुलाई 2023 को यान उड़ा।", "उसी महीने दूसरा गया।", "2023-07"),
        ("14 जुलाई 2023 को यान उड़ा।", "उसी शाम संदेश आया।", "2023-07-14TEV"),
        ("1969 में अपोलो गया।", "उसी साल वह उतरा।", "1969"),
        ("यान 2 मार्च 2026 को उड़ेगा।", "पांच दिन बाद वह लौटेगा।", "2026-03-07"),
        ("यान ने उड़ान भरी।", "दो दिन बाद संदेश आया।", "P2D"),
    ],
)
def test_what_points_back(first: str, then: str, value: str) -> None:
    assert times_in(f"{first} {then}")[-1].value == value


LAST, NEXT = "2024-06-08", "2024-06-15"  # Saturdays
VERBS = {
    LAST: ["भेजा गया", "भेजा गया है", "भेजा गया था", "उड़ा", "नहीं भेजा गया", "हुई बैठक में तय होगा", "उड़ान भर चुका है"],
    NEXT: [
        "भेजा जाएगा", "भेजा जा सकता है", "भेजा जाना है", "भेजने की योजना है", "उड़ेगा", "भेजा जा रहा है", "उड़ने वाला है",
        "उड़ने जा रहा है", "जाने वाला था पर टल गया था", "नहीं भेजा जाएगा", "भेजने का फैसला हुआ है", "चलते हुए पहुंचेगा",
        "भेजा जाने वाला है", "जाए", "भेजना चाहिए",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("verb", "value"), [(v, day) for day, verbs in VERBS.items() for v in verbs])
def test_a_verb_of_several_words(verb: str, value: str) -> None:
    assert the(f"यान शनिवार को {verb}।").value == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("नई दिल्ली, 14 जुलाई 2023 (पीटीआई)। यान उड़ा।", date(2023, 7, 14)),
        ("बीजिंग, १३ जून २०२४: यान उड़ा।", date(2024, 6, 13)),
        ("श्रीहरिकोटा, 14 जुलाई (भाषा)। यान उड़ा।", None),
        ("नई दिल्ली, एजेंसी। यान 14 जुलाई 2023 को उड़ा।", None),
    ],
)
def test_the_dateline(text: str, found: date | None) -> None:
    (published,) = DatelineStage(HI).annotate([Document("d", text, lang="hi")])
    assert published.date == found


def test_the_stage_gives_places_of_the_text_as_it_came() -> None:
    text = "फ़रवरी में बैठक हुई। ज़मीन पर 2 दिसम्बर 2023 को यान उतरा।"
    document = Document("d", text, published=PUBLISHED, lang="hi")
    (times,) = TimeStage(HI).annotate([document])
    assert [t.of(text) for t in times] == ["फ़रवरी", "2 दिसम्बर 2023"]


KNOWN = {
    "diwali": [
        "2015-11-11",
        "2016-10-30",
        "2017-10-19",
        "2018-11-07",
        "2019-10-27",
        "2020-11-14",
        "2021-11-04",
        "2022-10-24",
        "2023-11-12",
        "2024-10-31",
        "2025-10-20",
    ],
    "holi": [
        "2019-03-21",
        "2020-03-10",
        "2021-03-29",
        "2022-03-18",
        "2023-03-08",
        "2024-03-25",
        "2025-03-14",
    ],
    "dussehra": [
        "2018-10-19",
        "2019-10-08",
        "2020-10-25",
        "2021-10-15",
        "2022-10-05",
        "2023-10-24",
        "2024-10-12",
    ],
    "raksha_bandhan": ["2019-08-15", "2020-08-03", "2021-08-22", "2024-08-19", "2025-08-09"],
    "chhath": [
        "2019-11-02",
        "2020-11-20",
        "2021-11-10",
        "2022-10-30",
        "2023-11-19",
        "2024-11-07",
        "2025-10-27",
    ],
    "karva_chauth": ["2022-10-13", "2023-11-01", "2024-10-20", "2025-10-10"],
    "bhai_dooj": ["2022-10-26", "2023-11-15", "2024-11-03", "2025-10-23"],
    "janmashtami": [
        "2018-09-03",
        "2019-08-24",
        "2020-08-12",
        "2021-08-30",
        "2023-09-07",
        "2024-08-26",
        "2025-08-16",
    ],
    "sankranti": ["2023-01-15", "2024-01-15", "2025-01-14"],
    "shivaratri": ["2022-03-01", "2023-02-18", "2024-03-08", "2025-02-26"],
    "space_day": ["2024-08-23"],
    "gandhi_jayanti": ["2024-10-02"],
}


@pytest.mark.parametrize(("name", "day"), [(n, d) for n, ds in KNOWN.items() for d in ds])
def test_festivals_fall_on_the_days_they_were_kept(name: str, day: str) -> None:
    assert Festivals(HI).in_year(name, int(day[:4])) == day


def test_the_committed_table_is_what_the_almanac_makes() -> None:
    lines = list(almanac.table(HI))
    made = [tuple(line.split("\t")) for line in lines[2:]]
    assert made == [(r["id"], r["year"], r["value"]) for r in HI.rows("times/festival_days")]


def test_every_named_festival_has_days_but_those_that_hang_on_a_moon_to_come() -> None:
    festivals = Festivals(HI)
    named = {r["value"] for r in HI.rows("times/festivals")}
    assert {n for n in named if festivals.in_year(n, 2024) is None} == set()
    assert {n for n in named if festivals.in_year(n, 2040) is None} == {"eid", "bakrid", "muharram"}


@given(
    st.text(
        st.sampled_from("कल आज को से तक में के 0123456789।.,-/:() जुलाई साढ़े बजे\u093c\u0901\u200d\u0958\u095b\n"),
        max_size=60,
    )
)
def test_any_text_gives_times_in_order_and_inside(text: str) -> None:
    times = times_in(text)
    assert all(0 <= t.start < t.end <= len(text) for t in times)
    assert all(a.end <= b.start for a, b in pairwise(times))


@given(st.lists(st.sampled_from([c.text for c in CASES]), min_size=1, max_size=4))
def test_without_a_publication_date_nothing_relative_is_resolved(sentences: list[str]) -> None:
    for timex in times_in(" ".join(sentences), None):
        assert timex.basis != "relative" or timex.earliest is None
