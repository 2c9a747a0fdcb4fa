"""Verbs that no table lists: triggers where a model says so, and nothing at all without one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.annotations import EVENT_TYPES
from ghatana.document import Document, Event
from ghatana.languages import load as load_language
from ghatana.stages.events import EventStage
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.model import FAMILIES, Answers, Questions
from ghatana.stages.events.reading import read
from ghatana.stages.events.stage import WORTH_A_LOOK, consult
from ghatana.stages.events.triggers import OPEN, mark, numbered, open_candidates, open_rows
from stages.events.event_models import FakeModel, NoNames, Weights, even, weighed
from stages.events.event_tags import RULES, parse

LEXICON = load(load_language("te"))
# "tore through the sky" and "shook off": no row has these verbs.
TORE, WEPT = "చీల్చివేసింది", "ఏడ్చారు"
SENTENCE = (
    "[ORG|ISRO:ఇస్రో] [t|2023-07-14:శుక్రవారం] [SITE|Sriharikota:శ్రీహరికోట] నుంచి "
    "[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] {}."
)
NEW, KNOWN = SENTENCE.format(TORE), SENTENCE.format("ప్రయోగించింది")
YES = frozenset({(TORE, "launch")})
# The model alone decides; everything that it leaves open is left out.
TRUSTING: Weights = {"event": {"yes": {"M=6": 4.0, "M=-6": -4.0}}}


def found(tagged: str, model: FakeModel | None, weights: Weights = TRUSTING) -> tuple[Event, ...]:
    stage = EventStage(load_language("te"), model=model)
    with weighed(stage, weights):
        document = parse(tagged)
        events = stage.annotate([document])[0]
    document.with_layer("events", events)
    return events


def test_a_verb_that_the_model_knows_is_an_event() -> None:
    (event,) = found(NEW, FakeModel(YES))
    assert (event.type, event.subtype, event.status) == ("launch", "liftoff", "completed")
    assert event.of(parse(NEW).text) == TORE
    assert event.extractor == f"model:{OPEN}.launch"


def test_without_a_model_nothing_changes() -> None:
    assert RULES.annotate([parse(NEW)]) == [()]
    reading, marked = mark(read(parse(NEW), LEXICON))
    assert consult(reading, marked, None) == (reading, marked)
    assert EventStage(load_language("te")).annotate([parse(KNOWN)]) == RULES.annotate([parse(KNOWN)])
    assert RULES.annotate([parse(KNOWN)])[0][0].extractor == "rules:l.launch"


@pytest.mark.parametrize("verb", ["ప్రచురించింది", "ప్రచురితమైందని", "ప్రచురించాయి"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_verb_of_publishing_announces_nothing(verb: str, family: str) -> None:
    assert found(SENTENCE.format(verb), FakeModel(frozenset({(verb, family)}))) == ()


def test_a_model_that_says_no_adds_no_trigger() -> None:
    assert found(NEW, FakeModel()) == ()
    model = FakeModel()
    reading, triggers = consult(*mark(read(parse(NEW), LEXICON)), model)
    assert triggers == []
    assert reading.answers is None
    assert len(model.asked) == 1  # about the verbs; with no trigger there is nothing else to ask


def test_a_model_may_take_a_known_trigger_for_nothing() -> None:
    assert found(KNOWN, FakeModel()) == ()
    (event,) = found(KNOWN, FakeModel(frozenset({("ప్రయోగించింది", "launch")})))
    assert event.extractor == "model:l.launch"


@pytest.mark.parametrize("family", FAMILIES)
def test_one_verb_may_be_of_any_family(family: str) -> None:
    (event,) = found(NEW, FakeModel(frozenset({(TORE, family)})))
    assert (event.type, event.subtype) == (family, EVENT_TYPES[family][0])


def test_the_verbs_are_asked_about_first_and_alone() -> None:
    model = FakeModel(YES)
    consult(*mark(read(parse(f"{NEW} ¶ {KNOWN}"), LEXICON)), model)
    verbs, everything = model.asked
    assert all(asked.facts[1] == f"{asked.facts[0]}.{OPEN}" for asked in verbs.triggers)
    assert (verbs.mentions, verbs.times) == ((), ())
    assert [asked.facts[1] for asked in everything.triggers] == ["launch.open", "launch.launch"]
    assert everything.mentions
    assert everything.times


def test_a_word_that_a_family_has_taken_is_open_to_the_others_alone() -> None:
    reading, marked = mark(read(parse(KNOWN), LEXICON))
    verbs = [c for c in open_candidates(reading, marked) if reading.words[c.first].key == "ప్రయోగించింది"]
    assert {c.row.type for c in verbs} == set(FAMILIES) - {"launch"}


def test_names_times_and_nouns_are_no_verbs() -> None:
    reading, marked = mark(read(parse("[ORG|:వచ్చింది] [t|2024:వచ్చింది] రాకెట్ ఆకాశం."), LEXICON))
    assert open_candidates(reading, marked) == []


def test_candidates_are_numbered_in_text_order() -> None:
    model = FakeModel(frozenset({(TORE, "launch"), (WEPT, "agreement"), (WEPT, "launch")}))
    text = f"{NEW} ¶ {KNOWN} ¶ [ORG|ISRO:ఇస్రో] [ORG|NASA:నాసా] {WEPT}."
    reading, triggers = consult(*mark(read(parse(text), LEXICON)), model)
    assert [c.number for c in triggers] == list(range(len(triggers)))
    assert [(c.first, c.last, c.row.id) for c in triggers] == sorted(
        (c.first, c.last, c.row.id) for c in triggers
    )
    assert {f"{OPEN}.launch", f"{OPEN}.agreement", "l.launch"} == {c.row.id for c in triggers}
    assert reading.answers is not None
    assert len(reading.answers.events) == len(triggers)


def test_a_trigger_that_the_model_adds_counts_as_a_rival() -> None:
    plain, _ = mark(read(parse(f"{NEW} ¶ {KNOWN}"), LEXICON))
    with_model, _ = consult(*mark(read(parse(f"{NEW} ¶ {KNOWN}"), LEXICON)), FakeModel(YES))
    end = len(plain.words) - 1
    assert (plain.rivals("launch", 0, end), with_model.rivals("launch", 0, end)) == (0, 1)


class Wavering(NoNames):
    """Gives every verb one chance."""

    def __init__(self, chance: float) -> None:
        self.chance = chance

    def answers(self, document: Document, questions: Questions) -> Answers:
        return even(questions, lambda _: self.chance)


@pytest.mark.parametrize(("chance", "count"), [(WORTH_A_LOOK, 3), (WORTH_A_LOOK - 0.01, 0)])
def test_a_verb_is_weighed_from_a_chance_on(chance: float, count: int) -> None:
    _, triggers = consult(*mark(read(parse(f"[ORG|ISRO:ఇస్రో] {TORE}."), LEXICON)), Wavering(chance))
    assert len(triggers) == count


def test_rules_outvote_a_model_on_what_it_adds() -> None:
    assert found(NEW, FakeModel(YES), {"event": {"yes": {"bias": -9.0, "M=6": 4.0}}}) == ()


def test_no_word_of_space_no_event_whatever_the_model_says() -> None:
    """A model cannot make space news of a document that names nothing of the domain."""
    model = FakeModel(frozenset({(WEPT, family) for family in FAMILIES}))
    assert found(f"[LOC|India:భారత్‌లో] అందరూ {WEPT}.", model) == ()


def test_each_family_has_a_row_for_verbs_without_one() -> None:
    rows = open_rows()
    assert [row.type for row in rows] == list(FAMILIES)
    assert all(row.kind == row.sense == OPEN and not row.status and not row.own for row in rows)
    assert all(row.subtype in EVENT_TYPES[row.type] for row in rows)
    shipped = {row["id"] for row in load_language("te").rows("events/triggers")}
    assert not shipped & {row.id for row in rows}


WORDS = st.sampled_from(["ఇస్రో", "రాకెట్‌ను", "ప్రయోగించింది", TORE, WEPT, "సంతకం", "చేశాయి", "దశ", "పూర్తవుతుంది", "2028లో"])
PAIRS = st.frozensets(st.tuples(st.sampled_from([TORE, WEPT, "చేశాయి", "ప్రయోగించింది"]), st.sampled_from(FAMILIES)))


@given(st.lists(st.lists(WORDS, min_size=1, max_size=8), max_size=4), PAIRS)
def test_any_words_and_any_opinions_give_a_sound_layer(
    sentences: list[list[str]], yes: frozenset[tuple[str, str]]
) -> None:
    tagged = " ¶ ".join(" ".join(words) for words in sentences)
    assert found(tagged, FakeModel(yes)) == found(tagged, FakeModel(yes))
    reading, marked = mark(read(parse(tagged), LEXICON))
    _, triggers = consult(reading, marked, FakeModel(yes))
    assert triggers == numbered(triggers)
    assert len({(c.first, c.last, c.row.id) for c in triggers}) == len(triggers)


def test_what_a_model_says_of_one_document_is_not_used_for_another() -> None:
    stage = EventStage(load_language("te"), model=FakeModel(YES))
    documents = [parse(NEW), parse(KNOWN), parse("వాన పడింది.")]
    with weighed(stage, TRUSTING):
        together = stage.annotate(documents)
        assert together == [stage.annotate([d])[0] for d in documents]
        assert stage.annotate(documents[::-1])[::-1] == together
