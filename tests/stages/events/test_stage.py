"""The stage as a whole: invariants, explanations, and texts without events."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghatana.document import EVENT_TYPES, ROLES, STATUSES, Document, Sentence
from ghatana.languages import load
from ghatana.stages.events import EventStage
from ghatana.stages.events.evidence import first, probability, score, scores
from ghatana.stages.events.stage import rated_events
from stages.events.event_tags import STAGE, events, only, parse

FULL = (
    "[ORG|ISRO:ఇస్రో] [t|2023-07-14:శుక్రవారం] [SITE|Sriharikota:శ్రీహరికోట] నుంచి [LAUNCHER|LVM3:ఎల్‌వీఎం3] రాకెట్‌తో "
    "[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] ప్రయోగించింది. ¶ [SPACECRAFT|Chandrayaan-4:చంద్రయాన్-4] [t|2028:2028లో] "
    "ప్రయోగించబడుతుందని [PER|S. Somanath:సోమనాథ్] తెలిపారు."
)

# news of other domains, and of space without an event of ours
NOTHING = [
    "కొత్త ఫోన్‌ను [t|2024-06-10:సోమవారం] మార్కెట్లో లాంచ్ చేసింది.",
    "ఎలుకలపై [t|2024-06:జూన్‌లో] ప్రయోగం విజయవంతమైంది.",
    "మెట్రో రెండో దశ నిర్మాణం [t|../2027:2027 నాటికి] పూర్తవుతుంది.",
    "జట్టు [t|2024-06-12:బుధవారం] విదేశీ పర్యటనకు బయలుదేరింది.",
    "పరీక్షలు [t|2024-07:జులైకి] వాయిదా పడ్డాయి.",
    "ఒప్పందంపై ఇరు పార్టీలు సంతకాలు చేశాయి.",
    "బస్సు లోయలో పడి కూలిపోయింది.",
    "[PER|:ప్రధాని] [SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3] బృందాన్ని అభినందించారు.",
    "[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3] ల్యాండర్ [t|2023-08-23:బుధవారం] [BODY|Moon:చంద్రుడిపై] దిగింది.",
]


@pytest.mark.parametrize("tagged", NOTHING)
def test_no_event(tagged: str) -> None:
    assert events(tagged)[1] == ()


FULL_SENTENCE = "[ORG|ISRO:ఇస్రో] [SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] [t|2023-07-14:శుక్రవారం] ప్రయోగించింది."


def test_events_come_in_text_order_with_sound_parts() -> None:
    document, found = events(FULL)
    assert [e.status for e in found] == ["completed", "planned"]
    assert [e.start for e in found] == sorted(e.start for e in found)
    for event in found:
        assert event.subtype in EVENT_TYPES[event.type]
        assert event.status in STATUSES
        assert {a.role for a in event.arguments} <= set(ROLES[event.type])
        assert list(event.arguments) == sorted(event.arguments, key=lambda a: (a.start, a.end, a.role))
        sentence = document.sentences[document.sentence_index(event.start)]
        for argument in event.arguments:
            assert (argument.basis == "sentence") == sentence.contains(argument)
            assert 0.0 <= argument.score <= 1.0


def test_what_a_stage_says_of_itself() -> None:
    assert STAGE.name == "events"
    assert STAGE.needs == {"sentences", "entities", "timexes"}
    assert STAGE.gives == "events"


def test_the_row_that_fired_is_named() -> None:
    _, event = only(FULL_SENTENCE)
    assert event.extractor == "model:l.launch"
    rows = {row["id"] for row in load("te").rows("events/triggers")}
    assert event.extractor.partition(":")[2] in rows


def test_confidence_falls_with_the_evidence() -> None:
    full = only(FULL_SENTENCE)[1]
    bare = events("[SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3] గురించి చెప్పారు. ¶ దాన్ని ప్రయోగించిన వారు విన్నారు.")[1]
    assert all(e.confidence < full.confidence for e in bare)
    ((_, chances),) = rated_events(*STAGE.read(parse(FULL_SENTENCE)))
    assert chances.event > 0.8
    # Of the whole row, not of there being an event: even a plain sentence is not all right that often.
    assert 0.3 < full.confidence < chances.event


def test_nothing_depends_on_the_other_documents() -> None:
    texts = [FULL, NOTHING[0], "[LOC|India:భారత్‌] చెప్పింది."]
    documents = [parse(t) for t in texts]
    together = STAGE.annotate(documents)
    assert together == [STAGE.annotate([d])[0] for d in documents]
    assert STAGE.annotate(documents[::-1])[::-1] == together


def test_an_empty_batch_and_an_empty_document() -> None:
    assert STAGE.annotate([]) == []
    empty = Document("d", "").with_layer("sentences", ()).with_layer("entities", ()).with_layer("timexes", ())
    assert STAGE.annotate([empty]) == [()]


def test_a_document_without_sentences_has_no_events() -> None:
    bare = Document("d", "ఇస్రో ప్రయోగించింది").with_layer("sentences", ())
    assert STAGE.annotate([bare.with_layer("entities", ()).with_layer("timexes", ())]) == [()]


def test_zwnj_makes_no_difference() -> None:
    with_joiner = only("[ORG|ISRO:ఇస్రో] [SPACECRAFT|Aditya-L1:ఆదిత్య] శాటిలైట్‌ను [t|2023-09-02:శనివారం] ప్రయోగించింది.")[1]
    without = only("[ORG|ISRO:ఇస్రో] [SPACECRAFT|Aditya-L1:ఆదిత్య] శాటిలైట్ను [t|2023-09-02:శనివారం] ప్రయోగించింది.")[1]
    assert (with_joiner.type, with_joiner.status, with_joiner.confidence) == (
        without.type,
        without.status,
        without.confidence,
    )


def test_events_survive_pickling() -> None:
    found = events(FULL)[1]
    assert pickle.loads(pickle.dumps(found)) == found


WORDS = st.sampled_from(
    [
        *("ఇస్రో", "రాకెట్‌ను", "ప్రయోగించింది", "వాయిదా", "పడింది", "సంతకం", "చేశాయి,", "దశ", "పూర్తవుతుంది"),
        *("ఒప్పందంపై", "2028లో", "మరియు", "చేరింది", "లాంచ్", ".", "!", "‘", "’", "(", ")", "—"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30), st.integers(1, 6))
def test_any_words_give_a_sound_layer(words: list[str], size: int) -> None:
    text, sentences = "", []
    for at in range(0, len(words), size):
        part = " ".join(words[at : at + size])
        start = len(text) + (1 if text else 0)
        text += (" " if text else "") + part
        sentences.append(Sentence(start, start + len(part)))
    document = Document("d", text).with_layer("sentences", sentences)
    document = document.with_layer("entities", ()).with_layer("timexes", ())
    found = EventStage(load("te")).annotate([document])[0]
    assert document.with_layer("events", found).events == found


class TestEvidence:
    def test_score_adds_what_is_known(self) -> None:
        assert score({"bias": 1.0, "a": 2.0, "b": -0.5}, ["a", "b", "c"]) == 2.5

    def test_probability_is_bounded(self) -> None:
        assert 0.0 < probability(-1e9) < probability(0.0) < probability(1e9) < 1.0

    def test_best_breaks_ties_by_name(self) -> None:
        assert first(scores({"b": {"x": 1.0}, "a": {"x": 1.0}}, ["x"])) == "a"

    def test_best_of_nothing(self) -> None:
        assert first(scores({}, ["x"])) is None
