"""EDTF values against the first and last day that stand beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from ghatana.publish.check.problems import SHOWN, Problem
from ghatana.stages.times.edtf import days_of
from ghatana.tables.rules import EVERY, KEYS, Dates, dates

EXPECTED = "EDTF must be valid, and the first and last day lie within it, in this order"


def failures(connection: Any, tables: Collection[str], where: str) -> Iterator[Problem]:
    """The tables of a connection whose dates contradict themselves.

    Many rows share a date, so each combination is looked at once.
    """
    for name in (n for n in EVERY if n in tables):
        for columns in dates(EVERY[name]):
            edtf, earliest, latest = (f'"{c}"' for c in (columns.edtf, columns.earliest, columns.latest))
            distinct = connection.execute(
                f'SELECT {edtf}, {earliest}, {latest}, count(*) FROM "{name}" GROUP BY ALL ORDER BY ALL'
            )
            bad = [(row, why) for *row, n in distinct.fetchall() if (why := problem(*row)) for _ in range(n)]
            if bad:
                yield Problem(
                    where, name, columns.edtf, EXPECTED, len(bad), _named(connection, name, columns, bad)
                )


def problem(edtf: str | None, earliest: date | None, latest: date | None) -> str | None:
    """What is wrong with a date, None if nothing is.

    >>> problem("2024-05", date(2024, 5, 1), date(2024, 6, 1))
    '2024-05 ends 2024-05-31, before the last day 2024-06-01'
    """
    if earliest and latest and earliest > latest:
        return f"the first day {earliest} is after the last, {latest}"
    if edtf is None:
        return None
    try:
        first, last = days_of(edtf)
    except ValueError as error:
        return str(error).partition(";")[0]
    if first and (earliest is None or earliest < first):
        return f"{edtf} begins {first}, after the first day {earliest or 'null'}"
    if last and (latest is None or latest > last):
        return f"{edtf} ends {last}, before the last day {latest or 'null'}"
    if (first is None and earliest) or (last is None and latest):
        return f"{edtf} has an open end, and a day stands for it: {earliest or 'null'} to {latest or 'null'}"
    return None


def _named(connection: Any, name: str, columns: Dates, bad: list[tuple[Any, str]]) -> tuple[str, ...]:
    """The first rows, by key, with what is wrong."""
    key = ", ".join(f'"{c}"' for c in KEYS[name])
    told: list[str] = []
    for values, why in {tuple(row): why for row, why in bad}.items():
        same = " AND ".join(
            f'"{c}" IS NOT DISTINCT FROM ?' for c in (columns.edtf, columns.earliest, columns.latest)
        )
        query = f'SELECT {key} FROM "{name}" WHERE {same} ORDER BY ALL LIMIT {SHOWN}'
        for row in connection.execute(query, list(values)).fetchall():
            told.append(", ".join(f"{k} {v}" for k, v in zip(KEYS[name], row, strict=True)) + f": {why}")
        if len(told) >= SHOWN:
            break
    return tuple(told[:SHOWN])
