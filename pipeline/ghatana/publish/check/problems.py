"""What is wrong with tables, for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 5  # rows named of each problem


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that rows of a table break.

    `where` is the run, `column` the column or columns (empty: the table as a whole), `rule` what was expected,
    `count` how many rows break it (0: no row does by itself), and `rows` the first of them, as text.
    """

    where: str
    table: str
    column: str
    rule: str
    count: int
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.table}.{self.column}" if self.column else self.table
        lines = [f"{self.where}: {place}: {self.rule}"]
        if self.count:
            lines[0] += f"; {self.count:,} row{'s do' if self.count > 1 else ' does'} not comply:"
            lines += [f"    {row}" for row in self.rows]
        if more := self.count - len(self.rows):
            lines.append(f"    … and {more:,} more" if self.count else "")
        return "\n".join(filter(None, lines))


def report(problems: Iterable[Problem]) -> str:
    """All problems as one message, in the order given.

    >>> print(report([Problem("RUN", "events", "status", "one of completed, planned", 1, ("event_id ab: 'done'",))]))
    RUN: events.status: one of completed, planned; 1 row does not comply:
        event_id ab: 'done'
    """
    return "\n".join(map(str, problems))


def shown(value: object, limit: int = 60) -> str:
    """A value for an error message, cut.

    >>> shown(None), shown("x" * 99, 5)
    ('null', "'xxxxx…'")
    """
    if value is None:
        return "null"
    if isinstance(value, str):
        return repr(value if len(value) <= limit else value[:limit] + "…")
    return str(value)
