"""On which side of the day of publication an event lies, where its time leaves that open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ghatana.document import EventDate, Timex
from ghatana.languages import load
from ghatana.stages.events.date_values import event_date
from ghatana.stages.events.lexicon import load as load_lexicon
from ghatana.stages.events.reading import read
from ghatana.stages.events.triggers import mark
from ghatana.stages.times.tagger import Tagger
from stages.events.event_tags import STAGE, parse

TAGGER = Tagger(load("te"))
LEXICON = load_lexicon(load("te"))
THURSDAY = "2024-06-13"


def timexes(text: str, published: str = THURSDAY) -> tuple[Timex, ...]:
    return TAGGER.tag(text, date.fromisoformat(published))


def dated(text: str, status: str, published: str = THURSDAY) -> EventDate:
    """The date of the last trigger of a text by its only time, claimed with a status."""
    document = parse(text, published)
    document = replace(document, timexes=timexes(text, published))
    reading, found = mark(read(document, LEXICON))
    return event_date(reading, found[-1], 0, status)


class TestTheOtherSide:
    """What the tagger says of times that leave open which one is meant."""

    @pytest.mark.parametrize(
        ("text", "value", "other"),
        [
            ("సోమవారం ప్రయోగించింది.", "2024-06-10", ("2024-06-17", date(2024, 6, 17), date(2024, 6, 17))),
            ("సోమవారం ప్రయోగిస్తుంది.", "2024-06-17", ("2024-06-10", date(2024, 6, 10), date(2024, 6, 10))),
            ("సెప్టెంబరులో ప్రయోగించింది.", "2023-09", ("2024-09", date(2024, 9, 1), date(2024, 9, 30))),
            ("సెప్టెంబరు నాటికి పూర్తవుతుంది.", "2024-09", ("../2023-09", None, date(2023, 9, 30))),
            ("ఈ సోమవారం ప్రయోగించింది.", "2024-06-10", ("2024-06-17", date(2024, 6, 17), date(2024, 6, 17))),
        ],
    )
    def test_it_is_known(self, text: str, value: str, other: tuple[str, date | None, date | None]) -> None:
        (timex,) = timexes(text)
        assert (timex.value, timex.otherwise) == (value, other)

    @pytest.mark.parametrize(
        "text",
        [
            "2023 సెప్టెంబరులో ప్రయోగించింది.",
            "గత సెప్టెంబరులో ప్రయోగించింది.",
            "వచ్చే సోమవారం ప్రయోగిస్తుంది.",
            "ఈ నెలలో ప్రయోగించింది.",
            "గురువారం ప్రయోగించింది.",
            "రెండేళ్లలో ప్రయోగిస్తుంది.",
            "ప్రతి సోమవారం ప్రయోగిస్తుంది.",
        ],
    )
    def test_where_words_say_which_or_the_day_is_in_it_there_is_none(self, text: str) -> None:
        assert [t.otherwise for t in timexes(text)] == [None]

    def test_nor_of_a_span_or_without_a_day_of_publication(self) -> None:
        assert [t.otherwise for t in timexes("సోమవారం నుంచి శుక్రవారం వరకు సాగింది.")] == [None, None]
        assert [t.otherwise for t in TAGGER.tag("సోమవారం ప్రయోగించింది.", None)] == [None]


class TestTheClaim:
    """What it says decides."""

    @pytest.mark.parametrize(
        ("text", "status", "edtf"),
        [
            ("సోమవారం జరగాల్సిన ప్రయోగం విఫలమైంది.", "failed", "2024-06-10"),
            ("సోమవారం ప్రయోగిస్తారు.", "completed", "2024-06-10"),
            ("సెప్టెంబరులో ప్రయోగించినట్లు.", "planned", "2024-09"),
            ("నవంబరు నాటికి ప్రయోగించిన.", "proposed", "../2024-11"),
            ("సెప్టెంబరుకు వాయిదా వేసుకుంది.", "delayed", "2024-09"),
            ("సోమవారం ప్రయోగించింది.", "completed", "2024-06-10"),
            ("2023 సెప్టెంబరులో ప్రయోగిస్తారు.", "planned", "2023-09"),
        ],
    )
    def test_on_which_side_it_lies(self, text: str, status: str, edtf: str) -> None:
        found = dated(text, status)
        assert found.edtf == edtf

    def test_what_was_put_off_to_a_day_may_have_happened_by_now(self) -> None:
        last = timexes("శనివారానికి వాయిదా వేశారు.", "2024-06-10")[0]
        assert dated("శనివారానికి వాయిదా వేశారు.", "delayed", "2024-06-10").edtf == last.edtf

    def test_what_is_denied_lies_where_its_own_verb_puts_it(self) -> None:
        assert dated("జూన్‌లో ప్రయోగిస్తారన్న వార్తలు", "denied", "2025-05-19").edtf == "2025-06"

    def test_the_days_follow(self) -> None:
        found = dated("సెప్టెంబరులో ప్రయోగించినట్లు.", "planned")
        assert (found.earliest, found.latest) == (date(2024, 9, 1), date(2024, 9, 30))


class TestCounted:
    """Durations that come to a date, counted from the one named before."""

    @pytest.mark.parametrize(
        ("text", "otherwise"),
        [
            ("బుధవారం వెళ్లింది. రెండు రోజుల తర్వాత చేరింది.", ("2024-06-14", date(2024, 6, 14), date(2024, 6, 14))),
            ("1971 ఏప్రిల్ 19న వెళ్లింది. రెండేళ్ల తర్వాత పంపింది.", ("1973", date(1973, 1, 1), date(1973, 12, 31))),
            ("జూన్ 10న వెళ్లింది. పది రోజుల ముందు పంపింది.", ("2024-05-31", date(2024, 5, 31), date(2024, 5, 31))),
            ("జూన్ 10న జరగాల్సింది 24 గంటలు వాయిదా పడింది.", ("2024-06-11", date(2024, 6, 11), date(2024, 6, 11))),
            ("2022లో మొదలైంది. మూడు నెలల తర్వాత ఆగింది.", ("2022", date(2022, 1, 1), date(2022, 12, 31))),
            ("రెండు రోజుల తర్వాత చేరింది.", None),
            ("జూన్ 10న వెళ్లింది. రెండు గంటల తర్వాత చేరింది.", None),
            ("జూన్ 10న వెళ్లింది. కొన్ని రోజుల తర్వాత చేరింది.", None),
        ],
    )
    def test_from_the_date_before(self, text: str, otherwise: object) -> None:
        assert timexes(text)[-1].otherwise == otherwise

    @pytest.mark.parametrize(
        ("text", "edtf"),
        [
            (
                "సల్యూట్ 1971 ఏప్రిల్ 19న వెళ్లింది. ¶ రెండేళ్ల తర్వాత [LOC|United States:అమెరికా] [SPACECRAFT|Skylab:స్కైలాబ్‌ను] పంపింది.",
                "1973",
            ),
            (
                "నిసార్ జూన్ 20న వెళ్లాలి. ¶ [SPACECRAFT|NISAR:నిసార్] ప్రయోగం రెండు రోజులు వాయిదా పడింది.",
                "2024-06-22",
            ),
            (
                "నిసార్ జూన్ 20న వెళ్లాలి. ¶ [SPACECRAFT|NISAR:నిసార్] ప్రయోగం రెండు రోజుల ముందు వాయిదా పడింది.",
                None,
            ),
        ],
    )  # fmt: skip
    def test_they_date_events(self, text: str, edtf: str | None) -> None:
        document = parse(text)
        document = replace(document, timexes=TAGGER.tag(document.text, document.published, (0,)))
        event = STAGE.annotate([document])[0][-1]
        assert (event.date.edtf if event.date else None) == edtf
