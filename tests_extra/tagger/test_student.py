"""What a student is taught: which files, which of them last, and models that learn one half of those."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module as recipe
from pathlib import Path
from typing import Any

import pytest

Gold = list[dict[str, Any]]


def ids(documents: Gold) -> set[str]:
    return {document["doc_id"] for document in documents}


def test_every_file_is_learnt_once_or_left_out() -> None:
    student = recipe("student")
    early, left = ids(student.other_documents()), ids(student.documents_of(student.LEFT_OUT))
    halves = [ids(student.documents_of(half)) for half in student.NEWEST]
    parts = [early, left, *halves]
    assert all(parts)
    assert len(set().union(*parts)) == sum(map(len, parts))


def test_halves_have_files_of_every_language() -> None:
    student = recipe("student")
    for half in student.NEWEST:
        assert {d["lang"] for d in student.documents_of(half)} == {"te", "en", "hi"}


@pytest.fixture
def lessons(joint: Any, encoder: Any, gold: Gold, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lessons of three documents, whose newest file holds an English one."""
    student, stories = recipe("student"), recipe("stories")
    foreign = student.documents_of(["en/news"])[:1]
    monkeypatch.setattr(student, "documents_of", lambda _: foreign)
    plan = replace(student.FOLD.plan, epochs=1, bfloat16=False)
    monkeypatch.setattr(student, "FOLD", replace(student.FOLD, plan=plan, limits=(506,)))
    out = student.Lessons.__new__(student.Lessons)
    facts = recipe("augment").Facts.load(Path(recipe("make").HERE) / "augment.toml")
    out.corpus = recipe("make").Corpus(gold[:2], [], [], [], facts)
    out.encoder, out.teacher, out.others = encoder, joint, gold[2:3]
    out.student = recipe("distil").student_of(joint, (0, 1))
    out.wide = joint
    out.own = stories.stories(gold[:2], out.student.index)
    out.foreign = stories.stories(gold[2:3], out.student.index)
    return out


def test_documents_are_met_in_their_language(lessons: Any, gold: Gold) -> None:
    (foreign,) = recipe("student").documents_of([])
    lessons.meet([gold[3], foreign])
    assert [d["doc_id"] for d in lessons.corpus.documents] == [
        d["doc_id"] for d in (gold[0], gold[1], gold[3])
    ]
    assert [d["doc_id"] for d in lessons.others] == [gold[2]["doc_id"], foreign["doc_id"]]
    assert len(lessons.own) == 3
    assert [story.taught for story in lessons.foreign] == [True, False]


def test_a_fold_has_seen_its_half_alone_and_leaves_the_student_as_it_was(
    lessons: Any, gold: Gold, tmp_path: Path
) -> None:
    before = {name: value.clone() for name, value in lessons.student.state_dict().items()}
    lessons.fold(0, tmp_path / "fold0.pt")
    seen = recipe("torch").load(tmp_path / "fold0.pt")["seen"]
    assert sorted(seen) == sorted(d["doc_id"] for d in [*gold[:3], *recipe("student").documents_of([])])
    assert len(lessons.others) == 1
    assert all((value == before[name]).all() for name, value in lessons.student.state_dict().items())
    restored = recipe("fold_models").restore(tmp_path / "fold0.pt").state_dict()
    assert any((restored[name] != value).any() for name, value in before.items() if name in restored)
