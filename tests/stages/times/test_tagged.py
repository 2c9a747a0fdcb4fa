"""Every row of the coverage as a sentence with tags; and sentences that hold no time."""

import pytest

from stages.times.tagged import Case, cases, found, times_in

CASES = list(cases("sentences.txt"))
NONE = [c.tagged for c in cases("not_times.txt")]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text[:40])
def test_a_tagged_sentence(case: Case) -> None:
    assert found(case) == case.expected


@pytest.mark.parametrize("sentence", NONE)
def test_what_looks_like_a_time_and_is_none(sentence: str) -> None:
    assert [t.of(sentence) for t in times_in(sentence)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text[:40])
def test_joiners_change_nothing(case: Case) -> None:
    bare = case.text.replace("\u200c", "")
    assert [t.value for t in times_in(bare, case.published)] == [
        t.value for t in times_in(case.text, case.published)
    ]


def test_the_files_are_full() -> None:
    assert len(CASES) > 150
    assert len(NONE) > 35
    assert len({c.published for c in CASES}) > 10
