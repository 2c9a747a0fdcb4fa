"""A user's own triggers, beside the shipped ones.

The file has the columns of `languages/<code>/events/triggers.tsv` and one more, `like`: the id of a shipped row
whose weights count for the new one, because no weights were fitted to a row that the training documents lack.
Cells that are empty are taken from that row. Without `like` a row leans on its sense, its family and its verb form
alone, and is found with less confidence. A row with the id of a shipped one takes its place and keeps its weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ghatana.annotations import EVENT_TYPES, STATUSES
from ghatana.errors import LanguageDataError, UsageError
from ghatana.languages import Language, Row, parse_tsv
from ghatana.stages.events.lexicon import Lexicon, load
from ghatana.stages.events.lookup import Folds
from ghatana.stages.events.trigger_rows import Trigger, by_start, trigger_of
from ghatana.stages.events.words import split_words

COLUMNS = ("id", "pattern", "type", "subtype", "kind", "status", "sense", "like")
REQUIRED = ("id", "pattern")
TAKEN = ("type", "subtype", "kind", "status", "sense")  # from the row named by `like`, where empty
STEM = 2  # code points that an open-ended first word needs: triggers are looked up by so many
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def load_with(language: Language, path: Path, evidence: str = "evidence") -> Lexicon:
    """The event tables of a language pack with the triggers of a user's file before the shipped ones.

    Raises:
        UsageError: if the file cannot be read as UTF-8 text or is malformed; the message has the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"The trigger file {path} does not exist.") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"The trigger file {path} cannot be read as UTF-8 text: {problem}.") from problem
    shipped = load(language, evidence)
    try:
        own = tuple(read(text, str(path), language.rows("events/triggers"), shipped.folds))
    except LanguageDataError as problem:
        raise UsageError(problem.message) from problem
    return with_own(shipped, own)


def with_own(shipped: Lexicon, own: Iterable[Trigger]) -> Lexicon:
    """A lexicon with more triggers; rows of the same name are replaced."""
    own = tuple(own)
    names = {row.name for row in own}
    kept = dict.fromkeys(row for rows in shipped.triggers.values() for row in rows if row.name not in names)
    return replace(shipped, triggers=by_start([*own, *kept]))


def read(text: str, where: str, shipped: Iterable[Row], folds: Folds = ()) -> Iterator[Trigger]:
    r"""The triggers of a tab-separated table with a header line.

    Args:
        text: the file's text.
        where: what to call the file in an error.
        shipped: the rows that `like` may name.
        folds: spellings that the language pack takes for one.

    Raises:
        LanguageDataError: for a missing column or cell, a value that is not allowed, or an id that comes twice.

    >>> like = {"id": "l.go", "type": "launch", "subtype": "liftoff", "kind": "verb", "status": "", "sense": "go"}
    >>> [(t.name, t.id, t.sense) for t in read("id\tpattern\tlike\nmy.fly\tఎగిర*\tl.go\n", "mine.tsv", [like])]
    [('my.fly', 'l.go', 'go')]
    """
    known = {row["id"]: row for row in shipped}
    rows = parse_tsv(text, where)
    numbers = [n for n, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")]
    if numbers:
        _check_header(
            text.split("\n")[numbers[0] - 1].rstrip("\r").split("\t"), f"{where}, line {numbers[0]}"
        )
    seen: dict[str, int] = {}
    for number, row in zip(numbers[1:], rows, strict=True):
        cells = {c: row.get(c, "").strip() for c in COLUMNS}
        like = cells["like"] or (cells["id"] if cells["id"] in known else "")
        if like in known:
            cells.update({c: cells[c] or known[like][c] for c in TAKEN})
        for problem in _problems(cells, known, folds):
            raise LanguageDataError(f"{where}, line {number}: {problem}")
        if cells["id"] in seen:
            raise LanguageDataError(
                f"{where}, line {number}: the id {cells['id']!r} came before, on line {seen[cells['id']]}. "
                "Make ids unique; put several patterns into one row with | between alternatives."
            )
        seen[cells["id"]] = number
        yield replace(trigger_of({**cells, "id": like or cells["id"]}, folds), name=cells["id"], own=True)


def _check_header(header: list[str], where: str) -> None:
    unknown, missing = sorted(set(header) - set(COLUMNS)), sorted(set(REQUIRED) - set(header))
    if unknown or missing:
        raise LanguageDataError(
            f"{where}: the columns must be among {', '.join(COLUMNS)}, and {', '.join(REQUIRED)} must be there. "
            f"Unknown: {', '.join(unknown) or 'none'}; missing: {', '.join(missing) or 'none'}. "
            "Separate them with one tab."
        )


def _problems(cells: Mapping[str, str], known: Mapping[str, Row], folds: Folds) -> Iterator[str]:
    for column in REQUIRED:
        if not cells[column]:
            yield f"the cell {column!r} is empty. Fill it in."
    if not _ID.fullmatch(cells["id"]):
        yield f"the id {cells['id']!r} may hold Latin letters, digits, dots, hyphens and underscores alone."
    like = cells["like"]
    if like and like not in known:
        yield (
            f"`like` names {like!r}, which is no shipped trigger. Name the id of a row of events/triggers.tsv, "
            f"such as {', '.join(sorted(known)[:3])}, or leave the cell empty."
        )
    yield from _values(cells, known)
    if like and cells["type"] != known[like]["type"]:
        yield f"the type is {cells['type']!r}, but {like!r} (in `like`) is of type {known[like]['type']!r}."
    yield from _bad_words(cells["pattern"], folds)


def _values(cells: Mapping[str, str], known: Mapping[str, Row]) -> Iterator[str]:
    senses = {row["sense"] for row in known.values() if row["type"] == cells["type"]}
    allowed = {
        "type": tuple(EVENT_TYPES),
        "subtype": EVENT_TYPES.get(cells["type"], ()),
        "kind": tuple(sorted({row["kind"] for row in known.values()})),
        "status": ("", *STATUSES),
        "sense": tuple(sorted(senses)),
    }
    for column, values in allowed.items():
        if cells[column] not in values:
            expected = ", ".join(v for v in values if v)
            yield (
                f"{column} is {cells[column]!r}; expected one of {expected}"
                + (" (or empty: the verb form decides)." if "" in values else ".")
                + ("" if cells["like"] else " A shipped trigger named in `like` fills empty cells.")
            )


def _bad_words(pattern: str, folds: Folds) -> Iterator[str]:
    for place, word in enumerate(pattern.split(" ")):
        for entry in word.split("|"):
            stem = entry.removesuffix("*")
            found = [w.of(stem) for w in split_words(stem, 0, len(stem), folds)]
            if found != [stem]:
                yield (
                    f"the pattern holds {entry!r}, which is not one word as texts are split. Put one space between "
                    "words, | between alternatives, and * at the end of a word for any ending."
                )
            elif not place and entry.endswith("*") and len(stem) < STEM:
                yield f"the pattern begins with {entry!r}: a beginning of at least {STEM} code points is needed."
