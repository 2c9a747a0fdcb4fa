"""What is asked of a model about a document: every trigger, what may fill its roles, what may date it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.annotations import EVENT_TYPES, ROLES
from ghatana.languages import load as load_language
from ghatana.stages.events import role_facts
from ghatana.stages.events.dates import REACH
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.model import FAMILIES, FAMILY_ROLES, SUBTYPES, Questions
from ghatana.stages.events.questions import TIMES_WINDOW, WINDOW, ask
from ghatana.stages.events.reading import Reading, read
from ghatana.stages.events.referents import referents
from ghatana.stages.events.triggers import Candidate, mark, numbered, open_candidates
from stages.events.event_tags import parse

LEXICON = load(load_language("te"))
LAUNCH = (
    "[ORG|ISRO:ఇస్రో] [t|2023-07-14:శుక్రవారం] [SITE|Sriharikota:శ్రీహరికోట] నుంచి "
    "[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] ప్రయోగించింది."
)
RAIN = "వాన పడింది."


def asked(tagged: str, related: bool = True) -> tuple[Reading, list[Candidate], Questions]:
    reading, found = mark(read(parse(tagged), LEXICON))
    return reading, found, ask(reading, found, related)


def places(tagged: str) -> dict[str, str]:
    """The place of each mention and time about the first trigger, by surface."""
    reading, _, questions = asked(tagged)
    text = reading.document.text
    return {
        **{reading.mentions[n].of(text): place for n, place in questions.near[0]},
        **{reading.document.timexes[n].of(text): place for n, place in questions.dated[0]},
    }


def test_a_trigger_is_asked_about_with_its_family_and_sense() -> None:
    reading, found, questions = asked(LAUNCH)
    (trigger,) = questions.triggers
    assert reading.document.text[trigger.start : trigger.end] == "ప్రయోగించింది"
    assert trigger.facts == ("launch", "launch.launch")
    assert len(found) == 1


def test_mentions_and_times_are_asked_about_with_what_is_known_of_them() -> None:
    reading, _, questions = asked(LAUNCH)
    text = reading.document.text
    assert [(text[m.start : m.end], m.facts) for m in questions.mentions] == [
        ("ఇస్రో", ("agency", "nom")),
        ("శ్రీహరికోట", ("SITE", "abl")),
        ("చంద్రయాన్-3ను", ("SPACECRAFT", "acc")),
    ]
    assert [(text[t.start : t.end], t.facts) for t in questions.times] == [("శుక్రవారం", ("DATE.10",))]


@pytest.mark.parametrize(
    ("edtf", "fact"),
    [("2028", "DATE.4"), ("2028-03", "DATE.7"), ("2028-03-01", "DATE.10"), ("2023-07-14T14:35", "TIME.10")],
)
def test_a_times_fact_is_its_type_and_precision(edtf: str, fact: str) -> None:
    _, _, questions = asked(f"[ORG|ISRO:ఇస్రో] [t|{edtf}:అప్పుడు] రాకెట్‌ను ప్రయోగించింది.")
    assert questions.times[0].facts == (fact,)


def test_a_place_says_side_clauses_and_words_between() -> None:
    assert places(LAUNCH) == {
        "ఇస్రో": "b0.4",
        "శుక్రవారం": "b0.4",
        "శ్రీహరికోట": "b0.2",
        "చంద్రయాన్-3ను": "b0.0",
    }


def test_a_place_in_another_sentence_has_no_distance() -> None:
    found = places(f"[ORG|NASA:నాసా] చూసింది. ¶ {LAUNCH} ¶ [LOC|India:భారత్] మెచ్చుకుంది.")
    assert (found["నాసా"], found["భారత్"]) == ("s-1", "s1")


def test_what_a_trigger_holds_is_inside_it() -> None:
    found = places("[LOC|India:భారత్], [LOC|Japan:జపాన్] అవగాహన ఒప్పందంపై సంతకం చేశాయి.")
    assert set(found) >= {"భారత్", "జపాన్"}
    assert all(place[:1] in "bai" for place in found.values())


def test_without_what_could_be_related_only_triggers_are_asked_about() -> None:
    reading, found, questions = asked(LAUNCH, related=False)
    assert questions == Questions(ask(reading, found).triggers, (), (), ((),), ((),))


def test_nothing_is_asked_where_there_is_nothing() -> None:
    assert asked(RAIN)[2].triggers == ()
    assert asked("")[2] == Questions((), (), (), (), ())


@pytest.mark.parametrize(("away", "near"), [(WINDOW, True), (WINDOW + 1, False)])
def test_a_mention_far_away_is_not_near(away: int, near: bool) -> None:
    between = " ¶ ".join([RAIN] * (away - 1))
    reading, found, questions = asked(f"[ORG|NASA:నాసా] చూసింది. ¶ {between} ¶ {LAUNCH}")
    number = next(c.number for c in found if c.row.type == "launch")
    nasa = next(n for n, m in enumerate(reading.mentions) if m.canonical == "NASA")
    assert (nasa in dict(questions.near[number])) is near


@pytest.mark.parametrize(("away", "near"), [(TIMES_WINDOW, True), (TIMES_WINDOW + 1, False)])
def test_a_time_of_another_paragraph_is_not_asked_about(away: int, near: bool) -> None:
    between = " ¶ ".join([RAIN] * (away - 1))
    sentences = [f"[t|2024-06-01:జూన్ 1న] {RAIN}", *([between] if between else []), LAUNCH]
    _, _, questions = asked(" ¶ ".join(sentences))
    assert (0 in dict(questions.dated[0])) is near


def test_all_that_the_rules_weigh_is_asked_about() -> None:
    """A thing that may fill a role, and a time that may date an event, has an answer."""
    assert WINDOW == role_facts.WINDOW
    assert TIMES_WINDOW == REACH
    reading, found, questions = asked(
        f"{RAIN} ¶ {LAUNCH} ¶ [LAUNCHER|LVM3:ఎల్‌వీఎం3] రాకెట్‌ను [t|2028:2028లో] పంపుతారు."
    )
    for candidate in found:
        near = dict(questions.near[candidate.number])
        for thing in referents(reading, candidate):
            assert all(reading.numbers[m] in near for m in thing.mentions)


def test_the_terms_are_the_schemes() -> None:
    assert tuple(EVENT_TYPES) == FAMILIES
    assert {s.partition(".")[0] for s in SUBTYPES} == set(FAMILIES)
    assert sum(map(len, ROLES.values())) == len(FAMILY_ROLES) == len(set(FAMILY_ROLES))


PARTS = st.sampled_from(
    [
        LAUNCH,
        RAIN,
        "[LOC|India:భారత్] [ORG|NASA:నాసాతో] ఒప్పందంపై [t|2024-06:జూన్‌లో] సంతకం చేసింది.",
        "రెండో దశ పూర్తయింది.",
        "",
    ]
)


@given(st.lists(PARTS, max_size=6))
def test_questions_are_sound(parts: list[str]) -> None:
    reading, found = mark(read(parse(" ¶ ".join(parts)), LEXICON))
    every = numbered([*found, *open_candidates(reading, found)])
    questions = ask(reading, every)
    text = reading.document.text
    assert len(questions.triggers) == len(questions.near) == len(questions.dated) == len(every)
    for candidate, trigger in zip(every, questions.triggers, strict=True):
        assert trigger.facts[0] in FAMILIES
        assert trigger.facts[1].startswith(trigger.facts[0] + ".")
        assert trigger.start == reading.words[candidate.first].start
    for span in (*questions.triggers, *questions.mentions, *questions.times):
        assert 0 <= span.start < span.end <= len(text)
    for row in questions.near:
        assert [n for n, _ in row] == sorted({n for n, _ in row})
        assert all(0 <= n < len(questions.mentions) for n, _ in row)
    for row in questions.dated:
        assert len({n for n, _ in row}) == len(row)
        assert all(0 <= n < len(questions.times) for n, _ in row)


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_a_subset_of_triggers_is_asked_the_same(parts: list[str]) -> None:
    """What is asked about one trigger does not depend on the others that are asked about."""
    reading, found = mark(read(parse(" ¶ ".join(parts)), LEXICON))
    whole = ask(reading, found)
    for number, candidate in enumerate(found):
        alone = ask(reading, [candidate])
        assert (alone.triggers[0], alone.near[0], alone.dated[0]) == (
            whole.triggers[number],
            whole.near[number],
            whole.dated[number],
        )
