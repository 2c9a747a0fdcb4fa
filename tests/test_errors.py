"""Errors: a tree, messages for people, context for programs, and the way across process borders."""

from __future__ import annotations

import pickle

import pytest

from ghatana import errors


def tree(kind: type[errors.GhatanaError]) -> list[type[errors.GhatanaError]]:
    return [kind, *(k for child in kind.__subclasses__() for k in tree(child))]


@pytest.mark.parametrize("kind", tree(errors.GhatanaError))
def test_every_error_survives_pickling_with_its_context(kind: type[errors.GhatanaError]) -> None:
    error = kind("what happened; what to do", source="a.txt", line=3)
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert (back.message, str(back)) == (error.message, error.message)
    assert back.context == {"source": "a.txt", "line": 3}


@pytest.mark.parametrize("kind", tree(errors.UsageError))
def test_wrong_usage_exits_with_2(kind: type[errors.GhatanaError]) -> None:
    assert kind("x").exit_status == 2


def test_a_run_that_stopped_exits_with_1() -> None:
    assert errors.RunStopped("x").exit_status == 1


@pytest.mark.parametrize("kind", tree(errors.GhatanaError))
def test_the_tree_drawn_at_the_top_of_the_module_is_the_tree(kind: type[errors.GhatanaError]) -> None:
    assert kind.__name__ in str(errors.__doc__)
