"""Lists that share a verb: which dates are of one list, and what goes with each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.engines.names import event_model
from ghatana.languages import load
from ghatana.stages.events import EventStage
from ghatana.stages.events.lists import Stretch, shares
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.series import series
from ghatana.stages.events.together import Filler
from ghatana.stages.events.triggers import Candidate, mark
from stages.events.event_tags import STAGE, parse

STAGES = {
    "te": STAGE,
    "en": EventStage(load("en"), model=event_model("onnx")),
    "hi": EventStage(load("hi"), model=event_model("onnx")),
}


def rows(lang: str, tagged: str, role: str, published: str = "2024-06-13") -> list[tuple[str, list[str]]]:
    """Of each event its date and the words that fill a role."""
    document = parse(tagged, published)
    found = STAGES[lang].annotate([document])[0]
    return [
        (e.date.edtf if e.date else "", [a.of(document.text) for a in e.arguments if a.role == role])
        for e in found
    ]


LISTS = {
    "item, then date": (
        "te", "payload",
        "[SPACECRAFT|Chang'e 7:చాంగే-7] [t|2026:2026లో], [SPACECRAFT|Chang'e 8:చాంగే-8] [t|2028:2028లో] నింగిలోకి వెళ్తాయి.",
        [("2026", ["చాంగే-7"]), ("2028", ["చాంగే-8"])],
    ),
    "date, then item": (
        "te", "payload",
        "[t|2026:2026లో] [SPACECRAFT|Chang'e 7:చాంగే-7], [t|2028:2028లో] [SPACECRAFT|Chang'e 8:చాంగే-8] నింగిలోకి వెళ్తాయి.",
        [("2026", ["చాంగే-7"]), ("2028", ["చాంగే-8"])],
    ),
    "three parties": (
        "te", "party",
        "[t|2023:2023లో] [LOC|Venezuela:వెనెజువెలా], [t|2023-10-03:2023 అక్టోబర్ 3న] [LOC|Azerbaijan:అజర్‌బైజాన్], "
        "[t|2024-04-05:ఈ ఏడాది ఏప్రిల్ 5న] [LOC|Thailand:థాయ్‌లాండ్] [PROGRAM|ILRS:ఐఎల్ఆర్ఎస్]లో చేరాయి.",
        [("2023", ["వెనెజువెలా"]), ("2023-10-03", ["అజర్‌బైజాన్"]), ("2024-04-05", ["థాయ్‌లాండ్"])],
    ),
    "who acts before the date, what after it": (
        "te", "operator",
        "[LOC|China:చైనా] [t|2024-05-03:మే 3న] [SPACECRAFT|Chang'e 6:చాంగే-6ను], [ORG|ISRO:ఇస్రో] [t|2023-07-14:జూలై 14న] "
        "[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] ప్రయోగించాయి.",
        [("2024-05-03", ["చైనా"]), ("2023-07-14", ["ఇస్రో"])],
    ),
    "phases of a programme that is named once": (
        "te", "phase",
        "[t|../2035:2035 నాటికి] [PROGRAM|ILRS:ఐఎల్‌ఆర్‌ఎస్] మొదటి దశ, [t|../2045:2045 నాటికి] రెండో దశ పూర్తవుతాయి.",
        [("../2035", ["మొదటి దశ"]), ("../2045", ["రెండో దశ"])],
    ),
    "the programme of both": (
        "te", "program",
        "[t|../2035:2035 నాటికి] [PROGRAM|ILRS:ఐఎల్‌ఆర్‌ఎస్] మొదటి దశ, [t|../2045:2045 నాటికి] రెండో దశ పూర్తవుతాయి.",
        [("../2035", ["ఐఎల్‌ఆర్‌ఎస్"]), ("../2045", ["ఐఎల్‌ఆర్‌ఎస్"])],
    ),
    "a module, then the whole station": (
        "te", "milestone",
        "[t|2028:2028లో] తొలి మాడ్యూల్‌ను, [t|../2035:2035 నాటికి] పూర్తి స్టేషన్‌ను నిర్మిస్తామని [ORG|ISRO:ఇస్రో] తెలిపింది. ¶ "
        "[PROGRAM|Bharatiya Antariksh Station:భారతీయ అంతరిక్ష స్టేషన్‌] ఇది.",
        [("2028", ["తొలి మాడ్యూల్‌ను"]), ("../2035", [])],
    ),
    "dates alone": (
        "te", "payload",
        "[SPACECRAFT|Axiom Mission 4:యాక్సియం-4] ప్రయోగం తొలుత [t|2024-06-08:జూన్ 8కి], తర్వాత [t|2024-06-10:జూన్ 10కి] "
        "వాయిదా పడింది.",
        [("2024-06-08", ["యాక్సియం-4"]), ("2024-06-10", ["యాక్సియం-4"])],
    ),
    "an item with a participle": (
        "te", "payload",
        "[SPACECRAFT|Chandrayaan-4:చంద్రయాన్-4]ను [t|2028:2028లో], [ORG|JAXA:జాక్సా]తో కలిసి చేపట్టే [SPACECRAFT|LUPEX:లూపెక్స్]ను "
        "[t|2029:2029లో] ప్రయోగిస్తామని [ORG|ISRO:ఇస్రో] తెలిపింది.",
        [("2028", ["చంద్రయాన్-4"]), ("2029", ["లూపెక్స్"])],
    ),
    "who spoke, and when, is no item": (
        "te", "payload",
        "[t|2024-06-07:శుక్రవారం] [ORG|ISRO:ఇస్రో] ఛైర్మన్, [t|2028:2028లో] [SPACECRAFT|Chandrayaan-4:చంద్రయాన్-4]ను "
        "ప్రయోగిస్తామని చెప్పారు.",
        [("2028", ["చంద్రయాన్-4"])],
    ),
    "after the verb": (
        "en", "payload",
        "[SPACECRAFT|Chang'e 7:Chang'e-7] will be launched in [t|2026:2026] and [SPACECRAFT|Chang'e 8:Chang'e-8] in "
        "[t|2028:2028], [PER|Ge Ping:Ge Ping] told [ORG|CCTV:CCTV].",
        [("2026", ["Chang'e-7"]), ("2028", ["Chang'e-8"])],
    ),
    "dates alone, after the verb": (
        "en", "payload",
        "The mission of [SPACECRAFT|Axiom Mission 4:Axiom-4] was put off to [t|2024-06-08:June 8], then to "
        "[t|2024-06-10:June 10] and again to [t|2024-06-11:June 11] as engineers chased a leak.",
        [("2024-06-08", ["Axiom-4"]), ("2024-06-10", ["Axiom-4"]), ("2024-06-11", ["Axiom-4"])],
    ),
    "one each": (
        "en", "payload",
        "[SPACECRAFT|Alsat-3A:Alsat-3A] and [SPACECRAFT|Alsat-3B:Alsat-3B] were launched in [t|2022:2022] and "
        "[t|2023:2023] respectively.",
        [("2022", ["Alsat-3A"]), ("2023", ["Alsat-3B"])],
    ),
    "an item described by a participle": (
        "en", "phase",
        "The basic model of the [PROGRAM|ILRS:ILRS] will be built by [t|../2035:2035] and an expanded model by "
        "[t|../2050:2050].",
        [("../2035", ["basic model"]), ("../2050", ["expanded model"])],
    ),
    "Hindi": (
        "hi", "payload",
        "[ORG|ISRO:इसरो] [t|2025-03-12:12 मार्च] को [SPACECRAFT|Oceansat-4:ओशनसैट-4] और [t|2025-03-28:28 मार्च] को "
        "[SPACECRAFT|GSAT-32:जीसैट-32] प्रक्षेपित करेगा।",
        [("2025-03-12", ["ओशनसैट-4"]), ("2025-03-28", ["जीसैट-32"])],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_each_date_has_its_own(name: str) -> None:
    lang, role, tagged, expected = LISTS[name]
    assert rows(lang, tagged, role) == expected


def test_what_is_told_once_is_shared() -> None:
    tagged = LISTS["Hindi"][2]
    assert [who for _, who in rows("hi", tagged, "operator")] == [["इसरो"], ["इसरो"]]
    assert [who for _, who in rows("en", LISTS["after the verb"][2], "source")] == [["Ge Ping", "CCTV"]] * 2


def place(lang: str, tagged: str) -> tuple[Reading, Candidate]:
    """A sentence and its first launch."""
    reading, found = mark(read(parse(tagged), STAGES[lang]._lexicon))
    return reading, next(c for c in found if c.row.type == "launch")


def listed(lang: str, tagged: str, best: int) -> list[str]:
    """The words of the times in one list with a time."""
    reading, candidate = place(lang, tagged)
    times = reading.document.timexes
    return [times[n].of(reading.document.text) for n in series(reading, candidate, best, reading.spans)]


NO_LISTS = {
    "another verb between": (
        "[t|2023:2023లో] ప్రయోగించిన [SPACECRAFT|A:చంద్రయాన్-3], [t|2028:2028లో] [SPACECRAFT|B:చంద్రయాన్-4] వెళ్తాయి."
    ),
    "no comma": "[t|2024-06:ఈ నెల] [t|2024-06-12:12న] [SPACECRAFT|B:చంద్రయాన్-4]ను ప్రయోగించారు.",
    "other kinds of things": (
        "[t|2024-06-07:శుక్రవారం] [ORG|ISRO:ఇస్రో] అధిపతి, [t|2028:2028లో] [SPACECRAFT|B:చంద్రయాన్-4]ను "
        "ప్రయోగిస్తామన్నారు."
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list(name: str) -> None:
    last = parse(NO_LISTS[name]).timexes[-1].of(parse(NO_LISTS[name]).text)
    assert listed("te", NO_LISTS[name], len(parse(NO_LISTS[name]).timexes) - 1) == [last]


def test_a_time_that_opens_the_next_clause_is_of_that() -> None:
    tagged = (
        "[ORG|ISRO:ISRO] will launch [SPACECRAFT|A:Chandrayaan-4] in [t|2028:2028], and in [t|2029:2029] the crew "
        "will land."
    )
    assert listed("en", tagged, 0) == ["2028"]


def test_times_on_the_other_side_of_the_verb_are_not_listed() -> None:
    tagged = "In [t|2028:2028], [SPACECRAFT|A:Chang'e-8] was launched, in [t|2029:2029]."
    assert listed("en", tagged, 0) == ["2028"]


def mention(first: int, label: str = "SPACECRAFT", sentence: int = 0) -> Mention:
    """A mention of one word."""
    return Mention(
        first * 10, first * 10 + 5, first, first, sentence, label, "", "nom", "", "", f"m{first}", None, f"m{first}"
    )  # fmt: skip


@given(st.sets(st.integers(0, 30), min_size=2, max_size=6), st.integers(0, 30), st.booleans())
def test_every_mention_has_one_owner(words: set[int], at: int, trailing: bool) -> None:
    times = [(word, word) for word in sorted(words)]
    owner = Stretch(times, 0, 40).owner(mention(at), trailing=trailing)
    assert 0 <= owner < len(times)
    if trailing and times[0][0] < at:
        assert times[owner][0] < at
    if not trailing and at < times[-1][0]:
        assert times[owner][0] > at


@given(
    st.lists(st.sampled_from(["payload", "vehicle", "operator", "site", "source"]), max_size=6),
    st.integers(0, 3),
)
def test_no_filler_is_lost_or_made(roles: list[str], dates: int) -> None:
    reading, candidate = place(
        "te", "[t|2026:2026లో] [SPACECRAFT|A:చాంగే-7], [t|2027:2027లో], [t|2028:2028లో] నింగిలోకి వెళ్తాయి."
    )
    found = [Filler(role, mention(n % 4), 0.5) for n, role in enumerate(roles)]
    times = [reading.spans[n] for n in range(dates)]
    each = shares(reading, candidate, found, [], times)
    assert len(each) == max(1, dates)
    assert {id(f) for row in each for f in row} == {id(f) for f in found}


def test_an_only_date_has_everything() -> None:
    reading, candidate = place("te", "[t|2026:2026లో] [SPACECRAFT|A:చాంగే-7] నింగిలోకి వెళ్తుంది.")
    found = [Filler("payload", mention(1), 0.9)]
    assert shares(reading, candidate, found, [], [reading.spans[0]]) == [found]


def test_an_item_that_was_not_sure_enough_alone_is_lent_the_surety_of_the_list() -> None:
    reading, candidate = place("te", LISTS["item, then date"][2])
    first, second = (m for m in reading.mentions if m.label == "SPACECRAFT")
    found, rest = [Filler("payload", second, 0.9)], [Filler("payload", first, 0.2)]
    each = shares(reading, candidate, found, rest, [reading.spans[n] for n in (0, 1)])
    assert [[(f.mention, f.chance) for f in row] for row in each] == [[(first, 0.9)], [(second, 0.9)]]
