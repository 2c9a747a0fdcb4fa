"""A student has its layers of the teacher's, is drawn to its vectors, and may know more facts than it."""

from __future__ import annotations

import random
from dataclasses import replace
from importlib import import_module as recipe
from typing import Any

import pytest
import torch

Told = tuple[list[Any], Any]


def states(joint: Any, items: Any, encoder: Any, limit: int = 506) -> torch.Tensor:
    joint.eval()
    with torch.no_grad():
        return torch.cat(joint.read([s.example for s in items], encoder, limit))


def test_a_student_of_all_layers_is_the_teacher(joint: Any, told: Told, encoder: Any) -> None:
    student = recipe("distil").student_of(joint, (0, 1))
    assert torch.equal(states(student, told[0], encoder), states(joint, told[0], encoder))


@pytest.mark.parametrize("layer", [0, 1])
def test_a_student_has_the_layers_that_are_named_and_all_else(joint: Any, layer: int) -> None:
    student = recipe("distil").student_of(joint, (layer,))
    assert student.tagger.config.num_hidden_layers == 1
    own, given = student.state_dict(), joint.state_dict()
    name = "tagger.bert.encoder.layer.{}.attention.self.query.weight"
    assert torch.equal(own[name.format(0)], given[name.format(layer)])
    assert all(torch.equal(value, given[key]) for key, value in own.items() if ".layer." not in key)


def test_a_kept_student_is_restored_with_its_layers(joint: Any, tmp_path: Any) -> None:
    models = recipe("fold_models")
    models.save(recipe("distil").student_of(joint, (1,)), tmp_path / "s.pt", ["a"])
    assert models.restore(tmp_path / "s.pt").tagger.config.num_hidden_layers == 1


def test_what_the_teacher_says_already_costs_nothing(joint: Any, told: Told, encoder: Any) -> None:
    distil = recipe("distil")
    student = distil.student_of(joint, (0, 1)).eval()
    teacher = distil.Teacher(joint, student, (0, 1), share=5.0)
    torch.testing.assert_close(
        teacher.loss(told[0], encoder, 506, False), student.loss(told[0], encoder, 506, False)
    )


def test_what_the_teacher_was_not_taught_teaches_by_its_labels(joint: Any, told: Told, encoder: Any) -> None:
    distil = recipe("distil")
    student = distil.student_of(joint, (1,)).eval()
    teacher = distil.Teacher(joint, student, (1,), share=1.0)
    foreign = [replace(s, taught=False) for s in told[0]]
    plain = student.loss(foreign, encoder, 506, False)
    torch.testing.assert_close(teacher.loss(foreign, encoder, 506, False), plain)
    assert teacher.loss(told[0], encoder, 506, False) > plain
    mixed = [told[0][0], *foreign[1:]]
    assert plain < teacher.loss(mixed, encoder, 506, False)


def test_the_student_comes_nearer(joint: Any, told: Told, encoder: Any) -> None:
    distil, course = recipe("distil"), recipe("course")
    student = distil.student_of(joint, (1,))
    with torch.no_grad():  # random layers do so little that one looks like the other
        for value in student.tagger.bert.encoder.parameters():
            value.add_(0.3 * torch.randn(value.shape, generator=torch.Generator().manual_seed(1)))
    wanted = states(joint, told[0], encoder)
    before = (states(student, told[0], encoder) - wanted).square().mean()
    teacher = distil.Teacher(joint, student, (1,), share=50.0)
    plan = recipe("train").Plan(epochs=6, rate=1e-2, batch=2, seed=2, bfloat16=False)
    course.learn(
        student, [lambda: told[0]] * 6, encoder, course.Course(plan, limits=(506,)), None, teacher.loss
    )
    assert (states(student, told[0], encoder) - wanted).square().mean() < 0.8 * before


def test_the_teacher_is_not_changed(joint: Any, told: Told, encoder: Any) -> None:
    distil = recipe("distil")
    before = {name: value.clone() for name, value in joint.state_dict().items()}
    teacher = distil.Teacher(joint, distil.student_of(joint, (0,)), (0,))
    teacher.loss(told[0], encoder, 506, False).backward()
    assert all(torch.equal(value, before[name]) for name, value in joint.state_dict().items())
    assert all(p.grad is None for p in joint.parameters())


def test_new_facts_begin_as_what_was_never_seen(joint: Any, told: Told) -> None:
    index = told[1]
    more = {kind: [list(words) for words in lists] for kind, lists in index.known.items()}
    more["mentions"][0].append("NEWKIND")
    new = recipe("distil").grown(joint, type(index)(more))
    size = len(index.known["mentions"][0])
    assert new.index.facts("mentions", ("NEWKIND",))[0] == size
    table = new.head.mentions_fact0.weight
    assert torch.equal(table[:size], joint.head.mentions_fact0.weight)
    assert torch.equal(table[size], table[0])


def test_nothing_new_changes_nothing(joint: Any, told: Told, encoder: Any) -> None:
    new = recipe("distil").grown(joint, told[1])
    assert new.index.known == told[1].known
    assert torch.equal(states(new, told[0], encoder), states(joint, told[0], encoder))


def test_a_changed_story_is_taught_as_it_was(told: Told, encoder: Any) -> None:
    module = recipe("stories")
    story = replace(told[0][0], taught=False)

    class Still:
        class rates:
            still = 0.0
            swap = respell = 0.0

        facts = recipe("augment").Facts((), ())

        def _copy(self, old: Any, i: int, new: Any) -> None:
            new.words.append(old.words[i])
            new.tags.append(old.tags[i])
            new.weights.append(old.weights[i])

    assert module.changed(story, Still(), random.Random(1)).taught is False
