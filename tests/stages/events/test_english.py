"""The English tables: what verb groups and prepositions make of newspaper sentences, and that the tables are sound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ghatana.document import CORE_ROLES, EVENT_TYPES, STATUSES
from ghatana.evaluate import evaluate
from ghatana.languages import load as load_language
from ghatana.recipe import Recipe
from ghatana.stages.events import EventStage
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.reading import read
from ghatana.stages.events.triggers import mark
from stages.events.event_tags import parse

EN = load_language("en")
LEXICON = load(EN)
DEV = Path(__file__).parents[3] / "corpus" / "gold" / "en" / "dev_events.jsonl"
LEAST_F1 = 0.75  # events of the development set by rules alone
NOUNS = {row["class"] for row in load_language("te").rows("events/nouns")}


def first(tagged: str, family: str = "launch") -> tuple[str, str, str]:
    """The first trigger of a family with its form and status."""
    reading, found = mark(read(parse(tagged), LEXICON))
    one = next(c for c in found if c.row.type == family)
    text = reading.document.text[reading.words[one.first].start : reading.words[one.last].end]
    return text, one.form.form if one.form else "", one.form.status if one.form else ""


FORMS = [
    ("The rocket lifted off.", "lifted off", "ed", "completed"),
    ("It was launched.", "launched", "pas", "completed"),
    ("It has been launched.", "launched", "pas", "completed"),
    ("It had never been launched.", "launched", "pas", "denied"),
    ("It wasn't launched.", "launched", "pas", "denied"),
    ("They won’t launch it.", "launch", "fin", "denied"),
    ("They did not launch it.", "launch", "fin", "denied"),
    ("They will launch it.", "launch", "fin", "planned"),
    ("It will be launched.", "launched", "pas", "planned"),
    ("They will be launching it.", "launching", "fin", "planned"),
    ("It will no longer be launched.", "launched", "fin", "denied"),
    ("It is set to lift off.", "lift off", "inf", "planned"),
    ("It is now scheduled to be launched.", "launched", "pas", "planned"),
    ("It is yet to be launched.", "launched", "pas", "planned"),
    ("They plan to launch it.", "launch", "inf", "planned"),
    ("They plan [t|2026:next year] to launch it.", "launch", "inf", "planned"),
    ("They hope to launch it.", "launch", "inf", "proposed"),
    ("It may be launched.", "launched", "pas", "proposed"),
    ("It is likely to be launched.", "launched", "pas", "proposed"),
    ("They could launch it.", "launch", "fin", "proposed"),
    ("It failed to lift off.", "lift off", "inf", "failed"),
    ("After launching it they left.", "launching", "ger", "completed"),
    ("Before being launched it was fuelled.", "launched", "pas", "planned"),
    ("The probe launched by them flew.", "launched", "pas", "completed"),
]


@pytest.mark.parametrize(("tagged", "trigger", "form", "status"), FORMS, ids=[f[0][:40] for f in FORMS])
def test_forms(tagged: str, trigger: str, form: str, status: str) -> None:
    assert first(tagged) == (trigger, form, status)


RELATIONS = [
    ("from [SITE|Sriharikota:Sriharikota]", "abl"),
    ("aboard a [LAUNCHER|Falcon 9:Falcon 9] rocket", "sup"),
    ("by [ORG|SpaceX:SpaceX]", "ins"),
    ("with [LOC|China:China]", "com"),
    ("between the [LOC|China:Chinese]", "between"),
    ("in cooperation with [LOC|China:China]", "com"),
    ("according to [ORG|ISRO:ISRO]", "acc_to"),
    ("to the [BODY|Moon:Moon]", "dat"),
    ("into low Earth orbit", "ill"),
    ("under a memorandum of understanding", "under"),
    ("[ORG|ISRO:ISRO's]", "gen"),
    ("[ORG|ISRO:ISRO]", "nom"),
]


@pytest.mark.parametrize(("tagged", "case"), RELATIONS, ids=[r[0] for r in RELATIONS])
def test_relations(tagged: str, case: str) -> None:
    assert [m.case for m in read(parse(tagged), LEXICON).mentions] == [case]


def test_usual_names_of_what_nouns_say_in_full() -> None:
    for said, canonical in (
        ("a memorandum of understanding", "Memorandum of Understanding"),
        ("an MoU", "Memorandum of Understanding"),
        ("low Earth orbit", "Low Earth orbit"),
        ("geostationary transfer orbit", "Geostationary transfer orbit"),
        ("the second phase", "Phase 2"),
        ("the Russian government", "Russia"),
    ):
        assert [m.canonical for m in read(parse(said), LEXICON).mentions] == [canonical]


def test_ids_of_triggers_are_unique() -> None:
    ids = [row["id"] for row in EN.rows("events/triggers")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("row", EN.rows("events/triggers"), ids=lambda r: r["id"])
def test_trigger_row(row: dict[str, str]) -> None:
    assert row["subtype"] in EVENT_TYPES[row["type"]]
    assert row["status"] in {"", *STATUSES}
    assert (row["kind"] == "status") == (row["status"] != "")
    assert row["sense"]
    assert row["id"].startswith(row["type"][0] + ".")
    assert row["pattern"] == row["pattern"].lower()
    assert all(entry for word in row["pattern"].split(" ") for entry in word.split("|"))


@pytest.mark.parametrize("stem", ["endings", "forms", "verb_groups"])
def test_statuses_are_known(stem: str) -> None:
    assert {row["status"] for row in EN.rows(f"events/{stem}")} <= {"", *STATUSES}


def test_classes_are_those_that_the_rules_know() -> None:
    assert {row["class"] for row in EN.rows("events/nouns")} <= NOUNS
    words = [row["stem"] for row in EN.rows("events/nouns")]
    assert len(words) == len(set(words))
    assert {row["kind"] for row in EN.rows("events/modifiers")} <= {
        *(row["kind"] for row in load_language("te").rows("events/modifiers")),
        "link",
    }


SHIP, ROCKET = "[SPACECRAFT|Chandrayaan-3:Chandrayaan-3]", "[LAUNCHER|LVM3-M4:LVM3-M4]"
ISRO, SITE = "[ORG|ISRO:ISRO]", "[SITE|Sriharikota:Sriharikota]"
RULES = EventStage(EN)

# Sentences that any newspaper prints, with the event's type and status, and its core arguments.
EVENTS = [
    (f"{ISRO} launched {SHIP} aboard an {ROCKET} rocket from {SITE} on [t|2023-07-14:July 14].",
     "launch", "completed", {"Chandrayaan-3", "LVM3-M4"}),
    (f"{SHIP} lifted off aboard an {ROCKET} rocket from {SITE} on [t|2023-07-14:July 14].",
     "launch", "completed", {"Chandrayaan-3", "LVM3-M4"}),
    (f"{ISRO} will launch {SHIP} on an {ROCKET} rocket in [t|2023-07:July 2023].",
     "launch", "planned", {"Chandrayaan-3", "LVM3-M4"}),
    (f"{SHIP} will be launched aboard an {ROCKET} rocket in [t|2023-07:July 2023], {ISRO} said.",
     "launch", "planned", {"Chandrayaan-3", "LVM3-M4"}),
    (f"The launch of {SHIP} has been postponed to [t|2023-07-14:July 14], {ISRO} said.",
     "launch", "delayed", {"Chandrayaan-3"}),
    ("[LOC|China:China] and [LOC|Russia:Russia] signed an agreement on the "
     "[PROGRAM|International Lunar Research Station:International Lunar Research Station] in [t|2021-03:March 2021].",
     "agreement", "completed", {"China", "Russia"}),
    (f"{ISRO} signed a memorandum of understanding with [ORG|NASA:NASA] on the [BODY|Moon:Moon] "
     "on [t|2023-06-21:June 21].",
     "agreement", "completed", {"ISRO", "NASA"}),
    ("[LOC|India:India] joined the [PROGRAM|Artemis Accords:Artemis Accords] on [t|2023-06-21:June 21].",
     "agreement", "completed", {"India"}),
]  # fmt: skip


@pytest.mark.parametrize(("tagged", "kind", "status", "core"), EVENTS, ids=[e[0][:40] for e in EVENTS])
def test_events(tagged: str, kind: str, status: str, core: set[str]) -> None:
    document = parse(tagged)
    found = RULES.annotate([document])[0]
    document.with_layer("events", found)
    assert [(e.type, e.status) for e in found] == [(kind, status)]
    names = {a.canonical for a in found[0].arguments if a.role in CORE_ROLES[kind]}
    assert names == core
    assert found[0].date is not None


NOTHING = [
    "[ORG|Samsung:Samsung] launched a phone in [LOC|Mumbai:Mumbai] on [t|2023-06-21:June 21].",
    "The two neighbours signed a trade pact.",
    "The launch pad and the launch vehicle stand there.",
]


@pytest.mark.parametrize("tagged", NOTHING)
def test_no_event(tagged: str) -> None:
    assert RULES.annotate([parse(tagged)])[0] == ()


def test_rules_alone_hold_what_they_reach_on_the_development_set() -> None:
    recipe = replace(Recipe.default(), langs=("en",)).changed(ner="rules")
    scores = evaluate(DEV, recipe=recipe)
    _, _, f1 = scores.counts["events"]["ALL"].prf(None)
    assert f1 >= LEAST_F1
