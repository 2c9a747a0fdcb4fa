"""Who acts: capitals that stand for their countries, and states beside their agencies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ghatana.document import Document, Event
from ghatana.knowledge import homes, load, seats
from ghatana.stages.events.together import _of_both
from stages.events.event_tags import STAGE, parse

IDS = {entry.name: entry.id for entry in load().entries}


def first(tagged: str, published: str = "2024-06-13") -> tuple[Document, Event]:
    """The first event, the names linked to the knowledge base."""
    document = parse(tagged, published)
    linked = tuple(replace(e, kb_id=IDS.get(e.canonical or "")) for e in document.entities)
    document = replace(document, entities=linked)
    return document, STAGE.annotate([document])[0][0]


def who(event: Event, role: str) -> list[tuple[str | None, str | None]]:
    return [(a.canonical, a.kb_id) for a in event.arguments if a.role == role]


MOSCOW, BEIJING = "[LOC|Moscow:మాస్కో]", "[LOC|Beijing:బీజింగ్]"
WHEN = "[t|2024-06-11:మంగళవారం]"


def test_capitals_that_sign_are_their_countries() -> None:
    document, event = first(
        f"[PROGRAM|International Lunar Research Station:ఐఎల్ఆర్ఎస్] నిర్మాణంపై {MOSCOW}, {BEIJING} {WHEN} అవగాహన ఒప్పందంపై "
        "సంతకాలు చేశాయి."
    )
    assert who(event, "party") == [("Russia", "russia"), ("China", "china")]
    assert [a.of(document.text) for a in event.arguments if a.role == "party"] == ["మాస్కో", "బీజింగ్"]


def test_a_country_and_its_capital_are_one_party() -> None:
    _, event = first(
        f"[LOC|Russia:రష్యా], [LOC|China:చైనా] {WHEN} చంద్ర పరిశోధన ఒప్పందంపై సంతకాలు చేశాయి. {BEIJING} దీన్ని స్వాగతించింది."
    )
    assert sorted(who(event, "party")) == [("China", "china"), ("Russia", "russia")]


def test_a_capital_where_something_happens_is_itself() -> None:
    document = parse(f"[LAUNCHER|Falcon 9:ఫాల్కన్ 9] రాకెట్ను {WHEN} {MOSCOW} నుంచి ప్రయోగించారు.")
    event = STAGE.annotate([document])[0][0]
    assert [a.canonical for a in event.arguments if a.role == "site"] in ([], ["Moscow"])


@pytest.mark.parametrize(
    ("city", "country"), [("moscow", "Russia"), ("beijing", "China"), ("new-delhi", "India")]
)
def test_seats(city: str, country: str) -> None:
    assert seats()[city].name == country


def test_every_seat_is_a_city_of_its_country() -> None:
    entries = load().by_id
    for city, country in seats().items():
        assert entries[city].type == country.type == "LOC"
        assert homes()[city] == country.country
        assert entries[country.id] == country


def test_of_a_state_and_its_agency_the_likelier_is_the_party() -> None:
    _, event = first(
        f"[LOC|Japan:జపాన్]కు చెందిన [ORG|JAXA:జాక్సా], [ORG|ISRO:ఇస్రో] {WHEN} అవగాహన ఒప్పందంపై సంతకాలు చేశాయి."
    )
    assert [name for name, _ in who(event, "party")] == ["JAXA", "ISRO"]


def test_whoever_agrees_with_somebody_is_a_party_too() -> None:
    moon = "[ORG|ISRO:ఇస్రో] [SPACECRAFT|LUPEX:లూపెక్స్] వ్యోమనౌకను రూపొందిస్తోంది."
    _, event = first(f"{moon} ¶ [ORG|JAXA:జాక్సాతో] {WHEN} అవగాహన ఒప్పందం కుదుర్చుకుంది.")
    assert sorted(name for name, _ in who(event, "party")) == ["ISRO", "JAXA"]


@pytest.mark.parametrize(
    "pair", ["[LOC|India:భారత్]-[LOC|Japan:జపాన్] ఒప్పందంపై", "[LOC|India:భారత్]-[LOC|Japan:జపాన్‌ల] ఒప్పందంపై"]
)
def test_both_sides_of_a_hyphen_are_parties(pair: str) -> None:
    _, event = first(f"{pair} {WHEN} సంతకాలు జరిగాయి. ¶ [SPACECRAFT|LUPEX:లూపెక్స్] వ్యోమనౌక తర్వాత వెళ్తుంది.")
    assert sorted(name for name, _ in who(event, "party")) == ["India", "Japan"]


BILATERAL = "[LOC|Brazil:బ్రెజిల్] అధ్యక్షుడు [LOC|China:చైనాలో] పర్యటించారు. ¶ [ORG|ISRO:ఇస్రో] ఆ వార్తను గమనించింది."


@pytest.mark.parametrize("both", ["ఇరు దేశాలు", "రెండు దేశాలు", "ఇరుదేశాలు", "ఉభయ దేశాలు"])
def test_both_countries_are_the_two_that_were_named(both: str) -> None:
    document = parse(f"{BILATERAL} ¶ ఉపగ్రహ తయారీపై {both} {WHEN} ఒప్పందంపై సంతకాలు చేశాయి.")
    event = STAGE.annotate([document])[0][-1]
    assert sorted(name for name, _ in who(event, "party")) == ["Brazil", "China"]


def test_two_more_countries_or_their_agencies_are_not_those_named() -> None:
    for others in ("మరో రెండు దేశాలు", "రెండు దేశాల అంతరిక్ష సంస్థలు"):
        document = parse(f"{BILATERAL} ¶ ఉపగ్రహ తయారీపై {others} {WHEN} ఒప్పందంపై సంతకాలు చేశాయి.")
        reading, found = STAGE.read(document)
        assert not _of_both(reading, found[-1])
