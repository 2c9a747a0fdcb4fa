"""A model's answers as evidence: names of evidence for each decision, and what they weigh against the rules'."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.annotations import EVENT_TYPES, ROLES, STATUSES
from ghatana.document import Document
from ghatana.explain.meanings import meaning
from ghatana.languages import load as load_language
from ghatana.stages.events import EventStage
from ghatana.stages.events.model import Answers, Questions
from ghatana.stages.events.opinions import (
    MOST,
    Choices,
    about_event,
    about_rivals,
    about_status,
    about_subtype,
    level,
    role_scores,
    standing,
)
from ghatana.stages.events.roles import HOPELESS as HOPELESS_ROLE
from ghatana.stages.events.stage import HOPELESS
from ghatana.stages.events.trace import trace
from ghatana.stages.events.triggers import OPEN
from stages.events.event_models import NO, NoNames, Weights, even, weighed
from stages.events.event_tags import parse


def about_choices(scores: list[float] | None, labels: list[str]) -> list[list[str]]:
    choices = Choices(scores)
    return [choices.about(at, label) for at, label in enumerate(labels)]


COMPLETED = (-0.1, -9.0, -2.4, -9.0, -9.0, -9.0, -9.0, -9.0)
ANSWERS = Answers(
    events=(2.4, -40.0),
    statuses=(COMPLETED, (-2.08,) * 8),
    subtypes=((-0.1, -2.3), (-3.0,) * 7),
    roles=({0: (3.0, -2.0, -9.0, 0.0, 0.0, 0.0), 2: (-1.0, 4.0, 0.0, 0.0, 0.0, 0.0)}, {}),
    dates=({0: 1.5}, {}),
    families=("launch", "agreement"),
)
PAYLOAD = ROLES["launch"].index("payload")
FLOATS = st.floats(-50, 50)


@pytest.mark.parametrize(
    ("log_odds", "step"), [(0.0, 0), (0.4, 0), (2.4, 2), (-0.6, -1), (5.9, 6), (99.0, 6), (-99.0, -6)]
)
def test_levels_are_whole_steps(log_odds: float, step: int) -> None:
    assert level(log_odds) == step


@given(FLOATS, FLOATS)
def test_levels_rise_with_the_odds_and_end(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert -MOST <= level(low) <= level(high) <= MOST


def test_a_model_that_was_not_asked_says_nothing() -> None:
    assert about_event(None, 0, "l.launch") == []
    assert about_status(None, 0) == []
    assert about_subtype(None, 0, "launch") == []
    assert standing(None, 0, "launch", [[0]]) is None
    assert role_scores(None, 0, [0]) is None
    assert about_choices(None, ["craft", "agency"]) == [[], []]
    assert about_rivals(None, 0, 0) == []
    assert not Choices(None).hopeless(0, 6.0)


def test_whether_a_trigger_announces_an_event() -> None:
    assert about_event(ANSWERS, 0, "l.launch") == ["M=2", "MN=l.launch|1"]
    assert about_event(ANSWERS, 1, "a.sign") == ["M=-6", "MN=a.sign|-3"]


def test_a_status_is_the_likeliest_and_all_that_are_likely() -> None:
    assert about_status(ANSWERS, 0) == ["M=completed", "MP=completed|0", "MP=planned|-2"]
    assert about_status(ANSWERS, 1)[0] == f"M={STATUSES[0]}"  # of equals the first
    assert len(about_status(ANSWERS, 1)) == 1 + len(STATUSES)


def test_a_subtype_is_one_of_the_family() -> None:
    assert about_subtype(ANSWERS, 0, "launch") == ["M=liftoff", "MP=liftoff|0", "MP=ascent|-2"]
    said = about_subtype(ANSWERS, 1, "agreement")
    assert [s.partition("|")[0] for s in said[1:]] == [f"MP={s}" for s in EVENT_TYPES["agreement"]]


def test_a_text_that_the_model_cannot_read_has_no_status() -> None:
    empty = Answers((-9.0,), ((),), ((),), ({},), ({},), ("launch",))
    assert about_status(empty, 0) == []
    assert about_subtype(empty, 0, "launch") == []
    said = standing(empty, 0, "launch", [[0], [1, 2]])
    assert role_scores(said, PAYLOAD, [0, 1]) == [-6.0, -6.0]
    assert [about_rivals(said, PAYLOAD, n) for n in (0, 1)] == [["MO=0", "MT=none"]] * 2


def test_a_thing_is_as_likely_as_its_likeliest_mention() -> None:
    said = standing(ANSWERS, 0, "launch", [[0, 2], [2], [7], []])
    assert role_scores(said, PAYLOAD, range(4)) == [3.0, -1.0, -6.0, -6.0]
    assert role_scores(said, PAYLOAD, [1]) == [-1.0]
    assert role_scores(said, ROLES["launch"].index("vehicle"), [0]) == [4.0]


def test_choices_say_how_likely_which_rank_and_what_lead() -> None:
    assert about_choices([3.2, -1.0, 3.0, -5.0], ["agency", "country", "ORG", "firm"]) == [
        ["M=3", "ML=agency|3", "MR=0|3", "MG=0"],
        ["M=-1", "ML=country|-1", "MR=2|-1", "MG=-4"],
        ["M=3", "ML=ORG|3", "MR=1|3", "MG=0"],
        ["M=-5", "ML=firm|-5", "MR=2|-5", "MG=-6"],
    ]


def test_an_only_choice_has_the_whole_lead() -> None:
    assert about_choices([-2.0], ["craft"]) == [["M=-2", "ML=craft|-2", "MR=0|-2", "MG=6"]]


def test_what_is_less_likely_than_asked_is_hopeless() -> None:
    choices = Choices([-6.0, -6.1])
    assert [choices.hopeless(at, -6.0) for at in (0, 1)] == [False, True]


def test_equals_share_a_rank() -> None:
    first, second = about_choices([1.0, 1.0], ["craft", "craft"])
    assert first == second == ["M=1", "ML=craft|1", "MR=0|1", "MG=0"]


# Two launches that both want thing 0, a third trigger that announces nothing, and an agreement.
RIVALS = Answers(
    events=(3.0, 2.0, -1.0, 5.0),
    statuses=(COMPLETED,) * 4,
    subtypes=((-0.1, -2.3),) * 3 + ((-3.0,) * 7,),
    roles=(
        {0: (4.0, 1.0, 0.0, 0.0, 0.0, 0.0), 1: (-3.0, 2.0, 0.0, 0.0, 0.0, 0.0)},
        {0: (1.0, 0.0, 0.0, 0.0, 0.0, 0.0), 2: (5.0, 0.0, 0.0, 0.0, 0.0, 0.0)},
        {0: (6.0, 0.0, 0.0, 0.0, 0.0, 0.0)},
        {0: (6.0, 0.0, 0.0, 0.0)},
    ),
    dates=({},) * 4,
    families=("launch", "launch", "launch", "agreement"),
)


def test_a_thing_is_weighed_against_its_other_roles_and_other_events() -> None:
    said = standing(RIVALS, 0, "launch", [[0], [1], [0, 1], [9]])
    assert [about_rivals(said, PAYLOAD, n) for n in range(4)] == [
        [
            "MO=3",
            "MT=3|True",
        ],  # no trigger but the second counts: the third announces nothing, the last is no launch
        ["MO=-5", "MT=none"],
        ["MO=2", "MT=3|True"],
        ["MO=0", "MT=none"],  # nothing was said of it
    ]
    assert about_rivals(standing(RIVALS, 1, "launch", [[0]]), PAYLOAD, 0) == ["MO=1", "MT=-3|True"]
    party = ROLES["agreement"].index("party")
    assert about_rivals(standing(RIVALS, 3, "agreement", [[0]]), party, 0) == ["MO=6", "MT=none"]


@given(st.lists(FLOATS, max_size=8), st.randoms(use_true_random=False))
def test_what_is_said_of_a_choice_does_not_depend_on_their_order(scores: list[float], rng: object) -> None:
    labels = [f"l{n}" for n in range(len(scores))]
    said = dict(zip(labels, about_choices(scores, labels), strict=True))
    order = list(range(len(scores)))
    rng.shuffle(order)  # type: ignore[attr-defined]
    shuffled = about_choices([scores[n] for n in order], [labels[n] for n in order])
    assert shuffled == [said[labels[n]] for n in order]


@given(st.lists(FLOATS, min_size=1, max_size=8))
def test_only_the_best_leads(scores: list[float]) -> None:
    said = about_choices(scores, ["x"] * len(scores))
    for score, items in zip(scores, said, strict=True):
        lead = int(items[3].removeprefix("MG="))
        assert (lead >= 0) if score == max(scores) else (lead <= 0)
        assert items[2].startswith("MR=0|") == (score == max(scores))


# A sentence that the rules of this table take for an event unless the model is sure that it is none.
SENTENCE = "[ORG|ISRO:ఇస్రో] [SPACECRAFT|Chandrayaan-3:చంద్రయాన్-3ను] [SITE|Sriharikota:శ్రీహరికోట] నుంచి ప్రయోగించింది."
FOR, AGAINST, SURE = 1.0, -1.0, 3.0


class Saying(NoNames):
    """Says the same chance of every trigger of the tables, and of one status and one mention; no to other verbs."""

    def __init__(self, chance: float, status: str = "", payload: int | None = None) -> None:
        self.chance, self.status, self.payload = chance, status, payload

    def answers(self, document: Document, questions: Questions) -> Answers:
        plain = even(questions, lambda asked: NO if asked.facts[1].endswith(OPEN) else self.chance)
        statuses = tuple(-0.1 if s == self.status else -5.0 for s in STATUSES)
        column = ROLES["launch"].index("payload")
        roles = tuple(
            {
                m: tuple(5.0 if n == column and m == self.payload else -5.0 for n in range(len(values)))
                for m, values in row.items()
            }
            for row in plain.roles
        )
        return Answers(
            plain.events,
            (statuses,) * len(questions.triggers),
            plain.subtypes,
            roles,
            plain.dates,
            plain.families,
        )


def table(rules: float) -> Weights:
    """Weights by which rules say yes or no, and by which a sure model counts three times as much."""
    model = {f"M={step}": SURE * step / MOST for step in range(-MOST, MOST + 1)}
    payload = {"bias": -1.0, **{f"M={step}": step / 2 for step in range(-MOST, MOST + 1)}}
    return {
        "event": {"yes": {"bias": rules, **model}},
        "status": {
            s: {f"M={s}": 1.0, "bias": 2.0 * (s == "planned")} for s in ("completed", "planned", "failed")
        },
        "role.launch.payload": {"yes": payload},
    }


def found(chance: float, rules: float, status: str = "completed", payload: int | None = None) -> list[str]:
    stage = EventStage(load_language("te"), model=Saying(chance, status, payload))
    with weighed(stage, table(rules)):
        return [e.status for e in stage.annotate([parse(SENTENCE)])[0]]


@pytest.mark.parametrize(
    ("chance", "rules", "events"),
    [
        (0.0, FOR, 1),
        (0.0, AGAINST, 0),
        (6.0, AGAINST, 1),  # the model is sure and outvotes the rules
        (-6.0, FOR, 0),
        (6.0, -4.0, 0),  # and is outvoted by rules that are surer
        (HOPELESS + 0.1, 4.0, 1),
        (HOPELESS - 0.1, 30.0, 0),  # but what it takes for hopeless is not weighed at all
    ],
)
def test_a_model_outvotes_and_is_outvoted(chance: float, rules: float, events: int) -> None:
    assert len(found(chance, rules)) == events


def test_a_status_can_be_outvoted_too() -> None:
    assert found(6.0, FOR, status="failed") == ["planned"]  # its weight is 1, that of the rules 2
    assert found(6.0, FOR, status="planned") == ["planned"]
    stage = EventStage(load_language("te"), model=Saying(6.0, "failed"))
    heavy = table(FOR)
    heavy["status"]["failed"]["M=failed"] = 3.0
    with weighed(stage, heavy):
        assert [e.status for e in stage.annotate([parse(SENTENCE)])[0]] == ["failed"]


def test_roles_follow_what_the_model_says_of_mentions() -> None:
    stage = EventStage(load_language("te"), model=Saying(6.0, "completed", payload=1))
    with weighed(stage, table(FOR)):
        (event,) = stage.annotate([parse(SENTENCE)])[0]
    assert [(a.role, a.canonical) for a in event.arguments] == [("payload", "Chandrayaan-3")]


class Doubting(Saying):
    """Says the same log-odds of every thing in every role."""

    def __init__(self, odds: float) -> None:
        super().__init__(6.0, "completed")
        self.odds = odds

    def answers(self, document: Document, questions: Questions) -> Answers:
        said = super().answers(document, questions)
        roles = tuple({m: (self.odds,) * len(values) for m, values in row.items()} for row in said.roles)
        return replace(said, roles=roles)


@pytest.mark.parametrize(("odds", "weighed_at_all"), [(HOPELESS_ROLE, True), (HOPELESS_ROLE - 0.01, False)])
def test_a_thing_that_is_hopeless_in_a_role_is_not_weighed(odds: float, weighed_at_all: bool) -> None:
    stage = EventStage(load_language("te"), model=Doubting(odds))
    weights = table(FOR)
    weights["role.launch.payload"] = {"yes": {"bias": 30.0}}  # whatever is weighed is taken
    with weighed(stage, weights):
        (event,) = stage.annotate([parse(SENTENCE)])[0]
    assert bool(event.arguments) == weighed_at_all


def test_every_opinion_has_a_meaning_to_show() -> None:
    choice = about_choices([1.0], ["x"])[0]
    said = {
        "event": about_event(ANSWERS, 0, "x"),
        "status": about_status(ANSWERS, 0),
        "subtype": about_subtype(ANSWERS, 0, "launch"),
        "role": choice,
        "date": choice,
    }
    for decision, items in said.items():
        assert all(meaning(decision, item) for item in items), decision


@pytest.mark.parametrize("decision", ["date", "status"])
def test_opinions_are_no_evidence_of_the_rules(decision: str) -> None:
    """Two decisions have an `M` of the rules: it has a bar in it, as that of a model never has."""
    model = about_status(ANSWERS, 0)[:1] if decision == "status" else about_choices([1.0], ["x"])[0][:1]
    rows = load_language("te").rows("events/evidence")
    own = [
        r["evidence"] for r in rows if r["decision"].startswith(decision) and r["evidence"].startswith("M=")
    ]
    assert own
    assert all("|" in item for item in own)
    assert all("|" not in item for item in model)


def test_a_trace_adds_up_with_what_the_model_said() -> None:
    stage = EventStage(load_language("te"), model=Saying(6.0, "completed", payload=1))
    document = parse(SENTENCE)
    with weighed(stage, table(AGAINST)):
        (event,) = stage.annotate([document])[0]
        found = trace(stage, document, event)
    assert round(found.existence.chance, 4) == event.confidence
    assert dict(found.existence.weighed.items) == {"M=6": SURE}
    assert found.existence.weighed.total == SURE + AGAINST
    assert dict(found.status.scores) == {"completed": 1.0, "planned": 2.0, "failed": 0.0}
    (payload,) = [a for a in found.arguments if a.argument]
    assert payload.sure is not None
    assert dict(payload.sure.weighed.items) == {"M=5": 2.5}
