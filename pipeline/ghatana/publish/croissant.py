"""Croissant metadata (JSON-LD, https://docs.mlcommons.org/croissant/): `croissant.json`."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any

from ghatana.errors import EngineUnavailable
from ghatana.publish.facts import CITED, Facts
from ghatana.publish.write import Written
from ghatana.tables.rules import KEYS, references

FILE = "croissant.json"


def croissant(facts: Facts) -> str:
    """The JSON-LD text: a set of Parquet files and a record set for each table.

    Raises:
        EngineUnavailable: if mlcroissant is not installed.

    """
    mlc = _mlcroissant()
    day = facts.date
    made = mlc.Metadata(
        name=facts.options.name,
        description=facts.summary,
        license=[facts.options.licence_url],
        version=facts.version,
        date_published=datetime.combine(day, time()) if day else None,
        cite_as=facts.citation,
        creators=[mlc.Organization(name=CITED)],
        in_language=list(facts.languages),
        keywords=["space", "news", "event extraction", *facts.language_names],
        distribution=[_files(mlc, t) for t in facts.tables],
        record_sets=[_records(mlc, t, facts) for t in facts.tables],
    )
    return json.dumps(made.to_json(), ensure_ascii=False, indent=2) + "\n"


def _files(mlc: Any, written: Written) -> Any:
    name = written.table.name
    return mlc.FileSet(
        id=f"{name}-parquet",
        name=f"{name}-parquet",
        description=f"The table {name}, a file or more for each year.",
        encoding_formats=["application/x-parquet"],
        includes=[f"{name}/*.parquet"],
    )


def _records(mlc: Any, written: Written, facts: Facts) -> Any:
    name = written.table.name
    # mlcroissant joins what is referred to: it makes a cycle of a table that refers to itself, and fails at a second.
    held = {t.table.name for t in facts.tables} - {name}
    single = [(r.columns[0], r) for r in references(name) if len(r.columns) == 1 and r.table in held]
    referring = dict(single[:1])
    return mlc.RecordSet(
        id=name,
        name=name,
        description=f"One row per {written.table.row}.",
        key=[f"{name}/{column}" for column in KEYS.get(name, ())] or None,
        fields=[
            mlc.Field(
                id=f"{name}/{c.name}",
                name=c.name,
                description=c.meaning,
                data_types=[_type(mlc, c.kind)],
                repeated=c.kind == "list<string>" or None,
                references=_reference(mlc, referring[c.name]) if c.name in referring else None,
                source=mlc.Source(file_set=f"{name}-parquet", extract=mlc.Extract(column=c.name)),
            )
            for c in written.table.columns
        ],
    )


def _reference(mlc: Any, reference: Any) -> Any:
    return mlc.Source(field=f"{reference.table}/{reference.to[0]}")


def _type(mlc: Any, kind: str) -> Any:
    types = {
        "int32": mlc.DataType.INT32,
        "float64": mlc.DataType.FLOAT64,
        "bool": mlc.DataType.BOOL,
        "date32": mlc.DataType.DATE,
    }
    return types.get(kind, mlc.DataType.TEXT)


def _mlcroissant() -> Any:
    try:
        import mlcroissant
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            "mlcroissant, which writes the Croissant metadata, is not installed. Install it: "
            "pip install 'ghatana[publish]'"
        ) from error
    return mlcroissant
