"""Data Package metadata (https://datapackage.org/): `datapackage.json`, over the CSV files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ghatana.errors import EngineUnavailable
from ghatana.publish.facts import Facts
from ghatana.publish.write import Written
from ghatana.tables.rules import IDS, KEYS, UNIT, allowed, references
from ghatana.tables.schema import Column
from ghatana.tables.write import LIST_JOIN, file_sha256

FILE = "datapackage.json"
TYPES = {"int32": "integer", "float64": "number", "bool": "boolean", "date32": "date"}


def datapackage(facts: Facts, folder: Path) -> str:
    """The JSON text, with bytes and sha256 of the files in `folder`.

    Raises:
        EngineUnavailable: if frictionless is not installed.

    """
    package = _frictionless().Package.from_descriptor(
        {
            "name": facts.options.name,
            "title": facts.options.title,
            "description": facts.summary,
            "version": facts.version,
            **({"created": f"{facts.date.isoformat()}T00:00:00Z"} if facts.date else {}),
            "licenses": [_licence(facts)],
            "contributors": [{"title": "ghatana", "role": "wrangler"}],
            "keywords": ["space", "news", "event extraction", *facts.language_names],
            "resources": [_resource(t, facts, folder) for t in facts.tables],
        }
    )
    return json.dumps(package.to_descriptor(), ensure_ascii=False, indent=2) + "\n"


def _licence(facts: Facts) -> dict[str, str]:
    if facts.options.spdx:
        return {"name": facts.options.spdx, "path": facts.options.licence_url}
    address = facts.options.licence.startswith("http")
    return (
        {"path": facts.options.licence} if address else {"name": facts.options.licence, "title": "not stated"}
    )


def _resource(written: Written, facts: Facts, folder: Path) -> dict[str, Any]:
    table, path = written.table, folder / written.csv
    held = {t.table.name for t in facts.tables}
    foreign = [
        {
            "fields": list(r.columns),
            # A table that refers to itself says so by an empty name.
            "reference": {"resource": "" if r.table == table.name else r.table, "fields": list(r.to)},
        }
        for r in references(table.name)
        if r.table in held
    ]
    schema = {
        "fields": [_field(table.name, c) for c in table.columns],
        **({"primaryKey": list(KEYS[table.name])} if table.name in KEYS else {}),
        **({"foreignKeys": foreign} if foreign else {}),
    }
    return {
        "name": table.name,
        "type": "table",
        "title": f"One row per {table.row}",
        "path": written.csv,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_sha256(path)}",
        "schema": schema,
    }


def _field(name: str, column: Column) -> dict[str, Any]:
    kind, values = TYPES.get(column.kind, "string"), allowed(name).get(column.name)
    constraints: dict[str, Any] = {}
    # A string that is empty and one that is not there are the same in CSV.
    if not column.nullable and (kind != "string" or values or column.name in KEYS.get(name, ())):
        constraints["required"] = True
    if values:
        constraints["enum"] = list(values)
    if column.name in UNIT:
        constraints |= {"minimum": 0, "maximum": 1}
    if column.name in IDS:
        constraints["pattern"] = IDS[column.name]
    listed = f' Joined by "{LIST_JOIN}".' if column.kind == "list<string>" else ""
    return {
        "name": column.name,
        "type": kind,
        "description": column.meaning + listed,
        **({"constraints": constraints} if constraints else {}),
    }


def _frictionless() -> Any:
    try:
        import frictionless
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            "frictionless, which writes the Data Package, is not installed. Install it: pip install 'ghatana[publish]'"
        ) from error
    return frictionless
