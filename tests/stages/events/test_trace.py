"""Traces: they decide nothing, and what they show adds up to what the stage decided."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document, Event
from ghatana.errors import StageError
from ghatana.recipe import Recipe
from ghatana.recipe.by_language import stage_for
from ghatana.run.annotate import annotate
from ghatana.stages.events import EventStage, dates
from ghatana.stages.events.evidence import score, weigh
from ghatana.stages.events.trace import LENT, LIKELY, LISTED, NEEDED, Trace, trace
from stages.events.event_tags import STAGE, only

GOLD = Path(__file__).parents[3] / "corpus" / "gold"
NAMES = st.sampled_from(["bias", "a", "b", "c", "d"])
TABLE = st.dictionaries(NAMES, st.floats(-9, 9).map(lambda w: round(w, 2)))


@cache
def stage() -> tuple[EventStage, Recipe]:
    recipe = Recipe.default().changed(ner="rules")
    stages = (stage_for(s, "te") for s, _ in recipe.build().stages)
    found = next(s for s in stages if isinstance(s, EventStage))
    return found, recipe


@cache
def annotated(name: str) -> tuple[Document, ...]:
    documents = []
    for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines():
        d = json.loads(line)
        day = date.fromisoformat(d["published"]) if d["published"] else None
        documents.append(Document(d["doc_id"], d["text"], published=day))
    done = annotate(stage()[1].build(), documents)
    return tuple(d for d in done if isinstance(d, Document))


def adds_up(event: Event, t: Trace) -> None:
    """Each number and value that the event carries is the one that its trace arrives at."""
    assert round(t.confidence.chance, 4) == event.confidence
    assert t.existence.chance >= t.existence.least
    assert (t.status.value, t.subtype.value) == (event.status, event.subtype)
    for choice in (t.status, t.subtype):
        assert choice.rule or choice.scores[0][0] == choice.value
        values = [s for _, s in choice.scores]
        assert values == sorted(values, reverse=True)
        if len(values) > 1:
            assert choice.lead.total == pytest.approx(values[0] - values[1])
    for sure in (
        t.existence,
        t.confidence,
        *(x.sure for x in t.times),
        *(a.sure for a in t.arguments if a.sure),
    ):
        parts = sum(w for _, w in sure.weighed.items) + sure.weighed.bias
        assert parts == pytest.approx(sure.weighed.total, abs=1e-9)
    shown = [a.argument for a in t.arguments if a.argument]
    assert shown == list(event.arguments)
    for a in t.arguments:
        if a.argument is None:
            assert a.sure is not None
        elif a.how in (LIKELY, NEEDED):
            assert a.sure is not None
            assert round(a.sure.chance, 4) == a.argument.score
            assert (a.sure.chance >= a.sure.least) == (a.how == LIKELY)
        else:
            assert a.how in (LISTED, LENT)
            assert (a.lender is not None) == (a.how == LENT)
    if event.date is not None:
        # "2026 or 2027" is a date of two times.
        chosen = [x.timex for x in t.times if x.chosen]
        spans = {(one.start, other.end) for one in chosen for other in chosen}
        assert t.date_lender or (event.date.start, event.date.end) in spans


@pytest.mark.parametrize("name", ["dev_events", "news_events", "sample_events"])
def test_every_event_of_the_gold_documents_adds_up(name: str) -> None:
    found = 0
    for document in annotated(name):
        for event in document.events:
            adds_up(event, trace(stage()[0], document, event))
            found += 1
    assert found > 40


def test_tracing_changes_nothing() -> None:
    document = next(d for d in annotated("news_events") if len(d.events) > 2)
    bare = Document(document.doc_id, document.text, published=document.published)
    for layer in ("sentences", "entities", "timexes"):
        bare = bare.with_layer(layer, getattr(document, layer))
    before = stage()[0].annotate([bare])[0]
    once = [trace(stage()[0], document, e) for e in document.events]
    assert [trace(stage()[0], document, e) for e in document.events] == once
    assert stage()[0].annotate([bare])[0] == before == document.events


def test_the_row_the_form_and_the_words() -> None:
    document, event = only(
        "[ORG|ISRO:ఇస్రో] [SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] [t|2023-07-14:శుక్రవారం] ప్రయోగించింది."
    )
    t = trace(STAGE, document, event)
    assert (t.row.name, t.row.own, t.words) == ("l.launch", False, ("ప్రయోగించింది",))
    assert t.form is not None
    assert (t.form.ending, t.form.form, t.form.status) == ("ింది", "fin", "completed")
    assert [(x.timex.edtf, x.chosen) for x in t.times] == [("2023-07-14", True)]
    assert {(a.role, a.canonical) for a in t.arguments if a.argument} == {
        ("payload", "Chandrayaan-3"), ("operator", "ISRO")
    }  # fmt: skip
    assert t.merged == ()
    adds_up(event, t)


def test_a_time_that_a_rule_chose_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    # So sure is no evidence: the rule for times that open a sentence has to choose.
    monkeypatch.setattr(dates, "THRESHOLD", 0.9999)
    tagged = (
        "[t|2021-03:మార్చి 2021లో], చంద్రునిపై ఉమ్మడి కేంద్రాన్ని రూపొందించడానికి "
        "[LOC|China:చైనా], [LOC|Russia:రష్యా] అవగాహన ఒప్పందంపై సంతకం చేశాయి. [PROGRAM|ILRS:ఐఎల్ఆర్ఎస్] పెద్దది."
    )
    document, event = only(tagged)
    t = trace(STAGE, document, event)
    adds_up(event, t)
    assert [(x.chosen, x.rule is not None, x.sure.chance < x.sure.least) for x in t.times] == [
        (True, True, True)
    ]


def test_what_leaves_the_moon_ascends_by_a_rule() -> None:
    tagged = (
        "[SPACECRAFT|Chang'e 6:చాంగ్ఇ-6] అసెండర్ [t|2024-06-04:మంగళవారం] [BODY|Moon:చంద్రుడి] ఉపరితలం నుంచి "
        "నింగిలోకి దూసుకెళ్లింది."
    )
    document, event = only(tagged)
    t = trace(STAGE, document, event)
    assert (t.subtype.value, t.subtype.rule) == ("ascent", "it leaves a body other than the Earth")


def test_an_event_that_no_trigger_announces_is_refused() -> None:
    document, event = only(
        "[ORG|ISRO:ఇస్రో] [SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] [t|2023-07-14:శుక్రవారం] ప్రయోగించింది."
    )
    with pytest.raises(StageError, match="was not found by these rules"):
        trace(STAGE, document, Event(0, 3, event.type, event.subtype, event.status))


@given(TABLE, TABLE, st.lists(st.sampled_from(["a", "b", "c", "x"])))
def test_parts_of_a_sum_make_the_sum(
    weights: dict[str, float], other: dict[str, float], observed: list[str]
) -> None:
    alone = weigh(weights, observed)
    assert alone.total == score(weights, observed)
    assert alone.bias + sum(w for _, w in alone.items) == pytest.approx(alone.total)
    sizes = [abs(w) for _, w in alone.items]
    assert sizes == sorted(sizes, reverse=True)
    assert len(alone.side(1)) + len(alone.side(-1)) == len(alone.items)
    lead = weigh(weights, observed, other)
    assert lead.total == pytest.approx(score(weights, observed) - score(other, observed))
    assert lead.bias + sum(w for _, w in lead.items) == pytest.approx(lead.total)
