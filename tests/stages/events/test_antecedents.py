"""Common nouns that a model takes for names: what it is asked, and what becomes of its answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document, Span
from ghatana.engines.names import event_model
from ghatana.languages import load as load_language
from ghatana.stages.events import EventStage
from ghatana.stages.events.antecedents import (
    FAR,
    LEANING,
    MANY,
    PAIR_FACTS,
    STATION,
    TAKES_UP,
    choice,
    nouns,
    taken_up,
)
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.model import Answers, Noun, Questions
from ghatana.stages.events.phrases import FILLERS
from ghatana.stages.events.reading import Reading, StandsFor, read
from ghatana.stages.events.role_facts import FILLING
from ghatana.stages.events.roles import arguments
from ghatana.stages.events.together import Filler
from ghatana.stages.events.trace import trace
from ghatana.stages.events.triggers import mark
from stages.events.event_models import NoNames
from stages.events.event_tags import parse

LEXICON = load(load_language("te"))
WHOSE = 3  # the last facts of a pair: what it is of its owner, how that is said, and of which country
BAS = "[PROGRAM|Bharatiya Antariksh Station:భారతీయ అంతరిక్ష స్టేషన్‌]"
SHIPPED = event_model("onnx")
assert SHIPPED is not None
FIRM = (
    "[ORG|Skyroot Aerospace:స్కైరూట్‌ ఏరోస్పేస్‌] రాకెట్‌ను రూపొందిస్తోంది. ¶ వచ్చే ఏడాది ఆ సంస్థ [SPACECRAFT|EOS-08:ఈవోఎస్-08ను] "
    "ప్రయోగిస్తుంది."
)
TWO = (
    "[SPACECRAFT|EOS-08:ఈవోఎస్-08] శుక్రవారం, [SPACECRAFT|GSAT-20:జీశాట్-20] శనివారం వెళ్తాయి. ¶ "
    "[ORG|ISRO:ఇస్రో] ఈ ఉపగ్రహాన్ని ప్రయోగించనుంది."
)


def reading_of(tagged: str) -> Reading:
    return read(parse(tagged), LEXICON)


def asked(tagged: str) -> dict[str, Noun]:
    """What is asked of a text, by the noun's surface."""
    reading = reading_of(tagged)
    return {Span(noun.start, noun.end).of(reading.document.text): noun for noun in nouns(reading)}


@dataclass
class Resolving:
    """Takes every noun for the option with a name, or for none; otherwise says what the shipped model says."""

    name: str | None
    margin: float = 5.0
    asked: list[Noun] = field(default_factory=list)

    def answers(self, document: Document, questions: Questions) -> Answers:
        return SHIPPED.answers(document, questions)

    def antecedents(
        self, document: Document, mentions: Sequence[Span], nouns: Sequence[Noun]
    ) -> tuple[tuple[float, ...], ...]:
        self.asked += nouns
        return tuple(
            (
                -0.01 if self.name not in {o.name for o in noun.options} else -self.margin,
                *(-0.01 if o.name == self.name else -self.margin - 1 for o in noun.options),
            )
            for noun in nouns
        )


def stand(tagged: str, name: str | None) -> dict[str, StandsFor]:
    """What the nouns of a text stand for, by surface, when a model takes them for a name."""
    reading = taken_up(reading_of(tagged), Resolving(name))
    return {
        m.of(reading.document.text): reading.stand[m.start, m.end]
        for m in reading.mentions
        if (m.start, m.end) in reading.stand
    }


def test_a_noun_is_asked_about_with_the_names_of_its_kinds() -> None:
    found = asked(FIRM)
    assert [option.name for option in found["సంస్థ"].options] == ["Skyroot Aerospace"]
    assert found["సంస్థ"].facts == ("firm", "dem", "te", "False", "", "dem:ఆ", "te|సంస్థ", "firm|nom")


def test_every_mention_of_a_name_is_an_occasion() -> None:
    (noun,) = [
        n for n in nouns(reading_of(f"{TWO} ¶ [SPACECRAFT|EOS-08:ఈవోఎస్-08] చిన్నది.")) if "craft" in n.facts
    ]
    by_name = {option.name: option for option in noun.options}
    assert len(by_name["EOS-08"].mentions) == len(by_name["EOS-08"].facts) == 2
    assert len(by_name["GSAT-20"].mentions) == 1


def test_what_is_told_of_a_pair() -> None:
    (noun,) = [n for n in nouns(reading_of(TWO)) if "craft" in n.facts]
    by_name = {option.name: option.facts[0] for option in noun.options}
    kinds, sentence, words, *_, rank, names, times = by_name["GSAT-20"][:-WHOSE]
    assert (kinds, sentence, rank, names, times) == ("SPACECRAFT|craft", "1", "0", "2", "1")
    assert int(words) > 0
    assert by_name["EOS-08"][-WHOSE - 3 : -WHOSE] == ("1", "2", "1")
    assert by_name["EOS-08"][-WHOSE:] == ("", "", "")


def test_a_noun_may_have_a_name_that_no_mention_bears() -> None:
    tagged = f"{BAS} పెద్దది. ¶ తొలి మాడ్యూల్‌ను పంపుతారు. ¶ ఆ మాడ్యూల్‌ సిద్ధం."
    first, again = nouns(reading_of(tagged))
    (own,) = [option for option in first.options if option.implied]
    assert own.name == "BAS-1"
    assert own.facts[0][0] == "own|module"
    assert own.facts[0][-WHOSE:-1] == ("module 1", "module|")
    assert [(option.name, option.facts[0][0]) for option in again.options] == [("BAS-1", "again|module")]
    reading = reading_of(tagged)
    assert [reading.mentions[n].canonical for n in own.mentions] == ["Bharatiya Antariksh Station"]
    assert {len(facts) for option in first.options for facts in option.facts} == {PAIR_FACTS}


def test_what_is_only_implied_is_linked_without_a_mention() -> None:
    tagged = "[PROGRAM|Tiangong:తియాంగాంగ్] పెద్దది. ¶ కోర్ మాడ్యూల్‌ను పంపారు."
    found = stand(tagged, "Tianhe")["కోర్ మాడ్యూల్‌ను"]
    assert (found.canonical, found.kb_id, found.mention) == ("Tianhe", "tianhe", None)


def test_the_rules_choice_is_a_fact() -> None:
    """They take the name closest before."""
    (noun,) = [n for n in nouns(reading_of(TWO)) if "craft" in n.facts]
    by_rule = {option.name: option.facts[0][5:7] for option in noun.options}
    assert by_rule["EOS-08"] == ("False", "craft|False")
    assert by_rule["GSAT-20"] == ("True", "craft|True")
    assert noun.facts[3] == "True"


def test_a_name_that_the_rules_derived_is_an_option_of_its_own() -> None:
    tagged = "[SPACECRAFT|Chang'e 6:చాంగే-6] దిగింది. ¶ ఆరోహక భాగం చంద్రుడి నుంచి పైకి లేచింది."
    (noun,) = [n for n in nouns(reading_of(tagged)) if n.facts[0] == "ascender"]
    (own,) = [option for option in noun.options if not option.mentions]
    assert (own.name, own.facts[0][0]) == ("Chang'e 6 ascender", "rule|ascender")
    assert {len(facts) for option in noun.options for facts in option.facts} == {PAIR_FACTS}


@pytest.mark.parametrize(
    "tagged",
    [
        "[LOC|India:భారత్], [LOC|Japan:జపాన్] అవగాహన ఒప్పందంపై సంతకం చేశాయి.",  # named by its own words
        "ఉపగ్రహాన్ని ప్రయోగించింది.",  # no name at all
        "[LOC|India:భారత్] ఉపగ్రహాన్ని ప్రయోగించింది.",  # none of a kind that a satellite may be
        "",
    ],
)
def test_nothing_is_asked_where_nothing_can_be_taken_up(tagged: str) -> None:
    assert asked(tagged) == {}


def test_a_noun_takes_the_name_that_the_model_says() -> None:
    found = stand(FIRM, "Skyroot Aerospace")["సంస్థ"]
    assert found.mention is not None
    assert (found.canonical, found.kb_id) == ("Skyroot Aerospace", found.mention.kb_id)
    assert found.mention.label == "ORG"
    assert math.isclose(found.chance, math.exp(-0.01))


@pytest.mark.parametrize("name", ["GSAT-20", "EOS-08"])
def test_the_model_may_choose_another_than_the_rules(name: str) -> None:
    assert stand(TWO, name)["ఉపగ్రహాన్ని"].canonical == name


def test_the_model_may_say_that_a_noun_has_no_name() -> None:
    found = stand(TWO, None)["ఉపగ్రహాన్ని"]
    assert (found.canonical, found.kb_id, found.mention) == (None, None, None)


def test_a_derived_name_is_that_of_no_mention() -> None:
    tagged = "[SPACECRAFT|Chang'e 6:చాంగే-6] దిగింది. ¶ ఆరోహక భాగం చంద్రుడి నుంచి పైకి లేచింది."
    found = stand(tagged, "Chang'e 6 ascender")["ఆరోహక భాగం"]
    assert (found.canonical, found.mention) == ("Chang'e 6 ascender", None)


def test_a_model_without_an_opinion_leaves_nouns_to_the_rules() -> None:
    class Silent(NoNames):
        def answers(self, document: Document, questions: Questions) -> Answers:
            raise AssertionError("nobody asks")

    assert taken_up(reading_of(TWO), Silent()).stand == {}


@pytest.mark.parametrize(
    ("scores", "chosen"),
    [
        ((-0.1, -2.4), None),
        ((-2.4, -0.1), 0),
        ((-1.1, -1.1, -1.1), 0),  # equal: the first
        ((-0.9, -2.6, -1.8), 1),  # within the leaning
        ((-0.5, -0.5 - LEANING), None),
    ],
)
def test_the_likeliest_is_chosen_and_a_name_rather_than_none(
    scores: tuple[float, ...], chosen: int | None
) -> None:
    assert choice(scores) == chosen


@given(st.lists(st.floats(-20, 0), min_size=2, max_size=8))
def test_a_choice_is_an_option_and_no_less_likely_than_another(scores: list[float]) -> None:
    chosen = choice(scores)
    if chosen is None:
        assert max(scores[1:]) <= scores[0] - LEANING
    else:
        assert scores[chosen + 1] == max(scores[1:])


@given(st.integers(0, 6), st.integers(1, 5))
def test_facts_are_of_few_kinds(between: int, names: int) -> None:
    """However long a text is, its facts are words that training has seen."""
    rain = " ¶ ".join(["వాన పడింది."] * between)
    first = " ".join(f"[SPACECRAFT|GSAT-{n}:జీశాట్-{n}]" for n in range(names))
    tagged = f"{first} వెళ్తాయి. ¶ {rain + ' ¶ ' if rain else ''}ఆ ఉపగ్రహం బాగుంది."
    for noun in nouns(reading_of(tagged)):
        for option in noun.options:
            for _, sentence, words, *_, rank, count, times in (f[:-WHOSE] for f in option.facts):
                assert abs(int(sentence)) <= FAR
                assert 0 <= int(rank) <= MANY
                assert 1 <= int(count) <= MANY
                assert 1 <= int(times) <= MANY + 1
                assert words.lstrip("-").isdigit()


def test_the_kinds_are_those_of_nouns_and_names() -> None:
    assert TAKES_UP.keys() <= FILLERS
    fillers = set().union(*FILLING.values())
    assert set().union(*TAKES_UP.values()) <= fillers | {"PER", STATION}


def test_a_mission_is_no_station_that_was_named() -> None:
    named = "[PROGRAM|International Lunar Research Station:ఐఎల్ఆర్ఎస్] నిర్మాణం సాగుతోంది."
    tagged = f"{named} ¶ ఆ మిషన్ 2026లో వెళ్తుంది. ¶ ఆ కేంద్రం పెద్దది."
    names = {noun.facts[0]: [option.name for option in noun.options] for noun in nouns(reading_of(tagged))}
    assert names == {"station": ["International Lunar Research Station"]}


def payloads(tagged: str, name: str | None) -> list[tuple[str, str | None]]:
    """The payloads of a text's events by surface, when a model takes nouns for a name."""
    document = parse(tagged)
    events = EventStage(load_language("te"), model=Resolving(name)).annotate([document])[0]
    return [(a.of(document.text), a.canonical) for e in events for a in e.fillers("payload")]


SENT = (
    "[SPACECRAFT|EOS-08:ఈవోఎస్-08] చిన్నది. ¶ [SPACECRAFT|GSAT-20:జీశాట్-20] పెద్దది. ¶ "
    "[ORG|ISRO:ఇస్రో] ఈ ఉపగ్రహాన్ని శనివారం ప్రయోగించింది."
)


@pytest.mark.parametrize("name", ["EOS-08", "GSAT-20", None])
def test_an_argument_is_called_by_what_it_stands_for(name: str | None) -> None:
    assert name in [canonical for _, canonical in payloads(SENT, name)]


@pytest.mark.parametrize(("name", "kept"), [("EOS-08", ["ఈవోఎస్-08"]), ("GSAT-20", ["ఈవోఎస్-08", "ఉపగ్రహాన్ని"])])
def test_a_noun_is_no_second_argument_beside_the_name_that_it_stands_for(name: str, kept: list[str]) -> None:
    reading = taken_up(reading_of(SENT), Resolving(name))
    _, (candidate,) = mark(reading)
    surfaces = {m.of(reading.document.text): m for m in reading.mentions}
    both = [Filler("payload", surfaces[text], 0.9) for text in ("ఈవోఎస్-08", "ఉపగ్రహాన్ని")]
    assert [a.of(reading.document.text) for a in arguments(reading, candidate, both)] == kept
    assert ("ఉపగ్రహాన్ని", "GSAT-20") in payloads(SENT, "GSAT-20")


STATIONS = (
    "[SITE|Cape Canaveral:కేప్ కెనవెరల్] పాతది. ¶ [PROGRAM|Tiangong:టియాంగాంగ్] పెద్దది. ¶ "
    "అంతరిక్ష కేంద్రం నిర్మాణం 2026లో పూర్తవుతుంది."
)


@pytest.mark.parametrize(
    ("name", "role", "called"),
    [
        ("Tiangong", "program", "Tiangong"),
        ("Cape Canaveral", "program", None),
        ("Tiangong", "phase", None),
        ("Cape Canaveral", "location", "Cape Canaveral"),
        (None, "program", None),
    ],
)
def test_a_noun_is_not_called_by_what_could_not_fill_the_role(
    name: str | None, role: str, called: str | None
) -> None:
    reading = taken_up(reading_of(STATIONS), Resolving(name))
    candidate = next(c for c in mark(reading)[1] if c.row.type == "station_phase")
    noun = next(m for m in reading.mentions if (m.start, m.end) in reading.stand)
    (found,) = arguments(reading, candidate, [Filler(role, noun, 0.9)])
    assert found.canonical == called


def test_a_station_that_the_rules_know_is_no_launch_site() -> None:
    reading = reading_of("[LOC|China:చైనా] అంతరిక్ష కేంద్రం నుంచి [SPACECRAFT|Shenzhou-21:షెన్‌జౌ-21] 2026లో బయలుదేరింది.")
    candidate = next(c for c in mark(reading)[1] if c.row.type == "launch")
    noun = next(m for m in reading.mentions if m.start in reading.unnamed and m.label == "station")
    named = replace(noun, canonical="Tiangong", kb_id="tiangong")
    for role, called in (("site", None), ("destination", "Tiangong")):
        (found,) = arguments(reading, candidate, [Filler(role, named, 0.9)])
        assert found.canonical == called


def test_nouns_that_begin_at_one_word_stand_each_for_its_own() -> None:
    text = (
        "[LAUNCHER|H3:హెచ్3] రాకెట్‌పై [SPACECRAFT|XRISM:ఎక్స్‌రిజమ్‌ను] పంపారు. ¶ మార్చిలో ఫెయిలైన రాకెట్ సెకండ్ టెస్ట్ ఫ్లైట్‌ను "
        "ఈ ఏడాది చేస్తారు."
    )
    reading = taken_up(reading_of(text), Resolving("XRISM"))
    shown = reading.document.text
    told = {
        (shown[a:b], stands.canonical)
        for (a, b), stands in reading.stand.items()
        if shown[a:].startswith("రాకెట్ ")
    }
    assert told == {("రాకెట్", None), ("రాకెట్ సెకండ్ టెస్ట్ ఫ్లైట్‌ను", "XRISM")}


def test_a_trace_tells_what_a_noun_was_taken_for() -> None:
    document = parse(SENT)
    stage = EventStage(load_language("te"), model=Resolving("GSAT-20"))
    (event,) = stage.annotate([document])[0]
    told = {f.role: f.stands for f in trace(stage, document, event).arguments if f.argument and f.stands}
    assert told["payload"].canonical == "GSAT-20"
    assert told["payload"].mention is not None
    assert told["payload"].mention.of(document.text) == "జీశాట్-20"
