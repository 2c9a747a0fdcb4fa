"""Workers: results in order, a worker that hangs or dies is replaced, and only its item is given up."""

from __future__ import annotations

import os
from functools import partial

import pytest

from ghatana.errors import EngineUnavailable
from ghatana.run.workers import THREADS, Pool
from pool_work import doubling, lost, settings, unbuildable

SECONDS = 1.0


def run(batches: list[list[int]], size: int = 2) -> list[int | str]:
    pool: Pool[int, list[int | str]] = Pool(size, doubling, lost, SECONDS)
    try:
        return [value for results in pool.map(batches) for result in results for value in result]
    finally:
        pool.close()


@pytest.mark.parametrize("size", [1, 3])
def test_results_come_in_the_order_of_the_batches(size: int) -> None:
    batches = [[5, i] for i in range(20, 60)]
    assert run(batches, size) == [v for _, i in batches for v in (10, 2 * i)]


def test_nothing_in_nothing_out() -> None:
    assert run([]) == []
    assert run([[], [1], []]) == [2]


@pytest.mark.parametrize(("bad", "word"), [(13, "hung"), (17, "died")])
def test_only_the_item_that_hangs_or_kills_is_given_up(bad: int, word: str) -> None:
    assert run([[1, 2], [3, bad, 4], [6]]) == [2, 4, 6, f"{word} {bad}", 8, 12]


def test_a_batch_of_nothing_but_trouble() -> None:
    assert run([[17, 17], [13]], size=1) == ["died 17", "died 17", "hung 13"]


def test_stages_that_cannot_be_built_are_an_error_for_the_user() -> None:
    pool: Pool[int, list[int | str]] = Pool(1, unbuildable, lost, SECONDS)
    with pytest.raises(EngineUnavailable, match="install it with"):
        list(pool.map([[1]]))
    pool.close()


def test_processes_are_gone_after_close() -> None:
    pool: Pool[int, list[int | str]] = Pool(2, doubling, lost, SECONDS)
    processes = [w.process.pid for w in pool._workers]
    list(pool.map([[1]]))
    pool.close()
    for pid in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_results_do_not_depend_on_the_number_of_workers() -> None:
    batches = [[i, i + 1] for i in range(20, 40)]
    assert run(batches, 1) == run(batches, 2)


def test_functions_with_bound_settings_travel() -> None:
    pool: Pool[int, list[int | str]] = Pool(1, partial(doubling), lost, SECONDS)
    assert list(pool.map([[4]])) == [[[8]]]
    pool.close()


@pytest.mark.parametrize(("own", "seen"), [(None, "1"), ("4", "4")])
def test_a_worker_counts_with_one_thread_unless_told(
    own: str | None, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in THREADS:
        monkeypatch.delenv(name, raising=False)
        if own:
            monkeypatch.setenv(name, own)
    pool: Pool[str, list[str]] = Pool(1, settings, lambda item, hung: [item], SECONDS)
    assert list(pool.map([list(THREADS)])) == [[[seen] * len(THREADS)]]
    pool.close()
