"""A corrector's file: what a person says of events that a run found.

A table (tabs, commas or semicolons between cells, a header line, `#` starts a comment line) with a row for each
correction: `event_id`; `action` (`accept`, `reject` or `override`); for an override `column`, a column of `events`
(`subtype`, `status`, `date_edtf`) or a role, and `value`, what should stand there: the names of a role joined by
" | ", nothing for a cell that should be empty; and a `note` for people.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ghatana.annotations import EVENT_TYPES, ROLES, STATUSES
from ghatana.errors import UsageError
from ghatana.stages.times.edtf import days_of

COLUMNS = ("event_id", "action", "column", "value", "note")
REQUIRED = ("event_id", "action")
ACCEPT, REJECT, OVERRIDE = ACTIONS = ("accept", "reject", "override")
CELLS = ("subtype", "status", "date_edtf")
# Columns of the wide tables, by the name of what they show.
WIDE = {
    "action": "subtype", "payloads": "payload", "operators": "operator", "parties": "party",
    "milestones": "milestone", "sources": "source",
}  # fmt: skip
ALL_ROLES = tuple(dict.fromkeys(role for roles in ROLES.values() for role in roles))
JOIN = "|"
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of the file; `column` is one of `CELLS` or a role, None where the action needs none."""

    line: int
    event_id: str
    action: str
    column: str | None = None
    value: str = ""
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the value lists."""
        return tuple(dict.fromkeys(n.strip() for n in self.value.split(JOIN) if n.strip()))


@dataclass(frozen=True)
class Corrections:
    """The corrections of a file, in its order; `sha256` is that of its bytes."""

    source: str
    sha256: str
    items: tuple[Correction, ...]
    _by_event: dict[str, list[Correction]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for item in self.items:
            self._by_event.setdefault(item.event_id, []).append(item)

    def of(self, event_id: str) -> list[Correction]:
        """The corrections of one event, in the order of the file."""
        return self._by_event.get(event_id, [])

    def unmatched(self, matched: Iterable[int]) -> list[Correction]:
        """Those that met no event, given the lines of those that did."""
        lines = set(matched)
        return [item for item in self.items if item.line not in lines]

    @classmethod
    def read(cls, path: Path) -> Corrections:
        """The corrections in a file; UsageError with the line if it cannot be read or is malformed."""
        try:
            content = path.read_bytes()
            text = content.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise UsageError(f"The corrections {path} cannot be read as UTF-8 text: {problem}.") from problem
        return cls(str(path), hashlib.sha256(content).hexdigest(), tuple(parse(text, str(path))))


def parse(text: str, where: str) -> Iterator[Correction]:
    r"""The corrections of a table; `where` names it in errors.

    Raises:
        UsageError: for an unknown column, action or value, or two rows that contradict each other.

    >>> list(parse("event_id,action\n0123456789abcdef,accept\n", "mine.csv"))
    [Correction(line=2, event_id='0123456789abcdef', action='accept', column=None, value='', note='')]
    """
    header: list[str] | None = None
    seen: dict[tuple[str, str | None], Correction] = {}
    for line, cells in _lines(text, where):
        if header is None:
            header = [cell.strip() for cell in cells]
            _check_header(header, f"{where}, line {line}")
            continue
        if len(cells) > len(header):
            raise UsageError(
                f"{where}, line {line}: {len(cells)} cells, but the header has {len(header)} ({', '.join(header)}). "
                "Quote a cell that holds the mark between cells."
            )
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        said = {name: row.get(name, "") for name in COLUMNS}
        column = WIDE.get(said["column"], said["column"]) or None
        correction = Correction(line, said["event_id"], said["action"], column, said["value"], said["note"])
        for problem in _problems(correction):
            raise UsageError(f"{where}, line {line}: {problem}")
        _check_other(correction, seen, f"{where}, line {line}")
        yield correction
    if header is None:
        raise UsageError(f"{where} is empty; expected a header line with {', '.join(COLUMNS)}.")


def _lines(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are no comment, with the line each begins on; the header tells what stands between cells."""
    first = next((x for x in text.splitlines() if x.strip() and not x.startswith("#")), "")
    delimiter = next((c for c in first if c in "\t,;"), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UsageError(f"{where}, line {begin}: {error}. Look for a quote never closed.") from None
        if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
            yield begin, cells
        begin = reader.line_num + 1


def _check_header(header: list[str], where: str) -> None:
    unknown, missing = sorted(set(header) - set(COLUMNS)), sorted(set(REQUIRED) - set(header))
    if unknown or missing or len(set(header)) < len(header):
        raise UsageError(
            f"{where}: the columns must be among {', '.join(COLUMNS)}, each once, and {', '.join(REQUIRED)} must be "
            f"there. Unknown: {', '.join(unknown) or 'none'}; missing: {', '.join(missing) or 'none'}."
        )


def _check_other(correction: Correction, seen: dict[tuple[str, str | None], Correction], where: str) -> None:
    """Refuse a second correction of one cell, and any beside a rejection."""
    event, action = correction.event_id, correction.action
    key = correction.column if action == OVERRIDE else action
    other = seen.get((event, key)) or seen.get((event, REJECT))
    if action == REJECT and other is None:
        other = next((o for (e, _), o in seen.items() if e == event), None)
    if other is not None:
        said = f"{other.action} {other.column or ''}".strip()
        raise UsageError(
            f"{where}: event {event} has another correction on line {other.line} ({said}) that this one ({action}) "
            "repeats or contradicts. Keep one of them."
        )
    seen[event, key] = correction


def _problems(c: Correction) -> Iterator[str]:
    if not _ID.fullmatch(c.event_id):
        yield f"the event_id is {c.event_id!r}; expected 16 hexadecimal digits, as in the column `event_id`."
    if c.action not in ACTIONS:
        yield f"the action is {c.action!r}; expected one of {', '.join(ACTIONS)}."
    elif c.action != OVERRIDE:
        if c.column or c.value:
            yield f"{c.action} takes no column and no value; found {c.column or c.value!r}. Use override for a cell."
    elif c.column not in {*CELLS, *ALL_ROLES}:
        yield f"the column is {c.column or ''!r}; expected one of {', '.join((*CELLS, *ALL_ROLES))}."
    else:
        yield from _bad_value(c)


def _bad_value(c: Correction) -> Iterator[str]:
    subtypes = tuple(s for kinds in EVENT_TYPES.values() for s in kinds)
    allowed = {"status": STATUSES, "subtype": subtypes}.get(c.column or "", ())
    if allowed and c.value not in allowed:
        yield f"{c.column} is {c.value!r}; expected one of {', '.join(allowed)}."
    if c.column == "date_edtf" and c.value:
        try:
            days_of(c.value)
        except ValueError as problem:
            yield f"date_edtf: {problem}. Leave the value empty for an event without a date."
