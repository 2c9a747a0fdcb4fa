"""What must hold between tables, as SQL: keys, references, counts, columns that repeat another table's.

Each rule is a query for the rows that break it, written from the rules beside the schema; DuckDB runs it over the
Parquet files, and spills to disk what does not fit into memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from ghatana.annotations import EVENT_TYPES, ROLES
from ghatana.publish.check.problems import SHOWN, Problem, shown
from ghatana.tables.rules import EVERY, KEYS, WIDE, order, references


@dataclass(frozen=True, slots=True)
class Rule:
    """What a table must keep, and the query for the rows that do not: columns that tell which, then what they say."""

    table: str
    column: str
    expected: str
    broken: str


def failures(connection: Any, tables: Collection[str], where: str) -> Iterator[Problem]:
    """The rules between the tables of a connection that are broken, in a fixed order."""
    for rule in rules(tables):
        cursor = connection.execute(
            f"SELECT *, count(*) OVER () AS broken FROM ({rule.broken}) ORDER BY ALL LIMIT {SHOWN}"
        )
        names = [d[0] for d in cursor.description][:-1]
        if rows := cursor.fetchall():
            told = tuple(
                ", ".join(f"{n} {shown(v)}" for n, v in zip(names, row, strict=False)) for row in rows
            )
            yield Problem(where, rule.table, rule.column, rule.expected, rows[0][-1], told)


def rules(tables: Collection[str]) -> Iterator[Rule]:
    """The rules that can be checked with these tables."""
    for name in (n for n in EVERY if n in tables):
        if key := KEYS.get(name):
            yield _unique(name, key)
        yield from (_refers(name, r) for r in references(name) if r.table in tables)
    if "documents" in tables:
        yield from _documents(tables)
    if "events" in tables:
        yield from _events(tables)


def _unique(name: str, key: tuple[str, ...]) -> Rule:
    columns = ", ".join(_names(key))
    query = f'SELECT {columns}, count(*) AS times FROM "{name}" GROUP BY {columns} HAVING count(*) > 1'
    return Rule(name, ", ".join(key), "must be that of one row alone", query)


def _refers(name: str, reference: Any) -> Rule:
    on = " AND ".join(f'a."{c}" = b."{to}"' for c, to in zip(reference.columns, reference.to, strict=True))
    given = " AND ".join(f'a."{c}" IS NOT NULL' for c in reference.columns)
    named = dict.fromkeys((*_identity(name), *reference.columns))
    query = (
        f'SELECT {", ".join(_names(named, "a."))} FROM "{name}" a ANTI JOIN "{reference.table}" b ON {on} '
        f"WHERE {given}"
    )
    expected = f"must be in {reference.table} ({', '.join(reference.to)})"
    return Rule(name, ", ".join(reference.columns), expected, query)


def _documents(tables: Collection[str]) -> Iterator[Rule]:
    said = (
        ("n_chars", "length(text)", "must be the number of code points of text"),
        ("text_sha256", "sha256(text)", "must be the sha256 of text"),
    )
    for column, found, expected in said:
        query = f'SELECT doc_id, "{column}", {found} AS found FROM documents WHERE "{column}" <> {found}'
        yield Rule("documents", column, expected, query)
    counted = (("n_events", "events"), ("n_sentences", "sentences"), ("n_tokens", "tokens"))
    for column, name in counted:
        if name in tables:
            query = (
                f'SELECT doc_id, "{column}", coalesce(n, 0) AS found FROM documents LEFT JOIN '
                f'(SELECT doc_id, count(*) AS n FROM "{name}" GROUP BY doc_id) USING (doc_id) '
                f'WHERE "{column}" <> coalesce(n, 0)'
            )
            yield Rule("documents", column, f"must be the number of rows of {name}", query)


def _events(tables: Collection[str]) -> Iterator[Rule]:
    kinds = _pairs((kind, subtype) for kind, subtypes in EVENT_TYPES.items() for subtype in subtypes)
    query = f"SELECT event_id, type, subtype FROM events WHERE (type, subtype) NOT IN ({kinds})"
    yield Rule("events", "subtype", "must be a subtype of the type", query)
    query = (
        "SELECT event_id, trigger_start, trigger_end, evidence_start, evidence_end FROM events "
        "WHERE trigger_start < evidence_start OR trigger_end > evidence_end"
    )
    yield Rule("events", "evidence", "must hold the trigger", query)
    if "arguments" in tables:
        roles = _pairs((kind, role) for kind, held in ROLES.items() for role in held)
        query = (
            "SELECT a.event_id, e.type, a.role FROM arguments a JOIN events e USING (event_id) "
            f"WHERE (e.type, a.role) NOT IN ({roles})"
        )
        yield Rule("arguments", "role", "must be a role of the event's type", query)
    for kind, name in WIDE.items():
        if name in tables:
            yield from _wide(kind, name)


def _wide(kind: str, name: str) -> Iterator[Rule]:
    """A wide table has a row for each event of its type, which says the same."""
    query = (
        f"SELECT event_id, e.type FROM (SELECT event_id, type FROM events WHERE type = '{kind}') e "
        f'FULL JOIN (SELECT event_id FROM "{name}") w USING (event_id) WHERE e.type IS NULL OR w.event_id IS NULL'
    )
    yield Rule(name, "event_id", f"must be those of the events of type {kind}", query)
    shared = [c for c in EVERY[name].names if c in EVERY["events"].names and c not in {"event_id", "doc_id"}]
    pairs = [(c, c) for c in shared] + ([("action", "subtype")] if "action" in EVERY[name].names else [])
    for column, of_event in pairs:
        query = (
            f'SELECT event_id, w."{column}", e."{of_event}" AS "in events" FROM "{name}" w JOIN events e '
            f'USING (event_id) WHERE w."{column}" IS DISTINCT FROM e."{of_event}"'
        )
        yield Rule(name, column, f"must be as in events ({of_event})", query)


def _identity(name: str) -> tuple[str, ...]:
    return KEYS.get(name) or order(EVERY[name])


def _names(columns: Any, of: str = "") -> list[str]:
    return [f'{of}"{c}"' for c in columns]


def _pairs(pairs: Any) -> str:
    return ", ".join(f"('{a}', '{b}')" for a, b in pairs)
