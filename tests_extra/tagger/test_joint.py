"""Names and events learnt together: losses that fall, and a NumPy head that says what the torch head says."""

from __future__ import annotations

import copy
import math
import random
from dataclasses import replace
from importlib import import_module as recipe
from typing import Any

import pytest
import torch

from ghatana.annotations import STATUSES
from ghatana.engines.event_head import EventHead
from ghatana.engines.windows import words
from ghatana.stages.events.model import FAMILIES, FAMILY_ROLES, SUBTYPES, Answers, Questions

Told = tuple[list[Any], Any]
STEP = 0.011  # answers are rounded to two places


def asked(gold: list[dict[str, Any]], number: int) -> tuple[dict[str, Any], Questions]:
    case, questions = recipe("stories").asked_cases(gold)[number]
    return case.gold, questions


def vectors(count: int, seed: int = 3) -> torch.Tensor:
    return torch.randn(count, recipe("encoder").HIDDEN, generator=torch.Generator().manual_seed(seed))


def answered(
    joint: Any, gold: list[dict[str, Any]], number: int, seed: int = 3
) -> tuple[Questions, Answers, torch.Tensor]:
    """A document's questions and what the NumPy head says, from random vectors."""
    document, questions = asked(gold, number)
    known = words(document["text"])
    states = vectors(len(known), seed)
    head = EventHead(recipe("torch_tagger").head_weights(joint), joint.index)
    return questions, head.answers(known, states.numpy(), questions), states


def news(joint: Any, questions: Questions) -> tuple[list[int], list[int], list[int], list[int]]:
    """Every trigger with every mention about it: what is told when the head answers.

    In training, verbs that announce nothing are mostly told nothing.
    """
    rows = [
        (t, m, joint.index.place("mention", place), 0)
        for t, row in enumerate(questions.near)
        for m, place in row
    ]
    t, m, places, groups = (list(column) for column in zip(*rows, strict=True))
    return t, m, places, groups


@pytest.mark.parametrize("number", range(3))
def test_the_numpy_head_says_what_the_torch_head_says(
    joint: Any, gold: list[dict[str, Any]], told: Told, number: int
) -> None:
    head, target = joint.head, told[0][number].target
    questions, found, states = answered(joint, gold, number)
    count = 1 + len(STATUSES)
    with torch.no_grad():
        spans = {
            name: head.spans(name, states, getattr(target, name), target.facts[name])
            for name in ("triggers", "mentions", "times")
        }
        spans["triggers"], spans["mentions"] = head.informed(
            spans["triggers"], spans["mentions"], news(joint, questions)
        )
        at = torch.tensor(target.triggers)
        ends = torch.cat([states[at[:, 0]], states[at[:, 1]]], -1)
        claims = head.claim_out(torch.relu(head.claim(ends) + spans["triggers"]))
        for kind, right, near in (
            ("mention", "mentions", questions.near),
            ("time", "times", questions.dated),
        ):
            pairs = [(t, m, joint.index.place(kind, p)) for t, row in enumerate(near) for m, p in row]
            rows = head.pairs(kind, spans["triggers"], spans[right], list(zip(*pairs, strict=True))).tolist()
            for (t, m, _), row in zip(pairs, rows, strict=True):
                family = questions.triggers[t].facts[0]
                if kind == "time":
                    assert found.dates[t][m] == pytest.approx(row[FAMILIES.index(family)], abs=STEP)
                else:
                    own = [x for x, r in zip(row, FAMILY_ROLES, strict=True) if r.startswith(family + ".")]
                    assert found.roles[t][m] == pytest.approx(own, abs=STEP)
    assert found.events == pytest.approx(claims[:, 0].tolist(), abs=STEP)
    for t, asked_trigger in enumerate(questions.triggers):
        own = [n for n, s in enumerate(SUBTYPES) if s.startswith(asked_trigger.facts[0] + ".")]
        logs = torch.log_softmax(claims[t, 1:count], -1)
        assert found.statuses[t] == pytest.approx(logs.tolist(), abs=STEP)
        logs = torch.log_softmax(claims[t, count:][own], -1)
        assert found.subtypes[t] == pytest.approx(logs.tolist(), abs=STEP)


@pytest.mark.parametrize("number", range(3))
def test_the_losses_are_those_of_the_answers(
    joint: Any, gold: list[dict[str, Any]], told: Told, number: int
) -> None:
    """What is learnt is what will be asked: the losses, worked out from the answers of the NumPy head."""
    questions, found, states = answered(joint, gold, number, seed=9)
    target = replace(told[0][number].target, told=news(joint, questions))
    with torch.no_grad():
        losses = {name: value.item() for name, value in joint.head.loss(states, target).items()}
    right = [t for t, e in enumerate(target.events) if e]

    def missed(log_odds: float, wanted: float) -> float:
        return math.log1p(math.exp(-abs(log_odds))) + max(log_odds, 0.0) - log_odds * wanted

    said = {
        "event": sum(
            missed(c, e) * s for c, e, s in zip(found.events, target.events, target.shares, strict=True)
        ),
        "status": -sum(found.statuses[t][target.status[t]] for t in right),
        "subtype": 0.0,
        "role": 0.0,
        "date": 0.0,
    }
    for t in right:
        family = FAMILIES[target.family[t]]
        own = [n for n, s in enumerate(SUBTYPES) if s.startswith(family + ".")]
        said["subtype"] -= found.subtypes[t][own.index(target.subtype[t])]
    best: dict[int, tuple[float, ...]] = {}
    for t, m, _, group in zip(*target.pairs, strict=True):
        row = found.roles[t][m]
        best[group] = tuple(map(max, zip(best.get(group, row), row, strict=True)))
    for group, row in best.items():
        columns = [n for n, able in enumerate(target.able[group]) if able]
        said["role"] += sum(missed(x, target.roles[group][n]) for x, n in zip(row, columns, strict=True))
    for t, x, wanted in zip(*target.dated[:2], target.dates, strict=True):
        said["date"] += missed(found.dates[t][x], wanted)
    for name, value in losses.items():
        assert value == pytest.approx(said[name], abs=0.5, rel=0.02), name


def test_a_loss_is_finite_and_reaches_every_part(joint: Any, told: Told, encoder: Any) -> None:
    joint.train()
    loss = joint.loss(told[0][:3], encoder, 60, bfloat16=False)
    assert torch.isfinite(loss)
    loss.backward()
    still = {
        name
        for name, p in joint.named_parameters()
        if p.grad is None or not torch.isfinite(p.grad).all() or not p.grad.abs().sum()
    }
    # The pooler has no part in this; the offset of keys cancels in attention.
    assert {n for n in still if "pooler" not in n and "key.bias" not in n} == set()


def test_the_loss_falls_on_one_document(joint: Any, told: Told, encoder: Any) -> None:
    joint.train()
    torch.manual_seed(1)
    optimizer = torch.optim.AdamW(joint.parameters(), lr=5e-4)
    losses = []
    for _ in range(6):
        loss = joint.loss(told[0][:1], encoder, 120, bfloat16=False)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert min(losses[-2:]) < 0.7 * losses[0]


@pytest.mark.parametrize("bfloat16", [False, True])
def test_documents_without_events_have_the_loss_of_their_names(
    joint: Any, told: Told, encoder: Any, bfloat16: bool
) -> None:
    bare = [replace(told[0][0], target=None)]
    loss = joint.loss(bare, encoder, 60, bfloat16)
    assert torch.isfinite(loss)
    loss.backward()
    assert all(p.grad is None for p in joint.head.parameters())


def test_a_document_without_triggers_has_no_loss_of_events(joint: Any) -> None:
    assert joint.head.loss(vectors(3), recipe("stories").Target()) == {}


def test_every_word_has_a_vector_whatever_the_windows(joint: Any, told: Told, encoder: Any) -> None:
    items = [s.example for s in told[0]]
    with torch.no_grad():
        for limit in (12, 60, 254):
            assert [len(v) for v in joint.read(items, encoder, limit)] == [len(e.words) for e in items]


def test_what_is_read_of_one_document_does_not_depend_on_the_others(
    joint: Any, told: Told, encoder: Any
) -> None:
    items = [s.example for s in told[0]]
    with torch.no_grad():
        together = joint.read(items, encoder, 60)
        for example, vector in zip(items, together, strict=True):
            (alone,) = joint.read([example], encoder, 60)
            torch.testing.assert_close(alone, vector, atol=1e-4, rtol=1e-4)


def test_learning_makes_the_loss_fall(joint: Any, told: Told, encoder: Any) -> None:
    module = recipe("course")
    plan = recipe("train").Plan(epochs=0, rate=1e-4, batch=2, seed=1, bfloat16=False)
    course = module.Course(plan, limits=(60,))
    with torch.no_grad():
        before = joint.loss(told[0], encoder, 60, bfloat16=False).item()
    module.learn(joint, [lambda: told[0]] * 3, encoder, course)
    assert not joint.training
    with torch.no_grad():
        assert joint.loss(told[0], encoder, 60, bfloat16=False).item() < before


def test_batches_hold_every_story_once(told: Told) -> None:
    items = told[0] * 7
    blocks = recipe("course").batches_of(items, random.Random(1), 3)
    assert sorted(id(s) for b in blocks for s in b) == sorted(map(id, items))
    assert max(map(len, blocks)) == 3


def test_a_running_mean_lies_between_what_was_and_what_was_learnt(
    joint: Any, encoder: Any, told: tuple[list[Any], Any]
) -> None:
    """Of two epochs from the same weights, one keeps the mean of all its steps: it has gone less far."""
    module, train = recipe("course"), recipe("train")
    plan = train.Plan(epochs=2, rate=1e-3, batch=2, decay=1.0, warm_up=0.1, seed=4, bfloat16=False)
    before = copy.deepcopy(joint.state_dict())
    ends = []
    for running in (0.0, 0.9):
        joint.load_state_dict(before)
        module.learn(joint, [lambda: told[0]] * 2, encoder, module.Course(plan, running=running))
        ends.append(copy.deepcopy(joint.state_dict()))
    name = "tagger.classifier.weight"
    last, mean = ((end[name] - before[name]).norm() for end in ends)
    assert 0 < mean < last
    assert not joint.training
